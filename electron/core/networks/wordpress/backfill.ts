import { z } from 'zod'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { itemsOf, refSpaceOf } from './parse.ts'
import { clientFor, commentsOf, searchesOf } from './pull.ts'

const place = z.object({ look: z.number().int(), page: z.number().int() })

/**
 * Comments of a hole in the past, newest first. WordPress compares local times, which repeat for an hour in autumn, so
 * both ends are asked for with an hour more.
 */
export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
  cursor: Json,
): Promise<Page> {
  const { client, configPatch } = await clientFor(ctx, account, stream)
  const looks = stream.kind === 'keyword' ? searchesOf(stream.config) : [{}]
  const at = place.safeParse(cursor).data ?? { look: 0, page: 1 }
  const { comments, pages } = await commentsOf(client, {
    ...looks[at.look],
    order: 'desc',
    page: String(at.page),
    after: new Date(gap.fromMs - hourMs).toISOString(),
    before: new Date(gap.toMs + hourMs).toISOString(),
  })
  const isLast = comments.length === 0 || at.page >= (pages ?? 1)
  const next = isLast ? { look: at.look + 1, page: 1 } : { look: at.look, page: at.page + 1 }
  const inside = comments.filter(({ date_gmt: ms }) => ms >= gap.fromMs && ms <= gap.toMs)
  return {
    items: itemsOf(inside, client.viewer),
    refSpace: refSpaceOf(client.viewer.site),
    cursor: next,
    more: next.look < looks.length,
    configPatch,
  }
}

const hourMs = 3_600_000
