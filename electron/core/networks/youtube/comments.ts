import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json, NetworkContext, Page } from '../types.ts'
import type { Client } from './client.ts'
import { queryOf, translateForComments } from './dialect.ts'
import { readTarget, targetName, type Target } from './names.ts'
import { commentItem, refSpace, unique, type Told } from './parse.ts'
import { filterOf, findChannel } from './sign-in.ts'
import { titleOf, titlesOf, type Titles } from './videos.ts'
import { afterPage, placeOf, titlesIn, type Look } from './walk.ts'
import { readEach, readList, wireComment, wireThread, type WireComment, type WireThread } from './wire.ts'

/** Comments below a video, or below everything of a channel: one unit a page, and one for replies that did not come along. */

export const perPage = 100
const hourMs = 3_600_000
/** Threads whose replies are fetched in one step; those that are left come with the next look. */
const mostThreads = 25
/** Replies of one thread that are fetched: the newest five hundred. */
const mostReplyPages = 5

const plain = { firstPages: 2, mostPages: 30, deepPages: 5, overlapMs: hourMs }

/** Where comments are asked for, and as whom. */
export interface Source {
  filter: Record<string, string>
  looks: Look[]
  configPatch?: StreamConfig | undefined
  /** A name for the stream, where one was found. */
  title?: string | undefined
}

export async function sourceOf(
  client: Client,
  stream: { kind: string; config: StreamConfig },
): Promise<Source> {
  const where = stream.config['where'] ?? ''
  const searches = stream.kind === 'keyword' ? searchesOf(stream.config) : undefined
  if (where === '') return ownSource(client, searches)
  const target = readTarget(where)
  const looks = (searches ?? [{}]).map((query) => ({ ...plain, query }))
  if ('video' in target) return { filter: { videoId: target.video }, looks }
  const found = await channelOf(client, target)
  const filter = { allThreadsRelatedToChannelId: found.id }
  const isOurs = found.id === client.viewer.channelId
  return {
    filter,
    looks: isOurs && searches === undefined ? ownLooks(client) : looks,
    ...(found.title === undefined ? {} : { configPatch: { where: found.id }, title: found.title }),
  }
}

function ownSource(client: Client, searches: Record<string, string>[] | undefined): Source {
  const { channelId = '' } = client.viewer
  return {
    filter: { allThreadsRelatedToChannelId: channelId },
    looks: searches?.map((query) => ({ ...plain, query })) ?? ownLooks(client),
  }
}

/** What is published, and what waits to be let through: that is told to the keeper of the channel alone. */
function ownLooks(client: Client): Look[] {
  const published = { ...plain, query: {} }
  const held = { ...plain, firstPages: 5, deepPages: 1, query: { moderationStatus: 'heldForReview' } }
  return client.writes ? [published, held] : [published]
}

function searchesOf(config: StreamConfig): Record<string, string>[] {
  const { asked } = translateForComments(queryOf(config['query'] ?? ''))
  if (asked.length === 0)
    throw new Failure(
      'bad-input',
      'This stream has no word that comments can be searched for. Change its query.',
    )
  return asked.map((searchTerms) => ({ searchTerms }))
}

/** A handle is looked up once; from then on the stream knows the id, and is named as the channel is. */
export async function channelOf(
  client: Client,
  target: Exclude<Target, { video: string }>,
): Promise<{ id: string; title?: string | undefined }> {
  if ('channel' in target) return { id: target.channel }
  const channel = await findChannel(client, filterOf(target))
  if (channel === undefined)
    throw new Failure('gone', `YouTube knows no channel ${targetName(target)}. Look at its spelling.`)
  return { id: channel.id, title: targetName(target) }
}

export async function pullComments(
  ctx: NetworkContext,
  client: Client,
  stream: { kind: string; config: StreamConfig },
  cursor: Json,
): Promise<Page> {
  const at = placeOf(cursor)
  const source = await sourceOf(client, stream)
  const look = source.looks[at.walk?.look ?? 0]
  // The query was changed while a walk was under way: it begins anew.
  if (look === undefined) return pullComments(ctx, client, stream, null)
  const nowMs = ctx.clock.now()
  const { threads, nextToken } = await pageOf(client, { ...source.filter, ...look.query }, at.walk?.token)
  const before = new Map(Object.entries(at.replies ?? {}))
  const { replies, counts, left } = await repliesOf(client, threads, before)
  const titles = await titlesOf(client, threads.map(videoOf), titlesIn(at, nowMs))
  const isPublished = look.query['moderationStatus'] === undefined
  const items = threads.flatMap((thread) =>
    itemsOfThread(thread, replies.get(thread.id) ?? [], { client, titles, isPublished }),
  )
  const after = afterPage(
    at,
    { times: threads.map(timeOf), nextToken, replies: counts, titles, left },
    source.looks,
    nowMs,
  )
  return {
    items: unique(items),
    refSpace,
    ...after,
    ...(after.coveredFromMs === undefined
      ? {}
      : { holeReason: 'YouTube gives comments newest first and by no date, and no further back was asked.' }),
    configPatch: source.configPatch,
    title: titleFor(stream, source, titles),
  }
}

