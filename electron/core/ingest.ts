import { isQuestion } from '#shared/domain/question'
import { ftsText } from '#shared/domain/tokens'
import { refreshConversation, mergeConversations } from './db/conversation-upkeep.ts'
import { forgetHandles, saveHandle } from './db/handles.ts'
import {
  deleteItemContent,
  findByRef,
  findByRemoteId,
  insertItem,
  itemMeta,
  newItemId,
  reviseItem,
  type ExistingItem,
} from './db/item-writes.ts'
import type { Database } from './db/open.ts'
import { all, run } from './db/statement.ts'
import type { Deletion, FetchedItem } from './networks/types.ts'

/*
 * Rules of ingest:
 * 1. Safe to repeat: an item is (network, remoteId). The same page twice changes nothing.
 * 2. One transaction for a page and its cursor (`within`): a crash leaves both or neither.
 * 3. Networks answer newest first; rows go in by rising id, which is half the price of full-text search.
 * 4. A parent may come after its replies: they wait in `orphans` and are joined to it when it arrives.
 * 5. A tombstone stays a tombstone, whatever an old page says.
 */

export type Via = 'poll' | 'live' | 'thread' | 'backfill' | 'sent' | 'recheck'

export interface Batch {
  network: string
  accountId: number | undefined
  /** The stream that heard these; absent for threads and re-checks, which give no reason to be here. */
  streamId: number | undefined
  via: Via
  refSpace: string
  items: readonly FetchedItem[]
  deletions?: readonly Deletion[] | undefined
  /** The rule in words, and what of an item matched it. */
  rule: string
  matched?: ((item: FetchedItem) => { start: number; end: number }[]) | undefined
}

export interface Ingested {
  added: number
  edited: number
  deleted: number
  conversationIds: number[]
  /** Ids of items stored now for the first time, rising. */
  itemIds: number[]
}

interface Touched {
  /** A theirs item newer than anything known, that is a reason to come back. */
  answered: boolean
  /** An item of ours newer than anything known. */
  weSpoke: boolean
  newcomer: boolean
  isNew: boolean
}

/**
 * Files a page of fetched items and deletions. `within` runs in the same transaction, after the rows: the
 * place for the cursor. Returns what changed; throws what SQLite throws, with nothing changed.
 */
export function ingest(
  db: Database,
  batch: Batch,
  nowMs: number,
  within?: (result: Ingested) => void,
): Ingested {
  try {
    return db.transaction(() => {
      const result = fileBatch(db, batch, nowMs)
      within?.(result)
      return result
    })()
  } catch (error) {
    forgetHandles(db)
    throw error
  }
}

