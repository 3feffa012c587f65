import { expect, test } from 'vitest'
import { dollars } from '#shared/domain/cost'
import { Failure } from '#shared/failure'
import { randomFrom } from '#demo/generator'
import { attention } from '../../attention.ts'
import { Offers } from '../../archives/offers.ts'
import { gatherChanges } from '../../changes.ts'
import { openStore } from '../../db/open.ts'
import { writeSettings } from '../../db/settings.ts'
import type { Deps } from '../../deps.ts'
import { Asked } from '../../jobs/asked.ts'
import { noNotices } from '../../notices.ts'
import { monthOfSpending } from '../../spending.ts'
import { memoryVault } from '../../testing/memory-vault.ts'
import { contextFor, type World } from '../../world.ts'
import { createHttp } from '../http.ts'
import { memoryLedger } from '../testing.ts'
import type { FetchedItem, Json, StreamRef } from '../types.ts'
import { network } from './index.ts'
import { prices } from './manifest.ts'
import { createFetch } from '../outside.ts'
import { openInTown, type InTown } from './testing/in-town.ts'

const calls = 1000
const writes = prices.flatMap(({ call }) => (call.startsWith('post-create') ? [call] : []))
const priceOf = (call: string): number => prices.find((price) => price.call === call)?.microUsd ?? 0

/** Core's own ledger over a store in memory, for the account of the town. */
function ledgeredWorld(at: InTown): { world: World; close(): Promise<void> } {
  const db = openStore(':memory:')
  writeSettings(db, { spendCapsUsd: { x: 100_000 } })
  const fetch = createFetch({ allowLoopback: true })
  let ids = 0
  const deps: Deps = {
    dbFile: ':memory:',
    clock: at.clock,
    fetch,
    openSocket: () => ({ send: () => {}, close: () => {} }),
    vault: memoryVault(),
    networks: new Map([['x', network]]),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    newId: () => `id-${String((ids += 1))}`,
    random: () => 0,
    version: 'test',
    listenForRedirect: () => Promise.reject(new Failure('not-supported', 'no browser')),
  }
  // Waits are kept by the clock of the test, which moves on.
  const ledger = memoryLedger()
  const world: World = {
    deps,
    db,
    changes: gatherChanges(at.clock, () => undefined),
    http: createHttp({ fetch, ledger, clock: at.clock, random: () => 0 }),
    notices: noNotices,
    attention: attention(at.clock),
    asked: new Asked(),
    offers: new Offers(),
    formats: new Map(),
  }
  return {
    world,
    close: async () => {
      world.changes.stop()
      db.close()
      await fetch.close()
    },
  }
}

