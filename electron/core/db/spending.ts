import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/**
 * The cost ledger: a row is written before each paid call with the most that it can cost, and set right by what the
 * network charged. A call that cost nothing in the end leaves no row; one whose end nobody knows stays as planned.
 */

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
  if (units === 0) {
    run(db, 'DELETE FROM spending WHERE id = @id', { id })
    return
  }
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

/** A sum of the ledger: what networks charged, and what is counted though nobody knows yet whether it is charged. */
export interface Sum {
  chargedMicroUsd: number
  plannedMicroUsd: number
}

const sums = `sum(CASE state WHEN 'charged' THEN micro_usd ELSE 0 END) AS chargedMicroUsd,
  sum(CASE state WHEN 'planned' THEN micro_usd ELSE 0 END) AS plannedMicroUsd`
const ofMonth = 'FROM spending WHERE network = @network AND at_ms >= @fromMs AND at_ms < @toMs'

export interface Month {
  network: string
  fromMs: number
  toMs: number
}

export function spentOnCalls(db: Database, month: Month): (Sum & { call: string; units: number })[] {
  return all(
    db,
    `SELECT call, sum(units) AS units, ${sums} ${ofMonth} GROUP BY call ORDER BY sum(micro_usd) DESC, call`,
    { ...month },
  )
}

export function spentByAccounts(db: Database, month: Month): (Sum & { accountId: number | undefined })[] {
  return all<Sum & { accountId: number | null }>(
    db,
    `SELECT account_id AS accountId, ${sums} ${ofMonth} GROUP BY account_id ORDER BY sum(micro_usd) DESC`,
    { ...month },
  ).map((row) => ({ ...row, accountId: row.accountId ?? undefined }))
}

/** By days in UTC, as networks bill; `dayMs` is the first moment of each. */
export function spentOnDays(db: Database, month: Month): (Sum & { dayMs: number })[] {
  return all(
    db,
    `SELECT at_ms / 86400000 * 86400000 AS dayMs, ${sums} ${ofMonth} GROUP BY dayMs ORDER BY dayMs`,
    { ...month },
  )
}

/** Networks on which anything was spent in this time. */
export function networksSpentOn(db: Database, fromMs: number, toMs: number): string[] {
  return all<{ network: string }>(
    db,
    'SELECT DISTINCT network FROM spending WHERE at_ms >= @fromMs AND at_ms < @toMs',
    { fromMs, toMs },
  ).map((row) => row.network)
}
