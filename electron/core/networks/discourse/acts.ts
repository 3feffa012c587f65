import { z } from 'zod'
import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, type Client } from './client.ts'
import { itemsOf } from './parse.ts'
import { placeOfName, refSpaceOf } from './place.ts'
import { topicAround } from './topics.ts'
import { wirePost, type WirePost } from './wire.ts'

const likeType = 2
const withId = z.looseObject({ id: z.number().int().positive(), title: z.string().optional() })

/** Likes a post, or takes that back; the answer is the post as it stands now. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  wanted: ItemAct,
  item: { remoteId: string; raw: Json },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (wanted !== 'like' && wanted !== 'unlike')
    throw new Failure('not-supported', 'Earshot likes posts on a forum, and does nothing else to them.')
  const client = clientOf(ctx, account)
  const known = withId.safeParse(item.raw).data
  if (known === undefined)
    throw new Failure('not-supported', 'This post still waits to be let through, so nobody can like it yet.')
  const post = await likeOrFind(client, wanted, known.id, item.remoteId)
  return {
    ...itemsOf([post], client.viewer, () => ({ title: known.title })),
    refSpace: refSpaceOf(client.viewer.site),
  }
}

/** A like that is there already is refused like any other; the post itself tells. */
async function likeOrFind(
  client: Client,
  wanted: 'like' | 'unlike',
  id: number,
  name: string,
): Promise<WirePost> {
  try {
    return readOne(wirePost, await change(client, wanted, id), client.host, 'the post')
  } catch (error) {
    if (!(error instanceof Failure) || !['rejected', 'forbidden', 'gone'].includes(error.code)) throw error
    const { topic, number } = placeOfName(name)
    const { posts } = await topicAround(client, topic, number)
    const post = posts.find((one) => one.id === id)
    const isLiked = post?.actions_summary.some((one) => one.id === likeType && one.acted === true) ?? false
    if (post !== undefined && isLiked === (wanted === 'like')) return post
    throw error
  }
}

function change(client: Client, wanted: 'like' | 'unlike', id: number): Promise<unknown> {
  return wanted === 'like'
    ? client.json('/post_actions.json', { method: 'POST', json: { id, post_action_type_id: likeType } })
    : client.json(`/post_actions/${String(id)}.json`, {
        method: 'DELETE',
        query: { post_action_type_id: String(likeType) },
      })
}
