import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { HttpAnswer, Json, NetworkContext, Page, StreamRef } from '../types.ts'
import { feedIdOf } from './identity.ts'
import { toItems } from './normalise.ts'
import { maxFeedBytes, parseFeed } from './parse.ts'
import { feedWishMs, headerWishMs, nextPollMs } from './poll-wish.ts'
import { isNewestFirst, marksOf, reachOf } from './reach.ts'
import { titleText } from './text.ts'

/** What is kept between two pulls. Validators are stored exactly as received and belong to one address. */
export interface FeedCursor {
  /** The address that the validators are of; a stream that is set to another one starts anew. */
  url: string
  /** The feed's first address, in front of ids that are unique in the feed only: it outlives a move. */
  feedId: string
  etag?: string | undefined
  lastModified?: string | undefined
  /** SHA-256 of the last body, for servers that never answer 304. */
  hash?: string | undefined
  /** The feed's own wish of when to come again, which a 304 does not repeat. */
  wishMs?: number | undefined
  /** Marks of the entries that it held, to notice when all of them are new. */
  seen?: string[] | undefined
}

const accept =
  'application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/feed+json;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5'

/** Asks the feed whether there is news. 304 and an unchanged body are successes without items. */
export async function pull(ctx: NetworkContext, stream: StreamRef, stored: Json): Promise<Page> {
  const url = stream.config['url']
  if (url === undefined) throw new Failure('bad-input', 'The stream has no address.')
  const askedMs = ctx.clock.now()
  const cursor = readCursor(stored, url)
  const answer = await fetchFeed(ctx, url, cursor, stream.config['private'] === 'yes')
  const moved = answer.movedTo !== undefined && answer.movedTo !== url ? answer.movedTo : undefined
  const page = {
    refSpace: `feed:${cursor.feedId}`,
    more: false,
    coveredToMs: askedMs,
    ...(moved === undefined ? {} : { configPatch: { url: moved } }),
  }
  const hash = createHash('sha256').update(answer.body).digest('base64')
  if (answer.status === 304 || hash === cursor.hash) {
    const kept = answer.status === 304 ? keepValidators(cursor, answer) : { ...cursor, ...validators(answer) }
    return {
      ...page,
      items: [],
      cursor: writeCursor({ ...kept, url: moved ?? url }),
      nextPollMs: nextPollMs(cursor.wishMs, headerWishMs(answer.headers)),
    }
  }
  const { feed, truncated } = await parseFeed(answer.body, answer.headers['content-type'], answer.url)
  const { items, deletions } = toItems(feed, {
    url: answer.url,
    feedId: cursor.feedId,
    seenMs: askedMs,
    ours: stream.kind === 'comments' || stream.kind === 'mentions',
    comments: stream.kind === 'comments',
    mentions: stream.kind === 'mentions',
  })
  const wishMs = feedWishMs(feed)
  // A broken-off answer is asked for again in full: its validators are not kept.
  const whole = truncated ? {} : { ...validators(answer), hash }
  const seen = marksOf(items)
  return {
    ...page,
    // Of a list that broke off before its newest entries nothing is known.
    coveredToMs: truncated && !isNewestFirst(items) ? undefined : askedMs,
    ...reachOf(items, cursor.seen),
    items,
    ...(deletions.length === 0 ? {} : { deletions }),
    cursor: writeCursor({ url: moved ?? url, feedId: cursor.feedId, wishMs, seen, ...whole }),
    nextPollMs: nextPollMs(wishMs, headerWishMs(answer.headers)),
    title: titleText(feed.title),
  }
}

/** One conditional GET; loopback and private addresses only where the user typed one. `named`: see HttpRequest. */
export function fetchFeed(
  ctx: NetworkContext,
  url: string,
  cursor: Partial<FeedCursor>,
  isPrivate: boolean,
  named?: string,
): Promise<HttpAnswer> {
  return ctx.http.request(url, {
    headers: {
      accept,
      ...(cursor.etag === undefined ? {} : { 'if-none-match': cursor.etag }),
      ...(cursor.lastModified === undefined ? {} : { 'if-modified-since': cursor.lastModified }),
    },
    accept: [304],
    timeoutMs: 20_000,
    maxBytes: maxFeedBytes,
    publicOnly: !isPrivate,
    ...(named === undefined ? {} : { named }),
  })
}

function validators(answer: HttpAnswer): Pick<FeedCursor, 'etag' | 'lastModified'> {
  return { etag: answer.headers['etag'], lastModified: answer.headers['last-modified'] }
}

/** A 304 may bring new validators; those that it leaves out stay. */
function keepValidators(cursor: FeedCursor, answer: HttpAnswer): FeedCursor {
  const fresh = validators(answer)
  return {
    ...cursor,
    etag: fresh.etag ?? cursor.etag,
    lastModified: fresh.lastModified ?? cursor.lastModified,
  }
}

/** The stored cursor; validators of another address are worth nothing, and so is the name of another feed. */
export function readCursor(stored: Json, url: string): FeedCursor {
  const fresh = { url, feedId: feedIdOf(url) }
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored) || stored['url'] !== url)
    return fresh
  const marks = z.array(z.string()).safeParse(stored['seen'])
  const text = (key: string): string | undefined =>
    typeof stored[key] === 'string' ? stored[key] : undefined
  return {
    url,
    feedId: text('feedId') ?? fresh.feedId,
    etag: text('etag'),
    lastModified: text('lastModified'),
    hash: text('hash'),
    wishMs: typeof stored['wishMs'] === 'number' ? stored['wishMs'] : undefined,
    seen: marks.success ? marks.data : undefined,
  }
}

function writeCursor(cursor: FeedCursor): Json {
  return Object.fromEntries(Object.entries(cursor).filter(([, value]) => value !== undefined))
}
