import type { Note } from '#shared/domain/conversation'
import type { StreamKind } from '#shared/domain/network'
import type { Handle, Hit, Item, Revision } from '#shared/domain/item'
import type { StreamConfig } from '#shared/domain/stream'
import type { Draft, Purpose } from '#shared/domain/outgoing'
import type { Json } from '../networks/types.ts'
import { handleColumns, joinedHandle, type JoinedHandle } from './handles.ts'
import type { Database } from './open.ts'
import type { Extra } from './standing.ts'
import { all, fromJson, one } from './statement.ts'

interface ItemRow extends JoinedHandle {
  id: number
  network: string
  conversation_id: number
  kind: Item['kind']
  state: Item['state']
  mine: number
  question: number
  tone: Item['tone'] | null
  received_ms: number
  edited_ms: number | null
  parent_id: number | null
  title: string | null
  text: string
  extra: string | null
  warning: string | null
  lang: string | null
  visibility: string | null
  url: string | null
}

/** CROSS JOIN fixes the order: an author is looked up for an item, never the other way round. */
const itemSql = `SELECT i.id, i.network, i.conversation_id, i.kind, i.state, i.mine, i.question, i.tone, i.received_ms, i.edited_ms, i.parent_id,
    i.title, i.text, i.extra, i.warning, i.lang, i.visibility, i.url, ${handleColumns}
  FROM items i CROSS JOIN handles h ON h.id = i.author_id`

function toItem(row: ItemRow): Item {
  const extra = fromJson<Extra>(row.extra, {})
  return {
    id: row.id,
    network: row.network,
    conversationId: row.conversation_id,
    author: joinedHandle(row),
    kind: row.kind,
    state: row.state,
    mine: row.mine === 1,
    createdMs: Math.floor(row.id / 1024),
    receivedMs: row.received_ms,
    editedMs: row.edited_ms ?? undefined,
    title: row.title ?? undefined,
    text: row.text,
    spans: extra.spans ?? [],
    warning: row.warning ?? undefined,
    lang: row.lang ?? undefined,
    visibility: row.visibility ?? undefined,
    url: row.url ?? undefined,
    parentId: row.parent_id ?? undefined,
    question: row.question === 1,
    tone: row.tone ?? undefined,
    media: extra.media ?? [],
    metrics: extra.metrics ?? {},
    standing: extra.standing,
  }
}

export const threadSql = `${itemSql} WHERE i.conversation_id = @conversationId ORDER BY i.id DESC LIMIT 1000`

/** Items of a conversation, oldest first; the newest 1,000 of a very long one. */
export function conversationItems(db: Database, conversationId: number): Item[] {
  return all<ItemRow>(db, threadSql, { conversationId }).map(toItem).reverse()
}

export function findItem(db: Database, id: number): Item | undefined {
  const row = one<ItemRow>(db, `${itemSql} WHERE i.id = @id`, { id })
  return row && toItem(row)
}

export function itemsByIds(db: Database, ids: readonly number[]): Item[] {
  return all<ItemRow>(db, `${itemSql} WHERE i.id IN (SELECT value FROM json_each(@ids))`, {
    ids: JSON.stringify(ids),
  }).map(toItem)
}

export function conversationHits(db: Database, conversationId: number): Hit[] {
  return all<{ stream_id: number; name: string; fetched_ms: number; via: string; reason: string | null }>(
    db,
    `SELECT x.stream_id, s.name, x.fetched_ms, x.via, x.reason FROM items i
     JOIN hits x ON x.item_id = i.id JOIN streams s ON s.id = x.stream_id
     WHERE i.conversation_id = @conversationId ORDER BY i.id DESC LIMIT 50`,
    { conversationId },
  ).map((row) => ({
    streamId: row.stream_id,
    streamName: row.name,
    fetchedMs: row.fetched_ms,
    via: row.via,
    ...fromJson<Pick<Hit, 'rule' | 'matched'>>(row.reason, { rule: '', matched: [] }),
  }))
}

export interface ItemHit {
  streamId: number
  streamName: string
  kind: StreamKind
  network: string
  accountId: number | undefined
  accountHandle: string | undefined
  ruleId: number | undefined
  rule: string
  matched: { start: number; end: number }[]
  fetchedMs: number
  via: string
  config: StreamConfig
  intervalMs: number
}

