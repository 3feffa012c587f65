import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { afterPage, placeOf, titlesIn, type Look } from './walk.ts'

const perPage = 10
const overlapMs = 3_600_000
const look: Look = { query: {}, firstPages: 2, mostPages: 100, deepPages: 4, overlapMs }
const startMs = 1e12
const dayMs = 86_400_000

/** A list as the walk sees it: times newest first in pages, tokens that stand for a distance. */
function walk(times: readonly number[], from: Json, nowMs: number, pinned: readonly number[] = []) {
  const sorted = [...pinned, ...times.toSorted((a, b) => b - a)]
  const heard = new Set<number>()
  let cursor = from
  for (let steps = 1; steps <= 200; steps += 1) {
    const at = placeOf(cursor)
    const start = Number(at.walk?.token ?? 0)
    const page = sorted.slice(start, start + perPage)
    for (const time of page) heard.add(time)
    const nextToken = start + perPage < sorted.length ? String(start + perPage) : undefined
    const after = afterPage(at, { times: page, nextToken }, [look], nowMs)
    cursor = after.cursor
    if (!after.more) return { heard, cursor, steps, after }
  }
  throw new Error('the walk does not end')
}

const many = Array.from({ length: 60 }, (_, n) => startMs + n * 7_200_000)

test('nothing that came since the last walk is missed, however much it is', () => {
  const seconds = fc.array(fc.integer({ min: 1, max: 1e6 }), { maxLength: 200 })
  fc.assert(
    fc.property(seconds, seconds, (before, since) => {
      const old = before.map((second) => startMs + second * 1000)
      const first = walk(old, null, 2e12)
      const newest = Math.max(startMs, ...old)
      const added = since.map((second) => newest + second * 1000)
      const second = walk([...old, ...added], first.cursor, 2e12 + 60_000)
      expect(added.filter((time) => !second.heard.has(time))).toEqual([])
    }),
  )
})

test('the first look goes two pages back and says from when; a later one is one page where little is new', () => {
  const first = walk(many, null, 2e12)
  expect([first.steps, first.after.coveredToMs]).toEqual([2, 2e12])
  expect(first.after.coveredFromMs).toBe(many.at(-20))
  const second = walk([...many, 2e12], first.cursor, 2e12 + 300_000)
  expect([second.steps, second.after.coveredFromMs]).toEqual([1, undefined])
})

test('an old comment that is pinned to the front stops no walk', () => {
  const first = walk(many, null, 2e12)
  const added = Array.from({ length: 25 }, (_, n) => 1.9e12 + n * 1000)
  const second = walk([...many, ...added], first.cursor, 2e12 + 1000, [5])
  expect(added.filter((time) => !second.heard.has(time))).toEqual([])
})

test('once a day a look goes further back, and not again before the next', () => {
  const first = walk(many, null, 2e12)
  const far = walk(many, first.cursor, 2e12 + dayMs)
  expect(far.steps).toBe(look.deepPages)
  expect(walk(many, far.cursor, 2e12 + dayMs + 300_000).steps).toBe(1)
  expect(walk(many, far.cursor, 2e12 + 2 * dayMs).steps).toBe(look.deepPages)
})

test('where replies had to be left, the next look goes far back again', () => {
  const first = walk(many, null, 2e12)
  const page = { times: many.toReversed().slice(0, perPage), nextToken: undefined, left: true }
  const { cursor } = afterPage(placeOf(first.cursor), page, [look], 2e12 + dayMs)
  expect(walk(many, cursor, 2e12 + dayMs + 1000).steps).toBe(look.deepPages)
})

test('what is remembered stays small, the latest stays, and titles are asked for anew each day', () => {
  const titles = new Map(Array.from({ length: 400 }, (_, n) => [`v${n}`, `Video ${n}`]))
  const { cursor } = afterPage({}, { times: [startMs], nextToken: undefined, titles }, [look], 2e12)
  const at = placeOf(cursor)
  expect(Object.keys(at.titles ?? {})).toHaveLength(300)
  expect(titlesIn(at, 2e12 + 1000).get('v399')).toBe('Video 399')
  expect(titlesIn(at, 2e12 + 1000).get('v99')).toBeUndefined()
  expect(titlesIn(at, 2e12 + dayMs).size).toBe(0)
})

test('a token that leads to itself ends the walk', () => {
  const at = placeOf(afterPage({}, { times: [startMs], nextToken: 'a' }, [look], 2e12).cursor)
  expect(afterPage(at, { times: [startMs], nextToken: 'a' }, [look], 2e12).more).toBe(false)
})
