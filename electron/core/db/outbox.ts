import {
  mayStep,
  type Outgoing,
  type OutgoingState,
  type PostDraft,
  type Purpose,
} from '#shared/domain/outgoing'
import { Failure, type FailureShape } from '#shared/failure'
import type { Database } from './open.ts'
import { all, fromJson, one, run } from './statement.ts'

interface OutboxRow {
  id: string
  state: OutgoingState
  account_id: number | null
  conversation_id: number | null
  in_reply_to: number | null
  text: string
  warning: string | null
  visibility: string | null
  purpose: Purpose | null
  then_done: number
  due_ms: number | null
  tries: number
  failure: string | null
  sent_item_id: number | null
  sent_ms: number | null
  updated_ms: number
  account_handle: string | null
  network: string
  to_handle: string | null
  sent_url: string | null
}

/** An outgoing message as stored, with what only core needs. */
export interface StoredOutgoing extends Outgoing {
  inReplyTo: number | undefined
  thenDone: boolean
}

const select = `SELECT o.*, a.handle AS account_handle, coalesce(c.network, a.network, sent.network, '') AS network, iif(h.handle = '', h.name, h.prefix || h.handle) AS to_handle, sent.url AS sent_url
  FROM outbox o LEFT JOIN conversations c ON c.id = o.conversation_id
  LEFT JOIN accounts a ON a.id = o.account_id
  LEFT JOIN items i ON i.id = o.in_reply_to LEFT JOIN handles h ON h.id = i.author_id
  LEFT JOIN items sent ON sent.id = o.sent_item_id`

function fromRow(row: OutboxRow): StoredOutgoing {
  return {
    id: row.id,
    state: row.state,
    accountId: row.account_id ?? undefined,
    accountHandle: row.account_handle ?? undefined,
    network: row.network,
    conversationId: row.conversation_id ?? undefined,
    isPost: row.in_reply_to === null,
    to: row.to_handle ?? '',
    text: row.text,
    warning: row.warning ?? undefined,
    visibility: row.visibility ?? undefined,
    purpose: row.purpose ?? undefined,
    dueMs: row.due_ms ?? undefined,
    tries: row.tries,
    failure: fromJson<FailureShape | undefined>(row.failure, undefined),
    sentUrl: row.sent_url ?? undefined,
    updatedMs: row.updated_ms,
    inReplyTo: row.in_reply_to ?? undefined,
    thenDone: row.then_done === 1,
  }
}

/** What waits to go out, and what went out lately: newest first, at most 200 of the sent. */
export function listOutbox(db: Database): StoredOutgoing[] {
  const pending = all<OutboxRow>(
    db,
    `${select} WHERE o.state IN ('held', 'queued', 'sending', 'failed', 'handed') ORDER BY o.updated_ms DESC`,
  )
  const sent = all<OutboxRow>(db, `${select} WHERE o.state = 'sent' ORDER BY o.sent_ms DESC LIMIT 200`)
  return [...pending, ...sent].map(fromRow)
}

export function findOutgoing(db: Database, id: string): StoredOutgoing | undefined {
  const row = one<OutboxRow>(db, `${select} WHERE o.id = @id`, { id })
  return row && fromRow(row)
}

export interface Words {
  conversationId: number
  accountId?: number | undefined
  text: string
  warning?: string | undefined
  visibility?: string | undefined
  purpose?: Purpose | undefined
}

/** Keeps the post that is being written; an empty one is removed. */
export function savePostDraft(db: Database, words: PostDraft, newId: string, nowMs: number): void {
  const { id, text } = one<{ id: string; text: string }>(db, postDraftSql) ?? { id: newId, text: undefined }
  if (words.text.trim() === '') removeMessage(db, id)
  else if (text === undefined) insertPost(db, words, { id, state: 'draft', dueMs: undefined }, nowMs)
  else
    run(
      db,
      `UPDATE outbox SET account_id = @accountId, text = @text, warning = @warning, visibility = @visibility, purpose = @purpose, updated_ms = @nowMs
       WHERE id = @id`,
      { ...postColumns(words), id, nowMs },
    )
}

const postDraftSql = "SELECT * FROM outbox WHERE state = 'draft' AND conversation_id IS NULL"

