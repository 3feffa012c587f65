import type { HostLimit } from '../db/hosts.ts'

/*
 * What of a host's limit listening may use. Pure. The rules:
 * 1. Some requests of each window are kept for sending; listening waits for the next window instead.
 * 2. What remains is spread over the time until the limit starts anew, by weight, so that it is not met at all.
 * 3. Work in the background takes only what listening surely does not need: the better half of a window, and, for what
 *    may wait for days (looking again), no more of it than all pulls leave that come before the window ends.
 * 4. A limit that is not known holds nobody up: the next answer tells. One whose window has ended is taken to be
 *    full again, so that not everybody who waited for that asks in the same moment.
 */

/** Kept for sending where a host does not say how much its window holds. */
const plainReserve = 5
/** Who had a turn in a window comes this much after the beginning of the next. */
const afterOthersMs = 5000
/** How soon to look again where only requests under way stand in between. */
const nextLookMs = 2000
/** What may wait for days comes so long after the beginning of a window: by then an answer told how it stands. */
const afterAllMs = 60_000

/** Requests of a window that listening leaves alone. */
export function reserveOf({ quota }: Pick<HostLimit, 'quota'>): number {
  if (quota === undefined) return plainReserve
  return Math.max(0, Math.min(20, Math.ceil(quota / 10), quota - 1))
}

/** The limit as it counts now; undefined where it says nothing (any more). */
function inForce(limit: HostLimit | undefined, nowMs: number) {
  if (limit === undefined || limit.remaining === undefined) return undefined
  if (limit.resetMs === undefined || limit.resetMs <= nowMs) return undefined
  return { free: Math.max(0, limit.remaining - reserveOf(limit)), resetMs: limit.resetMs, quota: limit.quota }
}

/** Until when a pull of so many requests must wait; undefined: it may ask now. `underWay` are requests not answered yet. */
export function holdUntilMs(
  limit: HostLimit | undefined,
  requests: number,
  underWay: number,
  nowMs: number,
): number | undefined {
  const now = inForce(limit, nowMs) ?? renewed(limit)
  if (now === undefined) return undefined
  // One pull may cost more than a window leaves: then it takes a whole one.
  const most = now.quota === undefined ? requests : Math.max(1, now.quota - reserveOf(now))
  if (now.free - underWay >= Math.min(requests, most)) return undefined
  return now.resetMs ?? nowMs + nextLookMs
}

/** A window that begins with the next request. */
function renewed(limit: HostLimit | undefined) {
  if (limit?.quota === undefined || limit.resetMs === undefined) return undefined
  return { free: limit.quota - reserveOf(limit), resetMs: undefined, quota: limit.quota }
}

/** Who shares a limit: how much all ask in a round (requests by weight), and the weight of the one that asks. */
export interface Share {
  weighted: number
  weight: number
}

/** The least wait before the next pull, so that what remains lasts until the limit starts anew. */
export function spreadMs(limit: HostLimit | undefined, share: Share, nowMs: number): number {
  const now = inForce(limit, nowMs)
  if (now === undefined) return 0
  // Nothing beyond the reset is known, and then everybody may ask anew; those first who had to wait for it.
  const leftMs = now.resetMs - nowMs
  return Math.min(
    leftMs + afterOthersMs,
    Math.ceil((leftMs * share.weighted) / (share.weight * Math.max(1, now.free))),
  )
}

/** Until when work in the background must wait; undefined: it may ask now. */
export function backgroundHoldMs(limit: HostLimit | undefined, nowMs: number): number | undefined {
  const blockedMs = limit?.blockedUntilMs ?? 0
  if (blockedMs > nowMs) return blockedMs
  const now = inForce(limit, nowMs)
  if (now === undefined) return undefined
  const needed = now.quota === undefined ? 10 * plainReserve : now.quota / 2
  return now.free < needed ? now.resetMs : undefined
}

/**
 * Until when looking again must wait; undefined: one request is to spare. `wanted` are the requests that pulls need up to a
 * moment.
 */
export function spareHoldMs(
  limit: HostLimit | undefined,
  wanted: (untilMs: number) => number,
  nowMs: number,
): number | undefined {
  const holdMs = backgroundHoldMs(limit, nowMs)
  // Those who wait for the new window come first.
  if (holdMs !== undefined) return holdMs + afterAllMs
  const now = inForce(limit, nowMs) ?? renewed(limit)
  if (now === undefined || now.free > wanted(now.resetMs ?? nowMs + afterAllMs)) return undefined
  return (now.resetMs ?? nowMs) + afterAllMs
}
