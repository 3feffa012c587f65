import { expect, test } from 'vitest'
import { isNewestFirst, marksOf, reachOf } from './reach.ts'

const entries = (...times: number[]) => times.map((createdMs) => ({ remoteId: `id-${createdMs}`, createdMs }))
const newest = entries(90, 80, 70, 60)

test('at first a feed reaches back to its oldest entry, in whichever order it lists them', () => {
  expect(reachOf(newest, undefined)).toEqual({ coveredFromMs: 60 })
  expect(reachOf(newest.toReversed(), undefined)).toEqual({ coveredFromMs: 60 })
  expect(reachOf([], undefined)).toEqual({})
})

test('an old entry that is pinned on top does not make the feed reach back to it', () => {
  expect(reachOf([...entries(3), ...newest], undefined)).toEqual({ coveredFromMs: 60 })
})

test('where one entry was there before, nothing can have come and gone', () => {
  expect(reachOf(entries(120, 110, 100, 90), marksOf(newest))).toEqual({})
})

test('where all are new, what came before the oldest of them may be lost, and the reason says how many it holds', () => {
  expect(reachOf(entries(120, 110, 100), marksOf(newest))).toEqual({
    coveredFromMs: 100,
    holeReason: 'The feed holds only its newest 3, and all of them were new.',
  })
})

test('the first entries of a feed that was empty are all there are, unless there are many', () => {
  expect(reachOf(entries(90), [])).toEqual({})
  expect(reachOf(entries(...Array.from({ length: 10 }, (_, n) => 90 - n)), [])).toMatchObject({
    coveredFromMs: 81,
  })
})

test('a feed of thousands is known by its ends', () => {
  const many = entries(...Array.from({ length: 3000 }, (_, n) => 9000 - n))
  expect(marksOf(many)).toHaveLength(100)
  expect(reachOf([...entries(9001), ...many], marksOf(many))).toEqual({})
  expect(isNewestFirst(many)).toBe(true)
  expect(isNewestFirst(many.toReversed())).toBe(false)
})
