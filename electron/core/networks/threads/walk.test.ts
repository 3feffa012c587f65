import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { afterPage, cutOf, pageLimit, placeIn, type Given } from './walk.ts'

const nowMs = Date.UTC(2026, 9, 1, 9)

/** A list of posts, newest first, given as the network gives it. */
function pageFrom(times: readonly number[], sinceMs: number | undefined, after: string | undefined): Given {
  const all = times.filter((ms) => ms >= (sinceMs ?? 0))
  const start = after === undefined ? 0 : Number(after)
  const page = all.slice(start, start + pageLimit)
  return { times: page, after: page.length === 0 ? undefined : String(start + page.length) }
}

function walk(lists: readonly (readonly number[])[], from: Json, firstPages = 3) {
  const heard: number[] = []
  let cursor = from
  for (let pages = 1; pages <= 60; pages += 1) {
    const at = placeIn(cursor)
    const page = pageFrom(lists[at.walk?.list ?? 0] ?? [], at.sinceMs, at.walk?.after)
    heard.push(...page.times)
    const step = afterPage(at, page, { lists: lists.length, firstPages, overlapMs: 600_000, nowMs })
    ;({ cursor } = step)
    if (!step.more) return { heard, pages, step }
  }
  throw new Error('it does not end')
}

test('every walk ends, hears each list to where it was heard before, and owes nothing that it does not tell', () => {
  const list = fc
    .array(fc.integer({ min: 1, max: 86_400 }), { maxLength: 1300 })
    .map((ages) => ages.map((age) => nowMs - age * 1000).sort((a, b) => b - a))
  fc.assert(
    fc.property(
      fc.array(list, { minLength: 1, maxLength: 3 }),
      fc.option(fc.integer({ min: 1, max: 86_400 })),
      (lists, age) => {
        const sinceMs = age === null ? undefined : nowMs - age * 1000
        const { heard, step } = walk(lists, sinceMs === undefined ? null : { sinceMs })
        expect(step.coveredToMs).toBe(nowMs)
        const fromMs = step.coveredFromMs ?? sinceMs ?? Infinity
        const owed = lists.flat().filter((ms) => ms > fromMs)
        const got = new Set(heard)
        expect(owed.filter((ms) => !got.has(ms))).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})

test('a first look ends after its pages without a hole; a later one that is cut tells from when on it heard', () => {
  const times = Array.from({ length: 1500 }, (_, n) => nowMs - n * 1000)
  const first = walk([times], null)
  expect([first.pages, first.step.coveredFromMs]).toEqual([3, undefined])
  const later = walk([times], { sinceMs: nowMs - 1_400_000 })
  expect([later.pages, later.step.coveredFromMs]).toEqual([10, times[999]])
})

test('a cursor that leads back to itself, and a server that does not heed since, end the list', () => {
  const at = { walk: { list: 0, after: 'a', pages: 1, startedMs: nowMs } }
  const options = { lists: 1, firstPages: 3, overlapMs: 600_000, nowMs }
  expect(afterPage(at, { times: [nowMs], after: 'a' }, options).more).toBe(false)
  const old = afterPage({ sinceMs: nowMs - 1000 }, { times: [nowMs - 5000], after: 'b' }, options)
  expect(old.more).toBe(false)
})

test('lists that go on are cut at the latest of their ends', () => {
  expect(
    cutOf([
      { times: [9, 5], after: 'x' },
      { times: [8, 7], after: 'y' },
      { times: [3], after: undefined },
    ]),
  ).toBe(7)
  expect(
    cutOf([
      { times: [3], after: undefined },
      { times: [], after: 'z' },
    ]),
  ).toBe(0)
})
