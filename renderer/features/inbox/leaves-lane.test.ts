import { expect, it } from 'vitest'
import { surelyLeaves } from './leaves-lane.ts'

it.each([
  ['is:open bread', 'done', true],
  ['is:open bread', 'save', false],
  ['is:open OR is:saved', 'done', false],
  ['is:open OR is:waiting', 'done', true],
  ['is:open OR is:waiting', 'wait', false],
  ['-is:done bread', 'done', true],
  ['is:done', 'reopen', true],
  ['is:saved', 'unsave', true],
  ['is:saved', 'done', false],
  ['bread', 'done', false],
  ['', 'done', false],
  ['(is:open bread) OR (is:open cake)', 'wait', true],
  ['is:opne', 'done', false],
] as const)('%s, when it is %s: %s', (query, act, leaves) => {
  expect(surelyLeaves(query, { act })).toBe(leaves)
})

it('knows snoozing as well', () => {
  expect(surelyLeaves('is:open', { act: 'snooze', untilMs: 1 })).toBe(true)
  expect(surelyLeaves('is:snoozed', { act: 'snooze', untilMs: 1 })).toBe(false)
})
