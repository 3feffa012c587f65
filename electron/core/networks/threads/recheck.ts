import { Failure } from '#shared/failure'
import type { FetchedItem, NetworkAccount, NetworkContext, Page } from '../types.ts'
import type { Client } from './client.ts'
import { conversationOf, isOurs, isWithheld, itemAlone, postById } from './conversations.ts'
import { refSpace } from './parse.ts'
import { signedIn } from './pull.ts'
import { placeOf, type Place } from './ref.ts'
import { lacking } from './scopes.ts'
import { readList, wireId } from './wire.ts'

/**
 * Items as they are now. Threads says the same of what was deleted and of what it does not show to an app (100/33), so
 * that a refusal alone proves nothing:
 * - what stands below a post of ours is looked for in its conversation, which is shown whole to us, and only to us;
 * - anything else counts as deleted only while other posts of other people are shown, so that it cannot be the app.
 */

/** Single posts are asked for one by one. */
export const recheckBatch = 20

export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const client = signedIn(ctx, account)
  const wanted = refs.map((ref) => ({ ref, place: placeOf(ref) }))
  const found: FetchedItem[] = []
  const gone: string[] = []
  const alone: typeof wanted = []
  for (const [root, replies] of byRoot(wanted)) {
    const ids = new Set(replies.map(({ place }) => place.id))
    const below = root === undefined ? undefined : await conversation(client, root)
    const there = new Map((below?.items ?? []).map((item) => [item.remoteId, item]))
    found.push(...[...there.values()].filter(({ remoteId }) => ids.has(remoteId)))
    const missing = replies.filter(({ place }) => !there.has(place.id))
    const isSure = missing.length > 0 && root !== undefined && below?.isWhole === true
    if (isSure && isOurs(client, await postById(client, root))) gone.push(...missing.map(({ ref }) => ref))
    else alone.push(...missing)
  }
  const doubtful: string[] = []
  let othersAreShown = false
  for (const { ref, place } of alone) {
    const read = await postById(client, place.id)
    const item = read === undefined ? undefined : itemAlone(client, read)
    if (item === undefined) doubtful.push(ref)
    else found.push(item)
    othersAreShown ||= item?.mine === false
  }
  if (doubtful.length > 0 && (othersAreShown || (await showsOthers(client)))) gone.push(...doubtful)
  return { items: found, deletions: gone.map((ref) => ({ ref })), refSpace }
}

function byRoot<T extends { place: Place }>(wanted: readonly T[]): Map<string | undefined, T[]> {
  const groups = new Map<string | undefined, T[]>()
  for (const one of wanted) groups.set(one.place.root, [...(groups.get(one.place.root) ?? []), one])
  return groups
}

/** Undefined where the conversation is not ours to read, or its root is gone. */
async function conversation(
  client: Client,
  root: string,
): Promise<{ items: FetchedItem[]; isWhole: boolean } | undefined> {
  try {
    return await conversationOf(client, root)
  } catch (error) {
    if (isWithheld(error)) return undefined
    throw error
  }
}

/** Whether the newest post that mentions us, of which Threads itself tells, is shown by its id too. */
async function showsOthers(client: Client): Promise<boolean> {
  if (lacking(client.facts.scopes, ['threads_manage_mentions']).length > 0) return false
  try {
    const data = await client.ask('/me/mentions', {
      query: { fields: 'id', limit: '1' },
      scope: 'threads_manage_mentions',
    })
    const [newest] = readList(wireId, data).nodes
    if (newest === undefined) return false
    return (await postById(client, newest.node.id)) !== undefined
  } catch (error) {
    if (error instanceof Failure && error.code === 'forbidden') return false
    throw error
  }
}
