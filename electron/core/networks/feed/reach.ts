import { createHash } from 'node:crypto'
import type { FetchedItem, Page } from '../types.ts'

/**
 * How far back a feed reaches. A feed holds its newest entries only and cannot be asked for others: where none of
 * them was in it the last time, some may have come and gone between two pulls. Pure.
 */

/** So many marks are kept from either end: a feed of thousands of entries is known by its edges. */
const keptAtEnds = 50
/** Feeds hold at least this many entries, so that one with fewer, and none before, holds all there ever were. */
const smallestFeed = 10

/** A short mark of each entry, for the next pull. */
export function marksOf(items: readonly Pick<FetchedItem, 'remoteId'>[]): string[] {
  const ends =
    items.length <= 2 * keptAtEnds ? items : [...items.slice(0, keptAtEnds), ...items.slice(-keptAtEnds)]
  return ends.map(markOf)
}

function markOf({ remoteId }: Pick<FetchedItem, 'remoteId'>): string {
  return createHash('sha256').update(remoteId).digest('base64url').slice(0, 8)
}

export function isNewestFirst(items: readonly Pick<FetchedItem, 'createdMs'>[]): boolean {
  const steps = items.slice(1).map(({ createdMs }, n) => createdMs - (items[n]?.createdMs ?? createdMs))
  return steps.filter((step) => step > 0).length <= steps.filter((step) => step < 0).length
}

/**
 * What a feed's entries, in their order, prove of time. `seen` are the marks of the last pull, undefined at the first.
 * The end of the list counts and not the oldest date: an old entry that is pinned on top says nothing of the years since.
 */
export function reachOf(
  items: readonly Pick<FetchedItem, 'remoteId' | 'createdMs'>[],
  seen: readonly string[] | undefined,
): Pick<Page, 'coveredFromMs' | 'holeReason'> {
  const oldest = isNewestFirst(items) ? items.at(-1) : items[0]
  if (oldest === undefined) return {}
  if (seen === undefined) return { coveredFromMs: oldest.createdMs }
  const known = new Set(seen)
  const isJoined =
    items.some((item) => known.has(markOf(item))) || (known.size === 0 && items.length < smallestFeed)
  if (isJoined) return {}
  return {
    coveredFromMs: oldest.createdMs,
    holeReason: `The feed holds only its newest ${String(items.length)}, and all of them were new.`,
  }
}
