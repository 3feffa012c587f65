import { isQuestion } from '#shared/domain/question'
import { joinStream, mergeConversations, refreshConversation, type Change } from './db/conversation-upkeep.ts'
import { forgetHandles, saveHandle } from './db/handles.ts'
import {
  deleteItemContent,
  findByRef,
  ftsRowOf,
  insertItem,
  prefetch,
  rememberRef,
  reviseItem,
  type ExistingItem,
  type Known,
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
 * 6. What a batch needs to know is read once for all its items (`prefetch`), and what it changes of a
 *    conversation is written once.
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
  /** The rule in words, where it says more than the stream's name. */
  rule: string
  /** What of an item matched the rule. */
  matched?: ((item: FetchedItem) => { start: number; end: number }[]) | undefined
}

export interface Ingested {
  added: number
  edited: number
  deleted: number
  /** What changed, and what was joined to another and is gone under its old id. */
  conversationIds: number[]
  /** Ids of items stored now for the first time, rising. */
  itemIds: number[]
  /** Ids of the items that the stream heard for the first time: new ones, and stored ones that it hears too. */
  heardIds: number[]
}

/** What a batch did to a conversation. */
interface Touched extends Change {
  /** One new item and nothing else: its row was written whole and needs no recount. */
  isComplete: boolean
  /** Newest item that the batch's stream heard in it. */
  heardId: number
}

/** A batch on its way. */
interface Filing {
  db: Database
  batch: Batch
  nowMs: number
  known: Known
  touched: Map<number, Touched>
  /** Conversations that were joined to another: gone under this id. */
  joined: number[]
  /** Stored items that the batch's stream had not heard before. */
  heardToo: number[]
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
  const timed = inOrder(batch.items, nowMs)
  const filing: Filing = {
    db,
    batch,
    nowMs,
    known: prefetch(db, batch, timed),
    touched: new Map(),
    joined: [],
    heardToo: [],
  }
  const added: { id: number; item: FetchedItem }[] = []
  let edited = 0

  for (const { item, createdMs } of timed) {
    const existing = filing.known.items.get(item.remoteId)
    if (existing === undefined) {
      added.push({ id: fileNew(filing, item, createdMs), item })
    } else if (meetAgain(filing, item, existing)) {
      edited += 1
    }
  }
  const deleted = fileDeletions(filing)

