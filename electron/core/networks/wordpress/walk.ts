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
 * Where to stand after a page. `times` are those of its comments, `pages` how many there are as the blog says. When the walk is over, `coveredToMs` is until when all was heard.
 */
export function afterPage(
  at: Place,
  answer: { times: readonly number[]; pages: number | undefined },
  looks: readonly Pick<Look, 'firstPages'>[],
  nowMs: number,
): { cursor: Json; more: boolean; coveredToMs: number | undefined } {
  const walk = at.walk ?? { look: 0, page: 1, top: at.newest ?? 0, startMs: nowMs }
  const top = Math.max(walk.top, ...answer.times)
  const oldest = Math.min(...answer.times)
  const isLast =
    answer.times.length === 0 ||
    (answer.pages === undefined ? answer.times.length < perPage : walk.page >= answer.pages) ||
    (at.newest === undefined
      ? walk.page >= (looks[walk.look]?.firstPages ?? firstPages)
      : oldest < at.newest - overlapMs)
  const next = isLast ? { ...walk, look: walk.look + 1, page: 1, top } : { ...walk, page: walk.page + 1, top }
  if (next.look < looks.length) return { cursor: { ...at, walk: next }, more: true, coveredToMs: undefined }
  return { cursor: top === 0 ? {} : { newest: top }, more: false, coveredToMs: walk.startMs }
}
