import type { TriageAct } from '#shared/contract'
import type { ConversationState } from '#shared/domain/conversation'
import type { Goal } from '#shared/domain/goal'
import type { ItemAct } from '#shared/domain/network'
import { putGoal, removeGoal } from './goals.ts'
import { currentId } from './conversation-upkeep.ts'
import { conversationsOf, markHandle } from './handles.ts'
import { deleteMute, endQuiet, insertMute, makeQuiet, quietBy } from './mutes.ts'
import { restoreRule, type RuleBackup } from './rule-backups.ts'
import { dropVerdicts, judgeConversation } from './verdicts.ts'
import type { Database } from './open.ts'
import { orderOwnLanes, putOwnLane, removeOwnLane, type StoredLane } from './own-lanes.ts'
import { all, fromJson, one, run } from './statement.ts'

/*
 * Every act of the user on stored things is one row here, applied in the same transaction. Undo applies the
 * inverse. Rows hold ids and states, never message texts.
 */

export interface Before {
  id: number
  state: ConversationState
  saved: number
  until: number | null
  quiet?: string | null | undefined
  quietBy?: number | null | undefined
}

export type Inverse =
  | { kind: 'states'; before: Before[]; verdictsMs?: number | undefined }
  | { kind: 'note'; id: number }
  | { kind: 'tag'; tag: string; on: boolean; ids: number[] }
  | { kind: 'send'; outboxId: string; before: Before[] }
  /** The act is done at the network first; here only the states that went with it are brought back. */
  | { kind: 'act'; itemId: number; accountId: number; act: ItemAct; before: Before[] }
  | { kind: 'mute'; on: boolean; mute: { id: number; query: string; createdMs: number } }
  | { kind: 'rule'; backup: RuleBackup }
  | { kind: 'vip'; handleId: number; vip: boolean }
  | { kind: 'lane'; lane: StoredLane }
  | { kind: 'lane-gone'; id: number }
  | { kind: 'lane-order'; ids: number[] }
  | { kind: 'goal'; goal: Goal }
  | { kind: 'goal-gone'; id: number }

export interface Operation {
  id: string
  kind: string
  payload: Record<string, unknown>
  /** Null where nothing takes it back. */
  inverse: Inverse | null
}

/** Writes the row of an operation; call it in the transaction that applies it. */
export function recordOperation(db: Database, operation: Operation, nowMs: number): void {
  run(
    db,
    "INSERT INTO operations (id, actor, at_ms, kind, payload, inverse) VALUES (@id, 'me', @nowMs, @kind, @payload, @inverse)",
    {
      id: operation.id,
      kind: operation.kind,
      payload: JSON.stringify(operation.payload),
      inverse: operation.inverse === null ? null : JSON.stringify(operation.inverse),
      nowMs,
    },
  )
}

/** The state of conversations as it is, for an inverse. */
export function statesOf(db: Database, ids: readonly number[]): Before[] {
  return all<Before>(
    db,
    'SELECT c.id, c.state, c.saved, c.snoozed_until_ms AS until, c.quiet, c.quiet_by AS quietBy FROM json_each(@ids) x CROSS JOIN conversations c ON c.id = x.value',
    { ids: JSON.stringify(ids) },
  )
}

function setState(db: Database, id: number, state: ConversationState, until: number | null): void {
  run(db, 'UPDATE conversations SET state = @state, snoozed_until_ms = @until WHERE id = @id', {
    id,
    state,
    until,
  })
}

/** Applies one act to many conversations. Returns those that it changed. */
export function triage(
  db: Database,
  ids: readonly number[],
  act: TriageAct,
  operationId: string,
  nowMs: number,
): number[] {
  return db.transaction(() => {
    const before = statesOf(
      db,
      ids.map((id) => currentId(db, id)),
    )
    const changed = before.filter((b) => applyAct(db, b, act, nowMs))
    const judges = act.act === 'irrelevant' || act.act === 'relevant'
    recordOperation(
      db,
      {
        id: operationId,
        kind: act.act,
        payload: { ids: changed.map((b) => b.id), act },
        inverse: { kind: 'states', before: changed, ...(judges ? { verdictsMs: nowMs } : {}) },
      },
      nowMs,
    )
    return changed.map((b) => b.id)
  })()
}

