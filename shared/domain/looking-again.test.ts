import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ladder, lookingAgainWords, rungsOf } from './looking-again.ts'

const rule = fc.record(
  { recheckHours: fc.integer({ min: 1, max: 400 }), maxDays: fc.integer({ min: 1, max: 90 }) },
  { requiredKeys: ['recheckHours'] },
)

test('whatever the rule: every age has a rung, the young come at least as often as the old, and none more often than the network says', () => {
  fc.assert(
    fc.property(rule, ({ recheckHours, maxDays }) => {
      const rungs = rungsOf({ recheckHours, maxDays })
      expect(rungs.map(({ upToDays }) => upToDays)).toEqual(ladder.map(({ upToDays }) => upToDays))
      expect(rungs.at(-1)?.upToDays).toBeUndefined()
      const every = rungs.map(({ everyHours }) => everyHours)
      expect(every[0]).toBe(recheckHours)
      expect(every).toEqual(every.toSorted((a, b) => a - b))
      // What has to go unless it is seen is looked at twice in that time, unless the network itself says less.
      if (maxDays !== undefined)
        for (const hours of every) expect(hours).toBeLessThanOrEqual(Math.max(maxDays * 12, recheckHours))
    }),
  )
})

test('in words, as the page of the networks says it', () => {
  expect(lookingAgainWords({ recheckHours: 24 })).toBe('every day in the first 7 days, every 7 days up to 60 days, then every 30 days') // prettier-ignore
  expect(lookingAgainWords({ recheckHours: 72, maxDays: 30 })).toBe('every 3 days in the first 7 days, every 7 days up to 60 days, then every 15 days') // prettier-ignore
  expect(lookingAgainWords({ recheckHours: 24, maxDays: 2 })).toBe('every day')
  expect(lookingAgainWords({ recheckHours: 6, maxDays: 1 })).toBe('every 6 hours in the first 7 days, every 12 hours up to 60 days, then every 12 hours') // prettier-ignore
  expect(lookingAgainWords({ maxDays: 30 })).toBeUndefined()
})
