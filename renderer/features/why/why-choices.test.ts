import { expect, test } from 'vitest'
import type { Why } from '#shared/domain/why'
import { muteChoices, ruleChoices } from './why-choices.ts'

const why: Why = {
  itemId: 1,
  conversationId: 7,
  text: 'Late parcel again, see shop.example',
  author: { id: 1, network: 'fake', handle: '@Ana@there.example', name: 'Ana', isBot: false },
  heard: [
    { streamId: 1, streamName: 'Mentions', kind: 'mentions', network: 'fake', rule: '', matched: [], fetchedMs: 0, via: 'poll' },
    { streamId: 2, streamName: 'Parcels', kind: 'keyword', network: 'fake', ruleId: 5, rule: 'parcel OR late', matched: [], fetchedMs: 0, via: 'match' },
  ],
  domains: ['shop.example'],
  words: ['late parcel'],
} // prettier-ignore

test('an item offers to mute its author, its talk, its links and its words, each by one letter', () => {
  expect(muteChoices(why).map(({ key, query }) => [key, query])).toEqual([
    ['a', 'from:@ana@there.example'],
    ['t', 'in:7'],
    ['d', 'url:shop.example'],
    ['w', '"late parcel"'],
  ])
  expect(muteChoices({ ...why, domains: [], words: [] }).map(({ key }) => key)).toEqual(['a', 't'])
})

test('each rule that heard it can be narrowed, its alternatives kept together', () => {
  expect(ruleChoices(why).map(({ key, kind, query, ruleId }) => [key, kind, query, ruleId])).toEqual([
    ['1', 'narrow', '(parcel OR late) -from:@ana@there.example', 5],
    ['2', 'narrow', '(parcel OR late) -url:shop.example', 5],
    ['3', 'change', 'parcel OR late', 5],
  ])
})

test('however many rules heard it, each choice is one press of a key that no other has, or is left to the arrows', () => {
  const many: Why = {
    ...why,
    heard: Array.from({ length: 12 }, (_, n) => ({
      streamId: n,
      streamName: `Rule ${String(n)}`,
      kind: 'keyword' as const,
      network: 'fake',
      ruleId: n + 1,
      rule: 'parcel',
      matched: [],
      fetchedMs: 0,
      via: 'match',
    })),
  }
  const choices = [...ruleChoices(many), ...muteChoices(many)]
  expect(choices).toHaveLength(12 * 3 + 4)
  const keys = choices.flatMap(({ key }) => key ?? [])
  expect(keys.filter((key) => key.length !== 1)).toEqual([])
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).not.toContain('j')
  expect(keys).not.toContain('k')
  expect(choices[9]?.key).toBe('b')
})
