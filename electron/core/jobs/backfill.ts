import { addCoverage, closeGap, findGap, stepGap, type StoredGap } from '../db/coverage.ts'
import { removeJob } from '../db/jobs.ts'
import { findStream, type StoredStream } from '../db/streams.ts'
import { isPassing } from '#shared/failure'
import type { Page } from '../networks/types.ts'
import { loadLanguages } from '../understanding/language.ts'
import { contextFor, markSignedOut, networkOf, openAccount, type World } from '../world.ts'
import { storePage } from './pull.ts'
import type { JobKind } from './runner.ts'

/** Between two steps of filling, so that a long hole is no burden for a host. */
const stepEveryMs = 2000

/** The job that asks a network for what a hole in the past held, a page at a time. Its key is the gap's id. */
export function backfillJob(world: World): JobKind {
  const { db, deps } = world
  return {
    turn: 'background',
    async run(job, signal) {
      const at = fillable(world, Number(job.key))
      if (at === undefined) return { againMs: undefined }
      const { gap, stream } = at
      const network = networkOf(world, stream.network)
      if (network.backfill === undefined) {
        closeGap(db, gap.id, 'permanent', undefined, deps.clock.now())
        return { againMs: undefined }
      }
      const holdMs = world.asked.backgroundHoldMs(db, stream, deps.clock.now())
      if (holdMs !== undefined) return { againMs: holdMs }
      const account = stream.accountId === undefined ? null : await openAccount(world, stream.accountId)
      await loadLanguages()
      const page = await network.backfill(
        contextFor(world, signal, stream),
        account,
        { id: stream.id, kind: stream.kind, config: stream.config },
        { fromMs: gap.fromMs, toMs: gap.toMs },
        gap.cursor,
      )
      return filePage(world, gap, stream, page)
    },
    failed(job, failure) {
      const gap = findGap(db, Number(job.key))
      const stream = gap && findStream(db, gap.streamId)
      if (gap === undefined || stream === undefined || isPassing(failure.code)) return undefined
      if (failure.code === 'signed-out') {
        // It goes on after the next pull that works.
        if (stream.accountId !== undefined) markSignedOut(world, stream.accountId)
        return { againMs: undefined }
      }
      closeGap(db, gap.id, 'permanent', failure.message, deps.clock.now())
      removeJob(db, 'backfill', job.key)
      world.changes.tell(['streams'])
      return { againMs: undefined }
    },
  }
}

/** A hole that still wants to be filled, and whose it is. */
function fillable({ db }: World, id: number): { gap: StoredGap; stream: StoredStream } | undefined {
  const gap = findGap(db, id)
  if (gap === undefined || gap.state === 'filled' || gap.state === 'permanent') return undefined
  const stream = findStream(db, gap.streamId)
  return stream === undefined || stream.paused ? undefined : { gap, stream }
}

function filePage(
  world: World,
  asked: StoredGap,
  stream: StoredStream,
  page: Page,
): { againMs: number | undefined } {
  const { db, deps } = world
  // The stream may have been changed or removed while the network answered.
  const now = fillable(world, asked.id)
  if (now === undefined || JSON.stringify(now.stream.config) !== JSON.stringify(stream.config))
    return { againMs: undefined }
  const isStuck = JSON.stringify(page.cursor) === JSON.stringify(asked.cursor)
  const goesOn = page.more && !isStuck
  storePage(world, stream, page, 'backfill', () => {
    if (goesOn) stepGap(db, asked.id, page.cursor)
    else endFilling(world, now.gap, page)
  })
  return { againMs: goesOn ? deps.clock.now() + stepEveryMs : undefined }
}

/** The last page: what it did not reach stays a hole. */
function endFilling({ db, deps }: World, { id, streamId, fromMs, toMs }: StoredGap, page: Page): void {
  const nowMs = deps.clock.now()
  const filledFromMs = page.more ? toMs : Math.max(fromMs, page.coveredFromMs ?? fromMs)
  addCoverage(db, streamId, { fromMs: filledFromMs, toMs }, nowMs)
  if (filledFromMs > fromMs)
    closeGap(db, id, 'permanent', page.holeReason ?? 'The network does not reach further back.', nowMs)
}
