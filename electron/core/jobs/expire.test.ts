import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { fakeClock } from '../testing/fake-clock.ts'
import { fakeNetwork, mention, type FakeAbilities } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'

const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

async function heard(abilities: FakeAbilities): Promise<TestCore> {
  const network = fakeNetwork(abilities)
  const core = startTestCore({ network })
  cores.push(core)
  const item = mention({ text: 'Is the rye fresh?', remoteId: 'rye', createdMs: core.clock.now() - 60_000 })
  network.now.set('rye', item)
  network.script.push({ items: [item] })
  await signIn(core)
  return core
}

const texts = async (core: TestCore): Promise<string[]> =>
  (await core.call('conversations.page', { source: { type: 'lane', lane: 'heard' } })).rows.map(
    ({ text }) => text,
  )

async function pass(core: TestCore, days: number): Promise<void> {
  for (let hours = 0; hours < days * 24; hours += 4) await core.advance(4 * 3_600_000)
}

test('what nobody saw at the network for as long as it may be kept goes, and leaves a tombstone', async () => {
  const core = await heard({ maxDays: 30 })
  await pass(core, 29)
  expect(await texts(core)).toEqual(['Is the rye fresh?'])
  await pass(core, 3)
  const [row] = (await core.call('conversations.page', { source: { type: 'stream', streamId: 1 } })).rows
  expect(row).toMatchObject({ text: '' })
  const found = await core.call('conversations.page', { source: { type: 'search', query: 'rye' } })
  expect(found.rows).toEqual([])
})

test('what was looked at again and still stands there stays', async () => {
  const core = await heard({ maxDays: 30, recheckHours: 24 })
  await pass(core, 70)
  expect(await texts(core)).toEqual(['Is the rye fresh?'])
})

test('a network without such a rule keeps all', async () => {
  const core = await heard({})
  await pass(core, 70)
  expect(await texts(core)).toEqual(['Is the rye fresh?'])
})

test('what was heard without an account is looked at again where the network shows it to anybody', async () => {
  const network = fakeNetwork({ recheckHours: 24, rechecksWithoutAccount: true })
  const core = startTestCore({ network })
  cores.push(core)
  network.script.push({
    items: [mention({ text: 'gone soon', remoteId: 'x', direct: false, createdMs: core.clock.now() })],
  })
  await core.call('streams.add', { network: 'fake', kind: 'hashtag', config: { tag: 'rye' } })
  await core.settle()
  expect(await texts(core)).toEqual(['gone soon'])
  await pass(core, 2)
  expect(network.rechecks[0]).toEqual(['x'])
  expect((await core.call('conversations.page', { source: { type: 'search', query: 'gone' } })).rows).toEqual(
    [],
  )
})

const hour = 3_600_000
const rye = (createdMs: number) => mention({ text: 'Is the rye fresh?', remoteId: 'rye', createdMs })

async function hours(core: TestCore, n: number): Promise<void> {
  for (let at = 0; at < n; at += 1) await core.advance(hour)
}

test('what a list still holds is seen by that, and what fell out of it goes before its days are over', async () => {
  const network = fakeNetwork({ maxDays: 2 })
  const core = startTestCore({ network })
  cores.push(core)
  const item = rye(core.clock.now() - 60_000)
  let isListed = true
  network.pull = () =>
    Promise.resolve({ items: isListed ? [item] : [], refSpace: 'fake:here', cursor: null, more: false })
  await signIn(core)
  await hours(core, 24 * 5)
  expect(await texts(core)).toEqual(['Is the rye fresh?'])
  const [row] = (await core.call('conversations.page', { source: { type: 'lane', lane: 'heard' } })).rows
  await core.call('conversations.triage', { ids: [row?.id ?? 0], act: { act: 'save' } })
  isListed = false
  await hours(core, 44)
  expect((await core.call('conversations.page', { source: { type: 'stream', streamId: 1 } })).rows).toMatchObject([{ text: 'Is the rye fresh?' }]) // prettier-ignore
  await hours(core, 4)
  expect((await core.call('conversations.page', { source: { type: 'stream', streamId: 1 } })).rows).toMatchObject([{ text: '' }]) // prettier-ignore
})

test('after a sleep looking again gets its turn first, and then what is gone goes', async () => {
  const network = fakeNetwork({ maxDays: 2, recheckHours: 24 })
  const core = startTestCore({ network })
  cores.push(core)
  const items = ['rye', 'oat'].map((name) =>
    mention({ text: name, remoteId: name, createdMs: core.clock.now() - 60_000 }),
  )
  for (const item of items) network.now.set(item.remoteId, item)
  network.script.push({ items })
  await signIn(core)
  await hours(core, 1)
  core.clock.sleep(5 * 24 * hour)
  // While it slept one of them was deleted.
  network.now.delete('oat')
  await core.call('system.woke', {})
  await core.advance(60_000)
  await core.advance(60_000)
  expect((await texts(core)).toSorted()).toEqual(['', 'rye'])
  await hours(core, 2)
  expect((await texts(core)).toSorted()).toEqual(['', 'rye'])
})

test('who never lets it run long enough keeps nothing by that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-expire-'))
  const dbFile = join(folder, 'earshot.db')
  const network = fakeNetwork({ maxDays: 2 })
  const clock = fakeClock()
  const opened = async (): Promise<TestCore> => {
    const core = startTestCore({ network, dbFile, clock })
    await core.settle()
    return core
  }
  const shown = async (core: TestCore) =>
    (await core.call('conversations.page', { source: { type: 'stream', streamId: 1 } })).rows.map(
      ({ text }) => text,
    )
  try {
    const first = await opened()
    network.script.push({ items: [rye(clock.now() - 60_000)] })
    await signIn(first)
    clock.advance(60_000)
    await first.settle()
    await first.stop()
    clock.sleep(3 * 24 * hour)
    // Open for a moment only: it is put off once.
    const second = await opened()
    expect(await shown(second)).toEqual(['Is the rye fresh?'])
    await second.stop()
    clock.sleep(24 * hour)
    const third = await opened()
    expect(await shown(third)).toEqual([''])
    await third.stop()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('an entry of a plain feed that lies at such a network is kept no longer than its own items', async () => {
  const network = fakeNetwork({ maxDays: 2 })
  network.manifest.retention = { maxDays: 2, feedHosts: ['town.example'], words: '' }
  const feeds = fakeNetwork()
  feeds.manifest = {
    ...feeds.manifest,
    id: 'feeds',
    streamKinds: [
      {
        kind: 'feed',
        label: 'Feed',
        withoutAccount: true,
        needsAccount: false,
        fields: [{ name: 'url', label: 'Address', kind: 'url', required: true }],
        floorMs: 60_000,
        defaultMs: 60_000,
      },
    ],
  }
  const networks = new Map([
    ['fake', network],
    ['feeds', feeds],
  ])
  const core = startTestCore({ network, networks })
  cores.push(core)
  const createdMs = core.clock.now() - 60_000
  const entries = [
    mention({ text: 'theirs', remoteId: 'a', url: 'https://www.town.example/r/bread/1', createdMs }),
    mention({ text: 'not theirs', remoteId: 'b', url: 'https://nottown.example/town.example/', createdMs }),
  ]
  feeds.script.push({ items: entries })
  await core.call('streams.add', { network: 'feeds', kind: 'feed', config: { url: 'https://x.example/' } })
  await hours(core, 49)
  const { rows } = await core.call('conversations.page', { source: { type: 'stream', streamId: 1 } })
  expect(rows.map(({ text }) => text).toSorted()).toEqual(['', 'not theirs'])
})
