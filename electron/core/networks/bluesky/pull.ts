import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { queryOf } from './check-config.ts'
import { clientOf, type Client } from './client.ts'
import { placesOf, resolveActor } from './identity.ts'
import { listName, listUri } from './lists.ts'
import { itemsOf, refSpace } from './parse.ts'
import { postsByUri } from './posts.ts'
import { afterSearch, nextIn, roundOf, translate } from './search.ts'
import { afterPage, cursorOf, freshIn, placeOf, type Seen, type Step } from './walk.ts'
import {
  readEach,
  readFeedEntry,
  readNotification,
  readPost,
  speakingReasons,
  wirePage,
  type ReadPost,
} from './wire.ts'

const pageSize = 50

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  if (account === null) throw new Failure('signed-out', 'This stream needs an account. Sign in first.')
  const client = clientOf(ctx, account)
  const askedMs = ctx.clock.now()
  switch (stream.kind) {
    case 'mentions':
      return mentions(client, cursor, askedMs)
    case 'keyword':
      return keyword(client, stream, cursor, askedMs)
    case 'author':
      return author(ctx, client, stream, cursor, askedMs)
    case 'list':
      return list(ctx, client, stream, cursor, askedMs)
    default:
      throw new Failure('not-supported', 'Bluesky has no such stream.')
  }
}

const twoWalks = z.object({
  heard: z.json(),
  said: z.json(),
  toMs: z.number().optional(),
  fromMs: z.number().optional(),
})

/**
 * What is said to us, and then what we said ourselves, wherever we said it: without our own answers, everything that
 * was answered on a telephone would seem to wait still.
 */
async function mentions(client: Client, cursor: Json, askedMs: number): Promise<Page> {
  const at = twoWalks.safeParse(cursor).data ?? { heard: null, said: null }
  // The walk through what was said to us is over when `toMs` is set: only our own posts are still to be read.
  const heard =
    at.toMs === undefined
      ? await heardPage(client, at.heard, askedMs)
      : {
          items: [],
          place: at.heard,
          more: false,
          covered: { toMs: at.toMs, fromMs: at.fromMs },
        }
  const { covered } = heard
  if (heard.more || covered === undefined)
    return { items: heard.items, refSpace, cursor: { heard: heard.place, said: at.said }, more: true }
  const own = await feedPage(client, byAuthor(client.facts.did), at.said, askedMs)
  const { toMs, fromMs } = covered
  const items = [...heard.items, ...own.items]
  if (own.more)
    return {
      items,
      refSpace,
      cursor: { heard: heard.place, said: own.place, toMs, ...(fromMs === undefined ? {} : { fromMs }) },
      more: true,
    }
  return {
    items,
    refSpace,
    cursor: { heard: heard.place, said: own.place },
    more: false,
    coveredToMs: toMs,
    coveredFromMs: fromMs,
  }
}

interface WalkedPage extends Pick<Step, 'more' | 'covered'> {
  items: FetchedItem[]
  place: Json
}

async function heardPage(client: Client, cursor: Json, askedMs: number): Promise<WalkedPage> {
  const at = placeOf(cursor)
  const { notes, ...page } = await notificationsPage(client, cursorOf(at))
  const items = await notedItems(client, freshIn(at, notes))
  return { items, ...walked(afterPage(at, { ...page, entries: notes }, askedMs)) }
}

export interface Note {
  uri: string
  ms: number
  post: ReadPost
}

/** Notifications that say something, by the time at which the network sorts them. */
export async function notificationsPage(
  client: Client,
  cursor: string | undefined,
): Promise<{ notes: Note[]; next: string | undefined; isEmpty: boolean }> {
  const data = await client.get('app.bsky.notification.listNotifications', {
    // Servers that do not know `reasons` give everything, which is sorted out below.
    reasons: [...speakingReasons],
    limit: String(pageSize),
    cursor,
  })
  const page = readOne(wirePage, data, client.host, 'notifications')
  const all = readEach(page.notifications, client.host, readNotification)
  const notes = all.flatMap(({ uri, reason, indexedMs, post }): Note[] =>
    speakingReasons.has(reason) && post !== undefined ? [{ uri, ms: indexedMs, post }] : [],
  )
  return { notes, next: page.cursor, isEmpty: all.length === 0 }
}

/**
 * Items of notifications, with what only the AppView's own view of a post holds (pictures, counts, who may answer).
 * What it does not show any more is taken as it was notified: nothing said to us is lost over a doubt.
 */
export async function notedItems(client: Client, notes: readonly Note[]): Promise<FetchedItem[]> {
  const views = await postsByUri(
    client,
    notes.map(({ uri }) => uri),
  )
  return itemsOf(
    notes.map(({ uri, post }) => views.get(uri) ?? post),
    client.viewer,
  )
}

async function feedPage(client: Client, feed: Feed, cursor: Json, askedMs: number): Promise<WalkedPage> {
  const at = placeOf(cursor)
  const { posts, ...page } = await readFeed(client, feed, cursorOf(at))
  const step = afterPage(at, { ...page, entries: posts.map(seenPost) }, askedMs)
  return { items: itemsOf(posts, client.viewer), ...walked(step) }
}

