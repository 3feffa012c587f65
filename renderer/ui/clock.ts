/**
 * One clock for everything that ages on the screen: it ticks once a minute while anything listens,
 * and at once when the window is looked at again. Tests replace `nowMs` through `setClock`.
 */
let now: () => number = Date.now
let lastTick = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

export const minuteMs = 60_000

/** Epoch milliseconds. */
export function nowMs(): number {
  return now()
}

/** Replaces the clock and ticks, for tests and pictures. */
export function setClock(clock: () => number): void {
  now = clock
  tick()
}

/** When the clock last ticked: stable between ticks, so it may be read while drawing. */
export function tickedMs(): number {
  return lastTick
}

export function subscribeMinute(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    timer = setInterval(tick, minuteMs)
    if (typeof document !== 'undefined') document.addEventListener('visibilitychange', tick)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === undefined) return
    clearInterval(timer)
    timer = undefined
    if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', tick)
  }
}

function tick(): void {
  lastTick = now()
  for (const listener of listeners) listener()
}

/** The midnight, in local time, that began the day of `ms`. */
export function midnightBefore(ms: number): number {
  const day = new Date(ms)
  day.setHours(0, 0, 0, 0)
  return day.getTime()
}
