import { Failure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import type { Client, Graph } from './client.ts'
import { instagramCommentFields, mediaMarkFields, mediaWithComments } from './fields.ts'
import { nodesOf } from './nodes.ts'
import type { Viewer } from './parse.ts'
import { instagramCommentItem, mediaItem } from './parse-instagram.ts'
import { missingForInstagram, scopeWords } from './scopes.ts'
import type { Mark } from './watch.ts'
import {
  readEdge,
  readInnerEdge,
  wireInstagramComment,
  wireMedia,
  wireMediaMark,
  type Read,
  type WireInstagramComment,
  type WireMedia,
} from './wire.ts'

/** What is said below the pictures of the Instagram professional account that belongs to the Page. */

const watchedPictures = 50
/** Pages of one picture's comments at most. */
const mostPages = 5
export const instagramScope = 'instagram_manage_comments'

/** Throws with words where the Page has no such account, or the token may not read it. */
export function refuseWithoutInstagram({ facts }: Pick<Client, 'facts'>): string {
  if (facts.igId === undefined)
    throw new Failure(
      'not-supported',
      `${facts.pageName} has no Instagram professional account linked to it, or the token does not show it. Link it on Facebook, then sign in again.`,
    )
  const missing = missingForInstagram(facts.scopes)
  if (missing.length > 0)
    throw new Failure(
      'forbidden',
      `The token lacks ${missing.map(scopeWords).join(', ')}. Sign in again with a new one.`,
    )
  return facts.igId
}

export async function mediaMarks(client: Client): Promise<Mark[]> {
  const igId = refuseWithoutInstagram(client)
  const data = await client.ask(`/${igId}/media`, {
    query: { fields: mediaMarkFields, limit: String(watchedPictures) },
    scope: 'instagram_basic',
    instagram: true,
  })
  return readEdge(wireMediaMark, data).nodes.map(({ node }) => ({
    id: node.id,
    mark: String(node.comments_count ?? ''),
  }))
}

/** Pictures and what was said below them; one page of comments on the first look, all of them later. */
export async function commentsOnPictures(
  graph: Graph,
  viewer: Viewer,
  ids: readonly string[],
  isFirstLook: boolean,
): Promise<FetchedItem[]> {
  const pictures = await nodesOf(graph, wireMedia, ids, mediaWithComments, {
    scope: instagramScope,
    instagram: true,
  })
  const items: FetchedItem[] = []
  for (const picture of pictures.values())
    items.push(...(await pictureThread(graph, viewer, picture, isFirstLook ? 1 : mostPages)).items)
  return items
}

/** A picture with its comments and their replies. */
export async function pictureThread(
  graph: Graph,
  viewer: Viewer,
  picture: Read<WireMedia>,
  pages = mostPages,
): Promise<{ items: FetchedItem[]; missing: number }> {
  const { id } = picture.node
  let page = readInnerEdge(wireInstagramComment, picture.node.comments)
  const comments = [...(page?.nodes ?? [])]
  for (let asked = 1; asked < pages && page?.after !== undefined; asked += 1) {
    const { after } = page
    const data = await graph.ask(`/${id}/comments`, {
      query: {
        fields: `${instagramCommentFields},replies.limit(50){${instagramCommentFields}}`,
        limit: '50',
        after,
      },
      scope: instagramScope,
      instagram: true,
    })
    const next = readEdge(wireInstagramComment, data)
    comments.push(...next.nodes)
    page = next.after === after ? undefined : next
  }
  const below = comments.flatMap((comment) => withReplies(comment, id, viewer))
  return {
    items: [mediaItem(picture, viewer), ...below],
    missing: Math.max(0, (picture.node.comments_count ?? below.length) - below.length),
  }
}

function withReplies(comment: Read<WireInstagramComment>, root: string, viewer: Viewer): FetchedItem[] {
  const place = { instagram: true, root, comment: comment.node.id }
  const replies = readInnerEdge(wireInstagramComment, comment.node.replies)?.nodes ?? []
  return [
    instagramCommentItem(comment, place, viewer),
    ...replies.map((reply) => instagramCommentItem(reply, { ...place, reply: reply.node.id }, viewer)),
  ]
}
