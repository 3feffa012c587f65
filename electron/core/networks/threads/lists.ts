import { readQuery } from '#shared/domain/query/check'
import { Failure } from '#shared/failure'
import type { FetchedItem, StreamRef } from '../types.ts'
import type { Call, Client } from './client.ts'
import { translate } from './dialect.ts'
import { mixedFields, postFields } from './fields.ts'
import { isRepost, itemOf, type Heard } from './parse.ts'
import { demand, type Scope } from './scopes.ts'
import { pageLimit, type Given } from './walk.ts'
import { readList, wirePost } from './wire.ts'

/** The lists that a stream is heard by. */
export interface Listing {
  path: string
  query: Record<string, string>
  fields: string
  scope: Scope
  bucket?: 'search' | 'profiles'
  heard: Heard
}

export interface Asking {
  listings: Listing[]
  /** Pages of a first look, of each list. */
  firstPages: number
  overlapMs: number
}

const hourMs = 3_600_000
/** An index of words and topics tells of a post when it has got round to it. */
const lateInSearchMs = 6 * hourMs

/** How a stream is asked for. Throws forbidden where the token lacks what it needs. */
export function askingOf(client: Client, { kind, config }: StreamRef): Asking {
  const asking = listingsOf(kind, config)
  demand(client.facts.scopes, [...new Set(asking.listings.map(({ scope }) => scope))])
  return asking
}

function listingsOf(kind: StreamRef['kind'], config: StreamRef['config']): Asking {
  switch (kind) {
    case 'mentions':
      return { listings: [mentions], firstPages: 3, overlapMs: hourMs }
    case 'keyword': {
      const listings = wordsOf(config['query'] ?? '').map((q) => searchFor({ q }))
      return { listings, firstPages: 2, overlapMs: lateInSearchMs }
    }
    case 'hashtag': {
      const listings = [searchFor({ q: config['tag'] ?? '', search_mode: 'TAG' })]
      return { listings, firstPages: 2, overlapMs: lateInSearchMs }
    }
    case 'author':
      return { listings: [postsOf(config['profile'] ?? '')], firstPages: 1, overlapMs: hourMs }
    default:
      throw new Failure('not-supported', 'Threads has no such stream.')
  }
}

const mentions: Listing = {
  path: '/me/mentions',
  query: {},
  fields: mixedFields,
  scope: 'threads_manage_mentions',
  heard: { named: true },
}

function searchFor(query: Record<string, string>): Listing {
  return {
    path: '/keyword_search',
    query: { ...query, search_type: 'RECENT' },
    fields: mixedFields,
    scope: 'threads_keyword_search',
    bucket: 'search',
    heard: {},
  }
}

function postsOf(username: string): Listing {
  return {
    path: '/profile_posts',
    query: { username },
    fields: postFields,
    scope: 'threads_profile_discovery',
    bucket: 'profiles',
    heard: {},
  }
}

function wordsOf(query: string): string[] {
  const { asked } = translate(readQuery(query))
  if (asked.length > 0) return asked
  throw new Failure(
    'bad-input',
    'This stream has no word that Threads can be searched for. Change its query.',
  )
}

export interface Window {
  after?: string | undefined
  sinceMs?: number | undefined
  untilMs?: number | undefined
}

/** `since` before the first day of Threads is refused (docs/threads/reference/user). */
const firstDayMs = 1_688_540_400_000

/** One page of a list, newest first. */
export async function pageOf(
  client: Client,
  listing: Listing,
  { after, sinceMs, untilMs }: Window,
): Promise<Given & { items: FetchedItem[] }> {
  const since = sinceMs === undefined ? undefined : Math.floor(Math.max(sinceMs, firstDayMs) / 1000)
  // Whole seconds: what was said within the last one counts too, and `until` must lie after `since`.
  const until = untilMs === undefined ? undefined : Math.max(Math.ceil(untilMs / 1000), (since ?? 0) + 1)
  const call: Call = {
    query: {
      ...listing.query,
      fields: listing.fields,
      limit: String(pageLimit),
      after,
      since: since === undefined ? undefined : String(since),
      until: until === undefined ? undefined : String(until),
    },
    scope: listing.scope,
    ...(listing.bucket === undefined ? {} : { bucket: listing.bucket }),
  }
  const list = readList(wirePost, await client.ask(listing.path, call))
  // A search that is no full page is over; asking on would take one more of the day's.
  const isOver = listing.bucket === 'search' && list.count < pageLimit
  return {
    items: once(
      list.nodes.filter((read) => !isRepost(read)).map((read) => itemOf(read, client.facts, listing.heard)),
    ),
    times: list.nodes.map(({ node }) => node.timestamp),
    after: isOver ? undefined : list.after,
  }
}

/** A list that moves while it is read may tell of a post twice. */
export function once(items: readonly FetchedItem[]): FetchedItem[] {
  return [...new Map(items.map((item) => [item.remoteId, item])).values()]
}
