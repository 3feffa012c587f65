import { afterEach, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { fakeNetwork, mention } from './testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'

/** The gap ledger, filling and live connections, through the whole core. */

const hour = 3_600_000
const cores: TestCore[] = []
function start(...[given, options]: Parameters<typeof startTestCore>): TestCore {
  const core = startTestCore(given, options)
  core.network.covers = true
  cores.push(core)
  return core
}
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

const coverage = (core: TestCore) =>
  core.call('streams.coverage', { id: 1, fromMs: 0, toMs: core.clock.now() + hour })
const stream = async (core: TestCore) => (await core.call('streams.list', {}))[0]
const foot = (core: TestCore) => core.call('ledger.today', { midnightMs: 0 })

async function ask(core: TestCore): Promise<void> {
  await core.call('streams.refresh', {})
  await core.settle()
}

/** Hears until now, sleeps for an hour, and then is given only what came in the last ten minutes. */
async function miss(core: TestCore): Promise<{ heardMs: number; fromMs: number }> {
  await signIn(core)
  const heardMs = core.clock.now()
  const fromMs = heardMs + hour - 600_000
  core.network.script.push({
    items: [mention({ text: 'late', createdMs: fromMs })],
    coveredFromMs: fromMs,
    holeReason: 'It holds only its newest 20.',
  })
  core.clock.sleep(hour)
  await core.advance(0)
  return { heardMs, fromMs }
}

describe('what is covered', () => {
  test('begins with the oldest item of the first pull and ends where the last one was asked', async () => {
    const core = start()
    const createdMs = core.clock.now() - 5 * hour
    core.network.script.push({ items: [mention({ text: 'old', createdMs })] })
    await signIn(core)
    const firstMs = core.clock.now()
    expect((await coverage(core)).ranges).toEqual([{ fromMs: createdMs, toMs: firstMs }])
    await core.advance(60_000)
    expect((await coverage(core)).ranges).toEqual([{ fromMs: createdMs, toMs: firstMs + 60_000 }])
    expect((await foot(core)).heardToMs).toBe(firstMs + 60_000)
  })

  test('has no hole after a night with the laptop closed, where the network goes on from a cursor', async () => {
    const core = start()
    await signIn(core)
    const heardMs = core.clock.now()
    for (let n = 0; n < 50; n += 1) core.network.script.push(new Failure('offline', 'No route.'))
    await core.advance(8 * hour)
    expect((await foot(core)).heardToMs).toBe(heardMs)
    core.network.script.length = 0
    core.network.script.push(
      { items: [mention({ text: 'at night' })], cursor: 'a', more: true },
      { items: [mention({ text: 'at dawn' })], cursor: 'b' },
    )
    await core.call('system.woke', {})
    await core.settle()
    expect(await coverage(core)).toMatchObject({ ranges: [{ toMs: core.clock.now() }], gaps: [] })
    expect((await foot(core)).heardToMs).toBe(core.clock.now())
  })

  test('a walk over pages claims nothing before its end, and remembers a hole that an early page told of', async () => {
    const core = start()
    await signIn(core)
    const heardMs = core.clock.now()
    core.network.script.push(
      { items: [mention({ text: 'one' })], cursor: 'a', more: true, coveredFromMs: heardMs + 1000 },
      new Failure('unavailable', 'Trouble.'),
    )
    core.clock.sleep(hour)
    await core.advance(0)
    expect((await stream(core))?.heardToMs).toBe(heardMs)
    await core.advance(60_000)
    expect((await coverage(core)).gaps).toMatchObject([{ fromMs: heardMs, toMs: heardMs + 1000 }])
  })

  test('a stream that listens to something else has heard nothing of it', async () => {
    const core = start()
    await signIn(core)
    const { id } = await core.call('streams.add', {
      network: 'fake',
      kind: 'hashtag',
      config: { tag: 'rye' },
    })
    await core.settle()
    core.network.covers = false
    const changed = await core.call('streams.update', { id, config: { tag: 'oats' } })
    expect(changed.heardToMs).toBeUndefined()
    expect(await core.call('streams.coverage', { id, fromMs: 0, toMs: core.clock.now() })).toEqual({
      ranges: [],
      gaps: [],
    })
    expect(await foot(core)).toMatchObject({ streams: 2, unheard: 1 })
  })

  test('a clock that was set back takes nothing away and adds nothing', async () => {
    const core = start()
    await signIn(core)
    const before = await coverage(core)
    core.network.script.push({ coveredToMs: core.clock.now() - hour })
    await ask(core)
    expect(await coverage(core)).toEqual(before)
  })
})

describe('a hole', () => {
  test('that nobody can fill stays, is said with its reason, and the stream is caught up all the same', async () => {
    const core = start()
    const { heardMs, fromMs } = await miss(core)
    expect(await coverage(core)).toMatchObject({
      gaps: [{ fromMs: heardMs, toMs: fromMs, state: 'permanent', reason: 'It holds only its newest 20.' }],
    })
    expect(await stream(core)).toMatchObject({ gap: { state: 'permanent' }, heardToMs: core.clock.now() })
    expect(await foot(core)).toMatchObject({ holes: 1, filling: 0 })
    expect((await core.call('doctor.report', {})).gaps).toHaveLength(1)
    await core.advance(25 * hour)
    expect((await stream(core))?.gap).toBeUndefined()
    expect((await core.call('doctor.report', {})).gaps).toHaveLength(1)
  })

  test('that is being filled is not claimed, and is heard when it is full', async () => {
    const network = fakeNetwork({ fills: true })
    const core = start({ network })
    network.fillScript.push(
      { items: [mention({ text: 'three quarters past' })], cursor: 'older', more: true },
      { items: [mention({ text: 'a quarter past' })] },
    )
    const { heardMs, fromMs } = await miss(core)
    expect(await coverage(core)).toMatchObject({ gaps: [{ state: 'filling' }] })
    expect(await foot(core)).toMatchObject({ heardToMs: heardMs, filling: 1, holes: 0 })
    await core.advance(5000)
    expect(network.fills).toEqual([
      { gap: { fromMs: heardMs, toMs: fromMs }, cursor: null },
      { gap: { fromMs: heardMs, toMs: fromMs }, cursor: 'older' },
    ])
    const { ranges, gaps } = await coverage(core)
    expect(gaps).toMatchObject([{ state: 'filled' }])
    expect(ranges).toHaveLength(1)
    expect(await foot(core)).toMatchObject({ filling: 0, holes: 0 })
    const page = await core.call('conversations.page', { source: { type: 'stream', streamId: 1 } })
    expect(page.rows.map(({ text }) => text)).toContain('a quarter past')
  })

  test('is filled as far as the network reaches back, and the rest stays', async () => {
    const network = fakeNetwork({ fills: true })
    const core = start({ network })
    const midMs = core.clock.now() + hour / 2
    network.fillScript.push({ coveredFromMs: midMs, holeReason: 'It reaches back half an hour.' })
    const { heardMs } = await miss(core)
    await core.advance(5000)
    expect(await coverage(core)).toMatchObject({
      ranges: [{ fromMs: midMs }],
      gaps: [{ fromMs: heardMs, toMs: midMs, state: 'permanent', reason: 'It reaches back half an hour.' }],
    })
  })

  test('goes on being filled after trouble, from where it was', async () => {
    const network = fakeNetwork({ fills: true })
    const core = start({ network })
    network.fillScript.push({ cursor: 'older', more: true }, new Failure('unavailable', 'Trouble.'), {
      cursor: 'oldest',
      more: true,
    })
    await miss(core)
    await core.advance(5000)
    await core.advance(60_000)
    expect(network.fills.map(({ cursor }) => cursor)).toEqual([null, 'older', 'older'])
    await core.advance(5000)
    expect(network.fills.at(-1)?.cursor).toBe('oldest')
    expect(await coverage(core)).toMatchObject({ gaps: [{ state: 'filled' }] })
  })

  test('where the network refuses for good stays for its reason', async () => {
    const network = fakeNetwork({ fills: true })
    const core = start({ network })
    network.fillScript.push(new Failure('not-supported', 'Search gives only its newest.'))
    await miss(core)
    expect(await coverage(core)).toMatchObject({
      gaps: [{ state: 'permanent', reason: 'Search gives only its newest.' }],
    })
    expect((await core.call('doctor.report', {})).jobs.parked).toBe(0)
  })

  test('whose network gives the same again and again ends, unfilled', async () => {
    const network = fakeNetwork({ fills: true })
    const core = start({ network })
    network.fillScript.push({ cursor: 'same', more: true }, { cursor: 'same', more: true })
    await miss(core)
    await core.advance(10_000)
    expect(network.fills).toHaveLength(2)
    expect(await coverage(core)).toMatchObject({ gaps: [{ state: 'permanent' }] })
  })
})

describe('a live connection', () => {
  const live = { live: true }
  async function connected(): Promise<TestCore> {
    const core = start({}, live)
    core.network.whole = (ids) => [...ids]
    await signIn(core)
    core.network.live?.onUp()
    await core.settle()
    return core
  }
  /** The interval passes, so that a pull was asked when the connection had settled. */
  const settled = (core: TestCore) => core.advance(61_000)

  test('proves what it brings whole, up to its last sign of life', async () => {
    const core = await connected()
    await settled(core)
    const polledMs = (await stream(core))?.heardToMs ?? 0
    core.network.script.push(...Array.from({ length: 9 }, () => new Failure('timeout', 'Slow.')))
    await core.advance(50_000)
    core.network.live?.onAlive?.()
    const aliveMs = core.clock.now()
    await core.advance(100_000)
    expect((await stream(core))?.heardToMs).toBe(aliveMs)
    expect(aliveMs).toBeGreaterThan(polledMs)
  })

  test('that dropped proves nothing after its last sign, and is polled for at once', async () => {
    const core = await connected()
    await settled(core)
    await core.advance(10_000)
    core.network.live?.onAlive?.()
    const aliveMs = core.clock.now()
    core.network.script.push(...Array.from({ length: 3 }, () => new Failure('offline', 'No route.')))
    core.clock.advance(20_000)
    const asked = core.network.pulls.length
    core.network.live?.onDown('torn')
    await core.settle()
    expect(core.network.pulls.length).toBe(asked + 1)
    expect((await stream(core))?.heardToMs).toBe(aliveMs)
    core.network.script.length = 0
    await core.advance(60_000)
    expect(await coverage(core)).toMatchObject({ gaps: [] })
    expect((await stream(core))?.heardToMs ?? 0).toBeGreaterThan(aliveMs)
  })

  test('proves nothing for streams that it does not bring whole', async () => {
    const core = start({}, live)
    await signIn(core)
    core.network.live?.onUp()
    await core.settle()
    await settled(core)
    const polledMs = (await stream(core))?.heardToMs
    core.network.script.push(...Array.from({ length: 9 }, () => new Failure('timeout', 'Slow.')))
    await core.advance(30_000)
    core.network.live?.onPage(1, { items: [mention({ text: 'live' })], refSpace: 'fake:here' })
    await core.advance(90_000)
    expect((await stream(core))?.heardToMs).toBe(polledMs)
  })

  test('that stopped beating is made anew', async () => {
    const core = await connected()
    core.network.live?.onAlive?.()
    const before = core.network.listens
    await core.advance(4 * 60_000)
    expect(core.network.listens).toBe(before)
    await core.advance(3 * 60_000)
    expect(core.network.listens).toBe(before + 1)
  })

  test('that is silent while polling finds what it should have brought is made anew', async () => {
    const core = await connected()
    await settled(core)
    const before = core.network.listens
    for (let n = 0; n < 8; n += 1) await core.advance(60_000)
    expect(core.network.listens).toBe(before)
    core.network.script.push({ items: [mention({ text: 'not told', createdMs: core.clock.now() })] })
    await core.advance(61_000)
    await core.advance(61_000)
    await core.advance(61_000)
    expect(core.network.listens).toBe(before + 1)
    expect((await stream(core))?.live).toBe(false)
  })

  test('that was tried in vain waits longer each time, but not where something else is to be heard', async () => {
    const core = start({}, live)
    await signIn(core)
    const trials = async (ms: number) => {
      const before = core.network.listens
      for (let n = 0; n < ms / 1000; n += 1) {
        await core.advance(1000)
        core.network.live?.onDown('nothing live')
      }
      return core.network.listens - before
    }
    const first = await trials(120_000)
    const second = await trials(120_000)
    expect(second).toBeLessThan(first)
    const before = core.network.listens
    await core.call('streams.refresh', {})
    await core.settle()
    expect(core.network.listens).toBe(before)
    await core.call('streams.add', { network: 'fake', kind: 'hashtag', accountId: 1, config: { tag: 'rye' } })
    await core.settle()
    expect(core.network.listens).toBe(before + 1)
  })

  test('whose page cannot be stored is closed, and what it brought is polled for', async () => {
    const core = await connected()
    const asked = core.network.pulls.length
    // SQLite refuses a text that is no string.
    const broken = { ...mention({ text: 'x' }), text: null as unknown as string } // a page that breaks a column's rule
    core.network.live?.onPage(1, { items: [broken], refSpace: 'fake:here' })
    await core.settle()
    expect((await stream(core))?.live).toBe(false)
    expect(core.network.pulls.length).toBe(asked + 1)
  })
})

describe('the order', () => {
  async function withStreams(core: TestCore, count: number): Promise<number[]> {
    await signIn(core)
    const ids: number[] = []
    for (let n = 0; n < count; n += 1) {
      const config = { tag: `tag${String(n)}` }
      const draft = { network: 'fake', kind: 'hashtag' as const, accountId: 1, config }
      ids.push((await core.call('streams.add', draft)).id)
    }
    await core.settle()
    return ids
  }

  test('after hours of sleep everything is asked at once: what is in front first, then what speaks to us', async () => {
    const core = start()
    const ids = await withStreams(core, 10)
    const front = ids[6] ?? 0
    // What speaks to us would be due last.
    await core.advance(20_000)
    await core.call('streams.refresh', { ids: [1] })
    await core.settle()
    core.clock.sleep(8 * hour)
    core.network.pulls.length = 0
    await core.call('streams.watch', { ids: [front] })
    await core.call('system.woke', {})
    await core.settle()
    expect((await core.call('streams.list', {})).map(({ health }) => health)).toEqual(
      Array.from({ length: 11 }, () => 'ok'),
    )
    const order = core.network.pulls.map(({ streamId }) => streamId)
    expect(new Set(order)).toEqual(new Set([1, ...ids]))
    expect(order.slice(0, 2)).toEqual([front, 1])
  })

  test('a stream in front is asked at its floor, and at its interval when nobody looks any more', async () => {
    const core = start()
    const [id = 0] = await withStreams(core, 1)
    const asked = () => core.network.pulls.filter(({ streamId }) => streamId === id).length
    await core.call('streams.watch', { ids: [id] })
    await core.settle()
    core.network.pulls.length = 0
    for (let n = 0; n < 24; n += 1) await core.advance(5000)
    expect(asked()).toBe(8)
    await core.call('streams.watch', { ids: [] })
    await core.advance(30_000)
    core.network.pulls.length = 0
    for (let n = 0; n < 12; n += 1) await core.advance(10_000)
    expect(asked()).toBe(2)
  })

  test('looking at a stream does not break the wait that its network asked for', async () => {
    const core = start()
    const [id = 0] = await withStreams(core, 1)
    core.network.scriptOf.set(id, [{ nextPollMs: hour }])
    await ask(core)
    core.network.pulls.length = 0
    await core.call('streams.watch', { ids: [id] })
    for (let n = 0; n < 5; n += 1) await core.advance(20_000)
    expect(core.network.pulls.filter(({ streamId }) => streamId === id)).toEqual([])
  })

  test('a busy stream is asked more often than a quiet one', async () => {
    const core = start()
    const [busy = 0, quiet = 0] = await withStreams(core, 2)
    const now = core.clock.now()
    const items = Array.from({ length: 1200 }, (_, n) =>
      mention({ text: 'busy', createdMs: now - n * 10_000 }),
    )
    core.network.scriptOf.set(busy, [{ items }])
    await ask(core)
    core.network.pulls.length = 0
    for (let n = 0; n < 60; n += 1) await core.advance(10_000)
    const asked = (id: number) => core.network.pulls.filter(({ streamId }) => streamId === id).length
    expect(asked(busy)).toBeGreaterThan(1.5 * asked(quiet))
    expect(asked(quiet)).toBeGreaterThanOrEqual(9)
  })

  test('when one stream of an account answers again, the others do not wait out their back-off', async () => {
    const core = start()
    const ids = await withStreams(core, 3)
    for (const id of [1, ...ids])
      core.network.scriptOf.set(
        id,
        Array.from({ length: 9 }, () => new Failure('offline', 'No route.')),
      )
    for (let n = 0; n < 30; n += 1) await core.advance(60_000)
    core.network.scriptOf.clear()
    core.network.pulls.length = 0
    await core.call('streams.refresh', { ids: [1] })
    await core.settle()
    expect(new Set(core.network.pulls.map(({ streamId }) => streamId))).toEqual(new Set([1, ...ids]))
  })

  test('a stream that its network wishes to be asked once a day is not late in between', async () => {
    const core = start()
    await signIn(core)
    core.network.script.push({ nextPollMs: 24 * hour })
    await ask(core)
    for (let n = 0; n < 12; n += 1) await core.advance(hour)
    expect((await stream(core))?.health).toBe('ok')
  })
})
