import type { ConversationState } from '#shared/domain/conversation'
import type { QuietReason } from '#shared/domain/query/subject'
import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/** What the items of a conversation come to. */
interface ItemFacts {
  n: number
  authors: number
  newest: number
  newestTheirs: number | null
  lastMine: number | null
  direct: number
}

/** What happened to a conversation in a batch. */
export interface Change {
  answered: boolean
  weSpoke: boolean
  newcomer: boolean
  isNew: boolean
}

/**
 * The state after something was heard. Somebody's answer brings back what was done, waiting or snoozed;
 * our own answer, seen at the network, means that we wait for them.
 */
export function nextState(
  state: ConversationState,
  change: Change,
  somebodyWaits: boolean,
): ConversationState {
  if (change.answered) return 'open'
  if (change.weSpoke && state === 'open' && !somebodyWaits) return 'waiting'
  if (change.isNew && state === 'done' && somebodyWaits) return 'open'
  return state
}

/** Counts the items of a conversation, or of several that are about to be one. */
export function itemFacts(db: Database, conversationIds: readonly number[]): ItemFacts {
  const facts = one<ItemFacts>(
    db,
    `SELECT count(*) AS n, count(DISTINCT author_id) AS authors, max(id) AS newest,
       max(CASE WHEN mine = 0 AND state <> 'deleted' THEN id END) AS newestTheirs,
       max(CASE WHEN mine = 1 THEN id END) AS lastMine, max(direct) AS direct
     FROM items WHERE conversation_id IN (SELECT value FROM json_each(@ids))`,
    { ids: JSON.stringify(conversationIds) },
  )
  return facts ?? { n: 0, authors: 0, newest: 0, newestTheirs: null, lastMine: null, direct: 0 }
}

/** The first of theirs after `afterId` that waits for our answer. What came from an archive, and was never heard, waits for nobody. */
export function firstDue(db: Database, conversationIds: readonly number[], afterId: number): number | null {
  return (
    one<{ id: number | null }>(
      db,
      `SELECT min(i.id) AS id FROM items i WHERE i.conversation_id IN (SELECT value FROM json_each(@ids)) AND i.id > @afterId
         AND i.mine = 0 AND i.direct = 1 AND i.state <> 'deleted'
         AND (NOT EXISTS (SELECT 1 FROM import_items p WHERE p.item_id = i.id) OR EXISTS (SELECT 1 FROM hits x WHERE x.item_id = i.id))`,
      { ids: JSON.stringify(conversationIds), afterId },
    )?.id ?? null
  )
}

/** Recounts what the list shows of a conversation from its items, and moves its state on. */
export function refreshConversation(db: Database, id: number, change: Change): void {
  const facts = itemFacts(db, [id])
  if (facts.n === 0) return
  const due = firstDue(db, [id], facts.lastMine ?? 0)
  const state =
    one<{ state: ConversationState }>(db, 'SELECT state FROM conversations WHERE id = @id', { id })?.state ??
    'open'
  run(
    db,
    `UPDATE conversations SET item_count = @n, author_count = @authors, newest_item_id = @newest, shown_item_id = @shown,
       due_item_id = @due, direct = @direct, newcomer = max(newcomer, @newcomer),
       question = coalesce((SELECT question FROM items WHERE id = @shown AND mine = 0), 0),
       title = coalesce(title, (SELECT title FROM items WHERE id = @shown)),
       state = @state, snoozed_until_ms = CASE WHEN @state = 'snoozed' THEN snoozed_until_ms END
     WHERE id = @id`,
    {
      id,
      n: facts.n,
      authors: facts.authors,
      newest: facts.newest,
      shown: facts.newestTheirs ?? facts.newest,
      due,
      direct: facts.direct,
      newcomer: change.newcomer ? 1 : 0,
      state: nextState(state, change, due !== null),
    },
  )
}

/** What was decided of a conversation, as far as joining it to another goes. */
export interface Decided {
  state: ConversationState
  quiet: QuietReason | null
}

/**
 * What holds for a conversation that another (`from`) is joined into. It is open where one of them waits for a
 * decision. What stands in the lanes stays there when something quiet is joined to it, and noise stays noise under a
 * parent that was only just heard (`into.isFresh`) and does not speak to us.
 */
export function joinedDecision(
  from: Decided & { isByOthers: boolean },
  into: Decided & { isFresh: boolean; direct: boolean },
): Decided {
  const state = into.state === 'open' && !into.isFresh ? 'open' : from.state
  if (into.quiet !== null) return { state, quiet: from.quiet === null && from.isByOthers ? null : into.quiet }
  return { state, quiet: from.quiet === 'noise' && into.isFresh && !into.direct ? 'noise' : null }
}

interface DecidedRow extends Decided {
  id: number
  quietBy: number | null
  direct: number
  isByOthers: number
}

