import type { ConversationState } from '#shared/domain/conversation'
import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

interface Facts {
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

/** Recounts what the list shows of a conversation from its items, and moves its state on. */
export function refreshConversation(db: Database, id: number, change: Change): void {
  const facts = one<Facts>(
    db,
    `SELECT count(*) AS n, count(DISTINCT author_id) AS authors, max(id) AS newest,
       max(CASE WHEN mine = 0 AND state <> 'deleted' THEN id END) AS newestTheirs,
       max(CASE WHEN mine = 1 THEN id END) AS lastMine, max(direct) AS direct
     FROM items WHERE conversation_id = @id`,
    { id },
  )
  if (facts === undefined || facts.n === 0) return
  const due = one<{ id: number | null }>(
    db,
    // What came from an archive, and was never heard, waits for nobody.
    `SELECT min(i.id) AS id FROM items i WHERE i.conversation_id = @id AND i.id > @after AND i.mine = 0 AND i.direct = 1 AND i.state <> 'deleted'
       AND (NOT EXISTS (SELECT 1 FROM import_items p WHERE p.item_id = i.id) OR EXISTS (SELECT 1 FROM hits x WHERE x.item_id = i.id))`,
    { id, after: facts.lastMine ?? 0 },
  )?.id
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
      due: due ?? null,
      direct: facts.direct,
      newcomer: change.newcomer ? 1 : 0,
      state: nextState(state, change, due !== null && due !== undefined),
    },
  )
}

/**
 * Joins a conversation into another: items, streams, tags, notes, drafts; its id leads to the other from now on.
 * Where the other was only just made for a parent that came late (`intoIsFresh`), what the user decided holds.
 */
export function mergeConversations(db: Database, from: number, into: number, intoIsFresh: boolean): void {
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
  const states = all<{ id: number; state: ConversationState; saved: number; until: number | null }>(
    db,
    'SELECT id, state, saved, snoozed_until_ms AS until FROM conversations WHERE id IN (@from, @into)',
    { from, into },
  )
  const open = states.some((s) => s.state === 'open' && !(intoIsFresh && s.id === into))
  const other = states.find((s) => s.id === from)
  run(
    db,
    `UPDATE conversations SET saved = max(saved, @saved),
       read_item_id = max(read_item_id, (SELECT read_item_id FROM conversations WHERE id = @from)),
       newcomer = max(newcomer, (SELECT newcomer FROM conversations WHERE id = @from)),
       state = CASE WHEN @open = 1 THEN 'open' ELSE @otherState END,
       snoozed_until_ms = CASE WHEN @open = 0 AND @otherState = 'snoozed' THEN @until END
     WHERE id = @into`,
    {
      from,
      into,
      saved: other?.saved ?? 0,
      open: open ? 1 : 0,
      otherState: other?.state ?? 'open',
      until: other?.until ?? null,
    },
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
