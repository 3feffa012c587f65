import type { ImportReport, ImportState } from '#shared/domain/archive'
import type { FailureShape } from '#shared/failure'
import type { Database } from './open.ts'
import { all, fromJson, one, run } from './statement.ts'

/** Imports of archives. Where one is and what it added are written in the same transaction, so that both are true after a crash. */

export interface StoredImport {
  id: number
  format: string
  path: string
  name: string
  fingerprint: string
  state: ImportState
  files: number
  filesDone: number
  bytesRead: number
  found: number
  added: number
  known: number
  missed: number
  networks: string[]
  failure: FailureShape | undefined
  startedMs: number
  endedMs: number | undefined
  undoneTo: number
  removed: number
  kept: number
}

interface Row {
  id: number
  format: string
  path: string
  name: string
  fingerprint: string
  state: ImportState
  files: number
  files_done: number
  bytes_read: number
  found: number
  added: number
  known: number
  missed: number
  networks: string
  failure: string | null
  started_ms: number
  ended_ms: number | null
  undone_to: number
  removed: number
  kept: number
}

function fromRow(row: Row): StoredImport {
  return {
    id: row.id,
    format: row.format,
    path: row.path,
    name: row.name,
    fingerprint: row.fingerprint,
    state: row.state,
    files: row.files,
    filesDone: row.files_done,
    bytesRead: row.bytes_read,
    found: row.found,
    added: row.added,
    known: row.known,
    missed: row.missed,
    networks: fromJson<string[]>(row.networks, []),
    failure: fromJson<FailureShape | undefined>(row.failure, undefined),
    startedMs: row.started_ms,
    endedMs: row.ended_ms ?? undefined,
    undoneTo: row.undone_to,
    removed: row.removed,
    kept: row.kept,
  }
}

export function addImport(
  db: Database,
  of: Pick<StoredImport, 'format' | 'path' | 'name' | 'fingerprint' | 'files'>,
  nowMs: number,
): number {
  return run(
    db,
    `INSERT INTO imports (format, path, name, fingerprint, state, files, started_ms)
     VALUES (@format, @path, @name, @fingerprint, 'running', @files, @nowMs)`,
    { ...of, nowMs },
  ).id
}

export function findImport(db: Database, id: number): StoredImport | undefined {
  const row = one<Row>(db, 'SELECT * FROM imports WHERE id = @id', { id })
  return row && fromRow(row)
}

/** Newest first. */
export function listImports(db: Database): StoredImport[] {
  return all<Row>(db, 'SELECT * FROM imports ORDER BY id DESC LIMIT 200').map(fromRow)
}

export function importStateOf(db: Database, id: number): ImportState | undefined {
  return one<{ state: ImportState }>(db, 'SELECT state FROM imports WHERE id = @id', { id })?.state
}

/** True where it was in one of the states it may come from. */
export function moveImport(
  db: Database,
  id: number,
  from: readonly ImportState[],
  to: ImportState,
  at: { endedMs?: number | undefined; failure?: FailureShape | undefined } = {},
): boolean {
  const { changes } = run(
    db,
    `UPDATE imports SET state = @to, ended_ms = @endedMs, failure = @failure
     WHERE id = @id AND state IN (SELECT value FROM json_each(@from))`,
    {
      id,
      to,
      from: JSON.stringify(from),
      endedMs: at.endedMs ?? null,
      failure: at.failure === undefined ? null : JSON.stringify(at.failure),
    },
  )
  return changes > 0
}

/** How far an import is, as written with each batch. */
export type ImportProgress = Pick<
  StoredImport,
  'filesDone' | 'bytesRead' | 'found' | 'added' | 'known' | 'missed' | 'networks'
>

export function stepImport(db: Database, id: number, progress: ImportProgress): void {
  run(
    db,
    // An import that goes on reads its first files again: what was shown before does not go back.
    `UPDATE imports SET files_done = max(files_done, @filesDone), bytes_read = max(bytes_read, @bytesRead), found = @found,
       added = @added, known = @known, missed = @missed, networks = @networks
     WHERE id = @id`,
    { ...progress, id, networks: JSON.stringify(progress.networks) },
  )
}

/** An import added this item. */
export function rememberImported(db: Database, importId: number, itemId: number): void {
  run(db, 'INSERT INTO import_items (item_id, import_id) VALUES (@itemId, @importId)', { importId, itemId })
}

export interface Miss {
  /** Its place among all that this import did not understand, from 1. */
  n: number
  path: string
  where: string
  why: string
}

/** What is kept one by one; the rest is counted. */
export const mostMisses = 200
const mostReasons = 50
const otherReason = 'other reasons'

export function storeMisses(db: Database, importId: number, misses: readonly Miss[]): void {
  for (const { n, path, where, why } of misses) {
    if (n <= mostMisses)
      run(
        db,
        'INSERT OR IGNORE INTO import_misses (import_id, n, path, place, why) VALUES (@importId, @n, @path, @where, @why)',
        { importId, n, path, where, why },
      )
    run(
      db,
      `INSERT INTO import_reasons (import_id, why, n)
       VALUES (@importId, CASE WHEN EXISTS (SELECT 1 FROM import_reasons WHERE import_id = @importId AND why = @why)
           OR (SELECT count(*) FROM import_reasons WHERE import_id = @importId) < @mostReasons THEN @why ELSE @otherReason END, 1)
       ON CONFLICT (import_id, why) DO UPDATE SET n = n + 1`,
      { importId, why, mostReasons, otherReason },
    )
  }
}

export function importReport(db: Database, importId: number): ImportReport {
  return {
    reasons: all(
      db,
      'SELECT why, n AS count FROM import_reasons WHERE import_id = @importId ORDER BY n DESC, why',
      { importId },
    ),
    misses: all(
      db,
      'SELECT path, place AS "where", why FROM import_misses WHERE import_id = @importId ORDER BY n',
      { importId },
    ),
  }
}

/** The archive that an item came from, and when; undefined for what was heard. */
export function importOf(db: Database, itemId: number): { name: string; atMs: number } | undefined {
  return one(
    db,
    `SELECT m.name, m.started_ms AS atMs FROM import_items p JOIN imports m ON m.id = p.import_id
     WHERE p.item_id = @itemId`,
    { itemId },
  )
}
