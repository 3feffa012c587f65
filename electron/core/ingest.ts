import { arrivals } from './arriving.ts'
import { joinStream, mergeConversations, refreshConversation, type Change } from './db/conversation-upkeep.ts'
import { headOf } from './db/folds.ts'
import { forgetHandles, noteContact, recountNewcomers, saveHandle } from './db/handles.ts'
import { endQuiet, makeQuiet } from './db/mutes.ts'
import { storePriorities } from './db/priorities.ts'
import { readSettings } from './db/settings.ts'
import {
  contentHash,
  deleteItemContent,
  findByRef,
  ftsRowOf,
  insertItem,
  prefetch,
  rememberRef,
  reviseItem,
  type ExistingItem,
  type Kin,
  type Known,
} from './db/item-writes.ts'
import type { Database } from './db/open.ts'
import { all, one, run } from './db/statement.ts'
import type { Deletion, FetchedItem } from './networks/types.ts'
import { activeRules, type Judged } from './rules/active.ts'
import { understand, type Understood } from './understanding/understand.ts'

/*
 * Rules of ingest:
 * 1. Safe to repeat: an item is (network, remoteId). The same page twice changes nothing.
 * 2. One transaction for a page and its cursor (`within`): a crash leaves both or neither.
 * 3. Networks answer newest first; rows go in by rising id, which is half the price of full-text search.
 * 4. A parent may come after its replies: they wait in `orphans` and are joined to it when it arrives.
 * 5. A tombstone stays a tombstone, whatever an old page says.
 * 6. What a batch needs to know is read once for all its items (`prefetch`), and what it changes of a
 *    conversation is written once.
 * 7. A network's search finds more than a rule means: what does not meet the whole query is not stored.
 * 8. Whatever arrives is heard by every rule of its network that it meets, and by no lane if it is muted.
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
  /** The rule whose source the stream is: only what meets it is stored. */
  ruleId?: number | undefined
  /** What the stream asks for in words, where that says more than its name and is no rule. */
  rule: string
  /** What of an item matched it. */
  matched?: ((item: FetchedItem) => { start: number; end: number }[]) | undefined
}

export interface Ingested {
  added: number
  edited: number
  deleted: number
  /** Found by a network's search, but not what the rule means. */
  unwanted: number
  /** What changed, and what was joined to another and is gone under its old id. */
  conversationIds: number[]
  /** Ids of items stored now for the first time, rising. */
  itemIds: number[]
  /** Ids of the items that a stream heard for the first time: new ones, and stored ones that another had heard. */
  heardIds: number[]
}

/** What a batch did to a conversation. */
interface Touched extends Change {
  /** One new item and nothing else: its row was written whole and needs no recount. */
  isComplete: boolean
  /** Newest item that each stream heard in it. */
  heard: Map<number, number>
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
  /** Items added to streams besides the batch's own, by the rules that they meet. */
  counts: Map<number, number>
  /** Items that were taken for a first contact until older ones came. */
  formerFirsts: number[]
  /** Conversations in which somebody speaks to us. */
  pressing: Set<number>
  /** Items that some stream heard for the first time. */
  heardIds: Set<number>
}

