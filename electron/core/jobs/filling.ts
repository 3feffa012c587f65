import { closeGap, openGaps } from '../db/coverage.ts'
import { ensureJob, planJob } from '../db/jobs.ts'
import type { Network } from '../networks/types.ts'
import type { World } from '../world.ts'

/** A hole is filled where its network can be asked for the past; where it cannot, it stays, and is said at once. */
export function startFilling({ db, deps }: World, network: Network, gapId: number): void {
  const now = deps.clock.now()
  if (network.backfill === undefined) closeGap(db, gapId, 'permanent', undefined, now)
  else planJob(db, 'backfill', String(gapId), now)
}

/** Goes on filling what is open: after a start, a sign-in, or the end of a pause. */
export function planFilling({ db, deps }: World, streamId?: number): void {
  for (const gap of openGaps(db, streamId)) ensureJob(db, 'backfill', String(gap.id), deps.clock.now())
}
