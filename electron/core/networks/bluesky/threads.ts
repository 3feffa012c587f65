import { Failure } from '#shared/failure'
import type { NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, type Client } from './client.ts'
import { itemsOf, refSpace } from './parse.ts'
import { postsAtOnce, postsByUri } from './posts.ts'
import { merged, missingIn, threadPosts, type ThreadPosts } from './thread-posts.ts'
import { wireThread } from './wire.ts'

/** Threads around a post, and whether posts are still there. */

const depth = '100'
export const recheckBatch = postsAtOnce

/** The whole thread as the AppView shows it to this account: without what is blocked, deleted or hidden by its author. */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string },
): Promise<Thread> {
  const client = clientOf(ctx, needed(account))
  const around = await lookFrom(client, item.remoteId)
  if (around.posts.length === 0)
    throw new Failure('bad-response', `${client.host} answered with a thread that cannot be understood.`)
  const focus = around.posts.find(({ post }) => post.uri === item.remoteId)
  const root = focus?.post.record.reply?.root.uri ?? item.remoteId
  // A look from a reply shows what is above and below it, and none of the other branches.
  const whole = root === item.remoteId ? around : merged(await lookFromRoot(client, root), around)
  return { items: itemsOf(whole.posts, client.viewer), refSpace, missing: missingIn(whole) }
}

async function lookFrom(client: Client, uri: string): Promise<ThreadPosts> {
  const data = await client.get('app.bsky.feed.getPostThread', { uri, depth, parentHeight: depth })
  return threadPosts(readOne(wireThread, data, client.host, 'a thread').thread)
}

/** Nothing where the root is not shown to us any more: what is around the item is still there. */
async function lookFromRoot(client: Client, uri: string): Promise<ThreadPosts> {
  try {
    return await lookFrom(client, uri)
  } catch (error) {
    const isHidden = error instanceof Failure && (error.code === 'gone' || error.code === 'forbidden')
    if (isHidden) return { posts: [], holes: [] }
    throw error
  }
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
