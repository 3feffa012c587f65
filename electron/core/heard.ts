import type { TimeRange } from '#shared/domain/coverage'
import type { Page } from './networks/types.ts'

/*
 * What a page proves of time. Pure; the ledger itself is db/coverage.ts. Its rules:
 * 1. Nothing is claimed before the network claims it: `coveredToMs`, and never beyond our own clock.
 * 2. A pull goes on where the last one ended, so what it proves begins there, however long ago that was.
 * 3. Where the network could not give everything (`coveredFromMs`), what lies between is a hole, and is said.
 * 4. A first pull proves what it gave: from its oldest item on, where the network does not know better.
 * 5. A walk over several pages proves nothing until its end; what its pages told is kept until then (`Walk`).
 */

/** What the pages of a walk that is not through yet have told. Stored with the cursor. */
export interface Walk {
  /** The oldest item so far, epoch ms. */
  oldestMs?: number | undefined
  /** Nothing before this could be given. */
  fromMs?: number | undefined
  why?: string | undefined
}

/** How far a stream is heard, before a page. */
export interface Standing {
  heardToMs: number | undefined
  walk: Walk | undefined
}

export interface Proof {
  heardToMs: number | undefined
  walk: Walk | undefined
  /** Truly heard; may be empty. */
  covered: TimeRange | undefined
  hole: (TimeRange & { reason: string }) | undefined
}

type Told = Pick<Page, 'coveredToMs' | 'coveredFromMs' | 'holeReason'> & {
  items: readonly { createdMs: number }[]
}

/** What a page of a pull proves, after what was known before. */
export function prove({ heardToMs, walk: before }: Standing, page: Told, nowMs: number): Proof {
  const walk = walkOn(before, page)
  if (page.coveredToMs === undefined) return { heardToMs, walk, covered: undefined, hole: undefined }
  const toMs = Math.min(page.coveredToMs, nowMs)
  if (heardToMs === undefined) {
    const fromMs = Math.min(walk.fromMs ?? walk.oldestMs ?? toMs, toMs)
    return { heardToMs: toMs, walk: undefined, covered: { fromMs, toMs }, hole: undefined }
  }
  // A clock that was set back proves nothing new.
  if (toMs <= heardToMs) return { heardToMs, walk: undefined, covered: undefined, hole: undefined }
  const fromMs = Math.min(Math.max(heardToMs, walk.fromMs ?? heardToMs), toMs)
  const hole =
    fromMs > heardToMs
      ? { fromMs: heardToMs, toMs: fromMs, reason: walk.why ?? 'The network gave only its newest.' }
      : undefined
  return { heardToMs: toMs, walk: undefined, covered: { fromMs, toMs }, hole }
}

function walkOn(before: Walk | undefined, page: Told): Walk {
  const { coveredFromMs, holeReason } = page
  const oldest = Math.min(before?.oldestMs ?? Infinity, ...page.items.map(({ createdMs }) => createdMs))
  const isLater = coveredFromMs !== undefined && coveredFromMs > (before?.fromMs ?? -Infinity)
  return {
    oldestMs: Number.isFinite(oldest) ? oldest : undefined,
    fromMs: isLater ? coveredFromMs : before?.fromMs,
    why: isLater ? holeReason : before?.why,
  }
}
