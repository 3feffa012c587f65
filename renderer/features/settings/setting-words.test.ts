import { expect, test } from 'vitest'
import { checkDuration, undoChoices } from './setting-words.ts'

test('the undo window offers what is set, even when it is unusual', () => {
  expect(undoChoices(8000).map((choice) => choice.value)).toContain('8000')
  expect(undoChoices(7000).map((choice) => choice.label)).toEqual([
    'none: send at once',
    '5 s',
    '7 s',
    '8 s',
    '15 s',
    '30 s',
    '1 min',
    '2 min',
  ])
})

test('a typed duration must be one, and within bounds', () => {
  expect(checkDuration('4 h', 60_000, 86_400_000)).toEqual({ ms: 14_400_000 })
  expect(checkDuration('soon', 60_000, 86_400_000)).toEqual({ wrong: 'Write a time such as 4 h or 2 d.' })
  expect(checkDuration('5 s', 60_000, 86_400_000)).toEqual({ wrong: 'At least 1 min.' })
  expect(checkDuration('3 d', 60_000, 86_400_000)).toEqual({ wrong: 'At most 1 d.' })
})
