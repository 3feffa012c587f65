import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Walking a blog's comments, newest first. Every look begins with the newest page, so that a comment that was let
 * through late is heard although its time is past; it goes on, page after page, until it is well behind what the look
 * before had heard. Only then is it over, so that a walk that was broken off leaves no hole. Pure.
 */

/** What is asked one after the other: the comments, the queue of those that wait, or one search each. */
export interface Look {
  query: Readonly<Record<string, string>>
  /** How far back it goes where nothing was heard before. */
  firstPages: number
}

/** Pages of a first look back. What waits to be let through is work, however old. */
export const firstPages = 3
export const firstHeldPages = 20
export const perPage = 50
/** How far behind the last look a walk goes: a comment may be stored some time after the moment it carries. */
export const overlapMs = 2 * 3_600_000

const place = z.object({
  /** Time of the newest comment heard; absent until a look was finished. */
  newest: z.number().optional(),
  walk: z
    .object({
      look: z.number().int(),
      page: z.number().int(),
      /** Newest seen on this walk. */
      top: z.number(),
      /** When the walk began: it hears nothing that came later for sure. */
      startMs: z.number(),
      /** A first look that ended at its cap: nothing before this was given. */
      fromMs: z.number().optional(),
    })
    .optional(),
})
export type Place = z.infer<typeof place>

export interface Step {
  look: number
  page: number
}

export function placeOf(cursor: Json): Place {
  return place.safeParse(cursor).data ?? {}
}

/** Which page of which look is asked for next. */
export function stepOf({ walk }: Place): Step {
  return walk === undefined ? { look: 0, page: 1 } : { look: walk.look, page: walk.page }
}

/**
 * Where to stand after a page. `times` are those of its comments, `pages` how many there are as the blog says. When the walk is over,
 * all between `coveredFromMs` (if a cap ended it) and `coveredToMs` was heard.
 */
export function afterPage(
  at: Place,
  answer: { times: readonly number[]; pages: number | undefined },
  looks: readonly Pick<Look, 'firstPages'>[],
  nowMs: number,
): { cursor: Json; more: boolean; coveredToMs?: number; coveredFromMs?: number } {
  const walk = at.walk ?? { look: 0, page: 1, top: at.newest ?? 0, startMs: nowMs }
  const top = Math.max(walk.top, ...answer.times)
  const oldest = Math.min(...answer.times)
  const isEnd =
    answer.times.length === 0 ||
    (answer.pages === undefined ? answer.times.length < perPage : walk.page >= answer.pages)
  const isCapped =
    at.newest === undefined && !isEnd && walk.page >= (looks[walk.look]?.firstPages ?? firstPages)
  const isKnown = at.newest !== undefined && oldest < at.newest - overlapMs
  const fromMs = isCapped ? Math.max(walk.fromMs ?? 0, oldest) : walk.fromMs
  const isLast = isEnd || isCapped || isKnown
  const [look, page] = isLast ? [walk.look + 1, 1] : [walk.look, walk.page + 1]
  if (look < looks.length) {
    const newest: Record<string, number> = at.newest === undefined ? {} : { newest: at.newest }
    const on: Record<string, number> = {
      look,
      page,
      top,
      startMs: walk.startMs,
      ...(fromMs === undefined ? {} : { fromMs }),
    }
    return { cursor: { ...newest, walk: on }, more: true }
  }
  return {
    cursor: top === 0 ? {} : { newest: top },
    more: false,
    coveredToMs: walk.startMs,
    ...(fromMs === undefined ? {} : { coveredFromMs: fromMs }),
  }
}