/** The state and the quiet of two conversations that become one. Before the items move. */
function joinDecisions(
  db: Database,
  fromId: number,
  intoId: number,
  isFresh: boolean,
): Decided & { quietBy: number | null } {
  const rows = all<DecidedRow>(
    db,
    `SELECT id, state, quiet, quiet_by AS quietBy, direct,
       EXISTS (SELECT 1 FROM items i WHERE i.conversation_id = c.id AND i.mine = 0 AND i.state <> 'deleted') AS isByOthers
     FROM conversations c WHERE id IN (@fromId, @intoId)`,
    { fromId, intoId },
  )
  const from = rows.find(({ id }) => id === fromId)
  const into = rows.find(({ id }) => id === intoId)
  if (from === undefined || into === undefined) throw new Error('a conversation to be joined is gone')
  const decided = joinedDecision(
    { ...from, isByOthers: from.isByOthers === 1 },
    { ...into, isFresh, direct: into.direct === 1 },
  )
  const by = into.quiet === null ? from : into
  return { ...decided, quietBy: decided.quiet === null ? null : by.quietBy }
}

/**
 * Joins a conversation into another: items, streams, tags, notes, drafts; its id leads to the other from now on.
 * Where the other was only just made for a parent that came late (`intoIsFresh`), what the user decided holds.
 */
export function mergeConversations(db: Database, from: number, into: number, intoIsFresh: boolean): void {
  const decided = joinDecisions(db, from, into, intoIsFresh)
  run(db, 'UPDATE items SET conversation_id = @into WHERE conversation_id = @from', { from, into })
  run(
    db,
    `INSERT INTO conversation_streams (conversation_id, stream_id, newest_item_id, open)
     SELECT @into, stream_id, newest_item_id, (SELECT state = 'open' AND quiet IS NULL FROM conversations WHERE id = @into)
       FROM conversation_streams WHERE conversation_id = @from
     ON CONFLICT (conversation_id, stream_id) DO UPDATE SET newest_item_id = max(newest_item_id, excluded.newest_item_id)`,
    { from, into },
  )
  run(db, 'DELETE FROM conversation_streams WHERE conversation_id = @from', { from })
  run(
    db,
    'INSERT OR IGNORE INTO conversation_tags (tag_id, conversation_id) SELECT tag_id, @into FROM conversation_tags WHERE conversation_id = @from',
    { from, into },
  )
  run(db, 'UPDATE notes SET conversation_id = @into WHERE conversation_id = @from', { from, into })
  joinDrafts(db, from, into)
  run(db, 'UPDATE outbox SET conversation_id = @into WHERE conversation_id = @from', { from, into })
  run(
    db,
    `UPDATE conversations SET saved = max(saved, (SELECT saved FROM conversations WHERE id = @from)),
       read_item_id = max(read_item_id, (SELECT read_item_id FROM conversations WHERE id = @from)),
       newcomer = max(newcomer, (SELECT newcomer FROM conversations WHERE id = @from)),
       state = @state, quiet = @quiet, quiet_by = @quietBy,
       snoozed_until_ms = CASE WHEN @state = 'snoozed' THEN (SELECT snoozed_until_ms FROM conversations WHERE id = @from) END
     WHERE id = @into`,
    { from, into, ...decided },
  )
  run(
    db,
    "UPDATE conversations SET quiet_by = @into WHERE quiet IS NOT NULL AND quiet = 'folded' AND quiet_by = @from AND id <> @into",
    { from, into },
  )
  run(db, 'UPDATE prints SET conversation_id = @into WHERE conversation_id = @from', { from, into })
  run(db, 'DELETE FROM conversations WHERE id = @from', { from })
  run(db, 'UPDATE conversation_moves SET new_id = @into WHERE new_id = @from', { from, into })
  run(db, 'INSERT OR REPLACE INTO conversation_moves (old_id, new_id) VALUES (@from, @into)', { from, into })
}

/** Two drafts become one: no words are lost. */
function joinDrafts(db: Database, from: number, into: number): void {
  run(
    db,
    `UPDATE outbox SET text = text || char(10) || char(10) || (SELECT text FROM outbox WHERE conversation_id = @from AND state = 'draft')
     WHERE conversation_id = @into AND state = 'draft'
       AND EXISTS (SELECT 1 FROM outbox WHERE conversation_id = @from AND state = 'draft')`,
    { from, into },
  )
  run(
    db,
    `DELETE FROM outbox WHERE conversation_id = @from AND state = 'draft'
       AND EXISTS (SELECT 1 FROM outbox WHERE conversation_id = @into AND state = 'draft')`,
    { from, into },
  )
}

/** A stream heard an item of a conversation. */
export function joinStream(db: Database, conversationId: number, streamId: number, itemId: number): void {
  run(
    db,
    `INSERT INTO conversation_streams (conversation_id, stream_id, newest_item_id, open)
     SELECT @conversationId, @streamId, @itemId, state = 'open' AND quiet IS NULL FROM conversations WHERE id = @conversationId
     ON CONFLICT (conversation_id, stream_id) DO UPDATE SET newest_item_id = max(newest_item_id, excluded.newest_item_id)`,
    { conversationId, streamId, itemId },
  )
}

/** Where a conversation is now, after merges. */
export function currentId(db: Database, id: number): number {
  return (
    one<{ new_id: number }>(db, 'SELECT new_id FROM conversation_moves WHERE old_id = @id', { id })?.new_id ??
    id
  )
}
