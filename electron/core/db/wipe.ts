import type { Database } from './open.ts'
import { one } from './statement.ts'

/*
 * What is deleted leaves the file, not only the tables:
 * 1. `secure_delete` (open.ts) overwrites rows and pages with zeros as they are freed.
 * 2. The search index is append-only: words of a deleted row stay in its segments until those are merged.
 * 3. The write-ahead log holds older pages until it is checkpointed and cut.
 * Without the first, a VACUUM of the whole file would be needed, which takes seconds to minutes and twice its room.
 */

/** Pages of the search index that one step rewrites: some milliseconds. */
const pagesAStep = 64

/** Rewrites a piece of the search index without deleted words; `first` begins anew. True when it is through. */
export function mergeIndex(db: Database, first: boolean): boolean {
  const changes = (): number => one<{ n: number }>(db, 'SELECT total_changes() AS n')?.n ?? 0
  const before = changes()
  // A negative number asks for a merge of everything there is (sqlite.org/fts5.html, "The merge Command").
  db.prepare("INSERT INTO item_fts (item_fts, rank) VALUES ('merge', CAST(? AS INTEGER))").run(
    first ? -pagesAStep : pagesAStep,
  )
  // The insert itself counts as one change: where there is no other, nothing was left to merge.
  return changes() - before < 2
}

/** Moves the write-ahead log into the file and cuts it. False where somebody reads an older state right now. */
export function cutLog(db: Database): boolean {
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[] // the one row of this pragma
  return result?.busy !== 1
}
