import type { Client } from './client.ts'
import { oneLine } from './text.ts'
import { readList, wireVideo, type WireVideo } from './wire.ts'

/** Videos by their ids, and what they are called. One unit for each fifty. */

export const mostVideos = 50

export async function videosOf(client: Client, ids: readonly string[]): Promise<WireVideo[]> {
  const videos: WireVideo[] = []
  const wanted = [...new Set(ids)]
  for (let start = 0; start < wanted.length; start += mostVideos) {
    const data = await client.get('videos', {
      part: 'snippet,statistics',
      id: wanted.slice(start, start + mostVideos).join(','),
    })
    videos.push(...readList(wireVideo, data, client.host).entries)
  }
  return videos
}

export type Titles = ReadonlyMap<string, string>

/**
 * Titles of videos. Those that are `known` are not asked for again: it saves units, and a title that changes would
 * make every comment below it look edited.
 */
export async function titlesOf(
  client: Client,
  ids: readonly (string | undefined)[],
  known: Titles,
): Promise<Titles> {
  const missing = ids.filter((id) => id !== undefined).filter((id) => !known.has(id))
  if (missing.length === 0) return known
  const videos = await videosOf(client, missing)
  // What has no title any more (private, deleted) is kept as such, or it would be asked for at every look.
  const found = new Map(missing.map((id) => [id, '']))
  for (const { id, snippet } of videos) found.set(id, oneLine(snippet.title) ?? '')
  return new Map([...known, ...found])
}

export function titleOf(titles: Titles, id: string | undefined): string | undefined {
  const title = id === undefined ? undefined : titles.get(id)
  return title === '' ? undefined : title
}
