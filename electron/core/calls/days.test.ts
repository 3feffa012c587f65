import { expect, test } from 'vitest'
import { daysOf } from './days.ts'

const at = (day: number, hour = 12): number => new Date(2026, 9, day, hour).getTime()
const now = at(20, 9)

test('moments fall on the days of the machine’s time zone, today last', () => {
  const days = daysOf([at(20, 0), at(19, 23), at(19, 0), at(7), at(6, 23)], 0, now)
  expect(days).toHaveLength(14)
  expect(days[0]).toEqual({ dayMs: at(7, 0), count: 1 })
  expect(days.slice(-2)).toEqual([
    { dayMs: at(19, 0), count: 2 },
    { dayMs: at(20, 0), count: 1 },
  ])
})

test('days that may have more than is known are left out', () => {
  expect(daysOf([at(20, 1), at(18, 8)], at(18, 7), now).map(({ dayMs }) => dayMs)).toEqual([
    at(19, 0),
    at(20, 0),
  ])
  expect(daysOf([now], at(20, 8), now)).toEqual([])
})
