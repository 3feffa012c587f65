import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { repliesAmong } from './addressed.ts'
import { clientOf } from './client.ts'
import { endOfList, pageOf } from './lists.ts'
import { itemsOf, refSpace } from './parse.ts'
import { looksOf } from './pull.ts'

const place = z.object({
  look: z.number().int(),
  after: z.string().optional(),
  count: z.number().int(),
  mark: z.string().optional(),
  /** How far back the pages before this one reached. */
  reachMs: z.number().optional(),
  /** A list broke off above the hole: nothing before this was given. */
  fromMs: z.number().optional(),
})

/**
 * What a hole in the past held, newest first: Reddit cannot be asked for a time, so the pages are turned down to it, as
 * far as the thousand go that it gives of a list.
 */
export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
  cursor: Json,
): Promise<Page> {
  if (account === null)
    throw new Failure(
      'not-supported',
      'Without an account Reddit cannot be asked for anything older than its newest hundred.',
    )
  const client = clientOf(ctx, account)
  const looks = looksOf(stream, account)
  const at = place.safeParse(cursor).data ?? { look: 0, count: 0 }
  const asked = looks[at.look]
  if (asked === undefined) return { items: [], refSpace, cursor, more: false }
  const given = await pageOf(client, asked, at.after, at.count)
  const reachMs = given.isLost ? (at.reachMs ?? 0) : given.reachMs
  const isEnd = given.next === undefined || given.next === at.after || given.mark === at.mark
  const isDone = isEnd || reachMs < gap.fromMs
  const breaksOff = isDone && reachMs >= gap.fromMs
  const fromMs = breaksOff ? Math.max(at.fromMs ?? 0, Math.min(reachMs, gap.toMs)) : at.fromMs
  const from: Record<string, number> = fromMs === undefined ? {} : { fromMs }
  const on: Record<string, Json> = isDone
    ? { look: at.look + 1, count: 0 }
    : { look: at.look, count: at.count + 1, after: given.next ?? '', mark: given.mark, reachMs }
  const more = !isDone || at.look + 1 < looks.length
  const inside = given.told.filter(({ createdMs }) => createdMs >= gap.fromMs && createdMs <= gap.toMs)
  const replies = asked.what === 'inbox' ? undefined : await repliesAmong(client, inside, 0)
  return {
    ...itemsOf(inside, client.viewer, replies),
    refSpace,
    cursor: { ...on, ...from },
    more,
    ...(more || fromMs === undefined ? {} : { coveredFromMs: fromMs, holeReason: endOfList }),
  }
}
