import { expect, test } from 'vitest'
import { countWords, dayOf, daysWords } from './goal-words.ts'

test('what is counted is said with its target', () => {
  expect(countWords({ measure: 'people', target: 40 }, { count: 1, capped: false })).toBe('1 of 40 people')
  expect(countWords({ measure: 'posts', target: 1 }, { count: 0, capped: false })).toBe('0 of 1 post')
  expect(countWords({ measure: 'posts', target: 20_000 }, { count: 10_000, capped: true })).toBe(
    '10,000 or more of 20,000 posts',
  )
})

test('the days of a goal are those of the calendar wherever the machine stands', () => {
  expect(daysWords({ from: '2026-10-01', by: '2026-12-31' }, 'en').replaceAll(/\s/g, ' ')).toBe(
    'Oct 1 – Dec 31, 2026',
  )
  expect(dayOf(new Date(2026, 0, 5, 23, 59).getTime())).toBe('2026-01-05')
})
