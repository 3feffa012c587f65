import { listStreams, setStreamHealth } from '../db/streams.ts'
import type { World } from '../world.ts'
import { lateAfterMs } from './retry.ts'
import type { JobKind } from './runner.ts'

const everyMs = 60_000

/** The job that looks for streams that should have been heard by now and were not: they are never just quiet. */
export function lateJob(world: World): JobKind {
  return {
    run() {
      const now = world.deps.clock.now()
      const late = listStreams(world.db).filter(
        (s) => s.health === 'ok' && s.lastOkMs !== undefined && now - s.lastOkMs > lateAfterMs(s.intervalMs),
      )
      for (const stream of late)
        setStreamHealth(
          world.db,
          stream.id,
          'late',
          stream.failure ?? { code: 'timeout', message: 'Nothing could be asked for longer than planned.' },
          now,
        )
      if (late.length > 0) world.changes.tell(['streams'])
      return Promise.resolve({ againMs: now + everyMs })
    },
  }
}
