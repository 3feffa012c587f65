import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HostLimit } from '../db/hosts.ts'
import { backgroundHoldMs, holdUntilMs, reserveOf, spareHoldMs, spreadMs } from './budget.ts'

const limit = (given: Partial<HostLimit>): HostLimit => ({
  quota: undefined,
  remaining: undefined,
  resetMs: undefined,
  blockedUntilMs: undefined,
  ...given,
})

describe('a reserve for sending', () => {
  test('is a tenth of the window, a few where that is not known, and never the whole of it', () => {
    expect(reserveOf({ quota: 100 })).toBe(10)
    expect(reserveOf({ quota: 10_000 })).toBe(20)
    expect(reserveOf({ quota: undefined })).toBe(5)
    expect(reserveOf({ quota: 1 })).toBe(0)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (quota) => {
        expect(reserveOf({ quota })).toBeLessThan(quota)
      }),
    )
  })

  test('is not touched by listening: it waits for the next window', () => {
    const low = limit({ quota: 100, remaining: 11, resetMs: 5000 })
    expect(holdUntilMs(low, 1, 0, 1000)).toBeUndefined()
    expect(holdUntilMs(low, 2, 0, 1000)).toBe(5000)
    expect(holdUntilMs(low, 1, 1, 1000)).toBe(5000)
  })

  test('holds nobody up where nothing is known or the window has ended', () => {
    expect(holdUntilMs(undefined, 3, 0, 1000)).toBeUndefined()
    expect(holdUntilMs(limit({ remaining: 0, resetMs: 900 }), 3, 0, 1000)).toBeUndefined()
    expect(holdUntilMs(limit({ quota: 5 }), 3, 0, 1000)).toBeUndefined()
  })

  test('a window that has ended is full again, and not for more than it holds at the same time', () => {
    const ended = limit({ quota: 10, remaining: 0, resetMs: 900 })
    expect(holdUntilMs(ended, 3, 0, 1000)).toBeUndefined()
    expect(holdUntilMs(ended, 3, 6, 1000)).toBeUndefined()
    expect(holdUntilMs(ended, 3, 9, 1000)).toBe(3000)
  })

  test('a pull that costs more than a window leaves takes a whole one', () => {
    const full = limit({ quota: 10, remaining: 10, resetMs: 5000 })
    expect(holdUntilMs(full, 40, 0, 1000)).toBeUndefined()
    expect(holdUntilMs({ ...full, remaining: 9 }, 40, 0, 1000)).toBe(5000)
  })
})

describe('what remains', () => {
  test('is spread until the limit starts anew: all shares together use no more than there is', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 500 }), (all, free) => {
        const weighted = all.reduce((sum, weight) => sum + weight, 0)
        const now = limit({ quota: 10_000, remaining: free + 20, resetMs: 900_000 })
        const waits = all.map((weight) => spreadMs(now, { weighted, weight }, 0))
        const asked = waits.filter((wait) => wait < 900_000).reduce((sum, wait) => sum + 900_000 / wait, 0)
        expect(asked).toBeLessThanOrEqual(free + 1)
        for (const wait of waits) expect(wait).toBeLessThanOrEqual(905_000)
      }),
    )
  })

  test('what weighs more is asked more often', () => {
    const now = limit({ quota: 100, remaining: 60, resetMs: 300_000 })
    const heavy = spreadMs(now, { weighted: 10, weight: 4 }, 0)
    expect(heavy).toBeLessThan(spreadMs(now, { weighted: 10, weight: 1 }, 0))
  })

  test('where much remains nobody is slowed down', () => {
    const plenty = limit({ quota: 300, remaining: 290, resetMs: 300_000 })
    expect(spreadMs(plenty, { weighted: 6, weight: 1 }, 0)).toBeLessThan(10_000)
    expect(spreadMs(undefined, { weighted: 6, weight: 1 }, 0)).toBe(0)
  })
})

test('work in the background leaves the better half of a window alone, and waits where the host asked to', () => {
  expect(backgroundHoldMs(limit({ quota: 100, remaining: 80, resetMs: 5000 }), 0)).toBeUndefined()
  expect(backgroundHoldMs(limit({ quota: 100, remaining: 50, resetMs: 5000 }), 0)).toBe(5000)
  expect(backgroundHoldMs(limit({ remaining: 40, resetMs: 5000 }), 0)).toBe(5000)
  expect(backgroundHoldMs(limit({ blockedUntilMs: 700 }), 0)).toBe(700)
  expect(backgroundHoldMs(undefined, 0)).toBeUndefined()
})

test('looking again takes only what no pull needs before the limit starts anew', () => {
  const given = limit({ quota: 10, remaining: 9, resetMs: 5000 })
  // One is kept for sending.
  expect(spareHoldMs(given, () => 7, 0)).toBeUndefined()
  expect(spareHoldMs(given, () => 8, 0)).toBe(65_000)
  expect(spareHoldMs(given, (untilMs) => (untilMs <= 5000 ? 8 : 0), 0)).toBe(65_000)
  // A new window is not spent before those had their turn who waited for it.
  expect(spareHoldMs(given, (untilMs) => (untilMs > 6000 ? 9 : 0), 6000)).toBe(66_000)
  expect(spareHoldMs(given, () => 0, 6000)).toBeUndefined()
  // What is held in the background is held here too, and what nobody knows holds nobody up.
  expect(spareHoldMs(limit({ quota: 100, remaining: 50, resetMs: 5000 }), () => 0, 0)).toBe(65_000)
  expect(spareHoldMs(undefined, () => 1000, 0)).toBeUndefined()
})
