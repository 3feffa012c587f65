import { Failure } from '#shared/failure'
import type { FetchedItem, NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { postFields } from './fields.ts'
import { itemsOf, refSpace } from './parse.ts'
import { paidPage } from './pull.ts'
import type { ReadPage, WirePost } from './wire.ts'

/** The conversation around a post, and whether posts are still there. Each post costs money, so little is asked for. */

export const recheckBatch = 100
/** Replies of a conversation, newest first. */
const mostReplies = 50
/** Posts above one that is answered, one request each. */
const mostAbove = 4

export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  if (account === null)
    throw new Failure('not-supported', 'A conversation of X needs an account. Sign in first.')
  const client = clientOf(ctx, account)
  const first = await lookup(ctx, client, [item.ref])
  const [focus] = first.posts
  if (focus === undefined)
    throw new Failure('gone', 'This post is not at X any more, or its author hides it.')
  const pages = [
    first,
    await replies(ctx, client, focus.conversationId ?? focus.id),
    ...(await above(ctx, client, focus)),
  ]
  const posts = byId(pages)
  const items = pages.flatMap((page) => itemsOf(page, client.me))
  return { items: unique(items), refSpace, missing: missingIn(posts) }
}

/** Search finds the replies of the last seven days; what they answer is looked up one by one. */
function replies(ctx: NetworkContext, client: Client, conversationId: string): Promise<ReadPage> {
  const options = { ...postFields, query: `conversation_id:${conversationId}`, max_results: mostReplies }
  return paidPage(ctx, client, 'post-read', async (api) => (await api.search(options)).data, mostReplies)
}

/** What the post answers, upwards to the beginning, or as far as is worth it. */
async function above(ctx: NetworkContext, client: Client, post: WirePost): Promise<ReadPage[]> {
  const pages: ReadPage[] = []
  let next = parentOf(post)
  const root = post.conversationId
  if (next !== undefined && root !== undefined && root !== next && root !== post.id) {
    // The beginning says what it is all about: it comes with the first step.
    const page = await lookup(ctx, client, [next, root])
    pages.push(page)
    next = parentOf(page.posts.find(({ id, versions }) => id === next || versions.includes(next ?? '')))
  }
  while (next !== undefined && next !== root && pages.length < mostAbove) {
    const page = await lookup(ctx, client, [next])
    pages.push(page)
    next = parentOf(page.posts[0])
  }
  if (next !== undefined && next === root && pages.length === 0) pages.push(await lookup(ctx, client, [next]))
  return pages
}

function parentOf(post: WirePost | undefined): string | undefined {
  return post?.references.find(({ type }) => type === 'replied_to')?.id
}

function lookup(ctx: NetworkContext, client: Client, ids: readonly string[]): Promise<ReadPage> {
  return paidPage(ctx, client, 'post-read', (api) => api.tweets([...ids], postFields), ids.length)
}

function byId(pages: readonly ReadPage[]): WirePost[] {
  return [...new Map(pages.flatMap(({ posts }) => posts).map((post) => [post.id, post])).values()]
}

function unique(items: readonly FetchedItem[]): FetchedItem[] {
  return [...new Map(items.map((item) => [item.remoteId, item])).values()]
}

/** Replies that the counts tell of and that are not here. */
function missingIn(posts: readonly WirePost[]): number {
  const answers = new Map<string, number>()
  for (const post of posts) {
    const parent = parentOf(post)
    if (parent !== undefined) answers.set(parent, (answers.get(parent) ?? 0) + 1)
  }
  return posts.reduce((sum, post) => sum + Math.max(0, (post.replies ?? 0) - (answers.get(post.id) ?? 0)), 0)
}

/** Asks whether posts are still there and how they read now, at most a hundred. What is deleted or hidden is gone for us too. */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (account === null)
    throw new Failure('not-supported', 'Posts of X are looked at again with an account only.')
  const client = clientOf(ctx, account)
  const page = await lookup(ctx, client, refs)
  const gone = new Set(
    page.problems
      .filter(({ type = '' }) => /resource-not-found|not-authorized/.test(type))
      .map((problem) => problem.resource_id ?? problem.value),
  )
  return {
    items: itemsOf(page, client.me),
    deletions: refs.filter((ref) => gone.has(ref)).map((ref) => ({ ref })),
    refSpace,
  }
}
