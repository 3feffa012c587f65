import { afterEach, expect, test } from 'vitest'
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
