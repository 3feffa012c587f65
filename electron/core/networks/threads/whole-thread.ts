import { Failure } from '#shared/failure'
import type { FetchedItem, NetworkAccount, NetworkContext, Thread } from '../types.ts'
import type { Client } from './client.ts'
import { conversationOf, isOurs, isWithheld, itemAlone, postById } from './conversations.ts'
import { once } from './lists.ts'
import { itemOf, refSpace } from './parse.ts'
import { signedIn } from './pull.ts'
import { placeOf } from './ref.ts'
import type { Read, WirePost } from './wire.ts'

/** Posts above a reply, where the conversation itself is not shown. */
const mostAbove = 12

/**
 * The conversation around an item. Below posts of ours all of it; below those of others Threads shows single posts
 * only, so that what was answered is followed up to the root.
 */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  const client = signedIn(ctx, account)
  const { id, root = id } = placeOf(item.ref)
  const top = await postById(client, root)
  const below = await everythingBelow(client, root, isOurs(client, top))
  const items =
    below === undefined
      ? await upwards(client, id, top)
      : [...(top === undefined ? [] : [itemOf(top, client.facts)]), ...below]
  if (items.length === 0)
    throw new Failure('gone', 'Threads does not have this (any more), or does not show it to this app.')
  return { items: once(items), refSpace }
}

/** Undefined where the conversation is not ours to read. */
async function everythingBelow(
  client: Client,
  root: string,
  ours: boolean,
): Promise<FetchedItem[] | undefined> {
  try {
    return (await conversationOf(client, root, { ours })).items
  } catch (error) {
    if (isWithheld(error)) return undefined
    throw error
  }
}

async function upwards(client: Client, id: string, top: Read<WirePost> | undefined): Promise<FetchedItem[]> {
  const found: Read<WirePost>[] = top === undefined ? [] : [top]
  const seen = new Set(found.map(({ node }) => node.id))
  let next: string | undefined = id
  for (let steps = 0; steps < mostAbove && next !== undefined && !seen.has(next); steps += 1) {
    seen.add(next)
    const read: Read<WirePost> | undefined = await postById(client, next)
    if (read !== undefined) found.push(read)
    next = read?.node.replied_to?.id
  }
  return found.map((read) =>
    isOurs(client, top) && read !== top
      ? itemOf(read, client.facts, { ours: true })
      : itemAlone(client, read),
  )
}
