import type { Database } from './open.ts'
import { one, run } from './statement.ts'

/*
 * When the user was away. The row is written as they leave, so that a program that is killed meanwhile knows it; an
 * absence that turns out shorter than what counts as one is removed at the return.
 */

export interface Absence {
  leftMs: number
  /** Absent while it lasts. */
  backMs: number | undefined
  /** Caught up with, or waved away. */
  caughtMs: number | undefined
}

/** The newest absence. */
export function lastAbsence(db: Database): Absence | undefined {
  const row = one<{ left_ms: number; back_ms: number | null; caught_ms: number | null }>(
    db,
    'SELECT left_ms, back_ms, caught_ms FROM absences ORDER BY left_ms DESC LIMIT 1',
  )
  return (
    row && { leftMs: row.left_ms, backMs: row.back_ms ?? undefined, caughtMs: row.caught_ms ?? undefined }
  )
}

/**
 * The user leaves. One who was back for less than `awayMs` and did not catch up was only looking in: the absence
 * before goes on.
 */
export function leave(db: Database, nowMs: number, awayMs: number): void {
  const last = lastAbsence(db)
  if (last !== undefined && last.backMs === undefined) return
  if (last?.backMs !== undefined && last.caughtMs === undefined && nowMs - last.backMs < awayMs) {
    run(db, 'UPDATE absences SET back_ms = NULL WHERE left_ms = @leftMs', { leftMs: last.leftMs })
    return
  }
  run(db, 'INSERT OR IGNORE INTO absences (left_ms) VALUES (@nowMs)', { nowMs })
}

/** The user is back. True if they were away for `awayMs` or longer. */
export function comeBack(db: Database, nowMs: number, awayMs: number): boolean {
  const last = lastAbsence(db)
  if (last === undefined || last.backMs !== undefined) return false
  if (nowMs - last.leftMs < awayMs) {
    run(db, 'DELETE FROM absences WHERE left_ms = @leftMs', { leftMs: last.leftMs })
    return false
  }
  run(db, 'UPDATE absences SET back_ms = @nowMs WHERE left_ms = @leftMs', { leftMs: last.leftMs, nowMs })
  return true
}

/** The user has caught up with an absence, or does not want to. */
export function markCaught(db: Database, leftMs: number, nowMs: number): void {
  run(db, 'UPDATE absences SET caught_ms = @nowMs WHERE left_ms = @leftMs AND caught_ms IS NULL', {
    leftMs,
    nowMs,
  })
}

/** True when some pass, ended or not, leads through all of an absence. */
export function isLookedThrough(db: Database, { leftMs, backMs }: Absence): boolean {
  const found = one(db, 'SELECT 1 FROM passes WHERE since_ms <= @leftMs AND opened_ms >= @backMs LIMIT 1', {
    leftMs,
    backMs: backMs ?? Number.MAX_SAFE_INTEGER,
  })
  return found !== undefined
}

/** When core last asked anything of any network: as good as when it was last awake. */
export function lastAwakeMs(db: Database): number | undefined {
  return one<{ at: number | null }>(db, 'SELECT max(last_try_ms) AS at FROM streams')?.at ?? undefined
}
