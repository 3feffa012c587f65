import type { ItemKind } from '#shared/domain/item'
import { isAtLeast, loudest } from '#shared/domain/notice'
import { parseQuery } from '#shared/domain/query/parse'
import type { NotifyLevel } from '#shared/domain/stream'
import { searchAmong } from '../rules/search.ts'
import type { Database } from './open.ts'
import { all, fromJson, one, run } from './statement.ts'

/*
 * How loud things are. A stream is as loud as its rule, where it has one, else as it says itself. What one of the
 * user's own lanes holds is at least as loud as that lane.
 */

/** A stream's level, for the aliases `s` of streams and `r` of its rule. */
export const levelOf = 'coalesce(r.notify, s.notify)'

/** An item as stored, with what telling needs to know. */
export interface HeardItem {
  id: number
  conversationId: number
  network: string
  who: string
  kind: ItemKind
  words: string
  level: NotifyLevel
  mine: boolean
  filtered: boolean
  receivedMs: number
  listenedSinceMs: number
}

interface HeardRow {
  id: number
  conversation_id: number
  network: string
  who: string
  kind: ItemKind
  words: string
  levels: string
  mine: number
  filtered: number
  received_ms: number
  since: number | null
}

export const heardSql = `SELECT i.id, i.conversation_id, i.network, iif(h.name = '', h.prefix || h.handle, h.name) AS who, i.kind,
    coalesce(i.warning, trim(coalesce(i.title, '') || ' ' || substr(i.text, 1, 600))) AS words, i.mine, i.received_ms,
    (i.state = 'deleted' OR c.quiet IS NOT NULL) AS filtered,
    (SELECT json_group_array(${levelOf}) FROM hits x CROSS JOIN streams s ON s.id = x.stream_id
       LEFT JOIN rules r ON r.id = s.rule_id WHERE x.item_id = i.id) AS levels,
    (SELECT min(s.created_ms) FROM hits x CROSS JOIN streams s ON s.id = x.stream_id WHERE x.item_id = i.id) AS since
  FROM json_each(@ids) j CROSS JOIN items i ON i.id = j.value
  CROSS JOIN conversations c ON c.id = i.conversation_id CROSS JOIN handles h ON h.id = i.author_id`

/** What is stored of these items, oldest first, with how loud they are. */
export function heardItems(db: Database, ids: readonly number[], nowMs: number): HeardItem[] {
  const rows = all<HeardRow>(db, heardSql, {
    ids: JSON.stringify(ids.toSorted((a, b) => a - b)),
  })
  const levels = new Map(rows.map((row) => [row.id, loudest(fromJson<NotifyLevel[]>(row.levels, []))]))
  raiseByLanes(db, levels, nowMs)
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    network: row.network,
    who: row.who,
    kind: row.kind,
    words: row.words,
    level: levels.get(row.id) ?? 'silent',
    mine: row.mine === 1,
    filtered: row.filtered === 1,
    receivedMs: row.received_ms,
    listenedSinceMs: row.since ?? 0,
  }))
}

/** Items that one of the user's own lanes holds are at least as loud as it. */
function raiseByLanes(db: Database, levels: Map<number, NotifyLevel>, nowMs: number): void {
  for (const { query, notify } of loudLanes(db)) {
    const quieter = [...levels].flatMap(([id, level]) => (isAtLeast(level, notify) ? [] : [id]))
    for (const id of matching(db, query, quieter, nowMs)) levels.set(id, notify)
  }
}

function loudLanes(db: Database): { query: string; notify: NotifyLevel }[] {
  return all<{ query: string; notify: NotifyLevel }>(
    db,
    "SELECT query, notify FROM own_lanes WHERE notify <> 'silent'",
  )
}

/** A lane whose query cannot be read holds nothing; the lane itself says what is wrong with it. */
function matching(db: Database, query: string, ids: readonly number[], nowMs: number): number[] {
  const parsed = parseQuery(query)
  return parsed.errors === undefined ? searchAmong(db, parsed.ast, ids, nowMs) : []
}

