import type { Mute } from '#shared/domain/rule'
import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/*
 * Mutes. What they hold for is stored like everything else and stands in no lane: `conversations.quiet` says so, and
 * `quiet_by` by which. A conversation is muted while everything that others say in it is.
 */

interface MuteRow {
  id: number
  query: string
  created_ms: number
  conversations: number
}

export function listMutes(db: Database): Mute[] {
  return all<MuteRow>(
    db,
    `SELECT m.*, (SELECT count(*) FROM conversations c WHERE c.quiet = 'muted' AND c.quiet_by = m.id) AS conversations
     FROM mutes m ORDER BY m.id DESC`,
  ).map((row) => ({
    id: row.id,
    query: row.query,
    createdMs: row.created_ms,
    conversations: row.conversations,
  }))
}

export function findMute(
  db: Database,
  by: { id: number } | { query: string },
): { id: number; query: string; createdMs: number } | undefined {
  const row = one<MuteRow>(
    db,
    'id' in by ? 'SELECT * FROM mutes WHERE id = @id' : 'SELECT * FROM mutes WHERE query = @query',
    by,
  )
  return row && { id: row.id, query: row.query, createdMs: row.created_ms }
}

/** Adds a mute; with `id`, one that was taken back and comes again. */
export function insertMute(
  db: Database,
  mute: { id?: number | undefined; query: string; createdMs: number },
): number {
  return run(db, 'INSERT INTO mutes (id, query, created_ms) VALUES (@id, @query, @createdMs)', {
    id: mute.id ?? null,
    query: mute.query,
    createdMs: mute.createdMs,
  }).id
}

export function deleteMute(db: Database, id: number): void {
  run(db, 'DELETE FROM mutes WHERE id = @id', { id })
}

/** Of the conversations with these items, those in which nobody else says anything besides them. */
export function conversationsOfOnly(db: Database, itemIds: readonly number[]): number[] {
  return all<{ id: number }>(
    db,
    `WITH found AS MATERIALIZED (SELECT value AS id FROM json_each(@ids))
     SELECT DISTINCT i.conversation_id AS id FROM found f CROSS JOIN items i ON i.id = f.id
     WHERE NOT EXISTS (
       SELECT 1 FROM items o WHERE o.conversation_id = i.conversation_id AND o.mine = 0 AND o.state <> 'deleted'
         AND o.id NOT IN (SELECT id FROM found))`,
    { ids: JSON.stringify(itemIds) },
  ).map((row) => row.id)
}

/** Takes conversations out of the lanes. Those that are quiet already keep their reason. Returns those that changed. */
export function makeQuiet(
  db: Database,
  ids: readonly number[],
  quiet: 'muted' | 'noise' | 'folded',
  by: number,
): number[] {
  return all<{ id: number }>(
    db,
    `UPDATE conversations SET quiet = @quiet, quiet_by = @by
     WHERE id IN (SELECT value FROM json_each(@ids)) AND quiet IS NULL RETURNING id`,
    { ids: JSON.stringify(ids), quiet, by },
  ).map((row) => row.id)
}

/** Brings conversations back into the lanes. */
export function endQuiet(db: Database, ids: readonly number[]): void {
  run(
    db,
    'UPDATE conversations SET quiet = NULL, quiet_by = NULL WHERE id IN (SELECT value FROM json_each(@ids))',
    { ids: JSON.stringify(ids) },
  )
}

/** Conversations that are quiet for this reason, newest first. */
export function quietBy(db: Database, quiet: 'muted' | 'noise' | 'folded', by: number): number[] {
  return all<{ id: number }>(
    db,
    'SELECT id FROM conversations WHERE quiet IS NOT NULL AND quiet = @quiet AND quiet_by = @by ORDER BY newest_item_id DESC',
    { quiet, by },
  ).map((row) => row.id)
}
