import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultWeights,
  priorityOf,
  priorityWeights,
  staticPriority,
  waitingPoints,
  type PriorityFacts,
  type PriorityWeights,
} from './priority.ts'

const hour = 3_600_000
const nowMs = Date.UTC(2026, 9, 1)

const nothing: PriorityFacts = { question: false, direct: false, newcomer: false, vip: false }

const anyWeights: fc.Arbitrary<PriorityWeights> = fc.record({
  question: fc.nat(1000),
  direct: fc.nat(1000),
  waiting: fc.nat(1000),
  newcomer: fc.nat(1000),
  vip: fc.nat(1000),
  reach: fc.nat(1000),
  rule: fc.nat(1000),
  cross: fc.nat(1000),
})
const anyFacts: fc.Arbitrary<PriorityFacts> = fc.record({
  question: fc.boolean(),
  direct: fc.boolean(),
  newcomer: fc.boolean(),
  vip: fc.boolean(),
  followers: fc.option(fc.nat(), { nil: undefined }),
  tone: fc.option(fc.constantFrom('warm', 'cross', 'plain', 'unknown'), { nil: undefined }),
  rule: fc.option(fc.record({ name: fc.string(), weight: fc.integer({ min: -50, max: 50 }) }), {
    nil: undefined,
  }),
  waitingSinceMs: fc.option(fc.integer({ min: 0, max: nowMs + hour }), { nil: undefined }),
})
const anyPromise = fc.integer({ min: 0, max: 30 * 24 * hour })

describe('staticPriority', () => {
  test('names what counts, and nothing else', () => {
    expect(staticPriority(nothing, defaultWeights)).toEqual({ points: 0, reasons: [] })
    const facts = { ...nothing, question: true, vip: true, rule: { name: 'Parcels', weight: 7 } }
    expect(staticPriority(facts, defaultWeights)).toEqual({
      points: 77,
      reasons: [
        { name: 'question', points: 30 },
        { name: 'vip', points: 40 },
        { name: 'rule', points: 7 },
      ],
    })
  })

  test('by default neither followers nor tone count', () => {
    const loud = { ...nothing, followers: 5_000_000, tone: 'cross' as const }
    expect(staticPriority(loud, defaultWeights).points).toBe(0)
    expect(staticPriority(loud, { ...defaultWeights, reach: 10, cross: 5 }).reasons).toEqual([
      { name: 'reach', points: 67 },
      { name: 'cross', points: 5 },
    ])
  })

  test('is a whole number and the sum of its reasons, none of which is nothing', () => {
    fc.assert(
      fc.property(anyFacts, anyWeights, (facts, weights) => {
        const { points, reasons } = staticPriority(facts, weights)
        expect(Number.isSafeInteger(points)).toBe(true)
        expect(reasons.reduce((sum, reason) => sum + reason.points, 0)).toBe(points)
        expect(reasons.every((reason) => reason.points !== 0)).toBe(true)
        expect(new Set(reasons.map(({ name }) => name)).size).toBe(reasons.length)
      }),
    )
  })

  test('one more reason never lowers it', () => {
    const flag = fc.constantFrom('question' as const, 'direct' as const, 'newcomer' as const, 'vip' as const)
    fc.assert(
      fc.property(anyFacts, anyWeights, flag, (facts, weights, name) => {
        const without = staticPriority({ ...facts, [name]: false }, weights).points
        expect(staticPriority({ ...facts, [name]: true }, weights).points).toBe(without + weights[name])
      }),
    )
  })

  test('more followers never lower it', () => {
    fc.assert(
      fc.property(anyFacts, anyWeights, fc.nat(), fc.nat(), (facts, weights, followers, more) => {
        const few = staticPriority({ ...facts, followers }, weights).points
        expect(
          staticPriority({ ...facts, followers: followers + more }, weights).points,
        ).toBeGreaterThanOrEqual(few)
      }),
    )
  })
})

