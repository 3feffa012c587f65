import { html, json, page, Params, type Answer, type TownRequest } from '../message.ts'
import type { Rule } from '../misbehave.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import { Board, isLocked, partsOf, type Entry } from './lemmy-board.ts'
import { Limits, type Bucket } from './lemmy-limits.ts'
import { newerLists, olderLists, type Lists } from './lemmy-lists.ts'
import { boardLogins, Sessions, type Refused } from './lemmy-sessions.ts'
import { addressOf, myUserJson, siteJson, viewJson, type Shape } from './lemmy-shapes.ts'

/**
 * The town's Lemmy twice: with the API of 0.19 in `/lemmy/`, where everything lives, and with that of 1.0 in
 * `/lemmy-1/`, a second server that knows the same posts under numbers of its own.
 */
const servers = [
  { folder: '/lemmy', api: 'v3', offset: 0, lists: olderLists },
  { folder: '/lemmy-1', api: 'v4', offset: 7000, lists: newerLists },
] as const

interface Call {
  request: TownRequest
  shape: Shape
  lists: Lists
  sessions: Sessions
}

export function face(setting: FaceSetting): Face {
  const board = new Board(setting.worldOf('lemmy'))
  const sessions = new Sessions()
  const limits = new Limits(board.world.clock)
  const home = `${setting.origin}${servers[0].folder}`
  const answerTo = (request: TownRequest): Answer | undefined => {
    const { pathname } = request.url
    const server = servers.find(({ folder }) => pathname.startsWith(`${folder}/`))
    if (server === undefined) return undefined
    const { folder, api, offset, lists } = server
    const me = sessions.find(request.headers['authorization'])
    const shape: Shape = { board, api, home, offset, me }
    const path = pathname.slice(folder.length)
    const route = path.startsWith(`/api/${api}/`) ? path.slice(`/api/${api}`.length) : undefined
    if (route === undefined) return path.startsWith('/api/') ? missing : pageAt(shape, path)
    if (setting.rateLimit && !limits.take(bucketOf(request, route)))
      return refused({ error: 'rate_limit_error', status: api === 'v4' ? 429 : 400 })
    return answer({ request, shape, lists, sessions }, `${request.method} ${route}`)
  }
  return {
    name: 'lemmy',
    login: { host: home, user: us, password: boardLogins[us].password },
    handle: answerTo,
    refusal(request, status) {
      if (!servers.some(({ folder }) => request.url.pathname.startsWith(`${folder}/`))) return undefined
      const words: Record<number, string> = { 401: 'incorrect_login', 404: 'not_found' }
      const error = words[status]
      return error === undefined ? undefined : refused({ error, status })
    },
    bend: (rule, good, request) => repeated(rule, good, request, answerTo),
  }
}

const missing: Answer = { status: 404, headers: {}, body: '' }

function refused({ error, status = 400 }: Refused): Answer {
  return json({ error }, status)
}

function bucketOf({ method }: TownRequest, route: string): Bucket {
  if (route.endsWith('/login')) return 'register'
  if (route === '/search') return 'search'
  return method === 'POST' && route === '/comment' ? 'comment' : 'message'
}

/** What the first page names as its next one, where a server goes in circles. */
const again = 'YWdhaW4'

/** A server that gives the same page for ever: by its number, or by a cursor that leads back to where it came from. */
function repeated(
  rule: Rule,
  good: Answer,
  request: TownRequest,
  answerTo: (request: TownRequest) => Answer | undefined,
): Answer | undefined {
  if (rule.fault !== 'repeated-cursor') return undefined
  const first = new URL(request.url)
  if (first.searchParams.has('page')) {
    first.searchParams.set('page', '1')
    return answerTo({ ...request, url: first, params: paramsOf(first) })
  }
  first.searchParams.delete('page_cursor')
  const given = answerTo({ ...request, url: first, params: paramsOf(first) })
  const data: unknown =
    typeof given?.body === 'string' && given.body !== '' ? JSON.parse(given.body) : undefined
  if (typeof data !== 'object' || data === null || !('items' in data || 'search' in data)) return good
  return json({ ...data, next_page: again })
}

function paramsOf(url: URL): Params {
  return new Params(url.searchParams)
}

