import { parseAtomFeed } from 'feedsmith'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { StreamConfig } from '#shared/domain/stream'
import { statusFailure } from '../http.ts'
import type { FetchedItem, HttpAnswer, Json, NetworkAccount, NetworkContext, Page } from '../types.ts'
import { clientOf } from './client.ts'
import { channelOf } from './comments.ts'
import { readChannel } from './names.ts'
import { refSpace, unique, videoItem, type Viewer } from './parse.ts'
import { placesOf } from './places.ts'
import { readEach, wireVideo } from './wire.ts'

/** New videos of a channel, by the feed that every channel has: its newest fifteen, for no units and without a sign-in. */

const place = z.object({ newest: z.number() })

const words = z
  .looseObject({ value: z.string() })
  .catch({ value: '' })
  .default({ value: '' })
  .transform(({ value }) => value)
const group = z.looseObject({
  description: words,
  thumbnails: z
    .array(z.looseObject({ url: z.string() }))
    .catch([])
    .default([]),
  community: z
    .looseObject({ starRating: z.looseObject({ count: z.number().optional() }).optional() })
    .optional()
    .catch(undefined),
})
const entry = z.looseObject({
  title: words,
  published: z.string(),
  yt: z.looseObject({ videoId: z.string(), channelId: z.string() }),
  authors: z
    .array(z.looseObject({ name: z.string().catch('') }))
    .catch([])
    .default([]),
  media: z
    .looseObject({ groups: z.array(group).catch([]).default([]) })
    .optional()
    .catch(undefined),
})
const feed = z.looseObject({
  title: words,
  entries: z.array(z.unknown()).catch([]).default([]),
})

export async function pullFeed(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  config: StreamConfig,
  cursor: Json,
): Promise<Page> {
  const client = account === null ? undefined : clientOf(ctx, account)
  const target = readChannel(config['channel'] ?? '')
  if ('handle' in target && client === undefined)
    throw new Failure('bad-input', 'Without an account a channel is known by its ID only. On its page choose Share, Copy channel ID.') // prettier-ignore
  const found = 'channel' in target ? { id: target.channel } : client && (await channelOf(client, target))
  const places = client?.places ?? placesOf(config['host'] ?? '')
  const nowMs = ctx.clock.now()
  const answer = await ctx.http.request(places.feed, {
    query: { channel_id: found?.id },
    headers: { accept: 'application/atom+xml, application/xml;q=0.9' },
    accept: [401, 403],
  })
  if (answer.status >= 400) throw refused(answer)
  const { items, title } = readFeed(answer.body, client?.viewer ?? {}, new URL(places.feed).host)
  const newest = place.safeParse(cursor).data?.newest
  const times = items.map(({ createdMs }) => createdMs)
  const oldest = Math.min(...times)
  // Where all fifteen are new, those before them may have been missed.
  const isCut = items.length >= feedLength && (newest === undefined || oldest > newest)
  return {
    items,
    refSpace,
    cursor: times.length === 0 ? cursor : { newest: Math.max(newest ?? 0, ...times) },
    more: false,
    coveredToMs: nowMs,
    ...(isCut
      ? { coveredFromMs: oldest, holeReason: 'A channel’s feed holds its newest fifteen videos and no more.' }
      : {}),
    title: title === '' ? undefined : `Videos of ${title}`,
    configPatch: 'handle' in target && found !== undefined ? { channel: found.id } : undefined,
  }
}

const feedLength = 15

/** A public feed has no sign-in that could be missing. */
function refused(answer: HttpAnswer): Failure {
  const { message } = statusFailure({ ...answer, status: 403 })
  return new Failure('forbidden', message, { status: answer.status })
}

/** Videos of a feed, and the channel's name. Throws bad-response. */
export function readFeed(
  body: Uint8Array,
  viewer: Viewer,
  host: string,
): { items: FetchedItem[]; title: string } {
  const parsed = feed.safeParse(parsedXml(new TextDecoder().decode(body), host))
  if (!parsed.success) throw new Failure('bad-response', `${host} answered with something that is no feed.`)
  const { title, entries } = parsed.data
  const videos = readEach(
    wireVideo,
    readEach(entry, entries).map((one) => videoOf(one, title)),
  )
  if (videos.length === 0 && entries.length > 0)
    throw new Failure('bad-response', `${host} answered with a feed of which nothing can be understood.`)
  return { items: unique(videos.map((video) => videoItem(video, viewer))), title }
}

function parsedXml(text: string, host: string): unknown {
  // What broke off in the middle would else be read as far as it goes.
  if (!/<\/feed>\s*$/.test(text))
    throw new Failure('bad-response', `${host} answered with something that is no whole feed.`)
  try {
    return parseAtomFeed(text)
  } catch (cause) {
    throw new Failure('bad-response', `${host} answered with something that is no feed.`, { cause })
  }
}

/** As the API would tell of it. */
function videoOf({ title, published, yt, authors, media }: z.infer<typeof entry>, feedTitle: string) {
  const about = media?.groups[0]
  const thumbnail = about?.thumbnails[0]
  return {
    id: yt.videoId,
    snippet: {
      publishedAt: published,
      channelId: yt.channelId,
      channelTitle: authors[0]?.name ?? feedTitle,
      title,
      description: about?.description ?? '',
      thumbnails: thumbnail === undefined ? {} : { default: thumbnail },
    },
    statistics: { likeCount: about?.community?.starRating?.count },
  }
}
