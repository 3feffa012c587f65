import { html, json, page, Params, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import { listRoutes } from './misskey-lists.ts'
import { MiAuth, misskeyTokens } from './misskey-miauth.ts'
import { detailedUserJson, wordsOf, type MisskeyTown } from './misskey-notes.ts'
import { refused, type MisskeyCall, type MisskeyRoute } from './misskey-route.ts'
import { misskeyStream } from './misskey-stream.ts'
import { maxNoteTextLength, writingRoutes } from './misskey-writing.ts'

/**
 * Misskey 2026: calls by POST below /api, tokens as `i` in the body, MiAuth below /miauth, streaming at /streaming.
 * Errors are told by codes; limits are counted for each call.
 */
export function face(setting: FaceSetting): Face {
  const town: MisskeyTown = { world: setting.worldOf('misskey'), origin: setting.origin }
  const auth = new MiAuth()
  const stream = misskeyStream(town, auth)
  const routes = new Map(
    [...ownRoutes(), ...listRoutes(), ...writingRoutes()].map((one) => [one.endpoint, one]),
  )
  const isFull = budgetOf(setting)
  const handle = (request: TownRequest): Answer | undefined => {
    const { pathname } = request.url
    const session = /^\/(?:api\/)?miauth\/([^/]+)(\/check)?$/.exec(pathname)
    if (session !== null)
      return session[2] === undefined
        ? auth.page(decodeURIComponent(session[1] ?? ''), request)
        : auth.check(decodeURIComponent(session[1] ?? ''), town.world, town.origin)
    if (request.method === 'GET' && pathname.startsWith('/notes/')) return notePage(town, pathname.slice(7))
    const route = request.method === 'POST' ? routes.get(pathname.replace(/^\/api\//, '')) : undefined
    if (route === undefined) return undefined
    return called(route, { setting, town, request, right: undefined }, auth, isFull)
  }
  return {
    name: 'misskey',
    login: { host: setting.origin, token: misskeyTokens.full },
    handle,
    bend({ fault }, answer, request) {
      // A list that ignores where it is asked to go on.
      if (fault !== 'repeated-cursor' || !isOurs(request.url.pathname) || answer.status !== 200)
        return undefined
      const pairs = ['limit', 'i', 'tag', 'query', 'userId', 'noteId', 'antennaId', 'listId'].flatMap(
        (name): [string, string][] => {
          const value = request.params.get(name)
          return value === undefined ? [] : [[name, value]]
        },
      )
      return handle({ ...request, params: new Params(pairs) })
    },
    refusal: ({ url }, status, resetAtMs) =>
      isOurs(url.pathname) ? inMisskeyWords(status, resetAtMs - town.world.clock.now()) : undefined,
    upgrade: (...all) => stream.upgrade(...all),
    dropStreams: () => stream.dropStreams(),
    close: () => stream.close(),
  }
}

function isOurs(path: string): boolean {
  return /^\/(?:api\/(?:meta|i|notes|users|antennas|ap|miauth)|miauth)(?:\/|$)/.test(path)
}

/** Who asks, and whether that is enough: first the token, then the limit, then the right (ApiCallService). */
function called(
  route: MisskeyRoute,
  call: MisskeyCall,
  auth: MiAuth,
  isFull: (endpoint: string) => number | undefined,
): Answer {
  const { request } = call
  const bearer = /^Bearer (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1]
  const token = request.params.get('i') ?? bearer
  const right = token === undefined ? undefined : auth.rightsOf(token)
  if (token !== undefined && right === undefined) return refused('AUTHENTICATION_FAILED')
  const waitMs = isFull(route.endpoint)
  if (waitMs !== undefined) return limited(waitMs)
  if (route.right !== undefined) {
    if (right === undefined) return refused('CREDENTIAL_REQUIRED')
    if (!right.includes(route.right)) return refused('PERMISSION_DENIED')
  }
  return route.handle({ ...call, right })
}

function ownRoutes(): MisskeyRoute[] {
  return [
    { endpoint: 'meta', handle: ({ town }) => json(metaOf(town)) },
    {
      endpoint: 'i',
      right: 'read:account',
      handle: ({ town }) => json(detailedUserJson(town, town.world.person(us))),
    },
  ]
}

function metaOf({ origin }: MisskeyTown): object {
  return {
    maintainerName: 'Ferdi',
    version: '2026.10.0',
    name: 'Lindenbrook Notes',
    uri: origin,
    description: 'Notes from the town by the river.',
    langs: [],
    tosUrl: null,
    repositoryUrl: 'https://github.com/misskey-dev/misskey',
    maxNoteTextLength,
    enableEmail: false,
    policies: { canSearchNotes: true },
  }
}

/** With limits on, notifications may be asked for thirty times in thirty seconds, notes made three hundred times an hour. */
function budgetOf(setting: FaceSetting): (endpoint: string) => number | undefined {
  const limits: Readonly<Record<string, [most: number, windowMs: number]>> = {
    'i/notifications': [30, 30_000],
    'notes/create': [300, 3_600_000],
  }
  const asked = new Map<string, number[]>()
  return (endpoint) => {
    const limit = setting.rateLimit ? limits[endpoint] : undefined
    if (limit === undefined) return undefined
    const [most, windowMs] = limit
    const nowMs = setting.world.clock.now()
    const recent = (asked.get(endpoint) ?? []).filter((atMs) => atMs > nowMs - windowMs)
    asked.set(endpoint, [...recent, nowMs])
    return recent.length < most ? undefined : windowMs - (nowMs - (recent[0] ?? nowMs))
  }
}

function limited(waitMs: number): Answer {
  const answer = refused('RATE_LIMIT_EXCEEDED')
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(Math.ceil(waitMs / 1000)) } }
}

/** A status that a test asks for, as Misskey says it. */
function inMisskeyWords(status: number, waitMs: number): Answer | undefined {
  switch (status) {
    case 401:
      return refused('AUTHENTICATION_FAILED')
    case 403:
      return refused('PERMISSION_DENIED')
    case 404:
      return refused('UNKNOWN_API_ENDPOINT')
    case 422:
      return refused('INVALID_PARAM', { param: '#/required', reason: 'must be something else' }, 400)
    case 429:
      return limited(waitMs)
    case 500:
      return refused('INTERNAL_ERROR')
    default:
      return undefined
  }
}

/** What the address of a note leads to. */
function notePage(town: MisskeyTown, id: string): Answer {
  const post = town.world.post(id)
  if (post === undefined || !town.world.visible(post, true))
    return html(page('Not found', '<h1>There is no such note</h1>'), 404)
  const text = wordsOf(town, post)
  return html(
    page('Note', `<h1>${escapeHtml(town.world.person(post.author).name)}</h1><p>${escapeHtml(text)}</p>`),
  )
}