  if (added.length > 0) {
    run(
      db,
      "INSERT INTO counters (name, n) VALUES ('items', @n) ON CONFLICT (name) DO UPDATE SET n = n + excluded.n",
      { n: added.length },
    )
  }
  if (batch.streamId !== undefined && added.length > 0) {
    run(db, 'UPDATE stream_counters SET items = items + @n WHERE stream_id = @id', {
      id: batch.streamId,
      n: added.length,
    })
  }
  for (const [id, change] of filing.touched) {
    if (!change.isComplete) refreshConversation(db, id, change)
    if (batch.streamId !== undefined && change.heardId > 0) joinStream(db, id, batch.streamId, change.heardId)
  }
  // Last and in rising order: the full-text index merges far less then.
  for (const { id, item } of added) {
    run(db, 'INSERT INTO item_fts (rowid, text, meta) VALUES (CAST(@id AS INTEGER), @text, @meta)', {
      id,
      ...ftsRowOf(batch.network, item),
    })
  }
  return {
    added: added.length,
    edited,
    deleted,
    conversationIds: [...filing.touched.keys(), ...filing.joined],
    itemIds: added.map(({ id }) => id),
    heardIds: [...added.map(({ id }) => id), ...filing.heardToo],
  }
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

function fileNew(filing: Filing, item: FetchedItem, createdMs: number): number {
  const { db, batch, nowMs, known } = filing
  const author = saveHandle(db, batch.network, item.author, createdMs)
  const id = known.nextId(createdMs)
  const question = !item.mine && isQuestion(item.text, item.lang)
  const place = placeOf(filing, item, id, question, author.isNew)
  insertItem(db, batch, item, {
    id,
    conversationId: place.conversationId,
    authorId: author.id,
    parentId: place.parentId,
    question,
    nowMs,
  })
  known.add(item, { id, conversationId: place.conversationId })
  if (item.parentRef !== undefined && place.parentId === undefined) {
    run(db, 'INSERT OR IGNORE INTO orphans (space, parent_ref, item_id) VALUES (@space, @ref, @id)', {
      space: batch.refSpace,
      ref: item.parentRef,
      id,
    })
    known.orphans.add(item.parentRef)
  }
  hear(filing, item, id)
  const conversationId = adopt(filing, item, id, place.conversationId)
  const change = touch(filing.touched, conversationId)
  if (batch.streamId !== undefined) change.heardId = Math.max(change.heardId, id)
  return id
}

/** An item that is stored already: perhaps another stream heard it too, perhaps it was edited. True if it was. */
function meetAgain(filing: Filing, item: FetchedItem, existing: ExistingItem): boolean {
  const { db, batch, nowMs } = filing
  if (existing.state === 'deleted') return false
  if (item.ref !== undefined && item.ref !== item.remoteId)
    rememberRef(db, batch.refSpace, item.ref, existing.id)
  if (hear(filing, item, existing.id) && batch.streamId !== undefined) {
    filing.heardToo.push(existing.id)
    joinStream(db, existing.conversationId, batch.streamId, existing.id)
    run(db, 'UPDATE stream_counters SET items = items + 1 WHERE stream_id = @id', { id: batch.streamId })
  }
  if (!reviseItem(db, batch, item, existing, nowMs)) return false
  touch(filing.touched, existing.conversationId).isComplete = false
  return true
}

function fileDeletions(filing: Filing): number {
  const { db, batch } = filing
  let deleted = 0
  for (const deletion of batch.deletions ?? []) {
    const found = findByRef(db, batch.network, batch.refSpace, deletion.ref)
    if (found === undefined || found.state === 'deleted') continue
    deleteItemContent(db, found.id)
    touch(filing.touched, found.conversationId).isComplete = false
    deleted += 1
  }
  return deleted
}

/** The conversation that a new item belongs to: its parent's, its root's, or one of its own. */
function placeOf(
  filing: Filing,
  item: FetchedItem,
  id: number,
  question: boolean,
  isNewVoice: boolean,
): { conversationId: number; parentId: number | undefined } {
  const { batch, known, touched } = filing
  const parent = item.parentRef === undefined ? undefined : known.kin(item.parentRef)
  const kin = parent ?? (item.rootRef === undefined ? undefined : known.kin(item.rootRef))
  if (kin === undefined) {
    const conversationId = startConversation(filing, item, id, question, isNewVoice && item.direct)
    touched.set(conversationId, { ...untouched(), isNew: true, isComplete: true })
    return { conversationId, parentId: undefined }
  }
  const change = touch(touched, kin.conversationId)
  const isNewest = id > known.newestOf(kin.conversationId)
  const isReason = item.direct || (batch.streamId !== undefined && batch.via !== 'backfill')
  change.isComplete = false
  change.newcomer ||= isNewVoice && item.direct
  if (item.mine && isNewest) {
    change.weSpoke = true
    change.answered = false
  } else if (!item.mine) {
    change.answered ||= isNewest && isReason
  }
  known.sawNewest(kin.conversationId, id)
  return { conversationId: kin.conversationId, parentId: parent?.id }
}

/** Writes a conversation of one item whole, so that most need no recount. */
function startConversation(
  { db, batch, known }: Filing,
  item: FetchedItem,
  id: number,
  question: boolean,
  newcomer: boolean,
): number {
  const conversationId = run(
    db,
    `INSERT INTO conversations (network, account_id, state, title, direct, question, newcomer, item_count, author_count, newest_item_id,
       shown_item_id, due_item_id)
     VALUES (@network, @accountId, @state, @title, @direct, @question, @newcomer, 1, 1, @id, @id, @due)`,
    {
      network: batch.network,
      accountId: batch.accountId ?? null,
      // What we said ourselves is no work until somebody answers.
      state: item.mine ? 'done' : 'open',
      title: item.title ?? null,
      direct: item.direct ? 1 : 0,
      question: question ? 1 : 0,
      newcomer: newcomer ? 1 : 0,
      id,
      due: item.direct && !item.mine ? id : null,
    },
  ).id
  known.sawNewest(conversationId, id)
  return conversationId
}

function untouched(): Touched {
  return { answered: false, weSpoke: false, newcomer: false, isNew: false, isComplete: false, heardId: 0 }
}

function touch(touched: Map<number, Touched>, id: number): Touched {
  let change = touched.get(id)
  if (change === undefined) touched.set(id, (change = untouched()))
  return change
}

/** Takes in the replies that came before their parent; returns the conversation that all are in now. */
function adopt(
  { db, batch, known, touched, joined }: Filing,
  item: FetchedItem,
  id: number,
  conversationId: number,
): number {
  const names = [
    item.remoteId,
    ...(item.ref === undefined || item.ref === item.remoteId ? [] : [item.ref]),
  ].filter((ref) => known.orphans.has(ref))
  const children = names.flatMap((ref) =>
    all<{ id: number; conversation_id: number }>(
      db,
      'SELECT i.id, i.conversation_id FROM orphans o JOIN items i ON i.id = o.item_id WHERE o.space = @space AND o.parent_ref = @ref',
      { space: batch.refSpace, ref },
    ),
  )
  for (const child of children) {
    run(db, 'UPDATE items SET parent_id = @id WHERE id = @child', { id, child: child.id })
    run(db, 'DELETE FROM orphans WHERE item_id = @child', { child: child.id })
    const change = touch(touched, conversationId)
    change.isComplete = false
    if (child.conversation_id === conversationId) continue
    const before = touched.get(child.conversation_id)
    mergeConversations(db, child.conversation_id, conversationId, change.isNew)
    known.moved(child.conversation_id, conversationId)
    touched.delete(child.conversation_id)
    joined.push(child.conversation_id)
    // The joined conversation has a history, so that what was decided there holds.
    change.isNew = before?.isNew ?? false
    change.answered ||= before?.answered ?? false
    change.newcomer ||= before?.newcomer ?? false
    change.heardId = Math.max(change.heardId, before?.heardId ?? 0)
  }
  return conversationId
}

/** One hit per item and stream. True if it is new. A reason is kept only where it says more than the stream's name. */
function hear({ db, batch, nowMs }: Filing, item: FetchedItem, id: number): boolean {
  if (batch.streamId === undefined) return false
  const matched = batch.matched?.(item) ?? []
  const { changes } = run(
    db,
    'INSERT OR IGNORE INTO hits (item_id, stream_id, fetched_ms, via, reason) VALUES (@id, @streamId, @nowMs, @via, @reason)',
    {
      id,
      streamId: batch.streamId,
      nowMs,
      via: batch.via,
      reason:
        batch.rule === '' && matched.length === 0 ? null : JSON.stringify({ rule: batch.rule, matched }),
    },
  )
  return changes === 1
}
