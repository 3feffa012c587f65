import { readGraphUsage } from './http-usage.ts'

/** What a host says about asking again, read from headers of every style we met. Pure. */

/** Longest wait we believe: the longest real ones run to the next midnight. */
const longestWaitMs = 25 * 3_600_000
/** Wait after a 429 that does not say how long. */
const plainWaitMs = 60_000

export interface Limits {
  /** Requests that a window holds. */
  quota?: number | undefined
  /** Requests left in the current window. */
  remaining?: number | undefined
  /** When the window starts anew, epoch ms by our own clock. */
  resetMs?: number | undefined
  /** Retry-After as epoch ms by our own clock. */
  retryAtMs?: number | undefined
}

/**
 * Reads Retry-After (seconds or an HTTP date, RFC 9110) and the rate limit headers: `x-ratelimit-*` (Mastodon:
 * ISO-8601 reset), `x-rate-limit-*` (X: epoch seconds), `ratelimit-*` (Bluesky: epoch seconds; the IETF draft:
 * seconds to go), `ratelimit: "default";r=0;t=30`, and the percentages of Meta's Graph API. Absolute times are moved by the difference between the
 * host's `date` header and our clock, so that a host with a wrong clock does not stop us for hours.
 */
export function readLimits(headers: Record<string, string>, nowMs: number): Limits {
  const skewMs = clockSkew(headers['date'], nowMs)
  const reset = first(headers, ['x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset'])
  const remaining = first(headers, ['x-ratelimit-remaining', 'x-rate-limit-remaining', 'ratelimit-remaining'])
  const quota = first(headers, ['x-ratelimit-limit', 'x-rate-limit-limit', 'ratelimit-limit'])
  const combined = headers['ratelimit'] ?? ''
  const fullUntilMs = readGraphUsage(headers, nowMs)?.resetMs
  return {
    quota: count(quota ?? /\bq=(\d+)/.exec(headers['ratelimit-policy'] ?? '')?.[1]),
    remaining:
      fullUntilMs === undefined ? count(remaining ?? /\b(?:r|remaining)=(\d+)/.exec(combined)?.[1]) : 0,
    resetMs: fullUntilMs ?? moment(reset ?? /\b(?:t|reset)=(\d+)/.exec(combined)?.[1], nowMs, skewMs),
    ...usedUpDay(headers, nowMs, skewMs),
    retryAtMs: moment(headers['retry-after'], nowMs, skewMs),
  }
}

/**
 * Decides from one answer until when its host must not be asked again; undefined: no need to wait.
 * `random` in [0, 1) spreads the first request after the wait over up to two seconds, because many windows end together.
 */
export function planWait(
  status: number,
  limits: Limits,
  nowMs: number,
  random: () => number,
): number | undefined {
  const spread = (untilMs: number) => Math.ceil(Math.min(untilMs, nowMs + longestWaitMs) + random() * 2000)
  const ahead = (ms: number | undefined): ms is number => ms !== undefined && ms > nowMs
  if (status === 429) {
    if (ahead(limits.retryAtMs)) return spread(limits.retryAtMs)
    if (ahead(limits.resetMs)) return spread(limits.resetMs)
    return spread(nowMs + (limits.retryAtMs === undefined ? plainWaitMs : 1000))
  }
  // GitHub refuses with 403 what comes too fast.
  if ((status === 503 || status === 403) && ahead(limits.retryAtMs)) return spread(limits.retryAtMs)
  if (limits.remaining === 0 && ahead(limits.resetMs)) return spread(limits.resetMs)
  return undefined
}

/** X counts by the day too, for the app and for its user: a day that is used up outlasts the short window beside it. */
function usedUpDay(headers: Record<string, string>, nowMs: number, skewMs: number): Limits {
  const resets = ['x-app-limit-24hour', 'x-user-limit-24hour'].flatMap((name) =>
    count(headers[`${name}-remaining`]) === 0 ? (moment(headers[`${name}-reset`], nowMs, skewMs) ?? []) : [],
  )
  return resets.length === 0 ? {} : { remaining: 0, resetMs: Math.max(...resets) }
}

function first(headers: Record<string, string>, names: readonly string[]): string | undefined {
  for (const name of names) if (headers[name] !== undefined) return headers[name]
  return undefined
}

function count(value: string | undefined): number | undefined {
  if (value === undefined || !/^\s*\d+/.test(value)) return undefined
  return Math.min(Number.parseInt(value, 10), Number.MAX_SAFE_INTEGER)
}

/** How far the host's clock is ahead of ours; small differences are the way of the answer and count as none. */
function clockSkew(date: string | undefined, nowMs: number): number {
  const theirs = date === undefined ? Number.NaN : Date.parse(date)
  const skew = theirs - nowMs
  return Number.isFinite(skew) && Math.abs(skew) > 5000 ? skew : 0
}

/** Epoch ms by our clock of a date, epoch seconds, epoch ms or seconds to go. */
function moment(value: string | undefined, nowMs: number, skewMs: number): number | undefined {
  const text = value?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text)
    if (number >= 1e12) return number - skewMs
    if (number >= 1e9) return number * 1000 - skewMs
    return nowMs + number * 1000
  }
  const parsed = text === '' ? Number.NaN : Date.parse(text)
  return Number.isFinite(parsed) ? parsed - skewMs : undefined
}
