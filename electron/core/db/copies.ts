import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/*
 * The copies that are made before the store changes its shape (open.ts): `earshot.db.before-3`. They hold what was said
 * until then, so that nothing is wiped as long as they are there.
 */

/** Where the copy of a store of that shape is put. */
export function copyBefore(dbFile: string, version: number): string {
  return `${dbFile}.before-${String(version)}`
}

/** The copies beside a store, each with when it was made; none for a store in memory. */
export function copiesOf(dbFile: string): { file: string; madeMs: number }[] {
  if (dbFile === ':memory:') return []
  const start = `${basename(dbFile)}.before-`
  // With them what SQLite left beside one that somebody opened.
  return readdirSync(dirname(dbFile))
    .filter((name) => name.startsWith(start) && /^\d+(?:-wal|-shm|-journal)?$/.test(name.slice(start.length)))
    .flatMap((name) => {
      const file = join(dirname(dbFile), name)
      const stats = statSync(file, { throwIfNoEntry: false })
      return stats?.isFile() === true ? [{ file, madeMs: stats.mtimeMs }] : []
    })
}

/** Removes the copies made up to a moment. Answers those that could not be removed, because another program holds them. */
export function removeCopies(dbFile: string, madeUpToMs: number): string[] {
  return copiesOf(dbFile)
    .filter(({ madeMs }) => madeMs <= madeUpToMs)
    .flatMap(({ file }) => {
      try {
        rmSync(file)
        return []
      } catch {
        // Said by the caller, and tried again.
        return [file]
      }
    })
}
