import { expect, it } from 'vitest'
import { agoWords } from './ago-words.ts'

const now = new Date(2026, 9, 14, 12).getTime()
const minute = 60_000

it.each([
  [0, 'now'],
  [59_999, 'now'],
  [42 * minute, '42 min'],
  [60 * minute, '1 h'],
  [23.9 * 60 * minute, '23 h'],
  [3 * 24 * 60 * minute, '3 d'],
  [-5 * minute, 'now'],
])('says %d ms ago as “%s”', (passed, words) => {
  expect(agoWords(now - passed, now)).toBe(words)
})

it('gives the date after four weeks, and the year when it is another', () => {
  expect(agoWords(new Date(2026, 7, 3).getTime(), now, 'en')).toBe('Aug 3')
  expect(agoWords(new Date(2024, 7, 3).getTime(), now, 'en')).toBe('Aug 3, 2024')
})
