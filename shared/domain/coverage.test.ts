import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clipped, holes, isCovered, merged, totalMs, type TimeRange } from './coverage.ts'

const moment = fc.integer({ min: 0, max: 60 })
/** Also empty and backward ones: whoever computes a range may get there. */
const range = fc.record({ fromMs: moment, toMs: moment })
const ranges = fc.array(range, { maxLength: 12 })
const moments = Array.from({ length: 62 }, (_, n) => n)

const holds = (list: readonly TimeRange[], ms: number): boolean =>
  list.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)

describe('normal form', () => {
  test('neither overlaps nor touches nor is empty, and rises', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const normal = merged(list)
        for (const { fromMs, toMs } of normal) expect(fromMs).toBeLessThan(toMs)
        for (const [n, next] of normal.entries()) {
          const before = normal[n - 1]
          if (before !== undefined) expect(before.toMs).toBeLessThan(next.fromMs)
        }
      }),
    )
  })

  test('holds exactly the moments that any of the ranges holds', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const normal = merged(list)
        for (const ms of moments) expect(isCovered(normal, ms)).toBe(holds(list, ms))
      }),
    )
  })

  test('is the same whatever the order, and merging twice changes nothing', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        expect(merged(list.toReversed())).toEqual(merged(list))
        expect(merged(merged(list))).toEqual(merged(list))
      }),
    )
  })

  test('leaves what it was given as it was', () => {
    const given = [
      { fromMs: 0, toMs: 2 },
      { fromMs: 1, toMs: 5 },
    ]
    merged(given)
    expect(given[0]).toEqual({ fromMs: 0, toMs: 2 })
  })
})

describe('holes', () => {
  test('and what is covered are the window, and nothing is in both', () => {
    fc.assert(
      fc.property(ranges, range, (list, window) => {
        const gaps = holes(list, window)
        for (const ms of moments) {
          const inside = holds([window], ms)
          expect(isCovered(gaps, ms)).toBe(inside && !holds(list, ms))
          expect(isCovered(clipped(list, window), ms)).toBe(inside && holds(list, ms))
        }
        expect(merged(gaps)).toEqual(gaps)
        expect(totalMs(gaps) + totalMs(clipped(list, window))).toBe(Math.max(0, window.toMs - window.fromMs))
      }),
    )
  })
})
