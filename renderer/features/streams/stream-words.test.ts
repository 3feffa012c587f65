import { expect, test } from 'vitest'
import { health, type Stream } from '#shared/domain/stream'
import { healthWords, importWords, kindWords, sortedStreams, toneOf } from './stream-words.ts'

const stream: Stream = {
  id: 1,
  network: 'town',
  kind: 'hashtag',
  name: 'rye',
  config: {},
  intervalMs: 300_000,
  paused: false,
  notify: 'badge',
  health: 'ok',
  live: false,
  open: 0,
  itemCount: 0,
}

test('every health has words of its own, and live is told from asked', () => {
  const words = health.options.map((one) => healthWords({ health: one, live: false }))
  expect(new Set(words).size).toBe(words.length)
  expect(healthWords({ health: 'ok', live: true })).toBe('live')
})

test('what is broken stands first and what is paused last, by name in between', () => {
  const streams = [
    { ...stream, id: 1, name: 'b' },
    { ...stream, id: 2, name: 'z', health: 'broken' as const },
    { ...stream, id: 3, name: 'a', health: 'paused' as const },
    { ...stream, id: 4, name: 'a' },
  ]
  expect(sortedStreams(streams).map((one) => one.id)).toEqual([2, 4, 1, 3])
  expect(toneOf({ health: 'signed-out' })).toBe('bad')
})

test('a stream of a network that is not there any more is named by its id', () => {
  expect(kindWords(stream, [])).toBe('town · hashtag · every 5 min · badge')
})

test('an import says what it did', () => {
  expect(importWords({ added: 12, already: 3, refused: [1] })).toBe(
    '12 added, 3 were here already, 1 refused',
  )
  expect(importWords({ added: 0, already: 1, refused: [] })).toBe('0 added, 1 was here already')
})
