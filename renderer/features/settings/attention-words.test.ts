import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockOf, lackWords, minutesOf, quietWords, weekDays } from './attention-words.ts'

test('every minute of the day is written and read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
      expect(minutesOf(clockOf(minutes))).toBe(minutes)
    }),
  )
  for (const bad of ['', '7', '24:00', '12:60', 'noon']) expect(minutesOf(bad)).toBeUndefined()
})

test('the week has seven days, each under its own number', () => {
  expect(weekDays('en').map(({ day, long }) => `${day} ${long}`)).toEqual([
    '1 Monday',
    '2 Tuesday',
    '3 Wednesday',
    '4 Thursday',
    '5 Friday',
    '6 Saturday',
    '0 Sunday',
  ])
})

test('quiet hours are said as they will be kept', () => {
  const night = { on: true, from: 22 * 60, to: 7 * 60, days: [1] }
  expect(quietWords(night, 'de')).toBe(
    'No banner from 22:00 until 07:00 on the next day; then one for everything.',
  )
  expect(quietWords({ ...night, from: 720, to: 780 }, 'de')).toBe(
    'No banner from 12:00 until 13:00; then one for everything.',
  )
  expect(quietWords({ ...night, days: [] })).toMatch(/no day/i)
  expect(quietWords({ ...night, on: false })).toMatch(/any hour/)
})

test('only what a desktop lacks is said', () => {
  const all = { banners: true, reply: true, badge: true, tray: true }
  expect(lackWords(all)).toEqual([])
  expect(lackWords({ ...all, reply: false })).toHaveLength(1)
  expect(lackWords({ banners: false, reply: false, badge: false, tray: false })).toHaveLength(3)
})
