import { z } from 'zod'
import type { Json, NetworkContext, Page, StreamRef } from '../types.ts'
import { perPage, search } from './client.ts'
import { itemsOfHits, refSpace } from './parse.ts'
import { placeOf } from './place.ts'
import { looksOf } from './pull.ts'
import { hearReplies } from './replies.ts'
import { nextTo } from './walk.ts'

const place = z.object({ look: z.number().int(), toS: z.number().int() })
/** What could be answered in the hole was written up to so long before it. */
const answerableS = 18 * 86_400

/** What a hole in the past held, newest first. */
export async function backfill(
  ctx: NetworkContext,
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
  cursor: Json,
): Promise<Page> {
  const [fromS, endS] = [Math.floor(gap.fromMs / 1000), Math.ceil(gap.toMs / 1000)]
  if (stream.kind === 'replies') {
    const own = { fromS: fromS - answerableS, toS: endS }
    const { items } = await hearReplies(ctx, stream.config, { fromS, toS: endS }, own)
    return { items, refSpace, cursor: { look: 1, toS: fromS }, more: false }
  }
  const looks = looksOf(stream)
  const at = place.safeParse(cursor).data ?? { look: 0, toS: endS }
  const asked = looks[at.look]
  if (asked === undefined) return { items: [], refSpace, cursor: at, more: false }
  const where = placeOf(stream.config['host'])
  const hits = await search(ctx, where, { ...asked, fromS, toS: at.toS })
  const isLast = hits.length < perPage
  const next = isLast
    ? { look: at.look + 1, toS: endS }
    : {
        look: at.look,
        toS: nextTo(
          hits.map((hit) => hit.created_at_i),
          at.toS,
        ),
      }
  return {
    items: itemsOfHits(hits, { place: where }),
    refSpace,
    cursor: next,
    more: next.look < looks.length,
  }
}
