import { html, json, page, type Answer, type TownRequest } from '../message.ts'
import type { Rule } from '../misbehave.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import { GraphRefusal, parseFields, project } from './facebook-fields.ts'
import { graphTime } from './facebook-nodes.ts'
import {
  belowPost,
  mentions,
  ownPosts,
  ownReplies,
  profilePosts,
  search,
  type ListAsked,
} from './threads-lists.ts'
import {
  findPost,
  isShown,
  mediaNode,
  nameOf,
  noSuch,
  postAt,
  rootOf,
  type ThreadsWorld,
} from './threads-media.ts'
import { manageReply, Publishing } from './threads-publishing.ts'
import { notAllowed, ThreadsTokens, threadsTokens, userId, username, type Bearer } from './threads-tokens.ts'

/**
 * The Threads API, version 1.0, as the bakery's own app sees it. Requests are those of `/v1.0/…` and
 * `/refresh_access_token`; errors are 400 with a code in the body, or 500 for what the app may not do.
 */
export function face(setting: FaceSetting): Face {
  const { clock } = setting.world
  const tokens = new ThreadsTokens(() => clock.now())
  const at: ThreadsWorld = {
    world: setting.worldOf('threads'),
    origin: setting.origin,
    hidden: new Set(),
  }
  const publishing = new Publishing(setting.rateLimit)
  const usage = usageOf(setting)
  const searches = searchesOf(setting)
  return {
    name: 'threads',
    login: { token: threadsTokens.good },
    handle(request) {
      const path = pathOf(request)
      if (path === undefined) return webPage(at, request)
      try {
        if (path === 'renew') return tokens.renew(request)
        if (path === '/debug_token') return tokens.debug(request)
        const bearer = tokens.bearerOf(request)
        const used = usage()
        if (used.refused)
          return withHeaders(refusal(4, '(#4) Application request limit reached'), used.headers)
        const asked: ListAsked = { at, bearer, request }
        return withHeaders(answer(asked, path, publishing, searches), used.headers)
      } catch (error) {
        if (!(error instanceof GraphRefusal)) throw error
        return refusal(error.code, error.message, error.subcode, error.type)
      }
    },
    refusal: (request, status) => (pathOf(request) === undefined ? undefined : inTheirWords(status)),
    bend: (rule, given, request) => (pathOf(request) === undefined ? undefined : bend(rule, given, request)),
  }
}

function pathOf({ url }: TownRequest): string | undefined {
  if (url.pathname === '/refresh_access_token') return 'renew'
  return /^\/v1\.0(\/.*)$/.exec(url.pathname)?.[1]
}

function answer(asked: ListAsked, path: string, publishing: Publishing, searches: Searches): Answer {
  const { at, bearer, request } = asked
  if (!bearer.scopes.includes('threads_basic')) throw notAllowed()
  const [id = '', edge] = path.slice(1).split('/')
  const isMe = id === 'me' || id === userId
  const isPost = request.method === 'POST'
  if (path === '/keyword_search') return json(searches(asked))
  if (path === '/profile_posts') return json(profilePosts(asked))
  if (isMe) return ofUser(asked, edge, publishing)
  if (isPost && edge === 'manage_reply') return manageReply(asked, id)
  if (isPost) throw new GraphRefusal(100, 'Unsupported post request.', 33, 'THApiException')
  if (edge === 'conversation' || edge === 'replies') return json(belowPost(asked, id, edge))
  if (edge !== undefined) throw new GraphRefusal(2500, `Unknown path components: /${edge}`)
  return publishing.status(asked, id) ?? onePost(at, bearer, request, id)
}

function ofUser(asked: ListAsked, edge: string | undefined, publishing: Publishing): Answer {
  const isPost = asked.request.method === 'POST'
  switch (edge) {
    case undefined:
      return json(project(whoami(asked.at), parseFields(asked.request.params.get('fields') ?? 'id')))
    case 'threads':
      return isPost ? publishing.contain(asked) : json(ownPosts(asked))
    case 'threads_publish':
      return publishing.release(asked)
    case 'threads_publishing_limit':
      return publishing.limits(asked)
    case 'replies':
      return json(ownReplies(asked))
    case 'mentions':
      return json(mentions(asked))
    default:
      throw new GraphRefusal(2500, `Unknown path components: /${edge}`)
  }
}

function whoami({ world, origin }: ThreadsWorld) {
  const person = world.person(us)
  const values = {
    id: userId,
    username,
    name: person.name.replace(/:\w+:/g, '').trim(),
    threads_profile_picture_url: `${origin}/system/media_attachments/loaf.png`,
    threads_biography: person.bio,
    is_verified: false,
  }
  return { kind: 'ThreadsUser', id: userId, values }
}

