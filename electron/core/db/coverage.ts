import { clipped, holes, merged, type Gap, type GapState, type TimeRange } from '#shared/domain/coverage'
import type { Proof, Standing, Walk } from '../heard.ts'
import type { Json } from '../networks/types.ts'
import type { Database } from './open.ts'
import { all, fromJson, one, run } from './statement.ts'

/*
 * The gap ledger: which stretches of time a stream has truly heard, and the holes between them.
 * 1. Ranges of one stream neither overlap nor touch; a hole that is not filled overlaps none of them.
 * 2. `streams.heard_to_ms` is the end of the newest range, or where the next one begins.
 * 3. Written in the transaction of the page that proves it.
 */

/** How far a stream is heard, and what a pull that is not through yet has told. */
export function standingOf(db: Database, streamId: number): Standing {
  const row = one<{ heardToMs: number | null; walk: string | null }>(
    db,
    'SELECT heard_to_ms AS heardToMs, walk FROM streams WHERE id = @streamId',
    { streamId },
  )
  return {
    heardToMs: row?.heardToMs ?? undefined,
    walk: fromJson<Walk | undefined>(row?.walk ?? null, undefined),
  }
}

/** Writes what a page proved. Returns the hole that it left, as it was stored. */
export function bookProof(db: Database, streamId: number, proof: Proof, nowMs: number): number | undefined {
  const { heardToMs, walk, covered, hole } = proof
  run(
    db,
    `UPDATE streams SET walk = @walk,
       heard_to_ms = CASE WHEN @heardToMs IS NULL THEN heard_to_ms ELSE max(coalesce(heard_to_ms, 0), @heardToMs) END
     WHERE id = @streamId`,
    { streamId, heardToMs: heardToMs ?? null, walk: walk === undefined ? null : JSON.stringify(walk) },
  )
  if (covered !== undefined) addCoverage(db, streamId, covered, nowMs)
  return hole === undefined ? undefined : addGap(db, streamId, hole, nowMs)
}

/** Everything up to here has been heard, as a live connection shows by being alive. */
export function extendCoverage(db: Database, streamId: number, toMs: number, nowMs: number): void {
  const { heardToMs } = standingOf(db, streamId)
  if (heardToMs === undefined || toMs <= heardToMs) return
  run(db, 'UPDATE streams SET heard_to_ms = @toMs WHERE id = @streamId', { streamId, toMs })
  addCoverage(db, streamId, { fromMs: heardToMs, toMs }, nowMs)
}

/** Joins a range to those that it overlaps or touches, and closes or narrows the holes that it fills. */
export function addCoverage(db: Database, streamId: number, range: TimeRange, nowMs: number): void {
  if (range.fromMs >= range.toMs) return
  const near = all<TimeRange>(
    db,
    `SELECT from_ms AS fromMs, to_ms AS toMs FROM coverage
     WHERE stream_id = @streamId AND from_ms <= @toMs AND to_ms >= @fromMs`,
    { streamId, ...range },
  )
  run(db, 'DELETE FROM coverage WHERE stream_id = @streamId AND from_ms <= @toMs AND to_ms >= @fromMs', {
    streamId,
    ...range,
  })
  for (const { fromMs, toMs } of merged([...near, range]))
    run(db, 'INSERT INTO coverage (stream_id, from_ms, to_ms) VALUES (@streamId, @fromMs, @toMs)', {
      streamId,
      fromMs,
      toMs,
    })
  for (const gap of gapsBetween(db, streamId, range))
    if (gap.state !== 'filled') narrowGap(db, gap, range, nowMs)
}

function narrowGap(db: Database, gap: Gap, range: TimeRange, nowMs: number): void {
  const [first, ...others] = holes([range], gap)
  if (first === undefined) {
    closeGap(db, gap.id, 'filled', undefined, nowMs)
    return
  }
  run(db, 'UPDATE gaps SET from_ms = @fromMs, to_ms = @toMs WHERE id = @id', { id: gap.id, ...first })
  for (const { fromMs, toMs } of others)
    run(
      db,
      `INSERT INTO gaps (stream_id, from_ms, to_ms, state, reason, seen_ms, closed_ms)
       SELECT stream_id, @fromMs, @toMs, state, reason, seen_ms, closed_ms FROM gaps WHERE id = @id`,
      { id: gap.id, fromMs, toMs },
    )
}