/** Everything that heard one item, the first to hear it first. */
export function itemHits(db: Database, itemId: number): ItemHit[] {
  return all<{
    stream_id: number
    name: string
    kind: StreamKind
    network: string
    account_id: number | null
    account_handle: string | null
    rule_id: number | null
    fetched_ms: number
    via: string
    reason: string | null
    config: string
    interval_ms: number
  }>(
    db,
    `SELECT x.stream_id, s.name, s.kind, s.network, s.account_id, a.handle AS account_handle, s.rule_id, x.fetched_ms, x.via, x.reason,
       s.config, s.interval_ms
     FROM hits x JOIN streams s ON s.id = x.stream_id LEFT JOIN accounts a ON a.id = s.account_id
     WHERE x.item_id = @itemId ORDER BY x.fetched_ms, x.stream_id`,
    { itemId },
  ).map((row) => ({
    streamId: row.stream_id,
    streamName: row.name,
    kind: row.kind,
    network: row.network,
    accountId: row.account_id ?? undefined,
    accountHandle: row.account_handle ?? undefined,
    ruleId: row.rule_id ?? undefined,
    fetchedMs: row.fetched_ms,
    via: row.via,
    config: fromJson<StreamConfig>(row.config, {}),
    intervalMs: row.interval_ms,
    ...fromJson<Pick<Hit, 'rule' | 'matched'>>(row.reason, { rule: '', matched: [] }),
  }))
}

export function conversationTags(db: Database, conversationId: number): string[] {
  return all<{ name: string }>(
    db,
    'SELECT t.name FROM conversation_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.conversation_id = @conversationId ORDER BY t.name',
    { conversationId },
  ).map((row) => row.name)
}

export function conversationNotes(db: Database, conversationId: number): Note[] {
  return all<Note>(
    db,
    'SELECT id, text, created_ms AS createdMs FROM notes WHERE conversation_id = @conversationId ORDER BY id',
    { conversationId },
  )
}

export function itemRevisions(db: Database, id: number): Revision[] {
  return all<Revision>(
    db,
    'SELECT seen_ms AS seenMs, text FROM item_revisions WHERE item_id = @id ORDER BY n',
    { id },
  )
}

export function conversationDraft(db: Database, conversationId: number): Draft | undefined {
  const row = one<{
    id: string
    account_id: number | null
    text: string
    warning: string | null
    visibility: string | null
    purpose: Purpose | null
    updated_ms: number
  }>(db, "SELECT * FROM outbox WHERE conversation_id = @conversationId AND state = 'draft'", {
    conversationId,
  })
  return (
    row && {
      id: row.id,
      conversationId,
      accountId: row.account_id ?? undefined,
      text: row.text,
      warning: row.warning ?? undefined,
      visibility: row.visibility ?? undefined,
      purpose: row.purpose ?? undefined,
      updatedMs: row.updated_ms,
    }
  )
}

export interface Person {
  handle: Handle
  /** The user never wants to miss them. */
  vip: boolean
  firstHeardMs: number
  itemCount: number
  lastAnsweredMs: number | undefined
}

export function personOf(db: Database, handle: Handle): Person {
  const row = one<{
    first_heard_ms: number
    vip: number
    item_count: number
    last_answered_ms: number | null
  }>(
    db,
    'SELECT first_heard_ms, vip, last_answered_ms, (SELECT count(*) FROM items WHERE author_id = @id) AS item_count FROM handles WHERE id = @id',
    { id: handle.id },
  )
  return {
    handle,
    vip: row?.vip === 1,
    firstHeardMs: row?.first_heard_ms ?? 0,
    itemCount: row?.item_count ?? 0,
    lastAnsweredMs: row?.last_answered_ms ?? undefined,
  }
}

/** Head of a conversation, as far as its detail needs it. */
export interface ConversationHead {
  id: number
  network: string
  accountId: number | undefined
  missing: number | undefined
  shownItemId: number
  dueItemId: number | undefined
}

export function conversationHead(db: Database, id: number): ConversationHead | undefined {
  const row = one<{
    id: number
    network: string
    account_id: number | null
    missing: number | null
    shown_item_id: number
    due_item_id: number | null
  }>(
    db,
    'SELECT id, network, account_id, missing, shown_item_id, due_item_id FROM conversations WHERE id = @id',
    { id },
  )
  return (
    row && {
      id: row.id,
      network: row.network,
      accountId: row.account_id ?? undefined,
      missing: row.missing ?? undefined,
      shownItemId: row.shown_item_id,
      dueItemId: row.due_item_id ?? undefined,
    }
  )
}

/** How an item is named at its network: everywhere, and by the server of the space (the same where it has no name of its own). */
export function itemNames(
  db: Database,
  id: number,
  space: string | undefined,
): { remoteId: string; ref: string } | undefined {
  const row = one<{ remote_id: string; ref: string | null }>(
    db,
    `SELECT i.remote_id, (SELECT ref FROM item_refs r WHERE r.item_id = i.id AND (@space IS NULL OR r.space = @space) LIMIT 1) AS ref
     FROM items i WHERE i.id = @id`,
    { id, space: space ?? null },
  )
  return row && { remoteId: row.remote_id, ref: row.ref ?? row.remote_id }
}

/** Whether an item speaks to us or about us by name. */
export function saysToUs(db: Database, id: number): boolean {
  return one<{ direct: number }>(db, 'SELECT direct FROM items WHERE id = @id', { id })?.direct === 1
}

export function itemRaw(db: Database, id: number): Json {
  return fromJson<Json>(
    one<{ payload: string }>(db, 'SELECT payload FROM item_raw WHERE item_id = @id', { id })?.payload ?? null,
    null,
  )
}