/** The post that is being written. */
export function findPostDraft(db: Database): PostDraft | undefined {
  const row = one<OutboxRow>(db, postDraftSql)
  return (
    row && {
      accountId: row.account_id ?? undefined,
      text: row.text,
      warning: row.warning ?? undefined,
      visibility: row.visibility ?? undefined,
      purpose: row.purpose ?? undefined,
    }
  )
}

/** Turns the words of a post into a held message and removes the draft they came from. */
export function holdPost(db: Database, words: PostDraft, id: string, dueMs: number, nowMs: number): void {
  run(db, "DELETE FROM outbox WHERE state = 'draft' AND conversation_id IS NULL")
  insertPost(db, words, { id, state: 'held', dueMs }, nowMs)
}

function insertPost(
  db: Database,
  words: PostDraft,
  as: { id: string; state: 'draft' | 'held'; dueMs: number | undefined },
  nowMs: number,
): void {
  run(
    db,
    `INSERT INTO outbox (id, state, account_id, text, warning, visibility, purpose, due_ms, updated_ms)
     VALUES (@id, @state, @accountId, @text, @warning, @visibility, @purpose, @dueMs, @nowMs)`,
    { ...postColumns(words), id: as.id, state: as.state, dueMs: as.dueMs ?? null, nowMs },
  )
}

const postColumns = (words: PostDraft): Record<string, unknown> => ({
  accountId: words.accountId ?? null,
  text: words.text,
  warning: words.warning ?? null,
  visibility: words.visibility ?? null,
  purpose: words.purpose ?? null,
})

/** Keeps the draft of a conversation; an empty one is removed. */
export function saveDraft(db: Database, words: Words, newId: string, nowMs: number): void {
  if (words.text.trim() === '') {
    run(db, "DELETE FROM outbox WHERE conversation_id = @id AND state = 'draft'", {
      id: words.conversationId,
    })
    return
  }
  run(
    db,
    `INSERT INTO outbox (id, state, account_id, conversation_id, text, warning, visibility, purpose, updated_ms)
     VALUES (@newId, 'draft', @accountId, @conversationId, @text, @warning, @visibility, @purpose, @nowMs)
     ON CONFLICT (conversation_id) WHERE state = 'draft' DO UPDATE SET account_id = excluded.account_id, text = excluded.text,
       warning = excluded.warning, visibility = excluded.visibility, purpose = excluded.purpose, updated_ms = excluded.updated_ms`,
    { ...columns(words), newId, nowMs },
  )
}

function columns(words: Words): Record<string, unknown> {
  return {
    conversationId: words.conversationId,
    accountId: words.accountId ?? null,
    text: words.text,
    warning: words.warning ?? null,
    visibility: words.visibility ?? null,
    purpose: words.purpose ?? null,
  }
}

/** Turns the words into a held message and removes the draft they came from. */
export function holdMessage(
  db: Database,
  words: Words & { inReplyTo: number; thenDone: boolean },
  id: string,
  dueMs: number,
  nowMs: number,
): void {
  run(db, "DELETE FROM outbox WHERE conversation_id = @id AND state = 'draft'", { id: words.conversationId })
  run(
    db,
    `INSERT INTO outbox (id, state, account_id, conversation_id, in_reply_to, text, warning, visibility, purpose, then_done, due_ms, updated_ms)
     VALUES (@id, 'held', @accountId, @conversationId, @inReplyTo, @text, @warning, @visibility, @purpose, @thenDone, @dueMs, @nowMs)`,
    { ...columns(words), id, inReplyTo: words.inReplyTo, thenDone: words.thenDone ? 1 : 0, dueMs, nowMs },
  )
}

/** Keeps words that are posted by hand in the browser, in place of the draft they came from. */
export function handMessage(
  db: Database,
  words: Words & { inReplyTo: number },
  id: string,
  nowMs: number,
): void {
  run(db, "DELETE FROM outbox WHERE conversation_id = @id AND state = 'draft'", { id: words.conversationId })
  run(
    db,
    `INSERT INTO outbox (id, state, account_id, conversation_id, in_reply_to, text, warning, visibility, purpose, updated_ms)
     VALUES (@id, 'handed', @accountId, @conversationId, @inReplyTo, @text, @warning, @visibility, @purpose, @nowMs)`,
    { ...columns(words), id, inReplyTo: words.inReplyTo, nowMs },
  )
}

