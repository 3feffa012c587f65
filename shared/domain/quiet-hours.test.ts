import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quietUntil, type QuietHours } from './quiet-hours.ts'

const before = process.env['TZ']
beforeAll(() => {
  // A zone that puts its clock forward on 29 March and back on 25 October 2026, at 02:00 and 03:00.
  process.env['TZ'] = 'Europe/Berlin'
})
afterAll(() => {
  if (before === undefined) delete process.env['TZ']
  else process.env['TZ'] = before
})

const everyDay = [0, 1, 2, 3, 4, 5, 6]
const at = (hours: number, minutes = 0): number => hours * 60 + minutes
const night: QuietHours = { on: true, from: at(22), to: at(7), days: everyDay }
const local = (month: number, day: number, hours: number, minutes = 0): number =>
  new Date(2026, month - 1, day, hours, minutes).getTime()
const until = (nowMs: number, hours: QuietHours, untilMs = 0) => quietUntil(nowMs, { hours, untilMs })

describe('quiet hours', () => {
  test('go over midnight', () => {
    expect(until(local(10, 14, 21, 59), night)).toBeUndefined()
    expect(until(local(10, 14, 22), night)).toBe(local(10, 15, 7))
    expect(until(local(10, 15, 3), night)).toBe(local(10, 15, 7))
    expect(until(local(10, 15, 7), night)).toBeUndefined()
  })

  test('begin on their days and end on the day after', () => {
    // 16 October 2026 is a Friday.
    const friday = { ...night, days: [5] }
    expect(until(local(10, 16, 23), friday)).toBe(local(10, 17, 7))
    expect(until(local(10, 17, 6, 59), friday)).toBe(local(10, 17, 7))
    expect(until(local(10, 17, 23), friday)).toBeUndefined()
    expect(until(local(10, 16, 6), friday)).toBeUndefined()
  })

  test('stay within a day where they end later than they begin', () => {
    const lunch = { ...night, from: at(12), to: at(13, 30) }
    expect(until(local(10, 14, 12, 30), lunch)).toBe(local(10, 14, 13, 30))
    expect(until(local(10, 14, 14), lunch)).toBeUndefined()
    expect(until(local(10, 14, 2), lunch)).toBeUndefined()
  })

  test('end by the clock on the wall in the nights in which it is put forward and back', () => {
    const hours = 3_600_000
    const spring = until(local(3, 28, 22), night)
    expect(spring).toBe(local(3, 29, 7))
    expect((spring ?? 0) - local(3, 28, 22)).toBe(8 * hours)
    const autumn = until(local(10, 24, 22), night)
    expect(autumn).toBe(local(10, 25, 7))
    expect((autumn ?? 0) - local(10, 24, 22)).toBe(10 * hours)
  })

  test('that begin in the hour that is jumped over begin after it', () => {
    const odd = { ...night, from: at(2, 30), to: at(6) }
    expect(until(local(3, 29, 1, 59), odd)).toBeUndefined()
    expect(until(local(3, 29, 4), odd)).toBe(local(3, 29, 6))
  })

  test('off are never quiet, and "for an hour" is quiet without them', () => {
    const off = { ...night, on: false }
    const now = local(10, 14, 23)
    expect(until(now, off)).toBeUndefined()
    expect(until(now, off, now + 1)).toBe(now + 1)
    expect(until(now, off, now)).toBeUndefined()
  })

  test('that follow upon "for an hour" are added to it', () => {
    expect(until(local(10, 14, 21, 30), night, local(10, 14, 22, 30))).toBe(local(10, 15, 7))
  })

  test('of whole days in a row are one, and one without an end is cut', () => {
    const weekend = { on: true, from: at(0), to: at(0), days: [6, 0] }
    expect(until(local(10, 17, 9), weekend)).toBe(local(10, 19, 0))
    const always = { ...weekend, days: everyDay }
    expect(until(local(10, 17, 9), always)).toBeGreaterThan(local(10, 23, 0))
  })

  test('end after now, are quiet to their last moment and not after it', () => {
    const minutes = fc.integer({ min: 0, max: 1439 })
    fc.assert(
      fc.property(
        fc.record({ on: fc.constant(true), from: minutes, to: minutes, days: fc.subarray([1, 2, 4, 5, 6]) }),
        fc.integer({ min: local(3, 20, 0), max: local(11, 5, 0) }),
        fc.integer({ min: -3_600_000, max: 5 * 3_600_000 }),
        (hours, nowMs, ahead) => {
          const quiet = { hours, untilMs: nowMs + ahead }
          const end = quietUntil(nowMs, quiet)
          if (end === undefined) return
          expect(end).toBeGreaterThan(nowMs)
          expect(quietUntil(end - 1, quiet)).toBe(end)
          expect(quietUntil(end, quiet)).toBeUndefined()
        },
      ),
      { numRuns: 500 },
    )
  })
})
