import { Failure } from '#shared/failure'
import type { ItemAct } from '#shared/domain/network'
import type { Json, NetworkAccount, NetworkContext, Page } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, type Client } from './client.ts'
import { itemOf, refSpace, rkeyOf } from './parse.ts'
import { postsByUri } from './posts.ts'
import { tidOf } from './tid.ts'
import { wireWritten, type ReadPost } from './wire.ts'

/** Likes are records in our own repository (app.bsky.feed.like) that point to a post. */

const collection = 'app.bsky.feed.like'

/** Likes a post or takes it back; doing it twice changes nothing. Returns the post as it is now. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  what: ItemAct,
  item: { remoteId: string },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (what !== 'like' && what !== 'unlike')
    throw new Failure('not-supported', 'Bluesky knows likes, and nothing else that can be done to a post.')
  const client = clientOf(ctx, account)
  const post = (await postsByUri(client, [item.remoteId])).get(item.remoteId)
  if (post === undefined) throw new Failure('gone', 'This post is not there any more.')
  const liked = post.post.viewer?.like
  if (what === 'like' && liked === undefined) return shown(client, post, await like(ctx, client, post))
  if (what === 'unlike' && liked !== undefined) {
    await client.post('com.atproto.repo.deleteRecord', {
      repo: client.facts.did,
      collection,
      rkey: rkeyOf(liked),
    })
    return shown(client, post, undefined)
  }
  return { items: [itemOf(post, client.viewer)], refSpace }
}

async function like(ctx: NetworkContext, client: Client, { post }: ReadPost): Promise<string> {
  const data = await client.post('com.atproto.repo.createRecord', {
    repo: client.facts.did,
    collection,
    // A new one each time: the old one may be deleted, and the AppView know of that only later.
    rkey: tidOf(ctx.newId(), rkeyOf(post.uri)),
    record: {
      $type: collection,
      subject: { uri: post.uri, cid: post.cid },
      createdAt: new Date(ctx.clock.now()).toISOString(),
    },
  })
  return readOne(wireWritten, data, client.host, 'a like').uri
}

/** The post with its like: the AppView counts it some moments later. */
function shown(
  client: Client,
  { post, raw }: ReadPost,
  liked: string | undefined,
): Omit<Page, 'cursor' | 'more'> {
  const likeCount = Math.max(0, (post.likeCount ?? 0) + (liked === undefined ? -1 : 1))
  const { like: _like, ...viewer } = post.viewer ?? {}
  const now = { likeCount, viewer: { ...viewer, ...(liked === undefined ? {} : { like: liked }) } }
  // Parsed as JSON, and read as a post: an object.
  const kept = { ...(raw as Record<string, Json>), ...now } as Json
  return { items: [itemOf({ post: { ...post, ...now }, raw: kept }, client.viewer)], refSpace }
}
