/** Time in the town: read it, be woken by it, and move it. */
export interface TownClock {
  /** Epoch milliseconds. */
  now(): number
  /** Runs `wake` once, `ms` of town time from now; returns how to cancel. */
  after(ms: number, wake: () => void): () => void
  /** Sets the time; a manual clock runs every wake that falls due on the way, each at its own time. */
  setNow(ms: number): void
  /** As setNow, from where the clock is. */
  advance(ms: number): void
  /** True if time stands still until moved. */
  readonly manual: boolean
  /** Cancels every wake. */
  stop(): void
}

/** A clock that stands at `startMs` until moved. */
export function manualClock(startMs: number): TownClock {
  let now = startMs
  let wakes: { at: number; wake: () => void }[] = []
  const takeDue = (limit: number): { at: number; wake: () => void } | undefined => {
    const due = wakes.filter((each) => each.at <= limit).sort((a, b) => a.at - b.at)[0]
    if (due !== undefined) wakes = wakes.filter((each) => each !== due)
    return due
  }
  const setNow = (target: number): void => {
    for (let due = takeDue(target); due !== undefined; due = takeDue(target)) {
      now = Math.max(now, due.at)
      due.wake()
    }
    now = target
  }
  return {
    manual: true,
    now: () => now,
    after(ms, wake) {
      const entry = { at: now + Math.max(0, ms), wake }
      wakes.push(entry)
      return () => {
        wakes = wakes.filter((each) => each !== entry)
      }
    },
    setNow,
    advance: (ms) => setNow(now + ms),
    stop() {
      wakes = []
    },
  }
}

/** The machine's clock. Moving it shifts what `now` says; wakes still take their real time. */
export function runningClock(): TownClock {
  let shift = 0
  const timers = new Set<NodeJS.Timeout>()
  const now = (): number => Date.now() + shift
  return {
    manual: false,
    now,
    after(ms, wake) {
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          wake()
        },
        Math.max(0, ms),
      )
      timers.add(timer)
      return () => {
        clearTimeout(timer)
        timers.delete(timer)
      }
    },
    setNow(ms) {
      shift = ms - Date.now()
    },
    advance(ms) {
      shift += ms
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
