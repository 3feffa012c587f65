import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { mention } from './testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'

/** Posts, which answer nothing, through the whole core. */

const undoMs = 8001
let core: TestCore
beforeEach(async () => {
  core = startTestCore()
  await signIn(core)
})
afterEach(() => core.stop())

const send = (text = 'Plum cake from noon') => core.call('posts.send', { accountId: 1, text })
const outbox = () => core.call('outbox.list', {})

test('a post is held, then said once, and stands in no lane that waits for us', async () => {
  const held = await send()
  expect(held).toMatchObject({ state: 'held', network: 'fake', isPost: true, to: '', accountId: 1 })
  expect(held.conversationId).toBeUndefined()
  expect(core.network.sendCalls).toBe(0)
  await core.advance(undoMs)
  expect([...core.network.said.values()]).toMatchObject([{ text: 'Plum cake from noon' }])
  expect([...core.network.said.values()][0]?.inReplyTo).toBeUndefined()
  const [sent] = await outbox()
  expect(sent).toMatchObject({ state: 'sent', conversationId: 1 })
  const lane = await core.call('conversations.page', {
    source: { type: 'lane', lane: 'needs-answer' },
    limit: 9,
  })
  expect(lane.rows).toEqual([])
  expect(await core.call('ledger.today', { midnightMs: 0 })).toMatchObject({ answered: 0, broadcast: 1 })
})

test('who answers a post joins its conversation, and it waits for us', async () => {
  await send()
  await core.advance(undoMs)
  const said = [...core.network.said.keys()][0] ?? ''
  core.network.script.push({
    items: [
      mention({ text: 'With nuts?', parentRef: `https://here/said/${said}`, createdMs: core.clock.now() }),
    ],
  })
  await core.call('streams.refresh', { ids: [1] })
  await core.settle()
  const lane = await core.call('conversations.page', {
    source: { type: 'lane', lane: 'needs-answer' },
    limit: 9,
  })
  expect(lane.rows).toMatchObject([{ id: 1, itemCount: 2 }])
})

test('an answer to somebody without a handle is no post, and names them', async () => {
  const guest = { remoteId: 'guest-1', handle: '', name: 'A guest' }
  core.network.script.push({ items: [mention({ text: 'Is it open?', author: guest })] })
  await core.call('streams.refresh', { ids: [1] })
  await core.settle()
  const { rows } = await core.call('conversations.page', {
    source: { type: 'lane', lane: 'heard' },
    limit: 9,
  })
  const { id = 0, itemId = 0 } = rows[0] ?? {}
  const answer = { conversationId: id, inReplyTo: itemId, accountId: 1, text: 'Until six.', thenDone: false }
  expect(await core.call('replies.send', answer)).toMatchObject({ isPost: false, to: 'A guest' })
})

test('taken back in time, a post is the one that is being written again, before what was begun since', async () => {
  const first = { text: 'first', visibility: 'direct', purpose: 'invite' as const }
  await core.call('posts.save', first)
  expect((await core.call('posts.begin', {})).draft).toEqual(first)
  await send('first, longer')
  expect((await core.call('posts.begin', {})).draft).toBeUndefined()
  await core.call('posts.save', { accountId: 1, text: 'second' })
  expect(await core.call('operations.undo', {})).toMatchObject({ words: 'Undone: Post', changed: [] })
  expect((await core.call('posts.begin', {})).draft).toEqual({
    accountId: 1,
    text: 'first, longer\n\nsecond',
  })
  await core.advance(undoMs)
  expect(core.network.sendCalls).toBe(0)
  await core.call('posts.save', { text: '  ' })
  expect((await core.call('posts.begin', {})).draft).toBeUndefined()
})

test('a post that could not leave is tried again under the same key, and one that is refused says why', async () => {
  core.network.sendFailures.push(new Failure('offline', 'No way out.'))
  await send()
  await core.advance(undoMs)
  await core.advance(120_000)
  expect(core.network.sendCalls).toBe(2)
  expect(core.network.said.size).toBe(1)
  core.network.sendFailures.push(new Failure('rejected', 'Not like this.'))
  const { id } = await send('Not like this')
  await core.advance(undoMs)
  expect((await outbox()).find((message) => message.id === id)).toMatchObject({
    state: 'failed',
    failure: { code: 'rejected' },
  })
  expect(await core.call('outbox.cancel', { id })).toEqual({})
  expect((await core.call('posts.begin', {})).draft).toMatchObject({ text: 'Not like this' })
})

test('what cannot be a post is refused in words, and nothing is held', async () => {
  await expect(send(' ')).rejects.toMatchObject({
    code: 'bad-input',
    message: 'There is nothing to send yet.',
  })
  await expect(core.call('posts.send', { accountId: 7, text: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(
    core.call('posts.send', { accountId: 1, text: 'x', visibility: 'home' }),
  ).rejects.toMatchObject({ code: 'bad-input', message: 'A post there can be: public, direct; not "home".' })
  await expect(send('x'.repeat(501))).rejects.toMatchObject({ code: 'bad-input' })
  core.network.cannotPost = (account) => `${account.handle} may only read.`
  await expect(send()).rejects.toMatchObject({ code: 'forbidden', message: '@crumb@here may only read.' })
  expect((await core.call('posts.begin', {})).speakers).toEqual([])
  delete core.network.cannotPost
  delete core.network.manifest.speaks.posts
  await expect(send()).rejects.toMatchObject({ code: 'not-supported' })
  expect((await core.call('posts.begin', {})).speakers).toEqual([])
  expect(await outbox()).toEqual([])
})
