import { Failure } from '#shared/failure'
import type { HttpRequest } from '../types.ts'
import type { Client } from './client.ts'
import type { How } from './parse.ts'
import { perPage, type Given } from './walk.ts'
import { fieldOf, readViews, type Said } from './wire.ts'

/**
 * The lists of a server, newest first, in both versions of its API (join-lemmy.org/api/v3, join-lemmy.org/api/v4):
 * 0.19 takes numbers of pages and gives each kind under a name of its own, 1.0 takes and gives cursors, and names
 * everything `items`, or by the names that its test versions had.
 */

type Query = NonNullable<HttpRequest['query']>

/** What is listened to: one list of a server. */
export type Look =
  | { what: 'replies' | 'mentions' }
  /** Everything by one person: by number where it is we, else by name. */
  | { what: 'person'; id: number }
  | { what: 'person'; name: string }
  | { what: 'search'; words: string; of: 'comments' | 'posts' }
  | { what: 'community'; name: string; of: 'comments' | 'posts' }

export interface Listed extends Given {
  views: Said[]
}

/** How the entries of a list reached us. */
export function howOf({ what }: Look): How {
  return what === 'replies' ? 'reply' : what === 'mentions' ? 'mention' : undefined
}

/** One page of a list. Throws Failure. */
export async function pageOf(client: Client, look: Look, page: string | undefined): Promise<Listed> {
  return client.api === 'v4' ? cursorPage(client, look, page) : numberedPage(client, look, page)
}

async function numberedPage(client: Client, look: Look, page = '1'): Promise<Listed> {
  const { path, query, names } = inV3(look)
  const data = await ask(client, look, path, { sort: 'New', ...query, page, limit: String(perPage) })
  const lists = names.map((name) => readViews(fieldOf(data, name) ?? [], client.host))
  if (names.every((name) => fieldOf(data, name) === undefined))
    throw new Failure('bad-response', `${client.host} answered with something that is no list of posts.`)
  // Fewer than half of what was asked for is the end; some servers give less at once than they are asked for.
  const going = lists.filter((list) => list.length * 2 >= perPage)
  return {
    ...listed(lists.flat()),
    reachMs: Math.max(0, ...going.map((list) => Math.min(...list.map(({ toldMs }) => toldMs)))),
    next: going.length === 0 ? undefined : String(Number(page) + 1),
  }
}

function inV3(look: Look): { path: string; query: Query; names: string[] } {
  switch (look.what) {
    case 'replies':
      return { path: '/user/replies', query: { unread_only: 'false' }, names: ['replies'] }
    case 'mentions':
      return { path: '/user/mention', query: { unread_only: 'false' }, names: ['mentions'] }
    case 'person':
      return { path: '/user', query: personQuery(look), names: ['comments', 'posts'] }
    case 'search': {
      const type_ = look.of === 'comments' ? 'Comments' : 'Posts'
      return { path: '/search', query: { q: look.words, type_, listing_type: 'All' }, names: [look.of] }
    }
    case 'community':
      return {
        path: look.of === 'comments' ? '/comment/list' : '/post/list',
        query: { community_name: look.name, type_: 'All', show_read: 'true' },
        names: [look.of],
      }
  }
}

async function cursorPage(client: Client, look: Look, page: string | undefined): Promise<Listed> {
  const { path, query } = inV4(look)
  const cursor: Query = page === undefined ? {} : { page_cursor: page }
  const data = await ask(client, look, path, { ...query, ...cursor, limit: String(perPage) })
  const list = fieldOf(data, 'items', 'search', 'results', 'notifications', 'content', 'comments', 'posts')
  const views = readViews(list, client.host)
  const next = fieldOf(data, 'next_page')
  const isEnd = typeof next !== 'string' || views.length === 0
  return {
    ...listed(views),
    reachMs: isEnd ? 0 : Math.min(...views.map(({ toldMs }) => toldMs)),
    next: isEnd ? undefined : next,
  }
}

function inV4(look: Look): { path: string; query: Query } {
  switch (look.what) {
    case 'replies':
      return { path: '/account/notification/list', query: { type_: 'reply', unread_only: 'false' } }
    case 'mentions':
      return { path: '/account/notification/list', query: { type_: 'mention', unread_only: 'false' } }
    case 'person':
      return { path: '/person/content', query: { type_: 'all', ...personQuery(look) } }
    case 'search':
      // Test versions called the words `search_term`; what a server does not know it leaves alone.
      return {
        path: '/search',
        query: { q: look.words, search_term: look.words, type_: look.of, listing_type: 'all', sort: 'new' },
      }
    case 'community':
      return {
        path: look.of === 'comments' ? '/comment/list' : '/post/list',
        // Without a range of its own, that of the account's settings would cut the list.
        query: {
          community_name: look.name,
          type_: 'all',
          sort: 'new',
          show_read: 'true',
          time_range_seconds: '0',
        },
      }
  }
}

function personQuery(look: Extract<Look, { what: 'person' }>): Query {
  return 'id' in look ? { person_id: String(look.id) } : { username: look.name }
}

async function ask(client: Client, look: Look, path: string, query: Query): Promise<unknown> {
  try {
    return await client.json(path, { query, limit: look.what === 'search' ? 'search' : 'read' })
  } catch (error) {
    const isInbox = look.what === 'replies' || look.what === 'mentions'
    if (!(error instanceof Failure) || error.code !== 'gone' || !isInbox) throw error
    // Other software answers a part of the API only.
    throw new Failure('not-supported', `${client.host} has no list of ${look.what} for programs.`, {
      status: error.status,
      cause: error,
    })
  }
}

function listed(views: Said[]): Pick<Listed, 'views' | 'times' | 'mark'> {
  const names = views.map(({ comment, post }) => (comment ?? post).address)
  return {
    views,
    times: views.map(({ toldMs }) => toldMs),
    mark: [names.length, names[0], names.at(-1)].join(' '),
  }
}
