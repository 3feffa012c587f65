import type { Clock } from '../clock.ts'

/** A clock that moves only when told to, and then runs what has become due in order. */
export interface FakeClock extends Clock {
  /** Moves forward and runs every wake that falls due on the way, each at its own time. */
  advance(ms: number): void
  /** Moves forward as a machine that sleeps: nothing runs, and afterwards everything is late at once. */
  sleep(ms: number): void
}

export function fakeClock(startMs = Date.UTC(2026, 9, 1, 9, 0, 0)): FakeClock {
  let now = startMs
  let seq = 0
  const wakes = new Map<number, { at: number; wake: () => void }>()
  const nextDue = (limit: number): [number, { at: number; wake: () => void }] | undefined =>
    [...wakes].filter(([, w]) => w.at <= limit).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0]
  return {
    now: () => now,
    after(ms, wake) {
      seq += 1
      const id = seq
      wakes.set(id, { at: now + Math.max(0, ms), wake })
      return () => wakes.delete(id)
    },
    sleep(ms) {
      now += ms
    },
    advance(ms) {
      const target = now + ms
      for (let due = nextDue(target); due !== undefined; due = nextDue(target)) {
        wakes.delete(due[0])
        now = Math.max(now, due[1].at)
        due[1].wake()
      }
      now = target
    },
  }
}
