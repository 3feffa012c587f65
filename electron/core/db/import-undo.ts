import { refreshConversation } from './conversation-upkeep.ts'
import { forgetHandles, recountNewcomers } from './handles.ts'
import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/*
 * Taking an import back, a few conversations at a time:
 * 1. Only what the import added goes: what was heard before it is not among it.
 * 2. What a stream has heard since stays, and what is marked; so does all of a conversation in which the user answered,
 *    wrote a note, saved, tagged or (where nothing else is in it) changed its state.
 * 3. What a message that stays answers stays too.
 */

/** One item of a conversation, as far as its fate depends on it. */
export interface Fate {
  id: number
  parentId: number | null
  /** This import added it. */
  isOurs: boolean
  /** Heard or marked since. */
  isNeeded: boolean
}

/** Which of a conversation's items go. Pure. */
export function fallen(items: readonly Fate[], isTouched: boolean): number[] {
  if (isTouched) return []
  const byId = new Map(items.map((item) => [item.id, item]))
  const stays = new Set<number>()
  for (const item of items) {
    if (item.isOurs && !item.isNeeded) continue
    // Up to the first that is known to stay: each item is walked once.
    for (let at: Fate | undefined = item; at !== undefined && !stays.has(at.id);) {
      stays.add(at.id)
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    }
  }
  return items.filter((item) => item.isOurs && !stays.has(item.id)).map((item) => item.id)
}

/** Looks at the next items of an import; call it in a transaction. `next` is undefined when it was the last. */
export function undoStep(
  db: Database,
  importId: number,
  after: number,
  limit: number,
): { next: number | undefined; removed: number; conversationIds: number[] } {
  const page = all<{ id: number; conversationId: number }>(
    db,
    `SELECT p.item_id AS id, i.conversation_id AS conversationId FROM import_items p CROSS JOIN items i ON i.id = p.item_id
     WHERE p.import_id = @importId AND p.item_id > @after ORDER BY p.item_id LIMIT @limit`,
    { importId, after, limit },
  )
  const conversationIds = [...new Set(page.map((row) => row.conversationId))]
  let removed = 0
  for (const id of conversationIds) {
    const gone = fallen(fatesIn(db, id, importId), isTouched(db, id))
    removed += gone.length
    if (gone.length > 0) remove(db, id, gone)
  }
  return { next: page.length < limit ? undefined : page.at(-1)?.id, removed, conversationIds }
}

export function countImported(db: Database, importId: number): number {
  return (
    one<{ n: number }>(db, 'SELECT count(*) AS n FROM import_items WHERE import_id = @importId', { importId })
      ?.n ?? 0
  )
}

function fatesIn(db: Database, conversationId: number, importId: number): Fate[] {
  return all<{ id: number; parentId: number | null; ours: number; needed: number }>(
    db,
    `SELECT i.id, i.parent_id AS parentId, p.import_id IS NOT NULL AS ours,
       EXISTS (SELECT 1 FROM hits x WHERE x.item_id = i.id) OR EXISTS (SELECT 1 FROM verdicts v WHERE v.item_id = i.id) AS needed
     FROM items i LEFT JOIN import_items p ON p.item_id = i.id AND p.import_id = @importId
     WHERE i.conversation_id = @conversationId`,
    { conversationId, importId },
  ).map(({ id, parentId, ours, needed }) => ({ id, parentId, isOurs: ours === 1, isNeeded: needed === 1 }))
}

function isTouched(db: Database, id: number): boolean {
  const row = one<{ touched: number }>(
    db,
    `SELECT c.saved = 1 OR EXISTS (SELECT 1 FROM conversation_tags t WHERE t.conversation_id = c.id)
       OR EXISTS (SELECT 1 FROM notes n WHERE n.conversation_id = c.id)
       OR EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = c.id)
       OR (c.state <> 'done' AND NOT EXISTS (SELECT 1 FROM items i WHERE i.conversation_id = c.id
         AND NOT EXISTS (SELECT 1 FROM import_items p WHERE p.item_id = i.id))
         AND NOT EXISTS (SELECT 1 FROM conversation_streams s WHERE s.conversation_id = c.id)) AS touched
     FROM conversations c WHERE c.id = @id`,
    { id },
  )
  return row?.touched === 1
}

function remove(db: Database, conversationId: number, itemIds: readonly number[]): void {
  const ids = JSON.stringify(itemIds)
  const authors = all<{ id: number }>(
    db,
    'SELECT DISTINCT i.author_id AS id FROM json_each(@ids) x CROSS JOIN items i ON i.id = x.value',
    { ids },
  ).map(({ id }) => id)
  for (const id of itemIds) run(db, 'DELETE FROM item_fts WHERE rowid = CAST(@id AS INTEGER)', { id })
  run(db, 'DELETE FROM items WHERE id IN (SELECT value FROM json_each(@ids))', { ids })
  run(db, "UPDATE counters SET n = n - @n WHERE name = 'items'", { n: itemIds.length })
  const isEmpty = one(db, 'SELECT 1 FROM items WHERE conversation_id = @conversationId LIMIT 1', {
    conversationId,
  })
  if (isEmpty === undefined) removeConversation(db, conversationId)
  else
    refreshConversation(db, conversationId, {
      answered: false,
      weSpoke: false,
      newcomer: false,
      isNew: false,
    })
  settleAuthors(db, authors)
}

function removeConversation(db: Database, id: number): void {
  run(db, 'DELETE FROM conversation_moves WHERE new_id = @id', { id })
  run(db, 'DELETE FROM pass_conversations WHERE conversation_id = @id', { id })
  run(db, 'DELETE FROM conversations WHERE id = @id', { id })
}

/** Authors of whom nothing is left go; of the others, who speaks to us for the first time is said anew. */
function settleAuthors(db: Database, authorIds: readonly number[]): void {
  const ids = JSON.stringify(authorIds)
  run(
    db,
    `DELETE FROM handles WHERE id IN (SELECT value FROM json_each(@ids)) AND vip = 0
       AND NOT EXISTS (SELECT 1 FROM items i WHERE i.author_id = handles.id)`,
    { ids },
  )
  const firsts = all<{ first: number | null }>(
    db,
    `UPDATE handles SET first_direct_id = (SELECT min(i.id) FROM items i WHERE i.author_id = handles.id AND i.direct = 1 AND i.mine = 0)
     WHERE id IN (SELECT value FROM json_each(@ids)) AND first_direct_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM items i WHERE i.id = handles.first_direct_id) RETURNING first_direct_id AS first`,
    { ids },
  ).flatMap(({ first }) => first ?? [])
  if (firsts.length > 0) recountNewcomers(db, firsts)
  forgetHandles(db)
}
