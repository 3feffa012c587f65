import type { Clock } from './clock.ts'

/** A hint that is not repeated within this time is forgotten: the window may be gone. */
const holdsMs = 10 * 60_000

/** Which streams somebody looks at right now: they are asked first and more often. Kept in memory only. */
export interface Attention {
  /** These and no others are in front. */
  look(streamIds: readonly number[]): void
  watched(): readonly number[]
}

export function attention(clock: Clock): Attention {
  let ids: readonly number[] = []
  let untilMs = 0
  return {
    look(streamIds) {
      ids = [...streamIds]
      untilMs = clock.now() + holdsMs
    },
    watched: () => (clock.now() < untilMs ? ids : []),
  }
}
