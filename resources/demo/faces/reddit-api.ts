import { json, type Answer, type TownRequest } from '../message.ts'
import { us } from '../world.ts'
import {
  howOf,
  isArchived,
  isLocked,
  partsOf,
  subredditOf,
  subreddits,
  type Board,
  type Entry,
} from './reddit-board.ts'
import { searchTest } from './reddit-search.ts'
import { inboxOf, listedOf, listing, pageOf, thingOf } from './reddit-things.ts'
import { flatOf, treePage } from './reddit-trees.ts'

/** The calls of Reddit's API for somebody who is signed in: always the bakery. */

export interface Call {
  request: TownRequest
  board: Board
  /** Base address of the town's Reddit. */
  origin: string
  /** Milliseconds until the next comment is taken; 0: at once. */
  waitMs(): number
}

interface Route {
  method: 'GET' | 'POST'
  path: RegExp
  scope: string
  handle(call: Call, part: string): Answer
}

const routes: readonly Route[] = [
  { method: 'GET', path: /^\/api\/v1\/me$/, scope: 'identity', handle: me },
  { method: 'GET', path: /^\/message\/(inbox|mentions)$/, scope: 'privatemessages', handle: inbox },
  { method: 'GET', path: /^\/r\/(\w+)\/new$/, scope: 'read', handle: (call, name) => subreddit(call, name, 't3') },
  { method: 'GET', path: /^\/r\/(\w+)\/comments$/, scope: 'read', handle: (call, name) => subreddit(call, name, 't1') },
  { method: 'GET', path: /^\/user\/([\w-]+)\/overview$/, scope: 'history', handle: (call, name) => user(call, name, false) },
  { method: 'GET', path: /^\/user\/([\w-]+)\/comments$/, scope: 'history', handle: (call, name) => user(call, name, true) },
  { method: 'GET', path: /^(?:\/r\/(\w+))?\/search$/, scope: 'read', handle: search },
  { method: 'GET', path: /^\/comments\/([a-z0-9]+)$/, scope: 'read', handle: comments },
  { method: 'GET', path: /^\/api\/morechildren$/, scope: 'read', handle: moreChildren },
  { method: 'GET', path: /^\/api\/info$/, scope: 'read', handle: info },
  { method: 'GET', path: /^\/subreddits\/search$/, scope: 'read', handle: () => json(listing([])) },
  { method: 'POST', path: /^\/api\/comment$/, scope: 'submit', handle: comment },
  { method: 'POST', path: /^\/api\/vote$/, scope: 'vote', handle: vote },
] // prettier-ignore

export function answerApi(call: Call, path: string, scopes: readonly string[] | undefined): Answer {
  const { request } = call
  const route = routes.find((one) => one.method === request.method && one.path.test(path))
  if (scopes === undefined) return refused(401)
  if (route === undefined) return refused(404)
  if (!scopes.includes(route.scope)) return refused(403)
  return route.handle(call, route.path.exec(path)?.[1] ?? '')
}

const words: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  410: 'Gone',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

export function refused(status: number, reason?: string): Answer {
  return json(
    { ...(reason === undefined ? {} : { reason }), message: words[status] ?? '', error: status },
    status,
  )
}

function me({ board }: Call): Answer {
  const { followers, joinedDaysAgo } = board.world.person(us)
  const created = Math.floor((board.world.clock.now() - joinedDaysAgo * 86_400_000) / 1000)
  return json({
    name: us,
    id: 'crmb1',
    created_utc: created,
    total_karma: followers,
    is_suspended: false,
    verified: true,
  })
}

function inbox({ board, request }: Call, which: string): Answer {
  const isWanted = (entry: Entry) => which === 'inbox' || howOf(entry) === 'username_mention'
  return json(pageOf(board.inbox().filter(isWanted), pagingOf(request), (entry) => inboxOf(board, entry)))
}

function pagingOf({ params }: TownRequest): { limit: string | undefined; after: string | undefined } {
  return { limit: params.get('limit'), after: params.get('after') }
}

function listed({ board, origin, request }: Call, wanted: (entry: Entry) => boolean): Answer {
  const entries = board.all((entry) => entry.kind !== 't4' && wanted(entry))
  return json(pageOf(entries, pagingOf(request), (entry) => listedOf(board, entry, origin)))
}

export function isSubreddit(name: string): boolean {
  return subreddits.some((one) => one === name.toLowerCase())
}

function subreddit(call: Call, name: string, kind: Entry['kind']): Answer {
  // Reddit looks for what it does not know.
  if (!isSubreddit(name))
    return {
      status: 302,
      headers: { location: `${call.origin}/oauth/subreddits/search?q=${name}` },
      body: '',
    }
  return listed(call, (entry) => entry.kind === kind && subredditOf(entry) === name.toLowerCase())
}

