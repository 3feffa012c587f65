import { clipped, isCovered, type TimeRange } from '#shared/domain/coverage'
import { coverageOf, pruneGaps } from '../db/coverage.ts'
import { busyHours, newestHeardMs, setSilentSince } from '../db/pace.ts'
import { listStreams, type StoredStream } from '../db/streams.ts'
import type { World } from '../world.ts'
import { chanceOfSilence, historyMs, isSilent, leastSilenceMs } from './silence-odds.ts'
import type { JobKind } from './runner.ts'

const everyMs = 10 * 60_000
const keepFilledMs = 90 * 86_400_000

/** The job that notices when a usually busy stream says nothing any more: it may be deaf without an error. */
export function silenceJob(world: World): JobKind {
  const { db, deps, changes } = world
  return {
    run() {
      const now = deps.clock.now()
      const news = listStreams(db).filter((stream) =>
        setSilentSince(db, stream.id, silentSince(world, stream, now)),
      )
      if (news.length > 0) changes.tell(['streams'])
      pruneGaps(db, now - keepFilledMs)
      return Promise.resolve({ againMs: now + everyMs })
    },
  }
}

/** Since when a stream is silent beyond what is likely; undefined where it is not, or where others troubles speak. */
function silentSince({ db }: World, stream: StoredStream, nowMs: number): number | undefined {
  if (stream.paused || stream.health !== 'ok' || stream.heardToMs === undefined) return undefined
  const newestMs = newestHeardMs(db, stream.id)
  // Only what was surely heard can be silent.
  const untilMs = Math.min(stream.heardToMs, nowMs)
  if (newestMs === undefined || untilMs - newestMs < leastSilenceMs) return undefined
  const window = { fromMs: newestMs - historyMs, toMs: untilMs }
  const heard: TimeRange[] = coverageOf(db, stream.id, window)
  const isWhole =
    clipped(heard, { fromMs: newestMs + 1, toMs: untilMs }).length === 1 && isCovered(heard, newestMs + 1)
  if (!isWhole) return undefined
  const busy = busyHours(db, stream.id, window.fromMs, newestMs)
  return isSilent(chanceOfSilence(heard, busy, newestMs, untilMs)) ? newestMs : undefined
}
