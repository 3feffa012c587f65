import { expect, test } from 'vitest'
import { bareWhen, saidWhen, spanWords } from './said-when.ts'

const now = new Date(2026, 10, 23, 15, 0).getTime()
const at = (month: number, day: number, year = 2026) => new Date(year, month, day, 14, 31).getTime()

test('a time is said by what tells it apart: the hour, the weekday, the date, the year', () => {
  expect(saidWhen(at(10, 23), now, 'en-GB')).toBe('at 14:31')
  expect(saidWhen(at(10, 21), now, 'en-GB')).toBe('on Sat at 14:31')
  expect(saidWhen(at(7, 3), now, 'en-GB')).toBe('on 3 Aug')
  expect(saidWhen(at(7, 3, 2025), now, 'en-GB')).toBe('on 3 Aug 2025')
})

test('the same weekday a week away is a date, and the future is said like the past', () => {
  expect(saidWhen(at(10, 16), now, 'en-GB')).toBe('on 16 Nov')
  expect(saidWhen(at(10, 25), now, 'en-GB')).toBe('on Wed at 14:31')
})

test('after a word such as until it stands bare', () => {
  expect(bareWhen(at(10, 23), now, 'en-GB')).toBe('14:31')
  expect(bareWhen(at(10, 25), now, 'en-GB')).toBe('Wed 14:31')
  expect(bareWhen(at(7, 3), now, 'en-GB')).toBe('3 Aug')
})

test('a stretch of time names its day once, and is a moment where it is that short', () => {
  const time = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()
  expect(spanWords(time(23, 10), time(23, 11, 20), now, 'en-GB')).toBe('10:00 to 11:20')
  expect(spanWords(time(21, 10), time(21, 11, 20), now, 'en-GB')).toBe('Sat 10:00 to 11:20')
  expect(spanWords(time(21, 22), time(22, 6, 30), now, 'en-GB')).toBe('Sat 22:00 to Sun 06:30')
  expect(spanWords(time(23, 10), time(23, 10) + 9000, now, 'en-GB')).toBe('around 10:00')
})