/** Nothing listens for it besides the stream that brought it, and nothing mutes it. */
const unjudged: Judged = { heard: [], muteId: undefined }

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
    counts: new Map(),
    formerFirsts: [],
    pressing: new Set(),
    heardIds: new Set(),
  }
  const added: { id: number; item: FetchedItem }[] = []
  let edited = 0
  let unwanted = 0
  const judge = judgeOf(filing)

  for (const { item: fetched, createdMs } of timed) {
    const existing = filing.known.items.get(fetched.remoteId)
    // What is known already and the same is not read once more.
    const isNews = existing === undefined || existing.contentHash !== contentHash(fetched)
    const understood = isNews
      ? understand(fetched)
      : { item: fetched, question: false, tone: 'unknown' as const, print: undefined }
    const { item } = understood
    const judged = judge(item, createdMs, understood.question)
    if (existing === undefined && !isWanted(batch, judged)) {
      unwanted += 1
    } else if (existing === undefined) {
      added.push({ id: fileNew(filing, understood, createdMs, judged), item })
    } else if (meetAgain(filing, item, existing, judged)) {
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
  for (const [id, n] of filing.counts)
    run(db, 'UPDATE stream_counters SET items = items + @n WHERE stream_id = @id', { id, n })
  for (const [id, change] of filing.touched) {
    if (!change.isComplete) refreshConversation(db, id, change)
    for (const [streamId, itemId] of change.heard) joinStream(db, id, streamId, itemId)
  }
  if (filing.formerFirsts.length > 0) recountNewcomers(db, filing.formerFirsts)
  if (filing.pressing.size > 0) storePriorities(db, [...filing.pressing], readSettings(db).priorityWeights)
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
    unwanted,
    conversationIds: [...filing.touched.keys(), ...filing.joined],
    itemIds: added.map(({ id }) => id),
    heardIds: [...filing.heardIds],
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

/** True if it is the first item ever by which its author speaks to us. */
function isFirstContact(filing: Filing, item: FetchedItem, authorId: number, id: number): boolean {
  if (!item.direct || item.mine) return false
  const { isFirst, former } = noteContact(filing.db, authorId, id)
  if (former !== undefined) filing.formerFirsts.push(former)
  return isFirst
}

/** Holds an item against what listens on its network; where nothing does, nothing is asked. */
function judgeOf({
  db,
  batch,
  nowMs,
  known,
}: Filing): (item: FetchedItem, createdMs: number, question: boolean) => Judged {
  const rules = activeRules(db)
  if (rules.isIdle(batch.network)) return () => unjudged
  const subjectOf = arrivals(db, batch)
  return (item, createdMs, question) => {
    const parent = item.parentRef === undefined ? undefined : known.kin(item.parentRef)
    const any =
      known.items.get(item.remoteId) ??
      parent ??
      (item.rootRef === undefined ? undefined : known.kin(item.rootRef))
    const judged = rules.judge(
      batch.network,
      subjectOf(item, createdMs, question, { parent, any }),
      batch.accountId,
      nowMs,
    )
    // What we say ourselves is no news to any rule, and never muted.
    return item.mine
      ? { heard: judged.heard.filter(({ ruleId }) => ruleId === batch.ruleId), muteId: undefined }
      : judged
  }
}

function isWanted({ ruleId }: Batch, judged: Judged): boolean {
  return ruleId === undefined || judged.heard.some((one) => one.ruleId === ruleId)
}

function fileNew(
  filing: Filing,
  { item, question, print, tone }: Understood<FetchedItem>,
  createdMs: number,
  judged: Judged,
): number {
  const { db, batch, nowMs, known } = filing
  const authorId = saveHandle(db, batch.network, item.author, createdMs)
  const id = known.nextId(createdMs)
  const newcomer = isFirstContact(filing, item, authorId, id)
  const place = placeOf(filing, item, id, { question, newcomer, muteId: judged.muteId })
  insertItem(db, batch, item, {
    id,
    conversationId: place.conversationId,
    authorId,
    parentId: place.parentId,
    question,
    tone: tone === 'unknown' ? undefined : tone,
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
  const conversationId = adopt(filing, item, id, place.conversationId)
  if (item.direct) filing.pressing.add(conversationId)
  if (place.isNew && print !== undefined) fold(filing, item, print, { id, conversationId })
  hear(filing, item, { id, conversationId }, judged)
  if (place.isNew) hideNoise(filing, item, conversationId, judged)
  return id
}

/** An item that is stored already: perhaps another stream heard it too, perhaps it was edited. True if it was. */
function meetAgain(filing: Filing, item: FetchedItem, existing: ExistingItem, judged: Judged): boolean {
  const { db, batch, nowMs } = filing
  if (existing.state === 'deleted') return false
  if (item.ref !== undefined && item.ref !== item.remoteId)
    rememberRef(db, batch.refSpace, item.ref, existing.id)
  hear(filing, item, existing, judged)
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
  is: { question: boolean; newcomer: boolean; muteId: number | undefined },
): { conversationId: number; parentId: number | undefined; isNew: boolean } {
  const { batch, known, touched } = filing
  const parent = item.parentRef === undefined ? undefined : known.kin(item.parentRef)
  const kin = parent ?? (item.rootRef === undefined ? undefined : known.kin(item.rootRef))
  if (kin === undefined) {
    const conversationId = startConversation(filing, item, id, is)
    touched.set(conversationId, { ...untouched(), isNew: true, isComplete: true })
    return { conversationId, parentId: undefined, isNew: true }
  }
  const change = touch(touched, kin.conversationId)
  const isNewest = id > known.newestOf(kin.conversationId)
  const isReason =
    is.muteId === undefined && (item.direct || (batch.streamId !== undefined && batch.via !== 'backfill'))
  if (!item.mine && is.muteId === undefined) comeBack(filing, kin.conversationId, item.direct)
  change.isComplete = false
  change.newcomer ||= is.newcomer
  if (item.mine && isNewest) {
    change.weSpoke = true
    change.answered = false
  } else if (!item.mine) {
    change.answered ||= isNewest && isReason
  }
  known.sawNewest(kin.conversationId, id)
  return { conversationId: kin.conversationId, parentId: parent?.id, isNew: false }
}

/** A new conversation that only rules heard, and that these have learnt to be noise, leaves the lanes. */
function hideNoise({ db, batch }: Filing, item: FetchedItem, conversationId: number, judged: Judged): void {
  const isByRulesAlone = batch.streamId === undefined || batch.ruleId !== undefined
  if (item.direct || item.mine || !isByRulesAlone || judged.heard.length === 0) return
  const by = activeRules(db).noiseFor(
    judged.heard.map(({ ruleId }) => ruleId),
    item.text,
  )
  if (by !== undefined) makeQuiet(db, [conversationId], 'noise', by)
}

/** Puts a post that was heard elsewhere already into the row of that. */
function fold({ db }: Filing, item: FetchedItem, print: number, at: Kin): void {
  const head = headOf(db, {
    print,
    itemId: at.id,
    conversationId: at.conversationId,
    name: item.author.name,
    handle: item.author.handle,
    isArticle: item.kind === 'article',
  })
  if (head !== undefined) makeQuiet(db, [at.conversationId], 'folded', head)
}

/** A quiet conversation stands in the lanes again when somebody who is not muted joins it; what was noise, when it is us they speak to. */
function comeBack({ db }: Filing, conversationId: number, direct: boolean): void {
  const quiet = one<{ quiet: string | null }>(db, 'SELECT quiet FROM conversations WHERE id = @id', {
    id: conversationId,
  })?.quiet
  if (quiet === 'muted' || quiet === 'folded' || (quiet === 'noise' && direct)) endQuiet(db, [conversationId])
}

/** Writes a conversation of one item whole, so that most need no recount. */
function startConversation(
  { db, batch, known }: Filing,
  item: FetchedItem,
  id: number,
  at: { question: boolean; newcomer: boolean; muteId: number | undefined },
): number {
  const conversationId = run(
    db,
    `INSERT INTO conversations (network, account_id, state, title, direct, question, newcomer, item_count, author_count, newest_item_id,
       shown_item_id, due_item_id, quiet, quiet_by)
     VALUES (@network, @accountId, @state, @title, @direct, @question, @newcomer, 1, 1, @id, @id, @due, @quiet, @quietBy)`,
    {
      network: batch.network,
      accountId: batch.accountId ?? null,
      // What we said ourselves is no work until somebody answers.
      state: item.mine ? 'done' : 'open',
      title: item.title ?? null,
      direct: item.direct ? 1 : 0,
      question: at.question ? 1 : 0,
      newcomer: at.newcomer ? 1 : 0,
      id,
      due: item.direct && !item.mine ? id : null,
      quiet: at.muteId === undefined ? null : 'muted',
      quietBy: at.muteId ?? null,
    },
  ).id
  known.sawNewest(conversationId, id)
  return conversationId
}

function untouched(): Touched {
  return {
    answered: false,
    weSpoke: false,
    newcomer: false,
    isNew: false,
    isComplete: false,
    heard: new Map(),
  }
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
    for (const [streamId, itemId] of before?.heard ?? []) heardIn(change, streamId, itemId)
  }
  return conversationId
}

/** One hit per item and stream: the stream that brought it, and every rule that it meets. */
function hear(filing: Filing, item: FetchedItem, at: Kin, judged: Judged): void {
  const { batch } = filing
  const { streamId, ruleId } = batch
  if (streamId !== undefined && isWanted(batch, judged)) {
    const own = judged.heard.find((one) => one.ruleId === ruleId)
    const reason =
      own === undefined ? { rule: batch.rule, matched: batch.matched?.(item) ?? [] } : reasonOf(own)
    hit(filing, at, streamId, batch.via, reason)
  }
  for (const one of judged.heard)
    if (one.ruleId !== ruleId) hit(filing, at, one.streamId, 'match', reasonOf(one))
}

interface Reason {
  rule: string
  matched: { start: number; end: number }[]
}

function reasonOf({ query, spans }: Judged['heard'][number]): Reason {
  return { rule: query, matched: spans }
}

/** A reason is kept only where it says more than the stream's name. */
function hit(filing: Filing, at: Kin, streamId: number, via: Via | 'match', reason: Reason): void {
  const { db, nowMs, counts, touched } = filing
  const { changes } = run(
    db,
    'INSERT OR IGNORE INTO hits (item_id, stream_id, fetched_ms, via, reason) VALUES (@id, @streamId, @nowMs, @via, @reason)',
    {
      id: at.id,
      streamId,
      nowMs,
      via,
      reason: reason.rule === '' && reason.matched.length === 0 ? null : JSON.stringify(reason),
    },
  )
  if (changes === 0) return
  filing.heardIds.add(at.id)
  counts.set(streamId, (counts.get(streamId) ?? 0) + 1)
  // What is met again needs no recount, only its place in the stream.
  const isFresh = !touched.has(at.conversationId)
  const change = touch(touched, at.conversationId)
  if (isFresh) change.isComplete = true
  heardIn(change, streamId, at.id)
}

function heardIn(change: Touched, streamId: number, itemId: number): void {
  change.heard.set(streamId, Math.max(change.heard.get(streamId) ?? 0, itemId))
}
