import type { NotifyLevel } from '#shared/domain/stream'
import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/** A lane of the user's own, as stored. */
export interface StoredLane {
  id: number
  name: string
  query: string
  notify: NotifyLevel
  place: number
  createdMs: number
}

const columns = 'id, name, query, notify, place, created_ms AS createdMs'

/** By place. */
export function ownLanes(db: Database): StoredLane[] {
  return all<StoredLane>(db, `SELECT ${columns} FROM own_lanes ORDER BY place, id`)
}

export function findOwnLane(db: Database, id: number): StoredLane | undefined {
  return one<StoredLane>(db, `SELECT ${columns} FROM own_lanes WHERE id = @id`, { id })
}

/** Adds a lane after the others; returns its id. */
export function addOwnLane(
  db: Database,
  lane: Pick<StoredLane, 'name' | 'query' | 'notify'>,
  nowMs: number,
): number {
  return run(
    db,
    `INSERT INTO own_lanes (name, query, notify, place, created_ms)
     VALUES (@name, @query, @notify, (SELECT coalesce(max(place), 0) + 1 FROM own_lanes), @nowMs)`,
    { ...lane, nowMs },
  ).id
}

/** Writes a lane as it is or was: a change, or the return of one that was removed. */
export function putOwnLane(db: Database, lane: StoredLane): void {
  run(
    db,
    `INSERT INTO own_lanes (id, name, query, notify, place, created_ms) VALUES (@id, @name, @query, @notify, @place, @createdMs)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query, notify = excluded.notify`,
    { ...lane },
  )
}

export function removeOwnLane(db: Database, id: number): void {
  run(db, 'DELETE FROM own_lanes WHERE id = @id', { id })
}

/** Gives lanes their places by this order; those that are not named keep theirs, after them. */
export function orderOwnLanes(db: Database, ids: readonly number[]): void {
  const others = ownLanes(db).filter((lane) => !ids.includes(lane.id))
  const order = [...ids, ...others.map((lane) => lane.id)]
  for (const [index, id] of order.entries())
    run(db, 'UPDATE own_lanes SET place = @place WHERE id = @id', { id, place: index + 1 })
}
