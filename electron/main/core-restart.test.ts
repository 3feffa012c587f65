import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterCrash, crashesToPark, crashWindowMs } from './core-restart.ts'

test('each crash within five minutes waits twice as long, and the fifth parks', () => {
  const now = 1_000_000
  const crashes: number[] = []
  const acts = [0, 1, 2, 3, 4].map((n) => {
    crashes.push(now + n * 1000)
    return afterCrash(crashes, now + n * 1000)
  })
  expect(acts).toEqual([
    { act: 'restart', inMs: 500 },
    { act: 'restart', inMs: 1000 },
    { act: 'restart', inMs: 2000 },
    { act: 'restart', inMs: 4000 },
    { act: 'park' },
  ])
})

test('crashes of long ago are forgiven', () => {
  const now = 10 * crashWindowMs
  expect(afterCrash([1, 2, 3, 4, 5, 6, now], now)).toEqual({ act: 'restart', inMs: 500 })
})

test('it is parked exactly when there are too many recent ones', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 * crashWindowMs })), (ages) => {
      const now = 100 * crashWindowMs
      const recent = ages.filter((age) => age < crashWindowMs).length
      const next = afterCrash(
        ages.map((age) => now - age),
        now,
      )
      expect(next.act).toBe(recent >= crashesToPark ? 'park' : 'restart')
    }),
  )
})
