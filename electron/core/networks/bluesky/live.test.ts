import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTown, type Town } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { LiveHandlers, NetworkAccount, NetworkContext, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
let town: Town
let clock: FakeClock
let outside: TestOutside
beforeEach(async () => {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false })
  outside = testOutside(clock)
})
afterEach(async () => {
  await outside.close()
  await town.close()
})

const rye: StreamRef = { id: 7, kind: 'keyword', config: { query: 'rye -advert', source: 'jetstream' } }
const mentions: StreamRef = { id: 1, kind: 'mentions', config: {} }

async function account(): Promise<NetworkAccount> {
  const { host, remoteId, handle, credentials, facts } = await network.signInWithToken(outside.ctx, '', {
    ...town.logins['bluesky'],
  })
  return { id: 1, host, remoteId, handle, credentials, facts }
}

/** Listens, and lets a test wait for what it expects. */
async function listening(streams: StreamRef[], ctx: NetworkContext = outside.ctx) {
  const told: string[] = []
  let wake = () => {}
  const note = (what: string) => {
    told.push(what)
    wake()
  }
  const handlers: LiveHandlers = {
    onUp: () => note('up'),
    onDown: (reason) => note(`down: ${reason}`),
    onPage: (id, { items, deletions = [] }) => {
      for (const { text } of items) note(`${id}: ${text}`)
      for (const { ref } of deletions) note(`${id}: deleted ${ref}`)
    },
  }
  const connection = network.listen(ctx, await account(), streams, handlers)
  const until = async (isThere: (told: readonly string[]) => boolean) => {
    while (!isThere(told))
      await new Promise<void>((resolve) => {
        wake = resolve
        // What is gathered goes out by the clock, which stands still otherwise.
        setImmediate(() => {
          clock.advance(50)
          resolve()
        })
      })
  }
  return { told, until, close: () => connection.close() }
}

test('what is written is heard as it is written, by the streams that asked for it, and nothing else', async () => {
  const { told, until, close } = await listening([rye, mentions])
  await until((all) => all.includes('up'))
  town.say({ author: 'priya', text: 'My rye stands! It leans, but it stands.', on: 'bluesky' })
  town.say({ author: 'nils', text: 'Wheat, only wheat.', on: 'bluesky' })
  town.say({ author: 'growth_wizard88', text: 'Advert: rye at ten for one!', on: 'bluesky' })
  town.say({ author: 'kwame', text: '@crumb a loaf of rye, please', on: 'bluesky' })
  town.say({ author: 'ana', text: '@crumb and one for the ferry', on: 'bluesky' })
  await until((all) => all.length >= 5)
  expect([...told].sort()).toEqual([
    '1: @crumb.lindenbrook.example a loaf of rye, please',
    '1: @crumb.lindenbrook.example and one for the ferry',
    '7: @crumb.lindenbrook.example a loaf of rye, please',
    '7: My rye stands! It leans, but it stands.',
    'up',
  ])
  close()
})

test('posts are fetched in one request for many', async () => {
  const { told, until, close } = await listening([rye])
  await until((all) => all.includes('up'))
  const before = town.requests().length
  for (let i = 0; i < 30; i += 1) town.say({ author: 'priya', text: `rye ${i}`, on: 'bluesky' })
  await until((all) => all.length >= 31)
  expect(told).toContain('7: rye 29')
  const asked = town
    .requests()
    .slice(before)
    .filter(({ path }) => path.endsWith('getPosts'))
  expect(asked.length).toBeLessThan(6)
  close()
})

test('where the AppView is late it is asked again, and in the end left to polling', async () => {
  const { ctx } = outside
  let asked = 0
  /** Shows nothing of the first post, and the second one only when asked again. */
  const late: NetworkContext = {
    ...ctx,
    http: {
      ...ctx.http,
      async request(url, request) {
        const answer = await ctx.http.request(url, request)
        if (!url.endsWith('getPosts')) return answer
        asked += 1
        const { posts } = JSON.parse(Buffer.from(answer.body).toString()) as {
          posts: { record: { text: string } }[]
        }
        const shown = posts.filter(({ record }) => record.text.includes('second') && asked > 1)
        return { ...answer, body: Buffer.from(JSON.stringify({ posts: shown })) }
      },
    },
  }
  const { told, until, close } = await listening([rye], late)
  await until((all) => all.includes('up'))
  town.say({ author: 'priya', text: 'rye first', on: 'bluesky' })
  town.say({ author: 'priya', text: 'rye second', on: 'bluesky' })
  await until(() => asked >= 3)
  for (let i = 0; i < 100; i += 1) {
    clock.advance(1000)
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(told).toEqual(['up', '7: rye second'])
  expect(asked).toBeLessThanOrEqual(6)
  close()
})

test('a deletion is told for what was handed on, and only for that', async () => {
  const { told, until, close } = await listening([rye])
  await until((all) => all.includes('up'))
  const other = town.say({ author: 'nils', text: 'wheat', on: 'bluesky' })
  const id = town.say({ author: 'priya', text: 'rye again', on: 'bluesky' })
  await until((all) => all.includes('7: rye again'))
  town.remove(other, 'bluesky')
  town.remove(id, 'bluesky')
  await until((all) => all.some((each) => each.includes('deleted')))
  expect(told.filter((each) => each.includes('deleted'))).toHaveLength(1)
  close()
})

test('a new connection begins a minute back, so that a short break loses nothing', async () => {
  town.say({ author: 'priya', text: 'rye while nobody listened', on: 'bluesky' })
  town.advance(20_000)
  clock.advance(20_000)
  const { told, until, close } = await listening([rye])
  await until((all) => all.length >= 2)
  expect(told).toEqual(['up', '7: rye while nobody listened'])
  close()
})

test('a server that cannot show what was heard ends the connection, and says why', async () => {
  const { told, until } = await listening([rye])
  await until((all) => all.includes('up'))
  town.misbehave({ path: '/xrpc/app.bsky.feed.getPosts', fault: 502 })
  town.say({ author: 'priya', text: 'rye', on: 'bluesky' })
  await until((all) => all.some((each) => each.startsWith('down')))
  expect(told.filter((each) => each.startsWith('down'))).toEqual([
    expect.stringContaining('has trouble of its own'),
  ])
})

test('without a stream that wants it, nothing is connected', async () => {
  const { told, until } = await listening([mentions, { ...rye, config: { query: 'rye' } }])
  await until((all) => all.length > 0)
  expect(told).toEqual([expect.stringContaining('nothing live')])
  expect(town.requests().some(({ path }) => path === '/subscribe')).toBe(false)
})

test('another server is taken where one was typed', async () => {
  const server = town.url.replace('http', 'ws').replace('127.0.0.1', 'localhost')
  const { until, close } = await listening([{ ...rye, config: { ...rye.config, server } }])
  await until((all) => all.includes('up'))
  expect(town.requests().at(-1)).toMatchObject({
    path: '/subscribe',
    query: `?wantedCollections=app.bsky.feed.post&cursor=${(startMs - 60_000) * 1000}`,
  })
  close()
})
