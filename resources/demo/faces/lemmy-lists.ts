import type { Params } from '../message.ts'
import { communityOf, partsOf, type Board, type Entry } from './lemmy-board.ts'
import type { Refused } from './lemmy-sessions.ts'
import { inboxJson, notificationJson, viewJson, type Shape } from './lemmy-shapes.ts'

/** The lists of both versions, newest first: 0.19 by numbers of pages, 1.0 by cursors. */

export type Lists = (shape: Shape, params: Params, route: string) => { body: object } | Refused | undefined

const mostAtOnce = 50
const usualAtOnce = 10
/** Trees are given whole, up to here. */
const mostOfTree = 300

/** What is asked for in a list of posts or comments, whatever the version. */
function wantedBy({ board, offset }: Shape, params: Params): ((entry: Entry) => boolean) | undefined {
  const name = params.get('community_name')?.replace(/@.*$/, '')
  const isKnown = name === undefined || board.all('post', (one) => communityOf(one).name === name).length > 0
  if (!isKnown) return undefined
  const postId = params.get('post_id')
  const parentId = Number(params.get('parent_id') ?? offset) - offset
  return (entry) =>
    (name === undefined || communityOf(entry).name === name) &&
    (postId === undefined || entry.root.id + offset === Number(postId)) &&
    (parentId === 0 || entry.path.includes(parentId)) &&
    // Deleted comments are holes in a tree, and in no other list.
    (!entry.gone || params.get('max_depth') !== undefined)
}

function found(board: Board, kind: Entry['kind'], words: string): Entry[] {
  const shape = words
    .split(/[ %]+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  const wanted = new RegExp(shape, 'isu')
  return board.all(kind, ({ post, gone }) => {
    const { title, body } = partsOf(post)
    return !gone && wanted.test(kind === 'post' ? `${title}\n${body}` : post.text)
  })
}

function limitOf(params: Params): number | Refused {
  const limit = Number(params.get('limit') ?? usualAtOnce)
  if (params.get('max_depth') !== undefined) return mostOfTree
  return Number.isInteger(limit) && limit >= 1 && limit <= mostAtOnce
    ? limit
    : { error: 'invalid_fetch_limit' }
}

const notFound: Refused = { error: 'not_found', status: 404 }

export const olderLists: Lists = (shape, params, route) => {
  const limit = limitOf(params)
  if (typeof limit !== 'number') return limit
  const first = (Math.max(1, Number(params.get('page') ?? 1)) - 1) * limit
  const paged = (entries: Entry[]) => entries.slice(first, first + limit)
  const views = (entries: Entry[]) => paged(entries).map((entry) => viewJson(shape, entry))
  const { board } = shape
  const me = shape.me === undefined ? undefined : board.world.person(shape.me)
  switch (route) {
    case 'GET /user/replies':
    case 'GET /user/mention': {
      if (me === undefined) return { error: 'incorrect_login', status: 401 }
      const isReplies = route === 'GET /user/replies'
      const entries = board.all('comment', (one) =>
        isReplies ? board.isReplyTo(one, me.key) : board.isMentionOf(one, me.key),
      )
      const what = isReplies ? 'comment_reply' : 'person_mention'
      const list = paged(entries).map((entry) => inboxJson(shape, entry, what, me))
      return { body: { [isReplies ? 'replies' : 'mentions']: list } }
    }
    case 'GET /user': {
      const person = personAsked(shape, params)
      if (person === undefined) return { error: 'couldnt_find_person', status: 404 }
      const by = ({ post, gone }: Entry) => post.author === person.key && !gone
      return { body: { comments: views(board.all('comment', by)), posts: views(board.all('post', by)) } }
    }
    case 'GET /search': {
      const [kind, q] = [params.get('type_'), params.get('q') ?? '']
      const of = (one: Entry['kind'], name: string) =>
        kind === name || kind === 'All' ? views(found(board, one, q)) : []
      const [comments, posts] = [of('comment', 'Comments'), of('post', 'Posts')]
      return { body: { type_: kind ?? 'All', comments, posts, communities: [], users: [] } }
    }
    case 'GET /post/list':
    case 'GET /comment/list': {
      const wanted = wantedBy(shape, params)
      if (wanted === undefined) return { error: 'couldnt_find_community', status: 404 }
      const isPosts = route === 'GET /post/list'
      const list = views(board.all(isPosts ? 'post' : 'comment', wanted))
      return { body: { [isPosts ? 'posts' : 'comments']: list } }
    }
    default:
      return undefined
  }
}

function personAsked({ board, offset }: Shape, params: Params) {
  const id = params.get('person_id')
  return board.personBy(id === undefined ? undefined : Number(id) - offset, params.get('username'))
}

export const newerLists: Lists = (shape, params, route) => {
  const limit = limitOf(params)
  if (typeof limit !== 'number') return limit
  const { board } = shape
  const me = shape.me === undefined ? undefined : board.world.person(shape.me)
  const plain = (entries: Entry[], name = 'items') =>
    paged(entries, limit, params, (entry) => viewJson(shape, entry), name)
  const typed = (entries: Entry[], name = 'items') =>
    paged(entries, limit, params, (entry) => ({ type_: entry.kind, ...viewJson(shape, entry) }), name)
  switch (route) {
    case 'GET /account/notification/list': {
      if (me === undefined) return { error: 'not_logged_in' }
      const type = params.get('type_') ?? 'all'
      const kindOf = (one: Entry) =>
        board.isReplyTo(one, me.key) ? 'reply' : board.isMentionOf(one, me.key) ? 'mention' : undefined
      const entries = board.all(undefined, (one) => {
        const kind = kindOf(one)
        return !one.gone && kind !== undefined && (type === 'all' || type === kind)
      })
      return paged(entries, limit, params, (one) => notificationJson(shape, one, kindOf(one) ?? 'reply', me))
    }
    case 'GET /person/content': {
      const person = personAsked(shape, params)
      if (person === undefined) return notFound
      return typed(board.all(undefined, ({ post, gone }) => post.author === person.key && !gone))
    }
    case 'GET /search': {
      const q = params.get('q') ?? ''
      const type = params.get('type_') ?? 'all'
      const of = (kind: Entry['kind'], name: string) =>
        type === name || type === 'all' ? found(board, kind, q) : []
      return typed([...of('comment', 'comments'), ...of('post', 'posts')], 'search')
    }
    case 'GET /post/list':
    case 'GET /comment/list': {
      const wanted = wantedBy(shape, params)
      if (wanted === undefined) return notFound
      return plain(board.all(route === 'GET /post/list' ? 'post' : 'comment', wanted))
    }
    default:
      return undefined
  }
}

/** A page after a cursor, which names the last of the page before; a short first page has none. */
function paged(
  entries: readonly Entry[],
  limit: number,
  params: Params,
  shown: (entry: Entry) => object,
  name = 'items',
): { body: object } | Refused {
  const cursor = params.get('page_cursor')
  const at = cursor === undefined ? -1 : entries.findIndex((entry) => cursorOf(entry) === cursor)
  if (cursor !== undefined && at === -1) return { error: 'couldnt_parse_pagination_token' }
  const list = entries.slice(at + 1, at + 1 + limit)
  const last = list.length < limit ? undefined : list.at(-1)
  return {
    body: {
      [name]: list.map(shown),
      ...(last === undefined ? {} : { next_page: cursorOf(last) }),
    },
  }
}

function cursorOf({ kind, id }: Entry): string {
  return Buffer.from(`b=false&d=${kind === 'post' ? 'P' : 'C'},${id}&r=false`).toString('base64url')
}
