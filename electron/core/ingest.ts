import { type Arriving, arrivals } from './arriving.ts'
import { joinStream, refreshConversation } from './db/conversation-upkeep.ts'
import { forgetHandles, noteContact, recountNewcomers, saveHandle } from './db/handles.ts'
import { rememberImported } from './db/imports.ts'
import { storePriorities } from './db/priorities.ts'
import { readSettings } from './db/settings.ts'
import {
  deleteItemContent,
  findByRef,
  ftsRowOf,
  insertItem,
  prefetch,
  rememberRef,
  reviseItem,
  type ExistingItem,
  type Kin,
} from './db/item-writes.ts'
import type { Database } from './db/open.ts'
import { run } from './db/statement.ts'
import { beginFiling, isEdit, heardIn, isPast, touch, type Batch, type Filing, type Via } from './filing.ts'
import { adopt, fold, hideNoise, placeOf, surface } from './joining.ts'
import type { FetchedItem } from './networks/types.ts'
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
 * 9. What comes from an archive is the past: its conversations are done, no rule hears it, nobody is new, nothing is
 *    folded or pressing, and what is stored already stays as it is. A stream that hears it later brings it up.
 */

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
  const filing = beginFiling(db, batch, nowMs, prefetch(db, batch, timed))
  const added: { id: number; item: FetchedItem }[] = []
  let edited = 0
  let unwanted = 0
  const judge = judgeOf(filing)

  for (const { item: fetched, createdMs } of timed) {
    const existing = filing.known.items.get(fetched.remoteId)
    // What is known already and the same is not read once more.
    const isNews = existing === undefined || isEdit(batch, fetched, existing)
    const understood = isNews
      ? understand(fetched)
      : { item: fetched, question: false, tone: 'unknown' as const, print: undefined }
    const { item } = understood
    const id = existing?.id ?? filing.known.nextId(createdMs)
    const judged = judge(item, { id, existing, isNews, question: understood.question })
    if (existing === undefined && !isWanted(batch, judged)) {
      unwanted += 1
    } else if (existing === undefined) {
      fileNew(filing, understood, { id, createdMs }, judged)
      added.push({ id, item })
    } else if (meetAgain(filing, understood, existing, judged)) {
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
    if (!change.isComplete) refreshConversation(db, id, isPast(batch) ? { ...change, isNew: false } : change)
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
  return isFirst && !isPast(filing.batch)
}

/** Holds an item against what listens on its network; where nothing does, nothing is asked. */
function judgeOf(filing: Filing): (item: FetchedItem, arriving: Arriving) => Judged {
  const { db, batch, nowMs } = filing
  const rules = activeRules(db)
  if (rules.isIdle(batch.network)) return () => unjudged
  const subjectOf = arrivals(filing)
  const ask = (item: FetchedItem, arriving: Arriving, isMuted: boolean): Judged =>
    rules.judge(batch.network, subjectOf(item, arriving, isMuted), batch.accountId, nowMs)
  return (item, arriving) => {
    const judged = ask(item, arriving, false)
    // The past is no news to any rule, but a mute keeps it out of the lanes too.
    if (isPast(batch)) return { heard: [], muteId: item.mine ? undefined : judged.muteId }
    // What we say ourselves is no news to any rule, and never muted.
    if (item.mine)
      return { heard: judged.heard.filter(({ ruleId }) => ruleId === batch.ruleId), muteId: undefined }
    if (judged.muteId === undefined) return judged
    // What is muted brings nothing back, so that rules about its conversation are asked once more.
    return { heard: ask(item, arriving, true).heard, muteId: judged.muteId }
  }
}

function isWanted({ ruleId }: Batch, judged: Judged): boolean {
  return ruleId === undefined || judged.heard.some((one) => one.ruleId === ruleId)
}

function fileNew(
  filing: Filing,
  { item, question, print, tone }: Understood<FetchedItem>,
  { id, createdMs }: { id: number; createdMs: number },
  judged: Judged,
): void {
  const { db, batch, nowMs, known } = filing
  const authorId = saveHandle(db, batch.network, item.author, createdMs)
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
  if (batch.importId !== undefined) rememberImported(db, batch.importId, id)
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
  if (isPast(batch)) return
  if (item.direct) filing.pressing.add(conversationId)
  // A parent that came after its replies is the row of these too, which is not to be hidden with it.
  const isAlone = place.isNew && filing.touched.get(conversationId)?.isComplete === true
  if (isAlone && print !== undefined) fold(filing, item, print, { id, conversationId })
  hear(filing, item, { id, conversationId }, judged)
  if (isAlone) hideNoise(filing, item, conversationId, judged)
}

/** An item that is stored already: perhaps another stream heard it too, perhaps it was edited. True if it was. */
function meetAgain(
  filing: Filing,
  understood: Omit<Understood<FetchedItem>, 'print'>,
  existing: ExistingItem,
  judged: Judged,
): boolean {
  const { item } = understood
  const { db, batch, nowMs } = filing
  if (existing.state === 'deleted' || isPast(batch)) return false
  if (item.ref !== undefined && item.ref !== item.remoteId)
    rememberRef(db, batch.refSpace, item.ref, existing.id)
  surface(filing, item, existing)
  hear(filing, item, existing, judged)
  if (!reviseItem(db, batch, understood, existing, nowMs)) return false
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
  return { rule: query, matched: [...spans] }
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
