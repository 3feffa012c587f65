import { listStreams, setStreamHealth, type StoredStream } from '../db/streams.ts'
import type { World } from '../world.ts'
import { lateAfterMs } from './retry.ts'
import type { JobKind } from './runner.ts'

const everyMs = 60_000
/** Overdue by more than this, the machine itself was asleep: then everything is asked first, and looked at later. */
const sleptMs = 3 * everyMs

/** The job that looks for streams that should have been heard by now and were not: they are never just quiet. */
export function lateJob(world: World): JobKind {
  return {
    run(job) {
      const now = world.deps.clock.now()
      if (now - job.dueMs > sleptMs) return Promise.resolve({ againMs: now + everyMs })
      const late = listStreams(world.db).filter((stream) => stream.health === 'ok' && isLate(stream, now))
      for (const stream of late)
        setStreamHealth(
          world.db,
          stream.id,
          'late',
          stream.failure ?? { code: 'timeout', message: 'Nothing could be asked for longer than planned.' },
        )
      if (late.length > 0) world.changes.tell(['streams'])
      return Promise.resolve({ againMs: now + everyMs })
    },
  }
}

/** Not heard for longer than it may take, and not because the network wished for a longer wait. */
export function isLate(
  stream: Pick<StoredStream, 'lastOkMs' | 'intervalMs' | 'failure' | 'nextPullMs'>,
  nowMs: number,
): boolean {
  if (stream.lastOkMs === undefined || nowMs - stream.lastOkMs <= lateAfterMs(stream.intervalMs)) return false
  return stream.failure !== undefined || nowMs - (stream.nextPullMs ?? 0) > lateAfterMs(0)
}
