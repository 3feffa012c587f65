import type { StreamKind } from '#shared/domain/network'
import { firstLevel } from '#shared/domain/notice'
import type { Health, NotifyLevel, Stream, StreamConfig } from '#shared/domain/stream'
import type { FailureShape } from '#shared/failure'
import type { Json } from '../networks/types.ts'
import { forgetCoverage } from './coverage.ts'
import type { Database } from './open.ts'
import { all, fromJson, one, run } from './statement.ts'

interface StreamRow {
  id: number
  account_id: number | null
  rule_id: number | null
  network: string
  kind: StreamKind
  name: string
  named_by_user: number
  config: string
  cursor: string
  interval_ms: number
  paused: number
  notify: NotifyLevel
  health: Exclude<Health, 'paused'>
  failure: string | null
  until_ms: number | null
  heard_to_ms: number | null
  gap_from_ms: number | null
  pace: number | null
  silent_since_ms: number | null
  last_ok_ms: number | null
  last_try_ms: number | null
  created_ms: number
  open: number
  items: number
  due_ms: number | null
}

/** A stream as stored, with what only core needs. */
export interface StoredStream extends Omit<Stream, 'live' | 'gap'> {
  cursor: Json
  /** Items an hour as heard lately; undefined until known. */
  pace: number | undefined
  namedByUser: boolean
  createdMs: number
}

const select = `
  SELECT s.*, c.open, c.items, j.due_ms,
    (SELECT min(g.from_ms) FROM gaps g WHERE g.stream_id = s.id AND g.state IN ('open', 'filling')) AS gap_from_ms
  FROM streams s
  JOIN stream_counters c ON c.stream_id = s.id
  LEFT JOIN jobs j ON j.kind = 'pull' AND j.key = CAST(s.id AS TEXT)`

function fromRow(row: StreamRow): StoredStream {
  return {
    id: row.id,
    accountId: row.account_id ?? undefined,
    ruleId: row.rule_id ?? undefined,
    network: row.network,
    kind: row.kind,
    name: row.name,
    namedByUser: row.named_by_user === 1,
    config: fromJson<StreamConfig>(row.config, {}),
    cursor: fromJson<Json>(row.cursor, null),
    intervalMs: row.interval_ms,
    paused: row.paused === 1,
    notify: row.notify,
    health: row.paused === 1 ? 'paused' : row.health,
    failure: fromJson<FailureShape | undefined>(row.failure, undefined),
    untilMs: row.until_ms ?? undefined,
    // A hole that is being filled is not heard yet; one that stays is told beside this.
    heardToMs: row.heard_to_ms === null ? undefined : Math.min(row.heard_to_ms, row.gap_from_ms ?? Infinity),
    silentSinceMs: row.silent_since_ms ?? undefined,
    pace: row.pace ?? undefined,
    lastOkMs: row.last_ok_ms ?? undefined,
    nextPullMs: row.due_ms ?? undefined,
    createdMs: row.created_ms,
    open: row.open,
    itemCount: row.items,
  }
}

export function listStreams(db: Database): StoredStream[] {
  return all<StreamRow>(db, `${select} ORDER BY s.id`).map(fromRow)
}

export function findStream(db: Database, id: number): StoredStream | undefined {
  const row = one<StreamRow>(db, `${select} WHERE s.id = @id`, { id })
  return row && fromRow(row)
}

/** The stream that listens to exactly this already, if there is one. */
export function findSameStream(
  db: Database,
  like: { network: string; kind: StreamKind; accountId: number | undefined; config: StreamConfig },
): StoredStream | undefined {
  const wanted = JSON.stringify(sorted(like.config))
  return listStreams(db).find(
    (s) =>
      s.network === like.network &&
      s.kind === like.kind &&
      s.accountId === like.accountId &&
      JSON.stringify(sorted(s.config)) === wanted,
  )
}

function sorted(config: StreamConfig): [string, string][] {
  return Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1))
}

