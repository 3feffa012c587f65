import { parseFeedDate, periodMs } from './dates.ts'
import type { RawFeed } from './raw-feed.ts'

const minuteMs = 60_000
export const floorMs = 5 * minuteMs
export const capMs = 24 * 60 * minuteMs

/** How long the feed itself wants to be left alone: `<ttl>` or the syndication module, ms; undefined where it says nothing. */
export function feedWishMs(feed: RawFeed): number | undefined {
  const ttl = Number(feed.ttlMinutes)
  const named = feed.updatePeriod?.trim().toLowerCase() ?? ''
  const period = Object.hasOwn(periodMs, named) ? periodMs[named] : undefined
  const frequency = Number(feed.updateFrequency ?? 1)
  const wishes = [
    ttl > 0 ? ttl * minuteMs : undefined,
    period === undefined ? undefined : period / (frequency >= 1 ? frequency : 1),
  ].filter((wish) => wish !== undefined)
  return wishes.length === 0 ? undefined : Math.max(...wishes)
}

/** Freshness that the response promises: max-age, else Expires against Date, ms; undefined where it promises none. */
export function headerWishMs(headers: Record<string, string>): number | undefined {
  const cacheControl = headers['cache-control'] ?? ''
  if (/\bno-(?:cache|store)\b/i.test(cacheControl)) return undefined
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(cacheControl)?.[1]
  if (maxAge !== undefined) return Number(maxAge) > 0 ? Number(maxAge) * 1000 : undefined
  const expires = parseFeedDate(headers['expires'])
  const date = parseFeedDate(headers['date'])
  return expires !== undefined && date !== undefined && expires > date ? expires - date : undefined
}

/** The longest of the wishes, never under 5 minutes and never over a day; undefined where nobody wishes anything. */
export function nextPollMs(...wishes: (number | undefined)[]): number | undefined {
  const said = wishes.filter((wish) => wish !== undefined)
  return said.length === 0 ? undefined : Math.min(capMs, Math.max(floorMs, ...said))
}
