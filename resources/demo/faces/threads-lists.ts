import type { TownRequest } from '../message.ts'
import { us, type Post } from '../world.ts'
import { GraphRefusal, parseFields, project } from './facebook-fields.ts'
import {
  below,
  findPost,
  isShown,
  mediaId,
  mediaNode,
  noSuch,
  personNamed,
  rootOf,
  topicTag,
  type ThreadsWorld,
} from './threads-media.ts'
import { demand, notAllowed, type Bearer } from './threads-tokens.ts'

/** The lists of the Threads API: newest first, with cursors and nothing that says where they end. */

export interface ListAsked {
  at: ThreadsWorld
  bearer: Bearer
  request: TownRequest
}

export function ownPosts({ at, request }: ListAsked): Record<string, unknown> {
  const own = at.world.posts.filter((post) => post.author === us && post.inReplyTo === undefined)
  return listOf(at, own.reverse(), request, ['root_post', 'replied_to', 'is_reply', 'hide_status'])
}

export function ownReplies({ at, bearer, request }: ListAsked): Record<string, unknown> {
  demand(bearer, 'threads_read_replies')
  const own = at.world.posts.filter((post) => post.author === us && post.inReplyTo !== undefined)
  return listOf(at, own.reverse(), request, ['hide_status'])
}

export function mentions({ at, bearer, request }: ListAsked): Record<string, unknown> {
  demand(bearer, 'threads_manage_mentions')
  const naming = at.world.posts.filter(
    (post) => post.author !== us && post.mentions.includes(us) && isShown(bearer, post.author),
  )
  return listOf(at, naming.reverse(), request, ['hide_status', 'is_reply_owned_by_me'])
}

/** Of an app that was not approved only our own posts are searched. */
export function search({ at, bearer, request }: ListAsked): Record<string, unknown> {
  demand(bearer, 'threads_keyword_search')
  const { params } = request
  const q = params.get('q') ?? ''
  if (q.trim() === '')
    throw new GraphRefusal(100, 'Param q must be a non-empty string', undefined, 'THApiException')
  const isTag = params.get('search_mode') === 'TAG'
  const wanted = wordsIn(q)
  const found = at.world.posts.filter((post) => {
    if (bearer.approved ? !isShown(bearer, post.author) : post.author !== us) return false
    if (isTag) return topicTag(post)?.toLowerCase() === q.toLowerCase()
    const there = wordsIn(post.text)
    return wanted.every((word) => there.includes(word))
  })
  return listOf(at, found.reverse(), request, ['hide_status', 'is_reply_owned_by_me', 'owner'])
}

/** Public profiles with a thousand followers, for apps that were approved. */
export function profilePosts({ at, bearer, request }: ListAsked): Record<string, unknown> {
  demand(bearer, 'threads_profile_discovery')
  const person = personNamed(at.world, request.params.get('username') ?? '')
  if (!bearer.approved) throw notAllowed()
  if (person === undefined || person.followers < 1000 || !isShown(bearer, person.key))
    throw new GraphRefusal(100, 'Param username is not the name of a public profile', 33, 'THApiException')
  const posts = at.world.posts.filter((post) => post.author === person.key && post.inReplyTo === undefined)
  return listOf(at, posts.reverse(), request, ['owner', 'hide_status', 'root_post', 'replied_to'])
}

/** What stands below a post of ours: everything (`conversation`), or what directly answers it (`replies`). */
export function belowPost(
  { at, bearer, request }: ListAsked,
  id: string,
  edge: string,
): Record<string, unknown> {
  demand(bearer, 'threads_read_replies')
  const post = findPost(at, id)
  if (post === undefined) throw noSuch(id)
  if (rootOf(at.world, post).author !== us) throw notAllowed()
  if (edge === 'conversation' && post.inReplyTo !== undefined) throw noSuch(id)
  const all = edge === 'conversation' ? below(at.world, post) : [...at.world.repliesTo(post.id)].reverse()
  if (request.params.get('reverse') === 'false') all.reverse()
  return listOf(at, all, request, [])
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

/** One page. Fields that a list does not know make it refuse all, as the real one does. */
function listOf(
  at: ThreadsWorld,
  posts: readonly Post[],
  { params }: TownRequest,
  unknown: readonly string[],
): Record<string, unknown> {
  const fields = parseFields(params.get('fields') ?? 'id')
  const wrong = fields.find(({ name }) => unknown.includes(name))
  if (wrong !== undefined)
    throw new GraphRefusal(
      100,
      `Tried accessing nonexisting field (${wrong.name})`,
      undefined,
      'THApiException',
    )
  const sinceMs = Number(params.get('since') ?? 0) * 1000
  const untilMs = params.get('until') === undefined ? Infinity : Number(params.get('until')) * 1000
  if (untilMs <= sinceMs)
    throw new GraphRefusal(100, 'Param since must be less than until', undefined, 'THApiException')
  const within = posts.filter(({ createdMs }) => createdMs >= sinceMs && createdMs <= untilMs)
  const asked = Number.parseInt(params.get('limit') ?? '25', 10)
  if (Number.isNaN(asked) || asked < 0 || asked > 100)
    throw new GraphRefusal(100, 'Param limit must be between 0 and 100', undefined, 'THApiException')
  const start = startOf(within, params.get('after'))
  const page = within.slice(start, start + asked)
  const [first, last] = [page[0], page.at(-1)]
  return {
    data: page.map((post) => project(mediaNode(at, post), fields)),
    ...(first === undefined || last === undefined
      ? {}
      : { paging: { cursors: { before: cursorOf(first), after: cursorOf(last) } } }),
  }
}

function startOf(posts: readonly Post[], after: string | undefined): number {
  if (after === undefined || after === '') return 0
  const id = Buffer.from(after, 'base64').toString().replace('after ', '')
  return posts.findIndex((post) => mediaId(post) === id) + 1
}

function cursorOf(post: Post): string {
  return Buffer.from(`after ${mediaId(post)}`).toString('base64')
}
