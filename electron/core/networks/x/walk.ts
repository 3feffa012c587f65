import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Newest first, page by page: X gives what is newer than an id that is known, a token for the next page, and with the
 * first page of all the newest id, which is where the next walk begins. Pure.
 */

const place = z.object({
  /** Everything up to this post has been heard. */
  sinceId: z.string().optional(),
  /** When the last walk began: ids older than a week are refused. */
  atMs: z.number().optional(),
  /** A walk under way. */
  walk: z
    .object({
      token: z.string(),
      newestId: z.string().optional(),
      startMs: z.number(),
      pages: z.number().int(),
    })
    .optional(),
})
export type Place = z.infer<typeof place>

export function placeOf(cursor: Json): Place {
  return place.safeParse(cursor).data ?? {}
}

/** Pages of the very first walk: each costs money, and what is older has been answered or forgotten. */
export const firstPages = 2

export interface Step {
  cursor: Json
  more: boolean
  /** Everything from here on was heard; set where the walk was cut short. */
  cut: boolean
  /** Everything up to here was heard. Set when the walk is over. */
  coveredToMs: number | undefined
}

/** Where to go on after a page. `askedMs` is when it was asked for. */
export function afterPage(
  at: Place,
  page: { newestId: string | undefined; nextToken: string | undefined },
  askedMs: number,
): Step {
  const startMs = at.walk?.startMs ?? askedMs
  // Only the first page of a walk knows the newest: those after it are older.
  const newestId = at.walk === undefined ? page.newestId : at.walk.newestId
  const pages = (at.walk?.pages ?? 0) + 1
  const isFirstWalk = at.sinceId === undefined
  const isCut = isFirstWalk && pages >= firstPages && page.nextToken !== undefined
  const goesOn = page.nextToken !== undefined && page.nextToken !== at.walk?.token && !isCut
  if (goesOn && page.nextToken !== undefined)
    return {
      cursor: json({ ...at, walk: { token: page.nextToken, newestId, startMs, pages } }),
      more: true,
      cut: false,
      coveredToMs: undefined,
    }
  return {
    cursor: json({ sinceId: newestId ?? at.sinceId, atMs: startMs }),
    more: false,
    cut: isCut,
    coveredToMs: startMs,
  }
}

function json(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json // without what is undefined
}
