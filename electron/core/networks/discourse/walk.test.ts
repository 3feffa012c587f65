import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { afterLatest, placeOf as latestPlace } from './latest.ts'
import {
  afterHits,
  afterRead,
  firstHits,
  overlapMs,
  placeOf,
  stepOf,
  topicsPerStep,
  type Hit,
} from './walk.ts'

/* Walking lists of hits, and the latest posts, without holes. */

const perPage = 7

/** A list of hits, newest first, and what a walk over it reads. */
function walk(list: readonly Hit[], from: Json, nowMs: number) {
  const read: number[] = []
  let cursor = from
  for (let steps = 0; ; steps += 1) {
    expect(steps).toBeLessThan(200)
    const at = placeOf(cursor)
    const step = stepOf(at)
    if ('read' in step) read.push(...step.read.map(({ id }) => id))
    const after =
      'read' in step
        ? afterRead(at, step.read, 1)
        : afterHits(
            at,
            {
              hits: list.slice((step.page - 1) * perPage, step.page * perPage),
              more: step.page * perPage < list.length,
            },
            1,
            nowMs,
          )
    cursor = JSON.parse(JSON.stringify(after.cursor))
    if (!after.more) return { read, cursor, after }
  }
}

const hit = (id: number): Hit => ({ id, ms: 1_000_000_000 + id * 60_000, topic: id % 9, number: id })
const newestFirst = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => hit(to - 1 - n))

describe('hits', () => {
  test('that come between two looks are each read once, however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 60 }), (before, later) => {
        const first = walk(newestFirst(0, before), null, 5)
        const second = walk(newestFirst(0, before + later), first.cursor, 6)
        expect(first.read).toHaveLength(Math.min(before, perPage, firstHits))
        // What the first look left out for its cap may lie in the overlap, and is read then.
        for (const { id } of newestFirst(before, before + later)) expect(second.read).toContain(id)
        expect(new Set([...first.read, ...second.read]).size).toBe(first.read.length + second.read.length)
        expect(second.after.coveredToMs).toBe(6)
      }),
    )
  })

  test('of a first look that has more are a beginning, and say from when on', () => {
    const { after, read } = walk(newestFirst(0, 40), null, 5)
    expect(read).toHaveLength(perPage)
    expect(after.coveredFromMs).toBe(hit(40 - perPage).ms)
  })

  test('are read some topics at a time, all of a topic at once', () => {
    const at = placeOf(afterHits(placeOf(null), { hits: newestFirst(0, 18), more: false }, 1, 5).cursor)
    const step = stepOf(at)
    if (!('read' in step)) throw new Error('there is something to read')
    expect(new Set(step.read.map(({ topic }) => topic)).size).toBe(topicsPerStep)
    expect(step.read).toHaveLength(2 * topicsPerStep)
  })

  test('that the search learnt of late are read all the same', () => {
    const list = newestFirst(0, 5)
    const late: Hit = { ...hit(4), id: 99, ms: hit(4).ms - overlapMs / 2 }
    const first = walk(list, null, 5)
    expect(walk([hit(4), late, ...list.slice(1)], first.cursor, 6).read).toEqual([99])
  })
})

describe('the latest posts', () => {
  const posts = (...ids: number[]) => ids.map((id) => ({ id, created_at: id * 1000 }))

  test('are walked until what was heard before', () => {
    const one = afterLatest(latestPlace({ newest: 10 }), posts(90, 61), 5)
    expect(one).toMatchObject({ more: true, cursor: { newest: 10, walk: { before: 61, top: 90 } } })
    const two = afterLatest(latestPlace(one.cursor), posts(60, 9), 6)
    expect(two).toEqual({ cursor: { newest: 90 }, more: false, coveredToMs: 5 })
  })

  test('of an older forum may be an empty page, behind which more follows', () => {
    const at = latestPlace({ newest: 10, walk: { before: 200, page: 1, top: 240, startMs: 5 } })
    expect(afterLatest(at, [], 6)).toMatchObject({ more: true, cursor: { walk: { before: 150 } } })
    expect(afterLatest(at, posts(200), 6)).toMatchObject({ more: true, cursor: { walk: { before: 150 } } })
  })

  test('after a long time end at a cap, and the rest is a hole with its reason', () => {
    const at = latestPlace({ newest: 10, walk: { before: 5000, page: 20, top: 9000, startMs: 5 } })
    expect(afterLatest(at, posts(4999, 4950), 6)).toMatchObject({
      more: false,
      coveredFromMs: 4_950_000,
      holeReason: expect.stringMatching(/\.$/),
    })
  })

  test('of an empty forum end at once', () => {
    expect(afterLatest(latestPlace(null), [], 5)).toEqual({ cursor: {}, more: false, coveredToMs: 5 })
  })
})
