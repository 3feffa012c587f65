import { json, type Answer } from '../message.ts'
import { us, type Post, type Visibility } from '../world.ts'
import { noteJson, userIdOf } from './misskey-notes.ts'
import { withNote } from './misskey-lists.ts'
import { refused, type MisskeyCall, type MisskeyRoute } from './misskey-route.ts'

/** What can be written: notes, and reactions to them. Nothing here knows a repeat. */

const visibilities: Readonly<Record<string, Visibility>> = {
  public: 'public',
  home: 'unlisted',
  followers: 'private',
  specified: 'direct',
}

/** Longest note, as the server says of itself in `meta`. */
export const maxNoteTextLength = 3000

/** Who has blocked the bakery here. */
const blockers = ['coinparcel']

export function writingRoutes(): MisskeyRoute[] {
  const write = 'write:notes'
  return [
    { endpoint: 'notes/create', right: write, handle: create },
    {
      endpoint: 'notes/delete',
      right: write,
      handle: withNote(({ town }, post) => {
        if (post.author !== us) return refused('ACCESS_DENIED')
        town.world.remove(post.id)
        return nothing
      }),
    },
    { endpoint: 'notes/reactions/create', right: 'write:reactions', handle: withNote(react) },
    {
      endpoint: 'notes/reactions/delete',
      right: 'write:reactions',
      handle: withNote((_call, post) => {
        if (!post.liked) return refused('NOT_REACTED')
        post.liked = false
        post.likes -= 1
        return nothing
      }),
    },
  ]
}

const nothing: Answer = { status: 204, headers: {}, body: '' }

function react({ request }: MisskeyCall, post: Post): Answer {
  if (request.params.get('reaction') === undefined)
    return refused('INVALID_PARAM', { reason: "must have required property 'reaction'" })
  if (blockers.includes(post.author)) return refused('YOU_HAVE_BEEN_BLOCKED')
  if (post.liked) return refused('ALREADY_REACTED')
  post.liked = true
  post.likes += 1
  return nothing
}

function create(call: MisskeyCall): Answer {
  const { town, request } = call
  const { params } = request
  const text = params.get('text') ?? ''
  const replyId = params.get('replyId')
  const parent = replyId === undefined ? undefined : town.world.post(replyId)
  const wrong = wrongWith(text, params.get('cw'), params.get('visibility') ?? 'public')
  if (wrong !== undefined) return wrong
  if (replyId !== undefined && (parent === undefined || !town.world.visible(parent)))
    return refused('NO_SUCH_REPLY_TARGET')
  if (parent !== undefined && blockers.includes(parent.author)) return refused('YOU_HAVE_BEEN_BLOCKED')
  const visibility = visibilities[params.get('visibility') ?? 'public'] ?? 'public'
  if (parent?.visibility === 'direct' && visibility !== 'direct')
    return refused('CANNOT_REPLY_TO_SPECIFIED_VISIBILITY_NOTE_WITH_EXTENDED_VISIBILITY')
  const post = town.world.say({
    author: us,
    text,
    inReplyTo: parent?.id,
    visibility: narrowed(visibility, parent),
    warning: params.get('cw'),
    mentions: visibility === 'direct' ? readersOf(call) : undefined,
    program: 'Earshot',
  })
  return json({ createdNote: noteJson(town, post, true) })
}

function wrongWith(text: string, cw: string | undefined, visibility: string): Answer | undefined {
  const invalid = (param: string, reason: string): Answer => refused('INVALID_PARAM', { param, reason })
  if (text.trim() === '') return refused('CONTENT_REQUIRED')
  if ([...text].length > maxNoteTextLength)
    return invalid('#/properties/text/maxLength', `must NOT have more than ${maxNoteTextLength} characters`)
  if ([...(cw ?? '')].length > 100)
    return invalid('#/properties/cw/maxLength', 'must NOT have more than 100 characters')
  return Object.hasOwn(visibilities, visibility)
    ? undefined
    : invalid('#/properties/visibility/enum', 'must be equal to one of the allowed values')
}

/** The server itself shows an answer to fewer people where what is answered is not public. */
function narrowed(visibility: Visibility, parent: Post | undefined): Visibility {
  return visibility === 'public' && parent !== undefined && parent.visibility !== 'public'
    ? 'unlisted'
    : visibility
}

function readersOf({ town, request }: MisskeyCall): string[] {
  const ids = request.params.list('visibleUserIds')
  return [...town.world.people.values()]
    .filter((person) => ids.includes(userIdOf(person)))
    .map(({ key }) => key)
}
