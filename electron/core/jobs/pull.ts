import { wordKey } from '#shared/domain/tokens'
import { isReadAlong } from '../listening.ts'
import { loadLanguages } from '../understanding/language.ts'
import { bookProof, standingOf } from '../db/coverage.ts'
import { setSilentSince } from '../db/pace.ts'
import { markSeen } from '../db/rechecks.ts'
import { advanceStream, findStream, setStreamHealth, type StoredStream } from '../db/streams.ts'
import { prove } from '../heard.ts'
import type { Via } from '../filing.ts'
import { ingest, type Ingested } from '../ingest.ts'
import { settleHanded } from '../handed.ts'
import type { FetchedItem, Network, NetworkContext, Page } from '../networks/types.ts'
import { contextFor, markSignedOut, networkOf, openAccount, type World } from '../world.ts'
import { startFilling } from './filling.ts'
import { keptUnseen } from './keeping.ts'
import { healthAfter, nextTryMs } from './retry.ts'
import type { JobKind } from './runner.ts'
import { nextTurnMs, tellHeld, type LiveView } from './turn.ts'
import { planWipe } from './wipe.ts'

/** Pages taken in one go; a stream with more waits its turn again at once. */
const mostPages = 20

/** Clocks differ a little: a limit is asked about only so long after its reset. */
const afterResetMs = 1000

/** The job that asks a stream's network for what is new, page by page. Its key is the stream's id. */
export function pullJob(world: World, live: LiveView): JobKind {
  const { db, deps } = world
  return {
    async run(job, signal) {
      const stream = findStream(db, Number(job.key))
      if (stream === undefined || stream.paused) return { againMs: undefined }
      const network = networkOf(world, stream.network)
      if (isReadAlong(deps.networks, stream)) return { againMs: undefined }
      const holdMs = world.asked.holdUntilMs(db, stream, deps.clock.now())
      if (holdMs !== undefined) {
        tellHeld(world, network, stream, holdMs)
        // All who wait for the same moment come at once, so that whose turn it is decides, and not chance.
        return { againMs: holdMs + afterResetMs }
      }
      const ctx = contextFor(world, signal, stream)
      // Booked before anything is waited for: others ask at the same time.
      const { http, done } = world.asked.begin(db, stream, ctx.http)
      let isThrough = false
      try {
        const { wishMs, more } = await pullPages(world, live, network, stream, { ...ctx, http })
        isThrough = true
        return { againMs: more ? deps.clock.now() : nextTurnMs(world, live, network, stream, wishMs) }
      } finally {
        done(isThrough)
      }
    },
    failed(job, failure) {
      const stream = findStream(db, Number(job.key))
      if (stream === undefined) return { againMs: undefined }
      const now = deps.clock.now()
      // One that was turned away because the limit was met keeps its place in the line.
      const triedMs = failure.code === 'rate-limited' ? undefined : now
      const shape = failure.toShape()
      setStreamHealth(db, stream.id, healthAfter(shape, stream, job.tries, now), shape, triedMs)
      if (failure.code === 'signed-out' && stream.accountId !== undefined)
        markSignedOut(world, stream.accountId)
      world.changes.tell(['streams'])
      return { againMs: nextTryMs(shape, job.tries, now, deps.random()) }
    },
  }
}

async function pullPages(
  world: World,
  live: LiveView,
  network: Network,
  stream: StoredStream,
  ctx: NetworkContext,
): Promise<{ wishMs: number | undefined; more: boolean }> {
  let { cursor, config } = stream
  let wishMs: number | undefined
  const account = stream.accountId === undefined ? null : await openAccount(world, stream.accountId)
  await loadLanguages()
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await network.pull(ctx, account, { id: stream.id, kind: stream.kind, config }, cursor)
    // The user may have removed or changed the stream while the network answered.
    const now = findStream(world.db, stream.id)
    if (now === undefined || now.paused) return { wishMs: undefined, more: false }
    if (JSON.stringify(now.config) !== JSON.stringify(config)) return { wishMs: undefined, more: true }
    live.missed(stream, hearPage(world, network, stream, page))
    wishMs = page.nextPollMs
    // A network that hands out the same cursor again and says "more" would never end.
    const stuck = JSON.stringify(page.cursor) === JSON.stringify(cursor)
    if (page.cursor !== null) cursor = page.cursor
    config = { ...config, ...page.configPatch }
    if (!page.more || stuck) return { wishMs, more: false }
    await breathe()
  }
  return { wishMs, more: true }
}

