import { Failure } from '#shared/failure'
import type { FetchedItem, Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { commentsBelow, postMarks } from './comments.ts'
import { commentsOnPictures, mediaMarks } from './instagram.ts'
import { mentions, mentionsWithin } from './mentions.ts'
import type { Viewer } from './parse.ts'
import { afterStep, placeOf, planWalk, stepOf, type Mark } from './watch.ts'

/** From here on a quota fills faster than it empties: streams of the account are asked less often. */
const busyPercent = 75
const busyPollMs = 20 * 60_000

/** Namespace of refs; ids are the same for every account. */
export const refSpace = 'facebook'

export function viewerOf({ facts }: Pick<Client, 'facts'>): Viewer {
  return { pageId: facts.pageId, igUsername: facts.igUsername }
}

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  const client = signedIn(ctx, account)
  const page = await pageOf(client, stream, cursor, ctx.clock.now())
  const nextPollMs = client.usedPercent() >= busyPercent ? busyPollMs : undefined
  return { ...page, refSpace, nextPollMs }
}

function signedIn(ctx: NetworkContext, account: NetworkAccount | null): Client {
  if (account === null) throw new Failure('signed-out', 'This stream needs an account. Sign in first.')
  return clientOf(ctx, account)
}

async function pageOf(
  client: Client,
  stream: StreamRef,
  cursor: Json,
  nowMs: number,
): Promise<Omit<Page, 'refSpace'>> {
  const viewer = viewerOf(client)
  if (stream.kind === 'mentions') return mentions(client, viewer, cursor, nowMs)
  if (stream.kind !== 'comments') throw new Failure('not-supported', 'Facebook has no such stream.')
  if (stream.config['on'] === 'instagram')
    return watched(cursor, nowMs, {
      marks: () => mediaMarks(client),
      below: (ids, sinceMs) => commentsOnPictures(client, viewer, ids, sinceMs === undefined),
    })
  return watched(cursor, nowMs, {
    marks: () => postMarks(client),
    below: (ids, sinceMs) => commentsBelow(client, viewer, ids, sinceMs),
  })
}

interface Watched {
  marks(): Promise<Mark[]>
  below(ids: readonly string[], sinceMs: number | undefined): Promise<FetchedItem[]>
}

/** One step: the list first where no walk is under way, then the posts of the step. */
async function watched(
  cursor: Json,
  nowMs: number,
  { marks, below }: Watched,
): Promise<Omit<Page, 'refSpace'>> {
  const before = placeOf(cursor)
  const at = before?.walk === undefined ? planWalk(before, await marks(), nowMs) : before
  const ids = stepOf(at)
  const items = ids.length === 0 ? [] : await below(ids, at.sinceMs)
  return { items, ...afterStep(at) }
}

/** What a hole held. Only posts can be asked for by time: comments are told post by post. */
export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
  cursor: Json,
): Promise<Page> {
  const client = signedIn(ctx, account)
  if (stream.kind !== 'mentions')
    throw new Failure('not-supported', 'Facebook cannot be asked for the comments of a past time.')
  return { ...(await mentionsWithin(client, viewerOf(client), gap, cursor)), refSpace }
}
