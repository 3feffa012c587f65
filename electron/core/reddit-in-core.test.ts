import { afterEach, expect, test } from 'vitest'
import { startTown } from '#demo/town'
import { createFetch } from './networks/outside.ts'
import { network } from './networks/reddit/index.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { startTestCore } from './testing/start-core.ts'

/** The whole of core with Reddit in it, against the town: what Reddit wants of whoever keeps its content. */

const startMs = Date.UTC(2026, 9, 1, 9)
const hourMs = 3_600_000
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

test('without an account, what Reddit does not list any more is gone here within 48 hours, and what it lists stays', async () => {
  const town = await startTown({ nowMs: startMs, answers: false })
  closers.push(() => town.close())
  const fetch = createFetch({ allowLoopback: true })
  closers.push(() => fetch.close())
  const clock = fakeClock(startMs)
  const networks = new Map([['reddit', network]])
  const core = startTestCore({ clock, fetch, networks, demo: true, demoHost: town.url })
  closers.push(() => core.stop())
  const config = { subreddit: 'dailyloaf', host: town.url }
  await core.call('streams.add', { network: 'reddit', kind: 'list', config })
  await core.settle()
  const found = async (query: string) =>
    (await core.call('conversations.page', { source: { type: 'search', query } })).rows.length
  const pass = async (hours: number) => {
    for (let n = 0; n < hours; n += 1) {
      town.advance(hourMs)
      clock.advance(hourMs)
      await core.settle()
    }
  }
  expect(await found('"Day nine, 24 degrees"')).toBeGreaterThan(0)
  expect(await found('"Steam in a home oven"')).toBeGreaterThan(0)

  // Longer than anything may be kept unseen.
  await pass(60)
  expect(await found('"Day nine, 24 degrees"')).toBeGreaterThan(0)
  const gone = town.statuses('reddit').find(({ text }) => text.includes('Day nine, 24'))
  town.remove(gone?.id ?? '', 'reddit')
  await pass(40)
  // The feed is no proof of a deletion: a post may only have been pushed out of it.
  expect(await found('"Day nine, 24 degrees"')).toBeGreaterThan(0)
  await pass(8)
  expect(await found('"Day nine, 24 degrees"')).toBe(0)
  expect(await found('"Steam in a home oven"')).toBeGreaterThan(0)
}, 60_000)
