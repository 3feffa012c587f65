import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextPullMs, pullEveryMs, type Rhythm } from './interval.ts'

const ms = fc.integer({ min: 1000, max: 1e8 })
const pace = fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }), { nil: undefined })
const rhythm: fc.Arbitrary<Rhythm> = fc.record({
  intervalMs: ms,
  floorMs: ms,
  wishMs: fc.option(ms, { nil: undefined }),
  pace,
  isWatched: fc.boolean(),
  isLive: fc.boolean(),
})
const plain: Rhythm = {
  intervalMs: 600_000,
  floorMs: 60_000,
  wishMs: undefined,
  pace: 10,
  isWatched: false,
  isLive: false,
}

test('a stream is asked neither sooner than its floor nor than the network wishes, and as often as promised', () => {
  const random = fc.double({ min: 0, max: 0.999, noNaN: true })
  fc.assert(
    fc.property(rhythm, random, (each, share) => {
      const leastMs = Math.max(each.floorMs, each.wishMs ?? 0)
      const at = nextPullMs(each, 0, share)
      expect(at).toBeGreaterThanOrEqual(leastMs)
      expect(at).toBeLessThanOrEqual(Math.ceil(1.06 * Math.max(leastMs, each.intervalMs)))
    }),
  )
})

test('a busier stream is never asked less often', () => {
  fc.assert(
    fc.property(rhythm, fc.double({ min: 0, max: 1e5, noNaN: true }), (each, more) => {
      const busier = { ...each, pace: (each.pace ?? 0) + more }
      expect(pullEveryMs(busier)).toBeLessThanOrEqual(pullEveryMs(each))
    }),
  )
})

test('about one new item a pull, between the floor and the interval', () => {
  expect(pullEveryMs({ ...plain, pace: 10 })).toBe(360_000)
  expect(pullEveryMs({ ...plain, pace: 1000 })).toBe(60_000)
  expect(pullEveryMs({ ...plain, pace: 0.1 })).toBe(600_000)
  expect(pullEveryMs({ ...plain, pace: undefined })).toBe(600_000)
})

test('what somebody looks at is asked as often as allowed, and what comes live at its interval', () => {
  expect(pullEveryMs({ ...plain, pace: 0, isWatched: true })).toBe(60_000)
  expect(pullEveryMs({ ...plain, wishMs: 90_000, isWatched: true })).toBe(90_000)
  expect(pullEveryMs({ ...plain, pace: 1000, isLive: true })).toBe(600_000)
})
