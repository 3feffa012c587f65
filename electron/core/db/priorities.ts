import {
  staticPriority,
  waitingPoints,
  type PriorityFacts,
  type PriorityWeights,
} from '#shared/domain/understanding/priority'
import type { Place } from './conversations.ts'
import type { Database } from './open.ts'
import { all, run } from './statement.ts'

/*
 * What is pressing. The part of a conversation's priority that does not change with time is stored; the part that grows
 * while somebody waits is added when it is asked. Only those that wait for our answer have any.
 */

interface FactsRow {
  id: number
  priority: number
  question: number
  direct: number
  newcomer: number
  due_item_id: number | null
  followers: number | null
  vip: number
  tone: PriorityFacts['tone'] | null
  rule_name: string | null
  rule_weight: number | null
}

/** What the priorities of conversations are counted from, for all of them at once. */
function factsRows(db: Database, ids: readonly number[]): FactsRow[] {
  return all<FactsRow>(
    db,
    `SELECT c.id, c.priority, c.question, c.direct, c.newcomer, c.due_item_id, h.followers, h.vip, i.tone,
       r.name AS rule_name, r.weight AS rule_weight
     FROM json_each(@ids) x JOIN conversations c ON c.id = x.value
       JOIN items i ON i.id = c.shown_item_id JOIN handles h ON h.id = i.author_id
       LEFT JOIN rules r ON r.id = (SELECT heard.id FROM conversation_streams cs
         JOIN streams s ON s.id = cs.stream_id JOIN rules heard ON heard.id = s.rule_id
         WHERE cs.conversation_id = c.id ORDER BY heard.weight DESC, heard.id LIMIT 1)`,
    { ids: JSON.stringify(ids) },
  )
}

function factsOf(row: FactsRow): PriorityFacts {
  return {
    question: row.question === 1,
    direct: row.direct === 1,
    newcomer: row.newcomer === 1,
    vip: row.vip === 1,
    followers: row.followers ?? undefined,
    tone: row.tone ?? undefined,
    rule:
      row.rule_weight === null || row.rule_name === null
        ? undefined
        : { name: row.rule_name, weight: row.rule_weight },
    waitingSinceMs: row.due_item_id === null ? undefined : Math.floor(row.due_item_id / 1024),
  }
}

/** What the priority of a conversation is counted from. */
export function priorityFacts(db: Database, id: number): PriorityFacts | undefined {
  const [row] = factsRows(db, [id])
  return row && factsOf(row)
}

/** Stores the part that does not change with time, for conversations in which somebody speaks to us. */
export function storePriorities(db: Database, ids: readonly number[], weights: PriorityWeights): void {
  for (const row of factsRows(db, ids)) {
    const facts = factsOf(row)
    if (!facts.direct) continue
    const { points } = staticPriority(facts, weights)
    if (points === row.priority) continue
    run(db, 'UPDATE conversations SET priority = @points WHERE id = @id', { id: row.id, points })
  }
}

/** Conversations in which somebody waits for us, all of them, up to a cap. */
export function waitingIds(db: Database, most: number): number[] {
  return all<{ id: number }>(
    db,
    `SELECT id FROM conversations WHERE state = 'open' AND direct = 1 AND due_item_id IS NOT NULL AND quiet IS NULL
     ORDER BY due_item_id LIMIT @most`,
    { most },
  ).map((row) => row.id)
}

/** The priorities there are, highest first: a walk that jumps from one to the next. */
export const levelsSql = `WITH RECURSIVE levels (priority) AS (
    SELECT max(priority) FROM conversations WHERE state = 'open' AND direct = 1 AND due_item_id IS NOT NULL AND quiet IS NULL
    UNION ALL
    SELECT (SELECT max(c.priority) FROM conversations c
      WHERE c.state = 'open' AND c.direct = 1 AND c.due_item_id IS NOT NULL AND c.quiet IS NULL AND c.priority < levels.priority)
    FROM levels WHERE levels.priority IS NOT NULL)
  SELECT priority FROM levels WHERE priority IS NOT NULL LIMIT 200`

export const levelSql = `SELECT c.id, c.shown_item_id AS itemId, c.due_item_id AS due, c.priority FROM conversations c
  WHERE c.state = 'open' AND c.direct = 1 AND c.due_item_id IS NOT NULL AND c.quiet IS NULL AND c.priority = @priority
  ORDER BY c.due_item_id LIMIT @most`

/**
 * The most pressing conversations, most pressing first; the cursor is the rank. Among those of one stored priority the
 * one that waits longest comes first, so that the oldest few of each level are enough.
 */
export function pressingPlaces(
  db: Database,
  weights: PriorityWeights,
  promiseMs: number,
  nowMs: number,
  most: number,
): Place[] {
  const levels = all<{ priority: number }>(db, levelsSql)
  const rows = levels.flatMap(({ priority }) =>
    all<{ id: number; itemId: number; due: number; priority: number }>(db, levelSql, { priority, most }),
  )
  return rows
    .map((row) => ({
      ...row,
      sum: row.priority + waitingPoints(Math.floor(row.due / 1024), promiseMs, nowMs, weights),
    }))
    .sort((a, b) => b.sum - a.sum || a.due - b.due)
    .slice(0, most)
    .map(({ id, itemId }, index) => ({ id, itemId, cursor: index + 1 }))
}
