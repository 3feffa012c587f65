import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { startTown, type Town } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { Json, NetworkAccount, Page, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
const minute = 60_000
const tagged: StreamRef = { id: 2, kind: 'hashtag', config: { tag: 'rye' } }
let town: Town
let clock: FakeClock
let outside: TestOutside
let account: NetworkAccount

beforeEach(async () => {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false, written: false })
  outside = testOutside(clock)
  const signedIn = await network.signInWithToken(outside.ctx, town.url, { token: town.account.token })
  account = { id: 1, ...signedIn }
})
afterEach(async () => {
  await outside.close()
  await town.close()
})

function pass(ms: number): void {
  town.advance(ms)
  clock.advance(ms)
}

/** One post a minute. */
function say(count: number, words: string): void {
  for (let n = 0; n < count; n += 1) {
    pass(minute)
    town.say({ author: 'kwame', text: `${words} ${n}` })
  }
}

async function fill(
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
  as: NetworkAccount | null = account,
) {
  const pages: Page[] = []
  let cursor: Json = null
  do {
    const page: Page = await network.backfill(outside.ctx, as, stream, gap, cursor)
    pages.push(page)
    cursor = page.cursor
  } while (pages.at(-1)?.more === true && pages.length < 50)
  return { pages, texts: pages.flatMap(({ items }) => items.map(({ text }) => text)) }
}

test('more than one look back takes in leaves a hole with its reason, and the hole is filled', async () => {
  let cursor: Json = null
  cursor = (await network.pull(outside.ctx, account, tagged, cursor)).cursor
  const heardMs = clock.now()
  say(150, '#rye')
  const pages: Page[] = []
  do {
    pages.push(await network.pull(outside.ctx, account, tagged, cursor))
    cursor = pages.at(-1)?.cursor ?? null
  } while (pages.at(-1)?.more === true)
  const coveredFromMs = pages.flatMap((page) => page.coveredFromMs ?? [])[0] ?? 0
  expect(coveredFromMs).toBe(heardMs + 31 * minute)
  expect(pages.find((page) => page.holeReason !== undefined)?.holeReason).toContain('one look back')
  expect(pages.at(-1)).toMatchObject({ items: [], coveredToMs: clock.now() })

  const { pages: filled, texts } = await fill(tagged, { fromMs: heardMs, toMs: coveredFromMs })
  expect(texts.toSorted()).toEqual(expect.arrayContaining(Array.from({ length: 30 }, (_, n) => `#rye ${n}`)))
  // Nothing outside of the hole, but for what differing clocks may hold.
  expect(texts.length).toBeLessThanOrEqual(32)
  expect(filled.at(-1)).toMatchObject({ more: false })
  expect(filled.at(-1)?.coveredFromMs).toBeUndefined()
})

test('a hole in the middle is reached past what is newer, and no further than its beginning', async () => {
  say(60, '#rye early')
  const gap = { fromMs: clock.now() + 1, toMs: clock.now() + 30 * minute }
  say(30, '#rye hole')
  say(60, '#rye late')
  const { pages, texts } = await fill(tagged, gap)
  expect(texts.filter((text) => text.includes('hole'))).toHaveLength(30)
  expect(pages.length).toBeLessThanOrEqual(3)
  expect((await fill({ ...tagged, config: { tag: 'rye', host: town.url } }, gap, null)).texts).toEqual(texts)
})

test('mentions are filled with what was said to us and what we said', async () => {
  const gap = { fromMs: clock.now(), toMs: clock.now() + 90 * minute }
  say(85, '@crumb number')
  pass(minute)
  town.say({ author: 'crumb', text: 'We said this ourselves' })
  pass(60 * minute)
  const { texts } = await fill({ id: 1, kind: 'mentions', config: {} }, gap)
  expect(texts.filter((text) => text.startsWith('@crumb number'))).toHaveLength(85)
  expect(texts).toContain('We said this ourselves')
})

test('a server that does not go back in time says so, and the hole stays', async () => {
  say(60, '#rye')
  town.misbehave({ path: '/api/v1/timelines/tag/', fault: 'repeated-cursor' })
  const gap = { fromMs: startMs, toMs: startMs + 5 * minute }
  const { pages } = await fill(tagged, gap)
  expect(pages.length).toBeLessThanOrEqual(3)
  expect(pages.at(-1)).toMatchObject({
    more: false,
    coveredFromMs: gap.toMs,
    holeReason: expect.stringContaining('does not go back in time'),
  })
})

test('a search cannot be asked for a time', async () => {
  const words: StreamRef = { id: 3, kind: 'keyword', config: { query: 'rye' } }
  await expect(fill(words, { fromMs: 0, toMs: 1 })).rejects.toThrow(Failure)
  await expect(fill(words, { fromMs: 0, toMs: 1 })).rejects.toMatchObject({ code: 'not-supported' })
})

test('a search that stops at its cap says from when on it heard', async () => {
  const words: StreamRef = { id: 3, kind: 'keyword', config: { query: 'rye' } }
  say(200, 'rye')
  const askedMs = clock.now()
  const pages: Page[] = []
  let cursor: Json = null
  do {
    pages.push(await network.pull(outside.ctx, account, words, cursor))
    cursor = pages.at(-1)?.cursor ?? null
    // Time passes between its pages, and what comes then belongs to the next pull.
    pass(minute)
  } while (pages.at(-1)?.more === true)
  expect(pages).toHaveLength(3)
  expect(pages.at(-1)).toMatchObject({
    coveredToMs: askedMs,
    coveredFromMs: startMs + 81 * minute,
    holeReason: expect.stringContaining('only its newest results'),
  })
  say(3, 'rye again')
  const next = await network.pull(outside.ctx, account, words, cursor)
  expect(next).toMatchObject({ more: false, coveredToMs: clock.now() })
  expect(next.coveredFromMs).toBeUndefined()
})
