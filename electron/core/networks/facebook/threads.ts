import { Failure } from '#shared/failure'
import type { FetchedItem, NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { readScope, wholeThread } from './comments.ts'
import {
  commentFields,
  instagramCommentFields,
  mediaFields,
  mediaWithComments,
  postFields,
  postWithComments,
} from './fields.ts'
import { instagramScope, pictureThread } from './instagram.ts'
import { nodesOf } from './nodes.ts'
import { commentItem, postItem } from './parse.ts'
import { instagramCommentItem, mediaItem } from './parse-instagram.ts'
import { refSpace, viewerOf } from './pull.ts'
import { nodeOf, placeOf, type Place } from './ref.ts'
import { wireComment, wireInstagramComment, wireMedia, wirePost, type Read } from './wire.ts'
import type { z } from 'zod'

/** Threads, and items as they are now. */

/** Most ids that one call takes. */
export const recheckBatch = 50

/** The post or picture that the item belongs to, with everything below it. */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  if (account === null)
    throw new Failure('signed-out', 'Facebook shows its threads to the Page only. Sign in.')
  const client = clientOf(ctx, account)
  const viewer = viewerOf(client)
  const { instagram, root } = placeOf(item.ref)
  if (instagram) {
    const call = { scope: instagramScope, instagram: true }
    const picture = await theOne(client, wireMedia, root, mediaWithComments, call)
    return { ...(await pictureThread(client, viewer, picture)), refSpace }
  }
  const post = await theOne(client, wirePost, root, postWithComments(100, undefined), { scope: readScope })
  return { ...(await wholeThread(client, viewer, post)), refSpace }
}

async function theOne<T extends z.ZodType>(
  client: Client,
  schema: T,
  id: string,
  fields: string,
  call: { scope: string; instagram?: boolean },
): Promise<Read<z.output<T>>> {
  const found = (await nodesOf(client, schema, [id], fields, call)).get(id)
  if (found === undefined)
    throw new Failure('gone', 'Facebook does not have this (any more), or does not show it to this Page.')
  return found
}

/** The items behind refs as they are now; those that are gone are left out. */
export async function itemsNow(client: Client, refs: readonly string[]): Promise<Map<string, FetchedItem>> {
  const viewer = viewerOf(client)
  const places = refs.map((ref) => ({ ref, place: placeOf(ref) }))
  const found = new Map<string, FetchedItem>()
  const look = async <T extends z.ZodType>(
    kind: (place: Place) => boolean,
    schema: T,
    fields: string,
    make: (read: Read<z.output<T>>, place: Place) => FetchedItem,
  ): Promise<void> => {
    const wanted = places.filter(({ place }) => kind(place))
    const instagram = wanted[0]?.place.instagram === true
    const call = { scope: instagram ? instagramScope : readScope, instagram }
    const nodes = await nodesOf(
      client,
      schema,
      wanted.map(({ place }) => nodeOf(place)),
      fields,
      call,
    )
    for (const { ref, place } of wanted) {
      const node = nodes.get(nodeOf(place))
      if (node !== undefined) found.set(ref, make(node, place))
    }
  }
  const isPost = (place: Place) => place.comment === undefined
  await look(
    (place) => !place.instagram && isPost(place),
    wirePost,
    postFields,
    (node) => postItem(node, viewer),
  )
  await look(
    (place) => !place.instagram && !isPost(place),
    wireComment,
    commentFields,
    (node, place) => commentItem(node, place, viewer),
  )
  await look(
    (place) => place.instagram && isPost(place),
    wireMedia,
    mediaFields,
    (node) => mediaItem(node, viewer),
  )
  await look(
    (place) => place.instagram && !isPost(place),
    wireInstagramComment,
    instagramCommentFields,
    (node, place) => instagramCommentItem(node, place, viewer),
  )
  return found
}

/** Asks for up to `recheckBatch` items again. What is not there any more is a deletion. */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (account === null) throw new Failure('signed-out', 'Facebook shows this to the Page only. Sign in.')
  const client = clientOf(ctx, account)
  const found = await itemsNow(client, refs)
  const deletions = refs.filter((ref) => !found.has(ref)).map((ref) => ({ ref }))
  // A token that sees nothing any more has not lost everything: the Page itself must still answer.
  if (deletions.length === refs.length && refs.length > 0)
    await client.ask(`/${client.facts.pageId}`, { query: { fields: 'id' } })
  return { items: [...found.values()], deletions, refSpace }
}
