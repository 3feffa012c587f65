import { afterEach, expect, test } from 'vitest'
import { threadsTokens } from '#demo/faces/threads-tokens'
import { startTown, type Town } from '#demo/town'
import { createFetch } from './networks/outside.ts'
import { network } from './networks/threads/index.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { startTestCore, type TestCore } from './testing/start-core.ts'

/** The whole of core with Threads in it, against the town: what no part of it can show alone. */

const startMs = Date.UTC(2026, 9, 1, 9)
const minuteMs = 60_000
const dayMs = 86_400_000
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

async function open(token: string = threadsTokens.good): Promise<InTown> {
  const town = await startTown({ nowMs: startMs, answers: false })
  closers.push(() => town.close())
  const out = createFetch({ allowLoopback: true })
  closers.push(() => out.close())
  const clock = fakeClock(startMs)
  const core = startTestCore({
    clock,
    fetch: out,
    networks: new Map([['threads', network]]),
    demo: true,
    demoHost: town.url,
  })
  closers.push(() => core.stop())
  await core.call('accounts.signIn', { network: 'threads', host: town.url, fields: { token } })
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

async function heard(core: TestCore, words: string) {
  const { rows } = await core.call('conversations.page', {
    source: { type: 'lane', lane: 'heard' },
    limit: 200,
  })
  for (const { id } of rows) {
    const conversation = await core.call('conversations.get', { id })
    if (conversation.items.some(({ text }) => text.includes(words))) return conversation
  }
  return undefined
}

async function mustHear(core: TestCore, words: string) {
  const found = await heard(core, words)
  const item = found?.items.find(({ text }) => text.includes(words))
  if (found === undefined || item === undefined) throw new Error(`"${words}" was not heard`)
  return { conversation: found, item }
}

const postSaying = (town: Town, text: string) =>
  town.statuses('threads').find((post) => post.text.includes(text))?.id ?? ''

test('a reply that names us is heard by two streams, and is one item below our post', async () => {
  const { town, core, advance } = await open()
  const root = postSaying(town, 'Honest question')
  town.say({ on: 'threads', author: 'kwame', text: '@crumb I prescribe the card.', inReplyTo: root })
  await advance(6 * minuteMs)
  const { conversation, item } = await mustHear(core, 'I prescribe the card')
  expect(conversation.items.filter(({ text }) => text.includes('I prescribe'))).toHaveLength(1)
  const post = conversation.items.find(({ text }) => text.startsWith('Honest question'))
  expect(item.parentId).toBe(post?.id)
  expect(conversation.items.length).toBeGreaterThanOrEqual(9)
})

test('a reply leaves once though every answer about it is lost at first, and is heard again as itself', async () => {
  const { town, core, advance } = await open()
  const { conversation, item } = await mustHear(core, 'all six sides')
  town.misbehave({ path: '/v1.0/me/threads_publish', method: 'POST', fault: 'reset', acts: true, times: 1 })
  town.misbehave({ path: '/v1.0/me/replies', fault: 503, times: 1 })
  await core.call('replies.send', {
    conversationId: conversation.row.id,
    inReplyTo: item.id,
    accountId: 1,
    text: 'The side with the loaf on it.',
    thenDone: false,
  })
  await advance(minuteMs)
  expect(town.statuses('threads').filter(({ text }) => text.startsWith('The side with'))).toHaveLength(1)
  await advance(5 * minuteMs)
  expect((await core.call('outbox.list', {}))[0]).toMatchObject({ state: 'sent' })
  await core.call('conversations.fetchThread', { id: conversation.row.id })
  const again = await core.call('conversations.get', { id: conversation.row.id })
  expect(again.items.filter(({ text }) => text.startsWith('The side with'))).toHaveLength(1)
  expect(town.statuses('threads').filter(({ text }) => text.startsWith('The side with'))).toHaveLength(1)
})

test('a token is renewed for as long as the program runs, and what is new is kept', async () => {
  const { town, core, advance } = await open(threadsTokens.old)
  for (let weeks = 0; weeks < 12; weeks += 1) await advance(7 * dayMs)
  town.say({ on: 'threads', author: 'kwame', text: '@crumb Still there after twelve weeks?' })
  await advance(6 * minuteMs)
  expect((await mustHear(core, 'after twelve weeks')).item.mine).toBe(false)
  const renewals = town.requests().filter(({ path }) => path === '/refresh_access_token')
  expect(renewals.every(({ status }) => status === 200)).toBe(true)
  expect(renewals.length).toBeGreaterThanOrEqual(6)
  expect(renewals.length).toBeLessThanOrEqual(9)
  expect(JSON.stringify(await core.call('accounts.list', {}))).not.toContain('THAA')
})

test('what was deleted there goes here within the day, and the rest stays', async () => {
  const { town, core, advance } = await open()
  const { conversation } = await mustHear(core, 'DEAD')
  town.remove(postSaying(town, 'DEAD'), 'threads')
  await advance(dayMs + 2 * 3_600_000)
  for (let steps = 0; steps < 20; steps += 1) await advance(minuteMs)
  const now = await core.call('conversations.get', { id: conversation.row.id })
  expect(now.items.filter(({ state }) => state === 'deleted')).toHaveLength(1)
  expect(now.items.some(({ text }) => text.includes('DEAD'))).toBe(false)
  expect((await mustHear(core, 'i point')).item.state).toBe('live')
})

test('a stream whose permission is missing says so, and the other one is well', async () => {
  const { core } = await open(threadsTokens.narrow)
  const streams = await core.call('streams.list', {})
  const mentions = streams.find(({ kind }) => kind === 'mentions')
  expect(mentions?.failure).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('threads_manage_mentions (to hear mentions)'),
  })
  expect(streams.find(({ kind }) => kind === 'replies')).toMatchObject({ health: 'ok' })
})
