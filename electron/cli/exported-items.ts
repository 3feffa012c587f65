import { itemsByIds } from '../core/db/conversation-detail.ts'
import type { Database } from '../core/db/open.ts'
import { all, fromJson } from '../core/db/statement.ts'
import { whyOf } from './stored-items.ts'

/** Items read and written at a time; what is in memory does not grow with the store. */
const batch = 500

interface Names {
  id: number
  remote_id: string
  account_id: number | null
  direct: number
  author_remote_id: string
  payload: string | null
  conversation_id: number
  state: string
  saved: number
  until: number | null
  assignee: string | null
  conversation_title: string | null
}

/**
 * Every item with all that is known of it, oldest first, in batches: names at the network, earlier wordings, why it
 * is here, the response as received, and its conversation's state, tags and notes. One snapshot, whatever the app
 * writes meanwhile.
 */
export function* exportedItems(db: Database): Generator<Record<string, unknown>[]> {
  db.exec('BEGIN')
  try {
    for (let last = 0; ;) {
      const ids = all<{ id: number }>(db, 'SELECT id FROM items WHERE id > @last ORDER BY id LIMIT @batch', {
        last,
        batch,
      }).map((row) => row.id)
      if (ids.length === 0) return
      yield exportedBatch(db, ids)
      last = ids.at(-1) ?? last
    }
  } finally {
    db.exec('COMMIT')
  }
}

function exportedBatch(db: Database, ids: readonly number[]): Record<string, unknown>[] {
  const params = { ids: JSON.stringify(ids) }
  const items = new Map(itemsByIds(db, ids).map((item) => [item.id, item]))
  const names = all<Names>(
    db,
    `SELECT i.id, i.remote_id, i.account_id, i.direct, h.remote_id AS author_remote_id, r.payload, i.conversation_id,
       c.state, c.saved, c.snoozed_until_ms AS until, c.assignee, c.title AS conversation_title
     FROM json_each(@ids) x JOIN items i ON i.id = x.value JOIN handles h ON h.id = i.author_id
     JOIN conversations c ON c.id = i.conversation_id LEFT JOIN item_raw r ON r.item_id = i.id ORDER BY i.id`,
    params,
  )
  const why = whyOf(db, ids)
  const revisions = grouped(
    all<{ key: number; seenMs: number; text: string }>(
      db,
      `SELECT v.item_id AS key, v.seen_ms AS seenMs, v.text FROM json_each(@ids) x
       JOIN item_revisions v ON v.item_id = x.value ORDER BY v.item_id, v.n`,
      params,
    ),
  )
  const refs = grouped(
    all<{ key: number; space: string; ref: string }>(
      db,
      `SELECT r.item_id AS key, r.space, r.ref FROM json_each(@ids) x JOIN item_refs r ON r.item_id = x.value ORDER BY r.space`,
      params,
    ),
  )
  const conversations = { ids: JSON.stringify([...new Set(names.map((row) => row.conversation_id))]) }
  const tags = grouped(
    all<{ key: number; name: string }>(
      db,
      `SELECT ct.conversation_id AS key, t.name FROM json_each(@ids) x
       JOIN conversation_tags ct ON ct.conversation_id = x.value JOIN tags t ON t.id = ct.tag_id ORDER BY t.name`,
      conversations,
    ),
  )
  const notes = grouped(
    all<{ key: number; text: string; createdMs: number }>(
      db,
      `SELECT n.conversation_id AS key, n.text, n.created_ms AS createdMs FROM json_each(@ids) x
       JOIN notes n ON n.conversation_id = x.value ORDER BY n.id`,
      conversations,
    ),
  )
  return names.map((row) => {
    const item = items.get(row.id)
    return {
      ...item,
      remoteId: row.remote_id,
      refs: refs.get(row.id) ?? [],
      accountId: row.account_id ?? undefined,
      direct: row.direct === 1,
      author: { ...item?.author, remoteId: row.author_remote_id },
      revisions: revisions.get(row.id) ?? [],
      why: why.get(row.id) ?? [],
      conversation: {
        id: row.conversation_id,
        state: row.state,
        saved: row.saved === 1,
        snoozedUntilMs: row.until ?? undefined,
        assignee: row.assignee ?? undefined,
        title: row.conversation_title ?? undefined,
        tags: (tags.get(row.conversation_id) ?? []).map((tag) => tag.name),
        notes: notes.get(row.conversation_id) ?? [],
      },
      raw: fromJson<unknown>(row.payload, null),
    }
  })
}

/** Rows by their key, without it. */
function grouped<T extends { key: number }>(rows: readonly T[]): Map<number, Omit<T, 'key'>[]> {
  const groups = new Map<number, Omit<T, 'key'>[]>()
  for (const { key, ...row } of rows) {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
