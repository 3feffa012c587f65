import { compareIds } from '../ids.ts'
import { json, type Answer } from '../message.ts'
import type { Notice, Post } from '../world.ts'
import { us } from '../world.ts'
import { personByAcct } from './mastodon-accounts.ts'
import { accountJson, noticeJson, statusJson, statusUri, statusUrl } from './mastodon-entities.ts'
import { cursorsOf, cutPage, linkHeader } from './mastodon-paging.ts'
import type { Call, Route } from './mastodon.ts'

export function timelineRoutes(): Route[] {
  return [
    { method: 'GET', path: '/api/v1/notifications', scope: 'read:notifications', handle: notifications },
    {
      method: 'GET',
      path: '/api/v1/notifications/unread_count',
      scope: 'read:notifications',
      handle: unreadCount,
    },
    {
      method: 'GET',
      path: '/api/v1/notifications/:id',
      scope: 'read:notifications',
      handle: oneNotification,
    },
    { method: 'GET', path: '/api/v1/timelines/tag/:tag', scope: 'read:statuses?', handle: tagTimeline },
    { method: 'GET', path: '/api/v1/timelines/home', scope: 'read:statuses', handle: homeTimeline },
    { method: 'GET', path: '/api/v1/timelines/public', scope: 'read:statuses?', handle: publicTimeline },
    { method: 'GET', path: '/api/v2/search', scope: 'read:search?', handle: search },
  ]
}

const noticeOrder = (notice: Notice, id: string): number => notice.id - Number(id)
const postOrder = (post: Post, id: string): number => compareIds(post.id, id)

function noticesFor({ setting, request }: Call): Notice[] {
  const types = request.params.list('types')
  const not = request.params.list('exclude_types')
  const account = request.params.get('account_id')
  return setting.world.notices.filter(
    (notice) =>
      (types.length === 0 || types.includes(notice.type)) &&
      !not.includes(notice.type) &&
      (account === undefined || accountJson(setting, setting.world.person(notice.person))['id'] === account),
  )
}

function notifications(call: Call): Answer {
  const { setting, request } = call
  const found = cutPage(noticesFor(call), cursorsOf(request.params, 40), noticeOrder)
  const keep = [
    ...kept(call, ['limit']),
    ...keptLists(call, ['types', 'exclude_types']),
    ...kept(call, ['account_id', 'include_filtered']),
  ]
  const link = linkHeader(
    request.url,
    found.map((notice) => String(notice.id)),
    keep,
  )
  return json(
    found.map((notice) => noticeJson(setting, notice)),
    200,
    link,
  )
}

function unreadCount(call: Call): Answer {
  return json({ count: Math.min(noticesFor(call).length, 100) })
}

function oneNotification({ setting, parts }: Call): Answer {
  const notice = setting.world.notices.find((each) => String(each.id) === parts['id'])
  return notice === undefined ? json({ error: 'Record not found' }, 404) : json(noticeJson(setting, notice))
}

/** Posts as a timeline. Only `keepNames` survive in the Link header: Mastodon forgets any[], all[] and none[] there. */
export function timeline(call: Call, rows: readonly Post[], keepNames: string[]): Answer {
  const { setting, request, grant } = call
  const found = cutPage(rows, cursorsOf(request.params, 20), postOrder)
  const link = linkHeader(
    request.url,
    found.map((post) => post.id),
    kept(call, keepNames),
  )
  return json(
    found.map((post) => statusJson(setting, post, grant?.asUser === true)),
    200,
    link,
  )
}

function tagTimeline(call: Call): Answer {
  const { setting, request, parts } = call
  const wanted = [parts['tag'] ?? '', ...request.params.list('any')].map(plainTag)
  const all = request.params.list('all').map(plainTag)
  const none = request.params.list('none').map(plainTag)
  const rows = setting.world.posts.filter(
    (post) =>
      post.visibility === 'public' &&
      wanted.some((tag) => post.tags.includes(tag)) &&
      all.every((tag) => post.tags.includes(tag)) &&
      !none.some((tag) => post.tags.includes(tag)) &&
      isWhere(call, post) &&
      (!request.params.flag('only_media') || post.pictures.length > 0),
  )
  return timeline(call, rows, ['local', 'limit', 'only_media'])
}

