import { html, json, page, type Answer, type TownRequest } from '../message.ts'
import type { Rule } from '../misbehave.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import { GraphRefusal, parseFields, project, type GraphNode } from './facebook-fields.ts'
import { graphTime, nameOf, postOf, type PageWorld } from './facebook-nodes.ts'
import { edgeOf, nodeById, speak, type Graph } from './facebook-requests.ts'
import { appId, appSecret, GraphTokens, pageId, tokens, type Bearer } from './facebook-tokens.ts'
import { instagramId, instagramName } from './instagram-nodes.ts'

/**
 * The Graph API, version 26.0, as one Page and its Instagram professional account see it. Requests are those of
 * `/vNN.N/…`; errors are 400 with a code in the body, and usage comes in percent.
 */
export function face(setting: FaceSetting): Face {
  const { clock } = setting.world
  const ours = new GraphTokens(() => clock.now())
  const graph: Graph = {
    page: { world: setting.worldOf('facebook'), origin: setting.origin, hidden: new Set() },
    instagram: { world: setting.worldOf('instagram'), origin: setting.origin, hidden: new Set() },
  }
  const usage = usageOf(setting)
  return {
    name: 'facebook',
    login: { token: tokens.page, userToken: tokens.user, appId, appSecret, page: 'Crumb Bakery' },
    handle(request) {
      const path = pathOf(request)
      if (path === undefined) return wall(graph.page, request)
      try {
        if (path === '/oauth/access_token') return ours.exchange(request)
        if (path === '/debug_token') return ours.debug(request)
        const bearer = ours.bearerOf(request)
        const used = usage(path)
        if (used.refused) return withHeaders(refusal(32, '(#32) Page request limit reached'), used.headers)
        return withHeaders(answer(graph, ours, bearer, path, request), used.headers)
      } catch (error) {
        if (!(error instanceof GraphRefusal)) throw error
        return refusal(error.code, error.message, error.subcode, error.type)
      }
    },
    refusal: (request, status) => (pathOf(request) === undefined ? undefined : inGraphWords(status)),
    bend: (rule, answer, request) =>
      pathOf(request) === undefined ? undefined : bend(rule, answer, request),
  }
}

function pathOf({ url }: TownRequest): string | undefined {
  // One digit before the dot is the Threads API.
  return /^\/v\d\d+\.\d(\/.*)$/.exec(url.pathname)?.[1]
}

function answer(graph: Graph, ours: GraphTokens, bearer: Bearer, path: string, request: TownRequest): Answer {
  const { params, method } = request
  const [id = '', edge] = path.slice(1).split('/')
  const fields = parseFields(params.get('fields') ?? 'id')
  if (path === '/me/accounts') return json({ data: ours.ownPages(bearer) })
  if (path === '/') return several(graph, bearer, params.get('ids') ?? '', fields)
  if (id === 'me' || id === bearer.of) {
    if (edge === undefined) return json(project(whoami(graph, bearer), fields))
  }
  if (method === 'POST' || method === 'DELETE') return speak(graph, bearer, { id, edge, request })
  if (edge !== undefined) return json(edgeOf(graph, bearer, { id, edge, request }))
  return json(project(nodeById(graph, bearer, id), fields))
}

/** One id that is not there makes the Graph API refuse all of them. */
function several(graph: Graph, bearer: Bearer, ids: string, fields: ReturnType<typeof parseFields>): Answer {
  const wanted = ids.split(',').filter((id) => id !== '')
  if (wanted.length === 0) throw new GraphRefusal(100, '(#100) The parameter ids is required')
  if (wanted.length > 50) throw new GraphRefusal(100, 'Too many IDs. Maximum: 50')
  return json(Object.fromEntries(wanted.map((id) => [id, project(nodeById(graph, bearer, id), fields)])))
}