function fileBatch(db: Database, batch: Batch, nowMs: number): Ingested {
  const touched = new Map<number, Touched>()
  const heard = new Map<number, number>()
  const result: Ingested = { added: 0, edited: 0, deleted: 0, conversationIds: [], itemIds: [] }
  const words: { id: number; text: string; meta: string }[] = []

  for (const { item, createdMs } of inOrder(batch.items, nowMs)) {
    const existing = findByRemoteId(db, batch.network, item.remoteId)
    if (existing !== undefined) {
      if (meetAgain(db, batch, item, existing, nowMs)) {
        result.edited += 1
        touch(touched, existing.conversationId)
      }
      continue
    }
    const author = saveHandle(db, batch.network, item.author, createdMs)
    const id = newItemId(db, createdMs)
    const place = placeOf(db, batch, item, id)
    insertItem(db, batch, item, {
      id,
      conversationId: place.conversationId,
      authorId: author.id,
      parentId: place.parentId,
      question: !item.mine && isQuestion(item.text, item.lang),
      nowMs,
    })
    if (item.parentRef !== undefined && place.parentId === undefined) {
      run(db, 'INSERT OR IGNORE INTO orphans (space, parent_ref, item_id) VALUES (@space, @ref, @id)', {
        space: batch.refSpace,
        ref: item.parentRef,
        id,
      })
    }
    hear(db, batch, item, id, nowMs)
    words.push({ id, text: ftsText(item), meta: itemMeta(batch.network, item) })
    heard.set(author.id, (heard.get(author.id) ?? 0) + 1)
    noteTouch(touched, place, item, batch, author.isNew)
    const conversationId = adopt(db, batch, item, id, place.conversationId, touched)
    if (batch.streamId !== undefined) join(db, conversationId, batch.streamId, id)
    result.itemIds.push(id)
    result.added += 1
  }

  for (const deletion of batch.deletions ?? []) {
    const found = findByRef(db, batch.network, batch.refSpace, deletion.ref)
    if (found === undefined || found.state === 'deleted') continue
    deleteItemContent(db, found.id)
    touch(touched, found.conversationId)
    result.deleted += 1
  }

  for (const [authorId, n] of heard)
    run(db, 'UPDATE handles SET item_count = item_count + @n WHERE id = @authorId', { authorId, n })
  if (batch.streamId !== undefined && result.added > 0) {
    run(db, 'UPDATE stream_counters SET items = items + @n WHERE stream_id = @id', {
      id: batch.streamId,
      n: result.added,
    })
  }
  for (const [id, change] of touched) refreshConversation(db, id, change)
  // Last and in rising order: the full-text index merges far less then.
  for (const row of words)
    run(db, 'INSERT INTO item_fts (rowid, text, meta) VALUES (CAST(@id AS INTEGER), @text, @meta)', row)
  result.conversationIds = [...touched.keys()]
  return result
}

/** Items by rising time; a clock ahead of ours is cut to now, a nonsense time becomes now. */
function inOrder(items: readonly FetchedItem[], nowMs: number): { item: FetchedItem; createdMs: number }[] {
  const timed = items.map((item) => ({
    item,
    createdMs:
      Number.isFinite(item.createdMs) && item.createdMs > 0
        ? Math.min(Math.floor(item.createdMs), nowMs)
        : nowMs,
  }))
  return timed.sort((a, b) => a.createdMs - b.createdMs)
}

/** An item that is stored already: perhaps another stream heard it too, perhaps it was edited. */
function meetAgain(
  db: Database,
  batch: Batch,
  item: FetchedItem,
  existing: ExistingItem,
  nowMs: number,
): boolean {
  if (existing.state === 'deleted') return false
  if (item.ref !== undefined && item.ref !== item.remoteId)
    rememberRef(db, batch.refSpace, item.ref, existing.id)
  if (hear(db, batch, item, existing.id, nowMs) && batch.streamId !== undefined) {
    join(db, existing.conversationId, batch.streamId, existing.id)
    run(db, 'UPDATE stream_counters SET items = items + 1 WHERE stream_id = @id', { id: batch.streamId })
  }
  return reviseItem(db, batch, item, existing, nowMs)
}

interface Place {
  conversationId: number
  parentId: number | undefined
  isNew: boolean
  /** Newest item of the conversation before this one. */
  newestBefore: number
  id: number
}

function placeOf(db: Database, batch: Batch, item: FetchedItem, id: number): Place {
  const parent =
    item.parentRef === undefined ? undefined : findByRef(db, batch.network, batch.refSpace, item.parentRef)
  const root =
    parent === undefined && item.rootRef !== undefined
      ? findByRef(db, batch.network, batch.refSpace, item.rootRef)
      : undefined
  const kin = parent ?? root
  if (kin !== undefined) {
    const conversation = all<{ newest: number }>(
      db,
      'SELECT newest_item_id AS newest FROM conversations WHERE id = @id',
      { id: kin.conversationId },
    )[0]
    return {
      conversationId: kin.conversationId,
      parentId: parent?.id,
      isNew: false,
      newestBefore: conversation?.newest ?? 0,
      id,
    }
  }
  const conversationId = run(
    db,
    `INSERT INTO conversations (network, account_id, state, title, newest_item_id, shown_item_id)
     VALUES (@network, @accountId, @state, @title, @id, @id)`,
    {
      network: batch.network,
      accountId: batch.accountId ?? null,
      // What we said ourselves is no work until somebody answers.
      state: item.mine ? 'done' : 'open',
      title: item.title ?? null,
      id,
    },
  ).id
  return { conversationId, parentId: undefined, isNew: true, newestBefore: 0, id }
}

