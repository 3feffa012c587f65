import { mergeConversations } from './db/conversation-upkeep.ts'
import { headOf } from './db/folds.ts'
import type { ExistingItem, Kin } from './db/item-writes.ts'
import { isOnlyPast } from './db/imported.ts'
import { endQuiet, makeQuiet } from './db/mutes.ts'
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
  const isNewest = id > known.newestOf(kin.conversationId)
  if (isPast(batch)) {
    // It joins whatever the conversation is, and decides nothing of it.
    change.isComplete = false
    known.sawNewest(kin.conversationId, id)
    return { conversationId: kin.conversationId, parentId: parent?.id, isNew: false }
  }
  const isReason =
    is.muteId === undefined && (item.direct || (batch.streamId !== undefined && batch.via !== 'backfill'))
  if (!item.mine && is.muteId === undefined) comeBack(filing, kin.conversationId, item.direct)
  change.isComplete = false
  change.newcomer ||= is.newcomer
  if (item.mine && isNewest) {
    change.weSpoke = true
    change.answered = false
  } else if (!item.mine) {
    change.answered ||= isReason && (isNewest || isOnlyPast(filing.db, kin.conversationId, id))
  }
  known.sawNewest(kin.conversationId, id)
  return { conversationId: kin.conversationId, parentId: parent?.id, isNew: false }
}

/** A stream hears now what was known from an archive alone: it comes up as if it had been heard for the first time. */
export function surface(filing: Filing, item: FetchedItem, at: ExistingItem): void {
  const { db, batch, touched } = filing
  const isHearing = batch.streamId !== undefined && batch.via !== 'backfill'
  if (!isHearing || item.mine || !isOnlyPast(db, at.conversationId, at.id)) return
  const change = touch(touched, at.conversationId)
  change.isComplete = false
  change.answered = true
  if (item.direct) filing.pressing.add(at.conversationId)
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

/** Takes in the replies that came before their parent; returns the conversation that all are in now. */
export function adopt(
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
    const isHeardAnew = !item.mine && !isPast(batch) && isOnlyPast(db, child.conversation_id, id)
    mergeConversations(db, child.conversation_id, conversationId, change.isNew)
    known.moved(child.conversation_id, conversationId)
    touched.delete(child.conversation_id)
    joined.push(child.conversation_id)
    // The joined conversation has a history, so that what was decided there holds.
    change.isNew = before?.isNew ?? false
    change.answered ||= isHeardAnew || (before?.answered ?? false)
    change.newcomer ||= before?.newcomer ?? false
    for (const [streamId, itemId] of before?.heard ?? []) heardIn(change, streamId, itemId)
  }
  return conversationId
}