function answer(call: Call, route: string): Answer {
  const { request, shape, lists, sessions } = call
  const { params } = request
  switch (route) {
    case 'GET /site':
      return json(siteJson(shape))
    case 'POST /user/login':
    case 'POST /account/auth/login': {
      const [name, password] = [params.get('username_or_email') ?? '', params.get('password') ?? '']
      const done = sessions.logIn(name, password, params.get('totp_2fa_token'))
      return 'error' in done
        ? refused(done)
        : json({ ...done, registration_created: false, verify_email_sent: false })
    }
    case 'GET /account':
    case 'GET /user/validate_auth':
    case 'GET /account/validate_auth':
    case 'POST /user/logout':
    case 'POST /account/auth/logout':
      return signedIn(call, route)
    case 'GET /post':
    case 'GET /comment':
      return one(call, route === 'GET /post' ? 'post' : 'comment')
    case 'GET /resolve_object':
      return resolve(call)
    case 'POST /comment':
      return say(call)
    case 'POST /post/like':
    case 'POST /comment/like':
      return like(call, route === 'POST /post/like' ? 'post' : 'comment')
    default: {
      const made = lists(shape, params, route)
      if (made === undefined) return missing
      return 'error' in made ? refused(made) : json(made.body)
    }
  }
}

/** In 0.19 a lack of sign-in is a wrong one. */
function notSignedIn({ api }: Shape): Answer {
  return refused(api === 'v3' ? { error: 'incorrect_login', status: 401 } : { error: 'not_logged_in' })
}

function signedIn({ request, shape, sessions }: Call, route: string): Answer {
  const { me, api, board } = shape
  if (me === undefined) return notSignedIn(shape)
  if (route === 'GET /account')
    return api === 'v4' ? json(myUserJson(shape, board.world.person(me))) : missing
  if (route.endsWith('/logout')) sessions.logOut(request.headers['authorization'])
  return json({ success: true })
}

function entryAt({ shape, request }: Call, kind: Entry['kind'], name: string): Entry | undefined {
  return shape.board.find(kind, Number(request.params.get(name)) - shape.offset)
}

/** Who may see a deleted post is its author alone; deleted comments stay as holes in their trees. */
function one(call: Call, kind: Entry['kind']): Answer {
  const entry = entryAt(call, kind, 'id')
  if (entry === undefined || (kind === 'post' && entry.gone))
    return refused({ error: call.shape.api === 'v4' ? 'not_found' : `couldnt_find_${kind}`, status: 404 })
  return json({ [`${kind}_view`]: viewJson(call.shape, entry) })
}

function resolve({ shape, request }: Call): Answer {
  const asked = request.params.get('q') ?? ''
  const found = shape.board.all(undefined, (entry) => addressOf(shape, entry) === asked && !entry.gone)[0]
  if (found === undefined)
    return refused(
      shape.api === 'v4' ? { error: 'resolve_object_failed' } : { error: 'couldnt_find_object', status: 404 },
    )
  const view = viewJson(shape, found)
  return json(shape.api === 'v4' ? { type_: found.kind, ...view } : { [found.kind]: view })
}

const longest = 10_000

function say(call: Call): Answer {
  const { shape, request } = call
  if (shape.me === undefined) return notSignedIn(shape)
  const root = entryAt(call, 'post', 'post_id')
  const parent = request.params.get('parent_id') === undefined ? root : entryAt(call, 'comment', 'parent_id')
  const content = request.params.get('content') ?? ''
  if (root === undefined || parent === undefined) return refused({ error: 'couldnt_find_post', status: 404 })
  if (isLocked(root)) return refused({ error: 'locked' })
  if (content.trim() === '' || [...content].length > longest) return refused({ error: 'invalid_body_field' })
  const said = shape.board.say(shape.me, content, parent)
  if (said === undefined) return refused({ error: 'couldnt_create_comment' })
  return json({ comment_view: viewJson(shape, said), recipient_ids: [] })
}

function like(call: Call, kind: Entry['kind']): Answer {
  const { shape, request } = call
  if (shape.me === undefined) return notSignedIn(shape)
  const entry = entryAt(call, kind, `${kind}_id`)
  if (entry === undefined) return refused({ error: `couldnt_find_${kind}`, status: 404 })
  const { params } = request
  const likes = shape.api === 'v4' ? params.get('is_upvote') === 'true' : params.get('score') === '1'
  if (entry.post.liked !== likes) entry.post.likes += likes ? 1 : -1
  entry.post.liked = likes
  return json({ [`${kind}_view`]: viewJson(shape, entry) })
}

/** The pages that people read. */
function pageAt({ board }: Shape, path: string): Answer {
  const [, kind, id] = /^\/(post|comment)\/(\d+)$/.exec(path) ?? []
  const entry = kind === undefined ? undefined : board.find(kind === 'post' ? 'post' : 'comment', Number(id))
  if (entry === undefined || entry.gone) return html(page('Nothing here', '<h1>Nothing here</h1>'), 404)
  const { title } = partsOf(entry.root.post)
  const text = entry.kind === 'post' ? partsOf(entry.post).body : entry.post.text
  return html(page(escapeHtml(title), `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(text)}</p>`))
}
