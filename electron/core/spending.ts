import { Failure } from '#shared/failure'
import { addSpending, chargeSpending, spentSince } from './db/spending.ts'
import { readSettings } from './db/settings.ts'
import type { Payment } from './networks/types.ts'
import type { World } from './world.ts'

/** The first moment of the month of `nowMs`, in UTC, as networks bill. */
export function monthStartMs(nowMs: number): number {
  const now = new Date(nowMs)
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)
}

/**
 * Counts a paid call before it is made. Throws billing where it could pass the month's cap of its network: paid
 * calls stop there, and nothing else does.
 */
export function pay(
  world: World,
  of: { network: string; accountId?: number | undefined },
  call: string,
  most: number,
): Payment {
  const manifest = world.deps.networks.get(of.network)?.manifest
  const price = manifest?.prices?.find((one) => one.call === call)
  if (manifest === undefined || price === undefined)
    throw new Failure('bug', `no price is known for ${of.network} ${call}`)
  const nowMs = world.deps.clock.now()
  const capMicroUsd = Math.round((readSettings(world.db).spendCapsUsd[of.network] ?? 0) * 1_000_000)
  const spent = spentSince(world.db, of.network, monthStartMs(nowMs))
  if (spent + price.microUsd * most > capMicroUsd) {
    throw new Failure(
      'billing',
      capMicroUsd === 0
        ? `${manifest.label} charges for this. Set a monthly limit in Settings before Earshot asks it.`
        : `The limit of $${(capMicroUsd / 1_000_000).toFixed(2)} a month for ${manifest.label} is reached. Raise it in Settings, or wait for the next month.`,
    )
  }
  const id = addSpending(world.db, {
    network: of.network,
    accountId: of.accountId,
    atMs: nowMs,
    call,
    units: most,
    microUsd: price.microUsd * most,
  })
  world.changes.tell(['spending'])
  return {
    charge(units) {
      chargeSpending(world.db, id, units, price.microUsd * units)
      world.changes.tell(['spending'])
    },
  }
}
