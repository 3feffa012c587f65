import { expect, test } from 'vitest'
import { reasonsOf } from './why-here.ts'

const hit = { streamId: 1, streamName: 'rye', rule: 'rye -recipe', fetchedMs: 20, via: 'live', matched: [] }

test('a stream that heard several items of a conversation is one reason with a count', () => {
  const reasons = reasonsOf([hit, { ...hit, fetchedMs: 10, via: 'poll' }])
  expect(reasons).toEqual([
    { streamId: 1, streamName: 'rye', rule: 'rye -recipe', how: 'heard by asking', fetchedMs: 10, times: 2 },
  ])
})

test('reasons stand in the order in which they were heard, and a rule that is the name is not said twice', () => {
  const reasons = reasonsOf([hit, { ...hit, streamId: 2, streamName: '#rye', rule: '#rye', fetchedMs: 5 }])
  expect(reasons.map((reason) => [reason.streamName, reason.rule])).toEqual([
    ['#rye', ''],
    ['rye', 'rye -recipe'],
  ])
})

test('a way of hearing that this version does not know is named as it is', () => {
  expect(reasonsOf([{ ...hit, via: 'webhook' }])[0]?.how).toBe('heard by webhook')
})
