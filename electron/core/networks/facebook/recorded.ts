import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { FetchedItem, Recorded } from '../types.ts'
import { commentItem, commentPlace, postItem, type Viewer } from './parse.ts'
import { instagramCommentItem, mediaItem } from './parse-instagram.ts'
import {
  readInnerEdge,
  readNode,
  wireComment,
  wireInstagramComment,
  wireMedia,
  wireNodes,
  wirePost,
} from './wire.ts'

/**
 * Items of a recorded answer: an edge, several nodes by their ids, or one node, with what came below them. Nobody is
 * signed in, so nothing is ours. Throws bad-response where nothing of it is a post or a comment.
 */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const data = parseJson({ ...recorded, status: 200 })
  const nodes = listOf(data)
  const items = nodes.flatMap((node) => itemsIn(node, ownerOf(recorded.url)))
  if (items.length === 0 && (nodes.length > 0 || !isEdge(data)))
    throw new Failure('bad-response', 'This answer of Facebook holds no posts and no comments.')
  return items
}

const viewer: Viewer = { pageId: '' }

function isEdge(data: unknown): data is { data: unknown[] } {
  return typeof data === 'object' && data !== null && 'data' in data && Array.isArray(data.data)
}

function listOf(data: unknown): unknown[] {
  if (isEdge(data)) return data.data
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return []
  if ('id' in data) return [data]
  return Object.values(wireNodes.parse(data))
}

/** The node whose edge it is: `/v26.0/NODE/comments`. */
function ownerOf(url: string): string {
  return URL.canParse(url) ? (/\/([^/]+)\/(?:comments|replies)$/.exec(new URL(url).pathname)?.[1] ?? '') : ''
}

function itemsIn(value: unknown, owner: string): FetchedItem[] {
  const media = readNode(wireMedia, value)
  if (media !== undefined) {
    const below = readInnerEdge(wireInstagramComment, media.node.comments)?.nodes ?? []
    return [mediaItem(media, viewer), ...below.flatMap(({ raw }) => instagramComments(raw, media.node.id))]
  }
  const onInstagram = instagramComments(value, owner)
  if (onInstagram.length > 0) return onInstagram
  const comment = readNode(wireComment, value)
  if (comment === undefined) return []
  // Only comments say whether they can be answered and how often they were.
  if (owner !== '' || 'can_comment' in comment.raw || 'comment_count' in comment.raw)
    return [commentItem(comment, commentPlace(comment.node, owner === '' ? 'unknown' : owner), viewer)]
  const post = readNode(wirePost, value)
  if (post === undefined) return []
  const below = readInnerEdge(wireComment, post.node.comments)?.nodes ?? []
  return [
    postItem(post, viewer),
    ...below.map((read) => commentItem(read, commentPlace(read.node, post.node.id), viewer)),
  ]
}

function instagramComments(value: unknown, root: string): FetchedItem[] {
  const comment = readNode(wireInstagramComment, value)
  // `text` and `timestamp` are Instagram's names; a media node has a type as well and was read before.
  if (comment === undefined || !('text' in comment.raw)) return []
  const place = { instagram: true, root: root === '' ? 'unknown' : root, comment: comment.node.id }
  const replies = readInnerEdge(wireInstagramComment, comment.node.replies)?.nodes ?? []
  return [
    instagramCommentItem(comment, place, viewer),
    ...replies.map((reply) => instagramCommentItem(reply, { ...place, reply: reply.node.id }, viewer)),
  ]
}
