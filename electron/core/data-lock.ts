import Sqlite from 'better-sqlite3'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * One writer per data folder. The lock is a transaction that stays open on `lock.db`: the system releases it
 * whenever the process ends, however it ends. Who holds it is written beside it for the words only.
 */
export interface DataLock {
  release(): void
}

const holder = z.object({
  program: z.enum(['window', 'command line']),
  pid: z.number().int(),
  sinceMs: z.number(),
})
export type Program = z.infer<typeof holder>['program']

/** Takes the folder for this process. Throws locked with who holds it. */
export function takeDataLock(dataFolder: string, program: Program, nowMs: number): DataLock {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const about = join(dataFolder, 'lock.json')
  const db = new Sqlite(join(dataFolder, 'lock.db'), { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new Failure('locked', lockedWords(readHolder(about), dataFolder), { cause: error })
    throw error
  }
  writeFileSync(about, JSON.stringify({ program, pid: process.pid, sinceMs: nowMs }), { mode: 0o600 })
  return {
    release() {
      if (!db.open) return
      rmSync(about, { force: true })
      db.exec('ROLLBACK')
      db.close()
    },
  }
}

function readHolder(about: string): z.infer<typeof holder> | undefined {
  // Between taking the lock and saying who took it there is a moment without words.
  if (!existsSync(about)) return undefined
  try {
    return holder.parse(JSON.parse(readFileSync(about, 'utf8')))
  } catch {
    return undefined
  }
}

function lockedWords(by: z.infer<typeof holder> | undefined, dataFolder: string): string {
  const who =
    by === undefined
      ? 'Another Earshot'
      : by.program === 'window'
        ? `The Earshot window (process ${String(by.pid)})`
        : `The command line (earshot, process ${String(by.pid)})`
  return `${who} is working in ${dataFolder}. Only one may write there at a time: end it first, or choose another data folder.`
}
