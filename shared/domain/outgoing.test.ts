import { expect, test } from 'vitest'
import { mayStep, outgoingState, type OutgoingState } from './outgoing.ts'

const states = outgoingState.options

/** Every state that can be reached from one, itself included. */
function reached(from: OutgoingState): Set<OutgoingState> {
  const found = new Set([from])
  for (const state of found) for (const to of states) if (mayStep(state, to)) found.add(to)
  return found
}

test('a draft can reach every state, and what was sent stays sent', () => {
  expect([...reached('draft')].sort()).toEqual([...states].sort())
  expect([...reached('sent')]).toEqual(['sent'])
})

test('whatever is not sent can become a draft again or be sent', () => {
  for (const state of states.filter((one) => one !== 'sent')) {
    expect([...reached(state)], state).toContain('draft')
    expect([...reached(state)], state).toContain('sent')
  }
})

test('what was handed to the browser is sent by the user’s word or goes back, and is never sent by us', () => {
  expect(states.filter((to) => mayStep('handed', to))).toEqual(['draft', 'sent'])
  expect(states.filter((from) => mayStep(from, 'handed'))).toEqual(['draft', 'failed'])
})

test('nothing leaves the machine but through sending, or by hand', () => {
  expect(states.filter((from) => mayStep(from, 'sent'))).toEqual(['sending', 'handed'])
})
