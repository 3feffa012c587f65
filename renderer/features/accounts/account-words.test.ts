import { expect, test } from 'vitest'
import { streamsWords } from './account-words.ts'

test('streams that are alike are said once, others by their kinds', () => {
  expect(streamsWords([])).toBe('No stream listens as this account')
  expect(streamsWords(['ok'])).toBe('1 stream heard')
  expect(streamsWords(['ok', 'ok'])).toBe('2 streams heard')
  expect(streamsWords(['ok', 'late', 'ok'])).toBe('3 streams: 2 heard, 1 late, trying again')
})
