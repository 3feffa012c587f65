import { goalQuery, type Goal, type GoalMeasure, type GoalProgress } from '#shared/domain/goal'
import { readQuery } from '#shared/domain/query/check'
import type { Database } from './db/open.ts'
import { one } from './db/statement.ts'
import { searchItems } from './rules/search.ts'

/** Counted no further: the answer has to come while the screen opens. */
const mostCounted = 10_000

/** How far a goal is: what its query finds within its days, counted as it measures. Deleted items count no more. */
export function progressOf(db: Database, goal: Goal, nowMs: number): GoalProgress {
  const query = readQuery(goalQuery(goal))
  const ids = searchItems(db, query, { limit: mostCounted + 1, nowMs })
  const capped = ids.length > mostCounted
  const counted = capped ? ids.slice(0, mostCounted) : ids
  const [newest] = counted
  return {
    count: countAs(db, goal.measure, counted),
    capped,
    newestMs: newest === undefined ? undefined : Math.floor(newest / 1024),
  }
}

function countAs(db: Database, measure: GoalMeasure, ids: readonly number[]): number {
  if (measure === 'posts') return ids.length
  const column = measure === 'people' ? 'author_id' : 'conversation_id'
  const row = one<{ n: number }>(
    db,
    `SELECT count(DISTINCT i.${column}) AS n FROM json_each(@ids) x CROSS JOIN items i ON i.id = x.value`,
    { ids: JSON.stringify(ids) },
  )
  return row?.n ?? 0
}