function whoami({ page: at }: Graph, bearer: Bearer): GraphNode {
  if (bearer.type === 'USER')
    return { kind: 'User', id: bearer.of, values: { id: bearer.of, name: 'Mina Halloran' } }
  const isBakery = bearer.of === pageId
  const name = isBakery ? nameOf(at.world.person(us)) : 'Lindenbrook Saturday Market'
  return {
    kind: 'Page',
    id: bearer.of,
    values: {
      id: bearer.of,
      name,
      username: isBakery ? 'crumbbakery' : undefined,
      category: 'Bakery',
      followers_count: at.world.person(us).followers,
      instagram_business_account:
        isBakery && bearer.scopes.includes('instagram_basic')
          ? { id: instagramId, username: instagramName }
          : undefined,
    },
  }
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

function refusal(code: number, message: string, subcode?: number, type = 'OAuthException'): Answer {
  return json(
    {
      error: {
        message,
        type,
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        ...(code === 1 || code === 2 ? { is_transient: true } : {}),
        fbtrace_id: 'ALindenbrookTrace0',
      },
    },
    code === 1 || code === 2 ? 500 : 400,
  )
}

/** A status that a test asks for, as the Graph API would say it; 429 it does not know, so that stays as it is. */
function inGraphWords(status: number): Answer | undefined {
  switch (status) {
    case 401:
      return refusal(190, 'Error validating access token: The session has been invalidated.', 467)
    case 403:
      return refusal(200, '(#200) Requires pages_read_user_content permission to manage the object')
    case 404:
    case 410:
      return refusal(
        100,
        "Unsupported get request. Object with ID '1' does not exist. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
        33,
        'GraphMethodException',
      )
    case 422:
      return refusal(100, '(#100) Invalid parameter')
    case 500:
      return refusal(2, 'An unexpected error has occurred. Please retry your request later.')
    default:
      return undefined
  }
}

/** The cursor is in the body here; times have a zone without a colon. */
function bend(rule: Rule, answer: Answer, { url }: TownRequest): Answer | undefined {
  if (answer.status !== 200 || typeof answer.body !== 'string') return undefined
  const data = JSON.parse(answer.body) as Record<string, unknown> // written by this face
  if (rule.fault === 'repeated-cursor' && Array.isArray(data['data'])) {
    const paging = data['paging'] as { cursors?: { after?: string } } | undefined // as above
    const after = url.searchParams.get('after') ?? paging?.cursors?.after
    return json({ ...data, paging: { cursors: { after }, next: url.toString() } })
  }
  if (rule.fault !== 'clock-skew') return undefined
  const skewMs = rule.skewMs ?? 3_600_000
  const later = (time: string): string => graphTime(Date.parse(time.replace('+0000', 'Z')) + skewMs)
  return { ...answer, body: answer.body.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+\+0000/g, later) }
}

/** A hundred calls an hour are all of a small Page's; the hour starts on the clock's full one. */
function usageOf(
  setting: FaceSetting,
): (path: string) => { refused: boolean; headers: Record<string, string> } {
  const used = new Map<string, number>()
  const hourMs = 3_600_000
  return (path) => {
    const now = setting.world.clock.now()
    const kind = path.includes(instagramId) || path.startsWith('/17') ? 'instagram' : 'pages'
    const key = `${kind} ${String(Math.floor(now / hourMs))}`
    const count = (used.get(key) ?? 0) + 1
    used.set(key, count)
    const refused = setting.rateLimit && count > 100
    const percent = setting.rateLimit ? count : Math.min(count, 40)
    const entry = {
      type: kind,
      call_count: percent,
      total_cputime: Math.floor(percent / 3),
      total_time: Math.floor(percent / 2),
      estimated_time_to_regain_access: refused ? Math.ceil((hourMs - (now % hourMs)) / 60_000) : 0,
    }
    return {
      refused,
      headers: {
        'x-business-use-case-usage': JSON.stringify({ [pageId]: [entry] }),
        'facebook-api-version': 'v26.0',
      },
    }
  }
}

/** What a link of a post leads to in the town. */
function wall(at: PageWorld, { method, url }: TownRequest): Answer | undefined {
  const id = /^\/facebook\/(\d+_\d+)$/.exec(url.pathname)?.[1]
  if (method !== 'GET' || id === undefined) return undefined
  try {
    const post = postOf(at, id)
    const name = escapeHtml(nameOf(at.world.person(post.author)))
    return html(page('A post', `<h1>${name}</h1><p>${escapeHtml(post.text)}</p>`))
  } catch (error) {
    if (error instanceof GraphRefusal) return html(page('Not found', '<h1>There is no such page</h1>'), 404)
    throw error
  }
}
