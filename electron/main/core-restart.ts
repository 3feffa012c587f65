/** What to do after the core process ended without being asked to. */
export type AfterCrash = { act: 'restart'; inMs: number } | { act: 'park' }

export const crashWindowMs = 5 * 60_000
export const crashesToPark = 5

/**
 * Back-off by the crashes of the last five minutes, the newest included: 0.5 s, 1 s, 2 s, 4 s, and the fifth parks core until
 * the user starts it again. Pure.
 */
export function afterCrash(crashTimesMs: readonly number[], nowMs: number): AfterCrash {
  const recent = crashTimesMs.filter((at) => nowMs - at < crashWindowMs).length
  if (recent >= crashesToPark) return { act: 'park' }
  return { act: 'restart', inMs: 500 * 2 ** Math.max(0, recent - 1) }
}