/**
 * Files a page of a pull, with its cursor and what it proves of time, in one transaction. Returns when the items that
 * nobody had told of yet were created.
 */
function hearPage(world: World, network: Network, stream: StoredStream, page: Page): number[] {
  const { db, deps } = world
  const { id } = stream
  const result = storePage(world, stream, page, 'poll', ({ itemIds }) => {
    const now = deps.clock.now()
    advanceStream(db, id, page, now)
    const gapId = bookProof(db, id, prove(standingOf(db, id), page, now), now)
    if (gapId !== undefined) startFilling(world, network, gapId)
    if (itemIds.length > 0) setSilentSince(db, id, undefined)
  })
  return result.itemIds.map((itemId) => Math.floor(itemId / 1024))
}

/** Lets waiting calls of the window go first between two steps of writing. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Files one page of a stream, with its reasons, and tells the window and the desktop. */
export function storePage(
  world: World,
  stream: Pick<
    StoredStream,
    'id' | 'network' | 'accountId' | 'kind' | 'config' | 'name' | 'ruleId' | 'health' | 'lastOkMs'
  >,
  page: Pick<Page, 'items' | 'deletions' | 'refSpace'>,
  via: Exclude<Via, 'archive'>,
  within?: (result: Ingested) => void,
): Ingested {
  const result = ingest(
    world.db,
    {
      network: stream.network,
      accountId: stream.accountId,
      streamId: stream.id,
      ruleId: stream.ruleId,
      via,
      refSpace: page.refSpace,
      items: page.items,
      deletions: page.deletions,
      rule: ruleOf(stream),
      matched: (item) => matchedRanges(stream, item),
    },
    world.deps.clock.now(),
    (filed) => {
      noteSeen(world, stream.network, page.items)
      within?.(filed)
    },
  )
  if (result.deleted > 0) planWipe(world)
  // As the stream was when this run began: its first pages are what was said before, however many they are.
  const isFirst = via === 'poll' && (stream.lastOkMs === undefined || stream.health === 'new')
  world.notices.heard(result.heardIds, { via, isFirst })
  if (result.added > 0) settleHanded(world)
  const changed = result.added + result.edited + result.deleted > 0
  world.changes.tell(changed ? ['streams', 'lanes', 'conversations'] : ['streams'], result.conversationIds)
  return result
}

/** What may be kept only while it stands there does so: the network has just listed it. */
function noteSeen({ db, deps }: World, network: string, items: readonly FetchedItem[]): void {
  const counted = items.filter(({ url }) => keptUnseen(deps.networks, { network, url }) !== undefined)
  if (counted.length === 0) return
  const names = counted.map(({ remoteId }) => remoteId)
  markSeen(db, network, names, deps.clock.now())
}

/** What a stream asks for in words, where it says more than its name. Rules say it themselves. */
export function ruleOf(stream: Pick<StoredStream, 'config'>): string {
  return stream.config['tag'] === undefined ? '' : `#${stream.config['tag']}`
}

/** Where the hashtag of a hashtag stream stands in an item's text, as its network says. */
export function matchedRanges(
  stream: Pick<StoredStream, 'config'>,
  item: Pick<FetchedItem, 'spans'>,
): { start: number; end: number }[] {
  const tag = stream.config['tag']
  if (tag === undefined) return []
  return item.spans
    .filter((span) => span.type === 'hashtag' && wordKey(span.value ?? '') === wordKey(tag))
    .map(({ start, end }) => ({ start, end }))
}
