import type { Health } from '#shared/domain/stream'
import { isPassing, type FailureShape } from '#shared/failure'

/** First wait after a passing failure, doubled by each further one. */
const firstWaitMs = 15_000
const longestWaitMs = 30 * 60_000
/** Asked again after a bill was not paid, or no limit was set. */
const unpaidWaitMs = 6 * 3_600_000
/** A message that keeps failing for passing reasons is given up after this many tries (about two days). */
const mostSendTries = 100

/**
 * How long to wait before try number `tries + 1`, in ms: doubling with up to a fifth of jitter, so that many
 * streams of one host do not return together.
 */
export function backOffMs(tries: number, random: number): number {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, Math.min(tries, 20) - 1))
  return Math.round(wait * (1 + random / 5))
}

/** When a failed job runs again; undefined when it must wait for somebody to act. */
export function nextTryMs(
  failure: FailureShape,
  tries: number,
  nowMs: number,
  random: number,
): number | undefined {
  // A cap of ours ends with its month; a bill at the network may be paid at any time.
  if (failure.code === 'billing') return Math.max(failure.retryAtMs ?? nowMs + unpaidWaitMs, nowMs + 1000)
  if (!isPassing(failure.code)) return undefined
  if (failure.code === 'rate-limited' && failure.retryAtMs !== undefined)
    return Math.max(failure.retryAtMs, nowMs + 1000)
  return Math.max(nowMs + backOffMs(tries, random), failure.retryAtMs ?? 0)
}

/** A stream counts as late after three intervals without success, and never before ten minutes. */
export function lateAfterMs(intervalMs: number): number {
  return Math.max(3 * intervalMs, 10 * 60_000)
}

/**
 * What a failure says about a stream's health. A short trouble of a stream that was heard lately is not shown
 * yet; everything that only the user can mend is shown at once.
 */
export function healthAfter(
  failure: FailureShape,
  stream: { intervalMs: number; lastOkMs?: number | undefined },
  tries: number,
  nowMs: number,
): Exclude<Health, 'paused'> {
  switch (failure.code) {
    case 'rate-limited':
      return 'limited'
    case 'signed-out':
      return 'signed-out'
    case 'offline':
    case 'timeout':
    case 'unavailable':
    case 'bad-response':
    case 'bug': {
      if (failure.code === 'bad-response' && tries >= 5) return 'broken'
      if (stream.lastOkMs === undefined) return 'late'
      return nowMs - stream.lastOkMs > lateAfterMs(stream.intervalMs) ? 'late' : 'ok'
    }
    default:
      return 'broken'
  }
}

/** True when a message may be tried again by itself after this failure. */
export function maySendAgain(failure: FailureShape, tries: number): boolean {
  return isPassing(failure.code) && failure.code !== 'bug' && tries < mostSendTries
}
