import { Failure } from '#shared/failure'
import type { Deletion, FetchedItem, NetworkContext, Page, Thread } from '../types.ts'
import { search, tree } from './client.ts'
import { itemOfNode, itemsOfHits, refSpace, type Viewer } from './parse.ts'
import { itemOfName, type Place } from './place.ts'
import type { WireHit, WireNode } from './wire.ts'

/** Threads around a story or comment, and whether they are still there. */

export const recheckBatch = 20
/** Of a longer story only the part around the item is kept. */
const mostItems = 500

/** The story of an item: whole, or where it is very long, the way down to the item and all below it. */
export async function thread(ctx: NetworkContext, item: { remoteId: string }): Promise<Thread> {
  const { place, id } = itemOfName(item.remoteId)
  const near = await tree(ctx, place, id)
  const storyId = near[0]?.story_id
  const isStory = storyId === undefined || String(storyId) === id
  const nodes = isStory ? near : await tree(ctx, place, String(storyId))
  const [story] = nodes
  const kept = nodes.length <= mostItems ? nodes : around(nodes, Number(id)).slice(0, mostItems)
  const viewer: Viewer = { place }
  const comments = nodes.filter((node) => node.type === 'comment' && node.author !== undefined).length
  const items = kept.flatMap((node) => itemOfNode(node, viewer, story?.title, comments) ?? [])
  const living = nodes.filter((node) => node.author !== undefined).length
  return { items, refSpace, missing: living - items.length }
}

/** The way from the story down to one node, and everything below that node. Pure. */
export function around(nodes: readonly WireNode[], id: number): WireNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const above: WireNode[] = []
  for (let node = byId.get(id); node !== undefined; node = byId.get(node.parent_id ?? 0)) above.unshift(node)
  const below = new Set([id])
  // Each node stands before those below it.
  const rest = nodes.filter((node) => {
    const isBelow = node.parent_id !== undefined && below.has(node.parent_id)
    if (isBelow) below.add(node.id)
    return isBelow
  })
  return [...above, ...rest]
}

/**
 * Stories are found by one search; what is left is asked for one by one, for comments cannot be searched by number.
 * What was deleted or flagged away is absent from both.
 */
export async function recheck(ctx: NetworkContext, refs: string[]): Promise<Omit<Page, 'cursor' | 'more'>> {
  const items: FetchedItem[] = []
  const deletions: Deletion[] = []
  for (const group of Map.groupBy(refs, (ref) => itemOfName(ref).place.api).values()) {
    const place = itemOfName(group[0] ?? '').place
    const named = new Map(group.map((ref) => [itemOfName(ref).id, ref]))
    const stories = await storiesOf(ctx, place, [...named.keys()])
    items.push(...itemsOfHits(stories, { place }))
    const found = new Set(stories.map((hit) => hit.objectID))
    const nodes: WireNode[] = []
    for (const [id, ref] of named) {
      if (found.has(id)) continue
      const node = await nodeOf(ctx, place, id)
      if (node?.author === undefined) deletions.push({ ref })
      else nodes.push(node)
    }
    items.push(...(await titled(ctx, place, nodes)))
  }
  return { items, deletions, refSpace }
}

async function storiesOf(ctx: NetworkContext, place: Place, ids: readonly string[]): Promise<WireHit[]> {
  if (ids.length === 0) return []
  const wanted = new Set(ids)
  const hits = await search(ctx, place, {
    tags: `(story,poll),(${ids.map((id) => `story_${id}`).join(',')})`,
  })
  return hits.filter((hit) => wanted.has(hit.objectID))
}

async function nodeOf(ctx: NetworkContext, place: Place, id: string): Promise<WireNode | undefined> {
  try {
    return (await tree(ctx, place, id))[0]
  } catch (error) {
    if (error instanceof Failure && error.code === 'gone') return undefined
    throw error
  }
}

/** Comments under the titles of their stories, as a search tells them. */
async function titled(ctx: NetworkContext, place: Place, nodes: readonly WireNode[]): Promise<FetchedItem[]> {
  const ids = [
    ...new Set(nodes.flatMap((node) => (node.story_id === undefined ? [] : [String(node.story_id)]))),
  ]
  const stories = await storiesOf(ctx, place, ids)
  const titles = new Map(stories.map((hit) => [Number(hit.objectID), hit.title]))
  return nodes.flatMap((node) => itemOfNode(node, { place }, titles.get(node.story_id ?? 0)) ?? [])
}
