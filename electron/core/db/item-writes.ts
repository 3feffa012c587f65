import { ftsText, wordKey } from '#shared/domain/tokens'
import type { FetchedItem, Json } from '../networks/types.ts'
import type { Database } from './open.ts'
import { one, run } from './statement.ts'

/** What ingest needs to know of an item that is stored already. */
export interface ExistingItem {
  id: number
  conversationId: number
  state: 'live' | 'edited' | 'deleted'
  contentHash: number
  extra: string | null
  editedMs: number | null
}

const existingColumns =
  'id, conversation_id AS conversationId, state, content_hash AS contentHash, extra, edited_ms AS editedMs'

export function findByRemoteId(db: Database, network: string, remoteId: string): ExistingItem | undefined {
  return one<ExistingItem>(
    db,
    `SELECT ${existingColumns} FROM items WHERE network = @network AND remote_id = @remoteId`,
    { network, remoteId },
  )
}

/** Finds an item by how its server names it, else by its name everywhere. */
export function findByRef(
  db: Database,
  network: string,
  space: string,
  ref: string,
): ExistingItem | undefined {
  return (
    one<ExistingItem>(
      db,
      'SELECT i.id, i.conversation_id AS conversationId, i.state, i.content_hash AS contentHash, i.extra, i.edited_ms AS editedMs FROM item_refs r JOIN items i ON i.id = r.item_id WHERE r.space = @space AND r.ref = @ref',
      { space, ref },
    ) ?? findByRemoteId(db, network, ref)
  )
}

/** The next free time-ordered id of that millisecond. */
export function newItemId(db: Database, createdMs: number): number {
  const low = createdMs * 1024
  const last = one<{ id: number | null }>(
    db,
    'SELECT max(id) AS id FROM items WHERE id >= @low AND id < @high',
    { low, high: low + 1024 },
  )?.id
  return last === null || last === undefined ? low : last + 1
}

