import { html, json, page, Params, type Answer, type TownRequest } from '../message.ts'
import type { Rule } from '../misbehave.ts'
import { escapeHtml } from '../pieces.ts'
import type { Face, FaceSetting } from './face.ts'
import { answerApi, found, isSubreddit, refused } from './reddit-api.ts'
import { Board, markdownOf, partsOf, subredditOf, type Entry } from './reddit-board.ts'
import { feed } from './reddit-feeds.ts'
import { Windows } from './reddit-limits.ts'
import { app, RedditOauth } from './reddit-oauth.ts'
import { htmlOf } from './reddit-things.ts'

/** The town's Reddit: pages, feeds and sign-in in `/reddit/`, the API for those who are signed in in `/reddit/oauth/`. */
const folder = '/reddit'

export function face(setting: FaceSetting): Face {
  const board = new Board(setting.worldOf('reddit'))
  const oauth = new RedditOauth(board.world.clock, folder)
  const origin = `${setting.origin}${folder}`
  const limits = new Windows(board.world.clock)
  const answerTo = (request: TownRequest): Answer | undefined => {
    const { pathname } = request.url
    if (!pathname.startsWith(`${folder}/`)) return undefined
    const path = pathname.slice(folder.length)
    if (path.startsWith('/api/v1/')) return signIn(oauth, request, path)
    if (path.startsWith('/oauth/')) {
      const { headers, isFull } = limits.take('api', setting.rateLimit)
      const waitMs = () => (setting.rateLimit ? limits.commentWaitMs() : 0)
      const call = { request, board, origin, waitMs }
      const answer = isFull
        ? refused(429)
        : answerApi(call, path.slice('/oauth'.length), oauth.scopesOf(request))
      return { ...answer, headers: { ...answer.headers, ...headers } }
    }
    if (!path.endsWith('.rss')) return pageAt(board, path)
    const { headers, isFull } = limits.take('feeds', setting.rateLimit)
    const answer = isFull ? tooMany : feedAt(board, origin, request, path)
    return { ...answer, headers: { ...answer.headers, ...(setting.rateLimit ? headers : {}) } }
  }
  return {
    name: 'reddit',
    login: { host: setting.origin, clientId: app.clientId },
    handle: answerTo,
    refusal: (request, status, resetAtMs) =>
      refusalTo(request, status, (resetAtMs - board.world.clock.now()) / 1000),
    bend: (rule, good, request) =>
      request.url.pathname.startsWith(`${folder}/`) ? bent(rule, good, request, answerTo) : undefined,
  }
}

function signIn(oauth: RedditOauth, request: TownRequest, path: string): Answer {
  switch (`${request.method} ${path}`) {
    case 'GET /api/v1/authorize':
      return oauth.ask(request)
    case 'POST /api/v1/authorize':
      return oauth.decide(request)
    case 'POST /api/v1/access_token':
      return oauth.token(request)
    case 'POST /api/v1/revoke_token':
      return oauth.revoke(request)
    default:
      return refused(404)
  }
}

const tooMany = html(page('Too Many Requests', '<h1>whoa there, pardner!</h1><p>Too Many Requests</p>'), 429)
/** What whoever asks too often gets instead of everything. */
const wall = html(page('Blocked', '<h1>You’ve been blocked by network security.</h1><p>To continue, log in to your Reddit account or use your developer token.</p>'), 403) // prettier-ignore

function refusalTo({ url }: TownRequest, status: number, secondsLeft: number): Answer | undefined {
  if (!url.pathname.startsWith(`${folder}/`)) return undefined
  const isFeed = url.pathname.endsWith('.rss')
  if (isFeed && status === 403) return wall
  const answer = isFeed && status === 429 ? tooMany : refused(status)
  if (status !== 429) return answer
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'x-ratelimit-used': '1000',
      'x-ratelimit-remaining': '0.0',
      'x-ratelimit-reset': String(secondsLeft),
    },
  }
}