function plainTag(tag: string): string {
  return tag.replace(/^#/, '').toLowerCase()
}

function isWhere({ setting, request }: Call, post: Post): boolean {
  const home = setting.world.person(post.author).home
  if (request.params.flag('local')) return home === undefined
  return !request.params.flag('remote') || home !== undefined
}

function homeTimeline(call: Call): Answer {
  const { world } = call.setting
  const rows = world.posts.filter(
    (post) => (post.author === us || world.person(post.author).followed) && world.visible(post),
  )
  return timeline(call, rows, ['local', 'limit'])
}

function publicTimeline(call: Call): Answer {
  const rows = call.setting.world.posts.filter(
    (post) => post.visibility === 'public' && post.inReplyTo === undefined && isWhere(call, post),
  )
  return timeline(call, rows, ['local', 'remote', 'limit', 'only_media'])
}

function search(call: Call): Answer {
  const { setting, request, grant } = call
  const { params } = request
  const q = (params.get('q') ?? '').trim()
  const type = params.get('type')
  const wants = (name: string): boolean => type === undefined || type === name
  const posts = wants('statuses') && grant?.asUser === true ? statusesFor(call, q) : []
  const people = wants('accounts') ? [personByAcct(setting, q) ?? []].flat() : []
  const tags = wants('hashtags') ? tagsFor(call, q) : []
  return json({
    accounts: people.map((person) => accountJson(setting, person)),
    statuses: posts.map((post) => statusJson(setting, post, true)),
    hashtags: tags.map((name) => ({
      name,
      url: `${setting.origin}/tags/${encodeURIComponent(name)}`,
      history: [],
    })),
  })
}

function tagsFor({ setting }: Call, q: string): string[] {
  const start = plainTag(q)
  if (start === '') return []
  const tags = new Set(setting.world.posts.flatMap((post) => post.tags))
  return [...tags].filter((tag) => tag.startsWith(start)).slice(0, 20)
}

/** An address finds its post (with `resolve`, on other servers too); words find posts that hold all of them. */
function statusesFor({ setting, request }: Call, q: string): Post[] {
  const { world } = setting
  const { params } = request
  if (/^https?:\/\//.test(q)) {
    const found = world.posts.find((post) => statusUrl(setting, post) === q || statusUri(setting, post) === q)
    const allowed =
      found !== undefined && (params.flag('resolve') || world.person(found.author).home === undefined)
    return allowed && world.visible(found) ? [found] : []
  }
  if (!setting.fullTextSearch || q === '') return []
  const wanted = searchTerms(q)
  const rows = world.posts.filter(
    (post) =>
      world.visible(post) && wanted.every((term) => holds(setting.world.person(post.author).key, post, term)),
  )
  const cursors = cursorsOf(params, 20)
  const offset = Number(params.get('offset') ?? 0)
  const page = cutPage(rows, { ...cursors, limit: cursors.limit + offset }, postOrder)
  return page.slice(offset)
}

function searchTerms(q: string): string[] {
  return [...q.matchAll(/"([^"]+)"|(\S+)/g)].map((match) => (match[1] ?? match[2] ?? '').toLowerCase())
}

function holds(author: string, post: Post, term: string): boolean {
  if (term.startsWith('-') && term.length > 1) return !holds(author, post, term.slice(1))
  if (term.startsWith('from:')) return author === term.slice(5).replace(/^@/, '').split('@')[0]
  if (term.startsWith('#')) return post.tags.includes(term.slice(1))
  const words = `${post.warning} ${post.text}`.toLowerCase()
  if (!/^[\p{L}\p{N}]+$/u.test(term) || /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/.test(term))
    return words.includes(term)
  return new RegExp(`(?<![\\p{L}\\p{N}])${term}(?:s|es)?(?![\\p{L}\\p{N}])`, 'u').test(words)
}

function kept({ request }: Call, names: string[]): [string, string][] {
  return names.flatMap((name): [string, string][] => {
    const value = request.params.get(name)
    return value === undefined ? [] : [[name, value]]
  })
}

function keptLists({ request }: Call, names: string[]): [string, string][] {
  return names.flatMap((name) =>
    request.params.list(name).map((value): [string, string] => [`${name}[]`, value]),
  )
}