/** FNV-1a over what an edit changes: enough to notice a change, not a signature. */
export function contentHash(item: Pick<FetchedItem, 'title' | 'text' | 'warning'>): number {
  const whole = `${item.title ?? ''}\u0000${item.text}\u0000${item.warning ?? ''}`
  let hash = 0x811c9dc5
  for (let i = 0; i < whole.length; i += 1) hash = Math.imul(hash ^ whole.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Spans, media and metrics as one JSON column; null when there is nothing to keep. */
export function extraJson(item: Pick<FetchedItem, 'spans' | 'media' | 'metrics'>): string | null {
  const metrics = Object.values(item.metrics).some((n) => n !== undefined) ? item.metrics : undefined
  if (item.spans.length === 0 && item.media.length === 0 && metrics === undefined) return null
  return JSON.stringify({
    ...(item.spans.length === 0 ? {} : { spans: item.spans }),
    ...(item.media.length === 0 ? {} : { media: item.media }),
    ...(metrics === undefined ? {} : { metrics }),
  })
}

/** Attributes that never change, as single tokens of the search index's second column. */
export function itemMeta(network: string, item: FetchedItem): string {
  const tokens = [`zn${wordKey(network)}`, `zf${wordKey(item.author.handle)}`]
  if (item.lang !== undefined) tokens.push(`zl${wordKey(item.lang.slice(0, 2))}`)
  for (const span of item.spans) {
    if (span.type === 'hashtag' && span.value !== undefined) tokens.push(`zh${wordKey(span.value)}`)
  }
  return tokens.join(' ')
}

export interface NewItem {
  id: number
  conversationId: number
  authorId: number
  parentId: number | undefined
  question: boolean
  nowMs: number
}

/** Writes the rows of a new item, all but its words in the search index. */
export function insertItem(
  db: Database,
  batch: { network: string; accountId: number | undefined; refSpace: string },
  item: FetchedItem,
  at: NewItem,
): void {
  run(
    db,
    `INSERT INTO items (id, network, remote_id, conversation_id, author_id, account_id, kind, state, mine, direct, question, received_ms,
       edited_ms, parent_id, title, text, extra, warning, lang, visibility, url, content_hash)
     VALUES (@id, @network, @remoteId, @conversationId, @authorId, @accountId, @kind, @state, @mine, @direct, @question, @receivedMs,
       @editedMs, @parentId, @title, @text, @extra, @warning, @lang, @visibility, @url, @contentHash)`,
    {
      id: at.id,
      network: batch.network,
      remoteId: item.remoteId,
      conversationId: at.conversationId,
      authorId: at.authorId,
      accountId: batch.accountId ?? null,
      kind: item.kind,
      state: item.editedMs === undefined ? 'live' : 'edited',
      mine: item.mine ? 1 : 0,
      direct: item.direct ? 1 : 0,
      question: at.question ? 1 : 0,
      receivedMs: at.nowMs,
      editedMs: item.editedMs ?? null,
      parentId: at.parentId ?? null,
      title: item.title ?? null,
      text: item.text,
      extra: extraJson(item),
      warning: item.warning ?? null,
      lang: item.lang ?? null,
      visibility: item.visibility ?? null,
      url: item.url ?? null,
      contentHash: contentHash(item),
    },
  )
  if (item.ref !== undefined && item.ref !== item.remoteId) {
    run(db, 'INSERT OR IGNORE INTO item_refs (space, ref, item_id) VALUES (@space, @ref, @id)', {
      space: batch.refSpace,
      ref: item.ref,
      id: at.id,
    })
  }
  if (item.raw !== null)
    run(db, 'INSERT INTO item_raw (item_id, payload) VALUES (@id, @payload)', {
      id: at.id,
      payload: JSON.stringify(item.raw),
    })
}

/**
 * Brings a stored item to a newer wording: the old one becomes a revision. Counts (likes) change quietly.
 * A wording older than the stored one is ignored. True if the words changed.
 */
export function reviseItem(
  db: Database,
  batch: { network: string },
  item: FetchedItem,
  existing: ExistingItem,
  nowMs: number,
): boolean {
  const hash = contentHash(item)
  if (hash === existing.contentHash) {
    const extra = extraJson(item)
    if (extra !== existing.extra)
      run(db, 'UPDATE items SET extra = @extra WHERE id = @id', { id: existing.id, extra })
    return false
  }
  if (existing.editedMs !== null && (item.editedMs ?? 0) < existing.editedMs) return false
  run(
    db,
    `INSERT INTO item_revisions (item_id, n, seen_ms, text)
     SELECT id, 1 + coalesce((SELECT max(n) FROM item_revisions WHERE item_id = @id), 0), @nowMs, text FROM items WHERE id = @id`,
    { id: existing.id, nowMs },
  )
  run(
    db,
    `UPDATE items SET state = 'edited', edited_ms = @editedMs, title = @title, text = @text, extra = @extra, warning = @warning, content_hash = @hash
     WHERE id = @id`,
    {
      id: existing.id,
      editedMs: item.editedMs ?? nowMs,
      title: item.title ?? null,
      text: item.text,
      extra: extraJson(item),
      warning: item.warning ?? null,
      hash,
    },
  )
  run(db, 'DELETE FROM item_fts WHERE rowid = CAST(@id AS INTEGER)', { id: existing.id })
  run(db, 'INSERT INTO item_fts (rowid, text, meta) VALUES (CAST(@id AS INTEGER), @text, @meta)', {
    id: existing.id,
    text: ftsText(item),
    meta: itemMeta(batch.network, item),
  })
  if (item.raw !== null) replaceRaw(db, existing.id, item.raw)
  return true
}

function replaceRaw(db: Database, id: number, raw: Json): void {
  run(
    db,
    'INSERT INTO item_raw (item_id, payload) VALUES (@id, @payload) ON CONFLICT (item_id) DO UPDATE SET payload = excluded.payload',
    {
      id,
      payload: JSON.stringify(raw),
    },
  )
}

/** Leaves a tombstone: the text goes from the row, its revisions, the raw payload, the search index and what we sent. */
export function deleteItemContent(db: Database, id: number): void {
  run(
    db,
    "UPDATE items SET state = 'deleted', text = '', title = NULL, extra = NULL, warning = NULL, question = 0, content_hash = 0 WHERE id = @id",
    { id },
  )
  run(db, 'DELETE FROM item_revisions WHERE item_id = @id', { id })
  run(db, 'DELETE FROM item_raw WHERE item_id = @id', { id })
  run(db, 'DELETE FROM item_fts WHERE rowid = CAST(@id AS INTEGER)', { id })
  run(db, "UPDATE outbox SET text = '', warning = NULL WHERE state = 'sent' AND sent_item_id = @id", { id })
}