function user(call: Call, name: string, onlyComments: boolean): Answer {
  const key = name.toLowerCase()
  if (!call.board.world.people.has(key)) return refused(404)
  return listed(call, ({ post, kind }) => post.author === key && (!onlyComments || kind === 't1'))
}

/** A search gives so many finds and then ends, as if there were no more. */
const mostFinds = 250

/** The newest posts by their titles and texts. */
export function found(board: Board, query: string, subreddit: string): Entry[] {
  const holds = searchTest(query)
  const posts = board.all((entry) => {
    const { title, body } = partsOf(entry.post)
    const isThere = subreddit === '' || subredditOf(entry) === subreddit.toLowerCase()
    return entry.kind === 't3' && isThere && holds(`${title} ${body}`)
  })
  return posts.slice(0, mostFinds)
}

function search({ board, origin, request }: Call, subreddit: string): Answer {
  const query = request.params.get('q') ?? ''
  if (query.length > 512) return refused(400)
  return json(
    pageOf(found(board, query, subreddit), pagingOf(request), (entry) => listedOf(board, entry, origin)),
  )
}

function comments({ board, origin, request }: Call, id: string): Answer {
  const root = board.find(`t3_${id}`)
  if (root === undefined) return refused(404)
  const { params } = request
  const limit = Math.min(500, Number(params.get('limit') ?? 200))
  const one = board.find(`t1_${params.get('comment') ?? ''}`)
  const context = Math.min(8, Number(params.get('context') ?? 0))
  return json(
    treePage(board, root, origin, { limit, comment: one?.root === root ? one : undefined, context }),
  )
}

function moreChildren({ board, origin, request }: Call): Answer {
  const { params } = request
  const root = board.find(params.get('link_id') ?? '')
  const ids = (params.get('children') ?? '').split(',')
  if (root === undefined || ids.length > 100) return refused(400)
  const named = ids.flatMap((id) => {
    const entry = board.find(`t1_${id}`)
    return entry?.root === root ? entry : []
  })
  return json({ json: { errors: [], data: { things: flatOf(board, named, origin) } } })
}

function info({ board, origin, request }: Call): Answer {
  const names = (request.params.get('id') ?? '').split(',').slice(0, 100)
  const entries = names.flatMap((name) => {
    const entry = board.find(name)
    return entry === undefined || entry.kind === 't4' ? [] : entry
  })
  return json(listing(entries.map((entry) => thingOf(board, entry, origin))))
}

function not(code: string, why: string, field: string, rateLimitS?: number): Answer {
  const wait = rateLimitS === undefined ? {} : { ratelimit: rateLimitS }
  return json({ json: { ...wait, errors: [[code, why, field]] } })
}

function comment({ board, origin, request, waitMs }: Call): Answer {
  const parent = board.find(request.params.get('thing_id') ?? '')
  const text = request.params.get('text') ?? ''
  if (parent === undefined) return not('NO_THING_ID', 'id not specified', 'parent')
  if (text.trim() === '') return not('NO_TEXT', 'we need something here', 'text')
  if ([...text].length > 10_000) return not('TOO_LONG', 'this is too long (max: 10000)', 'text')
  if (parent.gone) return not('DELETED_COMMENT', 'that comment has been deleted', 'parent')
  if (isLocked(parent)) return not('THREAD_LOCKED', 'Comments are locked.', 'parent')
  if (isArchived(parent))
    return not('TOO_OLD', "that's a piece of history now; it's too late to reply to it", 'parent')
  const wait = waitMs()
  if (wait > 0) {
    const minutes = Math.floor(wait / 60_000)
    const often = `Looks like you've been doing that a lot. Take a break for ${minutes} minutes before trying again.`
    return not('RATELIMIT', often, 'ratelimit', wait / 1000)
  }
  const said = board.say(us, text, parent)
  return said === undefined
    ? refused(500)
    : json({ json: { errors: [], data: { things: [thingOf(board, said, origin)] } } })
}

function vote({ board, request }: Call): Answer {
  const entry = board.find(request.params.get('id') ?? '')
  const direction = request.params.get('dir')
  if (entry === undefined || !['1', '0', '-1'].includes(direction ?? '')) return refused(400)
  if (isArchived(entry)) return refused(400)
  const likes = direction === '1'
  if (entry.post.liked !== likes) entry.post.likes += likes ? 1 : -1
  entry.post.liked = likes
  return json({})
}