export function addStream(
  db: Database,
  stream: {
    accountId: number | undefined
    network: string
    kind: StreamKind
    name: string
    namedByUser: boolean
    config: StreamConfig
    intervalMs: number
    ruleId?: number | undefined
  },
  nowMs: number,
): number {
  return run(
    db,
    `INSERT INTO streams (account_id, rule_id, network, kind, name, named_by_user, config, interval_ms, notify, created_ms)
     VALUES (@accountId, @ruleId, @network, @kind, @name, @namedByUser, @config, @intervalMs, @notify, @nowMs)`,
    {
      ...stream,
      notify: firstLevel(stream.kind),
      accountId: stream.accountId ?? null,
      ruleId: stream.ruleId ?? null,
      namedByUser: stream.namedByUser ? 1 : 0,
      config: JSON.stringify(stream.config),
      nowMs,
    },
  ).id
}

/** Changes what the user may change. A new configuration starts from a fresh cursor, with nothing heard of it yet. */
export function updateStream(
  db: Database,
  id: number,
  change: {
    name?: string | undefined
    intervalMs?: number | undefined
    paused?: boolean | undefined
    config?: StreamConfig | undefined
    notify?: NotifyLevel | undefined
  },
): void {
  if (change.name !== undefined)
    run(db, 'UPDATE streams SET name = @name, named_by_user = 1 WHERE id = @id', { id, name: change.name })
  if (change.intervalMs !== undefined)
    run(db, 'UPDATE streams SET interval_ms = @ms WHERE id = @id', { id, ms: change.intervalMs })
  if (change.paused !== undefined)
    run(db, 'UPDATE streams SET paused = @paused WHERE id = @id', { id, paused: change.paused ? 1 : 0 })
  if (change.notify !== undefined)
    run(db, 'UPDATE streams SET notify = @notify WHERE id = @id', { id, notify: change.notify })
  if (change.config !== undefined) {
    run(
      db,
      "UPDATE streams SET config = @config, cursor = 'null', health = 'new', failure = NULL WHERE id = @id",
      {
        id,
        config: JSON.stringify(change.config),
      },
    )
    forgetCoverage(db, id)
  }
}

/** A page arrived whole: its cursor, in the transaction of its items. */
export function advanceStream(
  db: Database,
  id: number,
  page: {
    cursor: Json
    title?: string | undefined
    configPatch?: StreamConfig | undefined
  },
  nowMs: number,
): void {
  run(
    db,
    `UPDATE streams SET
       cursor = CASE WHEN @cursor = 'null' THEN cursor ELSE @cursor END,
       health = 'ok', failure = NULL, until_ms = NULL, last_ok_ms = @nowMs, last_try_ms = @nowMs,
       name = CASE WHEN named_by_user = 0 AND @title IS NOT NULL THEN @title ELSE name END,
       config = CASE WHEN @patch IS NULL THEN config ELSE json_patch(config, @patch) END
     WHERE id = @id`,
    {
      id,
      nowMs,
      cursor: JSON.stringify(page.cursor),
      title: page.title ?? null,
      patch: page.configPatch === undefined ? null : JSON.stringify(page.configPatch),
    },
  )
}

/** How a stream is. `triedMs`: when it was asked, where it was; a stream that only waits for its turn was not. */
export function setStreamHealth(
  db: Database,
  id: number,
  health: Exclude<Health, 'paused'>,
  failure: FailureShape | undefined,
  triedMs?: number,
): void {
  run(
    db,
    `UPDATE streams SET health = @health, failure = @failure, until_ms = @untilMs, last_try_ms = coalesce(@triedMs, last_try_ms)
     WHERE id = @id`,
    {
      id,
      health,
      failure: failure === undefined ? null : JSON.stringify(failure),
      untilMs: failure?.retryAtMs ?? null,
      triedMs: triedMs ?? null,
    },
  )
}

export function removeStream(db: Database, id: number): void {
  run(db, 'DELETE FROM streams WHERE id = @id', { id })
  run(db, "DELETE FROM jobs WHERE kind IN ('pull', 'recheck') AND key = CAST(CAST(@id AS INTEGER) AS TEXT)", {
    id,
  })
}

/** Streams of an account, for example to wake them after a sign-in. */
export function streamsOfAccount(db: Database, accountId: number): StoredStream[] {
  return all<StreamRow>(db, `${select} WHERE s.account_id = @accountId ORDER BY s.id`, { accountId }).map(
    fromRow,
  )
}

/** A stream that is read along with others is as well as they are: it is never asked and never late. */
export function markMatchedHere(db: Database, id: number): void {
  run(db, "UPDATE streams SET health = 'ok', failure = NULL WHERE id = @id", { id })
}
