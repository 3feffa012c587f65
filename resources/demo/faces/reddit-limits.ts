import type { TownClock } from '../clock.ts'

/** What Reddit counts: a thousand calls of the API in ten minutes, one feed a minute for strangers, comments of an account. */
const windows = {
  api: { quota: 1000, ms: 600_000 },
  feeds: { quota: 1, ms: 60_000 },
} as const

const commentsAtOnce = 3
const commentPauseMs = 570_000

export class Windows {
  private readonly clock: TownClock
  private readonly used = new Map<string, { startMs: number; count: number }>()
  private comments: number[] = []

  constructor(clock: TownClock) {
    this.clock = clock
  }

  /** Counts a request. The headers say what is left, and in how many seconds the window ends. */
  take(which: keyof typeof windows, refuses: boolean): { isFull: boolean; headers: Record<string, string> } {
    const { quota, ms } = windows[which]
    const nowMs = this.clock.now()
    const before = this.used.get(which)
    const isOpen = before !== undefined && nowMs - before.startMs < ms
    const startMs = isOpen ? before.startMs : nowMs
    const count = (isOpen ? before.count : 0) + 1
    this.used.set(which, { startMs, count })
    // A town that refuses nobody is never used up.
    const left = refuses ? Math.max(0, quota - count) : Math.max(1, quota - count)
    return {
      isFull: refuses && count > quota,
      headers: {
        'x-ratelimit-used': String(count),
        'x-ratelimit-remaining': left.toFixed(1),
        'x-ratelimit-reset': String(Math.ceil((startMs + ms - nowMs) / 1000)),
      },
    }
  }

  /** Counts a comment, or says how long to wait for the next. */
  commentWaitMs(): number {
    const nowMs = this.clock.now()
    this.comments = this.comments.filter((atMs) => nowMs - atMs < commentPauseMs)
    const [first] = this.comments
    if (first !== undefined && this.comments.length >= commentsAtOnce) return first + commentPauseMs - nowMs
    this.comments.push(nowMs)
    return 0
  }
}
