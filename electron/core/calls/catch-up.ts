import type { CatchUpOffer, Pass } from '#shared/domain/catch-up'
import { Failure } from '#shared/failure'
import { isLookedThrough, lastAbsence, markCaught, type Absence } from '../db/absences.ts'
import {
  countHeard,
  countSilent,
  findPass,
  lastPass,
  longestWaitMs,
  markClosed,
  openPass,
  passSums,
} from '../db/catch-up.ts'
import type { Database } from '../db/open.ts'
import { readSettings } from '../db/settings.ts'
import type { World } from '../world.ts'
import type { CallContext, PartOf } from './index.ts'

const dayMs = 86_400_000
/** After this long at work again, nobody is offered to catch up any more. */
const offeredMs = 12 * 3_600_000

export function catchUpCalls({ world }: CallContext): PartOf<'catchup'> {
  const { db, deps, changes } = world
  return {
    'catchup.offer': () => ({ offer: offerOf(world) }),

    'catchup.dismiss': () => {
      const absence = lastAbsence(db)
      if (absence !== undefined) markCaught(db, absence.leftMs, deps.clock.now())
      changes.tell(['catchup'])
      return {}
    },

    'catchup.open': ({ sinceMs, withSilent }) => {
      const now = deps.clock.now()
      const last = lastPass(db)
      const absence = lastAbsence(db)
      if (sinceMs === undefined && last !== undefined && isUnderWay(last, absence, now, db)) {
        const { closedMs: _closed, ...pass } = last
        return pass
      }
      const pass = openPass(db, sinceMs ?? sinceOf(last, absence, now, db), withSilent, now)
      changes.tell(['catchup'])
      return pass
    },

    'catchup.close': ({ id }) => {
      const pass = findPass(db, id)
      if (pass === undefined) throw new Failure('not-found', 'This pass is not here any more. Open it again.')
      const now = deps.clock.now()
      markClosed(db, id, now)
      const absence = lastAbsence(db)
      if (absence !== undefined && covers(pass, absence)) markCaught(db, absence.leftMs, now)
      changes.tell(['catchup'])
      const waitMs = longestWaitMs(db)
      return {
        ...passSums(db, pass),
        silent: countSilent(db, pass, now),
        nextDueMs: waitMs === undefined ? undefined : waitMs + readSettings(db).promiseMs,
      }
    },
  }
}

function offerOf({ db, deps }: World): CatchUpOffer | undefined {
  const now = deps.clock.now()
  const absence = lastAbsence(db)
  if (absence?.backMs === undefined || absence.caughtMs !== undefined) return undefined
  if (now - absence.backMs > offeredMs || isLookedThrough(db, absence)) return undefined
  const heard = countHeard(db, { sinceMs: absence.leftMs, untilMs: now })
  return heard === 0 ? undefined : { leftMs: absence.leftMs, heard }
}

/** True for a pass through all of an absence. */
function covers(pass: Pass, { leftMs, backMs }: Absence): boolean {
  return backMs !== undefined && pass.sinceMs <= leftMs && pass.openedMs >= backMs
}

/** A pass that did not come to its end, of today; after an absence of which nothing was looked through it gives way. */
function isUnderWay(
  pass: Pass & { closedMs: number | undefined },
  absence: Absence | undefined,
  nowMs: number,
  db: Database,
): boolean {
  if (pass.closedMs !== undefined || nowMs - pass.openedMs > offeredMs) return false
  return absence?.backMs === undefined || isLookedThrough(db, absence)
}

/** What a pass begins with where nobody says: the absence, else where the last pass ended, else yesterday at this time. */
function sinceOf(last: Pass | undefined, absence: Absence | undefined, nowMs: number, db: Database): number {
  if (absence?.backMs !== undefined && !isLookedThrough(db, absence)) return absence.leftMs
  return last?.openedMs ?? nowMs - dayMs
}
