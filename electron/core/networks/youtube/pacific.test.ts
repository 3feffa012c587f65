import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextPacificMidnight } from './pacific.ts'

const hourMs = 3_600_000
const shown = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/Los_Angeles',
  timeStyle: 'medium',
  hourCycle: 'h23',
})

test('the next midnight is a midnight in California, ahead, and never more than a long day away', () => {
  const moments = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2036, 0, 1) })
  fc.assert(
    fc.property(moments, (nowMs) => {
      const midnight = nextPacificMidnight(nowMs)
      expect(shown.format(midnight)).toBe('00:00:00')
      expect(midnight % 1000).toBe(0)
      expect(midnight).toBeGreaterThan(nowMs)
      expect(midnight - nowMs).toBeLessThanOrEqual(25 * hourMs)
    }),
  )
})

test.each([
  // Summer, winter, the day on which the clocks go forward, and the one on which they go back.
  ['2026-10-01T09:00:00Z', '2026-10-02T07:00:00Z'],
  ['2026-12-01T08:00:00Z', '2026-12-02T08:00:00Z'],
  ['2026-03-08T08:30:00Z', '2026-03-09T07:00:00Z'],
  ['2026-11-01T07:30:00Z', '2026-11-02T08:00:00Z'],
])('after %s it is %s', (now, next) => {
  expect(nextPacificMidnight(Date.parse(now))).toBe(Date.parse(next))
})
