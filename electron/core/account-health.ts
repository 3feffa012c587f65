import type { AccountHealth } from '#shared/domain/account'
import { listAccounts, type StoredAccount } from './db/accounts.ts'
import { limitsOfAccount } from './db/hosts.ts'
import { hostsIn } from './reach.ts'
import { monthOfSpending } from './spending.ts'
import type { World } from './world.ts'

/** How each account is: what it may still ask, and what it cost this month. In the order of the accounts. */
export function accountHealths(world: World): (AccountHealth & { account: StoredAccount })[] {
  const nowMs = world.deps.clock.now()
  const { networks } = monthOfSpending(world, nowMs)
  return listAccounts(world.db).map((account) => {
    const [host = account.host] = hostsIn(account.host)
    const paid = networks
      .find(({ network }) => network === account.network)
      ?.accounts.find(({ accountId }) => accountId === account.id)
    const isPaid = (world.deps.networks.get(account.network)?.manifest.prices ?? []).length > 0
    return {
      account,
      accountId: account.id,
      limits: limitsOfAccount(world.db, { id: account.id, host }, nowMs),
      spentMicroUsd: isPaid ? (paid?.chargedMicroUsd ?? 0) + (paid?.plannedMicroUsd ?? 0) : undefined,
    }
  })
}
