import { z } from 'zod'

/**
 * The arithmetic of what was heard: stretches of time in epoch ms, half open, so that [1, 3) and [3, 5) touch and
 * make [1, 5). Lists of them are in normal form: rising, none empty, none overlapping or touching another. Pure.
 */

export const timeRange = z.object({ fromMs: z.number(), toMs: z.number() })
export type TimeRange = z.infer<typeof timeRange>

/**
 * - open       asked of the network, but not yet begun
 * - filling    being filled, step by step
 * - filled     heard after all
 * - permanent  cannot be filled; `reason` says why
 */
export const gapState = z.enum(['open', 'filling', 'filled', 'permanent'])
export type GapState = z.infer<typeof gapState>

/** A hole in what a stream has heard. */
export const gap = timeRange.extend({
  id: z.number().int(),
  streamId: z.number().int(),
  state: gapState,
  /** Why it came about; for a permanent one, why it stays. */
  reason: z.string(),
  /** When it was noticed. */
  seenMs: z.number(),
})
export type Gap = z.infer<typeof gap>

/** Any ranges, in normal form. */
export function merged(ranges: readonly TimeRange[]): TimeRange[] {
  const rising = ranges.filter(({ fromMs, toMs }) => fromMs < toMs).toSorted((a, b) => a.fromMs - b.fromMs)
  const result: TimeRange[] = []
  for (const { fromMs, toMs } of rising) {
    const last = result.at(-1)
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs)
    else result.push({ fromMs, toMs })
  }
  return result
}

/** The parts of the ranges that lie inside the window. */
export function clipped(ranges: readonly TimeRange[], window: TimeRange): TimeRange[] {
  return merged(
    ranges.map(({ fromMs, toMs }) => ({
      fromMs: Math.max(fromMs, window.fromMs),
      toMs: Math.min(toMs, window.toMs),
    })),
  )
}

/** The parts of the window that no range covers. */
export function holes(ranges: readonly TimeRange[], window: TimeRange): TimeRange[] {
  const result: TimeRange[] = []
  let fromMs = window.fromMs
  for (const range of clipped(ranges, window)) {
    if (fromMs < range.fromMs) result.push({ fromMs, toMs: range.fromMs })
    fromMs = range.toMs
  }
  if (fromMs < window.toMs) result.push({ fromMs, toMs: window.toMs })
  return result
}

export function isCovered(ranges: readonly TimeRange[], ms: number): boolean {
  return ranges.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)
}

/** How much time the ranges hold, each moment once. */
export function totalMs(ranges: readonly TimeRange[]): number {
  return merged(ranges).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
}
