import type { HostLimit } from '../db/hosts.ts'

/*
 * What of a host's limit listening may use. Pure. The rules:
 * 1. Some requests of each window are kept for sending; listening waits for the next window instead.
 * 2. What remains is spread over the time until the limit starts anew, by weight, so that it is not met at all.
 * 3. Work in the background takes only what listening surely does not need.
 * 4. A limit that is not known, or whose window has ended, holds nobody up: the next answer tells the new one.
 */

/** Kept for sending where a host does not say how much its window holds. */
const plainReserve = 5

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
  const now = inForce(limit, nowMs)
  if (now === undefined) return undefined
  // One pull may cost more than a window leaves: then it takes a whole one.
  const most = now.quota === undefined ? requests : Math.max(1, now.quota - reserveOf(now))
  return now.free - underWay < Math.min(requests, most) ? now.resetMs : undefined
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
  const leftMs = now.resetMs - nowMs
  // Nothing beyond the reset is known, and then everybody may ask anew.
  return Math.min(leftMs, Math.ceil((leftMs * share.weighted) / (share.weight * Math.max(1, now.free))))
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