/** What was handed to the browser for a conversation and not answered for yet, newest first. */
export function handedIn(db: Database, conversationId: number): StoredOutgoing[] {
  return all<OutboxRow>(
    db,
    `${select} WHERE o.conversation_id = @conversationId AND o.state = 'handed' ORDER BY o.updated_ms DESC`,
    { conversationId },
  ).map(fromRow)
}

/** Messages that were handed over and whose answer has been heard since: an item of ours under what they answer. */
export function handedAndHeard(db: Database): { id: string; itemId: number }[] {
  return all<{ id: string; item_id: number }>(
    db,
    `SELECT o.id, max(i.id) AS item_id FROM outbox o
       JOIN items i ON i.conversation_id = o.conversation_id AND i.parent_id = o.in_reply_to
     WHERE o.state = 'handed' AND i.mine = 1 AND i.received_ms >= o.updated_ms GROUP BY o.id`,
  ).map((row) => ({ id: row.id, itemId: row.item_id }))
}

/** Moves a message along one legal step; an illegal one is a bug. */
export function stepMessage(
  db: Database,
  message: StoredOutgoing,
  to: OutgoingState,
  nowMs: number,
  change: { dueMs?: number | undefined; failure?: FailureShape | undefined; tried?: boolean } = {},
): void {
  if (!mayStep(message.state, to))
    throw new Failure('bug', `a message cannot go from ${message.state} to ${to}`)
  run(
    db,
    `UPDATE outbox SET state = @to, due_ms = @dueMs, failure = @failure, tries = tries + @tried, updated_ms = @nowMs WHERE id = @id`,
    {
      id: message.id,
      to,
      dueMs: change.dueMs ?? null,
      failure: change.failure === undefined ? null : JSON.stringify(change.failure),
      tried: change.tried === true ? 1 : 0,
      nowMs,
    },
  )
}

/** It is said: by us, or by the user's hand. */
export function markSent(db: Database, id: string, itemId: number | undefined, nowMs: number): void {
  run(
    db,
    `UPDATE outbox SET state = 'sent', due_ms = NULL, failure = NULL, sent_item_id = @itemId,
       conversation_id = coalesce(conversation_id, (SELECT conversation_id FROM items WHERE id = @itemId)), sent_ms = @nowMs, updated_ms = @nowMs
     WHERE id = @id AND state IN ('sending', 'handed')`,
    { id, itemId: itemId ?? null, nowMs },
  )
}

/** A message becomes a draft again, of its conversation or as a post; words already there are kept below it. */
export function backToDraft(db: Database, message: StoredOutgoing, nowMs: number): void {
  const existing = one<{ text: string }>(
    db,
    "SELECT text FROM outbox WHERE conversation_id IS @id AND state = 'draft'",
    { id: message.conversationId ?? null },
  )
  run(db, "DELETE FROM outbox WHERE conversation_id IS @id AND state = 'draft'", {
    id: message.conversationId ?? null,
  })
  run(
    db,
    "UPDATE outbox SET state = 'draft', text = @text, due_ms = NULL, failure = NULL, tries = 0, updated_ms = @nowMs WHERE id = @id",
    {
      id: message.id,
      text: existing === undefined ? message.text : `${message.text}\n\n${existing.text}`,
      nowMs,
    },
  )
}

/** The conversation that a message stands in, as a list: a post stands in none. */
export const placesOf = ({ conversationId }: Pick<Outgoing, 'conversationId'>): number[] =>
  conversationId === undefined ? [] : [conversationId]

export function removeMessage(db: Database, id: string): void {
  run(db, 'DELETE FROM outbox WHERE id = @id', { id })
}

/** Today's sums for the foot of the window. */
export function dayLedger(
  db: Database,
  midnightMs: number,
): { read: number; answered: number; broadcast: number } {
  const read =
    one<{ n: number }>(db, 'SELECT count(*) AS n FROM reads WHERE at_ms >= @midnightMs', { midnightMs })?.n ??
    0
  const sent = one<{ answered: number | null; broadcast: number | null }>(
    db,
    `SELECT sum(in_reply_to IS NOT NULL) AS answered, sum(in_reply_to IS NULL) AS broadcast
     FROM outbox WHERE state = 'sent' AND sent_ms >= @midnightMs`,
    { midnightMs },
  )
  return { read, answered: sent?.answered ?? 0, broadcast: sent?.broadcast ?? 0 }
}
