import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planWait, readLimits } from './http-limits.ts'
import { readGraphUsage } from './http-usage.ts'

const now = Date.UTC(2026, 9, 1, 9, 0, 0)
const inFiveMinutes = now + 300_000

test.each([
  [
    'Mastodon: ISO-8601',
    { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '2026-10-01T09:05:00.000000Z' },
  ],
  ['X: epoch seconds', { 'x-rate-limit-remaining': '3', 'x-rate-limit-reset': String(inFiveMinutes / 1000) }],
  ['Bluesky: epoch seconds', { 'ratelimit-remaining': '3', 'ratelimit-reset': String(inFiveMinutes / 1000) }],
  ['epoch milliseconds', { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': String(inFiveMinutes) }],
  ['seconds to go', { 'x-ratelimit-remaining': '3.0', 'x-ratelimit-reset': '300' }],
  ['one combined header', { ratelimit: '"default";r=3;t=300' }],
])('a reset in the style of %s is understood', (_, headers) => {
  expect(readLimits(headers, now)).toEqual({ remaining: 3, resetMs: inFiveMinutes, retryAtMs: undefined })
})

test('a day that is used up outlasts the short window beside it; one that is not changes nothing', () => {
  const window = { 'x-rate-limit-remaining': '3', 'x-rate-limit-reset': String(inFiveMinutes / 1000) }
  const midnight = Date.UTC(2026, 9, 2)
  const day = (name: string, remaining: string) => ({
    [`x-${name}-limit-24hour-limit`]: '17',
    [`x-${name}-limit-24hour-remaining`]: remaining,
    [`x-${name}-limit-24hour-reset`]: String(midnight / 1000),
  })
  expect(readLimits({ ...window, ...day('user', '0'), ...day('app', '5') }, now)).toEqual({
    remaining: 0,
    resetMs: midnight,
    retryAtMs: undefined,
  })
  expect(readLimits({ ...window, ...day('app', '5') }, now).resetMs).toBe(inFiveMinutes)
})

test('Retry-After may be seconds or a date', () => {
  expect(readLimits({ 'retry-after': '300' }, now).retryAtMs).toBe(inFiveMinutes)
  expect(readLimits({ 'retry-after': 'Thu, 01 Oct 2026 09:05:00 GMT' }, now).retryAtMs).toBe(inFiveMinutes)
  expect(readLimits({ 'retry-after': 'soon' }, now).retryAtMs).toBeUndefined()
})

test('a host whose clock is an hour ahead blocks us no longer than it means to', () => {
  const headers = { date: 'Thu, 01 Oct 2026 10:00:00 GMT', 'x-ratelimit-reset': '2026-10-01T10:05:00Z' }
  expect(readLimits(headers, now).resetMs).toBe(inFiveMinutes)
})

test('429 waits as told, else to the reset, else a minute', () => {
  const none = () => 0
  expect(planWait(429, { retryAtMs: now + 5000, resetMs: inFiveMinutes }, now, none)).toBe(now + 5000)
  expect(planWait(429, { resetMs: inFiveMinutes }, now, none)).toBe(inFiveMinutes)
  expect(planWait(429, { resetMs: now - 5000 }, now, none)).toBe(now + 60_000)
  expect(planWait(429, {}, now, none)).toBe(now + 60_000)
  expect(planWait(429, { retryAtMs: now }, now, none)).toBe(now + 1000)
})

test('other answers wait only when told to', () => {
  const none = () => 0
  expect(planWait(503, {}, now, none)).toBeUndefined()
  expect(planWait(503, { retryAtMs: now + 5000 }, now, none)).toBe(now + 5000)
  expect(planWait(200, { remaining: 0, resetMs: inFiveMinutes }, now, none)).toBe(inFiveMinutes)
  expect(planWait(200, { remaining: 1, resetMs: inFiveMinutes }, now, none)).toBeUndefined()
  expect(planWait(200, { remaining: 0, resetMs: now - 1 }, now, none)).toBeUndefined()
})

test('403 waits where it says until when (GitHub)', () => {
  const none = () => 0
  expect(planWait(403, {}, now, none)).toBeUndefined()
  expect(planWait(403, { retryAtMs: now + 5000 }, now, none)).toBe(now + 5000)
})

describe('usage in percent (Meta)', () => {
  const app = (percent: number) => ({
    'x-app-usage': JSON.stringify({ call_count: percent, total_time: 3, total_cputime: 1 }),
  })
  const business = (percent: number, minutes: number) => ({
    'x-business-use-case-usage': JSON.stringify({
      '17': [
        {
          type: 'pages',
          call_count: 2,
          total_cputime: percent,
          total_time: 1,
          estimated_time_to_regain_access: minutes,
        },
      ],
    }),
  })

  test('nobody waits while there is room, and everybody before it is used up', () => {
    expect(readLimits(app(94), now)).toEqual({
      remaining: undefined,
      resetMs: undefined,
      retryAtMs: undefined,
    })
    expect(readLimits(app(95), now)).toMatchObject({ remaining: 0, resetMs: now + 600_000 })
    expect(readLimits({ ...app(1), ...business(101, 0) }, now)).toMatchObject({ resetMs: now + 1_800_000 })
    expect(planWait(200, readLimits(app(96), now), now, () => 0)).toBe(now + 600_000)
  })

  test('the minutes that are told count for more than our guess', () => {
    expect(readLimits(business(30, 5), now)).toMatchObject({ remaining: 0, resetMs: inFiveMinutes })
  })

  test.each(['', '{', 'null', '[]', '"x"', '{"17":{"call_count":1}}', '{"call_count":"many"}'])(
    'a header that says nothing (%s) does no harm',
    (value) => {
      const headers = { 'x-app-usage': value, 'x-business-use-case-usage': value }
      expect(readLimits(headers, now).remaining).toBeUndefined()
      expect(readGraphUsage({ 'x-business-use-case-usage': value }, now)).toBeUndefined()
    },
  )
})

test('whatever the headers say, a wait lies ahead and ends within 25 hours and two seconds', () => {
  const name = fc.constantFrom('retry-after', 'x-ratelimit-reset', 'ratelimit-remaining', 'ratelimit', 'date')
  const value = fc.oneof(
    fc.string(),
    fc.nat({ max: 4e9 }).map(String),
    fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
  )
  fc.assert(
    fc.property(
      fc.dictionary(name, value),
      fc.constantFrom(200, 429, 503),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (headers, status, random) => {
        const until = planWait(status, readLimits(headers, now), now, () => random)
        if (status === 429) expect(until).toBeDefined()
        if (until === undefined) return
        expect(until).toBeGreaterThan(now)
        expect(until).toBeLessThanOrEqual(now + 25 * 3_600_000 + 2000)
      },
    ),
  )
})
