/*
 * How often a stream is asked. Pure. The rules, told in docs/architecture.md as well:
 * 1. Never sooner than the network allows (`floorMs`) or wishes (`wishMs`).
 * 2. The stream's own interval is a promise: asked at least that often, as far as rule 1 and the budget allow.
 * 3. Between the two the stream's pace decides: about one new item a pull.
 * 4. What somebody looks at is asked as often as allowed; what a live connection brings whole, at its interval.
 */

/** The last this much of a stream tells its pace: long enough to be steady, short enough to follow a busy evening. */
export const paceSpanMs = 6 * 3_600_000

export interface Rhythm {
  intervalMs: number
  floorMs: number
  wishMs: number | undefined
  /** Items an hour, as heard lately; undefined until known. */
  pace: number | undefined
  isWatched: boolean
  /** A live connection brings everything of it. */
  isLive: boolean
}

/** How long to wait between two pulls, in ms. */
export function pullEveryMs(rhythm: Rhythm): number {
  const leastMs = Math.max(rhythm.floorMs, rhythm.wishMs ?? 0)
  const mostMs = Math.max(leastMs, rhythm.intervalMs)
  if (rhythm.isWatched) return leastMs
  if (rhythm.isLive || rhythm.pace === undefined || rhythm.pace <= 0) return mostMs
  return Math.min(mostMs, Math.max(leastMs, 3_600_000 / rhythm.pace))
}

/** When to ask again after success: up to a twentieth sooner or later, so that streams do not march in step. */
export function nextPullMs(rhythm: Rhythm, nowMs: number, random: number): number {
  const leastMs = Math.max(rhythm.floorMs, rhythm.wishMs ?? 0)
  return nowMs + Math.max(leastMs, Math.round(pullEveryMs(rhythm) * (0.95 + random / 10)))
}
