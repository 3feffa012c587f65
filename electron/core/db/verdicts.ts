import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/*
 * "Not for us", and its opposite: marks on what others said in a conversation, for each rule (or stream without a
 * rule, by its negative number) that heard it. A rule learns from them; nothing is ever removed by them.
 */

/** Marks everything that others say in a conversation, for all that heard it. The newest mark counts. */
export function judgeConversation(
  db: Database,
  conversationId: number,
  irrelevant: boolean,
  nowMs: number,
): void {
  run(
    db,
    `INSERT INTO verdicts (item_id, rule_id, irrelevant, at_ms)
     SELECT i.id, coalesce(s.rule_id, -s.id), @irrelevant, @nowMs
     FROM items i CROSS JOIN hits x ON x.item_id = i.id CROSS JOIN streams s ON s.id = x.stream_id
     WHERE i.conversation_id = @conversationId AND i.mine = 0 AND i.state <> 'deleted'
     ON CONFLICT (rule_id, item_id) DO UPDATE SET irrelevant = excluded.irrelevant, at_ms = excluded.at_ms`,
    { conversationId, irrelevant: irrelevant ? 1 : 0, nowMs },
  )
}

/** Takes back the marks of one moment. */
export function dropVerdicts(db: Database, conversationIds: readonly number[], atMs: number): void {
  run(
    db,
    `DELETE FROM verdicts WHERE at_ms = @atMs AND item_id IN (
       SELECT i.id FROM json_each(@ids) x CROSS JOIN items i ON i.conversation_id = x.value)`,
    { ids: JSON.stringify(conversationIds), atMs },
  )
}

/** Of these items, how many were handled by the user and how many marked as not for us. */
export function countMarks(
  db: Database,
  itemIds: readonly number[],
): { relevant: number; irrelevant: number } {
  const row = one<{ relevant: number | null; irrelevant: number | null }>(
    db,
    `SELECT sum(bad) AS irrelevant, sum(bad = 0 AND good) AS relevant FROM (
       SELECT EXISTS (SELECT 1 FROM verdicts v WHERE v.item_id = i.id AND v.irrelevant = 1) AS bad,
         (c.state IN ('done', 'waiting') OR c.saved = 1
           OR EXISTS (SELECT 1 FROM verdicts v WHERE v.item_id = i.id AND v.irrelevant = 0)) AS good
       FROM json_each(@ids) x CROSS JOIN items i ON i.id = x.value CROSS JOIN conversations c ON c.id = i.conversation_id
       WHERE i.mine = 0)`,
    { ids: JSON.stringify(itemIds) },
  )
  return { relevant: row?.relevant ?? 0, irrelevant: row?.irrelevant ?? 0 }
}

export interface Mark {
  itemId: number
  text: string
  irrelevant: boolean
}

/** What a rule can learn from: the newest marks, and what it heard that was answered, done or saved. */
export function marksOf(db: Database, ruleId: number, most: number): Mark[] {
  return all<{ itemId: number; text: string; irrelevant: number }>(
    db,
    `SELECT itemId, text, max(irrelevant) AS irrelevant FROM (
       SELECT * FROM (SELECT i.id AS itemId, i.text, v.irrelevant FROM verdicts v CROSS JOIN items i ON i.id = v.item_id
         WHERE v.rule_id = @ruleId AND i.state <> 'deleted' ORDER BY v.item_id DESC LIMIT @most)
       UNION ALL
       SELECT * FROM (SELECT i.id, i.text, 0 FROM streams s CROSS JOIN hits x ON x.stream_id = s.id
         CROSS JOIN items i ON i.id = x.item_id CROSS JOIN conversations c ON c.id = i.conversation_id
         WHERE (s.rule_id = @ruleId OR s.id = -@ruleId) AND i.mine = 0 AND i.state <> 'deleted'
           AND (c.state = 'waiting' OR c.saved = 1 OR c.state = 'done' AND EXISTS (SELECT 1 FROM items m WHERE m.conversation_id = c.id AND m.mine = 1))
           AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.rule_id = @ruleId AND v.item_id = i.id)
         ORDER BY x.item_id DESC LIMIT @most))
     GROUP BY itemId ORDER BY itemId DESC`,
    { ruleId, most },
  ).map((row) => ({ ...row, irrelevant: row.irrelevant === 1 }))
}
