import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { afterPage, firstPages, placeOf, stepOf } from './walk.ts'

/** A server that pages as Mastodon does: `min_id` gives the oldest after it, `max_id` the newest before it. */
function serve(posts: readonly number[], step: { min_id?: string; max_id?: string }, limit: number) {
  const newestFirst = [...posts].sort((a, b) => b - a)
  const max = Number(step.max_id ?? Number.POSITIVE_INFINITY)
  const found =
    step.min_id === undefined
      ? newestFirst.filter((id) => id < max).slice(0, limit)
      : newestFirst.filter((id) => id > Number(step.min_id)).slice(-limit)
  const ids = found.map(String)
  return { ids, link: ids.length === 0 ? {} : { next: ids.at(-1), prev: ids[0] } }
}

function walk(
  posts: readonly number[],
  limit: number,
  cursor: Json,
): { heard: string[]; cursor: Json; pages: number } {
  const heard: string[] = []
  for (let pages = 1; pages < 1000; pages += 1) {
    const at = placeOf(cursor)
    const { ids, link } = serve(posts, stepOf(at), limit)
    heard.push(...ids)
    const after = afterPage(at, ids, link)
    cursor = after.cursor
    if (!after.more) return { heard, cursor, pages }
  }
  throw new Error('it does not end')
}

test('the first walk goes back a few pages and no further, and ends with a look at what came meanwhile', () => {
  const posts = Array.from({ length: 100 }, (_, index) => index + 1)
  const { heard, cursor, pages } = walk(posts, 10, null)
  expect(pages).toBe(firstPages + 1)
  expect(heard).toEqual(
    posts
      .slice(-10 * firstPages)
      .reverse()
      .map(String),
  )
  expect(cursor).toEqual({ newest: '100' })
})

test('after the first walk nothing that comes is missed, however much comes between two pulls', () => {
  const batches = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }), { maxLength: 8 })
  fc.assert(
    fc.property(batches, fc.integer({ min: 1, max: 12 }), (steps, limit) => {
      const posts: number[] = [5]
      let { cursor } = walk(posts, limit, null)
      let newest = 5
      const heard = new Set(['5'])
      for (const gaps of steps) {
        for (const gap of gaps) posts.push((newest += gap))
        const next = walk(posts, limit, cursor)
        for (const id of next.heard) {
          expect(heard.has(id)).toBe(false)
          heard.add(id)
        }
        cursor = next.cursor
      }
      expect(heard.size).toBe(posts.length)
    }),
  )
})

test('a timeline that was empty at first is heard from its first post on', () => {
  const { cursor } = walk([], 10, null)
  expect(walk([1, 2, 3], 10, cursor).heard).toEqual(['3', '2', '1'])
})

test('the page at which the first walk stops short of the beginning says so', () => {
  const back = { newest: '9', back: { maxId: '5', left: 1 } }
  expect(afterPage(back, ['4', '3'], { next: '3' })).toMatchObject({ cut: true, more: true })
  expect(afterPage(back, ['4', '3'], {})).not.toHaveProperty('cut')
  expect(afterPage(back, [], {})).not.toHaveProperty('cut')
  // A server without headers, with a full page in which nothing is known.
  const page = Array.from({ length: 20 }, (_, n) => String(40 - n))
  expect(afterPage(undefined, page, {})).toMatchObject({ cut: true, more: false })
  expect(afterPage({ newest: '9' }, page, {})).toMatchObject({ cut: true, more: false })
  expect(afterPage({ newest: '30' }, page, {})).not.toHaveProperty('cut')
})

test('a header that leads to where we are ends the walk', () => {
  expect(afterPage({ newest: '9' }, ['9'], { prev: '9' }).more).toBe(false)
  expect(afterPage({ newest: '9', back: { maxId: '4', left: 2 } }, ['3'], { next: '4' })).toEqual({
    cursor: { newest: '9' },
    more: true,
    cut: true,
  })
})

test('a server without headers, that gives everything every time, is not asked again at once', () => {
  expect(afterPage(undefined, ['3', '2', '1'], {})).toEqual({ cursor: { newest: '3' }, more: false })
  expect(afterPage({ newest: '3' }, ['4', '3', '2', '1'], {})).toEqual({
    cursor: { newest: '4' },
    more: false,
  })
})

test('a cursor that cannot be read starts anew', () => {
  expect(stepOf(placeOf('nonsense'))).toEqual({})
  expect(stepOf(placeOf({ newest: 3 }))).toEqual({})
})
