import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { NetworkManifest } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import { addSpending, spentSince } from './db/spending.ts'
import { openStore } from './db/open.ts'
import type { NetworkContext } from './networks/types.ts'
import { monthStartMs } from './spending.ts'
import { fakeNetwork, type FakeNetwork } from './testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from './testing/start-core.ts'

const cent = 10_000
const prices: NetworkManifest['prices'] = [
  { call: 'read', label: 'a post read', microUsd: cent, per: 'item', source: 'a test' },
]

interface PaidNetwork extends FakeNetwork {
  /** What each pull does with money. */
  spend: ((ctx: NetworkContext) => void) | undefined
}

/** The fake network, charging a cent for each post read. */
function paidNetwork(): PaidNetwork {
  const plain = fakeNetwork()
  const network: PaidNetwork = {
    ...plain,
    manifest: { ...plain.manifest, prices },
    spend: undefined,
    async pull(ctx, ...rest) {
      network.spend?.(ctx)
      return plain.pull(ctx, ...rest)
    },
  }
  return network
}

const running: TestCore[] = []
afterEach(async () => {
  for (const core of running.splice(0)) await core.stop()
})

async function start(
  spend: PaidNetwork['spend'],
  given: { capUsd?: number; dbFile?: string } = {},
): Promise<{ core: TestCore; network: PaidNetwork }> {
  const network = paidNetwork()
  const { capUsd, ...deps } = given
  const core = startTestCore({ network, ...deps })
  running.push(core)
  if (capUsd !== undefined) await core.call('settings.set', { spendCapsUsd: { fake: capUsd } })
  network.spend = spend
  await signIn(core)
  return { core, network }
}

const refresh = async (core: TestCore): Promise<void> => {
  await core.call('streams.refresh', {})
  await core.settle()
}
const spent = async (core: TestCore) => (await core.call('spending.month', {})).networks[0]
const stream = async (core: TestCore) => (await core.call('streams.list', {}))[0]

test('a paid call is counted before it is made, and set right by what it returned', async () => {
  let before: number | undefined
  const { core, network } = await start(undefined, { capUsd: 1 })
  network.spend = (ctx) => {
    const payment = ctx.pay('read', 20)
    before = 20 * cent
    payment.charge(3)
  }
  await refresh(core)
  expect(before).toBe(200_000)
  expect(await spent(core)).toMatchObject({
    network: 'fake',
    label: 'Fake',
    capMicroUsd: 1_000_000,
    chargedMicroUsd: 3 * cent,
    plannedMicroUsd: 0,
    calls: [{ call: 'read', label: 'a post read', units: 3, chargedMicroUsd: 3 * cent }],
    accounts: [{ accountId: 1, handle: '@crumb@here', chargedMicroUsd: 3 * cent }],
    days: [{ dayMs: Date.UTC(2026, 9, 1), chargedMicroUsd: 3 * cent }],
  })
})

test('a call whose end nobody knows stays counted as planned; one that returned nothing costs nothing', async () => {
  const { core, network } = await start(undefined, { capUsd: 1 })
  network.spend = (ctx) => void ctx.pay('read', 7)
  await refresh(core)
  network.spend = (ctx) => ctx.pay('read', 50).charge(0)
  await refresh(core)
  expect(await spent(core)).toMatchObject({ chargedMicroUsd: 0, plannedMicroUsd: 7 * cent })
})