function noteTouch(
  touched: Map<number, Touched>,
  place: Place,
  item: FetchedItem,
  batch: Batch,
  newcomer: boolean,
): void {
  const change = touch(touched, place.conversationId)
  const isNewest = place.id > place.newestBefore
  const isReason = item.direct || (batch.streamId !== undefined && batch.via !== 'backfill')
  change.isNew ||= place.isNew
  change.newcomer ||= newcomer && item.direct
  if (item.mine) {
    change.weSpoke ||= isNewest
    if (isNewest) change.answered = false
  } else {
    change.answered ||= isNewest && isReason && !place.isNew
  }
}

function touch(touched: Map<number, Touched>, id: number): Touched {
  let change = touched.get(id)
  if (change === undefined)
    touched.set(id, (change = { answered: false, weSpoke: false, newcomer: false, isNew: false }))
  return change
}

/** Takes in the replies that came before their parent; returns the conversation that all are in now. */
function adopt(
  db: Database,
  batch: Batch,
  item: FetchedItem,
  id: number,
  conversationId: number,
  touched: Map<number, Touched>,
): number {
  const names =
    item.ref === undefined || item.ref === item.remoteId ? [item.remoteId] : [item.ref, item.remoteId]
  const space = batch.refSpace
  const children = names.flatMap((ref) =>
    all<{ id: number; conversation_id: number }>(
      db,
      'SELECT i.id, i.conversation_id FROM orphans o JOIN items i ON i.id = o.item_id WHERE o.space = @space AND o.parent_ref = @ref',
      { space, ref },
    ),
  )
  for (const child of children) {
    run(db, 'UPDATE items SET parent_id = @id WHERE id = @child', { id, child: child.id })
    run(db, 'DELETE FROM orphans WHERE item_id = @child', { child: child.id })
    if (child.conversation_id === conversationId) continue
    const before = touched.get(child.conversation_id)
    const change = touch(touched, conversationId)
    mergeConversations(db, child.conversation_id, conversationId, change.isNew)
    touched.delete(child.conversation_id)
    // The joined conversation has a history, so that what was decided there holds.
    change.isNew = before?.isNew ?? false
    change.answered ||= before?.answered ?? false
  }
  return conversationId
}

/** One hit per item and stream. True if it is new. */
function hear(db: Database, batch: Batch, item: FetchedItem, id: number, nowMs: number): boolean {
  if (batch.streamId === undefined) return false
  const { changes } = run(
    db,
    'INSERT OR IGNORE INTO hits (item_id, stream_id, fetched_ms, via, reason) VALUES (@id, @streamId, @nowMs, @via, @reason)',
    {
      id,
      streamId: batch.streamId,
      nowMs,
      via: batch.via,
      reason: JSON.stringify({ rule: batch.rule, matched: batch.matched?.(item) ?? [] }),
    },
  )
  return changes === 1
}

function join(db: Database, conversationId: number, streamId: number, itemId: number): void {
  run(
    db,
    `INSERT INTO conversation_streams (conversation_id, stream_id, newest_item_id, open)
     SELECT @conversationId, @streamId, @itemId, state = 'open' FROM conversations WHERE id = @conversationId
     ON CONFLICT (conversation_id, stream_id) DO UPDATE SET newest_item_id = max(newest_item_id, excluded.newest_item_id)`,
    { conversationId, streamId, itemId },
  )
}

function rememberRef(db: Database, space: string, ref: string, itemId: number): void {
  run(db, 'INSERT OR IGNORE INTO item_refs (space, ref, item_id) VALUES (@space, @ref, @itemId)', {
    space,
    ref,
    itemId,
  })
}
