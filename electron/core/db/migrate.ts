import type { Database } from 'better-sqlite3'
import { Failure } from '#shared/failure'
import type { Migration } from './migrations/index.ts'

/** The version that `PRAGMA user_version` holds; 0 for an empty file. */
export function schemaVersion(db: Database): number {
  // With { simple: true } SQLite answers this pragma with one integer.
  return db.pragma('user_version', { simple: true }) as number
}

/**
 * Brings a file to the newest shape, each step in one transaction.
 * `beforeFirst` runs once before anything changes in a file that holds data: the place for a copy.
 * Throws newer-file if the file was written by a newer Earshot; nothing is touched then.
 */
export function migrate(
  db: Database,
  steps: readonly Migration[],
  beforeFirst: (from: number) => void,
): void {
  const from = schemaVersion(db)
  const newest = steps.at(-1)?.version ?? 0
  if (from > newest) {
    throw new Failure(
      'newer-file',
      `This data was written by a newer Earshot (shape ${String(from)}, this one knows ${String(newest)}). Update Earshot, or open another data folder. Nothing was changed.`,
    )
  }
  const pending = steps.filter((step) => step.version > from)
  if (pending.length > 0 && from > 0) beforeFirst(from)
  for (const step of pending) {
    if (step.version !== schemaVersion(db) + 1)
      throw new Failure('bug', `migration ${step.slug} is out of order`)
    db.transaction(() => {
      db.exec(step.sql)
      db.pragma(`user_version = ${String(step.version)}`)
    })()
  }
}
