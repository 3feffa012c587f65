import { Failure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import type { Client } from './client.ts'
import { replyFields } from './fields.ts'
import { isSame, itemOf } from './parse.ts'
import { pageLimit } from './walk.ts'
import { readList, readNode, wirePost, type Read, type WirePost } from './wire.ts'

/** What stands below a post, and single posts by their ids. */

/** Of one conversation at most. How long its pages are is up to Threads: no document says that it heeds `limit` here. */
const mostReplies = 500
const mostPages = 20

/**
 * Everything below a post, newest first (docs/threads, replies and conversations), until what was said before
 * `sinceMs`. `ours`: the post is our own. `isWhole`: nothing newer was left out. Throws forbidden or gone where the
 * conversation is not shown, as those below posts of others.
 */
export async function conversationOf(
  client: Client,
  root: string,
  {
    sinceMs,
    most = mostReplies,
    ours = true,
  }: { sinceMs?: number | undefined; most?: number; ours?: boolean } = {},
): Promise<{ items: FetchedItem[]; isWhole: boolean }> {
  const items = new Map<string, FetchedItem>()
  let after: string | undefined
  for (let pages = 0; pages < mostPages && items.size < most; pages += 1) {
    const data = await client.ask(`/${root}/conversation`, {
      query: { fields: replyFields, reverse: 'true', limit: String(pageLimit), after },
      scope: 'threads_read_replies',
    })
    const list = readList(wirePost, data)
    for (const read of list.nodes) {
      const item = itemOf(withRoot(read, root), client.facts, { ours })
      items.set(item.remoteId, item)
    }
    const oldestMs = Math.min(...list.nodes.map(({ node }) => node.timestamp))
    const isOver = list.after === undefined || list.after === after || oldestMs < (sinceMs ?? 0)
    if (isOver) return { items: [...items.values()], isWhole: true }
    after = list.after
  }
  return { items: [...items.values()], isWhole: false }
}

/** It was asked for by its root, which is left out where the root was changed meanwhile. */
function withRoot(read: Read<WirePost>, root: string): Read<WirePost> {
  return read.node.root_post === undefined
    ? { ...read, node: { ...read.node, root_post: { id: root } } }
    : read
}

/** One post by its id; undefined where it is gone, or not shown to this app. */
export async function postById(client: Client, id: string): Promise<Read<WirePost> | undefined> {
  try {
    const data = await client.ask(`/${id}`, { query: { fields: replyFields }, scope: 'threads_basic' })
    const read = readNode(wirePost, data)
    if (read === undefined)
      throw new Failure('bad-response', 'Threads answered with something else than a post.')
    return read
  } catch (error) {
    if (isWithheld(error)) return undefined
    throw error
  }
}

/** An item made of one post that was asked for by itself. */
export function itemAlone(client: Client, read: Read<WirePost>): FetchedItem {
  return itemOf(read, client.facts)
}

export function isOurs(client: Client, read: Read<WirePost> | undefined): boolean {
  return read !== undefined && isSame(read.node.username, client.facts.username)
}

/** Threads says the same of what is gone and of what it does not show. */
export function isWithheld(error: unknown): boolean {
  return error instanceof Failure && (error.code === 'gone' || error.code === 'forbidden')
}