test(`over ${String(calls)} random calls, what was counted is what X charged: a write exactly what was planned, a read never more`, async () => {
  const at = await openInTown()
  const { world, close } = ledgeredWorld(at)
  try {
    // The sign-in was before this ledger began.
    const before = at.town.charged('x').microUsd
    const random = randomFrom(20_261_120)
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
    const base = contextFor(world, new AbortController().signal, { network: 'x', accountId: 1 }, [
      at.account.host,
    ])
    const planned = new Map<string, number>()
    const ctx: typeof base = {
      ...base,
      pay(call, most) {
        planned.set(call, (planned.get(call) ?? 0) + most)
        return base.pay(call, most)
      },
      renewCredentials: (used, renew) => renew(used),
    }
    const words = ['sourdough', 'bread', 'soup', 'rye', 'order', 'bun']
    const streams: StreamRef[] = [
      { id: 1, kind: 'mentions', config: {} },
      ...words.map((query, n) => ({ id: n + 2, kind: 'keyword' as const, config: { query } })),
    ]
    const cursors = new Map<number, Json>()
    const known: FetchedItem[] = []
    const outcomes = new Map<string, number>()
    const countedUnits = () =>
      new Map(
        monthOfSpending(world, at.clock.now()).networks[0]?.calls.map(({ call, units }) => [call, units]),
      )
    /** Units of writes so far: planned, counted, charged. */
    const written = () => {
      const [counted, charged] = [countedUnits(), at.town.charged('x').units]
      return writes.map((call) => [planned.get(call) ?? 0, counted.get(call) ?? 0, charged[call] ?? 0])
    }
    /** Planned for writes that X then refused, in micro dollars: these cost nothing. */
    let refusedMicroUsd = 0
    /** What the composer says that the text of this call costs. */
    let offered: string | undefined
    const acts: Record<string, () => Promise<unknown>> = {
      async pull() {
        const stream = pick(streams) ?? streams[0]
        if (stream === undefined) return
        const from = random() < 0.2 ? null : (cursors.get(stream.id) ?? null)
        const page = await network.pull(ctx, at.account, stream, from)
        cursors.set(stream.id, page.cursor)
        known.push(...page.items)
      },
      async thread() {
        const item = pick(known)
        if (item !== undefined)
          await network.thread(ctx, at.account, { remoteId: item.remoteId, ref: item.ref ?? '' })
      },
      async recheck() {
        const refs = Array.from({ length: Math.ceil(random() * 30) }, () => pick(known)?.ref ?? '99')
        await network.recheck(ctx, at.account, [...new Set(refs)])
      },
      async say() {
        const to = random() < 0.8 ? pick(known) : undefined
        const text = [`Answer ${String(Math.floor(random() * 300))}`, random() < 0.3 ? 'see example.com/menu' : '', '🍞'.repeat(Math.floor(random() * 4))].join(' ') // prettier-ignore
        offered = network.sendCosts(text, to)[0]?.call
        await network.send(ctx, at.account, {
          key: 'k',
          attempt: random() < 0.8 ? 1 : 2,
          text,
          ...(to === undefined
            ? {}
            : { inReplyTo: { remoteId: to.remoteId, ref: to.ref ?? '', raw: to.raw } }),
        })
      },
    }
    for (let n = 0; n < calls; n += 1) {
      at.advance(Math.floor(random() * 120_000))
      if (random() < 0.5)
        at.town.say({ author: pick(['ivy', 'theo', 'priya']) ?? 'ivy', text: `${random() < 0.4 ? '@crumb ' : ''}${pick(words) ?? ''} ${String(n)}`, on: 'x' }) // prettier-ignore
      if (random() < 0.15)
        at.town.misbehave({ path: '/2/', fault: pick([429, 500, 503, 403, 404, 'reset'] as const) ?? 500, times: 1, method: 'GET' }) // prettier-ignore
      const name = pick(Object.keys(acts)) ?? 'pull'
      const writtenBefore = written()
      const outcome = await acts[name]?.().then(
        () => 'well',
        (error: unknown) => {
          if (error instanceof Failure && error.code !== 'bug') return error.code
          throw error
        },
      )
      outcomes.set(`${name}: ${outcome ?? ''}`, (outcomes.get(`${name}: ${outcome ?? ''}`) ?? 0) + 1)
      // What is said costs what the composer said that it would, to the unit, or nothing where it was refused.
      for (const [index, units] of written().entries()) {
        const [asked = 0, counted = 0, charged = 0] = units.map(
          (each, of) => each - (writtenBefore[index]?.[of] ?? 0),
        )
        expect([n, counted]).toEqual([n, charged])
        if (asked > 0) expect([n, writes[index]]).toEqual([n, offered])
        if (counted === 0) refusedMicroUsd += asked * priceOf(writes[index] ?? '')
        else expect([n, asked]).toEqual([n, counted])
      }
    }
    const [x] = monthOfSpending(world, at.clock.now()).networks
    const charged = at.town.charged('x').microUsd - before
    const counted = (x?.chargedMicroUsd ?? 0) + (x?.plannedMicroUsd ?? 0)
    const sum = (units: Iterable<[string, number]>, isOf: (call: string) => boolean) =>
      [...units].reduce((all, [call, each]) => all + (isOf(call) ? each * priceOf(call) : 0), 0)
    const isWrite = (call: string) => writes.some((each) => each === call)
    const paid = Object.entries(at.town.charged('x').units)
    const plannedWrites = sum(planned, isWrite) - refusedMicroUsd
    const [countedWrites, chargedWrites] = [sum(countedUnits(), isWrite), sum(paid, isWrite)]
    const plannedReads = sum(planned, (call) => !isWrite(call))
    const [countedReads, chargedReads] = [counted - countedWrites, charged - chargedWrites]
    process.stdout.write(
      [
        `${String(calls)} calls to X:`,
        `writes ${dollars(plannedWrites)} planned, ${dollars(countedWrites)} counted, ${dollars(chargedWrites)} charged (and ${dollars(refusedMicroUsd)} planned for what X refused, which cost nothing);`,
        `reads at most ${dollars(plannedReads)} planned, ${dollars(countedReads)} counted, ${dollars(chargedReads)} charged.\n`,
      ].join(' '),
    )
    expect(plannedWrites).toBe(countedWrites)
    expect(countedWrites).toBe(chargedWrites)
    expect(countedReads).toBe(chargedReads)
    expect(plannedReads).toBeGreaterThanOrEqual(countedReads)
    // Each kind of write came through, and some were refused.
    for (const call of writes) expect([call, countedUnits().get(call) ?? 0]).not.toEqual([call, 0])
    expect(refusedMicroUsd).toBeGreaterThan(0)
    expect(counted).toBe(charged)
    expect(x?.plannedMicroUsd).toBe(0)
    expect(charged).toBeGreaterThan(1_000_000)
    // By the unit too, not in the sum alone.
    const { units } = at.town.charged('x')
    for (const { call, units: counted_ } of x?.calls ?? [])
      expect([call, counted_]).toEqual([call, (units[call] ?? 0) - (call === 'user-read' ? 1 : 0)])
    // All sorts of things happened.
    expect(outcomes.size).toBeGreaterThan(10)
  } finally {
    await close()
    await at.close()
  }
}, 120_000)

test('a page that cannot be paid for is not asked for, and nothing of it stays counted', async () => {
  const at = await openInTown()
  const { world, close } = ledgeredWorld(at)
  try {
    // Enough for the posts of a page, and not for their authors.
    writeSettings(world.db, { spendCapsUsd: { x: 0.2 } })
    const ctx = contextFor(world, new AbortController().signal, { network: 'x', accountId: 1 })
    const asked = at.town.requests().length
    await expect(network.pull(ctx, at.account, { id: 1, kind: 'keyword', config: { query: 'rye' } }, null)).rejects.toMatchObject({ code: 'billing' }) // prettier-ignore
    expect(at.town.requests()).toHaveLength(asked)
    expect(monthOfSpending(world, at.clock.now()).networks).toMatchObject([
      { chargedMicroUsd: 0, plannedMicroUsd: 0 },
    ])
  } finally {
    await close()
    await at.close()
  }
})
