import { json, type Answer } from '../message.ts'
import { compareIds } from '../ids.ts'
import { us, type Post } from '../world.ts'
import {
  answersTo,
  detailedUserJson,
  mentionedIn,
  noteJson,
  noticeJson,
  personById,
  postByUri,
} from './misskey-notes.ts'
import { refused, type MisskeyCall, type MisskeyRoute } from './misskey-route.ts'

/** What can be read: lists by `sinceId` and `untilId`, single notes, threads, users. */

/** An antenna that somebody made on the server's page, and a list of people. */
export const antenna = { id: '9antenna0001', name: 'Bread in the air', words: ['bread', 'rye'] }
export const regulars = { id: '9list0000001', name: 'Regulars', people: ['ana', 'greta', 'tomas', 'noor'] }

/**
 * A page as the server cuts it (QueryService.makePaginationQuery): with `sinceId` alone the oldest come first, else the
 * newest.
 */
export function cut<T extends { id: string }>({ request }: MisskeyCall, rows: readonly T[]): T[] {
  const { params } = request
  const limit = Math.min(100, Math.max(1, Number(params.get('limit') ?? 10) || 10))
  const [since, until] = [params.get('sinceId'), params.get('untilId')]
  const inside = rows
    .filter(({ id }) => since === undefined || order(id, since) > 0)
    .filter(({ id }) => until === undefined || order(id, until) < 0)
    .sort((a, b) => order(a.id, b.id))
  return since !== undefined && until === undefined
    ? inside.slice(0, limit)
    : inside.reverse().slice(0, limit)
}

function order(a: string, b: string): number {
  return compareIds(a.padStart(24, '0'), b.padStart(24, '0'))
}

function notes(wanted: (call: MisskeyCall, post: Post) => boolean): (call: MisskeyCall) => Answer {
  return (call) => {
    const { town, right } = call
    const isStranger = right === undefined
    const rows = town.world.posts.filter((post) => town.world.visible(post, isStranger) && wanted(call, post))
    return json(cut(call, rows).map((post) => noteJson(town, post, !isStranger)))
  }
}

/** One note that may be seen, or what is said where there is none. */
export function withNote(handle: (call: MisskeyCall, post: Post) => Answer): (call: MisskeyCall) => Answer {
  return (call) => {
    const id = call.request.params.get('noteId')
    if (id === undefined) return refused('INVALID_PARAM', { reason: "must have required property 'noteId'" })
    const post = call.town.world.post(id)
    const isSeen = post !== undefined && call.town.world.visible(post, call.right === undefined)
    return isSeen ? handle(call, post) : refused('NO_SUCH_NOTE')
  }
}

export function listRoutes(): MisskeyRoute[] {
  return [
    { endpoint: 'i/notifications', right: 'read:notifications', handle: notifications },
    {
      endpoint: 'notes/mentions',
      right: 'read:account',
      handle: notes(({ town }, post) => post.author !== us && mentionedIn(town, post).includes(us)),
    },
    {
      endpoint: 'notes/search-by-tag',
      handle: notes(({ request }, post) =>
        post.tags.includes((request.params.get('tag') ?? '').normalize('NFKC').toLowerCase()),
      ),
    },
    { endpoint: 'notes/search', handle: search },
    {
      endpoint: 'users/notes',
      handle: notes(({ town, request }, post) => {
        const person = personById(town.world, request.params.get('userId'))
        const hasReplies = request.params.flag('withReplies')
        return person?.key === post.author && (hasReplies || post.inReplyTo === undefined)
      }),
    },
    {
      endpoint: 'antennas/notes',
      right: 'read:account',
      handle: (call) =>
        call.request.params.get('antennaId') === antenna.id
          ? notes((_call, post) => antenna.words.some((word) => post.text.toLowerCase().includes(word)))(call)
          : refused('NO_SUCH_ANTENNA'),
    },
    {
      endpoint: 'antennas/show',
      right: 'read:account',
      handle: ({ request }) =>
        request.params.get('antennaId') === antenna.id
          ? json({ id: antenna.id, name: antenna.name, keywords: antenna.words.map((word) => [word]) })
          : refused('NO_SUCH_ANTENNA'),
    },
    {
      endpoint: 'notes/user-list-timeline',
      right: 'read:account',
      handle: (call) =>
        call.request.params.get('listId') === regulars.id
          ? notes((_call, post) => regulars.people.includes(post.author))(call)
          : refused('NO_SUCH_LIST'),
    },
    {
      endpoint: 'users/lists/show',
      right: 'read:account',
      handle: ({ request }) =>
        request.params.get('listId') === regulars.id
          ? json({ id: regulars.id, name: regulars.name, userIds: [], isPublic: false })
          : refused('NO_SUCH_LIST'),
    },
    {
      endpoint: 'notes/show',
      handle: withNote(({ town, right }, post) => json(noteJson(town, post, right !== undefined))),
    },
    { endpoint: 'notes/conversation', handle: withNote(conversation) },
    {
      endpoint: 'notes/replies',
      handle: (call) =>
        notes(({ town, request }, post) => {
          const parent = town.world.post(request.params.get('noteId') ?? '')
          return parent !== undefined && answersTo(town.world, parent).includes(post)
        })(call),
    },
    { endpoint: 'users/show', handle: showUser },
    { endpoint: 'ap/show', right: 'read:account', handle: findByUri },
  ]
}

function notifications(call: MisskeyCall): Answer {
  const { town } = call
  const rows = town.world.notices.flatMap((notice) => {
    const row = noticeJson(town, notice)
    return row === undefined ? [] : [{ id: String(row['id']), row }]
  })
  return json(cut(call, rows).map(({ row }) => row))
}

/** As the plain search does it: the words as they stand, anywhere in the text. */
function search(call: MisskeyCall): Answer {
  if (!call.setting.fullTextSearch || call.right === undefined) return refused('UNAVAILABLE')
  const query = call.request.params.get('query')?.toLowerCase()
  if (query === undefined) return refused('INVALID_PARAM', { reason: "must have required property 'query'" })
  return notes((_call, post) => post.text.toLowerCase().includes(query))(call)
}

/** What comes before, the nearest first. */
function conversation({ town, right, request }: MisskeyCall, post: Post): Answer {
  const { world } = town
  const above: Post[] = []
  for (let id = post.inReplyTo; id !== undefined;) {
    const parent = world.post(id)
    if (parent === undefined || !world.visible(parent, right === undefined)) break
    above.push(parent)
    id = parent.inReplyTo
  }
  const limit = Number(request.params.get('limit') ?? 10)
  return json(above.slice(0, limit).map((each) => noteJson(town, each, right !== undefined)))
}

function showUser({ town, request }: MisskeyCall): Answer {
  const { params } = request
  const name = params.get('username')
  const person =
    name === undefined
      ? personById(town.world, params.get('userId'))
      : town.world.findPerson(name, params.get('host'))
  return person === undefined ? refused('NO_SUCH_USER', {}, 404) : json(detailedUserJson(town, person))
}

function findByUri({ town, request }: MisskeyCall): Answer {
  const post = postByUri(town, request.params.get('uri') ?? '')
  return post === undefined || !town.world.visible(post)
    ? refused('NO_SUCH_OBJECT')
    : json({ type: 'Note', object: noteJson(town, post, true) })
}
