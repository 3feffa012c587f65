import { html, json, page, type Answer, type TownRequest } from '../message.ts'
import { isoMicros } from '../misbehave.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import { accountRoutes } from './mastodon-accounts.ts'
import { contentOf, profileUrl } from './mastodon-html.ts'
import { instanceRoutes } from './mastodon-instance.ts'
import { covers } from './mastodon-apps.ts'
import { MastodonOauth, type Grant } from './mastodon-oauth.ts'
import { statusRoutes } from './mastodon-statuses.ts'
import { mastodonStream } from './mastodon-stream.ts'
import { listRoutes } from './mastodon-lists.ts'
import { timelineRoutes } from './mastodon-timelines.ts'

/** What the handler of an endpoint gets. */
export interface Call {
  setting: FaceSetting
  request: TownRequest
  /** Named parts of the path. */
  parts: Record<string, string>
  /** Absent for strangers, where the endpoint lets them in. */
  grant: Grant | undefined
  oauth: MastodonOauth
}

/** One endpoint. `scope` undefined lets strangers in; a scope with `?` is checked only if a token comes along. */
export interface Route {
  method: string
  path: string
  scope?: string
  handle(call: Call): Answer
}

const windowMs = 300_000
const perWindow = 300

/** The Mastodon API, version 4.5, as of its documentation and source. */
export function face(setting: FaceSetting): Face {
  const oauth = new MastodonOauth(setting)
  const stream = mastodonStream(setting, oauth)
  const routes = [
    ...oauthRoutes(oauth),
    ...accountRoutes(),
    ...statusRoutes(setting),
    ...timelineRoutes(),
    ...listRoutes(),
    ...instanceRoutes(),
    ...pageRoutes(),
  ].map((route) => ({ ...route, matches: matcher(route.path) }))
  const budget = budgetOf(setting)
  return {
    name: 'mastodon',
    handle(request) {
      const path = request.url.pathname
      const api = path.startsWith('/api/')
      const limits = api ? budget(oauth.grantOf(request)?.token ?? 'stranger') : undefined
      if (limits?.refused === true) return json({ error: 'Too many requests' }, 429, limits.headers)
      for (const route of routes) {
        const parts = route.method === request.method ? route.matches(path) : undefined
        if (parts === undefined) continue
        const answer = admit(route, { setting, request, parts, grant: oauth.grantOf(request), oauth })
        return { ...answer, headers: { ...limits?.headers, ...answer.headers } }
      }
      return api ? json({ error: 'Record not found' }, 404, limits?.headers) : undefined
    },
    ...stream,
  }
}

/** Lets a call through to its route if its token allows it. */
function admit(route: Route, call: Call): Answer {
  const tokenCame =
    call.request.headers['authorization'] !== undefined ||
    call.request.params.get('access_token') !== undefined
  const scope = route.scope?.replace('?', '')
  const optional = route.scope === undefined || route.scope.endsWith('?')
  if (scope !== undefined && (tokenCame || !optional)) {
    if (call.grant === undefined) return json({ error: 'The access token is invalid' }, 401)
    if (!covers(call.grant.scopes, scope))
      return json({ error: 'This action is outside the authorized scopes' }, 403)
    if (!optional && !call.grant.asUser)
      return json({ error: 'This method requires an authenticated user' }, 422)
  }
  return route.handle(call)
}

function matcher(pattern: string): (path: string) => Record<string, string> | undefined {
  const names = [...pattern.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const shape = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/:\w+/g, '([^/]+)')}/?$`)
  return (path) => {
    const match = shape.exec(path)
    if (match === null) return undefined
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]))
  }
}

/** Counts requests in windows of five minutes that start on the clock's full five minutes, as Mastodon does. */
function budgetOf(
  setting: FaceSetting,
): (who: string) => { refused: boolean; headers: Record<string, string> } {
  const used = new Map<string, { window: number; count: number }>()
  return (who) => {
    const window = Math.floor(setting.world.clock.now() / windowMs)
    const before = used.get(who)
    const count = (before?.window === window ? before.count : 0) + 1
    used.set(who, { window, count })
    return {
      refused: setting.rateLimit && count > perWindow,
      headers: {
        'x-ratelimit-limit': String(perWindow),
        'x-ratelimit-remaining': String(Math.max(0, perWindow - count)),
        'x-ratelimit-reset': isoMicros((window + 1) * windowMs),
      },
    }
  }
}

function oauthRoutes(oauth: MastodonOauth): Route[] {
  return [
    { method: 'POST', path: '/api/v1/apps', handle: ({ request }) => oauth.apps.register(request) },
    { method: 'GET', path: '/api/v1/apps/verify_credentials', handle: appCredentials },
    { method: 'GET', path: '/oauth/authorize', handle: ({ request }) => oauth.ask(request) },
    { method: 'POST', path: '/oauth/authorize', handle: ({ request }) => oauth.decide(request) },
    { method: 'GET', path: '/oauth/authorize/native', handle: ({ request }) => oauth.showCode(request) },
    { method: 'POST', path: '/oauth/token', handle: ({ request }) => oauth.token(request) },
    { method: 'POST', path: '/oauth/revoke', handle: ({ request }) => oauth.revoke(request) },
    { method: 'GET', path: '/.well-known/oauth-authorization-server', handle: () => oauth.discovery() },
  ]
}

function appCredentials({ grant, oauth }: Call): Answer {
  if (grant === undefined) return json({ error: 'The access token is invalid' }, 401)
  return json({ ...(oauth.appOf(grant) ?? { name: 'Town', website: null }), scopes: grant.scopes })
}

/** The pages that people open in a browser: a profile and a post. */
function pageRoutes(): Route[] {
  return [
    {
      method: 'GET',
      path: '/@:key',
      handle({ setting, parts }) {
        const person = setting.world.people.get(parts['key'] ?? '')
        if (person === undefined) return html(page('Not found', '<h1>There is no such page</h1>'), 404)
        return html(
          page(
            escapeHtml(person.name),
            `<h1>${escapeHtml(person.name)}</h1><p class="quiet">@${person.key}</p><p>${escapeHtml(person.bio)}</p>`,
          ),
        )
      },
    },
    {
      method: 'GET',
      path: '/@:key/:id',
      handle({ setting, parts }) {
        const post = setting.world.post(parts['id'] ?? '')
        if (post === undefined || !setting.world.visible(post, true))
          return html(page('Not found', '<h1>There is no such page</h1>'), 404)
        const person = setting.world.person(post.author)
        const by = `<p><a href="${profileUrl(person, setting.origin)}">${escapeHtml(person.name)}</a></p>`
        return html(
          page(
            escapeHtml(person.name),
            `${by}${contentOf(setting.world, post, setting.origin)}<p class="quiet">${new Date(post.createdMs).toUTCString()}</p>`,
          ),
        )
      },
    },
    {
      method: 'GET',
      path: '/',
      handle: ({ setting }) =>
        html(
          page(
            'The town',
            `<h1>The town</h1><p>A small server with one bakery, <a href="/@${us}">@${us}</a>, and its neighbours: <a href="${setting.origin}/gazette/">the gazette</a>.</p>`,
          ),
        ),
    },
  ]
}
