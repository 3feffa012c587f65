import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { perPage } from './client.ts'
import { afterHits, firstPages, overlapS, stepOf, walkedOf } from './walk.ts'

/** The service as the walk sees it: a page of what lies between two times, newest first. */
function ask(times: readonly number[], fromS: number | undefined, toS: number | undefined): number[] {
  return times
    .filter((time) => time >= (fromS ?? 0) && time <= (toS ?? Infinity))
    .toSorted((a, b) => b - a)
    .slice(0, perPage)
}

function walk(times: readonly number[], from: Json) {
  const heard = new Set<number>()
  let cursor = from
  for (let steps = 1; steps <= 300; steps += 1) {
    const at = walkedOf(cursor)
    const { fromS, toS } = stepOf(at)
    const answer = ask(times, fromS, toS)
    for (const time of answer) heard.add(time)
    const after = afterHits(at, answer, 1, 5)
    cursor = after.cursor
    if (!after.more) return { heard, cursor, steps, coveredFromMs: after.coveredFromMs }
  }
  throw new Error('the walk does not end')
}

test('nothing that came since the last walk is missed, however much it is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e5 }), { maxLength: 500 }),
      fc.array(fc.integer({ min: 1, max: 1e5 }), { maxLength: 1500 }),
      (before, since) => {
        const newest = Math.max(0, ...before)
        const added = [...new Set(since)].map((seconds) => newest + seconds)
        const first = walk(before, null)
        const second = walk([...before, ...added], first.cursor)
        expect(added.filter((time) => !second.heard.has(time))).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})

test('what appears late in the index is heard, as long as its time lies within the overlap', () => {
  const { cursor } = walk([1e9, 1e9 + 50], null)
  expect(walk([1e9, 1e9 + 50, 1e9 + 50 - overlapS], cursor).heard).toContain(1e9 + 50 - overlapS)
})

test('the first look is short, and a crowd within one second does not hold the walk', () => {
  const crowd = Array.from({ length: 5 * perPage }, () => 1e9)
  const first = walk(crowd, null)
  // What was given is from that second on, and is not said to be all.
  expect([first.steps, first.coveredFromMs]).toEqual([firstPages, 1e12])
  const { cursor } = walk([1e9 - 10], null)
  expect(walk([...crowd, 1e9 - 5], cursor).heard).toContain(1e9 - 5)
})

test('alternatives are walked one after the other, and all was heard up to the beginning', () => {
  const first = afterHits({}, [30, 20], 2, 111)
  expect(first.more).toBe(true)
  expect(stepOf(walkedOf(first.cursor))).toEqual({ look: 1, fromS: undefined, toS: undefined })
  expect(afterHits(walkedOf(first.cursor), [25], 2, 222)).toEqual({
    cursor: { newest: 30 },
    more: false,
    coveredToMs: 111,
  })
})
