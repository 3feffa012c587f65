import { expect, test } from 'vitest'
import type { RawFeed } from './raw-feed.ts'
import { feedWishMs, headerWishMs, nextPollMs } from './poll-wish.ts'

const minute = 60_000
const hour = 60 * minute
const feed = (wish: Partial<RawFeed>): RawFeed => ({
  format: 'rss',
  parser: 'rss-parser',
  authors: [],
  entries: [],
  deleted: [],
  ...wish,
})

test('ttl is in minutes, the syndication module in parts of a period', () => {
  expect(feedWishMs(feed({ ttlMinutes: '90' }))).toBe(90 * minute)
  expect(feedWishMs(feed({ ttlMinutes: 'soon' }))).toBeUndefined()
  expect(feedWishMs(feed({ ttlMinutes: '-5' }))).toBeUndefined()
  expect(feedWishMs(feed({ updatePeriod: '\n\thourly\t', updateFrequency: '1' }))).toBe(hour)
  expect(feedWishMs(feed({ updatePeriod: 'daily', updateFrequency: '4' }))).toBe(6 * hour)
  expect(feedWishMs(feed({ updatePeriod: 'Daily' }))).toBe(24 * hour)
  expect(feedWishMs(feed({ updatePeriod: 'daily', updateFrequency: '0' }))).toBe(24 * hour)
  expect(feedWishMs(feed({ updatePeriod: 'constructor' }))).toBeUndefined()
  expect(feedWishMs(feed({ ttlMinutes: '10', updatePeriod: 'hourly' }))).toBe(hour)
  expect(feedWishMs(feed({}))).toBeUndefined()
})

test('headers wish by max-age, or by Expires against Date', () => {
  expect(headerWishMs({ 'cache-control': 'public, max-age=600, stale-while-revalidate=60' })).toBe(
    10 * minute,
  )
  expect(headerWishMs({ 'cache-control': 's-maxage=600' })).toBeUndefined()
  expect(headerWishMs({ 'cache-control': 'max-age=600, no-cache' })).toBeUndefined()
  expect(headerWishMs({ 'cache-control': 'max-age=0' })).toBeUndefined()
  expect(
    headerWishMs({ date: 'Mon, 02 Mar 2026 10:00:00 GMT', expires: 'Mon, 02 Mar 2026 10:20:00 GMT' }),
  ).toBe(20 * minute)
  expect(headerWishMs({ date: 'Mon, 02 Mar 2026 10:00:00 GMT', expires: '0' })).toBeUndefined()
  expect(headerWishMs({})).toBeUndefined()
})

test('the longest wish counts, never under five minutes and never over a day', () => {
  expect(nextPollMs(undefined, undefined)).toBeUndefined()
  expect(nextPollMs(minute, undefined)).toBe(5 * minute)
  expect(nextPollMs(minute, hour)).toBe(hour)
  expect(nextPollMs(30 * 24 * hour)).toBe(24 * hour)
})
