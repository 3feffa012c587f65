/** Time as core sees it: read it, and be woken. Tests hand in one that moves when told to. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Runs `wake` once, `ms` from now; returns how to cancel. Never earlier; later after a suspend. */
  after(ms: number, wake: () => void): () => void
}

/** Longest delay a Node timer takes without overflowing to 1 ms. */
const longestTimerMs = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, Math.min(Math.max(0, ms), longestTimerMs))
    return () => clearTimeout(timer)
  },
}
