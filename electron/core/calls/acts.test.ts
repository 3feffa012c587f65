import { afterEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { Item } from '#shared/domain/item'
import type { ItemAct } from '#shared/domain/network'
import type { FetchedItem } from '../networks/types.ts'
import { mention } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'

const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

async function start(...items: FetchedItem[]): Promise<TestCore> {
  const core = startTestCore()
  cores.push(core)
  await signIn(core)
  await hear(core, ...items)
  return core
}

async function hear(core: TestCore, ...items: FetchedItem[]): Promise<void> {
  core.network.script.push({ items, cursor: { at: items.at(-1)?.remoteId ?? '' } })
  await core.call('streams.refresh', {})
  await core.settle()
}

async function first(core: TestCore, conversationId = 1): Promise<Item> {
  const item = (await core.call('conversations.get', { id: conversationId })).items[0]
  if (item === undefined) throw new Error('there is no item')
  return item
}

async function act(core: TestCore, wanted: ItemAct): Promise<{ operation: string; undoable: boolean }> {
  return core.call('items.act', { id: (await first(core)).id, act: wanted })
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail', { cause: error })
}

const acted = (core: TestCore) => core.network.acted.map((one) => one.act)
const openLane = (core: TestCore) =>
  core.call('conversations.page', { source: { type: 'lane', lane: 'needs-answer' } }).then(({ rows }) => rows)

test('a like is done at the network, shown, and taken back there by undo', async () => {
  const core = await start(mention({ text: 'Lovely loaf' }))
  expect((await first(core)).acts).toEqual(['like', 'hold', 'spam', 'trash'])
  expect(await act(core, 'like')).toMatchObject({ undoable: true })
  const liked = await first(core)
  expect(liked.standing?.likedBy).toEqual([1])
  expect(liked.acts).toContain('unlike')
  const undone = await core.call('operations.undo', {})
  expect(undone).toMatchObject({ words: 'Undone: Like', changed: [1] })
  expect(acted(core)).toEqual(['like', 'unlike'])
  expect((await first(core)).standing).toBeUndefined()
  expect((await core.call('operations.undo', {})).words).toBe('Nothing to undo.')
})

test('what the network says of an item counts more than what was asked', async () => {
  const item = mention({ text: 'Held, I hope', standing: { moderation: 'approved' } })
  const core = await start(item)
  core.network.actAnswers.push({ items: [{ ...item, standing: { moderation: 'spam' } }] })
  await act(core, 'hold')
  expect((await first(core)).standing?.moderation).toBe('spam')
})

test('a comment that waits says so in its row, is approved, and waits again after undo', async () => {
  const core = await start(mention({ text: 'Am I seen?', kind: 'comment', standing: { moderation: 'held' } }))
  const reasons = async () => (await openLane(core))[0]?.reasons.map(({ kind }) => kind)
  expect(await reasons()).toContain('held')
  expect((await first(core)).acts).toEqual(['like', 'approve', 'spam', 'trash'])
  await act(core, 'approve')
  expect((await first(core)).standing?.moderation).toBe('approved')
  expect(await reasons()).not.toContain('held')
  await core.call('operations.undo', {})
  expect((await first(core)).standing?.moderation).toBe('held')
  expect(acted(core)).toEqual(['approve', 'hold'])
})

test('spam leaves the list, keeps its words, and comes back with undo', async () => {
  const core = await start(mention({ text: 'Buy CRUMBCOIN', standing: { moderation: 'held' } }))
  await act(core, 'spam')
  expect(await openLane(core)).toEqual([])
  expect(await first(core)).toMatchObject({ text: 'Buy CRUMBCOIN', standing: { moderation: 'spam' } })
  await core.call('operations.undo', {})
  expect(await openLane(core)).toHaveLength(1)
  expect((await first(core)).standing?.moderation).toBe('held')
})

test('spam in a conversation with others leaves that conversation where it is', async () => {
  const parent = mention({ text: 'A question', ref: '1' })
  const core = await start(parent, mention({ text: 'An answer by somebody else', ref: '2', parentRef: '1' }))
  await act(core, 'spam')
  expect(await openLane(core)).toHaveLength(1)
})

test('what the network refuses changes nothing here, and a refused undo stays to be undone', async () => {
  const core = await start(mention({ text: 'Hello' }))
  core.network.actAnswers.push(new Failure('forbidden', 'This is not allowed.'))
  expect((await failureOf(act(core, 'like'))).code).toBe('forbidden')
  expect((await first(core)).standing).toBeUndefined()
  expect((await core.call('operations.undo', {})).words).toBe('Nothing to undo.')
  await act(core, 'like')
  core.network.actAnswers.push(new Failure('offline', 'The network cannot be reached.'))
  expect((await failureOf(core.call('operations.undo', {}))).code).toBe('offline')
  expect((await first(core)).standing?.likedBy).toEqual([1])
  expect((await core.call('operations.undo', {})).words).toBe('Undone: Like')
})

test('two presses of undo take back two things, not one thing twice', async () => {
  const core = await start(mention({ text: 'Hello' }))
  await core.call('conversations.note', { id: 1, text: 'A note' })
  await act(core, 'like')
  const [one, two] = await Promise.all([core.call('operations.undo', {}), core.call('operations.undo', {})])
  expect([one.words, two.words].sort()).toEqual(['Undone: Like', 'Undone: Note'])
  expect(acted(core)).toEqual(['like', 'unlike'])
})

test('a refused sign-in is marked, and the account asks to sign in again', async () => {
  const core = await start(mention({ text: 'Hello' }))
  core.network.actAnswers.push(new Failure('signed-out', 'Sign in again.'))
  await failureOf(act(core, 'like'))
  expect((await core.call('accounts.list', {}))[0]?.state).toBe('signed-out')
})

test('only what makes sense can be done: not twice, not to our own, not what the network lacks', async () => {
  const core = await start(mention({ text: 'Hello', ref: '1' }))
  await act(core, 'like')
  expect((await failureOf(act(core, 'like'))).code).toBe('not-supported')
  expect((await failureOf(act(core, 'hide'))).message).toBe('Fake has nothing like it.')
  expect((await failureOf(core.call('items.act', { id: 12_345, act: 'like' }))).code).toBe('not-found')
  await hear(core, mention({ text: 'Ours', mine: true, direct: false, parentRef: '1', ref: '2' }))
  const detail = await core.call('conversations.get', { id: 1 })
  expect(detail.items.find((item) => item.mine)?.acts).toBeUndefined()
})

test('a network may give fewer rights to an account than it has acts', async () => {
  const core = await start(mention({ text: 'Hello' }))
  core.network.acts = () => ['like', 'unlike']
  expect((await first(core)).acts).toEqual(['like'])
  expect((await failureOf(act(core, 'spam'))).code).toBe('not-supported')
})

test('a like that was seen at the network stays where an answer does not tell of likes', async () => {
  const item = mention({ text: 'Hello', standing: { liked: true } })
  const core = await start(item)
  expect((await first(core)).standing?.likedBy).toEqual([1])
  await hear(core, { ...item, standing: undefined, metrics: { likes: 4 } })
  expect(await first(core)).toMatchObject({ standing: { likedBy: [1] }, metrics: { likes: 4 } })
  await hear(core, { ...item, standing: { liked: false } })
  expect((await first(core)).standing).toBeUndefined()
})

test('what is gone at the network when an act comes is told, and told of here', async () => {
  const item = mention({ text: 'Hello' })
  const core = await start(item)
  core.network.actAnswers.push({ deletions: [{ ref: item.remoteId }] })
  await act(core, 'trash')
  expect(await first(core)).toMatchObject({ state: 'deleted', text: '' })
})
