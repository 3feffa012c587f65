import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { afterPage, firstPages, placeOf } from './walk.ts'

const size = 3

/** A timeline of growing ids, served as X does: newest first, after an id, with a token while there is more. */
function serve(posts: readonly number[], at: ReturnType<typeof placeOf>) {
  const before = at.walk === undefined ? Infinity : Number(at.walk.token)
  const found = posts.filter((id) => id > Number(at.sinceId ?? '0') && id < before).toReversed()
  const page = found.slice(0, size)
  return {
    ids: page,
    newestId: page[0] === undefined ? undefined : String(page[0]),
    nextToken: found.length > size ? String(page.at(-1)) : undefined,
  }
}

test('whatever arrives between and during walks is heard, and each once but for what overlaps', () => {
  fc.assert(
    fc.property(
      // How many posts there are at first, and how many arrive before each page is asked for.
      fc.nat(4),
      fc.array(fc.nat(7), { maxLength: 25 }),
      (first, arrivals) => {
        let newest = 0
        const posts: number[] = []
        const arrive = (count: number) => {
          for (let n = 0; n < count; n += 1) posts.push((newest += 1))
        }
        arrive(first)
        let cursor: Json = null
        const heard: number[] = []
        let nowMs = 1000
        const step = (): boolean => {
          const at = placeOf(cursor)
          const page = serve(posts, at)
          heard.push(...page.ids)
          const next = afterPage(at, page, (nowMs += 1000))
          cursor = next.cursor
          return next.more
        }
        for (const count of arrivals) {
          arrive(count)
          step()
        }
        // Then all is quiet, and the walks come to their end.
        for (let ended = 0; ended < 2;) ended += step() ? 0 : 1
        // The first walk may have been cut; from the first thing heard on, nothing is missing.
        const from = Math.min(...heard, newest)
        for (const id of posts.filter((one) => one >= from))
          expect(heard, JSON.stringify(arrivals)).toContain(id)
        expect(heard.length - new Set(heard).size).toBe(0)
        expect(placeOf(cursor).sinceId).toBe(newest === 0 ? undefined : String(newest))
      },
    ),
    { numRuns: 500 },
  )
})

test('the first walk costs at most two pages, and says from when on it has heard', () => {
  const posts = Array.from({ length: 50 }, (_, n) => n + 1)
  let cursor: Json = null
  let pages = 0
  for (;;) {
    const at = placeOf(cursor)
    const step = afterPage(at, serve(posts, at), 5000 + pages)
    pages += 1
    cursor = step.cursor
    if (step.more) continue
    expect([pages, step.cut, step.coveredToMs]).toEqual([firstPages, true, 5000])
    break
  }
  expect(placeOf(cursor)).toEqual({ sinceId: '50', atMs: 5000 })
})

test('a token that comes back again ends the walk', () => {
  const at = placeOf({ sinceId: '1', walk: { token: 'a', newestId: '9', startMs: 1, pages: 1 } })
  expect(afterPage(at, { newestId: '5', nextToken: 'a' }, 2)).toMatchObject({
    more: false,
    cursor: { sinceId: '9', atMs: 1 },
  })
})

test('a cursor of another shape is a beginning', () => {
  expect(placeOf({ sinceId: 7 })).toEqual({})
  expect(placeOf('x')).toEqual({})
})
