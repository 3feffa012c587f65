import type { Pass, PassNote } from '#shared/domain/catch-up'
import type { Place } from './conversations.ts'
import { heldByLanes, levelOf } from './notices.ts'
import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/*
 * A pass: the conversations in which something was heard since the user left, oldest first. What it holds is written
 * down when it is opened, so that it has an end whatever comes later, and outlives a restart.
 */

/**
 * What counts as heard since then, for the aliases of `heardFrom`: theirs, alive, in a conversation that is open and was
 * not made quiet, said after its stream was added, and from a backfill only what was said since.
 */
const isNews = `i.received_ms > @sinceMs AND i.received_ms <= @untilMs AND i.mine = 0 AND i.state <> 'deleted'
    AND c.state = 'open' AND c.quiet IS NULL
    AND i.id >= s.created_ms * 1024 AND (x.via <> 'backfill' OR i.id >= @sinceMs * 1024)`
const heardFrom = `FROM items i CROSS JOIN conversations c ON c.id = i.conversation_id
    CROSS JOIN hits x ON x.item_id = i.id CROSS JOIN streams s ON s.id = x.stream_id LEFT JOIN rules r ON r.id = s.rule_id`

export const passSql = `SELECT i.conversation_id AS conversationId, min(i.id) AS itemId ${heardFrom}
  WHERE ${isNews} AND ${levelOf} <> 'silent' GROUP BY i.conversation_id`
export const passSilentSql = `SELECT DISTINCT i.id, i.conversation_id AS conversationId ${heardFrom}
  WHERE ${isNews} AND ${levelOf} = 'silent'`
export const offerSql = `SELECT count(*) AS n FROM (SELECT DISTINCT i.conversation_id ${heardFrom}
  WHERE ${isNews} AND ${levelOf} <> 'silent' LIMIT 999)`

interface Span {
  sinceMs: number
  untilMs: number
}

/** How many conversations there are to catch up with, counted up to 999; what only the user's own lanes make loud is not counted yet. */
export function countHeard(db: Database, span: Span): number {
  return one<{ n: number }>(db, offerSql, { ...span })?.n ?? 0
}

interface Heard {
  conversationId: number
  /** The first of theirs that was heard in it. */
  itemId: number
}

/** What was heard, and the conversations that only silent streams heard. */
function heardIn(db: Database, span: Span, nowMs: number): { loud: Heard[]; silent: Heard[] } {
  const loud = new Map(all<Heard>(db, passSql, { ...span }).map((heard) => [heard.conversationId, heard]))
  const silent = new Map<number, Heard>()
  const items = all<{ id: number; conversationId: number }>(db, passSilentSql, { ...span })
  const ids = items.map(({ id }) => id)
  const held = heldByLanes(db, ids, 'digest', nowMs)
  for (const { id, conversationId } of items) {
    if (held.has(id)) keepFirst(loud, { conversationId, itemId: id })
    else keepFirst(silent, { conversationId, itemId: id })
  }
  return { loud: [...loud.values()], silent: [...silent.values()].filter((h) => !loud.has(h.conversationId)) }
}

function keepFirst(into: Map<number, Heard>, heard: Heard): void {
  const before = into.get(heard.conversationId)
  if (before === undefined || heard.itemId < before.itemId) into.set(heard.conversationId, heard)
}

interface PassRow {
  id: number
  since_ms: number
  opened_ms: number
  with_silent: number
  closed_ms: number | null
}

/** The newest pass; `closedMs` is absent while it is not at its end. */
export function lastPass(db: Database): (Pass & { closedMs: number | undefined }) | undefined {
  const row = one<PassRow>(db, 'SELECT * FROM passes ORDER BY id DESC LIMIT 1')
  return row && { ...passOf(db, row), closedMs: row.closed_ms ?? undefined }
}

export function findPass(db: Database, id: number): Pass | undefined {
  const row = one<PassRow>(db, 'SELECT * FROM passes WHERE id = @id', { id })
  return row && passOf(db, row)
}

function passOf(db: Database, row: PassRow): Pass {
  return {
    id: row.id,
    sinceMs: row.since_ms,
    openedMs: row.opened_ms,
    withSilent: row.with_silent === 1,
    total:
      one<{ n: number }>(db, 'SELECT count(*) AS n FROM pass_conversations WHERE pass_id = @id', {
        id: row.id,
      })?.n ?? 0,
  }
}

