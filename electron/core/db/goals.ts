import type { Goal } from '#shared/domain/goal'
import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

const columns =
  'id, name, query, measure, target, from_day AS "from", by_day AS "by", created_ms AS createdMs'

/** What ends first stands first. */
export function listGoals(db: Database): Goal[] {
  return all<Goal>(db, `SELECT ${columns} FROM goals ORDER BY by_day, id`)
}

export function findGoal(db: Database, id: number): Goal | undefined {
  return one<Goal>(db, `SELECT ${columns} FROM goals WHERE id = @id`, { id })
}

/** Adds a goal; returns its id. */
export function addGoal(db: Database, goal: Omit<Goal, 'id'>): number {
  return run(
    db,
    `INSERT INTO goals (name, query, measure, target, from_day, by_day, created_ms)
     VALUES (@name, @query, @measure, @target, @from, @by, @createdMs)`,
    goal,
  ).id
}

/** Writes a goal as it is or was: a change, or the return of one that was removed. */
export function putGoal(db: Database, goal: Goal): void {
  run(
    db,
    `INSERT INTO goals (id, name, query, measure, target, from_day, by_day, created_ms)
     VALUES (@id, @name, @query, @measure, @target, @from, @by, @createdMs)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query, measure = excluded.measure,
       target = excluded.target, from_day = excluded.from_day, by_day = excluded.by_day`,
    goal,
  )
}

export function removeGoal(db: Database, id: number): void {
  run(db, 'DELETE FROM goals WHERE id = @id', { id })
}
