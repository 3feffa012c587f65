import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { FetchedItem, Recorded } from '../types.ts'
import { readFeed } from './channel-feed.ts'
import { commentItem, unique, videoItem, type CommentPlace } from './parse.ts'
import { readEach, readList, wireComment, wireThread, wireVideo, type WireThread } from './wire.ts'
import { z } from 'zod'

/** Items of a recorded answer: threads, comments, videos, or a channel's feed. Nobody is signed in, so nothing is ours. */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const { host } = new URL(recorded.url)
  const start = new TextDecoder().decode(recorded.body.subarray(0, 200)).trimStart()
  if (start.startsWith('<?xml') || start.startsWith('<feed')) return readFeed(recorded.body, {}, host).items
  const data = parseJson({ ...recorded, status: 200 })
  const { kind = '' } = z.looseObject({ kind: z.string() }).safeParse(data).data ?? {}
  switch (kind) {
    case 'youtube#commentThreadListResponse':
      return unique(readList(wireThread, data, host).entries.flatMap(itemsOf))
    case 'youtube#commentListResponse':
      return unique(readList(wireComment, data, host).entries.map((one) => commentItem(one, {}, {})))
    case 'youtube#videoListResponse':
      return unique(readList(wireVideo, data, host).entries.map((one) => videoItem(one, {})))
    default:
      throw new Failure(
        'bad-response',
        `${host} answered with something that holds no comments and no videos.`,
      )
  }
}

function itemsOf({ snippet, replies }: WireThread): FetchedItem[] {
  const top = snippet.topLevelComment
  const place: CommentPlace = {
    video: snippet.videoId,
    channel: snippet.channelId,
    topAuthor: top.snippet.authorChannelId?.value,
    canReply: snippet.canReply,
  }
  return [top, ...readEach(wireComment, replies?.comments ?? [])].map((one) => commentItem(one, place, {}))
}
