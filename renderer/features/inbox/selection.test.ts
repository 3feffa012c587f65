import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterActing, nextBelow, rangeOf, stepFrom, toggled } from './selection.ts'

describe('stepping', () => {
  it('goes one down and one up, and stops at the ends', () => {
    expect(stepFrom([5, 6, 7], 5, 1)).toBe(6)
    expect(stepFrom([5, 6, 7], 7, 1)).toBe(7)
    expect(stepFrom([5, 6, 7], 5, -1)).toBe(5)
  })

  it('begins with the first when nothing is selected', () => {
    expect(stepFrom([5, 6], undefined, 1)).toBe(5)
    expect(stepFrom([], undefined, 1)).toBeUndefined()
  })

  it('goes on from where a vanished one stood', () => {
    expect(stepFrom([5, 7, 8], 6, 1, 1)).toBe(7)
    expect(stepFrom([5, 7, 8], 6, -1, 1)).toBe(5)
  })
})

describe('after an act', () => {
  it('goes to the next below', () => {
    expect(afterActing([1, 2, 3], new Set([2]), 2)).toBe(3)
  })

  it('goes up at the end, and nowhere when all are gone', () => {
    expect(afterActing([1, 2, 3], new Set([3]), 3)).toBe(2)
    expect(afterActing([1], new Set([1]), 1)).toBeUndefined()
  })

  it('stays when the selected one is not touched', () => {
    expect(afterActing([1, 2, 3], new Set([1]), 3)).toBe(3)
  })

  it('passes over those on their way out, so that a held key meets each row once', () => {
    const ids = [1, 2, 3, 4, 5]
    const leaving = new Set<number>()
    const met: number[] = []
    let current: number | undefined = 2
    while (current !== undefined) {
      met.push(current)
      leaving.add(current)
      current = afterActing(ids, new Set([current]), current, leaving)
    }
    expect(met).toEqual([2, 3, 4, 5, 1])
  })

  it('never selects what was acted on, and finds something whenever something stays', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 30 })),
        fc.array(fc.integer({ min: 1, max: 30 })),
        fc.nat(),
        (ids, actedList, leavingList, at) => {
          const [acted, leaving] = [new Set(actedList), new Set(leavingList)]
          const current = ids[at % Math.max(1, ids.length)]
          const next = afterActing(ids, acted, current, leaving)
          if (next !== undefined) expect(acted.has(next) || leaving.has(next)).toBe(false)
          expect(next !== undefined).toBe(ids.some((id) => !acted.has(id) && !leaving.has(id)))
        },
      ),
    )
  })
})

it('takes ranges in either direction and nothing when an end is missing', () => {
  expect(rangeOf([1, 2, 3, 4], 3, 1)).toEqual([1, 2, 3])
  expect(rangeOf([1, 2, 3, 4], 2, 2)).toEqual([2])
  expect(rangeOf([1, 2], 1, 9)).toEqual([])
})

it('ticks and unticks without changing the set it was given', () => {
  const set = new Set([1])
  expect([...toggled(set, 2)]).toEqual([1, 2])
  expect([...toggled(set, 1)]).toEqual([])
  expect([...set]).toEqual([1])
})

describe('below', () => {
  it('is the next that was not acted on, and nothing after the last', () => {
    expect(nextBelow([5, 6, 7], new Set(), 5)).toBe(6)
    expect(nextBelow([5, 6, 7], new Set([6]), 5)).toBe(7)
    expect(nextBelow([5, 6, 7], new Set([7]), 6)).toBeUndefined()
    expect(nextBelow([5, 6, 7], new Set(), 7)).toBeUndefined()
  })

  it('is the first of all for one that is not in the list', () => {
    expect(nextBelow([5, 6], new Set(), 9)).toBe(5)
    expect(nextBelow([], new Set(), 9)).toBeUndefined()
  })
})
