import { describe, expect, test } from 'vitest'
import { mayStep, type Outgoing, type OutgoingState } from '#shared/domain/outgoing'
import { actsOf, sectionsOf, stateWords } from './outgoing-words.ts'

const states: OutgoingState[] = ['draft', 'held', 'queued', 'sending', 'sent', 'failed', 'handed']
const message = (state: OutgoingState, updatedMs = 1): Outgoing => ({
  id: `${state}-${updatedMs}`,
  state,
  network: 'mastodon',
  conversationId: 1,
  isPost: false,
  to: '@ana',
  text: 'words',
  tries: 0,
  updatedMs,
})

describe('what may be done with a message', () => {
  test('only what the states of a message allow is offered', () => {
    for (const state of states) {
      const acts = actsOf(message(state))
      expect(!acts.includes('edit') || mayStep(state, 'draft')).toBe(true)
      expect(!acts.includes('retry') || mayStep(state, 'queued')).toBe(true)
    }
  })

  test('what a program may not say is first of all handed to a person', () => {
    const refused = { ...message('failed'), failure: { code: 'forbidden' as const, message: 'No.' } }
    expect(actsOf(refused)[0]).toBe('hand')
    // A post answers nothing: there is no page to hand it to.
    expect(actsOf({ ...refused, isPost: true })).toEqual(['retry', 'edit', 'discard'])
    expect(actsOf(message('failed'))[0]).toBe('retry')
    expect(actsOf(message('handed'))).toEqual(['posted', 'notPosted', 'again'])
    expect(mayStep('failed', 'handed') && mayStep('handed', 'sent') && mayStep('handed', 'draft')).toBe(true)
  })

  test('one that is being sent or was sent cannot be thrown away', () => {
    expect(actsOf(message('sending'))).toEqual([])
    expect(actsOf(message('sent'))).toEqual([])
    expect(actsOf({ ...message('sent'), sentUrl: 'https://town.example/1' })).toEqual(['open'])
  })
})

test('every state has words, and tries are counted in them', () => {
  for (const state of states) expect(stateWords(message(state))).not.toBe('')
  expect(stateWords({ state: 'queued', tries: 1 })).toBe('will be tried again (tried once)')
  expect(stateWords({ state: 'failed', tries: 3 })).toBe('not sent (tried 3 times)')
})

test('what failed stands first, newest first, and empty sections and drafts are left out', () => {
  const sections = sectionsOf([
    message('sent'),
    message('failed', 1),
    message('failed', 2),
    message('draft'),
    message('held'),
    message('handed'),
  ])
  expect(sections.map((section) => [section.name, section.messages.map((one) => one.id)])).toEqual([
    ['Not sent', ['failed-2', 'failed-1']],
    ['Did you post these?', ['handed-1']],
    ['On the way', ['held-1']],
    ['Sent', ['sent-1']],
  ])
})
