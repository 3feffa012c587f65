import { expect, test } from 'vitest'
import { gatherChanges } from './changes.ts'
import { fakeClock } from './testing/fake-clock.ts'

test('the first change goes out at once, those of the next 100 ms together', () => {
  const clock = fakeClock()
  const events: { nouns: string[]; conversationIds: number[] }[] = []
  const changes = gatherChanges(clock, (event) => events.push(event))
  changes.tell(['lanes'], [1])
  changes.tell(['lanes', 'streams'], [2])
  changes.tell(['lanes'], [2, 3])
  expect(events).toEqual([{ nouns: ['lanes'], conversationIds: [1] }])
  clock.advance(100)
  expect(events.slice(1)).toEqual([{ nouns: ['lanes', 'streams'], conversationIds: [2, 3] }])
  clock.advance(10_000)
  expect(events).toHaveLength(2)
})

test('nothing is told after the end', () => {
  const clock = fakeClock()
  const events: unknown[] = []
  const changes = gatherChanges(clock, (event) => events.push(event))
  changes.tell(['lanes'])
  changes.tell(['lanes'])
  changes.stop()
  clock.advance(1000)
  expect(events).toHaveLength(1)
})
