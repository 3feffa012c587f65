import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { Deletion, FetchedItem, NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { clientOf } from './as-account.ts'
import { strangerClient, type Client } from './client.ts'
import { mostOfTree, readOne, resolveRef, treeOf } from './objects.ts'
import { isGone, itemsOf } from './parse.ts'
import { homeOf, readRef, refOf, refSpaceOf, type Ref } from './place.ts'
import { refuseSignedOut } from './sign-in.ts'
import { whichApi } from './which-api.ts'
import type { Said } from './wire.ts'

/** Threads around a post or comment, and whether such are still there. */

/** Servers cannot be asked for several at once. */
export const recheckBatch = 10

/**
 * The post of an item with its comments: all of them where there are no more than three hundred, else those of the
 * part that holds the item. Without an account, as the server that keeps the item shows it to anybody.
 */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  const { client, ref } =
    account === null ? await atHome(ctx, item.remoteId) : await asAccount(ctx, account, item)
  const focus = await readOne(client, ref)
  const { comment } = focus
  const post = comment === undefined ? focus : await readOne(client, { kind: 'post', id: comment.postId })
  const total = post.replies ?? 0
  const top = Number(comment?.path?.split('.')[1] ?? comment?.id ?? 0)
  const below = comment !== undefined && total > mostOfTree ? top : undefined
  const comments = await treeOf(client, post.post.id, below)
  const views = [post, ...comments, ...(comment === undefined ? [] : [focus])]
  const { items } = itemsOf(views, client.viewer)
  // Servers count what is there, without what was deleted.
  return { items, refSpace: refSpaceOf(client.server), missing: Math.max(0, total - (items.length - 1)) }
}

async function asAccount(
  ctx: NetworkContext,
  account: NetworkAccount,
  item: { remoteId: string; ref: string },
): Promise<{ client: Client; ref: Ref }> {
  const client = clientOf(ctx, account)
  return { client, ref: await resolveRef(client, item) }
}

async function atHome(ctx: NetworkContext, remoteId: string): Promise<{ client: Client; ref: Ref }> {
  const home = homeOf(remoteId)
  if (home === undefined)
    throw new Failure('not-supported', 'The server of this shows its threads to its own users only.')
  const named = 'the server that keeps this post or comment'
  const api = await whichApi(ctx, home.server, { named })
  return { client: strangerClient(ctx, home.server, api, named), ref: home.ref }
}

/**
 * Asks for each; what is not there, deleted or removed is a deletion. A ref that this server never named says nothing.
 * A sign-in that ended is told first, since what only members may see would look deleted to strangers.
 */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  given: string[],
  { host }: StreamConfig = {},
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (account === null && host === undefined)
    throw new Failure('not-supported', 'It is not known at which server this was heard.')
  // The front door, which is asked for the version, also tells a server that is broken from one that lost something.
  const client =
    account === null
      ? strangerClient(ctx, host ?? '', await whichApi(ctx, host ?? ''))
      : clientOf(ctx, account)
  const refs = given.flatMap((ref) => readRef(ref) ?? [])
  const items: FetchedItem[] = []
  const deletions: Deletion[] = []
  for (const ref of refs) {
    const said = await oneOf(client, ref)
    if (said === undefined || isGone(said)) deletions.push({ ref: refOf(ref) })
    else items.push(...itemsOf([said], client.viewer).items)
  }
  if (deletions.length > 0 && account !== null) await refuseSignedOut(client)
  return { items, deletions, refSpace: refSpaceOf(client.server) }
}

async function oneOf(client: Client, ref: Ref): Promise<Said | undefined> {
  try {
    return await readOne(client, ref)
  } catch (error) {
    if (error instanceof Failure && error.code === 'gone') return undefined
    throw error
  }
}