function addGap(db: Database, streamId: number, hole: TimeRange & { reason: string }, nowMs: number): number {
  return run(
    db,
    'INSERT INTO gaps (stream_id, from_ms, to_ms, reason, seen_ms) VALUES (@streamId, @fromMs, @toMs, @reason, @nowMs)',
    { streamId, fromMs: hole.fromMs, toMs: hole.toMs, reason: hole.reason, nowMs },
  ).id
}

/** The parts of a window that a stream has heard, in normal form. */
export function coverageOf(db: Database, streamId: number, window: TimeRange): TimeRange[] {
  return clipped(
    all<TimeRange>(
      db,
      `SELECT from_ms AS fromMs, to_ms AS toMs FROM coverage
       WHERE stream_id = @streamId AND from_ms < @toMs AND to_ms > @fromMs ORDER BY from_ms`,
      { streamId, ...window },
    ),
    window,
  )
}

const gapColumns =
  'id, stream_id AS streamId, from_ms AS fromMs, to_ms AS toMs, state, reason, seen_ms AS seenMs'

/** Holes of a stream that reach into a window, filled ones too, by time. */
export function gapsBetween(db: Database, streamId: number, window: TimeRange): Gap[] {
  return all<Gap>(
    db,
    `SELECT ${gapColumns} FROM gaps WHERE stream_id = @streamId AND from_ms < @toMs AND to_ms > @fromMs ORDER BY from_ms`,
    { streamId, ...window },
  )
}

/** Every hole that is still to be filled, of one stream or of all. */
export function openGaps(db: Database, streamId?: number): Gap[] {
  return all<Gap>(
    db,
    `SELECT ${gapColumns} FROM gaps WHERE state IN ('open', 'filling') AND (@streamId IS NULL OR stream_id = @streamId) ORDER BY to_ms DESC`,
    { streamId: streamId ?? null },
  )
}

/** Holes that people should know of: what is being filled, and what stays and was noticed since a moment. */
export function gapsToTell(db: Database, sinceMs: number): Gap[] {
  return all<Gap>(
    db,
    `SELECT ${gapColumns} FROM gaps WHERE state IN ('open', 'filling') OR (state = 'permanent' AND seen_ms >= @sinceMs)
     ORDER BY stream_id, from_ms`,
    { sinceMs },
  )
}

export interface StoredGap extends Gap {
  /** Where its filling goes on. */
  cursor: Json
}

export function findGap(db: Database, id: number): StoredGap | undefined {
  const row = one<Gap & { cursor: string }>(db, `SELECT ${gapColumns}, cursor FROM gaps WHERE id = @id`, {
    id,
  })
  return row && { ...row, cursor: fromJson<Json>(row.cursor, null) }
}

/** A step of filling is through. */
export function stepGap(db: Database, id: number, cursor: Json): void {
  run(db, "UPDATE gaps SET state = 'filling', cursor = @cursor WHERE id = @id", {
    id,
    cursor: JSON.stringify(cursor),
  })
}

/** Ends the filling of a hole, whichever way. Without a reason of its own the one for which it came about holds. */
export function closeGap(
  db: Database,
  id: number,
  state: Exclude<GapState, 'open' | 'filling'>,
  reason: string | undefined,
  nowMs: number,
): void {
  run(
    db,
    `UPDATE gaps SET state = @state, reason = coalesce(@reason, reason), cursor = 'null', closed_ms = @nowMs WHERE id = @id`,
    { id, state, reason: reason ?? null, nowMs },
  )
}

/** A stream listens to something else from now on: nothing of that has been heard. */
export function forgetCoverage(db: Database, streamId: number): void {
  run(db, 'DELETE FROM coverage WHERE stream_id = @streamId', { streamId })
  run(db, 'DELETE FROM gaps WHERE stream_id = @streamId', { streamId })
  run(db, 'UPDATE streams SET heard_to_ms = NULL, walk = NULL WHERE id = @streamId', { streamId })
}

/** Holes that were filled long ago are of no interest to anybody. */
export function pruneGaps(db: Database, beforeMs: number): void {
  run(db, "DELETE FROM gaps WHERE state = 'filled' AND closed_ms < @beforeMs", { beforeMs })
}
