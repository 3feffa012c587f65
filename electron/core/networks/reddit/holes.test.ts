import { expect, test } from 'vitest'
import type { FetchedItem, Json } from '../types.ts'
import { network } from './index.ts'
import {
  startMs,
  hourMs,
  town,
  clock,
  outside,
  start,
  pass,
  signedIn,
  failureOf,
  streamOf,
  hear,
  inTown,
} from './testing/in-town.ts'

test('many pages are turned, a first look ends at its cap, nothing new is missed, and the hole is filled', async () => {
  const account = await signedIn()
  const root = inTown('We are the bakery')
  const comeIn = (count: number, what: string) => {
    for (let n = 0; n < count; n += 1) {
      pass(1000)
      town.say({ on: 'reddit', author: 'leo_t', text: `${what} ${n}`, inReplyTo: root.id })
    }
  }
  comeIn(340, 'first')
  const first = await hear(account, streamOf('replies'))
  expect(first.items.filter(({ text }) => text.startsWith('first'))).toHaveLength(300)
  expect(first.coveredFromMs).toBeGreaterThan(startMs)
  expect(first.holeReason).toMatch(/\w/)
  pass(3 * hourMs)
  comeIn(470, 'later')
  const second = await hear(account, streamOf('replies'), first.cursor)
  expect(second.items.filter(({ text }) => text.startsWith('later'))).toHaveLength(470)
  expect([second.coveredToMs, second.coveredFromMs]).toEqual([clock.now(), undefined])
  const gap = { fromMs: startMs - 86_400_000, toMs: first.coveredFromMs ?? 0 }
  const filled: FetchedItem[] = []
  let cursor: Json = null
  for (let more = true; more;) {
    const page = await network.backfill(outside.ctx, account, streamOf('replies'), gap, cursor)
    filled.push(...page.items)
    ;({ cursor, more } = page)
    expect(page.coveredFromMs).toBeUndefined()
  }
  expect(filled.filter(({ text }) => text.startsWith('first')).length).toBeGreaterThanOrEqual(40)
  expect(filled.every(({ createdMs }) => createdMs <= gap.toMs && createdMs >= gap.fromMs)).toBe(true)
  expect((await failureOf(network.backfill(outside.ctx, null, streamOf('list', { subreddit: 'dailyloaf' }), gap, null))).code).toBe('not-supported') // prettier-ignore
})

test('of more than a thousand only the newest thousand are given, and the rest is a hole that stays', async () => {
  const account = await signedIn()
  const stream = streamOf('list', { subreddit: 'dailyloaf' })
  const { cursor } = await hear(account, stream)
  const root = inTown('[dailyloaf] Steam')
  pass(hourMs)
  for (let n = 0; n < 1050; n += 1) {
    pass(1000)
    town.say({ on: 'reddit', author: 'leo_t', text: `steam ${n}`, inReplyTo: root.id })
  }
  const later = await hear(account, stream, cursor)
  expect(later.items.filter(({ text }) => text.startsWith('steam'))).toHaveLength(1000)
  expect(later.coveredFromMs).toBe(startMs + hourMs + 51_000)
  expect(later.holeReason).toContain('thousand')
  const gap = { fromMs: startMs, toMs: later.coveredFromMs ?? 0 }
  let [at, last]: [Json, Awaited<ReturnType<typeof network.backfill>> | undefined] = [null, undefined]
  do {
    last = await network.backfill(outside.ctx, account, stream, gap, at)
    at = last.cursor
  } while (last.more)
  expect(last.coveredFromMs).toBe(gap.toMs)
})

test('of more finds than a search gives the rest is a hole, though the list ends as if it were whole', async () => {
  const account = await signedIn()
  const stream = streamOf('keyword', { query: 'oven' })
  const { cursor } = await hear(account, stream)
  pass(hourMs)
  for (let n = 0; n < 300; n += 1) {
    pass(1000)
    town.say({ on: 'reddit', author: 'leo_t', text: `[dailyloaf] Oven ${n}\n\nIt is warm.` })
  }
  const later = await hear(account, stream, cursor)
  expect(later.items.filter(({ title }) => title?.startsWith('Oven '))).toHaveLength(250)
  expect(later.coveredFromMs).toBe(startMs + hourMs + 51_000)
  expect(later.holeReason).toContain('250')
})

test('a page that went with the comment it began after leaves a hole, not a silence', async () => {
  const account = await signedIn()
  const root = inTown('We are the bakery')
  for (let n = 0; n < 150; n += 1) {
    pass(1000)
    town.say({ on: 'reddit', author: 'leo_t', text: `Knock ${n}`, inReplyTo: root.id })
  }
  const first = await network.pull(outside.ctx, account, streamOf('replies'), null)
  expect(first.more).toBe(true)
  // In the town, who answers the bakery names it.
  town.remove(inTown(`@crumb ${first.items.at(-1)?.text ?? ''}`).id, 'reddit')
  const rest = await hear(account, streamOf('replies'), first.cursor)
  expect(rest.coveredFromMs).toBe(first.items.at(-1)?.createdMs)
})

test('a feed holds a hundred: what it no longer holds is a hole, and nothing can fill it', async () => {
  const stream = streamOf('author', { user: 'leo_t', host: town.url })
  const first = await hear(null, stream)
  expect([first.coveredFromMs, first.holeReason]).toEqual([undefined, undefined])
  const root = inTown('[dailyloaf] Steam')
  pass(hourMs)
  for (let n = 0; n < 130; n += 1) {
    pass(1000)
    town.say({ on: 'reddit', author: 'leo_t', text: `steam ${n}`, inReplyTo: root.id })
  }
  const later = await hear(null, stream, first.cursor)
  expect(later.items).toHaveLength(100)
  expect(later.coveredFromMs).toBe(startMs + hourMs + 31_000)
  expect(later.holeReason).toContain('Without an account')
  const again = await hear(null, stream, later.cursor)
  expect(again.coveredFromMs).toBeUndefined()
})

test('a wall before strangers is waited out for an hour', async () => {
  const stream = streamOf('list', { subreddit: 'dailyloaf', host: town.url })
  town.misbehave({ path: '/reddit/r/dailyloaf/new/.rss', fault: 403, times: 1 })
  expect(await failureOf(hear(null, stream))).toMatchObject({
    code: 'rate-limited',
    retryAtMs: startMs + hourMs,
    message: expect.stringContaining('without an account'),
  })
})

test('strangers ask for one feed a minute: the walk waits, goes on where it was, and loses nothing', async () => {
  await start({ rateLimit: true })
  const stream = streamOf('list', { subreddit: 'dailyloaf', host: town.url })
  const posts = await network.pull(outside.ctx, null, stream, null)
  expect([posts.more, posts.coveredToMs]).toEqual([true, undefined])
  const failure = await failureOf(network.pull(outside.ctx, null, stream, posts.cursor))
  expect(failure).toMatchObject({ code: 'rate-limited', retryAtMs: startMs + 60_000 })
  pass(61_000)
  const comments = await network.pull(outside.ctx, null, stream, posts.cursor)
  expect([comments.more, comments.coveredToMs]).toEqual([false, startMs])
  expect(comments.items.every(({ kind }) => kind === 'comment')).toBe(true)
  // The API is counted apart.
  expect((await hear(await signedIn(), streamOf('mentions'))).items.length).toBeGreaterThan(0)
})
