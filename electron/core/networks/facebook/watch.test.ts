import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { afterPage, cutOf } from './mentions.ts'
import { afterStep, placeOf, planWalk, stepOf, type Mark } from './watch.ts'

const nowMs = Date.UTC(2026, 9, 1, 9)

/** Walks to the end; which posts were asked, and where it stands then. */
function walk(
  cursor: Json,
  marks: readonly Mark[],
  atMs: number,
): { asked: string[]; cursor: Json; covered: number | undefined } {
  let at = planWalk(placeOf(cursor), marks, atMs)
  const asked: string[] = []
  for (let steps = 0; steps < 50; steps += 1) {
    asked.push(...stepOf(at))
    const { cursor: next, more, coveredToMs } = afterStep(at)
    // As core does: stored as text, read again.
    const stored = JSON.parse(JSON.stringify(next)) as Json
    if (!more) return { asked, cursor: stored, covered: coveredToMs }
    at = placeOf(stored) ?? at
  }
  throw new Error('it does not end')
}

const marksOf = (values: readonly number[]): Mark[] =>
  values.map((value, index) => ({ id: `p${String(index)}`, mark: String(value) }))

test('the first look asks the newest posts only, and the rest from their next word on', () => {
  const first = walk(null, marksOf(Array.from({ length: 60 }, () => 1)), nowMs)
  expect(first.asked).toHaveLength(25)
  expect(first.covered).toBe(nowMs)
  const later = marksOf(Array.from({ length: 60 }, (_, index) => (index === 59 ? 2 : 1)))
  expect(walk(first.cursor, later, nowMs + 1).asked).toEqual(['p59'])
})

test('a post that the list tells of twice is asked once', () => {
  const marks = marksOf([1, 1, 1])
  expect(walk(null, [...marks, ...marks], nowMs).asked).toEqual(['p0', 'p1', 'p2'])
})

test('exactly the posts with another mark are asked, each once', () => {
  const lists = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 80 })
  fc.assert(
    fc.property(lists, lists, (before, after) => {
      const { cursor } = walk(null, marksOf(before), nowMs)
      const changed = marksOf(after)
        .filter(({ id, mark }) => !marksOf(before).some((old) => old.id === id && old.mark === mark))
        .map(({ id }) => id)
      const second = walk(cursor, marksOf(after), nowMs + 60_000)
      expect(second.asked).toEqual(changed)
      expect(second.covered).toBe(nowMs + 60_000)
      expect(walk(second.cursor, marksOf(after), nowMs + 120_000).asked).toEqual([])
    }),
  )
})

test('a walk over posts that was cut short says from when on it has heard', () => {
  const items = [{ createdMs: nowMs - 5000 }, { createdMs: nowMs - 9000 }]
  const cut = { startedMs: nowMs, pages: 9, after: { feed: 'x' }, oldestMs: nowMs - 100 }
  expect(afterPage({ sinceMs: 1, walk: cut }, { feed: 'y' }, items, nowMs + 1)).toMatchObject({
    more: false,
    coveredToMs: nowMs,
    coveredFromMs: nowMs - 9000,
  })
  expect(afterPage({ sinceMs: 1 }, {}, items, nowMs)).toMatchObject({ more: false, coveredFromMs: undefined })
  const first = afterPage({}, { tagged: 'y' }, items, nowMs)
  expect([first.more, first.coveredToMs]).toEqual([true, undefined])
})

test('two lists of the past are cut where both are known', () => {
  const full = (from: number) => Array.from({ length: 50 }, (_, index) => from - index)
  expect(cutOf([full(1000), full(500)])).toBe(951)
  expect(cutOf([full(1000), [3]])).toBe(951)
  expect(cutOf([[5], []])).toBe(0)
})
