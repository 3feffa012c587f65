import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Walking lists that are given newest first and know `since`: mentions, searches, profiles. A stream may have several
 * (one search for each alternative), which are walked one after the other. Pure.
 */

export const pageLimit = 100
/** Pages of a later look at one list, before a hole is left. */
const mostPages = 10
const place = z.object({
  /** Everything said before was heard; absent on the first look. */
  sinceMs: z.number().optional(),
  walk: z
    .object({
      list: z.number().int(),
      after: z.string().optional(),
      pages: z.number().int(),
      startedMs: z.number(),
      /** A list that was cut short: nothing before this was given. */
      fromMs: z.number().optional(),
    })
    .optional(),
})
export type WalkPlace = z.infer<typeof place>

/** One page as the walk sees it. */
export interface Given {
  times: readonly number[]
  /** What the next page is asked for with; undefined where there surely is none. */
  after: string | undefined
}

export interface Looking {
  lists: number
  /** Pages of a first look, of each list. */
  firstPages: number
  /** How far before the last look the next one begins: for what comes late. */
  overlapMs: number
  nowMs: number
}

export function placeIn(cursor: Json): WalkPlace {
  return place.safeParse(cursor).data ?? {}
}

/** Where to stand after a page of the list under way. */
export function afterPage(
  at: WalkPlace,
  given: Given,
  { lists, firstPages, overlapMs, nowMs }: Looking,
): { cursor: Json; more: boolean; coveredToMs?: number; coveredFromMs?: number } {
  const walk = at.walk ?? { list: 0, pages: 0, startedMs: nowMs }
  const pages = walk.pages + 1
  const oldestMs = Math.min(walk.startedMs, ...given.times)
  const isFirstLook = at.sinceMs === undefined
  // A cursor that leads back to itself ends the list, and so does a server that does not heed `since`.
  const isEnd = given.after === undefined || given.after === walk.after || oldestMs < (at.sinceMs ?? 0)
  const isCut = !isEnd && pages >= (isFirstLook ? firstPages : mostPages)
  const fromMs = isCut && !isFirstLook ? Math.max(walk.fromMs ?? 0, oldestMs) : walk.fromMs
  const { list, startedMs } = walk
  if (!isEnd && !isCut)
    return { cursor: asJson(at.sinceMs, { list, startedMs, pages, after: given.after, fromMs }), more: true }
  if (list + 1 < lists)
    return { cursor: asJson(at.sinceMs, { list: list + 1, startedMs, pages: 0, fromMs }), more: true }
  return {
    cursor: { sinceMs: walk.startedMs - overlapMs },
    more: false,
    coveredToMs: walk.startedMs,
    ...(fromMs === undefined ? {} : { coveredFromMs: fromMs }),
  }
}

function asJson(
  sinceMs: number | undefined,
  { list, startedMs, pages, after, fromMs }: NonNullable<WalkPlace['walk']>,
): Json {
  return {
    ...(sinceMs === undefined ? {} : { sinceMs }),
    walk: {
      list,
      startedMs,
      pages,
      ...(after === undefined ? {} : { after }),
      ...(fromMs === undefined ? {} : { fromMs }),
    },
  }
}

/** The moment up to which all lists are known: the latest of the oldest times of those that go on. */
export function cutOf(pages: readonly Given[]): number {
  const going = pages.filter(({ after, times }) => after !== undefined && times.length > 0)
  return Math.max(0, ...going.map(({ times }) => Math.min(...times)))
}
