import fc from 'fast-check'
import { expect, test } from 'vitest'
import { laneId, type LaneId } from '#shared/domain/conversation'
import { print } from '#shared/domain/query/print'
import { queries, sampleNowMs } from '#shared/domain/testing/queries'
import { laneQuery, lanePage, listLanes, placesOfItems } from '../db/conversations.ts'
import type { Database } from '../db/open.ts'
import { searchItems } from '../rules/search.ts'
import { storeWorld, subjectsOf, worlds } from '../rules/testing/world.ts'
import { readQuery } from '#shared/domain/query/check'
import { countNewerMatches, placesWithin, searchPlaces } from './search.ts'

const promiseMs = 26 * 3_600_000
const nowMs = sampleNowMs

/** Conversations of the lane that hold anything: no other is ever stored, but a random world may have some. */
function inLane(db: Database, lane: LaneId): number[] {
  const filled = new Set(db.prepare<[], number>('SELECT DISTINCT conversation_id FROM items').pluck().all())
  const places = lanePage(db, lane, undefined, 1000, nowMs - promiseMs)
  return places.flatMap(({ id }) => (filled.has(id) ? [id] : [])).toSorted((a, b) => a - b)
}

function found(db: Database, query: string): number[] {
  const ids = searchItems(db, readQuery(query), { limit: 1000, nowMs })
  return placesOfItems(db, ids)
    .map(({ id }) => id)
    .toSorted((a, b) => a - b)
}

test('every built-in lane holds what its query finds', () => {
  const filled = new Set<LaneId>()
  fc.assert(
    fc.property(worlds, (world) => {
      const db = storeWorld(world)
      for (const lane of laneId.options) {
        const here = inLane(db, lane)
        if (here.length > 0) filled.add(lane)
        expect(found(db, laneQuery(lane, promiseMs)), lane).toEqual(here)
      }
      db.close()
    }),
    { numRuns: 300 },
  )
  // A law about lanes that are always empty would prove nothing.
  expect([...filled].toSorted()).toEqual(laneId.options.toSorted())
}, 60_000)

test('a promise is told in hours where it is whole hours, else in minutes', () => {
  expect(laneQuery('late', 4 * 3_600_000)).toBe('is:open is:due older:4h -is:quiet')
  expect(laneQuery('late', 90 * 60_000)).toBe('is:open is:due older:90m -is:quiet')
})

test('lanes are listed with their queries', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const db = storeWorld(world)
      for (const lane of listLanes(db, nowMs, promiseMs))
        expect(lane.query).toBe(laneQuery(lane.id, promiseMs))
      db.close()
    }),
    { numRuns: 3 },
  )
})

test('pages hold every conversation once, by its newest item that matches', () => {
  fc.assert(
    fc.property(worlds, fc.array(queries, { minLength: 8, maxLength: 8 }), (world, asked) => {
      const db = storeWorld(world)
      for (const query of asked) {
        const whole = placesOfItems(db, searchItems(db, query, { limit: 1000, nowMs }))
        const pages: typeof whole = []
        for (let after: number | undefined; ;) {
          const page = searchPlaces(db, query, { after, limit: 2, nowMs })
          pages.push(...page)
          after = page.at(-1)?.cursor
          if (page.length < 2) break
        }
        expect(pages, print(query)).toEqual(whole)
        const ids = whole.map(({ id }) => id)
        expect(placesWithin(db, query, [99, ...ids.slice(1)], nowMs), print(query)).toEqual(whole.slice(1))
        expect(countNewerMatches(db, query, whole[1]?.itemId ?? 0, 99, nowMs)).toBe(
          whole[1] === undefined ? whole.length : 1,
        )
      }
      db.close()
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('a conversation with very many hits does not end the list', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const [first] = world.items
      if (first === undefined) return
      const talk = Array.from({ length: 60 }, (_, n) => ({
        ...first,
        text: 'walnut',
        agoMinutes: n,
        conversation: 0,
      }))
      const last = { ...first, text: 'walnut', agoMinutes: 10_000, conversation: 1 }
      const db = storeWorld({
        ...world,
        conversations: [...world.conversations, ...world.conversations],
        items: [...talk, last],
      })
      const newest = Math.max(...subjectsOf({ ...world, items: [...talk, last] }).map(({ id }) => id))
      const page = searchPlaces(db, readQuery('walnut'), { limit: 3, nowMs })
      expect(page).toHaveLength(2)
      expect(page[0]?.itemId).toBe(newest)
      db.close()
    }),
    { numRuns: 5 },
  )
})