test('a process that dies between plan and charge leaves it counted, and the cap holds after it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-spending-'))
  try {
    const dbFile = join(folder, 'a.db')
    const first = await start(undefined, { capUsd: 0.1, dbFile })
    first.network.spend = (ctx) => void ctx.pay('read', 8)
    await refresh(first.core)
    await first.core.stop()
    running.length = 0
    const second = startTestCore({ network: paidNetwork(), dbFile })
    running.push(second)
    expect(await spent(second)).toMatchObject({ plannedMicroUsd: 8 * cent, chargedMicroUsd: 0 })
    // Two cents are left of ten.
    Object.assign(second.network, { spend: (ctx: NetworkContext) => ctx.pay('read', 3).charge(0) })
    await refresh(second)
    expect((await stream(second))?.failure).toMatchObject({ code: 'billing' })
  } finally {
    for (const core of running.splice(0)) await core.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('without a limit no paid call is made, and the words say where to set one', async () => {
  let made = 0
  const { core } = await start((ctx) => {
    ctx.pay('read', 1)
    made += 1
  })
  expect(made).toBe(0)
  expect(await stream(core)).toMatchObject({
    health: 'broken',
    failure: { code: 'billing', message: expect.stringContaining('Set one in Settings') },
  })
  await core.call('settings.set', { spendCapsUsd: { fake: 1 } })
  await core.settle()
  expect(made).toBe(1)
  expect((await stream(core))?.health).toBe('ok')
})

test('at the cap paid calls stop with words, and go on by themselves in the next month', async () => {
  const { core } = await start((ctx) => ctx.pay('read', 10).charge(10), { capUsd: 0.15 })
  await refresh(core)
  const stopped = await stream(core)
  expect(stopped?.failure).toMatchObject({
    code: 'billing',
    message:
      'Paid calls to Fake are stopped: $0.10 of $0.15 is spent this month, and the next could pass that limit. Raise it in Settings, or wait for the next month.',
    retryAtMs: Date.UTC(2026, 10, 1),
  })
  expect(stopped?.nextPullMs).toBe(Date.UTC(2026, 10, 1))
  await core.advance(Date.UTC(2026, 10, 1) - core.clock.now())
  expect((await stream(core))?.health).toBe('ok')
  expect(await spent(core)).toMatchObject({ chargedMicroUsd: 10 * cent })
  expect((await core.call('spending.month', { month: '2026-10' })).networks[0]).toMatchObject({
    chargedMicroUsd: 10 * cent,
    days: [{ dayMs: Date.UTC(2026, 9, 1) }],
  })
})

test('raising the cap lets what stopped go on at once', async () => {
  const { core } = await start((ctx) => ctx.pay('read', 10).charge(10), { capUsd: 0.15 })
  await refresh(core)
  await core.call('settings.set', { spendCapsUsd: { fake: 5 } })
  await core.settle()
  expect((await stream(core))?.health).toBe('ok')
  expect(await spent(core)).toMatchObject({ chargedMicroUsd: 20 * cent })
})

test('months begin and end in UTC, to the millisecond', () => {
  const db = openStore(':memory:')
  const start = Date.UTC(2026, 10, 1)
  for (const atMs of [start - 1, start, start + 86_400_000, Date.UTC(2026, 11, 1) - 1])
    addSpending(db, { network: 'fake', accountId: undefined, atMs, call: 'read', units: 1, microUsd: cent })
  expect(monthStartMs(start)).toBe(start)
  expect(monthStartMs(start - 1)).toBe(Date.UTC(2026, 9, 1))
  expect(monthStartMs(Date.UTC(2026, 11, 31), 1)).toBe(Date.UTC(2027, 0, 1))
  expect(spentSince(db, 'fake', monthStartMs(start + 5))).toBe(3 * cent)
  expect(spentSince(db, 'other', 0)).toBe(0)
  db.close()
})

test('calls under way at the same time cannot pass the cap together, however they are mixed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ most: fc.integer({ min: 1, max: 9 }), came: fc.nat(9) }), {
        minLength: 1,
        maxLength: 30,
      }),
      fc.integer({ min: 1, max: 40 }),
      async (calls, capCents) => {
        const { core, network } = await start(undefined, { capUsd: capCents / 100 })
        let charged = 0
        network.spend = (ctx) => {
          // All are planned before any is charged.
          const payments = calls.flatMap((call) => {
            try {
              return [{ ...call, payment: ctx.pay('read', call.most) }]
            } catch (error) {
              expect(error).toMatchObject({ code: 'billing' })
              return []
            }
          })
          expect(payments.reduce((sum, { most }) => sum + most, 0)).toBeLessThanOrEqual(capCents)
          for (const { payment, most, came } of payments) {
            const units = Math.min(most, came)
            charged += units
            payment.charge(units)
          }
        }
        await refresh(core)
        expect(await spent(core)).toMatchObject({ chargedMicroUsd: charged * cent, plannedMicroUsd: 0 })
      },
    ),
    { numRuns: 20 },
  )
})

test('a call without a price is a bug of ours, and is not made', async () => {
  const errors: unknown[] = []
  const { core } = await start(
    (ctx) => {
      try {
        ctx.pay('unknown', 1)
      } catch (error) {
        errors.push(error)
      }
    },
    { capUsd: 1 },
  )
  await refresh(core)
  expect(errors[0]).toBeInstanceOf(Failure)
  expect(errors[0]).toMatchObject({ code: 'bug' })
})
