import { readPost, wireThreadNode, type ReadPost } from './wire.ts'

/** Deepest nesting that is followed: a thread is asked for with fewer levels. */
const deepest = 1200

/** A place in a thread that holds no post that can be shown: deleted, blocked, or broken. */
export interface Hole {
  uri: string | undefined
  /** The post whose answer it is; above the post that was asked for nobody tells. */
  parentUri: string | undefined
}

/** Posts of a thread, and the places that hold none. */
export interface ThreadPosts {
  posts: ReadPost[]
  holes: Hole[]
}

/**
 * The posts of a nested thread (app.bsky.feed.defs#threadViewPost), ancestors first. Pure; walks without recursion,
 * since the depth is in the hands of strangers.
 */
export function threadPosts(focus: unknown): ThreadPosts {
  const above: ReadPost[] = []
  const holes: Hole[] = []
  let next = parentOf(focus)
  for (let level = 0; next !== undefined && level < deepest; level += 1) {
    const post = postOf(next)
    if (post === undefined) holes.push({ uri: uriOf(next), parentUri: undefined })
    else above.unshift(post)
    next = parentOf(next)
  }
  const below: ReadPost[] = []
  let level: { node: unknown; parentUri: string | undefined }[] = [{ node: focus, parentUri: undefined }]
  for (let depth = 0; level.length > 0 && depth < deepest; depth += 1) {
    const deeper: typeof level = []
    for (const { node, parentUri } of level) {
      const post = postOf(node)
      if (post === undefined) holes.push({ uri: uriOf(node), parentUri })
      else below.push(post)
      const replies = wireThreadNode.safeParse(node).data?.replies ?? []
      deeper.push(...replies.map((reply) => ({ node: reply, parentUri: post?.post.uri })))
    }
    level = deeper
  }
  return { posts: [...above, ...below], holes }
}

/** Two looks at one thread as one: each post and each hole once, as the second look shows it. Pure. */
export function merged(first: ThreadPosts, second: ThreadPosts): ThreadPosts {
  const posts = new Map([...first.posts, ...second.posts].map((each) => [each.post.uri, each]))
  const holes = new Map<unknown, Hole>()
  for (const hole of [...first.holes, ...second.holes]) {
    if (hole.uri !== undefined && posts.has(hole.uri)) continue
    // The look from above knows whose answer it is.
    const known = holes.get(hole.uri ?? hole)
    holes.set(hole.uri ?? hole, { ...hole, parentUri: hole.parentUri ?? known?.parentUri })
  }
  return { posts: [...posts.values()], holes: [...holes.values()] }
}

/** Holes, and answers that the counts tell of and that are not here: below the depth asked for, or not shown to us. Pure. */
export function missingIn({ posts, holes }: ThreadPosts): number {
  const answers = new Map<string | undefined, number>()
  const parents = [
    ...posts.map(({ post }) => post.record.reply?.parent.uri),
    ...holes.map(({ parentUri }) => parentUri),
  ]
  for (const parent of parents) answers.set(parent, (answers.get(parent) ?? 0) + 1)
  return posts.reduce(
    (sum, { post }) => sum + Math.max(0, (post.replyCount ?? 0) - (answers.get(post.uri) ?? 0)),
    holes.length,
  )
}

function parentOf(node: unknown): unknown {
  return wireThreadNode.safeParse(node).data?.parent
}

function postOf(node: unknown): ReadPost | undefined {
  return readPost(wireThreadNode.safeParse(node).data?.post)
}

function uriOf(node: unknown): string | undefined {
  return wireThreadNode.safeParse(node).data?.uri
}
