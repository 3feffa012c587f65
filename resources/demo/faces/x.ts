import { html, json, page, type Answer } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import type { Face, FaceSetting } from './face.ts'
import type { XCall } from './x-call.ts'
import { XMeter } from './x-meter.ts'
import { XOauth } from './x-oauth.ts'
import { personOfId, postOfId, userId } from './x-posts.ts'
import { unauthorized, wrongAuth } from './x-problems.ts'
import { lookup, me, mentions, ownPosts, searchRecent } from './x-reading.ts'
import { XStreams } from './x-streams.ts'
import { create } from './x-writing.ts'

interface Route {
  method: string
  path: RegExp
  /** Whose token it takes; absent: anybody's, or none. */
  as?: readonly ('user' | 'app')[]
  scope?: string
  /** Requests in fifteen minutes. */
  limit?: number
  handle(call: XCall): Answer
}

const windowMs = 900_000
const either = ['user', 'app'] as const

/** The X API, version 2, as of its documentation of August 2026: what the town says there is `content/on-x.ts`. */
export function face(setting: FaceSetting): Face {
  const world = setting.worldOf('x')
  const oauth = new XOauth(setting)
  const meter = new XMeter()
  const streams = new XStreams()
  const stop = world.listen((event) => streams.tell(event))
  const routes = routesOf(oauth, meter, streams)
  const budget = budgetOf(setting)
  return {
    name: 'x',
    login: { host: setting.origin, ...oauth.login },
    handle(request) {
      const route = routes.find(
        ({ method, path }) => method === request.method && path.test(request.url.pathname),
      )
      if (route === undefined) return undefined
      const grant = oauth.grantOf(request)
      const parts = { ...route.path.exec(request.url.pathname)?.groups }
      if (route.as !== undefined) {
        if (grant === undefined) return unauthorized()
        if (!route.as.includes(grant.as)) return wrongAuth(grant.as)
        if (grant.as === 'user' && route.scope !== undefined && !grant.scopes.includes(route.scope))
          return wrongAuth('user')
      }
      const limits =
        route.limit === undefined ? undefined : budget(`${route.path.source} ${grant?.as ?? ''}`, route.limit)
      if (limits?.refused === true) return json({ title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 }, 429, limits.headers) // prettier-ignore
      const answer = route.handle({ setting, world, meter, request, parts, grant })
      return { ...answer, headers: { ...limits?.headers, ...answer.headers } }
    },
    dropStreams: () => streams.drop(),
    close() {
      stop()
      streams.drop()
    },
    charged: () => meter.sum(),
  }
}

function routesOf(oauth: XOauth, meter: XMeter, streams: XStreams): Route[] {
  const read = { as: either, scope: 'tweet.read' }
  return [
    { method: 'GET', path: /^\/i\/oauth2\/authorize$/, handle: ({ request }) => oauth.ask(request) },
    { method: 'POST', path: /^\/i\/oauth2\/authorize$/, handle: ({ request }) => oauth.decide(request) },
    { method: 'POST', path: /^\/2\/oauth2\/token$/, handle: ({ request }) => oauth.token(request) },
    { method: 'POST', path: /^\/2\/oauth2\/revoke$/, handle: ({ request }) => oauth.revoke(request) },
    { method: 'GET', path: /^\/2\/users\/me$/, as: ['user'], scope: 'users.read', limit: 75, handle: me },
    { method: 'GET', path: /^\/2\/users\/(?<id>\d+)\/mentions$/, ...read, limit: 300, handle: mentions },
    { method: 'GET', path: /^\/2\/users\/(?<id>\d+)\/tweets$/, ...read, limit: 900, handle: ownPosts },
    { method: 'GET', path: /^\/2\/tweets\/search\/recent$/, ...read, limit: 300, handle: searchRecent },
    { method: 'GET', path: /^\/2\/tweets$/, ...read, limit: 900, handle: lookup },
    { method: 'POST', path: /^\/2\/tweets$/, as: ['user'], scope: 'tweet.write', limit: 100, handle: create },
    { method: 'GET', path: /^\/2\/usage\/tweets$/, as: ['app'], limit: 50, handle: () => json(meter.usage()) },
    { method: 'GET', path: /^\/2\/tweets\/search\/stream\/rules$/, as: ['app'], limit: 450, handle: () => streams.listRules() },
    { method: 'POST', path: /^\/2\/tweets\/search\/stream\/rules$/, as: ['app'], limit: 100, handle: (call) => streams.changeRules(call) },
    { method: 'GET', path: /^\/2\/tweets\/search\/stream$/, as: ['app'], limit: 50, handle: (call) => streams.search(call) },
    { method: 'POST', path: /^\/2\/activity\/subscriptions$/, as: ['user'], scope: 'tweet.read', limit: 500, handle: (call) => streams.subscribe(call) },
    { method: 'GET', path: /^\/2\/activity\/subscriptions$/, as: ['app'], limit: 500, handle: () => streams.listSubscriptions() },
    { method: 'GET', path: /^\/2\/activity\/stream$/, as: ['app'], limit: 450, handle: (call) => streams.activity(call) },
    { method: 'GET', path: /^\/i\/status\/(?<id>\d+)$/, handle: statusPage },
  ] // prettier-ignore
}

/** The page of a post, as a browser shows it. */
function statusPage({ world, parts }: XCall): Answer {
  const post = postOfId(world, parts['id'] ?? '')
  const person = post === undefined ? undefined : personOfId(world, userId(post.author))
  if (post === undefined || person === undefined)
    return html(page('Nothing here', '<h1>This page doesn’t exist</h1>'), 404)
  return html(
    page(
      escapeHtml(person.name),
      `<h1>${escapeHtml(person.name)}</h1><p>@${person.key}</p><p>${escapeHtml(post.text)}</p>`,
    ),
  )
}

/** Counts requests by endpoint in windows of fifteen minutes. */
function budgetOf(
  setting: FaceSetting,
): (what: string, limit: number) => { refused: boolean; headers: Record<string, string> } {
  const used = new Map<string, { window: number; count: number }>()
  return (what, limit) => {
    const window = Math.floor(setting.world.clock.now() / windowMs)
    const before = used.get(what)
    const count = (before?.window === window ? before.count : 0) + 1
    used.set(what, { window, count })
    return {
      refused: setting.rateLimit && count > limit,
      headers: {
        'x-rate-limit-limit': String(limit),
        'x-rate-limit-remaining': String(Math.max(0, limit - count)),
        'x-rate-limit-reset': String(((window + 1) * windowMs) / 1000),
      },
    }
  }
}
