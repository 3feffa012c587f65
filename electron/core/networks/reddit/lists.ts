import type { NetworkContext } from '../types.ts'
import { askFeed, type Client } from './client.ts'
import type { Place } from './place.ts'
import { mostEntries, readFeed } from './rss.ts'
import { toldOf, type Told } from './told.ts'
import { perPage, type Given } from './walk.ts'
import { readListing } from './wire.ts'

/** The lists of Reddit, newest first: from its API, and what of them stands in its feeds. */

/** What is listened to: one list. */
export type Look =
  | { what: 'inbox'; of: 'replies' | 'mentions' }
  /** Posts and comments by one person. */
  | { what: 'user'; name: string }
  | { what: 'subreddit'; name: string; of: 'posts' | 'comments' }
  /** `of`: one subreddit; absent: all of them. */
  | { what: 'search'; words: string; of: string | undefined }

export interface Listed extends Given {
  told: Told[]
}

/**
 * A list that ends on a later page than this may have been cut there, which no answer says: Reddit gives some 250 finds of
 * a search, and of other lists a thousand, without those that were removed meanwhile. What is taken for cut and was not
 * costs a hole before the beginning; the other way round a hole would be hidden.
 */
const surePages = { search: 2, list: 5 } as const

export const endOfList =
  'Reddit gives the newest thousand of a list at most, of a search some 250, and nothing older.'

type Query = Record<string, string>

function inApi(look: Look): { path: string; query: Query } {
  switch (look.what) {
    case 'inbox': {
      // Without this, reading marks everything as read there.
      const query = { mark: 'false' }
      return { path: look.of === 'replies' ? '/message/inbox' : '/message/mentions', query }
    }
    case 'user':
      return { path: `/user/${look.name}/overview`, query: { sort: 'new', t: 'all' } }
    case 'subreddit':
      return { path: `/r/${look.name}/${look.of === 'posts' ? 'new' : 'comments'}`, query: {} }
    case 'search':
      return searchAt(look, '/search')
  }
}

function searchAt(
  { words, of }: Extract<Look, { what: 'search' }>,
  path: string,
): { path: string; query: Query } {
  const query = { sort: 'new', type: 'link', t: 'all', include_over_18: 'on', q: words }
  return of === undefined
    ? { path, query }
    : { path: `/r/${of}${path}`, query: { ...query, restrict_sr: 'on' } }
}

/** One page of a list; `count` are the pages before it. Throws Failure. */
export async function pageOf(
  client: Client,
  look: Look,
  after: string | undefined,
  count: number,
): Promise<Listed> {
  const { path, query } = inApi(look)
  const data = await client.get(path, {
    ...query,
    limit: String(perPage),
    ...(after === undefined ? {} : { after, count: String(count * perPage) }),
  })
  const { things, times, after: next } = readListing(data, client.host)
  const told = things.map((thing) => toldOf(thing, true))
  const isWhole = next === undefined && count < surePages[look.what === 'search' ? 'search' : 'list']
  return {
    told: look.what === 'inbox' ? told.filter(({ inbox }) => isOf(look.of, inbox)) : told,
    times,
    reachMs: isWhole || times.length === 0 ? 0 : Math.min(...times),
    next: times.length === 0 ? undefined : next,
    // Where the entry that a page begins after is deleted meanwhile, Reddit gives an empty one.
    isLost: times.length === 0 && after !== undefined,
    mark: markOf(told, times),
  }
}

function isOf(wanted: 'replies' | 'mentions', inbox: Told['inbox']): boolean {
  return wanted === 'replies' ? inbox === 'reply' : inbox === 'mention'
}

function inFeeds(look: Exclude<Look, { what: 'inbox' }>): { path: string; query: Query } {
  switch (look.what) {
    case 'user':
      return { path: `/user/${look.name}/.rss`, query: { sort: 'new' } }
    case 'subreddit':
      return { path: `/r/${look.name}/${look.of === 'posts' ? 'new' : 'comments'}/.rss`, query: {} }
    case 'search':
      return searchAt(look, '/search.rss')
  }
}

/** With fewer entries than Reddit gives to whoever names no number, a feed holds all there are. */
const smallestCut = 25

/** A feed: the newest hundred, and no way to those before. Throws Failure. */
export async function feedOf(
  ctx: Pick<NetworkContext, 'http' | 'clock'>,
  place: Place,
  look: Exclude<Look, { what: 'inbox' }>,
): Promise<Listed> {
  const { path, query } = inFeeds(look)
  const answer = await askFeed(ctx, place, path, { ...query, limit: String(mostEntries) })
  const told = readFeed(answer.body, new URL(answer.url).host)
  const times = told.map(({ createdMs }) => createdMs)
  return {
    told,
    times,
    reachMs: times.length < smallestCut ? 0 : Math.min(...times),
    next: undefined,
    isLost: false,
    mark: markOf(told, times),
  }
}

function markOf(told: readonly Told[], times: readonly number[]): string {
  return [told[0]?.name, told.at(-1)?.name, times.length, times[0], times.at(-1)].join(' ')
}
