import type { ConversationRow, ConversationState, Lane, LaneId } from '#shared/domain/conversation'
import type { Moderation } from '#shared/domain/item'
import { handleColumns, joinedHandle, type JoinedHandle } from './handles.ts'
import type { Database } from './open.ts'
import { streamIdsOfRule } from './rules.ts'
import { all, fromJson, one, run } from './statement.ts'

/*
 * The list. Each lane is one walk along one partial index, by the order of that index; the keyset cursor is the
 * column walked, which no two conversations share. `plans.test.ts` holds that no page scans or sorts.
 */

interface LaneDefinition {
  name: string
  /** What `where` says, in the query language; `@promise` stands for the time we promised. */
  query: string
  where: string
  column: 'newest_item_id' | 'due_item_id'
  order: 'oldest' | 'newest'
}

const laneTable: Record<LaneId, LaneDefinition> = {
  'needs-answer': {
    name: 'Needs an answer',
    query: 'is:open is:due -is:quiet',
    where: "c.state = 'open' AND c.direct = 1 AND c.due_item_id IS NOT NULL AND c.quiet IS NULL",
    column: 'due_item_id',
    order: 'oldest',
  },
  pressing: {
    name: 'First things first',
    query: 'is:open is:due -is:quiet',
    where: "c.state = 'open' AND c.direct = 1 AND c.due_item_id IS NOT NULL AND c.quiet IS NULL",
    column: 'due_item_id',
    order: 'oldest',
  },
  late: {
    name: 'Promised by now',
    query: 'is:open is:due older:@promise -is:quiet',
    where:
      "c.state = 'open' AND c.direct = 1 AND c.due_item_id IS NOT NULL AND c.due_item_id < @lateBefore AND c.quiet IS NULL",
    column: 'due_item_id',
    order: 'oldest',
  },
  questions: {
    name: 'Questions',
    query: 'is:open is:question is:latest -is:quiet',
    where: "c.state = 'open' AND c.question = 1 AND c.quiet IS NULL",
    column: 'newest_item_id',
    order: 'newest',
  },
  newcomers: {
    name: 'First-time voices',
    query: 'is:open is:newcomer -is:quiet',
    where: "c.state = 'open' AND c.newcomer = 1 AND c.quiet IS NULL",
    column: 'newest_item_id',
    order: 'newest',
  },
  heard: {
    name: 'Everything heard',
    query: 'is:open -is:quiet',
    where: "c.state = 'open' AND c.quiet IS NULL",
    column: 'newest_item_id',
    order: 'newest',
  },
  waiting: {
    name: 'Waiting for them',
    query: 'is:waiting -is:quiet',
    where: "c.state = 'waiting' AND c.quiet IS NULL",
    column: 'newest_item_id',
    order: 'newest',
  },
  snoozed: {
    name: 'Snoozed',
    query: 'is:snoozed -is:quiet',
    where: "c.state = 'snoozed' AND c.quiet IS NULL",
    column: 'newest_item_id',
    order: 'newest',
  },
  saved: {
    name: 'Saved',
    query: 'is:saved',
    where: 'c.saved = 1',
    column: 'newest_item_id',
    order: 'newest',
  },
  done: {
    name: 'Done',
    query: 'is:done -is:quiet',
    where: "c.state = 'done' AND c.quiet IS NULL",
    column: 'newest_item_id',
    order: 'newest',
  },
  noise: {
    name: 'Probably not for us',
    query: 'is:noise',
    where: "c.quiet IS NOT NULL AND c.quiet = 'noise'",
    column: 'newest_item_id',
    order: 'newest',
  },
  muted: {
    name: 'Muted',
    query: 'is:muted',
    where: "c.quiet IS NOT NULL AND c.quiet = 'muted'",
    column: 'newest_item_id',
    order: 'newest',
  },
}

/** Lanes are counted up to this; more is shown as "more than". */
export const laneCountCap = 10_000

/** A time as the lowest item id of it. */
export function idAt(ms: number): number {
  return Math.floor(ms) * 1024
}

