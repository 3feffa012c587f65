import type { QuietReason, Subject } from '#shared/domain/query/subject'
import { type Change, firstDue, itemFacts, joinedDecision, nextState } from './db/conversation-upkeep.ts'
import { hasSpokenToUs } from './db/handles.ts'
import type { Kin } from './db/item-writes.ts'
import { isOnlyPast } from './db/imported.ts'
import { one } from './db/statement.ts'
import { type Filing, isPast, untouched } from './filing.ts'
import { quietAfter, speak, waitingFor } from './joining.ts'
import type { FetchedItem } from './networks/types.ts'
import { conversationFacts } from './rules/subjects.ts'

/* What a conversation will be once an arriving item is in it, told before anything is written. */

type Conversation = Subject['conversation']

/** What was stored of a conversation, as far as this batch has not changed it yet, and what the batch did to it. */
interface Before {
  facts: Conversation
  change: Change | undefined
}

/**
 * What queries can ask of the conversation that a new item will be in: its parent's or its root's, or a new one,
 * joined with those of the replies that wait for it. Says what `placeOf`, `adopt` and `refreshConversation` will
 * write, and writes nothing.
 */
export function conversationAfter(
  filing: Filing,
  item: FetchedItem,
  id: number,
  isMuted: boolean,
): Conversation {
  const { known } = filing
  const kin =
    (item.parentRef === undefined ? undefined : known.kin(item.parentRef)) ??
    (item.rootRef === undefined ? undefined : known.kin(item.rootRef))
  const joined = kin && beforeOf(filing, kin.conversationId)
  const waiting = [...new Set(waitingFor(filing, item).map((child) => child.conversationId))]
    .filter((other) => other !== kin?.conversationId)
    .flatMap((other) => beforeOf(filing, other) ?? [])
  if (joined === undefined && waiting.length === 0) return beginning(filing, item, id, isMuted)
  const into = joined?.facts ?? beginning(filing, item, id, isMuted)
  const all = [into, ...waiting.map(({ facts }) => facts)]
  return {
    ...into,
    ...decided(filing, item, { id, isMuted, into, joined, waiting }),
    ...counted(
      filing,
      item,
      id,
      all.map((one) => one.id),
    ),
    formerIds: [...all.flatMap((one) => one.formerIds), ...waiting.map(({ facts }) => facts.id)],
    saved: all.some((one) => one.saved),
    newcomer:
      isFirst(filing, item, id) || all.some((one) => one.newcomer) || changedIn(joined, waiting, 'newcomer'),
    readItemId: Math.max(...all.map((one) => one.readItemId)),
    tags: [...new Set(all.flatMap((one) => one.tags))],
    noted: all.some((one) => one.noted),
    drafted: all.some((one) => one.drafted),
    purposes: [...new Set(all.flatMap((one) => one.purposes))],
  }
}

function beforeOf({ db, touched }: Filing, conversationId: number): Before | undefined {
  const facts = conversationFacts(db, conversationId)
  return facts && { facts, change: touched.get(conversationId) }
}

const changedIn = (joined: Before | undefined, waiting: readonly Before[], what: 'newcomer'): boolean =>
  [joined, ...waiting].some((before) => before?.change?.[what] === true)

/** The first that waits for our answer once a stream hears an item that was read from an archive. */
export function dueWith({ db }: Filing, item: FetchedItem, at: Kin): number | null {
  const lastMine = itemFacts(db, [at.conversationId]).lastMine ?? 0
  const due = firstDue(db, [at.conversationId], lastMine)
  return item.direct && !item.mine && at.id > lastMine ? Math.min(due ?? at.id, at.id) : due
}

/** A conversation of this item alone, as `startConversation` writes it. */
function beginning(filing: Filing, item: FetchedItem, id: number, isMuted: boolean): Conversation {
  const { db, batch } = filing
  const past = isPast(batch)
  const account =
    batch.accountId === undefined
      ? undefined
      : one<{ id: number; handle: string }>(
          db,
          "SELECT id, ltrim(handle, '@') AS handle FROM accounts WHERE id = @id",
          { id: batch.accountId },
        )
  return {
    id: 0,
    formerIds: [],
    state: item.mine || past ? 'done' : 'open',
    saved: false,
    newcomer: isFirst(filing, item, id),
    itemCount: 1,
    readItemId: 0,
    dueItemId: item.direct && !item.mine && !past ? id : null,
    shownItemId: id,
    quiet: isMuted ? 'muted' : null,
    account,
    tags: [],
    noted: false,
    drafted: false,
    purposes: [],
  }
}

/** True where it is the first item ever by which its author speaks to us. */
function isFirst({ db, batch }: Filing, item: FetchedItem, id: number): boolean {
  return (
    item.direct && !item.mine && !isPast(batch) && !hasSpokenToUs(db, batch.network, item.author.remoteId, id)
  )
}

interface Joining {
  id: number
  isMuted: boolean
  into: Conversation
  joined: Before | undefined
  waiting: readonly Before[]
}

/** Its state, and whether it stands in the lanes. */
function decided(
  filing: Filing,
  item: FetchedItem,
  { id, isMuted, into, joined, waiting }: Joining,
): { state: Conversation['state']; quiet: QuietReason | null } {
  const { db, batch } = filing
  const past = isPast(batch)
  const change: Change = {
    ...(joined === undefined ? { ...untouched(), isNew: true } : (joined.change ?? untouched())),
  }
  let now = { state: into.state, quiet: into.quiet }
  if (joined !== undefined && !past) {
    if (!item.mine && !isMuted) now.quiet = quietAfter(into.quiet, item.direct)
    speak(filing, change, item, { id, conversationId: into.id, isMuted })
  }
  const direct = item.direct || directIn(filing, into.id)
  for (const { facts, change: before } of waiting) {
    const isHeardAnew = !item.mine && !past && isOnlyPast(db, facts.id, id)
    now = joinedDecision(
      { ...facts, isByOthers: itemFacts(db, [facts.id]).newestTheirs !== null },
      { ...now, isFresh: change.isNew, direct },
    )
    change.isNew = before?.isNew ?? false
    change.answered ||= isHeardAnew || (before?.answered ?? false)
  }
  const ids = [into.id, ...waiting.map(({ facts }) => facts.id)]
  const somebodyWaits = counted(filing, item, id, ids).dueItemId !== null
  return { ...now, state: nextState(now.state, { ...change, isNew: change.isNew && !past }, somebodyWaits) }
}

/** What `startConversation` and `refreshConversation` wrote of whether anybody speaks to us in it. */
function directIn({ db }: Filing, conversationId: number): boolean {
  const sql = 'SELECT 1 FROM conversations WHERE id = @conversationId AND direct = 1'
  return one(db, sql, { conversationId }) !== undefined
}

/** What is counted from the items of the conversations that become one, and this one. */
function counted(
  { db, batch }: Filing,
  item: FetchedItem,
  id: number,
  conversationIds: readonly number[],
): Pick<Conversation, 'itemCount' | 'dueItemId' | 'shownItemId'> {
  const facts = itemFacts(db, conversationIds)
  const lastMine = Math.max(facts.lastMine ?? 0, item.mine ? id : 0)
  const isDue = item.direct && !item.mine && !isPast(batch) && id > lastMine
  const due = firstDue(db, conversationIds, lastMine)
  const theirs = Math.max(facts.newestTheirs ?? 0, item.mine ? 0 : id)
  return {
    itemCount: facts.n + 1,
    dueItemId: isDue ? Math.min(due ?? id, id) : due,
    shownItemId: theirs === 0 ? Math.max(facts.newest, id) : theirs,
  }
}
