import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { clientOf, strangerClient, type Client } from './client.ts'
import { refSpaceOf } from './parse.ts'
import { readList, readMentions, readOwn, readPosts, readTag, type TimelinePage } from './timelines.ts'
import type { Step } from './walk.ts'

/**
 * Filling holes: back from the newest with `max_id`, past what is newer than the hole, to its beginning. Holes are
 * noticed when a stream catches up, so that little is newer than they are.
 */

const place = z.object({
  /** Which of the timelines of the stream. */
  part: z.number().int(),
  maxId: z.string().optional(),
})

/** A page of one of them, as far back as `max_id` says; undefined where the server does not tell. */
type ReadBack = (step: Step) => Promise<TimelinePage | undefined>

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
  const read = timelines[at.part]
  if (read === undefined) throw new Failure('bad-input', 'This hole was begun in another way.')
  const { items, ids, link } = (await read(at.maxId === undefined ? {} : { max_id: at.maxId })) ?? nothing
  // A page without a Link header may still not be the last: an empty one is.
  const next = link.next ?? ids.at(-1)
  const page = {
    items: items.filter(
      ({ createdMs }) => createdMs >= gap.fromMs - slackMs && createdMs <= gap.toMs + slackMs,
    ),
    refSpace: refSpaceOf(client.origin),
  }
  if (next !== undefined && next === at.maxId) {
    // It ignores where it is asked to go on, and would give the same for ever.
    const holeReason = `${client.host} does not go back in time here.`
    return { ...page, cursor: null, more: false, coveredFromMs: gap.toMs, holeReason }
  }
  const oldest = items.at(-1)
  const isThrough = next === undefined || (oldest !== undefined && oldest.createdMs < gap.fromMs)
  if (!isThrough) return { ...page, cursor: { part: at.part, maxId: next }, more: true }
  const hasOther = at.part + 1 < timelines.length
  return { ...page, cursor: hasOther ? { part: at.part + 1 } : null, more: hasOther }
}

const nothing: TimelinePage = { items: [], ids: [], link: {} }

/** What a stream is made of. */
function timelinesOf(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
): { client: Client; timelines: ReadBack[] } {
  const { host, tag = '' } = stream.config
  if (account === null) {
    if (stream.kind !== 'hashtag' || host === undefined)
      throw new Failure('signed-out', 'This stream needs an account. Sign in first.')
    const client = strangerClient(ctx.http, host, false)
    return { client, timelines: [(step) => readTag(client, tag, step)] }
  }
  const client = clientOf(ctx.http, account)
  if (stream.kind === 'hashtag') return { client, timelines: [(step) => readTag(client, tag, step)] }
  if (stream.kind === 'mentions')
    return { client, timelines: [(step) => readMentions(client, step), (step) => readOwn(client, step)] }
  const { id } = stream.config
  // Its id is known since the first pull, and there is no hole before that.
  if (id !== undefined && stream.kind === 'author')
    return { client, timelines: [(step) => readPosts(client, id, step)] }
  if (id !== undefined && stream.kind === 'list')
    return { client, timelines: [(step) => readList(client, id, step)] }
  throw new Failure('not-supported', `The search at ${client.host} gives only its newest results.`)
}
