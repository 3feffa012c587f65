import { z } from 'zod'
import { Failure } from '#shared/failure'
import { readQuery } from '#shared/domain/query/check'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { clientOf, strangerClient, type Client } from './client.ts'
import { refSpaceOf } from './parse.ts'
import { placeAt } from './pull.ts'
import { collected, found, named, said, tagged, told, type Timeline } from './timelines.ts'
import { translateQuery } from './translate.ts'

/**
 * Filling holes: back from the newest with `untilId`, past what is newer than the hole, to its beginning. Holes are
 * noticed when a stream catches up, so that little is newer than they are.
 */

const place = z.object({
  /** Which of the lists of the stream. */
  part: z.number().int(),
  untilId: z.string().optional(),
})

/** Items whose clocks differ a little from ours belong to the hole still. */
const slackMs = 60_000

export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
  cursor: Json,
): Promise<Page> {
  const { client, timelines } = timelinesOf(ctx, account, stream)
  const at = place.safeParse(cursor).data ?? { part: 0 }
  const timeline = timelines[at.part]
  if (timeline === undefined) throw new Failure('bad-input', 'This hole was begun in another way.')
  const { untilId } = at
  const { items, marks } = await timeline.read({ limit: 100, ...(untilId === undefined ? {} : { untilId }) })
  const page = {
    items: items.filter(
      ({ createdMs }) => createdMs >= gap.fromMs - slackMs && createdMs <= gap.toMs + slackMs,
    ),
    refSpace: refSpaceOf(client.origin),
  }
  const oldest = [...marks].sort((a, b) => a.ms - b.ms)[0]
  if (oldest !== undefined && oldest.id === untilId) {
    // It ignores where it is asked to go on, and would give the same for ever.
    const holeReason = `${client.host} does not go back in time here.`
    return { ...page, cursor: null, more: false, coveredFromMs: gap.toMs, holeReason }
  }
  if (oldest !== undefined && oldest.ms >= gap.fromMs)
    return { ...page, cursor: { part: at.part, untilId: oldest.id }, more: true }
  const hasOther = at.part + 1 < timelines.length
  return { ...page, cursor: hasOther ? { part: at.part + 1 } : null, more: hasOther }
}

/** What a stream is made of. */
function timelinesOf(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
): { client: Client; timelines: Timeline[] } {
  const { host, tag = '', query = '' } = stream.config
  if (account === null) {
    if (stream.kind !== 'hashtag' || host === undefined)
      throw new Failure('signed-out', 'This stream needs an account. Sign in first.')
    const stranger = strangerClient(ctx.http, host, false)
    return { client: stranger, timelines: [tagged(stranger, tag)] }
  }
  const client = clientOf(ctx.http, account)
  switch (stream.kind) {
    case 'mentions':
      return { client, timelines: [named(client), told(client), said(client)] }
    case 'hashtag':
      return { client, timelines: [tagged(client, tag)] }
    case 'keyword': {
      const { asked } = translateQuery(readQuery(query))
      return { client, timelines: asked.map((words) => found(client, words)) }
    }
    case 'list':
      return { client, timelines: [collected(client, placeAt(client, stream))] }
    default:
      throw new Failure('not-supported', 'Misskey has no such stream.')
  }
}
