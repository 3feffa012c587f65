import { z } from 'zod'
import type { Json, Page } from '../types.ts'
import { readOne } from '../read-wire.ts'
import type { Client } from './client.ts'
import { itemsOf } from './parse.ts'
import { refSpaceOf } from './place.ts'
import { readPosts, wireLatest, type WirePost } from './wire.ts'

/**
 * Everything that is written on a forum, by `/posts.json`: fifty at a time, newest first, in the order of their
 * numbers. `before` leads on. Older forums give what lies among the fifty numbers up to it, so that a page may be short
 * or empty and others follow.
 */

/** Pages of a first look, and of a look after a long time; what is further back is a hole. */
const firstPages = 2
const mostPages = 20
const pageSpan = 50
const holeWords = 'More was written since the last look than Earshot reads at once.'

const place = z.object({
  /** Highest number heard; absent until a look was finished. */
  newest: z.number().optional(),
  walk: z
    .object({ before: z.number(), page: z.number().int(), top: z.number(), startMs: z.number() })
    .optional(),
})
export type Place = z.infer<typeof place>

export function placeOf(cursor: Json): Place {
  return place.safeParse(cursor).data ?? {}
}

/** The next page of all that is written. */
export async function pullLatest(client: Client, cursor: Json, nowMs: number): Promise<Page> {
  const at = placeOf(cursor)
  const data = await client.json('/posts.json', {
    query: { before: at.walk === undefined ? undefined : String(at.walk.before) },
  })
  const { latest_posts: posts } = readOne(wireLatest, data, client.host, 'the latest posts')
  const read = readPosts(posts, client.host)
  return {
    ...itemsOf(read, client.viewer),
    refSpace: refSpaceOf(client.viewer.site),
    ...afterLatest(at, read, nowMs),
  }
}

/** Where to stand after a page. Pure. */
export function afterLatest(
  at: Place,
  posts: readonly Pick<WirePost, 'id' | 'created_at'>[],
  nowMs: number,
): { cursor: Json; more: boolean; coveredToMs?: number; coveredFromMs?: number; holeReason?: string } {
  const { newest } = at
  const walk = at.walk ?? { before: 0, page: 1, top: newest ?? 0, startMs: nowMs }
  const top = Math.max(walk.top, ...posts.map(({ id }) => id))
  const oldest = Math.min(...posts.map(({ id }) => id))
  const before = posts.length > 0 && oldest !== walk.before ? oldest : walk.before - pageSpan
  const isKnown = newest !== undefined && before <= newest
  // Where a page does not lead further back, there is nothing more.
  const isEnd = before <= 1 || (walk.before > 0 && before >= walk.before)
  const isCapped = walk.page >= (newest === undefined ? firstPages : mostPages)
  if (!isKnown && !isEnd && !isCapped)
    return { cursor: asJson(newest, { ...walk, before, page: walk.page + 1, top }), more: true }
  const fromMs = Math.min(...posts.map(({ created_at: ms }) => ms))
  const isHole = !isKnown && !isEnd
  return {
    cursor: top === 0 ? {} : { newest: top },
    more: false,
    coveredToMs: walk.startMs,
    ...(isHole ? { coveredFromMs: Number.isFinite(fromMs) ? fromMs : walk.startMs } : {}),
    ...(isHole && newest !== undefined ? { holeReason: holeWords } : {}),
  }
}

function asJson(newest: number | undefined, walk: NonNullable<Place['walk']>): Json {
  return { ...(newest === undefined ? {} : { newest }), walk }
}

const authorPlace = z.object({ newest: z.number().optional() })
const authorWords = 'The forum gives the fifty newest posts of a person only.'

/** What one person writes: the newest fifty, in one answer. */
export async function pullAuthor(client: Client, name: string, cursor: Json, nowMs: number): Promise<Page> {
  const { newest } = authorPlace.safeParse(cursor).data ?? {}
  const data = await client.json(`/u/${encodeURIComponent(name)}/activity.json`)
  const posts = readPosts(data, client.host)
  const ids = posts.map(({ id }) => id)
  const isWhole = posts.length < pageSpan || (newest !== undefined && ids.some((id) => id <= newest))
  return {
    ...itemsOf(posts, client.viewer),
    refSpace: refSpaceOf(client.viewer.site),
    cursor: ids.length === 0 ? {} : { newest: Math.max(newest ?? 0, ...ids) },
    more: false,
    coveredToMs: nowMs,
    ...(isWhole
      ? {}
      : { coveredFromMs: Math.min(...posts.map(({ created_at: ms }) => ms)), holeReason: authorWords }),
  }
}
