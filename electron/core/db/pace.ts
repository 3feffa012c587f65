import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/** How busy a stream is, told by the creation times of what it heard: an item's id is its time. */

/** How many items of a stream were created since a moment. */
export function heardSince(db: Database, streamId: number, sinceMs: number): number {
  return (
    one<{ n: number }>(
      db,
      'SELECT count(*) AS n FROM hits WHERE stream_id = @streamId AND item_id >= CAST(@low AS INTEGER)',
      { streamId, low: sinceMs * 1024 },
    )?.n ?? 0
  )
}

/** When the newest item of a stream was created. */
export function newestHeardMs(db: Database, streamId: number): number | undefined {
  const id = one<{ id: number | null }>(
    db,
    'SELECT max(item_id) AS id FROM hits WHERE stream_id = @streamId',
    {
      streamId,
    },
  )?.id
  return id === null || id === undefined ? undefined : Math.floor(id / 1024)
}

/**
 * The hours (counted from the epoch) in which a stream heard anything between two moments. Leaps from hour to hour
 * along the index, so that a busy stream costs no more than a quiet one.
 */
export function busyHours(db: Database, streamId: number, fromMs: number, toMs: number): number[] {
  return all<{ hour: number }>(
    db,
    `WITH RECURSIVE step (id) AS (
       SELECT (SELECT min(item_id) FROM hits WHERE stream_id = @streamId AND item_id >= CAST(@low AS INTEGER))
       UNION ALL
       SELECT (SELECT min(item_id) FROM hits WHERE stream_id = @streamId
         AND item_id >= (step.id / ${String(1024 * 3_600_000)} + 1) * ${String(1024 * 3_600_000)})
       FROM step WHERE step.id < CAST(@high AS INTEGER)
     )
     SELECT id / ${String(1024 * 3_600_000)} AS hour FROM step WHERE id < CAST(@high AS INTEGER)`,
    { streamId, low: fromMs * 1024, high: toMs * 1024 },
  ).map(({ hour }) => hour)
}

/** Keeps how busy a stream is, in items an hour. */
export function setPace(db: Database, streamId: number, pace: number): void {
  run(db, 'UPDATE streams SET pace = @pace WHERE id = @streamId', { streamId, pace })
}

/** Since when a stream is silent beyond what is likely; undefined: it is not. True if that is news. */
export function setSilentSince(db: Database, streamId: number, sinceMs: number | undefined): boolean {
  return (
    run(
      db,
      'UPDATE streams SET silent_since_ms = @sinceMs WHERE id = @streamId AND silent_since_ms IS NOT @sinceMs',
      { streamId, sinceMs: sinceMs ?? null },
    ).changes > 0
  )
}
