import { expect, it } from 'vitest'
import { foundWords } from './found-words.ts'

const days = (...counts: number[]) => counts.map((count) => ({ count }))
const none = { count: 0, more: false, perDay: [] }

it('says how many, and when that is not all', () => {
  expect(foundWords(none, 'en')).toBe('Nothing found')
  expect(foundWords({ ...none, count: 12 }, 'en')).toBe('12 found')
  expect(foundWords({ ...none, count: 1000, more: true }, 'en')).toBe('1,000+ found')
  const sinceMs = new Date(2026, 9, 3).getTime()
  expect(foundWords({ ...none, count: 12, more: true, sinceMs }, 'en')).toBe('12 found since Oct 3, 2026')
  expect(foundWords({ ...none, more: true, sinceMs }, 'en')).toBe('0 found since Oct 3, 2026')
  expect(foundWords({ ...none, count: 1000, more: true, sinceMs }, 'en')).toBe('1,000+ found')
})

it('says how many a day, of whole days only', () => {
  expect(foundWords({ ...none, count: 40, perDay: days(9, 12, 9, 1) }, 'en')).toBe(
    '40 found · about 10 a day',
  )
  expect(foundWords({ ...none, count: 4, perDay: days(0, 0, 1, 0, 1, 9) }, 'en')).toBe(
    '4 found · 2 in 5 days',
  )
  expect(foundWords({ ...none, count: 4, perDay: days(0, 0, 0, 4) }, 'en')).toBe('4 found')
  expect(foundWords({ ...none, count: 4, perDay: days(2, 2) }, 'en')).toBe('4 found')
})
