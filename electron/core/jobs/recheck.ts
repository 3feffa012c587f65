import { z } from 'zod'
import { keepPlace } from '../db/jobs.ts'
import { dueForRecheck, markRechecked, spotsAt, type RecheckPlace, type ToRecheck } from '../db/rechecks.ts'
import { findStream, type StoredStream } from '../db/streams.ts'
import type { NetworkAccount } from '../networks/types.ts'
import { ingest } from '../ingest.ts'
import { contextFor, markSignedOut, networkOf, openAccount, type World } from '../world.ts'
import type { JobKind } from './runner.ts'
import { isRechecked } from './turn.ts'
import { planWipe } from './wipe.ts'

/*
 * Stored items are asked for again, so that what was edited or deleted at its network is so here.
 * 1. As often as the network's manifest demands, in batches, what waits for us first and then the newest.
 * 2. In the background: never while a limit is half used, and never before a pull.
 * 3. What is missing was deleted: its words go, and a tombstone stays.
 * 4. Where looking costs money, the manifest names no hours: there it is done when the user asks for a conversation.
 */

/** Between two batches. */
const stepEveryMs = 5000
/** A round begins this often; in it an item's turn comes when it was not seen for as long as the network allows. */
const roundEveryMs = 3_600_000
/** What is older and waits for nobody is left alone. */
const oldestMs = 60 * 86_400_000
/** Conversations looked through at once, and how often in one step, where little in them is due. */
const spotsAtOnce = 20
const looksAtOnce = 10

const place = z.object({ phase: z.enum(['open', 'rest']), before: z.number() })
const start: RecheckPlace = { phase: 'open', before: Number.MAX_SAFE_INTEGER }

/** The job that looks at what a stream heard again. Its key is the stream's id. */
export function recheckJob(world: World): JobKind {
  const { db, deps } = world
  return {
    turn: 'background',
    async run(job, signal) {
      const stream = findStream(db, Number(job.key))
      if (stream === undefined || stream.paused) return { againMs: undefined }
      if (!isRechecked(networkOf(world, stream.network), stream)) return { againMs: undefined }
      const now = deps.clock.now()
      const holdMs = world.asked.backgroundHoldMs(db, stream, now)
      if (holdMs !== undefined) return { againMs: holdMs }
      const from = place.safeParse(job.payload).data ?? start
      const account = stream.accountId === undefined ? null : await openAccount(world, stream.accountId)
      const { due, next } = nextBatch(world, stream, account, from)
      if (due.length > 0) await lookAgain(world, stream, account, due, signal)
      keepPlace(db, job.id, next === undefined ? null : { ...next })
      if (next === undefined) return { againMs: deps.clock.now() + roundEveryMs }
      return { againMs: deps.clock.now() + (due.length > 0 ? stepEveryMs : 0) }
    },
    failed(job, failure) {
      const stream = findStream(db, Number(job.key))
      if (failure.code === 'signed-out' && stream?.accountId !== undefined)
        markSignedOut(world, stream.accountId)
      return undefined
    },
  }
}

/** The next items whose turn has come, and where the round goes on; `next` is undefined at its end. */
function nextBatch(
  world: World,
  stream: StoredStream,
  account: NetworkAccount | null,
  from: RecheckPlace,
): { due: ToRecheck[]; next: RecheckPlace | undefined } {
  const { db, deps } = world
  const network = networkOf(world, stream.network)
  const now = deps.clock.now()
  const size = network.recheckBatch ?? 1
  const { recheckHours = 0, maxDays } = network.manifest.retention ?? {}
  const seenBeforeMs = now - recheckHours * 3_600_000
  // What is not seen for so many days has to go, so that nothing is too old to be looked at.
  const sinceMs = maxDays === undefined ? now - oldestMs : 0
  const space = account === null ? '' : (network.refSpace?.(account) ?? '')
  const due: ToRecheck[] = []
  let at = from
  for (let looks = 0; looks < looksAtOnce; looks += 1) {
    const spots = spotsAt(db, stream.id, at, sinceMs, spotsAtOnce)
    for (const spot of spots) {
      const of = { network: stream.network, accountId: account?.id, space }
      const known = new Set(due.map(({ id }) => id))
      const found = dueForRecheck(db, spot.conversationId, of, seenBeforeMs, size)
      due.push(...found.filter(({ id }) => !known.has(id)))
      // The spot may hold more than fits: the next step begins with it again.
      if (due.length >= size) return { due: due.slice(0, size), next: at }
      at = { phase: at.phase, before: spot.at }
    }
    if (spots.length === spotsAtOnce) continue
    if (at.phase === 'rest') return { due, next: undefined }
    at = { phase: 'rest', before: Number.MAX_SAFE_INTEGER }
  }
  return { due, next: at }
}

/** Asks the network for items that are stored, and follows what was edited or deleted there. Throws what the network says. */
export async function lookAgain(
  world: World,
  of: Pick<StoredStream, 'network' | 'accountId'>,
  account: NetworkAccount | null,
  due: readonly ToRecheck[],
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<void> {
  const { db, deps, changes } = world
  const network = networkOf(world, of.network)
  const page = await network.recheck?.(
    contextFor(world, signal, of),
    account,
    due.map(({ ref }) => ref),
  )
  if (page === undefined) return
  const now = deps.clock.now()
  const result = ingest(
    db,
    {
      network: of.network,
      accountId: of.accountId,
      streamId: undefined,
      via: 'recheck',
      refSpace: page.refSpace,
      items: page.items,
      deletions: page.deletions,
      rule: '',
    },
    now,
    () =>
      markRechecked(
        db,
        due.map(({ id }) => id),
        now,
      ),
  )
  if (result.deleted > 0) planWipe(world)
  if (result.edited + result.deleted > 0)
    changes.tell(['lanes', 'conversations', 'streams'], result.conversationIds)
}
