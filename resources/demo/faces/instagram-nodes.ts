import { us, type Post, type World } from '../world.ts'
import { edgePage, GraphRefusal, type Field, type GraphNode } from './facebook-fields.ts'
import { below, graphTime, topOf } from './facebook-nodes.ts'

/** The bakery's Instagram professional account: its own pictures, and what is said below them. */

export const instagramId = '17841400001234567'
export const instagramName = 'crumb.bakery'

export interface InstagramWorld {
  world: World
  origin: string
  hidden: Set<string>
}

/** Pictures come as the bakery's own posts; what others write at the root is not theirs to read. */
export function pictures(world: World): Post[] {
  return world.posts.filter((post) => post.inReplyTo === undefined && post.author === us).reverse()
}

export function instagramNodeId(post: Post): string {
  return `17${post.id}`
}

/** Throws GraphRefusal 100/33 where there is no such picture or comment. */
export function instagramPost({ world }: InstagramWorld, id: string): Post {
  const post = id.startsWith('17') ? world.post(id.slice(2)) : undefined
  if (post === undefined)
    throw new GraphRefusal(
      100,
      `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
      33,
      'IGApiException',
    )
  return post
}

function usernameOf(post: Post): string {
  return post.author === us ? instagramName : post.author
}

export function mediaNode(at: InstagramWorld, post: Post): GraphNode {
  const { world, origin } = at
  const id = instagramNodeId(post)
  const comments = below(world, post)
  const tops = comments.filter((each) => topOf(world, each) === undefined).reverse()
  return {
    kind: 'Media',
    id,
    values: {
      id,
      caption: post.text,
      timestamp: graphTime(post.createdMs),
      permalink: `${origin}/instagram/p/${post.id}/`,
      media_type: 'IMAGE',
      media_url: `${origin}/system/media_attachments/${post.pictures[0]?.name ?? 'loaf'}.png`,
      thumbnail_url: undefined,
      username: usernameOf(post),
      comments_count: comments.length,
      like_count: post.likes,
    },
    edges: {
      comments: (field) => instagramComments(at, tops, `${id}/comments`, field),
    },
  }
}

export function instagramCommentNode(at: InstagramWorld, post: Post): GraphNode {
  const { world } = at
  const id = instagramNodeId(post)
  const top = topOf(world, post)
  const replies = world.posts.filter((each) => each !== post && topOf(world, each) === post)
  return {
    kind: 'ShadowIGComment',
    id,
    values: {
      id,
      text: post.text.replaceAll(`@${us}`, `@${instagramName}`),
      timestamp: graphTime(post.createdMs),
      username: usernameOf(post),
      from: { id: `178${post.author.length}${post.id.slice(-8)}`, username: usernameOf(post) },
      like_count: post.likes,
      hidden: at.hidden.has(post.id),
      parent_id: top === undefined ? undefined : instagramNodeId(top),
      media: undefined,
    },
    edges: {
      replies: (field) => instagramComments(at, replies, `${id}/replies`, field),
    },
  }
}

export function instagramComments(
  at: InstagramWorld,
  rows: readonly Post[],
  path: string,
  { args, fields }: Pick<Field, 'args' | 'fields'>,
): Record<string, unknown> {
  return edgePage(
    rows.map((post) => instagramCommentNode(at, post)),
    { url: `${at.origin}/v26.0/${path}`, args, fields, usual: 'id,text,timestamp', mostAtOnce: 50 },
  )
}
