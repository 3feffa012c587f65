import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Walking a list that is given newest first and knows no "since" (notifications, searches, feeds): page by page back
 * until something is met that was heard before. Pure.
 */

/** An entry of a list: what it is called, and by which time the list is sorted. */
const seen = z.object({ uri: z.string(), ms: z.number() })
export type Seen = z.infer<typeof seen>

export const place = z.object({
  /** Newest entries of the walks that ended, newest first. Several, for any of them may be deleted. */
  known: z.array(seen),
  /** A walk on its way. */
  walk: z
    .object({
      cursor: z.string(),
      head: z.array(seen),
      pages: z.number().int(),
      /** When its first page was asked for: newer things may have been said since. */
      askedMs: z.number(),
      oldestMs: z.number(),
    })
    .optional(),
})
export type Place = z.infer<typeof place>

/** Pages of the first look back. */
export const firstPages = 3
/** Pages of a later one; what lies behind them is a hole in the past. */
export const mostPages = 20
/** More than a page holds, so that a page of nothing new is known in whole. */
const mostKnown = 60
/** Lists are not sorted to the second: only what is older than this behind the newest known was surely there before. */
const slackMs = 600_000

export function placeOf(cursor: Json): Place | undefined {
  return place.safeParse(cursor).data
}

/** What the next request carries. */
export function cursorOf(at: Place | undefined): string | undefined {
  return at?.walk?.cursor
}

export interface Step {
  place: Place
  /** The walk goes on. */
  more: boolean
  /** Set when it ended: everything up to `toMs` was heard, or where a cap cut it short, only from `fromMs` on. */
  covered?: { toMs: number; fromMs?: number | undefined }
}

export interface Listed {
  /** In the order of the answer; only those that count. */
  entries: readonly Seen[]
  /** True where the answer held nothing at all; a page of entries that do not count is not empty. */
  isEmpty: boolean
  /** The cursor that came with it. */
  next: string | undefined
}

/**
 * Where to stand after a page. A cursor that leads to where we already are, an empty page, or one that meets what is
 * known ends the walk.
 */
export function afterPage(at: Place | undefined, { entries, isEmpty, next }: Listed, askedMs: number): Step {
  const known = at?.known ?? []
  const walk = at?.walk
  const head = [...(walk?.head ?? []), ...entries].slice(0, mostKnown)
  const pages = (walk?.pages ?? 0) + 1
  const startMs = walk?.askedMs ?? askedMs
  const oldestMs = Math.min(walk?.oldestMs ?? Number.MAX_SAFE_INTEGER, ...entries.map(({ ms }) => ms))
  const isDone = next === undefined || next === walk?.cursor || isEmpty || meets(known, entries)
  const isCut = !isDone && pages >= (known.length === 0 ? firstPages : mostPages)
  if (next !== undefined && !isDone && !isCut)
    return {
      place: { known, walk: { cursor: next, head, pages, askedMs: startMs, oldestMs } },
      more: true,
    }
  const covered = { toMs: startMs, ...(isCut ? { fromMs: Math.min(oldestMs, startMs) } : {}) }
  return { place: { known: newest([...head, ...known]) }, more: false, covered }
}

function meets(known: readonly Seen[], entries: readonly Seen[]): boolean {
  const [newestKnown] = known
  if (newestKnown === undefined) return false
  const uris = new Set(known.map(({ uri }) => uri))
  return entries.some(({ uri, ms }) => uris.has(uri) || ms < newestKnown.ms - slackMs)
}

function newest(entries: readonly Seen[]): Seen[] {
  return [...new Map(entries.map((entry) => [entry.uri, entry])).values()].slice(0, mostKnown)
}

/** Entries of a page that are not known yet. */
export function freshIn<T extends { uri: string }>(at: Place | undefined, entries: readonly T[]): T[] {
  const uris = new Set((at?.known ?? []).map(({ uri }) => uri))
  return entries.filter(({ uri }) => !uris.has(uri))
}