/** Those of the items that a lane of at least this level holds. */
export function heldByLanes(
  db: Database,
  ids: readonly number[],
  least: NotifyLevel,
  nowMs: number,
): Set<number> {
  const held = new Set<number>()
  for (const { query, notify } of loudLanes(db)) {
    if (!isAtLeast(notify, least)) continue
    for (const id of matching(
      db,
      query,
      ids.filter((id) => !held.has(id)),
      nowMs,
    ))
      held.add(id)
  }
  return held
}

export type NoticeState = 'held' | 'told' | 'seen'

/** Those of the items that something was decided for. */
export function decidedIds(db: Database, ids: readonly number[]): Set<number> {
  return new Set(
    all<{ item_id: number }>(
      db,
      'SELECT n.item_id FROM json_each(@ids) j CROSS JOIN notices n ON n.item_id = j.value',
      { ids: JSON.stringify(ids) },
    ).map((row) => row.item_id),
  )
}

/** Writes what was decided for items, over what was decided before. */
export function decideNotices(db: Database, ids: readonly number[], state: NoticeState, nowMs: number): void {
  if (ids.length === 0) return
  run(
    db,
    `INSERT INTO notices (item_id, state, at_ms) SELECT CAST(value AS INTEGER), @state, @nowMs FROM json_each(@ids) WHERE true
     ON CONFLICT (item_id) DO UPDATE SET state = excluded.state, at_ms = excluded.at_ms`,
    { ids: JSON.stringify(ids), state, nowMs },
  )
}

export const heldSql = `SELECT n.item_id AS id, (c.read_item_id >= n.item_id OR c.state <> 'open') AS handled
  FROM notices n CROSS JOIN items i ON i.id = n.item_id CROSS JOIN conversations c ON c.id = i.conversation_id
  WHERE n.state = 'held' ORDER BY n.at_ms`

/** Items that wait to be told; `handled` are those whose conversation was read, done or put off meanwhile. */
export function heldIds(db: Database): { waiting: number[]; handled: number[] } {
  const rows = all<{ id: number; handled: number }>(db, heldSql)
  const of = (handled: number): number[] => rows.flatMap((row) => (row.handled === handled ? [row.id] : []))
  return { waiting: of(0), handled: of(1) }
}

export const lastBannerSql = "SELECT max(at_ms) AS at FROM notices WHERE state = 'told'"

export function lastBannerMs(db: Database): number | undefined {
  return one<{ at: number | null }>(db, lastBannerSql)?.at ?? undefined
}

/** Counted no further: a badge shows three digits. */
export const mostOnBadge = 999

const needsAnswer = "c.state = 'open' AND c.direct = 1 AND c.due_item_id IS NOT NULL AND c.quiet IS NULL"
const isCounted = `EXISTS (SELECT 1 FROM conversation_streams cs CROSS JOIN streams s ON s.id = cs.stream_id
    LEFT JOIN rules r ON r.id = s.rule_id WHERE cs.conversation_id = c.id AND ${levelOf} IN ('badge', 'banner'))`
/** What no stream claims (its stream was removed, or a thread brought it) was never made quiet. */
const isUnclaimed = 'NOT EXISTS (SELECT 1 FROM conversation_streams cs WHERE cs.conversation_id = c.id)'

export const badgeSql = `SELECT count(*) AS n FROM (SELECT 1 FROM conversations c
  WHERE ${needsAnswer} AND (${isCounted} OR ${isUnclaimed}) ORDER BY c.due_item_id LIMIT ${String(mostOnBadge)})`
export const uncountedSql = `SELECT c.due_item_id AS id FROM conversations c
  WHERE ${needsAnswer} AND NOT (${isCounted} OR ${isUnclaimed}) ORDER BY c.due_item_id LIMIT ${String(mostOnBadge)}`

/** How many conversations need an answer and are loud enough to be counted: by their streams, else by a lane of the user's own. */
export function countBadge(db: Database, nowMs: number): number {
  const counted = one<{ n: number }>(db, badgeSql)?.n ?? 0
  if (counted >= mostOnBadge || loudLanes(db).every(({ notify }) => !isAtLeast(notify, 'badge')))
    return counted
  const quiet = all<{ id: number }>(db, uncountedSql).map((row) => row.id)
  return Math.min(mostOnBadge, counted + heldByLanes(db, quiet, 'badge', nowMs).size)
}
