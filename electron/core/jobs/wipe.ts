import { Failure } from '#shared/failure'
import { copiesOf, removeCopies } from '../db/copies.ts'
import { ensureJob, keepPlace, planJob } from '../db/jobs.ts'
import { listStreams } from '../db/streams.ts'
import { cutLog, mergeIndex } from '../db/wipe.ts'
import type { World } from '../world.ts'
import { keptUnseen } from './keeping.ts'
import type { JobKind } from './runner.ts'

/** Rows and the log are clean within minutes; the search index is rewritten at most this often. */
const logAfterMs = 60_000
const indexAfterMs = 6 * 3_600_000
const stepEveryMs = 50
const dayMs = 24 * 3_600_000
/** A copy from before a change of shape is kept so long, in case the new shape turns out to be wrong. */
const copyDays = 14
/** A start that went well: everything opened, and it ran so long. */
const startedMs = 10 * 60_000
const copiesEveryMs = 3_600_000

/** The job that takes what was deleted out of the file as well. Its key is what it cleans. */
export function wipeJob(world: World): JobKind {
  const { db, deps } = world
  const wellMs = deps.clock.now() + startedMs
  return {
    turn: 'background',
    run(job) {
      const now = deps.clock.now()
      if (job.key === 'log') return Promise.resolve({ againMs: cutLog(db) ? undefined : now + logAfterMs })
      if (job.key === 'copies') {
        const isAll = job.payload === 'all'
        return Promise.resolve({ againMs: !isAll && now < wellMs ? wellMs : letCopiesGo(world, isAll) })
      }
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

/** Copies that were made before the store changed its shape go by their age; planned anew at each start. */
export function planCopies({ db, deps }: World): void {
  if (copiesOf(deps.dbFile).length > 0) ensureJob(db, 'wipe', 'copies', deps.clock.now() + startedMs)
}

/** An account is wiped: its words are in every copy. Planned in the transaction, so that no crash leaves one. */
export function planCopiesGone({ db, deps }: World): void {
  if (copiesOf(deps.dbFile).length > 0) planJob(db, 'wipe', 'copies', deps.clock.now(), 'all')
}

/** After the transaction: gone at once, also where no job runs. What another program holds is left to the job. */
export function wipeCopies({ deps }: World): void {
  removeCopies(deps.dbFile, Infinity)
}

/** When to look again, undefined where no copy is left. Throws unavailable where one is held by another program. */
function letCopiesGo({ db, deps }: World, isAll: boolean): number | undefined {
  const now = deps.clock.now()
  // What some network lets nobody keep for longer is in the copy as well.
  const shortest = listStreams(db).flatMap(
    ({ network, config }) => keptUnseen(deps.networks, { network, url: config['url'] })?.days ?? [],
  )
  const days = Math.min(copyDays, ...shortest)
  const held = removeCopies(deps.dbFile, isAll ? Infinity : now - days * dayMs)
  if (held.length > 0)
    throw new Failure(
      'unavailable',
      `An old copy of the data cannot be removed: ${held.join(', ')}. Close what has it open.`,
    )
  return copiesOf(deps.dbFile).length > 0 ? now + copiesEveryMs : undefined
}
