import type { Database } from './open.ts'
import { one, run } from './statement.ts'

/** The cost ledger: a row is written before each paid call, and set right by what the network charged. */

export interface Spending {
  network: string
  accountId: number | undefined
  atMs: number
  call: string
  units: number
  /** Millionths of a US dollar. */
  microUsd: number
}

export function addSpending(db: Database, spending: Spending): number {
  return run(
    db,
    `INSERT INTO spending (network, account_id, at_ms, call, units, micro_usd, state)
     VALUES (@network, @accountId, @atMs, @call, @units, @microUsd, 'planned')`,
    { ...spending, accountId: spending.accountId ?? null },
  ).id
}

export function chargeSpending(db: Database, id: number, units: number, microUsd: number): void {
  run(db, "UPDATE spending SET units = @units, micro_usd = @microUsd, state = 'charged' WHERE id = @id", {
    id,
    units,
    microUsd,
  })
}

/** Millionths of a US dollar spent on a network since a moment, planned calls included. */
export function spentSince(db: Database, network: string, sinceMs: number): number {
  return (
    one<{ sum: number | null }>(
      db,
      'SELECT sum(micro_usd) AS sum FROM spending WHERE network = @network AND at_ms >= @sinceMs',
      { network, sinceMs },
    )?.sum ?? 0
  )
}
