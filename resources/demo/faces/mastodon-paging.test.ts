import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, each, linkTo, saturdayMs } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { cutPage } from './mastodon-paging.ts'

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs, extra: 400 })
})
afterAll(() => town.close())

const all = async (path: string): Promise<string[]> => {
  const ids: string[] = []
  let next: string | undefined = path
  while (next !== undefined) {
    const reply = await ask(town, next)
    ids.push(...each(reply.data, 'id'))
    next = linkTo(reply, 'next')
  }
  return ids
}

test('walking back by rel=next meets every notification once, newest first', async () => {
  const ids = await all('/api/v1/notifications?limit=17')
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual([...ids].sort((a, b) => Number(b) - Number(a)))
  expect(ids).toEqual(await all('/api/v1/notifications?limit=80'))
})

test('walking forward by rel=prev from the oldest meets every notification exactly once', async () => {
  const expected = await all('/api/v1/notifications?types[]=mention')
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 5, max: 90 }), fc.nat(expected.length - 1), async (limit, from) => {
      const start = expected[from]
      const met: string[] = []
      let prev: string | undefined = `/api/v1/notifications?types[]=mention&limit=${limit}&min_id=${start}`
      while (prev !== undefined) {
        const reply = await ask(town, prev)
        met.unshift(...each(reply.data, 'id'))
        prev = linkTo(reply, 'prev')
      }
      expect(met).toEqual(expected.slice(0, from))
    }),
    { numRuns: 12 },
  )
})

test('since_id gives the newest page, so it can skip a gap; min_id gives the oldest after it', async () => {
  const ids = await all('/api/v1/notifications')
  const old = ids.at(-1) ?? ''
  expect(each((await ask(town, `/api/v1/notifications?limit=3&since_id=${old}`)).data, 'id')).toEqual(
    ids.slice(0, 3),
  )
  expect(each((await ask(town, `/api/v1/notifications?limit=3&min_id=${old}`)).data, 'id')).toEqual(
    ids.slice(-4, -1),
  )
})

test('an empty page has no Link header, and a limit above the most is cut', async () => {
  const [newest] = await all('/api/v1/notifications')
  const empty = await ask(town, `/api/v1/notifications?min_id=${newest}`)
  expect([empty.data, empty.headers.get('link')]).toEqual([[], null])
  expect(each((await ask(town, '/api/v1/notifications?limit=500')).data, 'id')).toHaveLength(80)
  expect(each((await ask(town, '/api/v1/timelines/tag/sourdough?limit=500')).data, 'id')).toHaveLength(40)
})

test('a tag timeline walks both ways without holes', async () => {
  const back = await all('/api/v1/timelines/tag/sourdough?limit=9')
  const forward: string[] = []
  let prev: string | undefined = '/api/v1/timelines/tag/sourdough?limit=11&min_id=0'
  while (prev !== undefined) {
    const reply = await ask(town, prev)
    forward.unshift(...each(reply.data, 'id'))
    prev = linkTo(reply, 'prev')
  }
  expect(back.length).toBeGreaterThan(40)
  expect(forward).toEqual(back)
})

test('a page is never longer than its limit, holds only rows inside its cursors, and comes newest first', () => {
  const rows = fc.uniqueArray(fc.nat(500)).map((numbers) => numbers.sort((a, b) => a - b))
  const id = fc.option(fc.nat(500).map(String), { nil: undefined })
  const order = (row: number, cursor: string): number => row - Number(cursor)
  fc.assert(
    fc.property(rows, id, id, id, fc.nat(40), (numbers, minId, sinceId, maxId, limit) => {
      const page = cutPage(numbers, { minId, sinceId, maxId, limit }, order)
      expect(page.length).toBeLessThanOrEqual(limit)
      expect(page).toEqual([...page].sort((a, b) => b - a))
      const inside = numbers.filter(
        (row) => row > Number(minId ?? sinceId ?? -1) && row < Number(maxId ?? 501),
      )
      expect(page.every((row) => inside.includes(row))).toBe(true)
      expect(page.length).toBe(Math.min(limit, inside.length))
    }),
  )
})
