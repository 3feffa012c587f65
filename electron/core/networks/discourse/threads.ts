import { Failure } from '#shared/failure'
import type { Deletion, FetchedItem, NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { clientOf, clientOfName, type Client } from './client.ts'
import { itemsOf } from './parse.ts'
import { pendingIdOf, placeOfName, postName, refSpaceOf, type PostPlace } from './place.ts'
import { postsById, topicAround } from './topics.ts'
import { readPending, type WirePending, type WirePost } from './wire.ts'

/** The topic around a post, and whether posts are still there. */

const chunk = 50
/** Of longer topics, what is furthest from the post is left out. */
const mostChunks = 4

/** The topic of a post: all of it, or what is nearest to the post. */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string },
): Promise<Thread> {
  if (pendingIdOf(item.remoteId) !== undefined) return { items: [], refSpace: spaceOf(account) }
  const { topic, number } = placeOfName(item.remoteId)
  const client = clientOfName(ctx, account, item.remoteId)
  const { title, isPrivate, posts, stream } = await topicAround(client, topic, number)
  const have = new Set(posts.map(({ id }) => id))
  const centre = posts.find((post) => post.post_number === number)?.id
  const wanted = nearest(stream, stream.indexOf(centre ?? 0), chunk * mostChunks).filter(
    (id) => !have.has(id),
  )
  const rest: WirePost[] = []
  for (let from = 0; from < wanted.length; from += chunk)
    rest.push(...(await postsById(client, topic, wanted.slice(from, from + chunk))))
  const { items } = itemsOf([...posts, ...rest], client.viewer, () => ({ title, isPrivate }))
  const missing = stream.length - have.size - wanted.length
  return {
    items: items.toSorted((a, b) => a.createdMs - b.createdMs),
    refSpace: refSpaceOf(client.viewer.site),
    ...(missing > 0 ? { missing } : {}),
  }
}

/** The first of a list, and at most `most` around a place in it. Pure. */
export function nearest(ids: readonly number[], at: number, most: number): number[] {
  const from = Math.max(0, Math.min(at - Math.floor(most / 2), ids.length - most))
  return [...new Set([...ids.slice(0, 1), ...ids.slice(from, from + most)])]
}

export const recheckBatch = 20

/** Reads posts again, topic by topic: one request brings up to twenty neighbours. */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const items: FetchedItem[] = []
  const deletions: Deletion[] = []
  const posts = refs.filter((ref) => pendingIdOf(ref) === undefined)
  for (const [, ofTopic] of Map.groupBy(posts, (ref) => ref.replace(/\/\d+$/, ''))) {
    const seen = await recheckTopic(clientOfName(ctx, account, ofTopic[0] ?? ''), ofTopic.map(placeOfName))
    items.push(...seen.items)
    deletions.push(...seen.deletions)
  }
  const waiting = refs.filter((ref) => pendingIdOf(ref) !== undefined)
  if (waiting.length > 0 && account !== null)
    deletions.push(...(await decided(clientOf(ctx, account), waiting)))
  return { items, deletions, refSpace: spaceOf(account, refs[0]) }
}

function spaceOf(account: NetworkAccount | null, ref = ''): string {
  return refSpaceOf(account?.host ?? placeOfName(ref).site)
}

async function recheckTopic(
  client: Client,
  places: readonly PostPlace[],
): Promise<{ items: FetchedItem[]; deletions: Deletion[] }> {
  const items: FetchedItem[] = []
  const deletions: Deletion[] = []
  const left = new Map(places.map((place) => [place.number, place]))
  for (const place of places) {
    if (!left.has(place.number)) continue
    const found = await topicIfThere(client, place)
    if (found === undefined) {
      // The whole topic is gone, or closed to us.
      deletions.push(...[...left.values()].map((one) => ({ ref: postName(client.viewer.site, one) })))
      break
    }
    const { title, isPrivate } = found
    const asked = found.posts.filter((post) => left.has(post.post_number))
    const seen = itemsOf(asked, client.viewer, () => ({ title, isPrivate }))
    items.push(...seen.items)
    deletions.push(...seen.deletions)
    for (const { post_number: number } of asked) left.delete(number)
    // The forum shows the neighbours of a post that is not there.
    if (left.delete(place.number)) deletions.push({ ref: postName(client.viewer.site, place) })
  }
  return { items, deletions }
}

async function topicIfThere(client: Client, { topic, number }: PostPlace) {
  try {
    return await topicAround(client, topic, number)
  } catch (error) {
    if (error instanceof Failure && isGone(error, client)) return undefined
    throw error
  }
}

/** What an account is refused is gone for it; to a stranger the whole forum may have closed, which deletes nothing. */
function isGone({ code }: Failure, { signedIn }: Client): boolean {
  return code === 'gone' || (code === 'forbidden' && signedIn)
}

/** Of our posts that waited, those that wait no more: they stand in their topic now, or were refused. */
async function decided(client: Client, names: readonly string[]): Promise<Deletion[]> {
  const waiting = await pendingOf(client)
  if (waiting === undefined) return []
  const ids = new Set(waiting.map(({ id }) => id))
  return names.filter((name) => !ids.has(pendingIdOf(name) ?? 0)).map((ref) => ({ ref }))
}

/** What of ours waits to be let through; undefined where a forum does not tell its members. */
export async function pendingOf(client: Client): Promise<WirePending[] | undefined> {
  try {
    const name = encodeURIComponent(client.viewer.username ?? '')
    return readPending(await client.json(`/posts/${name}/pending.json`), client.host)
  } catch (error) {
    if (error instanceof Failure && (error.code === 'gone' || error.code === 'forbidden')) return undefined
    throw error
  }
}