function applyAct(db: Database, before: Before, act: TriageAct, nowMs: number): boolean {
  switch (act.act) {
    case 'done':
      if (before.state === 'done') return false
      setState(db, before.id, 'done', null)
      return true
    case 'wait':
      if (before.state === 'waiting') return false
      setState(db, before.id, 'waiting', null)
      return true
    case 'reopen':
      if (before.state === 'open') return false
      setState(db, before.id, 'open', null)
      return true
    case 'snooze':
      setState(db, before.id, 'snoozed', act.untilMs)
      return true
    case 'irrelevant':
      judgeConversation(db, before.id, true, nowMs)
      setState(db, before.id, 'done', null)
      return true
    case 'relevant':
      judgeConversation(db, before.id, false, nowMs)
      if (before.quiet === 'noise') endQuiet(db, [before.id])
      if (before.state === 'done') setState(db, before.id, 'open', null)
      return true
    case 'save':
    case 'unsave': {
      const saved = act.act === 'save' ? 1 : 0
      if (before.saved === saved) return false
      run(db, 'UPDATE conversations SET saved = @saved WHERE id = @id', { id: before.id, saved })
      return true
    }
  }
}

/** Brings back the snoozed conversations whose time has come. Returns them. */
export function wakeSnoozed(db: Database, nowMs: number): number[] {
  const ids = all<{ id: number }>(
    db,
    "SELECT id FROM conversations WHERE state = 'snoozed' AND snoozed_until_ms <= @nowMs ORDER BY snoozed_until_ms",
    { nowMs },
  ).map((row) => row.id)
  for (const id of ids) setState(db, id, 'open', null)
  return ids
}

/** When the next snoozed conversation comes back. */
export function nextWakeMs(db: Database): number | undefined {
  return (
    one<{ at: number | null }>(
      db,
      "SELECT min(snoozed_until_ms) AS at FROM conversations WHERE state = 'snoozed'",
    )?.at ?? undefined
  )
}

export function addNote(
  db: Database,
  conversationId: number,
  text: string,
  operationId: string,
  nowMs: number,
): void {
  db.transaction(() => {
    const { id } = run(
      db,
      'INSERT INTO notes (conversation_id, text, created_ms) VALUES (@conversationId, @text, @nowMs)',
      { conversationId, text, nowMs },
    )
    recordOperation(
      db,
      {
        id: operationId,
        kind: 'note',
        payload: { conversationId, noteId: id },
        inverse: { kind: 'note', id },
      },
      nowMs,
    )
  })()
}

export function setTag(
  db: Database,
  ids: readonly number[],
  tag: string,
  on: boolean,
  operationId: string,
  nowMs: number,
): void {
  db.transaction(() => {
    const changed = applyTag(db, ids, tag, on)
    recordOperation(
      db,
      {
        id: operationId,
        kind: 'tag',
        payload: { ids: changed, tag, on },
        inverse: { kind: 'tag', tag, on: !on, ids: changed },
      },
      nowMs,
    )
  })()
}

function applyTag(db: Database, ids: readonly number[], tag: string, on: boolean): number[] {
  run(db, 'INSERT OR IGNORE INTO tags (name) VALUES (@tag)', { tag })
  const sql = on
    ? 'INSERT OR IGNORE INTO conversation_tags (tag_id, conversation_id) SELECT id, @conversationId FROM tags WHERE name = @tag'
    : 'DELETE FROM conversation_tags WHERE conversation_id = @conversationId AND tag_id = (SELECT id FROM tags WHERE name = @tag)'
  return ids.filter((conversationId) => run(db, sql, { conversationId, tag }).changes > 0)
}

export interface Undone {
  operation: string
  kind: string
  changed: number[]
  /** Set where a message was taken back from the outbox. */
  outboxId: string | undefined
}

interface UndoRow {
  seq: number
  id: string
  kind: string
}

