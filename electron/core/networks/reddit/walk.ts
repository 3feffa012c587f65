import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Walking lists that are given newest first. The API names the next page by the last entry of this one and gives some
 * thousand entries of a list (of a search 250) and no more; a feed is one page. A stream may have several lists (posts and comments),
 * which are walked one after the other, each until it is a little behind what the look before had heard. Pure.
 */

/** Asked for at once; more is not given. */
export const perPage = 100
/** How far behind the last look a walk goes: searches and filters show things minutes late. */
export const overlapMs = 15 * 60_000
/** Pages of a first look back, for each list. */
export const firstPages = 3

const place = z.object({
  /** Time of the newest heard; absent until a look was finished. */
  newest: z.number().optional(),
  walk: z
    .object({
      look: z.number().int(),
      /** The name after which the next page begins; absent for the first. */
      after: z.string().optional(),
      /** Pages of this list that were given. */
      count: z.number().int(),
      /** The page before, to notice a list that goes in circles. */
      mark: z.string().optional(),
      /** How far back the pages before this one reached. */
      reachMs: z.number().optional(),
      top: z.number(),
      /** When the walk began: it hears nothing that came later for sure. */
      startMs: z.number(),
      /** A list that broke off before it met what was known: nothing before this was given. */
      fromMs: z.number().optional(),
    })
    .optional(),
})
export type Place = z.infer<typeof place>

/** One page as the walk sees it. */
export interface Given {
  times: readonly number[]
  /** All since then was given; 0 where the list is at its true end. */
  reachMs: number
  /** After which name the next page begins; undefined at the end. */
  next: string | undefined
  /** The page is empty though the one before named it: what it should have held is not known. */
  isLost: boolean
  /** Names what it holds. */
  mark: string
}

export function walkedOf(cursor: Json): Place {
  return place.safeParse(cursor).data ?? {}
}

/** Which page of which list is asked for next. */
export function stepOf({ walk }: Place): { look: number; after: string | undefined; count: number } {
  return { look: walk?.look ?? 0, after: walk?.after, count: walk?.count ?? 0 }
}

/**
 * Where to stand after a page. When the walk is over, all between `coveredFromMs` (if a list broke off) and
 * `coveredToMs` was heard.
 */
export function afterPage(
  at: Place,
  given: Given,
  looks: number,
  nowMs: number,
): { place: Place; more: boolean; coveredToMs?: number; coveredFromMs?: number } {
  const { newest } = at
  const walk = at.walk ?? { look: 0, count: 0, top: newest ?? 0, startMs: nowMs }
  const count = walk.count + 1
  // A time ahead of ours would make everything after it look old.
  const top = Math.min(Math.max(walk.top, ...given.times), Math.max(walk.top, walk.startMs))
  const reachMs = given.isLost ? (walk.reachMs ?? 0) : given.reachMs
  const isEnd = given.next === undefined || given.next === walk.after || given.mark === walk.mark
  const isCapped = !isEnd && newest === undefined && count >= firstPages
  const isKnown = newest !== undefined && reachMs < newest - overlapMs
  const isLast = isEnd || isCapped || isKnown
  // What was heard the last time is met: nothing lies between, though the list holds no more.
  const meets = newest !== undefined && reachMs <= newest
  const fromMs = isLast && reachMs > 0 && !meets ? Math.max(walk.fromMs ?? 0, reachMs) : walk.fromMs
  const from = fromMs === undefined ? {} : { fromMs }
  const look = isLast ? walk.look + 1 : walk.look
  if (look < looks) {
    const on = isLast
      ? { count: 0 }
      : { count, mark: given.mark, reachMs, ...(given.next === undefined ? {} : { after: given.next }) }
    return {
      place: { ...kept(at), walk: { look, top, startMs: walk.startMs, ...on, ...from } },
      more: true,
    }
  }
  return {
    place: top === 0 ? {} : { newest: top },
    more: false,
    coveredToMs: walk.startMs,
    ...(fromMs === undefined ? {} : { coveredFromMs: fromMs }),
  }
}

/** The configuration was changed while a walk was under way: it begins anew. */
export function startOf(at: Place, looks: number): Place {
  return at.walk === undefined || at.walk.look < looks ? at : kept(at)
}

function kept({ newest }: Place): Place {
  return newest === undefined ? {} : { newest }
}

/** JSON knows no undefined. */
export function asCursor({ newest, walk }: Place): Json {
  return {
    ...(newest === undefined ? {} : { newest }),
    ...(walk === undefined
      ? {}
      : {
          walk: Object.fromEntries(
            Object.entries(walk).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
          ),
        }),
  }
}
