import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { afterStep, freshPosts, placeIn, planRound, stepOf } from './round.ts'

const nowMs = Date.UTC(2026, 9, 1, 9)
const minuteMs = 60_000

interface Own {
  id: string
  hasReplies: boolean
}

/** One whole look: which posts were asked, and since when. */
function look(cursor: Json, posts: readonly Own[], atMs: number) {
  let at = planRound(placeIn(cursor), posts, atMs)
  const asked: { id: string; sinceMs: number | undefined }[] = []
  for (let steps = 0; steps < 20; steps += 1) {
    asked.push(...stepOf(at))
    const step = afterStep(at, undefined)
    if (!step.more) return { asked, step }
    const next = placeIn(step.cursor)
    if (next === undefined) throw new Error('the place is lost')
    at = next
  }
  throw new Error('it does not end')
}

const someOf = (count: number): Own[] =>
  Array.from({ length: count }, (_, n) => ({ id: String(count - n), hasReplies: true }))

test('the newest posts are asked at every look, and every other one in turn, each since it was last asked', () => {
  const posts = someOf(100)
  let cursor: Json = null
  const lastMs = new Map<string, number>()
  for (let n = 0; n < 15; n += 1) {
    const atMs = nowMs + n * 5 * minuteMs
    const { asked, step } = look(cursor, posts, atMs)
    expect(step.coveredToMs).toBe(atMs)
    expect(asked).toHaveLength(30)
    expect(new Set(asked.map(({ id }) => id)).size).toBe(30)
    expect(asked.slice(0, freshPosts).map(({ id }) => id)).toEqual(
      posts.slice(0, freshPosts).map(({ id }) => id),
    )
    for (const { id, sinceMs } of asked) {
      const before = lastMs.get(id)
      expect(sinceMs).toBe(before === undefined ? undefined : before - 60 * minuteMs)
      lastMs.set(id, atMs)
    }
    ;({ cursor } = step)
  }
  expect(lastMs.size).toBe(100)
})

test('posts that nobody answered are never asked, and what is no longer watched is forgotten', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 100 }), (answered) => {
      const posts = answered.map((hasReplies, n) => ({ id: String(n), hasReplies }))
      const { asked, step } = look({ heard: { gone: 1, 0: 2 }, turn: 77 }, posts, nowMs)
      expect(asked.every(({ id }) => posts[Number(id)]?.hasReplies === true)).toBe(true)
      expect(placeIn(step.cursor)?.heard).not.toHaveProperty('gone')
      expect(step.more).toBe(false)
    }),
  )
})

test('what could not be heard below one post is a hole of the whole look, but not of the first one', () => {
  const at = planRound({ heard: {}, turn: 0 }, someOf(12), nowMs)
  const first = afterStep(at, nowMs - 5000)
  expect(first).toMatchObject({ more: true })
  expect(first.coveredFromMs).toBeUndefined()
  const next = placeIn(first.cursor)
  if (next === undefined) throw new Error('the place is lost')
  expect(afterStep(next, nowMs - 9000)).toMatchObject({ coveredToMs: nowMs, coveredFromMs: nowMs - 5000 })
  const start = planRound(undefined, someOf(2), nowMs)
  expect(afterStep(start, nowMs - 5000).coveredFromMs).toBeUndefined()
})
