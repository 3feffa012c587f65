import { expect, it } from 'vitest'
import { untrueKeys } from './changes.ts'
import { keys } from './keys.ts'

it('asks the changed conversations again, one by one, and the figures that follow from them', () => {
  const found = untrueKeys({ nouns: ['conversations'], conversationIds: [3, 4] })
  expect(found).toEqual([
    keys.conversation(3),
    keys.conversation(4),
    ['lanes'],
    ['ledger'],
    keys.rules(),
    keys.catchUp(),
    ['query'],
  ])
})

it('asks all conversations again when nobody is named, or too many are', () => {
  expect(untrueKeys({ nouns: ['conversations'], conversationIds: [] })).toContainEqual(['conversations'])
  const many = Array.from({ length: 500 }, (_, n) => n + 1)
  expect(untrueKeys({ nouns: ['conversations'], conversationIds: many })).toContainEqual(['conversations'])
})

it('asks the app again when its settings changed', () => {
  expect(untrueKeys({ nouns: ['settings'], conversationIds: [] })).toContainEqual(keys.app())
})

it('names every key once', () => {
  const found = untrueKeys({ nouns: ['conversations', 'lanes', 'streams', 'ledger'], conversationIds: [1] })
  expect(new Set(found.map(String)).size).toBe(found.length)
})
