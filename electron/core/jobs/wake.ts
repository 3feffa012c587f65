import { planJob } from '../db/jobs.ts'
import { nextWakeMs, wakeSnoozed } from '../db/operations.ts'
import type { World } from '../world.ts'
import type { JobKind } from './runner.ts'

/** The job that brings back snoozed conversations when their time has come. There is one, whatever their number. */
export function wakeJob(world: World): JobKind {
  return {
    run() {
      const ids = world.db.transaction(() => wakeSnoozed(world.db, world.deps.clock.now()))()
      if (ids.length > 0) world.changes.tell(['lanes', 'conversations'], ids)
      return Promise.resolve({ againMs: nextWakeMs(world.db) })
    },
  }
}

/** Sets the alarm for the next snoozed conversation. */
export function planWake(world: World): void {
  const at = nextWakeMs(world.db)
  if (at !== undefined) planJob(world.db, 'wake', 'snoozed', at)
}
