import { Failure } from '#shared/failure'
import type { FetchedItem, Json, Page } from '../types.ts'
import type { Client } from './client.ts'
import { conversationOf } from './conversations.ts'
import { postFields } from './fields.ts'
import { once } from './lists.ts'
import { isRepost, itemOf } from './parse.ts'
import { afterStep, placeIn, planRound, stepOf, watchedPosts, type RoundPlace } from './round.ts'
import { demand } from './scopes.ts'
import { pageLimit } from './walk.ts'
import { readList, wirePost } from './wire.ts'

/** What is said below our own posts. */
export async function replies(
  client: Client,
  cursor: Json,
  nowMs: number,
): Promise<Omit<Page, 'refSpace' | 'nextPollMs'>> {
  demand(client.facts.scopes, ['threads_read_replies'])
  const before = placeIn(cursor)
  const { at, posts } =
    before?.walk === undefined ? await beginRound(client, before, nowMs) : { at: before, posts: [] }
  const items = [...posts]
  const cuts: number[] = []
  for (const { id, sinceMs } of stepOf(at)) {
    const below = await belowOf(client, id, sinceMs, at.walk?.isFirst === true)
    items.push(...below.items)
    if (!below.isWhole) cuts.push(Math.min(...below.items.map(({ createdMs }) => createdMs)))
  }
  const step = afterStep(at, cuts.length === 0 ? undefined : Math.max(...cuts))
  return {
    items: once(items),
    ...step,
    ...(step.coveredFromMs === undefined
      ? {}
      : { holeReason: 'More was said below one post than Earshot asks for in one look.' }),
  }
}

/** Our newest posts, of which those that are asked for the first time come as items. */
async function beginRound(
  client: Client,
  before: RoundPlace | undefined,
  nowMs: number,
): Promise<{ at: RoundPlace; posts: FetchedItem[] }> {
  const data = await client.ask('/me/threads', {
    query: { fields: postFields, limit: String(watchedPosts) },
    scope: 'threads_basic',
  })
  const own = readList(wirePost, data).nodes.filter((read) => !isRepost(read))
  const at = planRound(
    before,
    own.map(({ node }) => ({ id: node.id, hasReplies: node.has_replies !== false })),
    nowMs,
  )
  const asked = new Set(at.walk?.todo)
  const posts = own.filter(({ node }) => asked.has(node.id) && at.heard[node.id] === undefined)
  return { at, posts: posts.map((read) => itemOf(read, client.facts)) }
}

/** A post that was deleted since the list was read says nothing more. */
async function belowOf(
  client: Client,
  id: string,
  sinceMs: number | undefined,
  isFirst: boolean,
): Promise<{ items: FetchedItem[]; isWhole: boolean }> {
  try {
    return await conversationOf(client, id, { sinceMs, ...(isFirst ? { most: pageLimit } : {}) })
  } catch (error) {
    if (error instanceof Failure && error.code === 'gone') return { items: [], isWhole: true }
    throw error
  }
}
