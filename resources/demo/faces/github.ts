import { createHash } from 'node:crypto'
import { html, json, page, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { us, type Post } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import { clientId, DeviceFlow, tokens } from './github-device.ts'
import { answerGraphql } from './github-graphql.ts'
import { budgetOf } from './github-limits.ts'
import { commentJson, eventJson, issueJson, notificationJson, userJson } from './github-rest.ts'
import { matches } from './github-search.ts'
import { GithubTown, idOf, type Subject } from './github-town.ts'

/**
 * GitHub as an Enterprise Server shows itself: REST below /api/v3, GraphQL at /api/graphql, the device flow below
 * /login. Links page, lists that did not change are 304, limits are told with every answer.
 */
export function face(setting: FaceSetting): Face {
  const { clock } = setting.world
  const town = new GithubTown(setting.worldOf('github'), setting.origin)
  const device = new DeviceFlow(() => clock.now())
  const budget = budgetOf(setting)
  return {
    name: 'github',
    login: { token: tokens.classic, clientId, server: setting.origin },
    handle(request) {
      const { pathname } = request.url
      if (pathname === '/login/device/code') return device.begin(request, setting.origin)
      if (pathname === '/login/oauth/access_token') return device.poll(request)
      if (pathname === '/login/device') return device.page(request)
      const isGraphql = pathname === '/api/graphql'
      const path = /^\/api\/v3(\/.*)$/.exec(pathname)?.[1]
      if (path === undefined && !isGraphql) return sitePage(town, request)
      const token = /^(?:Bearer|token)\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
      const scopes = device.scopesOf(token ?? '')
      if (scopes === undefined) return refusal(401, 'Bad credentials')
      const limits = budget(isGraphql ? 'graphql' : path?.startsWith('/search/') === true ? 'search' : 'core')
      const headers = { ...limits.headers, ...(scopes === '' ? {} : { 'x-oauth-scopes': scopes }) }
      if (limits.refused)
        return withHeaders(refusal(403, 'API rate limit exceeded for user ID 1987.'), headers)
      const answer = isGraphql ? answerGraphql(town, request) : rest(town, scopes, path ?? '', request)
      if (answer.status === 304) limits.giveBack()
      return withHeaders(answer, headers)
    },
    refusal: ({ url }, status) =>
      /^\/(?:api\/(?:v3|graphql)|login)(?:\/|$)/.test(url.pathname) ? inGithubWords(status) : undefined,
  }
}

type Handler = (call: { town: GithubTown; parts: string[]; request: TownRequest; scopes: string }) => Answer

const repo = String.raw`([\w.-]+/[\w.-]+)`
const routes: readonly [method: string, path: RegExp, handle: Handler][] = [
  ['GET', /^\/user$/, ({ town }) => json({ ...userJson(town, town.world.person(us)), name: 'Crumb Bakery' })],
  ['GET', /^\/notifications$/, notifications],
  ['GET', /^\/users\/([\w-]+)\/events$/, events],
  ['GET', /^\/search\/issues$/, searchIssues],
  ['GET', new RegExp(`^/repos/${repo}$`), repository],
  ['GET', new RegExp(`^/repos/${repo}/issues/(\\d+)$`), issue],
  ['GET', new RegExp(`^/repos/${repo}/issues/(\\d+)/comments$`), comments('comment')],
  ['GET', new RegExp(`^/repos/${repo}/pulls/(\\d+)/comments$`), comments('line')],
  ['GET', new RegExp(`^/repos/${repo}/pulls/(\\d+)/reviews$`), () => json([])],
  ['GET', new RegExp(`^/repos/${repo}/(?:issues|pulls)/comments/(\\d+)$`), oneComment],
  ['POST', new RegExp(`^/repos/${repo}/issues/(\\d+)/comments$`), say],
  ['POST', new RegExp(`^/repos/${repo}/pulls/(\\d+)/comments/(\\d+)/replies$`), say],
]

function rest(town: GithubTown, scopes: string, path: string, request: TownRequest): Answer {
  for (const [method, shape, handle] of routes) {
    const match = method === request.method ? shape.exec(path) : null
    if (match !== null) return handle({ town, parts: match.slice(1), request, scopes })
  }
  return refusal(404, 'Not Found')
}

/** Threads that somebody else spoke in, the newest first. */
function notifications({ town, request, scopes }: Parameters<Handler>[0]): Answer {
  if (!/\b(?:notifications|repo)\b/.test(scopes)) return lacks('notifications, repo')
  const { params } = request
  const since = Date.parse(params.get('since') ?? '') || 0
  const rows = town.subjects().flatMap((subject) => {
    const reason = town.reasonFor(subject)
    const newestMs = Math.max(
      0,
      ...[subject.root, ...subject.said]
        .filter(({ author }) => author !== us)
        .map(({ createdMs }) => createdMs),
    )
    const isWanted = params.get('participating') !== 'true' || reason !== 'subscribed'
    return reason === undefined || !isWanted || newestMs === 0 || newestMs < since
      ? []
      : [{ newestMs, row: notificationJson(town, subject, reason, newestMs) }]
  })
  rows.sort((a, b) => b.newestMs - a.newestMs)
  const lastModified = new Date(rows[0]?.newestMs ?? 0).toUTCString()
  const headers = { 'x-poll-interval': '60', 'last-modified': lastModified }
  if (request.headers['if-modified-since'] === lastModified) return { status: 304, headers, body: '' }
  return listed(
    request,
    rows.map(({ row }) => row),
    headers,
  )
}

/** What the bakery itself did, the newest first. */
function events({ town, request }: Parameters<Handler>[0]): Answer {
  const rows = town
    .subjects()
    .filter(({ kind }) => kind !== 'discussion')
    .flatMap((subject) =>
      subject.said.filter(({ author }) => author === us).map((post) => ({ subject, post })),
    )
    .sort((a, b) => b.post.createdMs - a.post.createdMs)
    .map(({ subject, post }) => eventJson(town, subject, post))
  const etag = `W/"${createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 32)}"`
  const headers = { etag, 'x-poll-interval': '60' }
  if (request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' }
  return listed(request, rows, headers)
}

function searchIssues({ town, request }: Parameters<Handler>[0]): Answer {
  const query = request.params.get('q') ?? ''
  const kinds = query.match(/\bis:(?:issue|pr)\b/g) ?? []
  if (kinds.length === 0)
    return refusal(422, 'Validation Failed', [
      {
        resource: 'Search',
        field: 'q',
        code: 'invalid',
        message: "Query must include 'is:issue' or 'is:pull-request'",
      },
    ])
  if (query.length > 256)
    return refusal(422, 'Validation Failed', [
      {
        resource: 'Search',
        field: 'q',
        code: 'invalid',
        message: 'The search is longer than 256 characters.',
      },
    ])
  const found = town.subjects().filter((subject) => matches(town, subject, query))
  const rows = found.map((subject) => ({ ...issueJson(town, subject), score: 1 }))
  const { page: items, headers } = cut(request, rows)
  return json({ total_count: rows.length, incomplete_results: false, items }, 200, headers)
}

function repository({ town, parts: [name = ''] }: Parameters<Handler>[0]): Answer {
  const isThere = town.subjects().some((subject) => subject.repo === name)
  return isThere
    ? json({ id: 1, full_name: name, private: false, html_url: `${town.origin}/${name}` })
    : refusal(404, 'Not Found')
}

function subjectAt(town: GithubTown, name = '', number = ''): Subject | undefined {
  const found = town.subject(name, Number(number))
  return found?.kind === 'discussion' ? undefined : found
}

function issue({ town, parts: [name, number] }: Parameters<Handler>[0]): Answer {
  const found = subjectAt(town, name, number)
  return found === undefined ? refusal(404, 'Not Found') : json(issueJson(town, found))
}

function comments(kind: 'comment' | 'line'): Handler {
  return ({ town, parts: [name, number], request }) => {
    const found = subjectAt(town, name, number)
    if (found === undefined) return refusal(404, 'Not Found')
    const since = Date.parse(request.params.get('since') ?? '') || 0
    const rows = found.said
      .filter((post) => town.kindOf(found, post) === kind)
      .filter((post) => (post.editedMs ?? post.createdMs) >= since)
    return listed(
      request,
      rows.map((post) => commentJson(town, found, post)),
    )
  }
}

function oneComment({ town, parts: [, id = ''] }: Parameters<Handler>[0]): Answer {
  const held = town.holding(id)
  const isThere = held !== undefined && held.post !== held.subject.root && held.subject.kind !== 'discussion'
  return isThere ? json(commentJson(town, held.subject, held.post)) : refusal(404, 'Not Found')
}

function say({ town, parts: [name, number, topId], request, scopes }: Parameters<Handler>[0]): Answer {
  if (!/\b(?:public_repo|repo)\b/.test(scopes)) return lacks('public_repo, repo')
  const found = subjectAt(town, name, number)
  const to = topId === undefined ? found?.root : town.holding(topId)?.post
  if (found === undefined || to === undefined) return refusal(404, 'Not Found')
  const body = request.params.get('body') ?? ''
  const wrong =
    body.trim() === '' ? 'Body cannot be blank' : [...body].length > 65_536 ? 'Body is too long' : undefined
  if (wrong !== undefined)
    return refusal(422, 'Validation Failed', [
      { resource: 'IssueComment', field: 'body', code: 'unprocessable', message: wrong },
    ])
  const said: Post = town.world.say({ author: us, text: body, inReplyTo: to.id })
  const subject = town.holding(String(idOf(said)))?.subject ?? found
  return json(commentJson(town, subject, said), 201)
}

function listed(
  request: TownRequest,
  rows: readonly unknown[],
  headers: Record<string, string> = {},
): Answer {
  const { page: shown, headers: links } = cut(request, rows)
  return json(shown, 200, { ...headers, ...links })
}

/** A page by number, and the Link header that leads on. */
function cut(
  { params, url }: TownRequest,
  rows: readonly unknown[],
): { page: readonly unknown[]; headers: Record<string, string> } {
  const size = Math.min(100, Math.max(1, Number(params.get('per_page') ?? 30) || 30))
  const number = Math.max(1, Number(params.get('page') ?? 1) || 1)
  const shown = rows.slice((number - 1) * size, number * size)
  const last = Math.ceil(rows.length / size)
  if (number >= last) return { page: shown, headers: {} }
  const to = (target: number, rel: string): string => {
    const next = new URL(url)
    next.searchParams.set('page', String(target))
    return `<${next.toString()}>; rel="${rel}"`
  }
  return { page: shown, headers: { link: `${to(number + 1, 'next')}, ${to(last, 'last')}` } }
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

function refusal(status: number, message: string, errors?: unknown[]): Answer {
  return json(
    {
      message,
      ...(errors === undefined ? {} : { errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    },
    status,
  )
}

function lacks(accepted: string): Answer {
  return withHeaders(refusal(403, "Missing the 'notifications' scope."), {
    'x-accepted-oauth-scopes': accepted,
  })
}

/** A status that a test asks for, as GitHub says it; with Retry-After, 403 is one of its secondary limits. */
function inGithubWords(status: number): Answer | undefined {
  switch (status) {
    case 401:
      return refusal(401, 'Bad credentials')
    case 403:
      return refusal(403, 'Resource not accessible by personal access token')
    case 404:
      return refusal(404, 'Not Found')
    case 410:
      return refusal(410, 'This issue was deleted')
    case 422:
      return refusal(422, 'Validation Failed', [{ resource: 'Search', field: 'q', code: 'invalid' }])
    default:
      return undefined
  }
}

/** What a link of an issue leads to in the town. */
function sitePage(town: GithubTown, { method, url }: TownRequest): Answer | undefined {
  const match = /^\/([\w.-]+\/[\w.-]+)\/(?:issues|pull|discussions)\/(\d+)$/.exec(url.pathname)
  if (method !== 'GET' || match === null) return undefined
  const found = town.subject(match[1] ?? '', Number(match[2]))
  if (found === undefined) return html(page('Not found', '<h1>There is no such page</h1>'), 404)
  return html(
    page(escapeHtml(found.title), `<h1>${escapeHtml(found.title)}</h1><p>${escapeHtml(found.body)}</p>`),
  )
}
