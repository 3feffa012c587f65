import { afterEach, expect, test } from 'vitest'
import { startTown, type Town } from '#demo/town'
import { createFetch } from './networks/outside.ts'
import { network } from './networks/youtube/index.ts'
import type { ListenForRedirect } from './deps.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { startTestCore, type TestCore } from './testing/start-core.ts'

/** The whole of core with YouTube in it, against the town: what no part of it can show alone. */

const startMs = Date.UTC(2026, 9, 1, 9)
const midnightMs = Date.UTC(2026, 9, 2, 7)
const minuteMs = 60_000
const scope = 'https://www.googleapis.com/auth/youtube.force-ssl'
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

interface InTown {
  town: Town
  core: TestCore
  /** Moves the clocks of the town and of core, and lets what fell due finish. */
  advance(ms: number): Promise<void>
}

/** Signed in, as the window does it, by a user who ticks Google's box. */
async function open(): Promise<InTown> {
  const town = await startTown({ nowMs: startMs, answers: false })
  closers.push(() => town.close())
  const out = createFetch({ allowLoopback: true })
  closers.push(() => out.close())
  const clock = fakeClock(startMs)
  let arrive: (params: Record<string, string>) => void = () => undefined
  const listenForRedirect: ListenForRedirect = () =>
    Promise.resolve({
      redirectUri: 'http://127.0.0.1:41999/callback',
      params: new Promise((resolve) => (arrive = resolve)),
      close: () => undefined,
    })
  const core = startTestCore({
    clock,
    fetch: out,
    networks: new Map([['youtube', network]]),
    demo: true,
    demoHost: town.url,
    listenForRedirect,
  })
  closers.push(() => core.stop())
  const { clientId = '', clientSecret = '' } = town.logins['youtube'] ?? {}
  const begun = await core.call('accounts.beginBrowserSignIn', {
    network: 'youtube',
    host: '',
    fields: { clientId, clientSecret },
  })
  const done = core.call('accounts.awaitBrowserSignIn', { attempt: begun.attempt })
  const { origin, pathname, searchParams } = new URL(begun.url)
  const body = new URLSearchParams([...searchParams, ['granted', scope], ['decision', 'continue']])
  const answer = await fetch(origin + pathname, { method: 'POST', body, redirect: 'manual' })
  arrive(Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams))
  await done
  await core.settle()
  return {
    town,
    core,
    async advance(ms) {
      town.advance(ms)
      clock.advance(ms)
      await core.settle()
    },
  }
}

async function rowsIn(core: TestCore) {
  const { rows } = await core.call('conversations.page', {
    source: { type: 'lane', lane: 'heard' },
    limit: 200,
  })
  return rows
}

async function heard(core: TestCore, words: string) {
  const row = (await rowsIn(core)).find(({ text }) => text.includes(words))
  if (row === undefined) throw new Error(`"${words}" was not heard`)
  return core.call('conversations.get', { id: row.id })
}

function ask(town: Town, text: string): void {
  const video = town.statuses('youtube').find((one) => one.text.startsWith('How we shape a rye'))
  town.say({ on: 'youtube', author: 'kwame', text, inReplyTo: video?.id })
}

test('whoever comments below a video waits apart, under its title, and none is edited by being read again', async () => {
  const { core, advance } = await open()
  const [first, second] = [await heard(core, 'Bei Minute 2:40'), await heard(core, 'free of gluten')]
  expect(first.row.id).not.toBe(second.row.id)
  expect(first.row.title).toBe('How we shape a rye, at three in the morning')
  expect((await heard(core, 'I only asked about the rye')).items).toHaveLength(8)
  await advance(6 * minuteMs)
  await core.call('conversations.fetchThread', { id: first.row.id })
  const again = await heard(core, 'Bei Minute 2:40')
  expect(again.items.map(({ state }) => state)).toEqual(['live'])
})

test('a sign-in is renewed by the hour, and what is new is kept', async () => {
  const { town, core, advance } = await open()
  for (let hours = 0; hours < 3; hours += 1) {
    await advance(61 * minuteMs)
    ask(town, `Still there after ${hours} hours?`)
    await advance(6 * minuteMs)
    expect((await heard(core, `after ${hours} hours`)).row.id).toBeGreaterThan(0)
  }
  const exchanges = town.requests().filter(({ path }) => path === '/token')
  expect(exchanges.length).toBeLessThanOrEqual(5)
  expect(exchanges.every(({ status }) => status === 200)).toBe(true)
})

test('when the day’s units are gone the stream waits until midnight in California, and then hears what it missed', async () => {
  const { town, core, advance } = await open()
  const key = town.logins['youtube']?.['apiKey'] ?? ''
  const use = (path: string, method: string) =>
    fetch(`${town.url}/youtube/v3/${path}`, { method, headers: { 'x-goog-api-key': key } })
  for (let calls = 0; calls < 200; calls += 1) await use('comments', 'POST')
  for (let calls = 0; calls < 50; calls += 1) await use('videos?id=aaaaaaaaaaa', 'GET')
  ask(town, 'Did you hear this?')
  await advance(6 * minuteMs)
  const [stream] = await core.call('streams.list', {})
  expect(stream).toMatchObject({ health: 'limited', failure: { code: 'rate-limited' } })
  expect(stream?.untilMs).toBeGreaterThanOrEqual(midnightMs)
  expect(stream?.failure?.message).toContain('midnight in California')
  await advance(midnightMs - startMs + 10 * minuteMs)
  expect((await heard(core, 'Did you hear this?')).row.id).toBeGreaterThan(0)
})
