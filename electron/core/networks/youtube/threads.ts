import { Failure } from '#shared/failure'
import type { Deletion, FetchedItem, NetworkAccount, NetworkContext, Page, Thread } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { allReplies, itemsOfThread, pageOf, videoOf } from './comments.ts'
import { readRef, topOf } from './names.ts'
import { commentItem, refSpace, unique, videoItem } from './parse.ts'
import { needed } from './pull.ts'
import { oneLine } from './text.ts'
import { titleOf, titlesOf, videosOf } from './videos.ts'
import { readEach, readList, wireComment, wireThread, type WireComment, type WireThread } from './wire.ts'

/** The thread around a comment, and whether comments and videos are still there. */

export const recheckBatch = 50
/** Of a thread with more replies than these pages of a hundred hold, the rest is said to be missing. */
const mostReplyPages = 10

/**
 * The comment at the top and all its replies, under the title of their video: two units, and one for each hundred
 * replies. A video comes alone: its comments are conversations of their own.
 */
export async function thread(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  item: { remoteId: string; ref: string },
): Promise<Thread> {
  const client = clientOf(ctx, needed(account))
  const { video, comment } = readRef(item.ref)
  return comment === undefined
    ? aroundVideo(client, video ?? item.remoteId)
    : aroundComment(client, topOf(comment))
}

async function aroundComment(client: Client, top: string): Promise<Thread> {
  const data = await client.get('commentThreads', { part: 'snippet', id: top, textFormat: 'plainText' })
  const found = readList(wireThread, data, client.host).entries[0] ?? (await heldThread(client, top))
  if (found === undefined) throw new Failure('gone', 'This comment is not at YouTube any more.')
  const replies = found.snippet.totalReplyCount === 0 ? [] : await allReplies(client, top, mostReplyPages)
  const titles = await titlesOf(client, [videoOf(found)], new Map())
  // Asked for by id, YouTube does not say how comments stand: what is stored stays.
  const items = unique(itemsOfThread(found, replies, { client, titles, isPublished: false }))
  return { items, refSpace, missing: Math.max(0, found.snippet.totalReplyCount - (items.length - 1)) }
}

async function aroundVideo(client: Client, id: string): Promise<Thread> {
  const [video] = await videosOf(client, [id])
  if (video === undefined)
    throw new Failure('gone', 'This video is not at YouTube any more, or it is private.')
  return {
    items: [videoItem(video, client.viewer)],
    refSpace,
    missing: video.statistics?.commentCount ?? 0,
  }
}

/** Asks for fifty at once: one unit for comments, one for videos and their titles. */
export async function recheck(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  refs: string[],
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const client = clientOf(ctx, needed(account))
  const named = refs.map((ref) => ({ ref, ...readRef(ref) }))
  const comments = named.flatMap(({ comment }) => comment ?? [])
  const videos = await videosOf(
    client,
    named.flatMap(({ video }) => video ?? []),
  )
  const titles = new Map(videos.map(({ id, snippet }) => [id, oneLine(snippet.title) ?? '']))
  const found = new Map((await commentsById(client, comments)).map((one) => [one.id, one]))
  const byVideo = new Map(videos.map((one) => [one.id, one]))
  const missing = comments.filter((id) => !found.has(id))
  const waiting = missing.length === 0 ? new Set<string>() : await heldOnes(client)
  const items: FetchedItem[] = []
  const deletions: Deletion[] = []
  for (const { ref, video, comment } of named) {
    const one = comment === undefined ? undefined : found.get(comment)
    const whole = video === undefined ? undefined : byVideo.get(video)
    if (one !== undefined)
      items.push(
        commentItem(
          one,
          { video, channel: whole?.snippet.channelId, title: titleOf(titles, video) },
          client.viewer,
        ),
      )
    else if (comment === undefined && whole !== undefined) items.push(videoItem(whole, client.viewer))
    else if (comment === undefined || !waiting.has(comment)) deletions.push({ ref })
  }
  return { items, deletions, refSpace }
}

async function commentsById(client: Client, ids: readonly string[]): Promise<WireComment[]> {
  if (ids.length === 0) return []
  const data = await client.get('comments', { part: 'snippet', id: ids.join(','), textFormat: 'plainText' })
  return readList(wireComment, data, client.host).entries
}

/** What waits to be let through may be missing where it is asked for by id; it was not deleted for that. */
async function heldOnes(client: Client): Promise<Set<string>> {
  return new Set(
    (await heldThreads(client)).flatMap(({ snippet, replies }) => [
      snippet.topLevelComment.id,
      ...readEach(wireComment, replies?.comments ?? []).map(({ id }) => id),
    ]),
  )
}

async function heldThread(client: Client, id: string): Promise<WireThread | undefined> {
  return (await heldThreads(client)).find((one) => one.id === id)
}

async function heldThreads(client: Client): Promise<WireThread[]> {
  const { channelId } = client.viewer
  if (!client.writes || channelId === undefined) return []
  const filter = { allThreadsRelatedToChannelId: channelId, moderationStatus: 'heldForReview' }
  return (await pageOf(client, filter, undefined)).threads
}
