import type { TownClock } from '../clock.ts'

/** Buckets that refill all the time, as they are set from the start; a request takes one drop. */
const buckets = {
  message: { size: 180, seconds: 60 },
  comment: { size: 6, seconds: 600 },
  search: { size: 60, seconds: 600 },
  register: { size: 3, seconds: 3600 },
} as const
export type Bucket = keyof typeof buckets

export class Limits {
  private readonly clock: TownClock
  private readonly levels = new Map<string, { left: number; atMs: number }>()

  constructor(clock: TownClock) {
    this.clock = clock
  }

  /** False where the bucket is empty. */
  take(name: Bucket): boolean {
    const { size, seconds } = buckets[name]
    const nowMs = this.clock.now()
    const level = this.levels.get(name) ?? { left: size, atMs: nowMs }
    const left = Math.min(size, level.left + ((nowMs - level.atMs) / 1000) * (size / seconds))
    const isEmpty = left < 1
    this.levels.set(name, { left: isEmpty ? left : left - 1, atMs: nowMs })
    return !isEmpty
  }
}
