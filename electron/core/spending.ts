import { dollars, microUsdOf, priceOf } from '#shared/domain/cost'
import type { MonthOfSpending, NetworkSpending } from '#shared/domain/spending'
import type { NetworkManifest } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import { findAccount } from './db/accounts.ts'
import {
  addSpending,
  chargeSpending,
  networksSpentOn,
  spentByAccounts,
  spentOnCalls,
  spentOnDays,
  spentSince,
  type Month,
} from './db/spending.ts'
import { readSettings } from './db/settings.ts'
import type { Payment } from './networks/types.ts'
import type { World } from './world.ts'

/*
 * The cost ledger. Its rules:
 * 1. A paid call is counted before it is made, with the most that it can cost; a process that dies in between leaves
 *    it counted.
 * 2. What could pass the month's cap of its network is not made. Months are those of UTC, as networks bill.
 * 3. After the call it is set right by what the network returned. That a network may charge the same thing only once
 *    a day is left out: it is no promise, and counting too much is the safe mistake.
 */

/** The first moment of the month of `nowMs`, in UTC; `later` months after it. */
export function monthStartMs(nowMs: number, later = 0): number {
  const now = new Date(nowMs)
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + later, 1)
}

/**
 * Counts a paid call before it is made. Throws billing where it could pass the month's cap of its network: paid
 * calls stop there, and nothing else does; `retryAtMs` is then the next month.
 */
export function pay(
  world: World,
  of: { network: string; accountId?: number | undefined },
  call: string,
  most: number,
): Payment {
  const { db, deps, changes } = world
  const manifest = deps.networks.get(of.network)?.manifest
  const price = priceOf(manifest?.prices, call)
  if (manifest === undefined || price === undefined)
    throw new Failure('bug', `no price is known for ${of.network} ${call}`)
  const nowMs = deps.clock.now()
  // Read and written in one step, so that two calls at once cannot both take the last cent.
  const id = db
    .transaction(() => {
      refuseBeyondCap(world, manifest, price.microUsd * most, nowMs)
      const { network, accountId } = of
      return addSpending(db, {
        network,
        accountId,
        atMs: nowMs,
        call,
        units: most,
        microUsd: price.microUsd * most,
      })
    })
    .immediate()
  changes.tell(['spending'])
  return {
    charge(units) {
      chargeSpending(db, id, units, price.microUsd * units)
      changes.tell(['spending'])
    },
  }
}

function refuseBeyondCap(world: World, manifest: NetworkManifest, microUsd: number, nowMs: number): void {
  const capMicroUsd = capOf(world, manifest.id) ?? 0
  const spent = spentSince(world.db, manifest.id, monthStartMs(nowMs))
  if (spent + microUsd <= capMicroUsd) return
  if (capMicroUsd === 0)
    throw new Failure(
      'billing',
      `${manifest.label} charges for this, and no monthly limit is set. Set one in Settings; until then nothing is asked.`,
    )
  throw new Failure(
    'billing',
    `Paid calls to ${manifest.label} are stopped: ${dollars(spent)} of ${dollars(capMicroUsd)} is spent this month, and the next could pass that limit. Raise it in Settings, or wait for the next month.`,
    { retryAtMs: monthStartMs(nowMs, 1) },
  )
}

/** The cap of a network in millionths of a dollar; undefined where the user has set none. */
function capOf(world: World, network: string): number | undefined {
  const usd = readSettings(world.db).spendCapsUsd[network]
  return usd === undefined ? undefined : microUsdOf(usd)
}

/** What was spent in the month that holds `atMs`: every network that has prices, or on which something was spent. */
export function monthOfSpending(world: World, atMs: number): MonthOfSpending {
  const fromMs = monthStartMs(atMs)
  const toMs = monthStartMs(atMs, 1)
  const priced = [...world.deps.networks.values()].flatMap(({ manifest }) =>
    (manifest.prices ?? []).length > 0 ? [manifest.id] : [],
  )
  const networks = [...new Set([...priced, ...networksSpentOn(world.db, fromMs, toMs)])]
  return {
    month: new Date(fromMs).toISOString().slice(0, 7),
    networks: networks.map((network) => spendingOf(world, { network, fromMs, toMs })),
  }
}

function spendingOf(world: World, month: Month): NetworkSpending {
  const { db, deps } = world
  const manifest = deps.networks.get(month.network)?.manifest
  const calls = spentOnCalls(db, month).map((row) => ({
    ...row,
    label: priceOf(manifest?.prices, row.call)?.label ?? row.call,
  }))
  const total = (key: 'chargedMicroUsd' | 'plannedMicroUsd') => calls.reduce((sum, row) => sum + row[key], 0)
  return {
    network: month.network,
    label: manifest?.label ?? month.network,
    capMicroUsd: capOf(world, month.network),
    chargedMicroUsd: total('chargedMicroUsd'),
    plannedMicroUsd: total('plannedMicroUsd'),
    calls,
    accounts: spentByAccounts(db, month).map((row) => ({
      ...row,
      handle: row.accountId === undefined ? undefined : findAccount(db, row.accountId)?.handle,
    })),
    days: spentOnDays(db, month),
  }
}
