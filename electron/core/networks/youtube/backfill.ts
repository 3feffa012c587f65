import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { allReplies, itemsOfThread, pageOf, sourceOf, timeOf, videoOf } from './comments.ts'
import { refSpace, unique, videoItem } from './parse.ts'
import { isInVideos, needed } from './pull.ts'
import { isLostPage } from './refusals.ts'
import { iso, looksOf, searchPage } from './search.ts'
import { titlesOf } from './videos.ts'
import type { WireThread } from './wire.ts'

/**
 * What a hole in the past held, newest first. Videos can be searched for a time; comments cannot be asked for one, so
 * they are walked from the newest on, a unit a page, until they are older than the hole.
 */

const place = z.object({ look: z.number().int(), page: z.number().int(), token: z.string().optional() })
type Place = z.infer<typeof place>

const mostCommentPages = 30
/** Each is one of a hundred searches a day. */
const mostSearchPages = 3
/** Replies of one thread: the newest three hundred. */
const mostReplyPages = 3

interface Gap {
  fromMs: number
  toMs: number
}

interface Part {
  items: FetchedItem[]
  nextToken: string | undefined
  /** The last of the page lies before the hole. */
  isBehind: boolean
  /** Time of the last of the page. */
  lastMs: number | undefined
}

export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: Gap,
  cursor: Json,
): Promise<Page> {
  if (stream.kind === 'author')
    throw new Failure('not-supported', 'A channel’s feed holds its newest fifteen videos and no more.')
  const client = clientOf(ctx, needed(account))
  const at = place.safeParse(cursor).data ?? { look: 0, page: 1 }
  try {
    return await fill(client, stream, gap, at)
  } catch (error) {
    // A filling may rest for days, and YouTube forgets its place.
    if (at.token === undefined || !isLostPage(error)) throw error
    return fill(client, stream, gap, { look: at.look, page: 1 })
  }
}

async function fill(client: Client, stream: StreamRef, gap: Gap, at: Place): Promise<Page> {
  const isSearch = stream.kind === 'keyword' && isInVideos(stream.config)
  const looks = isSearch ? looksOf(stream.config) : (await sourceOf(client, stream)).looks
  const { items, nextToken, isBehind, lastMs } = isSearch
    ? await videosIn(client, stream, gap, at)
    : await commentsIn(client, stream, gap, at)
  const isEnd = isBehind || nextToken === undefined || nextToken === at.token
  const isCapped = !isEnd && at.page >= (isSearch ? mostSearchPages : mostCommentPages)
  const isDone = isEnd || isCapped
  const next: Record<string, number | string> = isDone
    ? { look: at.look + 1, page: 1 }
    : { look: at.look, page: at.page + 1, token: nextToken ?? '' }
  return {
    items: unique(items).filter(({ createdMs }) => createdMs >= gap.fromMs && createdMs <= gap.toMs),
    refSpace,
    cursor: next,
    more: !isDone || at.look + 1 < looks.length,
    ...(isCapped && lastMs !== undefined
      ? {
          coveredFromMs: Math.min(lastMs, gap.toMs),
          holeReason: isSearch
            ? 'Each page is one of a hundred searches a day, so no further back was asked.'
            : 'The hole lies behind three thousand comments, which is as far as Earshot goes back.',
        }
      : {}),
  }
}

async function videosIn(client: Client, { config }: StreamRef, gap: Gap, at: Place): Promise<Part> {
  const { videos, times, nextToken } = await searchPage(client, {
    ...looksOf(config)[at.look]?.query,
    publishedAfter: iso(gap.fromMs),
    // Whole seconds only: one more, or the last one is cut off.
    publishedBefore: iso(gap.toMs + 1000),
    pageToken: at.token,
  })
  return {
    items: videos.map((video) => videoItem(video, client.viewer)),
    nextToken,
    isBehind: false,
    lastMs: times.at(-1),
  }
}

async function commentsIn(client: Client, stream: StreamRef, gap: Gap, at: Place): Promise<Part> {
  const { filter, looks } = await sourceOf(client, stream)
  const query = looks[at.look]?.query ?? {}
  const { threads, nextToken } = await pageOf(client, { ...filter, ...query }, at.token)
  const lastMs = threads.map(timeOf).at(-1)
  const within = threads.filter((thread) => timeOf(thread) <= gap.toMs)
  const titles = await titlesOf(client, within.map(videoOf), new Map())
  const isPublished = query['moderationStatus'] === undefined
  const items: FetchedItem[] = []
  for (const thread of within)
    items.push(...itemsOfThread(thread, await repliesIn(client, thread), { client, titles, isPublished }))
  return { items, nextToken, isBehind: lastMs === undefined || lastMs < gap.fromMs, lastMs }
}

async function repliesIn(client: Client, { id, replies, snippet }: WireThread) {
  const inline = replies?.comments.length ?? 0
  if (snippet.totalReplyCount === 0 && inline === 0) return []
  return allReplies(client, id, mostReplyPages)
}