/** What a lane holds, in the query language. The promise counts in whole minutes. */
export function laneQuery(id: LaneId, promiseMs: number): string {
  const minutes = Math.floor(promiseMs / 60_000)
  return laneTable[id].query.replace('@promise', minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`)
}

export function listLanes(db: Database, nowMs: number, promiseMs: number): Lane[] {
  const lateBeforeMs = nowMs - promiseMs
  return (Object.entries(laneTable) as [LaneId, LaneDefinition][]).map(([id, lane]) => ({
    id,
    name: lane.name,
    query: laneQuery(id, promiseMs),
    order: lane.order,
    count:
      one<{ n: number }>(
        db,
        `SELECT count(*) AS n FROM (SELECT 1 FROM conversations c WHERE ${lane.where} LIMIT ${String(laneCountCap)})`,
        id === 'late' ? { lateBefore: idAt(lateBeforeMs) } : {},
      )?.n ?? 0,
  }))
}

/** One position of a page: which conversation, by which item it is shown, and the cursor after it. */
export interface Place {
  id: number
  itemId: number
  cursor: number
}

/** SQL of a lane's page, exported for `plans.test.ts`. */
export function laneSql(id: LaneId): string {
  const lane = laneTable[id]
  const after = lane.order === 'oldest' ? '>' : '<'
  return `SELECT c.id, c.shown_item_id AS itemId, c.${lane.column} AS cursor FROM conversations c
    WHERE ${lane.where} AND c.${lane.column} ${after} @after
    ORDER BY c.${lane.column} ${lane.order === 'oldest' ? 'ASC' : 'DESC'} LIMIT @limit`
}

export const streamSql = `SELECT c.id, c.shown_item_id AS itemId, cs.newest_item_id AS cursor
  FROM conversation_streams cs JOIN conversations c ON c.id = cs.conversation_id
  WHERE cs.stream_id = @streamId AND cs.open = 1 AND cs.newest_item_id < @after
  ORDER BY cs.newest_item_id DESC LIMIT @limit`

/** A conversation that several sources of a rule heard stands where the newest of them heard it, once. */
export const ruleSql = `SELECT c.id, c.shown_item_id AS itemId, cs.newest_item_id AS cursor
  FROM conversation_streams cs JOIN conversations c ON c.id = cs.conversation_id
  WHERE cs.stream_id = @streamId AND cs.open = 1 AND cs.newest_item_id < @after
    AND NOT EXISTS (
      SELECT 1 FROM streams s CROSS JOIN conversation_streams o ON o.conversation_id = cs.conversation_id AND o.stream_id = s.id
      WHERE s.rule_id = @ruleId AND (o.newest_item_id > cs.newest_item_id OR o.newest_item_id = cs.newest_item_id AND s.id < cs.stream_id))
  ORDER BY cs.newest_item_id DESC LIMIT @limit`

const first = { oldest: 0, newest: Number.MAX_SAFE_INTEGER }

export function lanePage(
  db: Database,
  id: LaneId,
  after: number | undefined,
  limit: number,
  lateBeforeMs: number,
): Place[] {
  return all<Place>(db, laneSql(id), {
    after: after ?? first[laneTable[id].order],
    limit,
    ...(id === 'late' ? { lateBefore: idAt(lateBeforeMs) } : {}),
  })
}

export function streamPage(
  db: Database,
  streamId: number,
  after: number | undefined,
  limit: number,
): Place[] {
  return all<Place>(db, streamSql, { streamId, after: after ?? first.newest, limit })
}

/** A page of what all sources of a rule heard: each source's own walk, merged. */
export function rulePage(db: Database, ruleId: number, after: number | undefined, limit: number): Place[] {
  return streamIdsOfRule(db, ruleId)
    .flatMap((streamId) => all<Place>(db, ruleSql, { streamId, ruleId, after: after ?? first.newest, limit }))
    .sort((a, b) => b.cursor - a.cursor)
    .slice(0, limit)
}

/** The newest position of a lane or stream: what comes later waits behind the pill. */
export function countNewer(
  db: Database,
  source: { lane: LaneId } | { streamId: number } | { ruleId: number },
  since: number,
): number {
  if ('ruleId' in source)
    return rulePage(db, source.ruleId, undefined, 99).filter((place) => place.cursor > since).length
  const sql =
    'lane' in source
      ? `SELECT count(*) AS n FROM (SELECT 1 FROM conversations c WHERE ${laneTable[source.lane].where.replace('@lateBefore', '9e15')} AND c.${laneTable[source.lane].column} > @since LIMIT 99)`
      : 'SELECT count(*) AS n FROM (SELECT 1 FROM conversation_streams cs WHERE cs.stream_id = @streamId AND cs.open = 1 AND cs.newest_item_id > @since LIMIT 99)'
  return (
    one<{ n: number }>(db, sql, { since, ...('lane' in source ? {} : { streamId: source.streamId }) })?.n ?? 0
  )
}

/** Conversations by the items that a search found, newest item first, each conversation once. */
export function placesOfItems(db: Database, itemIds: readonly number[]): Place[] {
  const rows = all<{ id: number; itemId: number }>(
    db,
    'SELECT i.conversation_id AS id, i.id AS itemId FROM json_each(@ids) x JOIN items i ON i.id = x.value',
    { ids: JSON.stringify(itemIds) },
  )
  const seen = new Set<number>()
  const places: Place[] = []
  for (const row of rows) {
    if (seen.has(row.id)) continue
    seen.add(row.id)
    places.push({ id: row.id, itemId: row.itemId, cursor: row.itemId })
  }
  return places
}

interface RowRow extends JoinedHandle {
  id: number
  network: string
  state: ConversationState
  saved: number
  snoozed_until_ms: number | null
  question: number
  newcomer: number
  direct: number
  item_count: number
  author_count: number
  newest_item_id: number
  due_item_id: number | null
  read_item_id: number
  title: string | null
  item_id: number
  item_kind: string
  item_state: string
  moderation: Moderation | null
  text: string
  warning: string | null
  lang: string | null
  has_draft: number
  also_on: string
}

export const rowSql = `SELECT c.id, c.network, c.state, c.saved, c.snoozed_until_ms, c.question, c.newcomer, c.direct, c.item_count, c.author_count,
    c.newest_item_id, c.due_item_id, c.read_item_id, c.title,
    i.id AS item_id, i.kind AS item_kind, i.state AS item_state, i.extra ->> '$.standing.moderation' AS moderation, substr(i.text, 1, 400) AS text, i.warning, i.lang,
    EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = c.id AND o.state = 'draft') AS has_draft,
    (SELECT json_group_array(f.network) FROM conversations f WHERE f.quiet IS NOT NULL AND f.quiet = 'folded' AND f.quiet_by = c.id) AS also_on,
    ${handleColumns}
  FROM json_each(@places) p
  CROSS JOIN conversations c ON c.id = p.value ->> 'id'
  CROSS JOIN items i ON i.id = p.value ->> 'itemId'
  CROSS JOIN handles h ON h.id = i.author_id`

interface HeardRow {
  conversation_id: number
  item_id: number
  stream_id: number
  kind: string
  name: string
  reason: string | null
}

export const heardSql = `SELECT p.value ->> 'id' AS conversation_id, x.item_id, x.stream_id, s.kind, s.name, x.reason
  FROM json_each(@places) p
  CROSS JOIN hits x ON x.item_id = p.value ->> 'itemId'
  CROSS JOIN streams s ON s.id = x.stream_id`

/** Streams that heard what is folded into these conversations. */
export const foldedStreamsSql = `SELECT f.quiet_by AS head, x.stream_id
  FROM json_each(@heads) p
  CROSS JOIN conversations f ON f.quiet IS NOT NULL AND f.quiet = 'folded' AND f.quiet_by = p.value
  CROSS JOIN hits x ON x.item_id = f.shown_item_id`

function foldedStreams(db: Database, heads: readonly number[]): Map<number, number[]> {
  const streams = new Map<number, number[]>()
  if (heads.length === 0) return streams
  const params = { heads: JSON.stringify(heads) }
  for (const row of all<{ head: number; stream_id: number }>(db, foldedStreamsSql, params))
    streams.set(row.head, [...(streams.get(row.head) ?? []), row.stream_id])
  return streams
}

/** Rows of the list for the given places, in their order; what is gone is left out. */
export function conversationRows(db: Database, places: readonly Place[]): ConversationRow[] {
  const params = { places: JSON.stringify(places) }
  const rows = new Map(all<RowRow>(db, rowSql, params).map((row) => [row.id, row]))
  const heard = new Map<number, HeardRow[]>()
  for (const row of all<HeardRow>(db, heardSql, params))
    heard.set(row.conversation_id, [...(heard.get(row.conversation_id) ?? []), row])
  const heads = [...rows.values()].filter((row) => row.also_on !== '[]').map((row) => row.id)
  const folded = foldedStreams(db, heads)
  return places.flatMap((place) => {
    const row = rows.get(place.id)
    if (row === undefined) return []
    return [toRow(row, place, heard.get(place.id) ?? [], folded.get(place.id) ?? [])]
  })
}

function toRow(
  row: RowRow,
  place: Place,
  heard: readonly HeardRow[],
  foldedStreamIds: readonly number[],
): ConversationRow {
  const hits = heard.map((h) => ({
    ...h,
    ...fromJson<{ rule: string; matched: { start: number; end: number }[] }>(h.reason, {
      rule: '',
      matched: [],
    }),
  }))
  return {
    id: row.id,
    network: row.network,
    state: row.state,
    saved: row.saved === 1,
    snoozedUntilMs: row.snoozed_until_ms ?? undefined,
    itemId: row.item_id,
    author: joinedHandle(row),
    others: Math.max(0, row.author_count - 1),
    itemCount: row.item_count,
    title: row.title ?? undefined,
    text: row.text,
    matched: hits.flatMap((hit) => hit.matched).filter((m) => m.end <= 400),
    warning: row.warning ?? undefined,
    createdMs: Math.floor(row.item_id / 1024),
    waitingSinceMs: row.due_item_id === null ? undefined : Math.floor(row.due_item_id / 1024),
    unread: row.newest_item_id > row.read_item_id,
    reasons: reasonsOf(row, hits),
    alsoOn: [...new Set(fromJson<string[]>(row.also_on, []))],
    heardOn: new Set([...heard.map((hit) => hit.stream_id), ...foldedStreamIds]).size,
    cursor: place.cursor,
  }
}

function reasonsOf(row: RowRow, hits: readonly { kind: string; name: string }[]): ConversationRow['reasons'] {
  const reasons: ConversationRow['reasons'] = []
  if (row.moderation !== null && row.moderation !== 'approved')
    reasons.push({ kind: 'held', text: row.moderation === 'trash' ? 'in the trash' : row.moderation })
  if (row.question === 1) reasons.push({ kind: 'question', text: 'question' })
  if (row.item_kind === 'reply') reasons.push({ kind: 'reply', text: 'reply to you' })
  else if (row.item_kind === 'mention') reasons.push({ kind: 'mention', text: 'mention' })
  for (const hit of hits) if (hit.kind !== 'mentions') reasons.push({ kind: 'stream', text: hit.name })
  if (row.newcomer === 1) reasons.push({ kind: 'newcomer', text: 'first time here' })
  if (row.item_state === 'edited') reasons.push({ kind: 'edited', text: 'edited' })
  if (row.item_state === 'deleted') reasons.push({ kind: 'deleted', text: 'deleted' })
  if (row.lang !== null && !row.lang.startsWith('en')) reasons.push({ kind: 'lang', text: row.lang })
  if (row.has_draft === 1) reasons.push({ kind: 'draft', text: 'draft' })
  return reasons
}

/** Where these conversations stand in a source now; those that left it are not in the answer. */
export function placesIn(
  db: Database,
  source: { lane: LaneId } | { streamId: number } | { ruleId: number } | 'any',
  ids: readonly number[],
  lateBeforeMs: number,
): Place[] {
  const params = { ids: JSON.stringify(ids) }
  if (source === 'any') {
    return all<Place>(
      db,
      'SELECT c.id, c.shown_item_id AS itemId, c.newest_item_id AS cursor FROM json_each(@ids) x JOIN conversations c ON c.id = x.value',
      params,
    )
  }
  if ('lane' in source) {
    const lane = laneTable[source.lane]
    return all<Place>(
      db,
      `SELECT c.id, c.shown_item_id AS itemId, c.${lane.column} AS cursor FROM json_each(@ids) x CROSS JOIN conversations c ON c.id = x.value WHERE ${lane.where}`,
      { ...params, ...(source.lane === 'late' ? { lateBefore: idAt(lateBeforeMs) } : {}) },
    )
  }
  if ('ruleId' in source) {
    return all<Omit<Place, 'cursor'> & { cursor: number | null }>(
      db,
      `SELECT c.id, c.shown_item_id AS itemId,
         (SELECT max(cs.newest_item_id) FROM streams s CROSS JOIN conversation_streams cs ON cs.conversation_id = c.id AND cs.stream_id = s.id
           WHERE s.rule_id = @ruleId AND cs.open = 1) AS cursor
       FROM json_each(@ids) x CROSS JOIN conversations c ON c.id = x.value`,
      { ...params, ruleId: source.ruleId },
    ).flatMap(({ cursor, ...place }) => (cursor === null ? [] : [{ ...place, cursor }]))
  }
  return all<Place>(
    db,
    `SELECT c.id, c.shown_item_id AS itemId, cs.newest_item_id AS cursor FROM json_each(@ids) x
     CROSS JOIN conversation_streams cs ON cs.conversation_id = x.value AND cs.stream_id = @streamId AND cs.open = 1
     JOIN conversations c ON c.id = x.value`,
    { ...params, streamId: source.streamId },
  )
}

export function markRead(db: Database, id: number, nowMs: number): void {
  const { changes } = run(
    db,
    'UPDATE conversations SET read_item_id = newest_item_id WHERE id = @id AND read_item_id < newest_item_id',
    { id },
  )
  if (changes > 0)
    run(db, 'INSERT OR IGNORE INTO reads (at_ms, conversation_id) VALUES (@nowMs, @id)', { nowMs, id })
}
