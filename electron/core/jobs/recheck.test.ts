import { afterEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { Deps } from '../deps.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { fakeNetwork, mention } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'
import type { FetchedItem } from '../networks/types.ts'

const hour = 3_600_000
const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

/** A core that heard these, oldest first, a minute apart; the network still has all of them. */
async function heard(
  texts: readonly string[],
  given: Partial<Deps> = {},
): Promise<{ core: TestCore; items: FetchedItem[] }> {
  const network = fakeNetwork({ recheckHours: 24 })
  const core = startTestCore({ network, ...given })
  cores.push(core)
  network.covers = true
  const items = texts.map((text, n) =>
    mention({ text, remoteId: text, createdMs: core.clock.now() - (texts.length - n) * 60_000 }),
  )
  for (const item of items) network.now.set(item.remoteId, item)
  network.script.push({ items })
  await signIn(core)
  return { core, items }
}

async function pass(core: TestCore, ms: number, stepMs = 60_000): Promise<void> {
  for (let at = 0; at < ms; at += stepMs) await core.advance(stepMs)
}

const texts = async (core: TestCore) => {
  const { rows } = await core.call('conversations.page', { source: { type: 'stream', streamId: 1 } })
  return rows.map(({ text }) => text)
}

test('an item is looked at again when its time has come, and not before', async () => {
  const { core } = await heard(['a'])
  await pass(core, 23 * hour, 10 * 60_000)
  expect(core.network.rechecks).toEqual([])
  await pass(core, 2 * hour)
  expect(core.network.rechecks).toEqual([['a']])
  await pass(core, 20 * hour, 10 * 60_000)
  expect(core.network.rechecks).toHaveLength(1)
  await pass(core, 6 * hour)
  expect(core.network.rechecks).toHaveLength(2)
})

test('in batches, what waits for us first, and then the newest', async () => {
  const { core } = await heard(['1', '2', '3', '4', '5', '6', '7'])
  const page = await core.call('conversations.page', { source: { type: 'stream', streamId: 1 } })
  const done = page.rows.filter(({ text }) => ['7', '6', '5', '4'].includes(text)).map(({ id }) => id)
  await core.call('conversations.triage', { ids: done, act: { act: 'done' } })
  await pass(core, 25 * hour, 10 * 60_000)
  await pass(core, 60_000, 5000)
  expect(core.network.rechecks).toEqual([['3', '2', '1'], ['7', '6', '5'], ['4']])
})

test('an edit is shown with its earlier wording, and a deletion leaves a tombstone', async () => {
  const { core, items } = await heard(['kept', 'edited', 'deleted'])
  const [kept, edited] = items
  if (kept === undefined || edited === undefined) throw new Error('nothing was heard')
  core.network.now.set('edited', { ...edited, text: 'reworded', editedMs: core.clock.now() })
  core.network.now.delete('deleted')
  await pass(core, 25 * hour, 10 * 60_000)
  expect((await texts(core)).toSorted()).toEqual(['', 'kept', 'reworded'])
  const found = await core.call('conversations.page', { source: { type: 'search', query: 'deleted' } })
  expect(found.rows).toEqual([])
})

test('trouble on the way is no deletion, and the round goes on where it was', async () => {
  const { core } = await heard(['1', '2', '3', '4', '5'])
  const { recheck } = core.network
  let fails = 1
  core.network.recheck = async (ctx, account, refs) => {
    if (refs.includes('2') && fails-- > 0) throw new Failure('unavailable', 'Trouble.')
    return (await recheck?.(ctx, account, refs)) ?? { items: [], refSpace: 'fake:here' }
  }
  await pass(core, 26 * hour, 10 * 60_000)
  await pass(core, 120_000, 5000)
  expect(core.network.rechecks).toEqual([
    ['5', '4', '3'],
    ['2', '1'],
  ])
  expect((await texts(core)).toSorted()).toEqual(['1', '2', '3', '4', '5'])
})

test('nothing is looked at again while listening needs what is left of a limit', async () => {
  let remaining = 40
  const clock = fakeClock()
  const fetch: Deps['fetch'] = () => {
    const headers: [string, string][] = [
      ['x-ratelimit-limit', '100'],
      ['x-ratelimit-remaining', String(remaining)],
      ['x-ratelimit-reset', new Date(clock.now() + 300_000).toISOString()],
    ]
    return Promise.resolve({ status: 200, headers, body: null })
  }
  const { core } = await heard(['a'], { fetch, clock })
  const { pull } = core.network
  core.network.pull = async (ctx, account, stream, cursor) => {
    await ctx.http.request('https://here/')
    return pull(ctx, account, stream, cursor)
  }
  const go = async (ms: number): Promise<void> => {
    for (let at = 0; at < ms; at += 60_000) {
      clock.advance(60_000)
      await core.settle()
    }
  }
  await go(28 * hour)
  expect(core.network.rechecks).toEqual([])
  remaining = 90
  await go(2 * hour)
  expect(core.network.rechecks).toEqual([['a']])
})

test('a stream without an account, and a network without a rule, are left alone', async () => {
  const { core } = await heard(['a'])
  await core.call('streams.update', { id: 1, paused: true })
  const draft = { network: 'fake', kind: 'hashtag' as const, config: { tag: 'rye' } }
  core.network.script.push({ items: [mention({ text: 'anonymous', remoteId: 'x' })] })
  await core.call('streams.add', draft)
  await pass(core, 26 * hour, 10 * 60_000)
  expect(core.network.rechecks).toEqual([])
})

test('what was heard without an account is asked for at the server that was listened to, by its names', async () => {
  const network = fakeNetwork({ recheckHours: 24, rechecksWithoutAccount: true })
  const asked: unknown[] = []
  const { recheck } = network
  network.strangerSpace = ({ host }) => (host === undefined ? undefined : `fake:${host}`)
  network.recheck = async (ctx, account, refs, config) => {
    asked.push({ account, refs, config })
    return (await recheck?.(ctx, account, refs)) ?? { items: [], refSpace: 'fake:there' }
  }
  const core = startTestCore({ network })
  cores.push(core)
  network.covers = true
  network.script.push({
    items: [mention({ text: 'anonymous', remoteId: 'https://far.example/x', ref: '17' })],
    refSpace: 'fake:there',
  })
  const config = { tag: 'rye', host: 'there' }
  await core.call('streams.add', { network: 'fake', kind: 'hashtag', config })
  await core.settle()
  await pass(core, 26 * hour, 10 * 60_000)
  expect(asked).toEqual([{ account: null, refs: ['17'], config }])
})

test('the older an item, the rarer the look, saved ones included, and never none at all', async () => {
  const { core } = await heard(['kept'])
  const startMs = core.clock.now()
  const { rows } = await core.call('conversations.page', { source: { type: 'stream', streamId: 1 } })
  const ids = rows.map(({ id }) => id)
  await core.call('conversations.triage', { ids, act: { act: 'save' } })
  await core.call('conversations.triage', { ids, act: { act: 'done' } })
  const ages: number[] = []
  const { recheck } = core.network
  core.network.recheck = async (ctx, account, refs) => {
    ages.push((core.clock.now() - startMs) / (24 * hour))
    return (await recheck?.(ctx, account, refs)) ?? { items: [], refSpace: 'fake:here' }
  }
  await pass(core, 220 * 24 * hour, 6 * hour)
  const gaps = ages.map((age, n) => ({ age, days: age - (ages[n - 1] ?? 0) }))
  const within = (from: number, to: number) => gaps.filter(({ age }) => age > from && age < to)
  // A round comes a little later than the turn, and the clock of this test in steps of six hours.
  for (const { days } of within(0, 7)) expect(Math.abs(days - 1.125)).toBeLessThanOrEqual(0.25)
  expect(within(0, 7)).toHaveLength(6)
  for (const { days } of within(16, 60)) expect(Math.abs(days - 7.25)).toBeLessThanOrEqual(0.5)
  expect(within(16, 60).length).toBeGreaterThanOrEqual(5)
  for (const { days } of within(100, 220)) expect(Math.abs(days - 30.75)).toBeLessThanOrEqual(1)
  expect(within(60, 220).length).toBeGreaterThanOrEqual(5)
})

test('what is deleted there after half a year is deleted here too', async () => {
  const { core } = await heard(['old', 'older'])
  await pass(core, 180 * 24 * hour, 12 * hour)
  expect((await texts(core)).toSorted()).toEqual(['old', 'older'])
  core.network.now.delete('old')
  await pass(core, 32 * 24 * hour, 6 * hour)
  expect((await texts(core)).toSorted()).toEqual(['', 'older'])
})

test('the round of the old, however many they are, makes none of the young wait', async () => {
  const network = fakeNetwork({ recheckHours: 24 })
  const core = startTestCore({ network })
  cores.push(core)
  const days = (n: number) => core.clock.now() - n * 24 * hour
  const old = Array.from({ length: 2000 }, (_, n) =>
    mention({ text: `old ${String(n)}`, remoteId: `old ${String(n)}`, createdMs: days(90) + n }),
  )
  const young = mention({ text: 'young', remoteId: 'young', createdMs: core.clock.now() })
  for (const item of [...old, young]) network.now.set(item.remoteId, item)
  network.script.push({ items: [...old, young] })
  await signIn(core)
  await pass(core, 31 * 24 * hour, 12 * hour)
  network.rechecks.length = 0
  const from = core.clock.now()
  const fresh = mention({ text: 'fresh', remoteId: 'fresh', createdMs: from })
  network.now.set('fresh', fresh)
  network.script.push({ items: [fresh] })
  // By now all of the old are due, three at a time, twice a minute: five hours of work.
  await pass(core, 24 * hour, 10 * 60_000)
  expect(network.rechecks.flat().filter((ref) => ref.startsWith('old')).length).toBeGreaterThan(300)
  expect(network.rechecks.flat()).not.toContain('fresh')
  await pass(core, 2 * hour, 60_000)
  expect(network.rechecks.flat()).toContain('fresh')
})
