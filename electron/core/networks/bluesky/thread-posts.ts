import { readPost, wireThreadNode, type ReadPost } from './wire.ts'

/** Deepest nesting that is followed: a thread is asked for with fewer levels. */
const deepest = 1200

/**
 * The posts of a nested thread (app.bsky.feed.defs#threadViewPost), ancestors first, and how many places hold none:
 * deleted, blocked, or broken. Pure; walks without recursion, since the depth is in the hands of strangers.
 */
export function threadPosts(focus: unknown): { posts: ReadPost[]; holes: number } {
  const above: ReadPost[] = []
  let holes = 0
  let next = parentOf(focus)
  for (let level = 0; next !== undefined && level < deepest; level += 1) {
    const post = postOf(next)
    if (post === undefined) holes += 1
    else above.unshift(post)
    next = parentOf(next)
  }
  const below: ReadPost[] = []
  let level: unknown[] = [focus]
  for (let depth = 0; level.length > 0 && depth < deepest; depth += 1) {
    const deeper: unknown[] = []
    for (const node of level) {
      const post = postOf(node)
      if (post === undefined) holes += 1
      else below.push(post)
      deeper.push(...(wireThreadNode.safeParse(node).data?.replies ?? []))
    }
    level = deeper
  }
  return { posts: [...above, ...below], holes }
}

function parentOf(node: unknown): unknown {
  return wireThreadNode.safeParse(node).data?.parent
}

function postOf(node: unknown): ReadPost | undefined {
  return readPost(wireThreadNode.safeParse(node).data?.post)
}
