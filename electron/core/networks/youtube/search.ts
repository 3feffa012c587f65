import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { Json, NetworkContext, Page } from '../types.ts'
import type { Client } from './client.ts'
import { queryOf, translateForVideos } from './dialect.ts'
import { refSpace, unique, videoItem } from './parse.ts'
import { videosOf } from './videos.ts'
import { afterPage, placeOf, type Look } from './walk.ts'
import { readList, wireFound } from './wire.ts'

/**
 * Words in the titles and descriptions of all videos: one of a hundred searches a day for each page of fifty, and one
 * unit to read what was found whole.
 */

const perPage = 50
/** At its fastest a stream takes 24 of the 100 searches of a day; busy ones would else ask as often as they may. */
const pollMs = 3_600_000
/** New videos appear in the index hours late. */
const overlapMs = 24 * 3_600_000

export async function pullVideos(
  ctx: NetworkContext,
  client: Client,
  config: StreamConfig,
  cursor: Json,
): Promise<Page> {
  const at = placeOf(cursor)
  const looks = looksOf(config)
  const look = looks[at.walk?.look ?? 0]
  if (look === undefined) return pullVideos(ctx, client, config, null)
  const nowMs = ctx.clock.now()
  const after = at.newest === undefined ? undefined : iso(at.newest - overlapMs)
  const { videos, times, nextToken } = await searchPage(client, {
    ...look.query,
    publishedAfter: after,
    pageToken: at.walk?.token,
  })
  const step = afterPage(at, { times, nextToken }, looks, nowMs)
  return {
    items: unique(videos.map((video) => videoItem(video, client.viewer))),
    refSpace,
    ...step,
    nextPollMs: pollMs,
    ...(step.coveredFromMs === undefined
      ? {}
      : { holeReason: 'Each page is one of a hundred searches a day, so no further back was asked.' }),
  }
}

/** Searches, each with what may be asked in one look. */
export function looksOf(config: StreamConfig): Look[] {
  const { asked } = translateForVideos(queryOf(config['query'] ?? ''))
  if (asked.length === 0)
    throw new Failure(
      'bad-input',
      'This stream has no word that YouTube can be searched for. Change its query.',
    )
  return asked.map((q) => ({ query: { q }, firstPages: 1, mostPages: 3, deepPages: 1, overlapMs }))
}

export async function searchPage(client: Client, query: Record<string, string | undefined>) {
  const data = await client.get('search', {
    part: 'snippet',
    type: 'video',
    order: 'date',
    maxResults: String(perPage),
    ...query,
  })
  const { entries, nextToken } = readList(wireFound, data, client.host)
  const videos =
    entries.length === 0
      ? []
      : await videosOf(
          client,
          entries.map(({ id }) => id.videoId),
        )
  return { videos, times: entries.map(({ snippet }) => snippet.publishedAt), nextToken }
}

/** Google takes whole seconds. */
export function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
