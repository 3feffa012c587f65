import type { QuietReason } from '#shared/domain/query/subject'
import { type Change, mergeConversations } from './db/conversation-upkeep.ts'
import { headOf } from './db/folds.ts'
import type { ExistingItem, Kin } from './db/item-writes.ts'
import { isOnlyPast } from './db/imported.ts'
import { endQuiet, makeQuiet } from './db/mutes.ts'
import type { Database } from './db/open.ts'
import { all, one, run } from './db/statement.ts'
import { heardIn, isPast, touch, untouched, type Filing } from './filing.ts'
import type { FetchedItem } from './networks/types.ts'
import { activeRules, type Judged } from './rules/active.ts'

/* Which conversation a new item joins, and what that does to the conversation: it begins, comes back, is joined or is left out of the lanes. */

/** The conversation that a new item belongs to: its parent's, its root's, or one of its own. */
export function placeOf(
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
  if (isPast(batch)) {
    // It joins whatever the conversation is, and decides nothing of it.
    change.isComplete = false
    known.sawNewest(kin.conversationId, id)
    return { conversationId: kin.conversationId, parentId: parent?.id, isNew: false }
  }
  if (!item.mine && is.muteId === undefined) comeBack(filing, kin.conversationId, item.direct)
  change.isComplete = false
  change.newcomer ||= is.newcomer
  speak(filing, change, item, { id, conversationId: kin.conversationId, isMuted: is.muteId !== undefined })
  known.sawNewest(kin.conversationId, id)
  return { conversationId: kin.conversationId, parentId: parent?.id, isNew: false }
}

/** What an item does to the conversation that it joins: we spoke in it, or somebody answered. */
export function speak(
  { db, batch, known }: Filing,
  change: Change,
  item: FetchedItem,
  at: { id: number; conversationId: number; isMuted: boolean },
): void {
  const isNewest = at.id > known.newestOf(at.conversationId)
  if (item.mine && isNewest) {
    change.weSpoke = true
    change.answered = false
  } else if (!item.mine && !at.isMuted) {
    const isReason = item.direct || (batch.streamId !== undefined && batch.via !== 'backfill')
    change.answered ||= isReason && (isNewest || isOnlyPast(db, at.conversationId, at.id))
  }
}

/** What a conversation that is quiet for a reason is once somebody who is not muted joins it. */
export function quietAfter(quiet: QuietReason | null, direct: boolean): QuietReason | null {
  return quiet === 'noise' && !direct ? 'noise' : null
}

/**
 * A stream hears now what was read from an archive: from now on it can wait for an answer, and where its whole
 * conversation is past it comes up as if it had been heard for the first time.
 */
export function surface(filing: Filing, item: FetchedItem, at: ExistingItem): void {
  if (!at.isPast || filing.batch.streamId === undefined) return
  const isSurfaced = isSurfacing(filing, item, at)
  const change = touch(filing.touched, at.conversationId)
  change.isComplete = false
  if (!isSurfaced) return
  change.answered = true
  if (item.direct) filing.pressing.add(at.conversationId)
}

export function isSurfacing({ db, batch }: Filing, item: FetchedItem, at: ExistingItem): boolean {
  const isHearing = batch.streamId !== undefined && batch.via !== 'backfill'
  return at.isPast && isHearing && !item.mine && isOnlyPast(db, at.conversationId, at.id)
}

/** A new conversation that only rules heard, and that these have learnt to be noise, leaves the lanes. */
export function hideNoise(
  { db, batch }: Filing,
  item: FetchedItem,
  conversationId: number,
  judged: Judged,
): void {
  const isByRulesAlone = batch.streamId === undefined || batch.ruleId !== undefined
  if (item.direct || item.mine || !isByRulesAlone || judged.heard.length === 0) return
  const by = activeRules(db).noiseFor(
    judged.heard.map(({ ruleId }) => ruleId),
    item.text,
  )
  if (by !== undefined) makeQuiet(db, [conversationId], 'noise', by)
}

/** Puts a post that was heard elsewhere already into the row of that. */
export function fold({ db }: Filing, item: FetchedItem, print: number, at: Kin): void {
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
  const row = one<{ quiet: QuietReason | null }>(db, 'SELECT quiet FROM conversations WHERE id = @id', {
    id: conversationId,
  })
  const quiet = row?.quiet ?? null
  if (quietAfter(quiet, direct) !== quiet) endQuiet(db, [conversationId])
}

