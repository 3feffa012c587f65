import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { askingOf, once, pageOf } from './lists.ts'
import { refSpace } from './parse.ts'
import { replies } from './replies.ts'
import { afterPage, cutOf, placeIn } from './walk.ts'

/** From here on a quota fills faster than it empties: streams of the account are asked less often. */
const busyPercent = 75
const busyPollMs = 30 * 60_000

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  const client = signedIn(ctx, account)
  const nowMs = ctx.clock.now()
  const page =
    stream.kind === 'replies'
      ? await replies(client, cursor, nowMs)
      : await listed(client, stream, cursor, nowMs)
  const nextPollMs = client.usedPercent() >= busyPercent ? busyPollMs : undefined
  return { ...page, refSpace, nextPollMs }
}

export function signedIn(ctx: NetworkContext, account: NetworkAccount | null): Client {
  if (account === null)
    throw new Failure('signed-out', 'Threads shows nothing without an account. Sign in first.')
  return clientOf(ctx, account)
}

async function listed(
  client: Client,
  stream: StreamRef,
  cursor: Json,
  nowMs: number,
): Promise<Omit<Page, 'refSpace'>> {
  const at = placeIn(cursor)
  const { listings, firstPages, overlapMs } = askingOf(client, stream)
  const listing = listings[at.walk?.list ?? 0]
  // The query has fewer alternatives than when this walk began: it begins anew.
  if (listing === undefined) return listed(client, stream, null, nowMs)
  const page = await pageOf(client, listing, { after: at.walk?.after, sinceMs: at.sinceMs })
  const step = afterPage(at, page, { lists: listings.length, firstPages, overlapMs, nowMs })
  return {
    items: page.items,
    ...step,
    ...(step.coveredFromMs === undefined
      ? {}
      : { holeReason: 'More was said than Earshot asks Threads for in one look.' }),
  }
}

/**
 * What a hole held, from its end backwards. All lists are cut at the same moment, so that what comes goes steadily back
 * in time. Replies are told post by post, without a time: their holes cannot be filled.
 */
export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
  cursor: Json,
): Promise<Page> {
  const client = signedIn(ctx, account)
  if (stream.kind === 'replies')
    throw new Failure('not-supported', 'Threads cannot be asked for the replies of a past time.')
  const { listings } = askingOf(client, stream)
  const untilMs = untilIn(cursor) ?? Math.min(gap.toMs, ctx.clock.now())
  const pages: Awaited<ReturnType<typeof pageOf>>[] = []
  for (const listing of listings) pages.push(await pageOf(client, listing, { sinceMs: gap.fromMs, untilMs }))
  const cutMs = cutOf(pages)
  const items = pages
    .flatMap((page) => page.items)
    .filter(({ createdMs }) => createdMs >= Math.max(cutMs, gap.fromMs) && createdMs <= gap.toMs)
  // Asked for again up to the very second, since several may share it; the same moment twice is the end.
  const more = cutMs > gap.fromMs && cutMs < untilMs
  return { items: once(items), cursor: { untilMs: cutMs }, more, refSpace }
}

function untilIn(cursor: Json): number | undefined {
  const isObject = typeof cursor === 'object' && cursor !== null && !Array.isArray(cursor)
  const until = isObject ? cursor['untilMs'] : undefined
  return typeof until === 'number' ? until : undefined
}
