import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { afterPage, firstPages, lateEntries, placeOf, stepOf, type Mark, type Step } from './walk.ts'

type Order = 'oldest' | 'newest'

/** Ids made of times, as Misskey makes them. */
const markAt = (ms: number): Mark => ({ id: ms.toString(36).padStart(12, '0'), ms })

/** A list as a server cuts it; `order` is what it gives first where only `sinceId` is named. */
function serve(notes: readonly Mark[], { sinceId, untilId, limit }: Step, order: Order): Mark[] {
  const inside = notes
    .filter(({ id }) => (sinceId === undefined || id > sinceId) && (untilId === undefined || id < untilId))
    .sort((a, b) => a.ms - b.ms)
  const rising = sinceId !== undefined && untilId === undefined && order === 'oldest'
  return rising ? inside.slice(0, limit) : inside.reverse().slice(0, limit)
}

function walk(notes: readonly Mark[], from: Json, order: Order, late = lateEntries) {
  const heard: string[] = []
  let cursor = from
  for (let pages = 1; pages < 100; pages += 1) {
    const at = placeOf(cursor)
    const marks = serve(notes, stepOf(at), order)
    heard.push(...marks.map(({ id }) => id))
    const after = afterPage(at, marks, pages, late)
    cursor = after.cursor
    if (!after.more) return { heard, cursor, pages, cut: after.cut === true, toMs: after.toMs }
  }
  throw new Error('it does not end')
}

const minute = 60_000
const several = (count: number, everyMs = minute): Mark[] =>
  Array.from({ length: count }, (_, n) => markAt((n + 1) * everyMs))

test('the first look goes three pages back, says that it was cut, and when it began', () => {
  const { heard, pages, cut, toMs } = walk(several(500), null, 'oldest')
  expect([pages, heard.length, cut, toMs]).toEqual([firstPages, 120, true, 1])
  expect(walk(several(25), null, 'oldest')).toMatchObject({ cut: false, pages: 2 })
})

test('a quiet list is asked once, and brings only what may have come late', () => {
  const notes = several(60, 5 * minute)
  const { cursor } = walk(notes, null, 'oldest')
  const again = walk(notes, cursor, 'oldest')
  expect(again.pages).toBe(1)
  // An hour of notes, one every five minutes.
  expect(again.heard).toHaveLength(13)
  expect(again.cursor).toEqual(cursor)
  const inOrder = walk(notes, walk(notes, null, 'oldest', 0).cursor, 'oldest', 0)
  expect([inOrder.pages, inOrder.heard]).toEqual([1, []])
})

test.each(['oldest', 'newest'] as const)(
  'where %s come first: nothing is missed, however much came, and what came late below the newest is heard',
  (order) => {
    const batches = fc.array(
      fc.record({
        fresh: fc.integer({ min: 0, max: 320 }),
        gapMs: fc.integer({ min: 1000, max: 10 * minute }),
        late: fc.array(fc.integer({ min: 1, max: lateEntries - 3 }), { maxLength: 3 }),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(batches, (rounds) => {
        const notes = several(30)
        let { cursor, heard } = walk(notes, null, order)
        const all = new Set(heard)
        for (const { fresh, gapMs, late } of rounds) {
          const sorted = [...notes].sort((a, b) => b.ms - a.ms)
          const newestMs = sorted[0]?.ms ?? 0
          // Between two of the newest of the last hour, which is where slow servers put theirs.
          for (const depth of late) {
            const { ms } = sorted[depth] ?? { ms: newestMs }
            const there = notes.some((note) => note.ms === ms + 7)
            if (!there && newestMs - ms < 50 * minute) notes.push(markAt(ms + 7))
          }
          for (let n = 1; n <= fresh; n += 1) notes.push(markAt(newestMs + 500 + n * gapMs))
          ;({ cursor, heard } = walk(notes, cursor, order))
          for (const id of heard) all.add(id)
          expect(notes.filter(({ id }) => !all.has(id))).toEqual([])
        }
      }),
    )
  },
)

test('in the order of arrival nothing is given twice', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 250 }), { maxLength: 6 }), (rounds) => {
      const notes = several(30)
      let { cursor } = walk(notes, null, 'oldest', 0)
      for (const fresh of rounds) {
        const before = notes.length
        for (let n = 1; n <= fresh; n += 1) notes.push(markAt((before + n) * minute))
        const next = walk(notes, cursor, 'oldest', 0)
        expect(next.heard).toHaveLength(fresh)
        cursor = next.cursor
      }
    }),
  )
})

test('a server that ignores where it is asked to go on ends the walk', () => {
  const page = serve(several(200), { limit: 100 }, 'oldest')
  let cursor: Json = null
  let pages = 0
  for (let more = true; more; pages += 1) {
    expect(pages).toBeLessThan(5)
    const after = afterPage(placeOf(cursor), page, 1, lateEntries)
    ;({ cursor, more } = after)
  }
  expect(pages).toBe(2)
})

test('a cursor of another kind begins anew', () => {
  expect(placeOf({ newest: 4 })).toEqual({})
  expect(stepOf(placeOf('x'))).toEqual({ limit: 40 })
})
