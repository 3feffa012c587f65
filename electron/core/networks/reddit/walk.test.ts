import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterPage,
  asCursor,
  firstPages,
  overlapMs,
  stepOf,
  walkedOf,
  type Given,
  type Place,
} from './walk.ts'

const hourMs = 3_600_000
const now = 100 * hourMs

const given = (times: readonly number[], more: Partial<Given> = {}): Given => ({
  times,
  reachMs: times.length === 0 ? 0 : Math.min(...times),
  next: undefined,
  isLost: false,
  mark: times.join(' '),
  ...more,
})

test('a list that is whole is heard at one look, and the next look begins behind it', () => {
  const after = afterPage({}, given([now - 5, now - 10], { reachMs: 0 }), 1, now)
  expect(after).toEqual({ place: { newest: now - 5 }, more: false, coveredToMs: now })
})

test('a first look ends at its cap, and says from where on it heard', () => {
  let at: Place = {}
  let last
  for (let page = 1; page <= firstPages; page += 1) {
    last = afterPage(at, given([now - page * hourMs], { next: `t3_${page}` }), 1, now)
    at = last.place
  }
  expect(last).toMatchObject({ more: false, coveredToMs: now, coveredFromMs: now - firstPages * hourMs })
})

test('a later look goes on until it is behind what was heard, without a hole', () => {
  const at: Place = { newest: now - hourMs }
  const first = afterPage(at, given([now, now - hourMs - overlapMs], { next: 't1_a' }), 1, now)
  expect([first.more, stepOf(first.place).after]).toEqual([true, 't1_a'])
  const second = afterPage(first.place, given([now - 2 * hourMs], { next: 't1_b' }), 1, now)
  expect(second).toEqual({ place: { newest: now }, more: false, coveredToMs: now })
})

test('a feed that no longer holds what was heard last leaves a hole, one that still does leaves none', () => {
  const at: Place = { newest: now - hourMs }
  expect(afterPage(at, given([now, now - 1000]), 1, now)).toMatchObject({ coveredFromMs: now - 1000 })
  expect(afterPage(at, given([now, now - hourMs]), 1, now)).not.toHaveProperty('coveredFromMs')
})

test('a page that is lost with the entry it began after is a hole from the page before it on', () => {
  const first = afterPage({ newest: now - 9 * hourMs }, given([now - hourMs], { next: 't1_a' }), 1, now)
  const lost = afterPage(first.place, given([], { isLost: true, mark: 'empty' }), 1, now)
  expect(lost).toMatchObject({ more: false, coveredToMs: now, coveredFromMs: now - hourMs })
})

test('a list in circles ends, and a time ahead of ours does not make the rest look old', () => {
  const first = afterPage({}, given([now + hourMs], { next: 't1_a', mark: 'same' }), 2, now)
  const second = afterPage(first.place, given([now + hourMs], { next: 't1_a', mark: 'same' }), 2, now)
  expect(stepOf(second.place)).toEqual({ look: 1, after: undefined, count: 0 })
  expect(afterPage(second.place, given([], { reachMs: 0 }), 2, now).place.newest).toBe(now)
})

test('whatever pages come, a walk claims no more than its lists gave', () => {
  const page = fc.record({
    // How far each entry lies behind the one before it.
    steps: fc.array(fc.integer({ min: 1, max: 3 * hourMs }), { maxLength: 4 }),
    goesOn: fc.boolean(),
    isLost: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(page, { minLength: 1, maxLength: 60 }),
      fc.option(fc.integer({ min: 1, max: now }), { nil: undefined }),
      fc.integer({ min: 1, max: 3 }),
      (pages, newest, looks) => {
        let at: Place = newest === undefined ? {} : { newest }
        // The oldest time given of each list.
        const reached: number[] = []
        for (const [n, { steps, goesOn, isLost }] of pages.entries()) {
          const { look } = stepOf(at)
          const times = steps.map((_, k) => (reached[look] ?? now) - sum(steps.slice(0, k + 1)))
          const one = given(times, {
            next: goesOn && times.length > 0 ? `t1_${n}` : undefined,
            isLost: isLost && times.length === 0,
            mark: String(n),
          })
          if (times.length > 0) reached[look] = Math.min(...times)
          const after = afterPage(at, one, looks, now)
          expect(walkedOf(JSON.parse(JSON.stringify(asCursor(after.place))))).toEqual(after.place)
          at = after.place
          if (after.more) continue
          expect(after.coveredToMs).toBe(now)
          // Empty pages are the true end of a list here; all others break off.
          if (after.coveredFromMs !== undefined) expect(reached).toContain(after.coveredFromMs)
          return
        }
      },
    ),
  )
})

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
