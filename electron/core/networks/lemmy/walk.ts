import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Walking lists that are given newest first, page after page: 0.19 numbers its pages, 1.0 names the next one. A stream
 * may have several lists (comments and posts, one search for each alternative), which are walked one after the other.
 * Every look begins with the newest page and goes on until it is well behind what the look before had heard, since
 * what other servers say arrives late. Pure.
 */

/** Asked for at once; more is refused. */
export const perPage = 50
/** How far behind the last look a walk goes. */
export const overlapMs = 2 * 3_600_000
/** Pages of a first look back, for each list. */
export const firstPages = 3

const place = z.object({
  /** Time of the newest heard; absent until a look was finished. */
  newest: z.number().optional(),
  walk: z
    .object({
      look: z.number().int(),
      /** What the next page is asked for with; absent for the first. */
      page: z.string().optional(),
      /** Pages of this list that were given. */
      count: z.number().int(),
      /** The page before, to notice a server that gives it again. */
      mark: z.string().optional(),
      top: z.number(),
      /** When the walk began: it hears nothing that came later for sure. */
      startMs: z.number(),
      /** A list that ended at its cap: nothing before this was given. */
      fromMs: z.number().optional(),
    })
    .optional(),
})
export type Place = z.infer<typeof place>

export interface Step {
  look: number
  page: string | undefined
}

/** One page as the walk sees it. */
export interface Given {
  /** Times of what it holds, by which the list is ordered. */
  times: readonly number[]
  /** All since then was given; 0 where the list is at its end. */
  reachMs: number
  /** What the next page is asked for with; undefined at the end. */
  next: string | undefined
  /** Names what it holds. */
  mark: string
}

export function placeOf(cursor: Json): Place {
  return place.safeParse(cursor).data ?? {}
}

/** Which page of which list is asked for next. */
export function stepOf({ walk }: Place): Step {
  return { look: walk?.look ?? 0, page: walk?.page }
}

/**
 * Where to stand after a page. When the walk is over, all between `coveredFromMs` (if a cap ended it) and `coveredToMs`
 * was heard.
 */
export function afterPage(
  at: Place,
  given: Given,
  looks: number,
  nowMs: number,
): { place: Place; more: boolean; coveredToMs?: number; coveredFromMs?: number } {
  const walk = at.walk ?? { look: 0, count: 0, top: at.newest ?? 0, startMs: nowMs }
  const count = walk.count + 1
  // A time ahead of ours would make everything after it look old.
  const top = Math.min(Math.max(walk.top, ...given.times), Math.max(walk.top, walk.startMs))
  const isEnd = given.next === undefined || given.next === walk.page || given.mark === walk.mark
  const isCapped = !isEnd && at.newest === undefined && count >= firstPages
  const isKnown = at.newest !== undefined && given.reachMs < at.newest - overlapMs
  const fromMs = isCapped ? Math.max(walk.fromMs ?? 0, given.reachMs) : walk.fromMs
  const isLast = isEnd || isCapped || isKnown
  const look = isLast ? walk.look + 1 : walk.look
  const from = fromMs === undefined ? {} : { fromMs }
  if (look < looks) {
    const on = isLast ? { count: 0 } : { count, page: given.next, mark: given.mark }
    return { place: { ...kept(at), walk: { look, top, startMs: walk.startMs, ...on, ...from } }, more: true }
  }
  return {
    place: top === 0 ? {} : { newest: top },
    more: false,
    coveredToMs: walk.startMs,
    ...(fromMs === undefined ? {} : { coveredFromMs: fromMs }),
  }
}

function kept({ newest }: Place): Place {
  return newest === undefined ? {} : { newest }
}
