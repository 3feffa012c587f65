import { z } from 'zod'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { repliesAmong } from './addressed.ts'
import { howOf, pageOf } from './lists.ts'
import { itemsOf } from './parse.ts'
import { refSpaceOf } from './place.ts'
import { clientFor, looksOf } from './pull.ts'

const place = z.object({
  look: z.number().int(),
  page: z.string().optional(),
  count: z.number().int(),
  /** A list was left at its cap: nothing before this was given. */
  fromMs: z.number().optional(),
})

/** Pages of one list that are turned to reach a hole; behind them it stays. */
const mostPages = 40

/** What a hole in the past held, newest first: servers cannot be asked for a time, so the pages are turned down to it. */
export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
  cursor: Json,
): Promise<Page> {
  const { client, seen } = await clientFor(ctx, account, stream, cursor)
  const looks = looksOf(stream, account)
  const at = place.safeParse(cursor).data ?? { look: 0, count: 0 }
  const refSpace = refSpaceOf(client.server)
  const asked = looks[at.look]
  if (asked === undefined) return { items: [], refSpace, cursor, more: false }
  const { views, next, reachMs } = await pageOf(client, asked, at.page)
  const count = at.count + 1
  const isDone = next === undefined || next === at.page || reachMs < gap.fromMs
  const isCapped = !isDone && count >= mostPages
  const fromMs = isCapped ? Math.max(at.fromMs ?? 0, Math.min(reachMs, gap.toMs)) : at.fromMs
  const from: Record<string, number> = fromMs === undefined ? {} : { fromMs }
  const on: Record<string, Json> =
    isDone || isCapped ? { look: at.look + 1, count: 0 } : { look: at.look, count, page: next ?? '' }
  const more = !(isDone || isCapped) || at.look + 1 < looks.length
  const inside = views.filter(
    ({ comment, post, toldMs }) => toldMs >= gap.fromMs && (comment ?? post).createdMs <= gap.toMs,
  )
  const how = howOf(asked)
  const replies = how === undefined ? await repliesAmong(client, inside, gap.fromMs) : undefined
  return {
    ...itemsOf(inside, client.viewer, how, replies),
    refSpace,
    cursor: { ...on, ...from, ...(seen === undefined ? {} : { seen: { ...seen } }) },
    more,
    ...(more || fromMs === undefined
      ? {}
      : { coveredFromMs: fromMs, holeReason: `${client.host} would have to be asked for too many pages.` }),
  }
}
