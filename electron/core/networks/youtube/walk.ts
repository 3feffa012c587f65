import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Walking lists that come newest first in pages of a hundred, and can be asked for no time. Every look begins with the
 * newest page, so that replies below the newest hundred comments are heard, and what was let through late; it goes on
 * until it is behind what the look before had heard. Once a day it goes on for some pages more: a new reply does not
 * bring its thread to the front. Pure.
 */

/** What is asked one after the other: what is published, what waits, or one search each. */
export interface Look {
  query: Readonly<Record<string, string>>
  /** How far back it goes where nothing was heard before. */
  firstPages: number
  /** And where something was: further back it is left to the ledger of holes. */
  mostPages: number
  /** How far the daily look goes at least. */
  deepPages: number
  /** How far behind the last look a walk goes. */
  overlapMs: number
}

const dayMs = 86_400_000
/** Titles and threads that are remembered. */
const mostKept = 300

const place = z.object({
  /** Time of the newest heard; absent until a look was finished. */
  newest: z.number().optional(),
  /** When a look last went far back and left nothing out. */
  deepMs: z.number().optional(),
  /** Threads with more replies than come along: how many there were when all were fetched. */
  replies: z.record(z.string(), z.number()).optional(),
  titles: z.record(z.string(), z.string()).optional(),
  walk: z
    .object({
      look: z.number().int(),
      page: z.number().int(),
      token: z.string().optional(),
      /** Newest seen on this walk. */
      top: z.number(),
      /** When the walk began: it hears nothing that came later for sure. */
      startMs: z.number(),
      deep: z.boolean(),
      /** Replies were left for the next look. */
      left: z.boolean(),
      /** A look that ended at its cap: nothing before this was given. */
      fromMs: z.number().optional(),
    })
    .optional(),
})
export type Place = z.infer<typeof place>

export interface Heard {
  /** Times of a page, in the order of the list. */
  times: readonly number[]
  nextToken: string | undefined
  replies?: ReadonlyMap<string, number>
  titles?: ReadonlyMap<string, string>
  /** Replies had to be left for another look. */
  left?: boolean
}

export interface After {
  cursor: Json
  more: boolean
  coveredToMs?: number
  coveredFromMs?: number
}

export function placeOf(cursor: Json): Place {
  return place.safeParse(cursor).data ?? {}
}

/** Whether the walk, under way or about to begin, is the far one of the day. */
export function isDeep({ newest, deepMs, walk }: Place, nowMs: number): boolean {
  return walk?.deep ?? (newest !== undefined && nowMs - (deepMs ?? 0) >= dayMs)
}

/** Titles that are still good: each day's far walk asks for them anew. */
export function titlesIn(at: Place, nowMs: number): ReadonlyMap<string, string> {
  const isFresh = at.walk === undefined && isDeep(at, nowMs)
  return new Map(Object.entries(isFresh ? {} : (at.titles ?? {})))
}

/** The same place with no walk under way; undefined where none was. */
export function begunAnew(cursor: Json): Json | undefined {
  const { walk, ...rest } = placeOf(cursor)
  if (walk?.token === undefined) return undefined
  return JSON.parse(JSON.stringify(rest)) as Json // without what is undefined
}

/** Where to stand after a page. */
export function afterPage(at: Place, heard: Heard, looks: readonly Look[], nowMs: number): After {
  const walk = at.walk ?? {
    look: 0,
    page: 1,
    top: at.newest ?? 0,
    startMs: nowMs,
    deep: isDeep(at, nowMs),
    left: false,
  }
  const now = { ...walk, top: Math.max(walk.top, ...heard.times), left: walk.left || heard.left === true }
  const stop = stopOf(at, now, heard, looks[walk.look])
  const fromMs = stop.isCapped ? Math.max(walk.fromMs ?? 0, ...heard.times.slice(-1)) : walk.fromMs
  const memory = {
    ...numberOf('newest', at.newest),
    ...numberOf('deepMs', at.deepMs),
    ...kept('replies', heard.replies, at.replies),
    ...kept('titles', heard.titles, Object.fromEntries(titlesIn(at, nowMs))),
  }
  const isLast = stop.isDone && walk.look + 1 >= looks.length
  if (!isLast) {
    const { token: _, fromMs: __, ...rest } = now
    const next: Record<string, number | string> = stop.isDone
      ? { look: walk.look + 1, page: 1 }
      : { page: walk.page + 1, token: heard.nextToken ?? '' }
    return { cursor: { ...memory, walk: { ...rest, ...next, ...numberOf('fromMs', fromMs) } }, more: true }
  }
  const wentFar = (walk.deep || at.newest === undefined) && !now.left
  return {
    cursor: {
      ...memory,
      ...(now.top === 0 ? {} : { newest: now.top }),
      ...numberOf('deepMs', wentFar ? walk.startMs : at.deepMs),
    },
    more: false,
    coveredToMs: walk.startMs,
    ...(fromMs === undefined ? {} : { coveredFromMs: fromMs }),
  }
}

function stopOf(
  at: Place,
  walk: { page: number; token?: string | undefined; deep: boolean },
  { times, nextToken }: Heard,
  look: Look | undefined,
): { isDone: boolean; isCapped: boolean } {
  // A token that leads to itself would hold us here.
  const isEnd = look === undefined || nextToken === undefined || nextToken === walk.token
  if (isEnd) return { isDone: true, isCapped: false }
  // The last of the page, not its oldest: what the keeper has pinned may stand first, however old.
  const last = times.at(-1) ?? Number.POSITIVE_INFINITY
  const isKnown = at.newest !== undefined && last < at.newest - look.overlapMs
  if (isKnown && !(walk.deep && walk.page < look.deepPages)) return { isDone: true, isCapped: false }
  const cap = at.newest === undefined ? look.firstPages : look.mostPages
  const isCapped = !isKnown && walk.page >= cap
  return { isDone: isCapped, isCapped }
}

function numberOf(name: string, value: number | undefined): Record<string, number> {
  return value === undefined ? {} : { [name]: value }
}

/** The latest of what is remembered. */
function kept<T extends string | number>(
  name: string,
  fresh: ReadonlyMap<string, T> | undefined,
  before: Readonly<Record<string, T>> | undefined,
): Record<string, Record<string, T>> {
  const all = new Map(Object.entries(before ?? {}))
  for (const [key, value] of fresh ?? []) {
    // Put behind the others, so that what is met again is forgotten last.
    all.delete(key)
    all.set(key, value)
  }
  return all.size === 0 ? {} : { [name]: Object.fromEntries([...all].slice(-mostKept)) }
}
