import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { afterPage, firstPages, overlapMs, perPage, placeOf, stepOf } from './walk.ts'

const looks = [{ firstPages }]

/** A blog as the walk sees it: times of comments, newest first, in pages. */
function pageOf(times: readonly number[], page: number): { times: number[]; pages: number } {
  const sorted = times.toSorted((a, b) => b - a)
  return {
    times: sorted.slice((page - 1) * perPage, page * perPage),
    pages: Math.ceil(sorted.length / perPage),
  }
}

function walk(times: readonly number[], from: Json, nowMs: number) {
  const heard = new Set<number>()
  let cursor = from
  for (let steps = 1; steps <= 200; steps += 1) {
    const at = placeOf(cursor)
    const answer = pageOf(times, stepOf(at).page)
    for (const time of answer.times) heard.add(time)
    const after = afterPage(at, answer, looks, nowMs)
    cursor = after.cursor
    if (!after.more) return { heard, cursor, steps }
  }
  throw new Error('the walk does not end')
}

test('nothing that came since the last walk is missed, however much it is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e6 }), { maxLength: 300 }),
      fc.array(fc.integer({ min: 1, max: 1e6 }), { maxLength: 300 }),
      (before, since) => {
        const old = before.map((seconds) => seconds * 1000)
        const first = walk(old, null, 1e9)
        const newest = Math.max(0, ...old)
        const added = since.map((seconds) => newest + seconds * 1000)
        const second = walk([...old, ...added], first.cursor, 3e9)
        expect(added.filter((time) => !second.heard.has(time))).toEqual([])
      },
    ),
  )
})

test('a comment that was let through late is heard, as long as its time lies within the overlap', () => {
  const old = Array.from({ length: 200 }, (_, n) => 1e12 + n * 60_000)
  const { cursor } = walk(old, null, 2e12)
  const late = Math.max(...old) - overlapMs + 60_500
  expect(walk([...old, late], cursor, 2e12).heard).toContain(late)
})

test('the first look goes a few pages back, a later one asks for one page where little is new', () => {
  const times = Array.from({ length: 1000 }, (_, n) => 1e12 + n * 600_000)
  const first = walk(times, null, 2e12)
  expect([first.steps, first.heard.size]).toEqual([firstPages, firstPages * perPage])
  expect(walk([...times, 1e12 + 1000 * 600_000], first.cursor, 2e12).steps).toBe(1)
})

test('what waits is looked through on its own, and further back than the rest', () => {
  const two = [{ firstPages: 1 }, { firstPages: 2 }]
  const full = { times: Array.from({ length: perPage }, (_, n) => 5000 - n), pages: 9 }
  const one = afterPage({}, full, two, 7)
  expect(one.more).toBe(true)
  expect(stepOf(placeOf(one.cursor))).toEqual({ look: 1, page: 1 })
  const next = afterPage(placeOf(one.cursor), full, two, 8)
  expect(stepOf(placeOf(next.cursor))).toEqual({ look: 1, page: 2 })
  const last = afterPage(placeOf(next.cursor), full, two, 9)
  // It heard all up to its beginning, not up to its end.
  expect(last).toEqual({
    cursor: { newest: 5000 },
    more: false,
    coveredToMs: 7,
    coveredFromMs: 5000 - perPage + 1,
  })
})

test('a first look that reached the end claims no cap, and neither does any later look', () => {
  expect(afterPage({}, { times: [30, 20], pages: 1 }, looks, 7)).not.toHaveProperty('coveredFromMs')
  const full = { times: Array.from({ length: perPage }, (_, n) => 1e12 - n), pages: 99 }
  expect(afterPage({ newest: 2e12 }, full, looks, 7)).toEqual({
    cursor: { newest: 2e12 },
    more: false,
    coveredToMs: 7,
  })
})

test('a cursor of another kind is a beginning', () => {
  for (const cursor of [null, 5, 'x', { walk: { page: 'one' } }]) expect(placeOf(cursor)).toEqual({})
})