/** A list of posts that the AppView keeps, newest first. */
export interface Feed {
  nsid: string
  query: Readonly<Record<string, string>>
}

export const byAuthor = (actor: string): Feed => ({
  nsid: 'app.bsky.feed.getAuthorFeed',
  query: { actor, filter: 'posts_with_replies' },
})

export const byList = (uri: string): Feed => ({ nsid: 'app.bsky.feed.getListFeed', query: { list: uri } })

/** What was said there, without what was only passed on. */
export async function readFeed(
  client: Client,
  { nsid, query }: Feed,
  cursor: string | undefined,
): Promise<{ posts: ReadPost[]; next: string | undefined; isEmpty: boolean }> {
  const data = await client.get(nsid, { ...query, limit: String(pageSize), cursor })
  const page = readOne(wirePage, data, client.host, 'a feed')
  const entries = readEach(page.feed, client.host, readFeedEntry)
  return {
    posts: entries.flatMap(({ post, isRepost }) => (isRepost ? [] : [post])),
    next: page.cursor,
    isEmpty: entries.length === 0,
  }
}

export function seenPost({ post }: ReadPost): Seen {
  const ms = Date.parse(post.indexedAt ?? post.record.createdAt ?? '')
  return { uri: post.uri, ms: Number.isFinite(ms) ? ms : 0 }
}

function walked({ place, more, covered }: Step): Pick<WalkedPage, 'place' | 'more' | 'covered'> {
  return {
    place: asJson({ ...place, known: place.known.map(({ uri, ms }) => ({ uri, ms })) }),
    more,
    ...(covered === undefined ? {} : { covered }),
  }
}

/** A cursor without the parts that are absent, as JSON has it. */
function asJson(value: object): Json {
  // Places and rounds are made of plain values only.
  return JSON.parse(JSON.stringify(value)) as Json
}

async function author(
  ctx: NetworkContext,
  client: Client,
  stream: StreamRef,
  cursor: Json,
  askedMs: number,
): Promise<Page> {
  const at = authorPlace.safeParse(cursor).data
  // Handles change and pass on to others; who was meant at first is kept.
  const did = at?.did ?? (await didOfAuthor(ctx, client, stream.config['actor'] ?? ''))
  const { items, place, more, covered } = await feedPage(client, byAuthor(did), at?.place ?? null, askedMs)
  const handle = items[0]?.author.handle
  return {
    items,
    refSpace,
    cursor: { did, place },
    more,
    coveredToMs: covered?.toMs,
    coveredFromMs: covered?.fromMs,
    // A hole is asked for by the same name.
    ...(stream.config['did'] === did ? {} : { configPatch: { did } }),
    ...(handle === undefined ? {} : { title: `Posts by ${handle}` }),
  }
}

/** What the people on a list say, under the name that its owner gave it. */
async function list(
  ctx: NetworkContext,
  client: Client,
  { config }: StreamRef,
  cursor: Json,
  askedMs: number,
): Promise<Page> {
  const known = config['list']
  const uri = known ?? (await listUri(ctx, client, config))
  const { items, place, more, covered } = await feedPage(client, byList(uri), cursor, askedMs)
  return {
    items,
    refSpace,
    cursor: place,
    more,
    coveredToMs: covered?.toMs,
    coveredFromMs: covered?.fromMs,
    ...(known === undefined ? { configPatch: { list: uri }, title: await listName(client, uri) } : {}),
  }
}

const authorPlace = z.object({ did: z.string(), place: z.json() })

function didOfAuthor(ctx: NetworkContext, client: Client, actor: string): Promise<string> {
  const { pds, typed } = client.facts
  return resolveActor(ctx.http, actor, { ...placesOf(pds), typed })
}

async function keyword(client: Client, stream: StreamRef, cursor: Json, askedMs: number): Promise<Page> {
  const { asked } = translate(queryOf(stream.config), stream.config)
  const round = roundOf(cursor)
  const turn = nextIn(round, asked)
  if (turn === undefined) {
    // Live, Jetstream hears what the search has no words for; polling has nothing to add and claims nothing.
    if (stream.config['source'] === 'jetstream') return { items: [], refSpace, cursor: null, more: false }
    throw new Failure('not-supported', 'Bluesky has no words for this query. Add a word that must be there.')
  }
  const { q, at } = turn
  const { posts, next } = await searchPage(client, { q, cursor: cursorOf(at) })
  const page = { entries: posts.map(seenPost), isEmpty: posts.length === 0, next }
  const step = afterSearch(round, asked, q, page, askedMs)
  return {
    items: itemsOf(posts, client.viewer),
    refSpace,
    cursor: asJson(step.round),
    more: step.more,
    coveredToMs: step.covered?.toMs,
    coveredFromMs: step.covered?.fromMs,
  }
}

/** Posts that the search finds, newest first. */
export async function searchPage(
  client: Client,
  query: { q: string; cursor: string | undefined; since?: string; until?: string },
): Promise<{ posts: ReadPost[]; next: string | undefined }> {
  const data = await client.get(
    'app.bsky.feed.searchPosts',
    { sort: 'latest', limit: String(pageSize), ...query },
    'search',
  )
  const page = readOne(wirePage, data, client.host, 'a search')
  return { posts: readEach(page.posts, client.host, readPost), next: page.cursor }
}