/** An app that was not approved is shown single posts of its testers only. */
function onePost(at: ThreadsWorld, bearer: Bearer, { params }: TownRequest, id: string): Answer {
  const post = findPost(at, id)
  if (post === undefined) throw noSuch(id)
  if (post.author !== us && !isShown(bearer, post.author)) throw noSuch(id)
  return json(project(mediaNode(at, post), parseFields(params.get('fields') ?? 'id')))
}

function withHeaders(given: Answer, headers: Record<string, string>): Answer {
  return { ...given, headers: { ...given.headers, ...headers } }
}

function refusal(code: number, message: string, subcode?: number, type = 'OAuthException'): Answer {
  const isTheirs = code === 1 || code === 2
  return json(
    {
      error: {
        message,
        type,
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        ...(isTheirs ? { is_transient: true } : {}),
        fbtrace_id: 'ALindenbrookTrace0',
      },
    },
    isTheirs || code === 10 ? 500 : 400,
  )
}

/** A status that a test asks for, as Threads would say it; 429 it does not know, so that stays as it is. */
function inTheirWords(status: number): Answer | undefined {
  switch (status) {
    case 401:
      return refusal(190, 'Error validating access token: The session has been invalidated.', 467)
    case 403:
      return refusal(10, 'Application does not have permission for this action', undefined, 'THApiException')
    case 404:
    case 410:
      return refusal(
        100,
        "Unsupported get request. Object with ID '1' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
        33,
        'THApiException',
      )
    case 422:
      return refusal(100, 'Invalid parameter', undefined, 'THApiException')
    case 500:
      return refusal(2, 'An unexpected error has occurred. Please retry your request later.')
    default:
      return undefined
  }
}

/** The cursor is in the body here; times have a zone without a colon. */
function bend(rule: Rule, given: Answer, { url }: TownRequest): Answer | undefined {
  if (given.status !== 200 || typeof given.body !== 'string') return undefined
  if (rule.fault === 'repeated-cursor') {
    const data = JSON.parse(given.body) as Record<string, unknown> // written by this face
    if (!Array.isArray(data['data'])) return undefined
    const paging = data['paging'] as { cursors?: { after?: string } } | undefined // as above
    const after = url.searchParams.get('after') ?? paging?.cursors?.after
    return json({ ...data, paging: { cursors: { after } } })
  }
  if (rule.fault !== 'clock-skew') return undefined
  const skewMs = rule.skewMs ?? 3_600_000
  const later = (time: string): string => graphTime(Date.parse(time.replace('+0000', 'Z')) + skewMs)
  return { ...given, body: given.body.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+\+0000/g, later) }
}

const dayMs = 86_400_000

/** 4,800 calls a day for each time that somebody saw a post, ten times at least; where the town counts, 200. */
function usageOf(setting: FaceSetting): () => { refused: boolean; headers: Record<string, string> } {
  const most = setting.rateLimit ? 200 : 48_000
  let times: number[] = []
  return () => {
    const now = setting.world.clock.now()
    times = [...times.filter((ms) => now - ms < dayMs), now]
    const percent = Math.floor((times.length * 100) / most)
    const usage = {
      call_count: percent,
      total_cputime: Math.floor(percent / 3),
      total_time: Math.floor(percent / 2),
    }
    return {
      refused: times.length > most,
      headers: { 'x-app-usage': JSON.stringify(usage), 'facebook-api-version': 'v1.0' },
    }
  }
}

type Searches = (asked: ListAsked) => Record<string, unknown>

/** 2,200 searches a day that found something; where the town counts, 12. */
function searchesOf(setting: FaceSetting): Searches {
  const most = setting.rateLimit ? 12 : 2200
  let times: number[] = []
  return (asked) => {
    const now = setting.world.clock.now()
    times = times.filter((ms) => now - ms < dayMs)
    if (times.length >= most) throw new GraphRefusal(613, 'Calls to this api have exceeded the rate limit.')
    const found = search(asked)
    if (Array.isArray(found['data']) && found['data'].length > 0) times.push(now)
    return found
  }
}

/** What a link of a post leads to in the town. */
function webPage(at: ThreadsWorld, { method, url }: TownRequest): Answer | undefined {
  const code = /^\/threads\/@[\w.]+\/post\/(\w+)$/.exec(url.pathname)?.[1]
  if (method !== 'GET' || code === undefined) return undefined
  const post = postAt(at, code)
  if (post === undefined) return html(page('Not found', '<h1>There is no such post</h1>'), 404)
  const name = escapeHtml(`@${nameOf(at.world.person(post.author))}`)
  const above = rootOf(at.world, post)
  const head = above === post ? '' : `<p class="quiet">${escapeHtml(above.text)}</p>`
  return html(page('A post', `${head}<h1>${name}</h1><p>${escapeHtml(post.text)}</p>`))
}
