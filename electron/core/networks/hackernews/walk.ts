import { z } from 'zod'
import type { Json } from '../types.ts'
import { perPage } from './client.ts'

/**
 * Walking what a search finds, newest first, by windows of time: the service gives the first thousand hits of a request
 * and no more, so what lies behind is asked for up to the time of the last. Several requests (alternatives of a query)
 * are walked one after the other. Times are in seconds. Pure.
 */

/** Requests of the first look back, for each alternative. */
export const firstPages = 2
/** New items appear in the index minutes late, and authors may change theirs for two hours. */
export const overlapS = 2 * 3600 + 600

const place = z.object({
  newest: z.number().optional(),
  walk: z
    .object({
      look: z.number().int(),
      page: z.number().int(),
      toS: z.number().optional(),
      /** Newest seen on this walk. */
      top: z.number(),
      startMs: z.number(),
      /** A first look that ended at its cap: nothing before this was given. */
      fromS: z.number().optional(),
    })
    .optional(),
})
export type Walked = z.infer<typeof place>

export function walkedOf(cursor: Json): Walked {
  return place.safeParse(cursor).data ?? {}
}

/** What is asked for next. */
export function stepOf({ newest, walk }: Walked): {
  look: number
  fromS: number | undefined
  toS: number | undefined
} {
  return {
    look: walk?.look ?? 0,
    fromS: newest === undefined ? undefined : newest - overlapS,
    toS: walk?.toS,
  }
}

/**
 * Where to stand after the times of one answer, newest first. When the walk is over, all between `coveredFromMs` (if a
 * cap ended it) and `coveredToMs` was heard.
 */
export function afterHits(
  at: Walked,
  times: readonly number[],
  looks: number,
  nowMs: number,
): { cursor: Json; more: boolean; coveredToMs?: number; coveredFromMs?: number } {
  const walk = at.walk ?? { look: 0, page: 1, top: at.newest ?? 0, startMs: nowMs }
  const top = Math.max(walk.top, ...times)
  const isEnd = times.length < perPage
  const isCapped = !isEnd && at.newest === undefined && walk.page >= firstPages
  const fromS = isCapped ? Math.max(walk.fromS ?? 0, ...times.slice(-1)) : walk.fromS
  const look = isEnd || isCapped ? walk.look + 1 : walk.look
  if (look >= looks) {
    return {
      cursor: top === 0 ? {} : { newest: top },
      more: false,
      coveredToMs: walk.startMs,
      ...(fromS === undefined ? {} : { coveredFromMs: fromS * 1000 }),
    }
  }
  const on: Record<string, number> = {
    look,
    top,
    startMs: walk.startMs,
    ...(fromS === undefined ? {} : { fromS }),
    ...(isEnd || isCapped ? { page: 1 } : { page: walk.page + 1, toS: nextTo(times, walk.toS) }),
  }
  const newest: Record<string, number> = at.newest === undefined ? {} : { newest: at.newest }
  return { cursor: { ...newest, walk: on }, more: true }
}

/** Up to the last one's second, in which more may lie; where that was asked already, the second before. */
export function nextTo(times: readonly number[], askedTo: number | undefined): number {
  const oldest = Math.min(...times)
  return oldest === askedTo ? oldest - 1 : oldest
}