describe('waitingPoints', () => {
  const weights = { waiting: 40 }

  test.each([
    [0, 0],
    [1, 10],
    [2, 20],
    [4, 40],
    [8, 60],
    [40, 76],
    [4000, 79],
  ])('after %d hours of four promised: %d', (hours, points) => {
    expect(waitingPoints(nowMs - hours * hour, 4 * hour, nowMs, weights)).toBe(points)
  })

  test('what lies ahead of our clock has not waited', () => {
    expect(waitingPoints(nowMs + hour, 4 * hour, nowMs, weights)).toBe(0)
  })

  test('whoever has waited longer never has fewer points, and never more than twice the weight', () => {
    fc.assert(
      fc.property(anyWeights, anyPromise, fc.nat(nowMs), fc.nat(nowMs), (weights, promiseMs, age, more) => {
        const short = waitingPoints(nowMs - age, promiseMs, nowMs, weights)
        const long = waitingPoints(nowMs - age - more, promiseMs, nowMs, weights)
        expect(long).toBeGreaterThanOrEqual(short)
        expect(Number.isSafeInteger(long) && short >= 0 && long <= 2 * weights.waiting).toBe(true)
      }),
    )
  })

  test('a shorter promise never lowers it', () => {
    fc.assert(
      fc.property(anyPromise, anyPromise, fc.nat(nowMs), (one, other, age) => {
        const [short, long] = one < other ? [one, other] : [other, one]
        const of = (promiseMs: number): number => waitingPoints(nowMs - age, promiseMs, nowMs, weights)
        expect(of(short)).toBeGreaterThanOrEqual(of(long))
      }),
    )
  })
})

describe('priorityOf', () => {
  test('says in words why', () => {
    const facts = { ...nothing, question: true, direct: true, waitingSinceMs: nowMs - 3 * hour }
    expect(priorityOf(facts, defaultWeights, 4 * hour, nowMs)).toEqual({
      sum: 80,
      reasons: [
        { name: 'question', points: 30, words: 'asks something' },
        { name: 'waiting', points: 30, words: 'has waited 3 hours of the 4 hours you promised' },
        { name: 'direct', points: 20, words: 'speaks to you' },
      ],
    })
    expect(
      priorityOf({ ...facts, waitingSinceMs: nowMs - 60 * hour }, defaultWeights, 90 * 60_000, nowMs)
        .reasons[0]?.words,
    ).toBe('has waited 2 days, you promised 90 minutes')
  })

  test('a promise that was given for nothing does not divide by nothing', () => {
    expect(priorityOf({ ...nothing, waitingSinceMs: nowMs - hour }, defaultWeights, 0, nowMs).sum).toBe(79)
  })

  test('is the static part and the waiting, and the sum of what it tells, weightiest first', () => {
    fc.assert(
      fc.property(anyFacts, anyWeights, anyPromise, (facts, weights, promiseMs) => {
        const { sum, reasons } = priorityOf(facts, weights, promiseMs, nowMs)
        const since = facts.waitingSinceMs
        const waiting = since === undefined ? 0 : waitingPoints(since, promiseMs, nowMs, weights)
        expect(sum).toBe(staticPriority(facts, weights).points + waiting)
        expect(reasons.reduce((all, reason) => all + reason.points, 0)).toBe(sum)
        expect(reasons.map(({ points }) => points)).toEqual(
          reasons.map(({ points }) => points).toSorted((a, b) => b - a),
        )
        expect(reasons.every(({ words }) => words.trim() !== '')).toBe(true)
      }),
    )
  })
})

test('the default weights obey their schema', () => {
  expect(priorityWeights.parse(defaultWeights)).toEqual(defaultWeights)
  expect(priorityWeights.safeParse({ ...defaultWeights, vip: -1 }).success).toBe(false)
  expect(priorityWeights.safeParse({ ...defaultWeights, vip: 1.5 }).success).toBe(false)
})