/** Opens a pass through what was received after `sinceMs`; what the one before held is let go. */
export function openPass(db: Database, sinceMs: number, withSilent: boolean, nowMs: number): Pass {
  return db.transaction(() => {
    run(db, 'DELETE FROM pass_conversations')
    const { id } = run(
      db,
      'INSERT INTO passes (since_ms, opened_ms, with_silent) VALUES (@sinceMs, @nowMs, @withSilent)',
      { sinceMs, nowMs, withSilent: withSilent ? 1 : 0 },
    )
    const { loud, silent } = heardIn(db, { sinceMs, untilMs: nowMs }, nowMs)
    const held = withSilent ? [...loud, ...silent] : loud
    run(
      db,
      `INSERT INTO pass_conversations (pass_id, item_id, conversation_id)
       SELECT @id, value ->> 'itemId', value ->> 'conversationId' FROM json_each(@held)`,
      { id, held: JSON.stringify(held) },
    )
    return { id, sinceMs, openedMs: nowMs, withSilent, total: held.length }
  })()
}

/** Where a conversation of the pass is now: it may have been joined to another since. */
const now =
  'coalesce((SELECT new_id FROM conversation_moves m WHERE m.old_id = p.conversation_id), p.conversation_id)'

export const passPageSql = `SELECT c.id, c.shown_item_id AS itemId, p.item_id AS cursor
  FROM pass_conversations p CROSS JOIN conversations c ON c.id = ${now}
  WHERE p.pass_id = @passId AND p.item_id > @after ORDER BY p.item_id LIMIT @limit`

/** A page of the pass, oldest first. */
export function passPage(db: Database, passId: number, after: number | undefined, limit: number): Place[] {
  return all<Place>(db, passPageSql, { passId, after: after ?? 0, limit })
}

const weSpoke = `(EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = c.id AND o.state IN ('held', 'queued', 'sending'))
    OR EXISTS (SELECT 1 FROM items i WHERE i.conversation_id = c.id AND i.mine = 1 AND i.received_ms >= @openedMs
      AND NOT EXISTS (SELECT 1 FROM import_items p WHERE p.item_id = i.id)))`

export const passNoteSql = `SELECT count(*) AS heard, coalesce(sum(spoke), 0) AS answered,
    coalesce(sum(NOT spoke AND NOT open), 0) AS settled, coalesce(sum(NOT spoke AND open), 0) AS "left"
  FROM (SELECT DISTINCT c.id, c.state = 'open' AS open, ${weSpoke} AS spoke
    FROM pass_conversations p CROSS JOIN conversations c ON c.id = ${now} WHERE p.pass_id = @passId)`

/** What became of what the pass held. */
export function passSums(db: Database, { id, openedMs }: Pass): Omit<PassNote, 'silent' | 'nextDueMs'> {
  const sums = one<Omit<PassNote, 'silent' | 'nextDueMs'>>(db, passNoteSql, { passId: id, openedMs })
  return sums ?? { heard: 0, answered: 0, settled: 0, left: 0 }
}

/** Conversations that a pass left out because only silent streams heard them. */
export function countSilent(db: Database, pass: Pass, nowMs: number): number {
  if (pass.withSilent) return 0
  return heardIn(db, { sinceMs: pass.sinceMs, untilMs: pass.openedMs }, nowMs).silent.length
}

export function markClosed(db: Database, passId: number, nowMs: number): void {
  run(db, 'UPDATE passes SET closed_ms = @nowMs WHERE id = @passId AND closed_ms IS NULL', { passId, nowMs })
}

export const longestWaitSql = `SELECT c.due_item_id AS id FROM conversations c
  WHERE c.state = 'open' AND c.direct = 1 AND c.due_item_id IS NOT NULL AND c.quiet IS NULL ORDER BY c.due_item_id LIMIT 1`

/** Since when the one waits who waits longest for an answer of ours. */
export function longestWaitMs(db: Database): number | undefined {
  const id = one<{ id: number }>(db, longestWaitSql)?.id
  return id === undefined ? undefined : Math.floor(id / 1024)
}
