import type { FetchedItem } from '../types.ts'
import type { Client, Graph } from './client.ts'
import { commentFields, postMarkFields, postWithComments } from './fields.ts'
import { nodesOf } from './nodes.ts'
import { commentItem, commentPlace, postItem, type Viewer } from './parse.ts'
import type { Mark } from './watch.ts'
import {
  readEdge,
  readInnerEdge,
  wireComment,
  wireMark,
  wirePost,
  type Edge,
  type Read,
  type WireComment,
  type WirePost,
} from './wire.ts'

/** What is said below the posts of a Page. */

/** Posts looked at in one list; what is said below older ones is not heard. */
export const watchedPosts = 100
const pageLimit = 100
/** Pages of one post's comments at most. */
const mostPages = 5
export const readScope = 'pages_read_user_content'

/** The newest posts of the Page's wall with their marks. */
export async function postMarks(client: Client): Promise<Mark[]> {
  const data = await client.ask(`/${client.facts.pageId}/feed`, {
    query: { fields: postMarkFields, limit: String(watchedPosts) },
    scope: 'pages_read_engagement',
  })
  return readEdge(wireMark, data).nodes.map(({ node }) => ({
    id: node.id,
    mark: `${node.updated_time} ${String(node.comments?.summary?.total_count ?? '')}`,
  }))
}

/** Posts and what was said below them, since a time or the newest of it. Posts that are gone are left out. */
export async function commentsBelow(
  graph: Graph,
  viewer: Viewer,
  ids: readonly string[],
  sinceMs: number | undefined,
): Promise<FetchedItem[]> {
  const fields = postWithComments(sinceMs === undefined ? 50 : pageLimit, sinceMs)
  const posts = await nodesOf(graph, wirePost, ids, fields, { scope: readScope })
  const items: FetchedItem[] = []
  for (const post of posts.values()) {
    const first = readInnerEdge(wireComment, post.node.comments)
    const rest = sinceMs === undefined ? [] : await restOf(graph, post.node.id, first, sinceMs)
    items.push(...itemsOf(post, [...(first?.nodes ?? []), ...rest], viewer))
  }
  return items
}

/** A whole thread, and how many comments it has that were not given. */
export async function wholeThread(
  graph: Graph,
  viewer: Viewer,
  post: Read<WirePost>,
): Promise<{ items: FetchedItem[]; missing: number }> {
  const first = readInnerEdge(wireComment, post.node.comments)
  const comments = [...(first?.nodes ?? []), ...(await restOf(graph, post.node.id, first, 0))]
  return {
    items: itemsOf(post, comments, viewer),
    missing: Math.max(0, (first?.total ?? comments.length) - comments.length),
  }
}

function itemsOf(
  post: Read<WirePost>,
  comments: readonly Read<WireComment>[],
  viewer: Viewer,
): FetchedItem[] {
  const { id } = post.node
  return [
    postItem(post, viewer),
    ...comments.map((comment) => commentItem(comment, commentPlace(comment.node, id), viewer)),
  ]
}

/** The pages after the first one. Newest first is a wish that ranked comments do not heed: then all are looked at. */
async function restOf(
  graph: Graph,
  postId: string,
  first: Edge<WireComment> | undefined,
  sinceMs: number,
): Promise<Read<WireComment>[]> {
  const rest: Read<WireComment>[] = []
  let page = first
  for (let pages = 1; pages < mostPages && page?.after !== undefined; pages += 1) {
    if (isPast(page.nodes, sinceMs)) break
    const { after } = page
    const data = await graph.ask(`/${postId}/comments`, {
      query: {
        fields: commentFields,
        filter: 'stream',
        order: 'reverse_chronological',
        limit: String(pageLimit),
        after,
        ...(sinceMs === 0 ? {} : { since: String(Math.floor(sinceMs / 1000)) }),
      },
      scope: readScope,
    })
    const next = readEdge(wireComment, data)
    rest.push(...next.nodes)
    // A cursor that leads back to itself ends the walk.
    page = next.after === after ? { ...next, after: undefined } : next
  }
  return rest
}

/** True if these are newest first and the last of them was said before. */
function isPast(nodes: readonly Read<WireComment>[], sinceMs: number): boolean {
  const times = nodes.map(({ node }) => node.created_time)
  const isSorted = times.every((time, index) => time <= (times[index - 1] ?? Number.POSITIVE_INFINITY))
  return isSorted && (times.at(-1) ?? sinceMs) < sinceMs
}
