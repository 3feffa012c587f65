import { existsSync } from 'node:fs'
import Sqlite, { type Database } from 'better-sqlite3'
import { Failure } from '#shared/failure'
import { copyBefore } from './copies.ts'
import { migrate } from './migrate.ts'
import { migrations, type Migration } from './migrations/index.ts'

export type { Database }

export interface OpenOptions {
  /** Replaced by the tests of migrations only. */
  steps?: readonly Migration[]
  onCopied?: (file: string) => void
}

/**
 * Opens the store: WAL, foreign keys, bounded waits; what is freed is overwritten (see wipe.ts). Before a file with data changes its shape it is copied
 * to `<file>.before-<version>`, which jobs/wipe.ts removes some days later. Throws newer-file, or bad-input where the file is no database.
 */
export function openStore(file: string, options: OpenOptions = {}): Database {
  let db: Database
  try {
    db = new Sqlite(file)
    db.pragma('journal_mode = WAL')
  } catch (error) {
    throw new Failure(
      'bad-input',
      `The data file cannot be opened: ${error instanceof Error ? error.message : String(error)}. Restore a backup, or choose another data folder.`,
      { cause: error },
    )
  }
  try {
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    db.pragma('busy_timeout = 5000')
    db.pragma('temp_store = MEMORY')
    db.pragma('cache_size = -65536')
    db.pragma('wal_autocheckpoint = 4000')
    migrate(db, options.steps ?? migrations, (from) => {
      const copy = copyBefore(file, from)
      if (file !== ':memory:' && !existsSync(copy)) db.prepare('VACUUM INTO ?').run(copy)
      options.onCopied?.(copy)
    })
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/** Closes the store and lets SQLite keep its statistics fresh. */
export function closeStore(db: Database): void {
  db.pragma('optimize')
  db.close()
}
