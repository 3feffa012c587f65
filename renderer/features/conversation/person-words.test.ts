import { expect, test } from 'vitest'
import { followerWords, heardWords, isNewcomer, promised, spanWords } from './person-words.ts'

const minuteMs = 60_000
const person = {
  handle: { id: 1, network: 'mastodon', handle: '@ana', name: 'Ana', isBot: false },
  firstHeardMs: 0,
  itemCount: 1,
  vip: false,
}

test('a newcomer is somebody of whom this conversation is all we know', () => {
  expect(isNewcomer(person, 1)).toBe(true)
  expect(isNewcomer({ ...person, itemCount: 2 }, 2)).toBe(true)
  expect(isNewcomer({ ...person, itemCount: 3 }, 2)).toBe(false)
  expect(isNewcomer({ ...person, lastAnsweredMs: 5 }, 1)).toBe(false)
})

test('one is said as one', () => {
  expect(heardWords(1)).toBe('1 post heard')
  expect(heardWords(2)).toBe('2 posts heard')
  expect(followerWords(1)).toBe('1 follower')
  expect(followerWords(undefined)).toBeUndefined()
})

test('the promise says what is left, then how late it is', () => {
  expect(promised(undefined, 4 * 60 * minuteMs, 0)).toBeUndefined()
  expect(promised(0, 240 * minuteMs, 42 * minuteMs)).toEqual({ late: false, byMs: 198 * minuteMs })
  expect(promised(0, 240 * minuteMs, 300 * minuteMs)).toEqual({ late: true, byMs: 60 * minuteMs })
  expect(promised(0, minuteMs, minuteMs + 1)).toEqual({ late: true, byMs: minuteMs })
})

test('a span of time is said in two units at most', () => {
  expect(spanWords(198 * minuteMs)).toBe('3 h 18 min')
  expect(spanWords(60 * minuteMs)).toBe('1 h')
  expect(spanWords(0)).toBe('0 min')
  expect(spanWords((2 * 1440 + 61) * minuteMs)).toBe('2 d 1 h')
  expect(spanWords((1440 + 5) * minuteMs)).toBe('1 d')
})
