import { expect, test } from 'vitest'
import type { PassNote } from '#shared/domain/catch-up'
import { dueWords, noteSums, offerWords, silentWords } from './catch-up-words.ts'

const now = new Date(2026, 9, 14, 14, 40).getTime()
const at = (hours: number, minutes = 0, day = 14) => new Date(2026, 9, day, hours, minutes).getTime()
const note = (given: Partial<PassNote>): PassNote => ({
  heard: 0,
  answered: 0,
  settled: 0,
  left: 0,
  silent: 0,
  ...given,
})

test('the offer says how many and since when', () => {
  expect(offerWords(14, at(12, 10), now, 'de')).toBe('14 heard since 12:10')
  expect(offerWords(999, at(18, 0, 13), now, 'de')).toBe('More than 999 heard since Di 18:00')
})

test('the sums leave out what is zero, but never what was heard', () => {
  expect(
    noteSums(note({ heard: 5, answered: 2, left: 3 })).map(({ label, count }) => `${count} ${label}`),
  ).toEqual(['5 heard', '2 answered', '3 left open'])
  expect(noteSums(note({}))).toEqual([{ label: 'heard', count: 0 }])
})

test('what is due is said before and after its time', () => {
  expect(dueWords(at(16, 40), now, 'de')).toBe('The next answer is due at 16:40.')
  expect(dueWords(at(11), now, 'de')).toBe(
    'Somebody has waited longer than you promised: the answer was due at 11:00.',
  )
  expect(dueWords(undefined, now)).toBe('Nobody waits for an answer.')
})

test('one more is one more', () => {
  expect([silentWords(1), silentWords(12)]).toEqual([
    '1 more from silent streams',
    '12 more from silent streams',
  ])
})
