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

/** Null stands for all kinds. */
const kindsParam = (kinds: readonly string[] | undefined): string | null =>
  kinds === undefined ? null : JSON.stringify(kinds)

/** Plans a job where none of this kind and key waits or runs; one that was given up waits again. */
export function ensureJob(db: Database, kind: string, key: string, dueMs: number): void {
  run(
    db,
    `INSERT INTO jobs (kind, key, due_ms) VALUES (@kind, @key, @dueMs)
     ON CONFLICT (kind, key) DO UPDATE SET state = 'ready', due_ms = excluded.due_ms, tries = 0 WHERE state = 'parked'`,
    { kind, key, dueMs },
  )
}

/** Where a job that works in steps goes on the next time. */
export function keepPlace(db: Database, id: number, payload: Json): void {
  run(db, 'UPDATE jobs SET payload = @payload WHERE id = @id', { id, payload: JSON.stringify(payload) })
}

/** What decides whose turn it is among jobs that are due. */
export interface Turns {
  /** Kinds that may run; all if absent. */
  only?: readonly string[] | undefined
  /** Kinds that must wait now. */
  not?: readonly string[]
  /** Kinds before all others, in this order of importance: speaking, and last what may wait. */
  first?: readonly string[]
  last?: readonly string[]
  /** Streams that somebody looks at. */
  watched?: readonly number[]
}

/**
 * Of two streams that wait equally long the weightier goes first: what somebody looks at, then what speaks to us.
 * The wait multiplies the weight, so that every stream's turn comes, however many are weightier.
 */
export const streamWeights = { watched: 8, direct: 4, other: 1 }
const directKinds = ['mentions', 'replies', 'comments']

export function streamWeight(stream: { id: number; kind: string }, watched: readonly number[]): number {
  if (watched.includes(stream.id)) return streamWeights.watched
  return directKinds.includes(stream.kind) ? streamWeights.direct : streamWeights.other
}

export const dueSql = `
  SELECT j.id FROM jobs j
  LEFT JOIN streams s ON j.kind = 'pull' AND s.id = CAST(j.key AS INTEGER)
  WHERE j.state = 'ready' AND j.due_ms <= @nowMs AND (@only IS NULL OR j.kind IN (SELECT value FROM json_each(@only)))
    AND j.kind NOT IN (SELECT value FROM json_each(@not))
  ORDER BY
    CASE WHEN j.kind IN (SELECT value FROM json_each(@first)) THEN 0
         WHEN j.kind IN (SELECT value FROM json_each(@last)) THEN 3
         WHEN s.id IS NULL THEN 1 ELSE 2 END,
    (@nowMs - coalesce(s.last_try_ms, s.created_ms, j.due_ms)) *
      CASE WHEN s.id IN (SELECT value FROM json_each(@watched)) THEN ${String(streamWeights.watched)}
           WHEN s.kind IN (${directKinds.map((kind) => `'${kind}'`).join(', ')}) THEN ${String(streamWeights.direct)}
           ELSE ${String(streamWeights.other)} END DESC,
    j.due_ms
  LIMIT 1`

/** The job whose turn it is, marked as running. */
export function claimJob(db: Database, nowMs: number, turns: Turns = {}): Job | undefined {
  const row = one<JobRow>(
    db,
    `UPDATE jobs SET state = 'running', claimed_ms = @nowMs, tries = tries + 1 WHERE id = (${dueSql}) RETURNING *`,
    {
      nowMs,
      only: kindsParam(turns.only),
      not: JSON.stringify(turns.not ?? []),
      first: JSON.stringify(turns.first ?? []),
      last: JSON.stringify(turns.last ?? []),
      watched: JSON.stringify(turns.watched ?? []),
    },
  )
  return row && fromRow(row)
}

/** When the next ready job that may run is due; undefined when there is none. */
export function nextDueMs(db: Database, turns: Pick<Turns, 'only' | 'not'> = {}): number | undefined {
  return one<{ due_ms: number }>(
    db,
    `SELECT due_ms FROM jobs WHERE state = 'ready' AND (@only IS NULL OR kind IN (SELECT value FROM json_each(@only)))
       AND kind NOT IN (SELECT value FROM json_each(@not)) ORDER BY due_ms LIMIT 1`,
    { only: kindsParam(turns.only), not: JSON.stringify(turns.not ?? []) },
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
