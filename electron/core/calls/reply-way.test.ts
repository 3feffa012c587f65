import { afterEach, expect, test } from 'vitest'
import type { Source } from '#shared/contract'
import type { FetchedItem } from '../networks/types.ts'
import { deletion, fakeNetwork, mention, type FakeNetwork } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'

const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

const summons = 'Only where you are mentioned.'
const locked = 'This post is locked.'

/** Answers mentions here, other posts in the browser, and locked ones not at all. */
function choosyNetwork(): FakeNetwork {
  return Object.assign(fakeNetwork(), {
    replyWay: ((_account, { raw, direct }) => {
      if (typeof raw === 'object' && raw !== null && 'locked' in raw) return { way: 'none', reason: locked }
      return direct ? { way: 'api' } : { way: 'browser', reason: summons }
    }) satisfies FakeNetwork['replyWay'],
  })
}

async function start(network: FakeNetwork, ...items: FetchedItem[]): Promise<TestCore> {
  const core = startTestCore({ network })
  cores.push(core)
  await signIn(core)
  await hear(core, items)
  return core
}

async function hear(core: TestCore, items: FetchedItem[], gone: string[] = []): Promise<void> {
  core.network.script.push({ items, deletions: gone.map(deletion), cursor: 1 })
  await core.call('streams.refresh', {})
  await core.settle()
}

const heard: Source = { type: 'lane', lane: 'heard' }
const answersIn = async (core: TestCore, source: Source) => {
  const { rows } = await core.call('conversations.page', { source })
  return new Map(rows.map(({ text, answer }) => [text, answer]))
}

const post = (remoteId: string, text: string, item: Partial<FetchedItem> = {}): FetchedItem =>
  mention({ remoteId, text, url: `https://there.example/${remoteId}`, ...item })

test('every post of a thread says how it is answered, and why not here', async () => {
  const core = await start(
    choosyNetwork(),
    post('a', 'Anyone know a bakery?', { kind: 'post', direct: false }),
    post('b', 'Ask @crumb', { parentRef: 'a' }),
    post('c', 'Closed now', { parentRef: 'a', raw: { locked: true } }),
  )
  const { items, replyWay } = await core.call('conversations.get', { id: 1 })
  expect(items.map(({ answer }) => answer)).toEqual([
    { way: 'browser', reason: summons },
    { way: 'api' },
    { way: 'none', reason: locked },
  ])
  // The one that a reply would answer says the same as the reply box.
  expect(replyWay).toEqual(items[2]?.answer)
  await hear(core, [], ['b'])
  const later = await core.call('conversations.get', { id: 1 })
  expect(later.items[1]).toMatchObject({ state: 'deleted', answer: undefined })
})

test('rows say it where it is not here, whatever lists them', async () => {
  const core = await start(
    choosyNetwork(),
    post('a', 'Anyone know a bakery?', { kind: 'post', direct: false }),
    post('b', 'Is it fresh, @crumb?'),
    post('c', 'Closed now', { raw: { locked: true } }),
    // Nothing leads to where a person could answer it.
    mention({ remoteId: 'no-page', text: 'Nowhere', kind: 'post', direct: false }),
  )
  const expected = new Map([
    ['Nowhere', { way: 'none', reason: summons }],
    ['Closed now', { way: 'none', reason: locked }],
    ['Is it fresh, @crumb?', undefined],
    ['Anyone know a bakery?', { way: 'browser', reason: summons }],
  ])
  expect(await answersIn(core, heard)).toEqual(expected)
  expect(await answersIn(core, { type: 'search', query: 'network:fake' })).toEqual(expected)
  const { rows } = await core.call('conversations.rows', { source: heard, ids: [3] })
  expect(rows).toMatchObject([{ text: 'Closed now', answer: { way: 'none', reason: locked } }])
})

test('without an account nobody speaks, which is said of each; with one it is answered here', async () => {
  const core = startTestCore()
  cores.push(core)
  await core.call('streams.add', { network: 'fake', kind: 'hashtag', config: { tag: 'bread' } })
  await hear(core, [post('a', 'Good #bread', { kind: 'post', direct: false })])
  const signedOut = { way: 'api', reason: 'Sign in to Fake to answer here.' }
  expect([...(await answersIn(core, heard)).values()]).toEqual([signedOut])
  expect((await core.call('conversations.get', { id: 1 })).items[0]?.answer).toEqual(signedOut)
  await signIn(core)
  expect([...(await answersIn(core, heard)).values()]).toEqual([undefined])
})

test('what an Earshot with more networks stored is listed all the same', async () => {
  const core = await start(choosyNetwork(), post('a', 'Is it fresh, @crumb?'))
  const known = core.deps.networks
  Object.assign(core.deps, { networks: new Map() })
  expect([...(await answersIn(core, heard)).values()]).toEqual([
    { way: 'none', reason: 'This Earshot does not know its network.' },
  ])
  Object.assign(core.deps, { networks: known })
})
