import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationRow } from '#shared/domain/conversation'
import {
  appendPage,
  mergeRows,
  mostRows,
  openWindow,
  tailOf,
  type ListWindow,
  type Order,
} from './list-window.ts'

function row(id: number, cursor = id, text = `text ${id}`): ConversationRow {
  return {
    id,
    network: 'fake',
    state: 'open',
    saved: false,
    itemId: id,
    author: { id: 1, network: 'fake', handle: '@a', name: 'A', isBot: false },
    others: 0,
    itemCount: 1,
    text,
    matched: [],
    createdMs: 1,
    unread: true,
    reasons: [],
    alsoOn: [],
    heardOn: 1,
    cursor,
  }
}

const ids = (list: ListWindow): number[] => list.entries.map((entry) => entry.row.id)
const newestFirst = (...given: number[]) =>
  openWindow({ rows: given.map((id) => row(id)), more: true }, 'newest')

describe('the held part of a list', () => {
  it('redraws a row in its place even when it has become newer, and counts it as new', () => {
    const list = mergeRows(newestFirst(9, 7, 5), { rows: [row(5, 20, 'again')], left: [] })
    expect(ids(list)).toEqual([9, 7, 5])
    expect(list.entries[2]?.row.text).toBe('again')
    expect([...list.pending]).toEqual([5])
  })

  it('puts what belongs between two rows between them', () => {
    expect(ids(mergeRows(newestFirst(9, 7, 5), { rows: [row(6)], left: [] }))).toEqual([9, 7, 6, 5])
  })

  it('leaves what belongs after the last row to the next page, while there is one', () => {
    expect(ids(mergeRows(newestFirst(9, 7), { rows: [row(3)], left: [] }))).toEqual([9, 7])
    const whole = openWindow({ rows: [row(9), row(7)], more: false }, 'newest')
    expect(ids(mergeRows(whole, { rows: [row(3)], left: [] }))).toEqual([9, 7, 3])
  })

  it('takes one that left out of the pill too', () => {
    const waiting = mergeRows(newestFirst(9), { rows: [row(12)], left: [] })
    expect(waiting.pending.size).toBe(1)
    expect(mergeRows(waiting, { rows: [], left: [12] }).pending.size).toBe(0)
  })

  it('puts a row in once, even when it is told twice', () => {
    expect(ids(mergeRows(newestFirst(9, 5), { rows: [row(6), row(6)], left: [] }))).toEqual([9, 6, 5])
  })

  it('fills an empty list at once, because nothing can jump', () => {
    const empty = openWindow({ rows: [], more: false }, 'newest')
    expect(ids(mergeRows(empty, { rows: [row(3)], left: [] }))).toEqual([3])
  })

  it('lets the first rows go when it holds too many, and pages on from the last', () => {
    let list = openWindow({ rows: [row(1)], more: true }, 'oldest')
    const many = Array.from({ length: mostRows }, (_, n) => row(n + 2))
    list = appendPage(list, { rows: many, more: true })
    expect(list.entries.length + list.dropped).toBe(mostRows + 1)
    expect(list.dropped).toBeGreaterThan(0)
    expect(tailOf(list)).toBe(mostRows + 1)
  })

  it('never repeats a conversation, never breaks its order and never loses a held one, whatever comes', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('page' as const),
        from: fc.nat(60),
        size: fc.nat(8),
        more: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant('merge' as const),
        rows: fc.uniqueArray(
          fc.record({
            id: fc.integer({ min: 1, max: 60 }),
            cursor: fc.integer({ min: 1, max: 80 }),
          }),
          {
            selector: (r) => r.id,
            maxLength: 6,
          },
        ),
        left: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
        restore: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom<Order>('oldest', 'newest'),
        fc.array(step, { maxLength: 12 }),
        (order, steps) => {
          let list = openWindow({ rows: [], more: true }, order)
          for (const given of steps) {
            const before = ids(list)
            if (given.kind === 'page') {
              const tail = tailOf(list) ?? (order === 'oldest' ? 0 : 81)
              const cursors = Array.from({ length: given.size }, (_, n) =>
                order === 'oldest' ? tail + n + 1 : tail - n - 1,
              )
              list = appendPage(list, {
                rows: cursors.map((c, n) => row(((given.from + n) % 60) + 1, c)),
                more: given.more,
              })
              for (const id of before) expect(ids(list)).toContain(id)
            } else {
              const rows = given.rows.map(({ id, cursor }) => row(id, cursor))
              const left = given.left.filter((id) => !rows.some((r) => r.id === id))
              list = mergeRows(
                list,
                { rows, left },
                given.restore ? { restore: new Set(rows.map((r) => r.id)) } : {},
              )
              for (const id of before) expect(ids(list).includes(id)).toBe(!left.includes(id))
            }
            const places = list.entries.map((entry) => entry.place)
            expect(places).toEqual(places.toSorted((a, b) => (order === 'oldest' ? a - b : b - a)))
            expect(new Set(ids(list)).size).toBe(ids(list).length)
          }
        },
      ),
    )
  })
})