function titleFor(
  { kind, config }: { kind: string; config: StreamConfig },
  { title, filter }: Source,
  titles: Titles,
): string | undefined {
  if (kind !== 'comments') return undefined
  const name = title ?? titleOf(titles, filter['videoId'])
  return name === undefined || (config['where'] ?? '') === '' ? undefined : `Comments on ${name}`
}

export async function pageOf(
  client: Client,
  filter: Readonly<Record<string, string>>,
  token: string | undefined,
): Promise<{ threads: WireThread[]; nextToken: string | undefined }> {
  const data = await client.get('commentThreads', {
    part: 'snippet,replies',
    order: 'time',
    textFormat: 'plainText',
    maxResults: String(perPage),
    ...filter,
    pageToken: token,
  })
  const { entries, nextToken } = readList(wireThread, data, client.host)
  return { threads: entries, nextToken }
}

export function videoOf({ snippet }: WireThread): string | undefined {
  return snippet.videoId ?? snippet.topLevelComment.snippet.videoId
}

export function timeOf({ snippet }: WireThread): number {
  return snippet.topLevelComment.snippet.publishedAt
}

/**
 * Replies of a page of threads. Up to five come along; where there are more, and others than when they were last
 * fetched, they are asked for, one thread after the other.
 */
async function repliesOf(
  client: Client,
  threads: readonly WireThread[],
  before: ReadonlyMap<string, number>,
): Promise<{ replies: Map<string, WireComment[]>; counts: Map<string, number>; left: boolean }> {
  const replies = new Map<string, WireComment[]>()
  const counts = new Map<string, number>()
  let fetched = 0
  let left = false
  for (const thread of threads) {
    const inline = readEach(wireComment, thread.replies?.comments ?? [])
    const total = thread.snippet.totalReplyCount
    replies.set(thread.id, inline)
    if (total <= inline.length || before.get(thread.id) === total) continue
    if (fetched >= mostThreads) {
      left = true
      continue
    }
    fetched += 1
    replies.set(thread.id, [...inline, ...(await allReplies(client, thread.id, mostReplyPages))])
    counts.set(thread.id, total)
  }
  return { replies, counts, left }
}

/** The replies below one comment, as many pages of a hundred as are wanted. One unit each. */
export async function allReplies(client: Client, top: string, mostPages: number): Promise<WireComment[]> {
  const comments: WireComment[] = []
  let token: string | undefined
  for (let page = 1; page <= mostPages; page += 1) {
    const data = await client.get('comments', {
      part: 'snippet',
      parentId: top,
      textFormat: 'plainText',
      maxResults: String(perPage),
      pageToken: token,
    })
    const { entries, nextToken } = readList(wireComment, data, client.host)
    comments.push(...entries)
    if (nextToken === undefined || nextToken === token) break
    token = nextToken
  }
  return comments
}

/** A thread's comment and replies. In a list of what is published, all that does not say otherwise is. */
export function itemsOfThread(
  thread: WireThread,
  replies: readonly WireComment[],
  known: { client: Client; titles: Titles; isPublished: boolean },
): FetchedItem[] {
  const { snippet } = thread
  const { viewer } = known.client
  const top = snippet.topLevelComment
  const channel = snippet.channelId ?? top.snippet.channelId
  const isOurs = viewer.isKeeper === true && channel !== undefined && channel === viewer.channelId
  const told: Told = { moderation: isOurs && known.isPublished ? 'approved' : undefined }
  const place = {
    video: videoOf(thread),
    channel,
    title: titleOf(known.titles, videoOf(thread)),
    topAuthor: top.snippet.authorChannelId?.value,
    canReply: snippet.canReply,
  }
  return [
    commentItem(top, place, viewer, { ...told, replies: snippet.totalReplyCount }),
    ...replies.map((reply) => commentItem(reply, place, viewer, told)),
  ]
}
