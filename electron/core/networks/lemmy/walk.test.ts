import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterPage, firstPages, overlapMs, perPage, placeOf, stepOf, type Given, type Place } from './walk.ts'

/** A list as the walk sees it: times, newest first, in numbered pages. */
function pageOf(times: readonly number[], page: string | undefined): Given {
  const sorted = times.toSorted((a, b) => b - a)
  const n = Number(page ?? 1)
  const list = sorted.slice((n - 1) * perPage, n * perPage)
  const isEnd = list.length < perPage
  return {
    times: list,
    reachMs: isEnd ? 0 : Math.min(...list),
    next: isEnd ? undefined : String(n + 1),
    mark: `${n}`,
  }
}

function walk(lists: readonly (readonly number[])[], from: Place, nowMs: number) {
  const heard = new Set<number>()
  let at = from
  for (let steps = 1; steps <= 400; steps += 1) {
    const { look, page } = stepOf(at)
    const given = pageOf(lists[look] ?? [], page)
    for (const time of given.times) heard.add(time)
    const after = afterPage(at, given, lists.length, nowMs)
    at = after.place
    if (!after.more) return { heard, place: at, steps, after }
  }
  throw new Error('the walk does not end')
}

const seconds = fc.array(fc.integer({ min: 1, max: 1e6 }), { maxLength: 300 })

test('nothing that came since the last walk is missed, in any of the lists, however much it is', () => {
  fc.assert(
    fc.property(seconds, seconds, seconds, seconds, (one, other, later, last) => {
      const old = [one, other].map((list) => list.map((second) => second * 1000))
      const first = walk(old, {}, 1e9)
      const newest = Math.max(0, ...old.flat())
      const added = [later, last].map((list) => list.map((second) => newest + second * 1000))
      const second = walk(
        old.map((list, index) => [...list, ...(added[index] ?? [])]),
        first.place,
        3e9,
      )
      expect(added.flat().filter((time) => !second.heard.has(time))).toEqual([])
    }),
  )
})

test('what other servers told late is heard, as long as its time lies within the overlap', () => {
  const old = Array.from({ length: 200 }, (_, n) => 1e12 + n * 60_000)
  const { place } = walk([old], {}, 2e12)
  const late = Math.max(...old) - overlapMs + 60_500
  expect(walk([[...old, late]], place, 2e12).heard).toContain(late)
})

test('the first look goes a few pages back and says so, a later one asks for one page', () => {
  const times = Array.from({ length: 1000 }, (_, n) => 1e12 + n * 600_000)
  const first = walk([times], {}, 2e12)
  expect([first.steps, first.heard.size]).toEqual([firstPages, firstPages * perPage])
  expect(first.after.coveredFromMs).toBe(Math.min(...first.heard))
  expect(walk([[...times, 1e12 + 1000 * 600_000]], first.place, 2e12).steps).toBe(1)
})

test('a page that comes again, or names itself as the next, ends the walk', () => {
  const given: Given = { times: [9], reachMs: 9, next: '2', mark: 'same' }
  const one = afterPage({ newest: 10 }, given, 1, 5)
  expect(one.more).toBe(true)
  expect(afterPage(one.place, { ...given, next: '3' }, 1, 5).more).toBe(false)
  expect(afterPage(one.place, { ...given, mark: 'other' }, 1, 5).more).toBe(false)
})

test('a time ahead of ours does not make what follows look old', () => {
  const { place } = afterPage({}, { times: [9e12], reachMs: 0, next: undefined, mark: '' }, 1, 5000)
  expect(place).toEqual({ newest: 5000 })
})

test('a cursor of another kind is a beginning', () => {
  for (const cursor of [null, 5, 'x', { walk: { page: 1 } }]) expect(placeOf(cursor)).toEqual({})
})
