import { expect, it } from 'vitest'
import { doneWords } from './triage-words.ts'

it('names the one and counts the many', () => {
  expect(doneWords({ act: 'done' }, 1, 1, 'Ana')).toBe('Ana: done')
  expect(doneWords({ act: 'done' }, 12, 11)).toBe('11 conversations: done')
  expect(doneWords({ act: 'wait' }, 1, 1)).toBe('Conversation: waiting for them')
})

it('says when nothing was to be changed', () => {
  expect(doneWords({ act: 'done' }, 1, 0, 'Ana')).toBe('Ana: nothing to change')
})

it('says until when something is snoozed', () => {
  const untilMs = new Date(2026, 9, 16, 14, 0).getTime()
  expect(doneWords({ act: 'snooze', untilMs }, 1, 1, 'Ana')).toMatch(/^Ana: snoozed until .*16.*(14:00|2:00)/)
})
