import { z } from 'zod'
import { rungsOf, type Rung } from '#shared/domain/looking-again'
import { Failure } from '#shared/failure'
import { keepPlace } from '../db/jobs.ts'
import {
  dueForRecheck,
  markRechecked,
  spotsAt,
  type Due,
  type RecheckPlace,
  type ToRecheck,
} from '../db/rechecks.ts'
import { findStream, type StoredStream } from '../db/streams.ts'
import type { NetworkAccount } from '../networks/types.ts'
import { ingest } from '../ingest.ts'
import { contextFor, markSignedOut, networkOf, openAccount, type World } from '../world.ts'
import type { JobKind } from './runner.ts'
import { isRechecked } from './turn.ts'
import { planWipe } from './wipe.ts'

/*
 * Stored items are asked for again, so that what was edited or deleted at its network is so here.
 * 1. By their age, as shared/domain/looking-again.ts says within the network's own rule: what is young often, what is old
 *    rarely, and nothing is too old. In batches; what waits for us first, and then the newest.
 * 2. Each age has a round of its own: that of the young never waits for that of the old to end.
 * 3. In the background: never while a limit is half used, and only what of it no pull needs.
 * 4. What is missing was deleted: its words go, and a tombstone stays.
 * 5. Where looking costs money, the manifest names no hours: there it is done when the user asks for a conversation.
 */

/** Begun so many times as often as an item's turn comes; in a round it comes when the item was not seen for that long. */
const roundsATurn = 24
const hourMs = 3_600_000
/** Conversations looked through at once, and how often in one step, where little in them is due. */
const spotsAtOnce = 20
const looksAtOnce = 10

const place = z.object({ phase: z.enum(['open', 'rest']), before: z.number() })
/** One for each rung of the ladder: where its round stands (null: between two), and when it goes on. */
const rounds = z.array(z.object({ at: place.nullable(), nextMs: z.number() }))
type Round = z.infer<typeof rounds>[number]

/** The job that looks at what a stream heard again. Its key is the stream's id. */
export function recheckJob(world: World): JobKind {
  const { db, deps } = world
  return {
    turn: 'background',
    async run(job, signal) {
      const stream = findStream(db, Number(job.key))
      if (stream === undefined || stream.paused) return { againMs: undefined }
      const network = networkOf(world, stream.network)
      if (!isRechecked(network, stream)) return { againMs: undefined }
      const now = deps.clock.now()
      const holdMs = world.asked.spareHoldMs(db, stream, now)
      if (holdMs !== undefined) return { againMs: holdMs }
      const rungs = rungsOf(network.manifest.retention ?? {})
      const stored = rounds.safeParse(job.payload).data ?? []
      const kept = rungs.map((_, index): Round => stored[index] ?? { at: null, nextMs: now })
      const turn = kept.findIndex(({ nextMs }) => nextMs <= now)
      if (turn >= 0) {
        const account = stream.accountId === undefined ? null : await openAccount(world, stream.accountId)
        const bands = bandsOf(rungs, deps.clock.now())
        const band = bands[turn]
        if (band === undefined) throw new Failure('bug', 'a rung without items of its age')
        const from = kept[turn]?.at ?? { phase: 'open', before: band.beforeId }
        const { due, next } = nextBatch(world, stream, account, from, { bands, band })
        if (due.length > 0) await lookAgain(world, stream, account, due, signal)
        const waitMs = next === undefined ? band.roundMs : due.length > 0 ? band.stepMs : 0
        kept[turn] = { at: next ?? null, nextMs: deps.clock.now() + waitMs }
        keepPlace(db, job.id, kept)
      }
      return { againMs: Math.min(...kept.map(({ nextMs }) => nextMs)) }
    },
    failed(job, failure) {
      const stream = findStream(db, Number(job.key))
      if (failure.code === 'signed-out' && stream?.accountId !== undefined)
        markSignedOut(world, stream.accountId)
      return undefined
    },
  }
}

/** The items of one rung, by their ids, which go by time. */
interface Band extends Due {
  beforeId: number
  /** From the end of a round to the next one. */
  roundMs: number
  stepMs: number
}

function bandsOf(rungs: readonly Rung[], now: number): Band[] {
  let beforeId = Number.MAX_SAFE_INTEGER
  return rungs.map(({ upToDays, everyHours, stepMs }) => {
    const fromId = upToDays === undefined ? 0 : (now - upToDays * 24 * hourMs) * 1024
    const everyMs = everyHours * hourMs
    const band = { fromId, beforeId, seenBeforeMs: now - everyMs, roundMs: everyMs / roundsATurn, stepMs }
    beforeId = fromId
    return band
  })
}

/** The next items whose turn has come, and where the round goes on; `next` is undefined at its end. */
function nextBatch(
  world: World,
  stream: StoredStream,
  account: NetworkAccount | null,
  from: RecheckPlace,
  { bands, band }: { bands: readonly Band[]; band: Band },
): { due: ToRecheck[]; next: RecheckPlace | undefined } {
  const { db } = world
  const network = networkOf(world, stream.network)
  const size = network.recheckBatch ?? 1
  const space = account === null ? network.strangerSpace?.(stream.config) : network.refSpace?.(account)
  const due: ToRecheck[] = []
  let at = from
  for (let looks = 0; looks < looksAtOnce; looks += 1) {
    const spots = spotsAt(db, stream.id, at, band.fromId, spotsAtOnce)
    for (const spot of spots) {
      const of = { network: stream.network, accountId: account?.id, space: space ?? '' }
      const known = new Set(due.map(({ id }) => id))
      const found = dueForRecheck(db, spot.conversationId, of, bands, size)
      due.push(...found.filter(({ id }) => !known.has(id)))
      // The spot may hold more than fits: the next step begins with it again.
      if (due.length >= size) return { due: due.slice(0, size), next: at }
      at = { phase: at.phase, before: spot.at }
    }
    if (spots.length === spotsAtOnce) continue
    if (at.phase === 'rest') return { due, next: undefined }
    at = { phase: 'rest', before: band.beforeId }
  }
  return { due, next: at }
}

/** Asks the network for items that are stored, and follows what was edited or deleted there. Throws what the network says. */
export async function lookAgain(
  world: World,
  of: Pick<StoredStream, 'network' | 'accountId'> & Partial<Pick<StoredStream, 'config'>>,
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
    of.config,
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
