import { ensureJob, planJob, streamWeight } from '../db/jobs.ts'
import { heardSince, setPace } from '../db/pace.ts'
import { findStream, setStreamHealth, streamsOfAccount, type StoredStream } from '../db/streams.ts'
import type { Network } from '../networks/types.ts'
import type { World } from '../world.ts'
import { planFilling } from './filling.ts'
import { nextPullMs, paceSpanMs } from './interval.ts'
import { lateAfterMs } from './retry.ts'

/** What polling needs to know of live connections, and tells them. */
export interface LiveView {
  /** Everything of this stream comes live. */
  isWhole(streamId: number): boolean
  /** Polling brought items of these creation times that nobody had told of. */
  missed(stream: Pick<StoredStream, 'id' | 'accountId'>, createdMs: readonly number[]): void
}

/** When the stream is asked again: by its own rhythm, and no sooner than its share of the limits allows. */
export function nextTurnMs(
  world: World,
  live: LiveView,
  network: Network,
  before: StoredStream,
  wishMs: number | undefined,
): number | undefined {
  const { db, deps, asked, attention } = world
  const now = deps.clock.now()
  const { id } = before
  if (before.failure !== undefined) wakeNeighbours(world, before)
  setPace(db, id, (heardSince(db, id, now - paceSpanMs) * 3_600_000) / paceSpanMs)
  const stream = findStream(db, id)
  if (stream === undefined || stream.paused) return undefined
  planFilling(world, id)
  if (isRechecked(network, stream)) ensureJob(db, 'recheck', String(id), now)
  const watched = attention.watched()
  const rhythm = {
    intervalMs: stream.intervalMs,
    floorMs: floorOf(network, stream),
    wishMs,
    pace: stream.pace,
    isWatched: watched.includes(id),
    isLive: live.isWhole(id),
  }
  const shareMs = asked.spreadMs(db, stream, (each) => streamWeight(each, watched), now)
  return Math.max(nextPullMs(rhythm, now, deps.random()), now + shareMs)
}

/** What was out of reach answers again: the account's other streams need not wait out their back-off. */
function wakeNeighbours({ db, deps }: World, { accountId }: StoredStream): void {
  if (accountId === undefined) return
  for (const { id, paused, failure } of streamsOfAccount(db, accountId))
    if (!paused && failure !== undefined && ['offline', 'timeout', 'unavailable'].includes(failure.code))
      planJob(db, 'pull', String(id), deps.clock.now())
}

/**
 * The rest of a limit is kept for sending. That is nobody's fault, and said only where it makes a stream late, or where
 * the stream is already said to wait until a time that will have passed.
 */
export function tellHeld(world: World, network: Network, stream: StoredStream, untilMs: number): void {
  const heardMs = stream.lastOkMs ?? stream.createdMs
  const isLate = world.deps.clock.now() - heardMs > lateAfterMs(stream.intervalMs)
  if (!isLate && stream.health !== 'limited') return
  setStreamHealth(world.db, stream.id, 'limited', {
    code: 'rate-limited',
    message: `${network.manifest.label} allows only so many requests, and the last of them are kept for your answers.`,
    retryAtMs: untilMs,
  })
  world.changes.tell(['streams'])
}

function floorOf(network: Network, stream: Pick<StoredStream, 'kind'>): number {
  return network.manifest.streamKinds.find((kind) => kind.kind === stream.kind)?.floorMs ?? 60_000
}

/** Whether what this stream heard is looked at again for edits and deletions. */
export function isRechecked(network: Network, stream: Pick<StoredStream, 'accountId'>): boolean {
  const { recheckHours, withoutAccount = false } = network.manifest.retention ?? {}
  return (
    network.recheck !== undefined &&
    recheckHours !== undefined &&
    (stream.accountId !== undefined || withoutAccount)
  )
}
