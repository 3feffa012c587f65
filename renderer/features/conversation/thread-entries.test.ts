import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Item } from '#shared/domain/item'
import { knownWords, missingWords, stepItem, subjectOf, threadEntries } from './thread-entries.ts'

function anItem(id: number, more: Partial<Item> = {}): Item {
  return {
    id,
    network: 'mastodon',
    conversationId: 1,
    author: { id: 1, network: 'mastodon', handle: '@ana@harbor.example', name: 'Ana', isBot: false },
    kind: 'post',
    state: 'live',
    mine: false,
    createdMs: id * 1000,
    receivedMs: id * 1000,
    text: 'words',
    spans: [],
    question: false,
    media: [],
    metrics: {},
    ...more,
  }
}

const shape = (entries: ReturnType<typeof threadEntries>) =>
  entries.map((entry) => (entry.type === 'item' ? entry.item.id : entry.type))

describe('threadEntries', () => {
  test('the order is the order in which things were said', () => {
    expect(shape(threadEntries([anItem(3), anItem(1), anItem(2)], 3, undefined))).toEqual([1, 2, 3])
  })

  test('an answer to something that is not here says so before it', () => {
    const items = [anItem(1), anItem(2, { kind: 'reply', parentId: 99 }), anItem(3, { kind: 'reply' })]
    expect(shape(threadEntries(items, 3, undefined))).toEqual([1, 'missing-parent', 2, 'missing-parent', 3])
  })

  test('replies that are only counted are said after the last item', () => {
    expect(shape(threadEntries([anItem(1)], 1, 2))).toEqual([1, 'missing-replies'])
    expect(shape(threadEntries([anItem(1)], 1, 0))).toEqual([1])
  })

  test('whom an item answers is said only where it is not the item before', () => {
    const items = [
      anItem(1, { mine: true }),
      anItem(2, { kind: 'reply', parentId: 1 }),
      anItem(3, { kind: 'reply', parentId: 1 }),
    ]
    const answers = threadEntries(items, 3, undefined).map((entry) =>
      entry.type === 'item' ? entry.answers : undefined,
    )
    expect(answers).toEqual([undefined, undefined, 'you'])
  })

  test('what a thread is about is said once, until something is about something else', () => {
    const items = ['Rye', 'Rye', undefined, 'Rye', 'Oats'].map((title, n) => anItem(n + 1, { title }))
    const repeats = threadEntries(items, 1, undefined).map(
      (entry) => entry.type === 'item' && entry.repeatsTitle,
    )
    expect(repeats).toEqual([false, true, false, false, false])
  })

  test('every item is drawn exactly once and at most one is the focus', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 200 }),
        fc.array(fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined })),
        (ids, parents) => {
          const items = ids.map((id, index) => anItem(id, { kind: 'reply', parentId: parents[index] }))
          const drawn = threadEntries(items, ids[0] ?? 1, 1).filter((entry) => entry.type === 'item')
          expect(drawn.map((entry) => entry.item.id)).toEqual(ids.toSorted((a, b) => a - b))
          expect(drawn.filter((entry) => entry.focus).length).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('words about a thread', () => {
  test('what is known is counted only when something is missing', () => {
    expect(knownWords(5, 1)).toBe('5 of 6 posts known')
    expect(knownWords(5, undefined)).toBeUndefined()
    expect(knownWords(5, 0)).toBeUndefined()
    expect(missingWords(1)).toBe('1 reply is not here yet')
    expect(missingWords(3)).toBe('3 replies are not here yet')
  })

  test('the subject is the title, else the warning, else the first words without the mentions', () => {
    expect(subjectOf('On rye', [anItem(1)])).toBe('On rye')
    expect(subjectOf(undefined, [anItem(1, { warning: 'food', text: 'secret' })])).toBe('food')
    expect(subjectOf(undefined, [anItem(1, { text: '@crumb @ana@x.example is the loaf safe?' })])).toBe(
      'is the loaf safe?',
    )
    expect(subjectOf(undefined, [anItem(1, { state: 'deleted', text: '' })])).toBeUndefined()
  })

  test('a long subject ends at a word', () => {
    const words = subjectOf(undefined, [
      anItem(1, { text: 'Third Saturday in a row the rye is gone by nine. Do you hold loaves?' }),
    ])
    expect(words).toBe('Third Saturday in a row the rye is gone by nine…')
  })
})

describe('stepItem', () => {
  test('walks the messages and stops at both ends', () => {
    expect(stepItem([1, 2, 3], undefined, 1)).toBe(1)
    expect(stepItem([1, 2, 3], undefined, -1)).toBe(3)
    expect(stepItem([1, 2, 3], 2, 1)).toBe(3)
    expect(stepItem([1, 2, 3], 3, 1)).toBeUndefined()
    expect(stepItem([1, 2, 3], 9, 1)).toBe(1)
  })
})
