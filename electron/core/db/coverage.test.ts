import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isCovered, merged } from '#shared/domain/coverage'
import { prove } from '../heard.ts'
import {
  addCoverage,
  bookProof,
  closeGap,
  coverageOf,
  extendCoverage,
  findGap,
  forgetCoverage,
  gapsBetween,
  gapsToTell,
  pruneGaps,
  standingOf,
} from './coverage.ts'
import { openStore, type Database } from './open.ts'
import { findStream } from './streams.ts'

let db: Database
beforeEach(() => {
  db = openStore(':memory:')
  for (const name of ['a', 'b'])
    db.prepare(
      "INSERT INTO streams (network, kind, name, config, interval_ms, created_ms) VALUES ('fake', 'mentions', ?, '{}', 1, 1)",
    ).run(name)
})
afterEach(() => db.close())

const all = { fromMs: 0, toMs: 10_000 }
const pull = (toMs: number, fromMs?: number, oldestMs?: number): number | undefined => {
  const items = oldestMs === undefined ? [] : [{ createdMs: oldestMs }]
  const page = { items, coveredToMs: toMs, coveredFromMs: fromMs, holeReason: 'A cap.' }
  return bookProof(db, 1, prove(standingOf(db, 1), page, toMs), toMs)
}

test('ranges of one stream are stored in normal form, and holes lie between them', () => {
  pull(100, undefined, 40)
  pull(200)
  pull(500, 300)
  expect(coverageOf(db, 1, all)).toEqual([
    { fromMs: 40, toMs: 200 },
    { fromMs: 300, toMs: 500 },
  ])
  expect(gapsBetween(db, 1, all)).toMatchObject([{ fromMs: 200, toMs: 300, state: 'open', reason: 'A cap.' }])
  expect(coverageOf(db, 2, all)).toEqual([])
  expect(coverageOf(db, 1, { fromMs: 150, toMs: 350 })).toEqual([
    { fromMs: 150, toMs: 200 },
    { fromMs: 300, toMs: 350 },
  ])
})

test('a stream is caught up to the hole that is being filled, and beyond one that stays', () => {
  pull(100)
  const id = pull(500, 300)
  expect(findStream(db, 1)?.heardToMs).toBe(100)
  closeGap(db, id ?? 0, 'permanent', 'It reaches back an hour.', 600)
  expect(findStream(db, 1)?.heardToMs).toBe(500)
  expect(gapsToTell(db, 500)).toMatchObject([{ reason: 'It reaches back an hour.' }])
  expect(gapsToTell(db, 501)).toEqual([])
})

test('what is heard after all narrows a hole, splits it, and closes it', () => {
  pull(100)
  const id = pull(500, 300) ?? 0
  addCoverage(db, 1, { fromMs: 280, toMs: 300 }, 600)
  expect(findGap(db, id)).toMatchObject({ fromMs: 100, toMs: 280, state: 'open' })
  addCoverage(db, 1, { fromMs: 150, toMs: 200 }, 600)
  expect(gapsBetween(db, 1, all)).toMatchObject([
    { fromMs: 100, toMs: 150, state: 'open' },
    { fromMs: 200, toMs: 280, state: 'open' },
  ])
  addCoverage(db, 1, { fromMs: 100, toMs: 280 }, 700)
  expect(gapsBetween(db, 1, all).map(({ state }) => state)).toEqual(['filled', 'filled'])
  pruneGaps(db, 701)
  expect(gapsBetween(db, 1, all)).toEqual([])
})

test('a live connection extends what was heard, and never begins it', () => {
  extendCoverage(db, 1, 400, 400)
  expect(coverageOf(db, 1, all)).toEqual([])
  pull(100, undefined, 50)
  extendCoverage(db, 1, 400, 400)
  extendCoverage(db, 1, 300, 400)
  expect(coverageOf(db, 1, all)).toEqual([{ fromMs: 50, toMs: 400 }])
  forgetCoverage(db, 1)
  expect(standingOf(db, 1)).toEqual({ heardToMs: undefined, walk: undefined })
})

test('whatever comes, ranges are in normal form and no hole that is open overlaps what was heard', () => {
  const time = fc.integer({ min: 1, max: 60 })
  const step = fc.oneof(
    fc.record({ do: fc.constant('pull' as const), ms: time, back: fc.option(time, { nil: undefined }) }),
    fc.record({ do: fc.constant('fill' as const), from: time, to: time }),
    fc.record({ do: fc.constant('live' as const), ms: time }),
    fc.record({ do: fc.constant('give up' as const) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      forgetCoverage(db, 1)
      let now = 100
      for (const each of steps) {
        now += 10
        if (each.do === 'pull') pull(now, each.back === undefined ? undefined : now - each.back)
        else if (each.do === 'live') extendCoverage(db, 1, now - each.ms, now)
        else if (each.do === 'fill') {
          // What is filled lies in the past.
          const toMs = Math.min(100 + each.to, standingOf(db, 1).heardToMs ?? 0)
          addCoverage(db, 1, { fromMs: 100 + each.from, toMs }, now)
        } else {
          const open = gapsBetween(db, 1, all).find(({ state }) => state === 'open')
          if (open !== undefined) closeGap(db, open.id, 'permanent', undefined, now)
        }
        const ranges = coverageOf(db, 1, all)
        expect(merged(ranges)).toEqual(ranges)
        for (const gap of gapsBetween(db, 1, all)) {
          expect(gap.fromMs).toBeLessThan(gap.toMs)
          if (gap.state === 'filled') continue
          for (let ms = gap.fromMs; ms < gap.toMs; ms += 1) expect(isCovered(ranges, ms)).toBe(false)
        }
      }
    }),
    { numRuns: 60 },
  )
})