/** The operation that an undo would take back: the named one, else the newest that can be, but for those left out. */
export function nextToUndo(
  db: Database,
  operation: string | undefined,
  leaveOut: readonly string[],
): { row: UndoRow; inverse: Inverse } | undefined {
  const row = one<UndoRow & { inverse: string }>(
    db,
    operation === undefined
      ? `SELECT seq, id, kind, inverse FROM operations WHERE undone_ms IS NULL AND inverse IS NOT NULL
           AND id NOT IN (SELECT value FROM json_each(@leaveOut)) ORDER BY seq DESC LIMIT 1`
      : 'SELECT seq, id, kind, inverse FROM operations WHERE id = @operation AND undone_ms IS NULL AND inverse IS NOT NULL',
    operation === undefined ? { leaveOut: JSON.stringify(leaveOut) } : { operation },
  )
  const inverse = fromJson<Inverse | null>(row?.inverse ?? null, null)
  return row === undefined || inverse === null ? undefined : { row, inverse }
}

/**
 * Takes back an operation, or the newest that can be. Conversations that moved on since (an answer reopened
 * them) go back to the state before the operation all the same: the user asked for it.
 * `cancelSend` takes a message back and says whether it could; an operation whose message has left stays done.
 */
export function undo(
  db: Database,
  operation: string | undefined,
  nowMs: number,
  cancelSend: (outboxId: string) => boolean,
): Undone | undefined {
  return db.transaction(() => {
    const next = nextToUndo(db, operation, [])
    if (next === undefined) return undefined
    const { row, inverse } = next
    if (inverse.kind === 'send' && !cancelSend(inverse.outboxId)) {
      run(db, 'UPDATE operations SET inverse = NULL WHERE seq = @seq', { seq: row.seq })
      return { operation: row.id, kind: 'sent', changed: [], outboxId: inverse.outboxId }
    }
    run(db, 'UPDATE operations SET undone_ms = @nowMs WHERE seq = @seq', { seq: row.seq, nowMs })
    return {
      operation: row.id,
      kind: row.kind,
      changed: applyInverse(db, inverse),
      outboxId: inverse.kind === 'send' ? inverse.outboxId : undefined,
    }
  })()
}

function applyInverse(db: Database, inverse: Inverse): number[] {
  switch (inverse.kind) {
    case 'states':
    case 'send':
    case 'act':
      for (const before of inverse.before) {
        const id = currentId(db, before.id)
        setState(db, id, before.state, before.until)
        run(db, 'UPDATE conversations SET saved = @saved WHERE id = @id', { id, saved: before.saved })
        if (before.quiet === 'noise') makeQuiet(db, [id], 'noise', before.quietBy ?? 0)
      }
      if (inverse.kind === 'states' && inverse.verdictsMs !== undefined)
        dropVerdicts(
          db,
          inverse.before.map((before) => currentId(db, before.id)),
          inverse.verdictsMs,
        )
      return inverse.before.map((before) => currentId(db, before.id))
    case 'note': {
      const note = one<{ conversation_id: number }>(
        db,
        'DELETE FROM notes WHERE id = @id RETURNING conversation_id',
        { id: inverse.id },
      )
      return note === undefined ? [] : [note.conversation_id]
    }
    case 'vip':
      markHandle(db, inverse.handleId, inverse.vip)
      return conversationsOf(db, inverse.handleId, 500)
    case 'mute':
      return applyMuteInverse(db, inverse)
    case 'rule':
      restoreRule(db, inverse.backup)
      return []
    case 'tag':
      return applyTag(
        db,
        inverse.ids.map((id) => currentId(db, id)),
        inverse.tag,
        inverse.on,
      )
    case 'lane':
      putOwnLane(db, inverse.lane)
      return []
    case 'lane-gone':
      removeOwnLane(db, inverse.id)
      return []
    case 'lane-order':
      orderOwnLanes(db, inverse.ids)
      return []
    case 'goal':
      putGoal(db, inverse.goal)
      return []
    case 'goal-gone':
      removeGoal(db, inverse.id)
      return []
  }
}

/** Undoing a mute brings back what it made quiet; a mute that comes again is applied by its job. */
function applyMuteInverse(db: Database, { on, mute }: Extract<Inverse, { kind: 'mute' }>): number[] {
  if (on) {
    insertMute(db, mute)
    return []
  }
  const ids = quietBy(db, 'muted', mute.id)
  endQuiet(db, ids)
  deleteMute(db, mute.id)
  return ids
}
