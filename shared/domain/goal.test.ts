import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter, daysBetween, goalDraft, goalQuery, goalState, paceOf } from './goal.ts'

const goal = { target: 20, from: '2026-10-01', by: '2026-10-20', createdMs: Date.UTC(2026, 9, 1) }
const on = (day: string, count: number, newestMs?: number) =>
  goalState(goal, { count, newestMs }, day, Date.parse(`${day}T12:00:00Z`))

test('a goal is reached, ahead of an even pace or behind it, quiet, missed or not begun', () => {
  expect(on('2026-09-30', 0)).toBe('early')
  expect(on('2026-10-10', 10)).toBe('ahead')
  expect(on('2026-10-10', 9)).toBe('behind')
  expect(on('2026-10-20', 19, Date.UTC(2026, 9, 19))).toBe('behind')
  expect(on('2026-10-20', 20)).toBe('reached')
  expect(on('2026-10-21', 19)).toBe('missed')
  expect(on('2026-11-21', 25)).toBe('reached')
  expect(on('2026-10-18', 3, Date.UTC(2026, 9, 2))).toBe('quiet')
  // Two weeks after it was written down nobody can say that nothing happens.
  expect(on('2026-10-14', 0)).toBe('behind')
})

test('its query takes in the first and the last day, whatever stands in it', () => {
  expect(goalQuery({ query: 'rye OR bun', from: '2026-10-01', by: '2026-12-31' })).toBe(
    '(rye OR bun) after:2026-10-01 before:2027-01-01 -is:deleted',
  )
})

test('days are counted over months, leap days and the changes of the clock', () => {
  expect(dayAfter('2028-02-28')).toBe('2028-02-29')
  expect(dayAfter('2026-12-31')).toBe('2027-01-01')
  expect(daysBetween('2026-10-01', '2026-10-01')).toBe(1)
  expect(daysBetween('2026-03-01', '2026-04-30')).toBe(61)
  expect(daysBetween('2026-10-02', '2026-10-01')).toBe(0)
})

test('an even pace never falls, and ends at the target', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 400 }), (target, days) => {
      const by = dayAfter('2026-01-01', days)
      let before = 0
      for (let n = 0; n <= days; n += 1) {
        const pace = paceOf({ target, from: '2026-01-01', by }, dayAfter('2026-01-01', n))
        expect(pace).toBeGreaterThanOrEqual(before)
        before = pace
      }
      expect(before).toBe(target)
    }),
  )
})

test('a draft needs a name, a query, at least one and true days', () => {
  const draft = {
    name: 'Answers',
    query: 'is:mine',
    measure: 'posts',
    target: 1,
    from: '2026-10-01',
    by: '2026-10-02',
  }
  expect(goalDraft.safeParse(draft).success).toBe(true)
  for (const wrong of [
    { name: ' ' },
    { query: '' },
    { target: 0 },
    { target: 1.5 },
    { by: '2026-02-30' },
    { measure: 'likes' },
  ])
    expect([wrong, goalDraft.safeParse({ ...draft, ...wrong }).success]).toEqual([wrong, false])
})
