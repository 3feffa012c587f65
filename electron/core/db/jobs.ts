import type { FailureShape } from '#shared/failure'
import type { Json } from '../networks/types.ts'
import type { Database } from './open.ts'
import { all, fromJson, one, run } from './statement.ts'

/** A stored unit of background work. */
export interface Job {
  id: number
  kind: string
  key: string
  payload: Json
  tries: number
  dueMs: number
}

interface JobRow {
  id: number
  kind: string
  key: string
  payload: string
  tries: number
  due_ms: number
}

function fromRow(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    payload: fromJson<Json>(row.payload, null),
    tries: row.tries,
    dueMs: row.due_ms,
  }
}

/** Plans a job, or moves the one of this kind and key to the earlier of both times. A running job is planned again after it ends. */
export function planJob(db: Database, kind: string, key: string, dueMs: number, payload: Json = null): void {
  run(
    db,
    `INSERT INTO jobs (kind, key, payload, due_ms) VALUES (@kind, @key, @payload, @dueMs)
     ON CONFLICT (kind, key) DO UPDATE SET
       due_ms = CASE WHEN state = 'ready' THEN min(due_ms, excluded.due_ms) ELSE excluded.due_ms END,
       replanned = (state = 'running'),
       tries = CASE WHEN state = 'parked' THEN 0 ELSE tries END,
       payload = excluded.payload,
       state = CASE WHEN state = 'parked' THEN 'ready' ELSE state END`,
    { kind, key, payload: JSON.stringify(payload), dueMs },
  )
}

/** Narrows a choice of jobs to some kinds; null means all. */
const ofKinds = '(@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds)))'
const kindsParam = (kinds: readonly string[] | undefined): string | null =>
  kinds === undefined ? null : JSON.stringify(kinds)

/** The next job that is due (of these kinds), marked as running. */
export function claimJob(db: Database, nowMs: number, kinds?: readonly string[]): Job | undefined {
  const row = one<JobRow>(
    db,
    `UPDATE jobs SET state = 'running', claimed_ms = @nowMs, tries = tries + 1
     WHERE id = (
       SELECT id FROM jobs WHERE state = 'ready' AND due_ms <= @nowMs AND ${ofKinds} ORDER BY due_ms LIMIT 1)
     RETURNING *`,
    { nowMs, kinds: kindsParam(kinds) },
  )
  return row && fromRow(row)
}

/** When the next ready job (of these kinds) is due; undefined when there is none. */
export function nextDueMs(db: Database, kinds?: readonly string[]): number | undefined {
  return one<{ due_ms: number }>(
    db,
    `SELECT due_ms FROM jobs WHERE state = 'ready' AND ${ofKinds} ORDER BY due_ms LIMIT 1`,
    { kinds: kindsParam(kinds) },
  )?.due_ms
}

/**
 * The job did its work: it is gone, or runs again at `againMs`. One that was planned anew while it ran
 * keeps that plan.
 */
export function finishJob(db: Database, id: number, againMs: number | undefined): void {
  if (againMs === undefined) {
    run(db, 'DELETE FROM jobs WHERE id = @id AND replanned = 0', { id })
    run(
      db,
      "UPDATE jobs SET state = 'ready', replanned = 0, tries = 0, failure = NULL, claimed_ms = NULL WHERE id = @id",
      { id },
    )
    return
  }
  run(
    db,
    `UPDATE jobs SET state = 'ready', due_ms = CASE WHEN replanned = 1 THEN min(due_ms, @againMs) ELSE @againMs END,
       replanned = 0, tries = 0, failure = NULL, claimed_ms = NULL WHERE id = @id`,
    { id, againMs },
  )
}

/** The job failed: it tries again at `againMs`, or is parked until somebody acts. */
export function failJob(db: Database, id: number, failure: FailureShape, againMs: number | undefined): void {
  run(
    db,
    `UPDATE jobs SET state = CASE WHEN replanned = 1 THEN 'ready' ELSE @state END,
       due_ms = CASE WHEN replanned = 1 THEN due_ms ELSE coalesce(@againMs, due_ms) END,
       replanned = 0, failure = @failure, claimed_ms = NULL WHERE id = @id`,
    {
      id,
      state: againMs === undefined ? 'parked' : 'ready',
      againMs: againMs ?? null,
      failure: JSON.stringify(failure),
    },
  )
}

/** After a start: whatever was running when the process died is ready again at once. */
export function releaseClaims(db: Database, nowMs: number): number {
  return run(
    db,
    "UPDATE jobs SET state = 'ready', due_ms = min(due_ms, @nowMs), claimed_ms = NULL WHERE state = 'running'",
    { nowMs },
  ).changes
}

export function removeJob(db: Database, kind: string, key: string): void {
  run(db, 'DELETE FROM jobs WHERE kind = @kind AND key = @key', { kind, key })
}

/** Everything waiting moves to now: after waking up, or when the network is back. */
export function hurryJobs(db: Database, kinds: readonly string[], nowMs: number): void {
  run(
    db,
    "UPDATE jobs SET due_ms = @nowMs WHERE state = 'ready' AND due_ms > @nowMs AND failure IS NOT NULL AND kind IN (SELECT value FROM json_each(@kinds))",
    {
      nowMs,
      kinds: JSON.stringify(kinds),
    },
  )
}

export function countJobs(db: Database): { waiting: number; parked: number } {
  const counts = new Map(
    all<{ state: string; n: number }>(db, 'SELECT state, count(*) AS n FROM jobs GROUP BY state').map((r) => [
      r.state,
      r.n,
    ]),
  )
  return {
    waiting: (counts.get('ready') ?? 0) + (counts.get('running') ?? 0),
    parked: counts.get('parked') ?? 0,
  }
}
