import { json, type Answer, type TownRequest } from '../message.ts'
import { us } from '../world.ts'
import { commentOf, threadOf, type Reader } from './youtube-entities.ts'
import {
  commentsOff,
  invalid,
  noComment,
  notYours,
  noVideo,
  Refusal,
  refused,
  unprocessed,
} from './youtube-refusals.ts'
import { ourChannel, type Comment, type Moderation } from './youtube-town.ts'

/** Replies, comments on videos, and what the keeper of a channel decides. */

const longest = 10_000
const how = { isPlain: false, withVideo: true, withStatus: true }

/** A field of the body, which was flattened by its first names only. */
function snippetOf({ params }: TownRequest): Record<string, unknown> {
  const text = params.get('snippet')
  const value: unknown = text === undefined ? undefined : JSON.parse(text)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function textIn(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '')
    throw new Refusal(invalid('commentTextRequired', 'Comment text is required.'))
  if (value.length > longest) throw new Refusal(invalid('commentTextTooLong', 'Comment text is too long.'))
  // As the real one answers control characters.
  if (value.includes('\u0000')) throw new Refusal(unprocessed())
  return value
}

export function reply(reader: Reader, request: TownRequest): Answer {
  const { tube } = reader
  const { parentId, textOriginal } = snippetOf(request)
  const text = textIn(textOriginal)
  const parent = tube.comment(typeof parentId === 'string' ? parentId : '')
  if (parent === undefined || parent.top !== undefined || tube.statusOf(parent) === 'rejected')
    throw new Refusal(noComment('parentCommentNotFound'))
  if (!parent.video.open) throw new Refusal(commentsOff())
  const said = tube.world.say({ author: us, text, inReplyTo: parent.post.id })
  return json(commentOf(reader, commentAt(reader, said.id), how))
}

export function comment(reader: Reader, request: TownRequest): Answer {
  const { tube } = reader
  const { videoId, topLevelComment } = snippetOf(request)
  const inner = fieldOf(fieldOf(topLevelComment, 'snippet'), 'textOriginal')
  const text = textIn(inner)
  const video = tube.video(typeof videoId === 'string' ? videoId : '')
  if (video === undefined) throw new Refusal(noVideo())
  if (!video.open) throw new Refusal(commentsOff())
  const said = tube.world.say({ author: us, text, inReplyTo: video.post.id })
  return json(threadOf(reader, commentAt(reader, said.id), { how, withReplies: false, shows: () => true }))
}

const decisions: Readonly<Record<string, Moderation>> = {
  published: 'published',
  heldForReview: 'heldForReview',
  rejected: 'rejected',
}

export function decide({ tube }: Reader, { params }: TownRequest): Answer {
  const wanted = params.get('moderationStatus') ?? ''
  const status = Object.hasOwn(decisions, wanted) ? decisions[wanted] : undefined
  if (status === undefined)
    throw new Refusal(refused(400, 'invalidModerationStatus', 'Invalid moderation status.'))
  const found = (params.get('id') ?? '').split(',').map((id) => tube.comment(id))
  for (const one of found) {
    if (one === undefined) throw new Refusal(noComment())
    if (one.video.channel !== ourChannel) throw new Refusal(notYours())
  }
  for (const one of found) if (one !== undefined) tube.decide(one, status)
  return { status: 204, headers: {}, body: '' }
}

function commentAt({ tube }: Reader, postId: string): Comment {
  const post = tube.world.post(postId)
  const found = post === undefined ? undefined : tube.commentOf(post)
  if (found === undefined) throw new RangeError(`there is no comment ${postId}`)
  return found
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
