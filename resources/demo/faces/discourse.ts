import { html, json, page, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { us } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import { Forum, nameOf, notificationsOf, type Topic } from './discourse-forum.ts'
import {
  noAccess,
  notFound,
  notLoggedIn,
  notificationJson,
  postJson,
  refused,
  topicJson,
} from './discourse-json.ts'
import { askPage, forumAdminKey, ForumKeys, grantPage } from './discourse-keys.ts'
import { searchAnswer } from './discourse-search.ts'
import { Desk, forumLimits } from './discourse-writing.ts'

export const forumTitle = 'Lindenbrook Talks'
const folder = '/forum'
const shortestSearch = 3

interface ForumCall {
  forum: Forum
  desk: Desk
  keys: ForumKeys
  request: TownRequest
  /** Named parts of the path. */
  parts: string[]
  person: string | undefined
  /** The folder, as it stands in addresses of the forum's own. */
  base: string
}

interface ForumRoute {
  method: string
  path: RegExp
  handle(call: ForumCall): Answer
}

/** The town's forum in a folder of its own: reading, searching, answering, likes, notifications, keys of users. */
export function face(setting: FaceSetting): Face {
  const forum = new Forum(setting.worldOf('discourse'))
  const desk = new Desk(forum, folder)
  const keys = new ForumKeys(forum.world)
  return {
    name: 'discourse',
    login: { host: `${setting.origin}${folder}`, user: us, key: forumAdminKey },
    handle(request) {
      const path = request.url.pathname
      if (path !== folder && !path.startsWith(`${folder}/`)) return undefined
      const { person, wrong } = keys.who(request)
      // Who comes with a key that does not count is refused even what strangers may read.
      if (wrong) return noAccess
      const seconds = setting.rateLimit ? keys.waitSeconds(request) : undefined
      if (seconds !== undefined) return slowDown(seconds)
      const inside = path.slice(folder.length)
      for (const { method, path: pattern, handle } of routes) {
        const match = method === request.method ? pattern.exec(inside) : null
        if (match !== null)
          return handle({ forum, desk, keys, request, parts: match.slice(1), person, base: folder })
      }
      return inside.endsWith('.json') ? notFound : frontPage(forum)
    },
    bend(rule, answer, request) {
      // A search that always promises another page.
      if (rule.fault !== 'repeated-cursor' || !request.url.pathname.endsWith('/search.json')) return undefined
      return typeof answer.body === 'string'
        ? {
            ...answer,
            body: answer.body.replace('"more_full_page_results":null', '"more_full_page_results":true'),
          }
        : undefined
    },
    refusal(request, status, resetAtMs) {
      if (!request.url.pathname.startsWith(`${folder}/`)) return undefined
      if (status === 429) return slowDown(Math.ceil((resetAtMs - forum.world.clock.now()) / 1000))
      if (status >= 500) return undefined
      return refused(
        status,
        refusals[status] ?? 'That did not work.',
        status === 403 ? 'invalid_access' : 'other',
      )
    },
  }
}

const refusals: Record<number, string> = {
  403: 'You are not permitted to view the requested resource.',
  404: 'The requested URL or resource could not be found.',
  410: 'That topic was deleted.',
  422: 'Body is not what this forum takes',
}

function slowDown(seconds: number): Answer {
  const answer = refused(
    429,
    `You’ve performed this action too many times. Please wait ${String(seconds)} seconds before trying again.`,
    'rate_limit',
    { wait_seconds: seconds, time_left: `${String(seconds)} seconds` },
  )
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds) } }
}

const routes: readonly ForumRoute[] = [
  { method: 'GET', path: /^\/user-api-key\/new$/, handle: ({ request, base }) => askPage(request, base) },
  { method: 'POST', path: /^\/user-api-key$/, handle: ({ request, keys }) => grantPage(request, keys) },
  {
    method: 'POST',
    path: /^\/user-api-key\/revoke(?:\.json)?$/,
    handle: ({ request, keys }) => (keys.revoke(request) ? json({ success: 'OK' }) : notFound),
  },
  {
    method: 'GET',
    path: /^\/site\/basic-info\.json$/,
    handle: () => json({ logo_url: '', title: forumTitle, description: 'Everything but the weather' }),
  },
  {
    method: 'GET',
    path: /^\/site\/settings\.json$/,
    handle: () => json({ title: forumTitle, ...forumLimits, min_search_term_length: shortestSearch }),
  },
  { method: 'GET', path: /^\/session\/current\.json$/, handle: session },
  { method: 'GET', path: /^\/notifications\.json$/, handle: notifications },
  { method: 'GET', path: /^\/posts\.json$/, handle: latest },
  { method: 'GET', path: /^\/search\.json$/, handle: search },
  { method: 'GET', path: /^\/t\/(?:[^/]+\/)?(\d+)\/(\d+)\.json$/, handle: topicAt },
  { method: 'GET', path: /^\/t\/(\d+)\.json$/, handle: topicAt },
  { method: 'GET', path: /^\/t\/(\d+)\/posts\.json$/, handle: somePosts },
  { method: 'GET', path: /^\/posts\/(\d+)\.json$/, handle: onePost },
  { method: 'GET', path: /^\/u\/([\w.-]+)\/activity\.json$/, handle: activity },
  {
    method: 'GET',
    path: /^\/posts\/([\w.-]+)\/pending\.json$/,
    handle: ({ desk, parts, person }) => desk.pending(parts[0] ?? '', person),
  },
  {
    method: 'POST',
    path: /^\/posts\.json$/,
    handle: ({ desk, request, person }) => desk.say(request, person),
  },
  {
    method: 'POST',
    path: /^\/post_actions\.json$/,
    handle: ({ desk, request: { params }, person }) =>
      desk.like(Number(params.get('id')), true, params.get('post_action_type_id'), person),
  },
  {
    method: 'DELETE',
    path: /^\/post_actions\/(\d+)\.json$/,
    handle: ({ desk, request: { params }, parts, person }) =>
      desk.like(Number(parts[0]), false, params.get('post_action_type_id'), person),
  },
]

