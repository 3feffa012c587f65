import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOfSilence, isSilent } from './silence-odds.ts'

const hourMs = 3_600_000
const day = 24 * hourMs
/** A Monday, 00:00 UTC. */
const monday = Date.UTC(2026, 8, 28)
const nowMs = monday + 28 * day

/** Hours of the 28 days before in which something came, by what `hears` says of the hour and the day of the week. */
function busyHours(hears: (hour: number, weekday: number, week: number) => boolean): number[] {
  return Array.from({ length: 28 * 24 }, (_, n) => n)
    .filter((n) => hears(n % 24, Math.floor(n / 24) % 7, Math.floor(n / 168)))
    .map((n) => monday / hourMs + n)
}
const allHeard = [{ fromMs: monday, toMs: nowMs + 14 * day }]
const silence = (busy: readonly number[], fromMs: number, hours: number, heard = allHeard) =>
  chanceOfSilence(heard, busy, fromMs, fromMs + hours * hourMs)

describe('a stream that is busy around the clock', () => {
  const busy = busyHours(() => true)
  test('is silent after a few hours, and not after two', () => {
    expect(isSilent(silence(busy, nowMs, 2))).toBe(false)
    expect(isSilent(silence(busy, nowMs, 4))).toBe(true)
  })
})

describe('a stream that sleeps at night', () => {
  const busy = busyHours((hour) => hour >= 8 && hour < 20)
  test('is not announced at night', () => {
    expect(isSilent(silence(busy, nowMs + 20 * hourMs, 12))).toBe(false)
  })
  test('is announced when it does not wake', () => {
    expect(isSilent(silence(busy, nowMs + 20 * hourMs, 18))).toBe(true)
  })
})

test('a stream that rests on Sundays is not announced on Sundays, and on Monday it is', () => {
  const busy = busyHours((_, weekday) => weekday !== 6)
  const sunday = nowMs + 6 * day
  expect(isSilent(silence(busy, sunday, 24))).toBe(false)
  expect(isSilent(silence(busy, sunday, 30))).toBe(true)
})

test('one wild evening does not make quiet days look broken', () => {
  const busy = busyHours((hour, weekday, week) => week === 3 && weekday === 2 && hour >= 12)
  expect(isSilent(silence(busy, nowMs, 48))).toBe(false)
})

test('a stream that says something every few days is never announced within days', () => {
  const busy = busyHours((hour, weekday) => hour === 9 && weekday % 3 === 0)
  expect(isSilent(silence(busy, nowMs, 4 * 24))).toBe(false)
})

test('where too little of the past was heard, nothing is said', () => {
  const busy = busyHours(() => true)
  const late = [{ fromMs: nowMs - 6 * day, toMs: nowMs + day }]
  expect(silence(busy, nowMs, 20, late)).toBeUndefined()
})

test('hours that were not heard count neither as busy nor as empty', () => {
  const busy = busyHours((_, __, week) => week < 2)
  // Two weeks were heard and busy; the two after them were not heard at all.
  const heard = [{ fromMs: monday, toMs: monday + 14 * day }]
  const fromMs = nowMs
  const half = chanceOfSilence(heard, busy, fromMs, fromMs + 6 * hourMs)
  const all = silence(busy, fromMs, 6)
  expect(isSilent(half)).toBe(true)
  expect(all ?? 0).toBeGreaterThan(half ?? 1)
})

test('the longer a silence, the less likely', () => {
  const hours = fc.integer({ min: 0, max: 23 })
  const profile = fc.array(fc.boolean(), { minLength: 24, maxLength: 24 })
  fc.assert(
    fc.property(profile, hours, hours, (hears, some, more) => {
      const busy = busyHours((hour) => hears[hour] === true)
      const short = silence(busy, nowMs, some) ?? 1
      expect(silence(busy, nowMs, some + more) ?? 1).toBeLessThanOrEqual(short)
    }),
  )
})

test('streams that really are Poisson, with a night, are hardly ever announced', () => {
  // A small linear congruential generator: the same in every run.
  let seed = 7
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  const rateAt = (hour: number, base: number): number => (hour % 24 >= 7 && hour % 24 < 22 ? base : base / 20)
  let announced = 0
  let looks = 0
  for (const base of [0.3, 1, 4]) {
    const busy = Array.from({ length: 60 * 24 }, (_, n) => n).filter(
      (hour) => random() < 1 - Math.exp(-rateAt(hour, base)),
    )
    for (let hour = 28 * 24; hour < 60 * 24; hour += 1) {
      const newest = busy.filter((each) => each < hour).at(-1) ?? 0
      if (hour - newest < 4) continue
      looks += 1
      const before = busy.filter((each) => each <= newest && each >= newest - 28 * 24)
      const heard = [{ fromMs: 0, toMs: hour * hourMs }]
      if (isSilent(chanceOfSilence(heard, before, (newest + 1) * hourMs, hour * hourMs))) announced += 1
    }
  }
  expect(looks).toBeGreaterThan(200)
  expect(announced / looks).toBeLessThan(0.02)
})
