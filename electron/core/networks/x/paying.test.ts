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

test(`over ${String(calls)} random calls, what was counted is what X charged, and never more than was planned before`, async () => {
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
    let planned = 0
    const ctx: typeof base = {
      ...base,
      pay(call, most) {
        planned += most * (prices.find((price) => price.call === call)?.microUsd ?? 0)
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
      const outcome = await acts[name]?.().then(
        () => 'well',
        (error: unknown) => {
          if (error instanceof Failure && error.code !== 'bug') return error.code
          throw error
        },
      )
      outcomes.set(`${name}: ${outcome ?? ''}`, (outcomes.get(`${name}: ${outcome ?? ''}`) ?? 0) + 1)
    }
    const [x] = monthOfSpending(world, at.clock.now()).networks
    const charged = at.town.charged('x').microUsd - before
    const counted = (x?.chargedMicroUsd ?? 0) + (x?.plannedMicroUsd ?? 0)
    process.stdout.write(
      `${String(calls)} calls to X: at most ${dollars(planned)} planned ahead, ${dollars(counted)} counted, ${dollars(charged)} charged.\n`,
    )
    expect(counted).toBe(charged)
    expect(x?.plannedMicroUsd).toBe(0)
    expect(planned).toBeGreaterThanOrEqual(counted)
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
