import type { Database } from './open.ts'
import { all, run } from './statement.ts'

/** Which stored items are looked at again, and when they were. */

/** Where a round stands: conversations that wait for us first, then whatever the stream heard, newest first. */
export interface RecheckPlace {
  phase: 'open' | 'rest'
  /** Item id that the round has come down to. */
  before: number
}

/** Items from this id on, down from those that `Due` names before them, whose turn comes when last seen before a moment. */
export interface Due {
  fromId: number
  seenBeforeMs: number
}

interface Spot {
  /** Item id that names the place in the round. */
  at: number
  conversationId: number
}

/** The next conversations of a round; `fromId` is where it ends. */
export function spotsAt(
  db: Database,
  streamId: number,
  place: RecheckPlace,
  fromId: number,
  limit: number,
): Spot[] {
  return all<Spot>(
    db,
    place.phase === 'open'
      ? `SELECT newest_item_id AS at, conversation_id AS conversationId FROM conversation_streams
         WHERE stream_id = @streamId AND open = 1 AND newest_item_id < CAST(@before AS INTEGER)
           AND newest_item_id >= CAST(@fromId AS INTEGER)
         ORDER BY newest_item_id DESC LIMIT @limit`
      : `SELECT h.item_id AS at, i.conversation_id AS conversationId FROM hits h JOIN items i ON i.id = h.item_id
         WHERE h.stream_id = @streamId AND h.item_id < CAST(@before AS INTEGER) AND h.item_id >= CAST(@fromId AS INTEGER)
         ORDER BY h.item_id DESC LIMIT @limit`,
    { streamId, before: place.before, fromId, limit },
  )
}

/** An item to look at, as the account's server names it. */
export interface ToRecheck {
  id: number
  ref: string
}

/**
 * Items of a conversation whose turn has come, newest first; `dues` go from young to old, the last one from id 0. What another account heard is left to
 * that account: this one may not be allowed to see it, which would look as if it were deleted. What was read from an
 * archive and never heard is not looked at.
 */
export function dueForRecheck(
  db: Database,
  conversationId: number,
  of: { network: string; accountId: number | undefined; space: string },
  dues: readonly Due[],
  limit: number,
): ToRecheck[] {
  return all<ToRecheck>(
    db,
    `SELECT i.id, coalesce(r.ref, i.remote_id) AS ref FROM items i
     LEFT JOIN item_refs r ON r.item_id = i.id AND r.space = @space
     LEFT JOIN rechecks k ON k.item_id = i.id
     WHERE i.conversation_id = @conversationId AND i.network = @network AND i.state <> 'deleted'
       AND (i.account_id = @accountId OR i.account_id IS NULL)
       AND coalesce(k.at_ms, i.received_ms) <= (SELECT d.value ->> 'seenBeforeMs' FROM json_each(@dues) d
         WHERE i.id >= d.value ->> 'fromId' ORDER BY d.key LIMIT 1)
       AND (NOT EXISTS (SELECT 1 FROM import_items p WHERE p.item_id = i.id) OR EXISTS (SELECT 1 FROM hits x WHERE x.item_id = i.id))
     ORDER BY i.id DESC LIMIT @limit`,
    { conversationId, ...of, accountId: of.accountId ?? null, dues: JSON.stringify(dues), limit },
  )
}

/** An item of others that was not seen for long. */
interface Unseen {
  id: number
  network: string
  url: string | null
}

/**
 * Items of others on some networks that were last seen before a moment, by rising id behind `afterId`, looked for in a
 * stretch. What is known from an archive alone is the user's own copy and stays.
 */
export function unseenSince(
  db: Database,
  networks: readonly string[],
  seenBeforeMs: number,
  afterId: number,
  stretch: number,
): { unseen: Unseen[]; lastId: number | undefined } {
  const rows = all<Unseen & { isUnseen: number }>(
    db,
    `SELECT i.id, i.network, i.url, i.network IN (SELECT value FROM json_each(@networks)) AND i.mine = 0 AND i.state <> 'deleted'
       AND coalesce(k.at_ms, i.received_ms) <= @seenBeforeMs
       AND (NOT EXISTS (SELECT 1 FROM import_items p WHERE p.item_id = i.id)
         OR EXISTS (SELECT 1 FROM hits x WHERE x.item_id = i.id)) AS isUnseen
     FROM items i LEFT JOIN rechecks k ON k.item_id = i.id
     WHERE i.id > CAST(@afterId AS INTEGER) AND i.id < CAST(@beforeId AS INTEGER) ORDER BY i.id LIMIT @stretch`,
    // Nothing is received before it was said.
    {
      networks: JSON.stringify(networks),
      seenBeforeMs,
      afterId,
      beforeId: (seenBeforeMs + 1) * 1024,
      stretch,
    },
  )
  return { unseen: rows.filter((row) => row.isUnseen === 1), lastId: rows.at(-1)?.id }
}

/** Not written again for what was seen in the last hour: a busy list is asked for every few minutes. */
const seenAnewMs = 3_600_000

/** Stored items stood where they were said a moment ago. */
export function markSeen(db: Database, network: string, remoteIds: readonly string[], nowMs: number): void {
  run(
    db,
    `INSERT INTO rechecks (item_id, at_ms)
     SELECT i.id, @nowMs FROM json_each(@names) x CROSS JOIN items i ON i.network = @network AND i.remote_id = x.value
       LEFT JOIN rechecks k ON k.item_id = i.id
     WHERE i.state <> 'deleted' AND coalesce(k.at_ms, i.received_ms) <= @beforeMs
     ON CONFLICT (item_id) DO UPDATE SET at_ms = excluded.at_ms`,
    { names: JSON.stringify(remoteIds), network, nowMs, beforeMs: nowMs - seenAnewMs },
  )
}

export function markRechecked(db: Database, ids: readonly number[], nowMs: number): void {
  run(
    db,
    `INSERT INTO rechecks (item_id, at_ms)
     SELECT i.id, @nowMs FROM json_each(@ids) x CROSS JOIN items i ON i.id = x.value WHERE true
     ON CONFLICT (item_id) DO UPDATE SET at_ms = excluded.at_ms`,
    { ids: JSON.stringify(ids), nowMs },
  )
}
