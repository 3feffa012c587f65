import type { Query } from '#shared/domain/query/ast'
import { itemsByIds } from '../db/conversation-detail.ts'
import type { Database } from '../db/open.ts'
import { all, fromJson } from '../db/statement.ts'
import { searchItems } from '../rules/search.ts'

/** Items read and written at a time; what is in memory does not grow with the store. */
const batchItems = 500

interface Names {
  id: number
  remote_id: string
  account_id: number | null
  direct: number
  author_remote_id: string
  parent_remote_id: string | null
  waits_space: string | null
  waits_ref: string | null
  payload: string | null
  conversation_id: number
  state: string
  saved: number
  until: number | null
  assignee: string | null
  conversation_title: string | null
}

/**
 * Items with all that is known of them, in batches: names at the network, earlier wordings, why it is here, the response
 * as received, and its conversation's state, tags and notes. All of them, oldest first; what a query finds, newest first.
 */
export function* exportedItems(
  db: Database,
  query?: Query,
  nowMs = 0,
): Generator<Record<string, unknown>[], void> {
  let last: number | undefined
  for (;;) {
    const ids: number[] =
      query === undefined
        ? all<{ id: number }>(db, 'SELECT id FROM items WHERE id > @last ORDER BY id LIMIT @limit', {
            last: last ?? 0,
            limit: batchItems,
          }).map((row) => row.id)
        : searchItems(db, query, { beforeId: last, limit: batchItems, nowMs })
    last = ids.at(-1)
    if (last === undefined) return
    const batch = exportedBatch(db, ids)
    yield query === undefined ? batch : batch.reverse()
  }
}

/** Takes batches from one snapshot of the store, whatever another connection writes meanwhile. */
export function* atOneMoment<T>(db: Database, batches: Generator<T, void>): Generator<T, void> {
  db.exec('BEGIN')
  try {
    yield* batches
  } finally {
    db.exec('COMMIT')
  }
}

/** Everything known of these items, by rising id. */
function exportedBatch(db: Database, ids: readonly number[]): Record<string, unknown>[] {
  const params = { ids: JSON.stringify(ids) }
  const items = new Map(itemsByIds(db, ids).map((item) => [item.id, item]))
  const names = all<Names>(
    db,
    `SELECT i.id, i.remote_id, i.account_id, i.direct, h.remote_id AS author_remote_id, r.payload,
       p.remote_id AS parent_remote_id, o.space AS waits_space, o.parent_ref AS waits_ref, i.conversation_id,
       c.state, c.saved, c.snoozed_until_ms AS until, c.assignee, c.title AS conversation_title
     FROM json_each(@ids) x JOIN items i ON i.id = x.value JOIN handles h ON h.id = i.author_id
     JOIN conversations c ON c.id = i.conversation_id LEFT JOIN item_raw r ON r.item_id = i.id
     LEFT JOIN items p ON p.id = i.parent_id LEFT JOIN orphans o ON o.item_id = i.id GROUP BY i.id ORDER BY i.id`,
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
      parentRemoteId: row.parent_remote_id ?? undefined,
      /** What it answers, where that was never heard. */
      waitsFor: row.waits_ref === null ? undefined : { space: row.waits_space, ref: row.waits_ref },
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

export interface ExportedWhy {
  stream: string
  rule: string
  via: string
  fetchedMs: number
}

interface WhyRow {
  item_id: number
  name: string
  via: string
  reason: string
  fetched_ms: number
}

/** Which streams heard the items, and by which rule. */
export function whyOf(db: Database, ids: readonly number[]): Map<number, ExportedWhy[]> {
  const found = new Map<number, ExportedWhy[]>()
  const rows = all<WhyRow>(
    db,
    `SELECT x.item_id, s.name, x.via, x.reason, x.fetched_ms FROM json_each(@ids) j
     JOIN hits x ON x.item_id = j.value JOIN streams s ON s.id = x.stream_id ORDER BY x.item_id, x.stream_id`,
    { ids: JSON.stringify(ids) },
  )
  for (const row of rows) {
    const { rule } = fromJson<{ rule: string }>(row.reason, { rule: '' })
    const one = { stream: row.name, rule, via: row.via, fetchedMs: row.fetched_ms }
    found.set(row.item_id, [...(found.get(row.item_id) ?? []), one])
  }
  return found
}
