import { Failure } from '#shared/failure'
import type { NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf } from './client.ts'
import { itemsOf, refSpace } from './parse.ts'
import { postsAtOnce, postsByUri } from './posts.ts'
import { threadPosts } from './thread-posts.ts'
import { wireThread, type ReadPost } from './wire.ts'

/** Threads around a post, and whether posts are still there. */

const depth = '100'
export const recheckBatch = postsAtOnce

/** The thread as the AppView shows it to this account: without what is blocked, deleted or hidden by its author. */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string },
): Promise<Thread> {
  const client = clientOf(ctx, needed(account))
  const data = await client.get('app.bsky.feed.getPostThread', {
    uri: item.remoteId,
    depth,
    parentHeight: depth,
  })
  const nested = readOne(wireThread, data, client.host, 'a thread')
  const { posts, holes } = threadPosts(nested.thread)
  if (posts.length === 0)
    throw new Failure('bad-response', `${client.host} answered with a thread that cannot be understood.`)
  return { items: itemsOf(posts, client.viewer), refSpace, missing: holes + missingIn(posts) }
}

/** Answers that the counts tell of and that are not here: below the depth asked for, or not shown to us. */
function missingIn(posts: readonly ReadPost[]): number {
  const answers = new Map<string, number>()
  for (const { post } of posts) {
    const parent = post.record.reply?.parent.uri
    if (parent !== undefined) answers.set(parent, (answers.get(parent) ?? 0) + 1)
  }
  return posts.reduce(
    (sum, { post }) => sum + Math.max(0, (post.replyCount ?? 0) - (answers.get(post.uri) ?? 0)),
    0,
  )
}

/** Posts that the AppView does not show any more count as deleted; edits do not exist here. */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const client = clientOf(ctx, needed(account))
  const found = await postsByUri(client, refs)
  const deletions = refs.filter((ref) => !found.has(ref)).map((ref) => ({ ref }))
  // An AppView that shows nothing at all may be in trouble, and has not lost all of them at once.
  if (found.size === 0 && refs.length > 0)
    await client.get('app.bsky.actor.getProfile', { actor: client.facts.did })
  return { items: itemsOf([...found.values()], client.viewer), deletions, refSpace }
}

function needed(account: NetworkAccount | null): NetworkAccount {
  if (account !== null) return account
  throw new Failure('signed-out', 'Bluesky shows this to signed-in accounts only. Sign in first.')
}
