import type { Json } from '../types.ts'
import { z } from 'zod'

/**
 * Walking a timeline without holes. First the newest pages backwards, down to a cap; from then on forward from the
 * newest id with `min_id`, which gives the oldest after it, so that nothing between two polls is skipped. A walk ends
 * going forward, also the first: only then has everything up to the moment of the question been given. Pure.
 */

/** Pages of the first look back. */
export const firstPages = 3

const place = z.object({
  /** Newest id heard; absent while nothing was there yet. */
  newest: z.string().optional(),
  /** Still going back from here. */
  back: z.object({ maxId: z.string(), left: z.number().int() }).optional(),
})
type Place = z.infer<typeof place>

/** What the next request asks for. */
export interface Step {
  min_id?: string
  max_id?: string
}

export function placeOf(cursor: Json): Place | undefined {
  const parsed = place.safeParse(cursor)
  return parsed.success ? parsed.data : undefined
}

/** Which part of the timeline is asked for next. */
export function stepOf(at: Place | undefined): Step {
  if (at?.back !== undefined) return { max_id: at.back.maxId }
  return at?.newest === undefined ? {} : { min_id: at.newest }
}

export interface After {
  cursor: Json
  more: boolean
  /** The timeline goes on beyond the oldest of this page, and nobody will ask for that. */
  cut?: boolean
}

/** A page of at least this many entries may not be all there is. */
const fullPage = 20

/**
 * Where to stand after a page. `ids` are those of its entries, newest first; `next` and `prev` those of the Link
 * header. A header that leads to where we already are, or a page with nothing in it, ends the walk.
 */
export function afterPage(
  at: Place | undefined,
  ids: readonly string[],
  link: { next?: string | undefined; prev?: string | undefined },
): After {
  if (at?.back !== undefined) return afterBackPage(at.newest, at.back, ids, link.next)
  const newest = ids.length === 0 ? at?.newest : (link.prev ?? ids[0])
  if (at?.newest === undefined) {
    const goesBack = ids.length > 0 && link.next !== undefined && firstPages > 1
    const back = goesBack && link.next !== undefined ? { maxId: link.next, left: firstPages - 1 } : undefined
    const cut = back === undefined && ids.length >= fullPage
    return { cursor: cursorOf(newest, back), more: back !== undefined, ...(cut ? { cut } : {}) }
  }
  // Without a header the server may have ignored `min_id` and given all it has: asking again would not end.
  const more = ids.length > 0 && link.prev !== undefined && link.prev !== at.newest
  const cut = link.prev === undefined && ids.length >= fullPage && !ids.includes(at.newest)
  return { cursor: cursorOf(newest, undefined), more, ...(cut ? { cut } : {}) }
}

function afterBackPage(
  newest: string | undefined,
  back: { maxId: string; left: number },
  ids: readonly string[],
  next: string | undefined,
): After {
  const ends = ids.length === 0 || next === undefined || next === back.maxId || back.left <= 1
  // What came meanwhile is newer than the first page: one step forward, and the walk is through.
  if (ends) {
    const cut = ids.length > 0 && next !== undefined
    return { cursor: cursorOf(newest, undefined), more: newest !== undefined, ...(cut ? { cut } : {}) }
  }
  return { cursor: cursorOf(newest, { maxId: next, left: back.left - 1 }), more: true }
}

function cursorOf(newest: string | undefined, back: { maxId: string; left: number } | undefined): Json {
  return { ...(newest === undefined ? {} : { newest }), ...(back === undefined ? {} : { back }) }
}