function session({ forum, person }: ForumCall): Answer {
  if (person === undefined) return { status: 404, headers: {}, body: '' }
  return json({
    current_user: {
      id: forum.idOf(person),
      username: person,
      name: nameOf(forum.world, person),
      trust_level: person === us ? 3 : 1,
      admin: person === us,
    },
  })
}

function notifications({ forum, request: { params }, person }: ForumCall): Answer {
  if (person === undefined) return notLoggedIn
  const all = person === us ? notificationsOf(forum) : []
  const offset = Number(params.get('offset') ?? 0)
  const limit = Math.min(60, Number(params.get('limit') ?? 60))
  return json({
    notifications: all.slice(offset, offset + limit).map((one) => notificationJson(forum, one)),
    total_rows_notifications: all.length,
    seen_notification_id: 0,
    load_more_notifications: `/notifications?limit=${String(limit)}&offset=${String(offset + limit)}`,
  })
}

/** Fifty with smaller numbers than `before`, largest first. */
function latest({ forum, request: { params }, person, base }: ForumCall): Answer {
  const before = Number(params.get('before') ?? 0)
  const posts = forum
    .posts()
    .filter(({ id, topic }) => !topic.isPrivate && (before <= 0 || id < before))
    .toReversed()
    .slice(0, 50)
  return json({
    latest_posts: posts.map((one) => postJson(forum, one, person, base, { title: true, raw: true })),
  })
}

function search({ forum, request: { params }, person, base }: ForumCall): Answer {
  const q = params.get('q') ?? ''
  const pageNumber = Number(params.get('page') ?? 1)
  if ([...q].length < shortestSearch || pageNumber > 10)
    return refused(400, 'You supplied invalid parameters to the request: q', 'invalid_parameters')
  return json(searchAnswer(forum, q, Math.max(1, pageNumber), person, base))
}

function mayRead({ forum, person }: ForumCall, topic: Topic): boolean {
  return forum.postsOf(topic).length > 0 && forum.maySee(topic, person)
}

function notSeen(topic: Topic | undefined): Answer {
  return topic?.isPrivate === true ? noAccess : notFound
}

function topicAt(call: ForumCall): Answer {
  const topic = call.forum.topic(Number(call.parts[0]))
  if (topic === undefined || !mayRead(call, topic)) return notSeen(topic)
  return json(topicJson(call.forum, topic, Number(call.parts[1] ?? 1), call.person, call.base))
}

function somePosts(call: ForumCall): Answer {
  const { forum, request, person, base } = call
  const topic = forum.topic(Number(call.parts[0]))
  if (topic === undefined || !mayRead(call, topic)) return notSeen(topic)
  const ids = request.params.list('post_ids').map(Number)
  const raw = request.params.get('include_raw') !== undefined
  return json({
    post_stream: {
      posts: forum
        .postsOf(topic)
        .filter(({ id }) => ids.includes(id))
        .map((one) => postJson(forum, one, person, base, { raw })),
    },
    id: topic.id,
  })
}

function onePost(call: ForumCall): Answer {
  const { forum, person, base } = call
  const one = forum.byNumber(Number(call.parts[0]))
  if (one === undefined) return notFound
  return mayRead(call, one.topic) ? json(postJson(forum, one, person, base, { raw: true })) : noAccess
}

/** The newest fifty of a person, as a bare list. */
function activity({ forum, parts, person, base }: ForumCall): Answer {
  const name = (parts[0] ?? '').toLowerCase()
  if (!forum.world.people.has(name)) return notFound
  const posts = forum
    .posts()
    .filter(({ post, topic }) => post.author === name && !topic.isPrivate)
    .toReversed()
    .slice(0, 50)
  return json(posts.map((one) => postJson(forum, one, person, base)))
}

function frontPage(forum: Forum): Answer {
  const titles = [...new Set(forum.posts().map(({ topic }) => topic))]
    .filter(({ isPrivate }) => !isPrivate)
    .map(({ title }) => `<li>${escapeHtml(title)}</li>`)
  return html(page(forumTitle, `<h1>${forumTitle}</h1><ul>${titles.join('')}</ul>`))
}
