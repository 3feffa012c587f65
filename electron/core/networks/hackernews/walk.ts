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

/** Where to stand after the times of one answer, newest first. */
export function afterHits(
  at: Walked,
  times: readonly number[],
  looks: number,
  nowMs: number,
): { cursor: Json; more: boolean; coveredToMs: number | undefined } {
  const walk = at.walk ?? { look: 0, page: 1, top: at.newest ?? 0, startMs: nowMs }
  const top = Math.max(walk.top, ...times)
  const isLast = times.length < perPage || (at.newest === undefined && walk.page >= firstPages)
  const look = isLast ? walk.look + 1 : walk.look
  const heard: Record<string, number> = at.newest === undefined ? {} : { newest: at.newest }
  if (look >= looks)
    return { cursor: top === 0 ? {} : { newest: top }, more: false, coveredToMs: walk.startMs }
  const on: Record<string, number> = isLast
    ? { page: 1 }
    : { page: walk.page + 1, toS: nextTo(times, walk.toS) }
  const cursor = { ...heard, walk: { look, ...on, top, startMs: walk.startMs } }
  return { cursor, more: true, coveredToMs: undefined }
}

/** Up to the last one's second, in which more may lie; where that was asked already, the second before. */
export function nextTo(times: readonly number[], askedTo: number | undefined): number {
  const oldest = Math.min(...times)
  return oldest === askedTo ? oldest - 1 : oldest
}