/** Never the id of one that was joined to another: that leads there from now on, in links, queries and drafts. */
const freeId =
  '1 + max(coalesce((SELECT max(id) FROM conversations), 0), coalesce((SELECT max(old_id) FROM conversation_moves), 0))'

/** Writes a conversation of one item whole, so that most need no recount. */
function startConversation(
  { db, batch, known }: Filing,
  item: FetchedItem,
  id: number,
  at: { question: boolean; newcomer: boolean; muteId: number | undefined },
): number {
  const conversationId = run(
    db,
    `INSERT INTO conversations (id, network, account_id, state, title, direct, question, newcomer, item_count, author_count, newest_item_id,
       shown_item_id, due_item_id, quiet, quiet_by)
     VALUES (${freeId}, @network, @accountId, @state, @title, @direct, @question, @newcomer, 1, 1, @id, @id, @due, @quiet, @quietBy)`,
    {
      network: batch.network,
      accountId: batch.accountId ?? null,
      // What we said ourselves is no work until somebody answers.
      state: item.mine || isPast(batch) ? 'done' : 'open',
      title: item.title ?? null,
      direct: item.direct ? 1 : 0,
      question: at.question ? 1 : 0,
      newcomer: at.newcomer ? 1 : 0,
      id,
      due: item.direct && !item.mine && !isPast(batch) ? id : null,
      quiet: at.muteId === undefined ? null : 'muted',
      quietBy: at.muteId ?? null,
    },
  ).id
  known.sawNewest(conversationId, id)
  return conversationId
}

/** Stored replies to an item that came before it. */
export function waitingFor(
  { db, batch, known }: Pick<Filing, 'db' | 'batch' | 'known'>,
  item: FetchedItem,
): { id: number; conversationId: number }[] {
  const names = [
    item.remoteId,
    ...(item.ref === undefined || item.ref === item.remoteId ? [] : [item.ref]),
  ].filter((ref) => known.orphans.has(ref))
  return names.flatMap((ref) =>
    all<{ id: number; conversationId: number }>(
      db,
      'SELECT i.id, i.conversation_id AS conversationId FROM orphans o JOIN items i ON i.id = o.item_id WHERE o.space = @space AND o.parent_ref = @ref',
      { space: batch.refSpace, ref },
    ),
  )
}

function newestIn(db: Database, conversationId: number): number {
  const row = one<{ id: number | null }>(
    db,
    'SELECT max(id) AS id FROM items WHERE conversation_id = @conversationId',
    { conversationId },
  )
  return row?.id ?? 0
}

/** Takes in the replies that came before their parent; returns the conversation that all are in now. */
export function adopt(
  { db, batch, known, touched, joined }: Filing,
  item: FetchedItem,
  id: number,
  conversationId: number,
): number {
  const children = waitingFor({ db, batch, known }, item)
  const within = new Set([conversationId])
  for (const child of children) {
    run(db, 'UPDATE items SET parent_id = @id WHERE id = @child', { id, child: child.id })
    run(db, 'DELETE FROM orphans WHERE item_id = @child', { child: child.id })
    const change = touch(touched, conversationId)
    change.isComplete = false
    if (within.has(child.conversationId)) continue
    within.add(child.conversationId)
    const before = touched.get(child.conversationId)
    const isHeardAnew = !item.mine && !isPast(batch) && isOnlyPast(db, child.conversationId, id)
    mergeConversations(db, child.conversationId, conversationId, change.isNew)
    known.moved(child.conversationId, conversationId)
    known.sawNewest(conversationId, newestIn(db, conversationId))
    touched.delete(child.conversationId)
    joined.push(child.conversationId)
    // The joined conversation has a history, so that what was decided there holds.
    change.isNew = before?.isNew ?? false
    change.answered ||= isHeardAnew || (before?.answered ?? false)
    change.newcomer ||= before?.newcomer ?? false
    for (const [streamId, itemId] of before?.heard ?? []) heardIn(change, streamId, itemId)
  }
  return conversationId
}
