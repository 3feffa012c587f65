import { ensureJob, keepPlace } from '../db/jobs.ts'
import { cutLog, mergeIndex } from '../db/wipe.ts'
import type { World } from '../world.ts'
import type { JobKind } from './runner.ts'

/** Rows and the log are clean within minutes; the search index is rewritten at most this often. */
const logAfterMs = 60_000
const indexAfterMs = 6 * 3_600_000
const stepEveryMs = 50

/** The job that takes what was deleted out of the file as well. Its key is what it cleans. */
export function wipeJob({ db, deps }: World): JobKind {
  return {
    turn: 'background',
    run(job) {
      const now = deps.clock.now()
      if (job.key === 'log') return Promise.resolve({ againMs: cutLog(db) ? undefined : now + logAfterMs })
      const isThrough = mergeIndex(db, job.payload !== 'merging')
      if (!isThrough) {
        keepPlace(db, job.id, 'merging')
        return Promise.resolve({ againMs: now + stepEveryMs })
      }
      ensureJob(db, 'wipe', 'log', now)
      return Promise.resolve({ againMs: undefined })
    },
  }
}

/** Something was deleted: its words leave the file too. */
export function planWipe({ db, deps }: World): void {
  const now = deps.clock.now()
  ensureJob(db, 'wipe', 'log', now + logAfterMs)
  ensureJob(db, 'wipe', 'index', now + indexAfterMs)
}