function feedAt(board: Board, origin: string, { params, url }: TownRequest, path: string): Answer {
  const about = (title: string) => ({
    path: `${path}${url.search}`,
    title,
    origin,
    limit: params.get('limit'),
  })
  // Where a subreddit does not exist, Reddit looks for one of a like name.
  if (path === '/subreddits/search.rss') return feed([], about('subreddits: search results'))
  const search = /^(?:\/r\/(\w+))?\/search\.rss$/.exec(path)
  if (search !== null) {
    const posts = found(board, params.get('q') ?? '', search[1] ?? '')
    return feed(posts, about('reddit.com: search results'))
  }
  const [, kind = '', name = '', which] =
    /^\/(r|user)\/([\w-]+)\/(?:(new|comments)\/)?\.rss$/.exec(path) ?? []
  const key = name.toLowerCase()
  if (kind === 'user') {
    if (!board.world.people.has(key)) return refused(404)
    const by = ({ post, kind: what }: Entry) => post.author === key && what !== 't4'
    return feed(board.all(by), about(`overview for ${name}`))
  }
  if (kind !== 'r') return refused(404)
  if (!isSubreddit(name))
    return { status: 302, headers: { location: `${origin}/subreddits/search.rss?q=${name}` }, body: '' }
  const wanted = which === 'comments' ? 't1' : 't3'
  return feed(
    board.all((entry) => entry.kind === wanted && subredditOf(entry) === key),
    about(which === 'comments' ? `comments on ${name}` : name),
  )
}

/** The pages that people read. */
function pageAt(board: Board, path: string): Answer {
  const [, id, comment] =
    /^\/r\/\w+\/comments\/([a-z0-9]+)(?:\/[^/]*(?:\/([a-z0-9]+))?)?\/?$/.exec(path) ?? []
  const entry = board.find(comment === undefined ? `t3_${id ?? ''}` : `t1_${comment}`)
  if (entry === undefined || entry.gone)
    return html(page('reddit.com: page not found', '<h1>Page not found</h1>'), 404)
  const { title } = partsOf(entry.root.post)
  return html(page(escapeHtml(title), `<h1>${escapeHtml(title)}</h1>\n${htmlOf(markdownOf(entry))}`))
}

function bent(
  rule: Rule,
  good: Answer,
  request: TownRequest,
  answerTo: (request: TownRequest) => Answer | undefined,
): Answer | undefined {
  if (typeof good.body !== 'string') return undefined
  const isFeed = request.url.pathname.endsWith('.rss')
  if (rule.fault === 'duplicate-items')
    return isFeed
      ? { ...good, body: good.body.replaceAll(/<entry>.*?<\/entry>/gs, '$&$&') }
      : changed(good, (data) => ({ ...data, children: data.children.flatMap((one) => [one, one]) }))
  if (rule.fault === 'clock-skew') return skewed(good, good.body, rule.skewMs ?? 3_600_000)
  if (rule.fault !== 'repeated-cursor' || isFeed) return undefined
  return repeated(request, answerTo)
}

interface ListingData {
  children: unknown[]
  after: unknown
}

/** Changes the data of a listing; other answers stay as they are. */
function changed(answer: Answer, change: (data: ListingData) => ListingData): Answer {
  const data: unknown = typeof answer.body === 'string' ? JSON.parse(answer.body) : undefined
  if (!isListing(data)) return answer
  return json({ ...data, data: change(data.data) }, answer.status, answer.headers)
}

function isListing(value: unknown): value is { kind: string; data: ListingData } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'data' in value &&
    typeof value.data === 'object' &&
    value.data !== null &&
    'children' in value.data &&
    Array.isArray(value.data.children)
  )
}

function skewed(good: Answer, body: string, byMs: number): Answer {
  const later = body
    .replaceAll(
      /"created_utc":(\d+)/g,
      (_, seconds: string) => `"created_utc":${Number(seconds) + byMs / 1000}`,
    )
    .replaceAll(
      /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00/g,
      (time) => `${new Date(Date.parse(time) + byMs).toISOString().slice(0, 19)}+00:00`,
    )
  return { ...good, body: later }
}

/** A list that gives its first page for ever. */
function repeated(
  request: TownRequest,
  answerTo: (request: TownRequest) => Answer | undefined,
): Answer | undefined {
  const first = new URL(request.url)
  first.searchParams.delete('after')
  const given = answerTo({ ...request, url: first, params: new Params(first.searchParams) })
  return given === undefined ? undefined : changed(given, (data) => ({ ...data, after: 't1_again' }))
}
