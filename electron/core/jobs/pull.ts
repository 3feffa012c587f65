import { wordKey } from '#shared/domain/tokens'
import { advanceStream, findStream, setStreamHealth, type StoredStream } from '../db/streams.ts'
import { ingest, type Via } from '../ingest.ts'
import type { FetchedItem, Network, NetworkAccount, Page } from '../networks/types.ts'
import { contextFor, markSignedOut, networkOf, openAccount, type World } from '../world.ts'
import { healthAfter, nextPullMs, nextTryMs } from './retry.ts'
import type { JobKind } from './runner.ts'

/** Pages taken in one go; a stream with more waits its turn again at once. */
const mostPages = 20

/** The job that asks a stream's network for what is new, page by page. Its key is the stream's id. */
export function pullJob(world: World): JobKind {
  const { db, deps } = world
  return {
    async run(job, signal) {
      const stream = findStream(db, Number(job.key))
      if (stream === undefined || stream.paused) return { againMs: undefined }
      const network = networkOf(world, stream.network)
      if (network.manifest.streamKinds.find((one) => one.kind === stream.kind)?.here === true)
        return { againMs: undefined }
      const account = stream.accountId === undefined ? null : await openAccount(world, stream.accountId)
      const { wishMs, more } = await pullPages(world, network, account, stream, signal)
      const now = deps.clock.now()
      if (more) return { againMs: now }
      return { againMs: nextPullMs(stream, wishMs, floorOf(network, stream), now, deps.random()) }
    },
    failed(job, failure) {
      const stream = findStream(db, Number(job.key))
      if (stream === undefined) return { againMs: undefined }
      const now = deps.clock.now()
      setStreamHealth(
        db,
        stream.id,
        healthAfter(failure.toShape(), stream, job.tries, now),
        failure.toShape(),
        now,
      )
      if (failure.code === 'signed-out' && stream.accountId !== undefined)
        markSignedOut(world, stream.accountId)
      world.changes.tell(['streams'])
      return { againMs: nextTryMs(failure.toShape(), job.tries, now, deps.random()) }
    },
  }
}

function floorOf(network: Network, stream: StoredStream): number {
  return network.manifest.streamKinds.find((kind) => kind.kind === stream.kind)?.floorMs ?? 60_000
}

async function pullPages(
  world: World,
  network: Network,
  account: NetworkAccount | null,
  stream: StoredStream,
  signal: AbortSignal,
): Promise<{ wishMs: number | undefined; more: boolean }> {
  let { cursor, config } = stream
  let wishMs: number | undefined
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await network.pull(
      contextFor(world, signal, stream),
      account,
      { id: stream.id, kind: stream.kind, config },
      cursor,
    )
    // The user may have removed or changed the stream while the network answered.
    const now = findStream(world.db, stream.id)
    if (now === undefined || now.paused) return { wishMs: undefined, more: false }
    if (JSON.stringify(now.config) !== JSON.stringify(config)) return { wishMs: undefined, more: true }
    storePage(world, stream, page, 'poll', () =>
      advanceStream(
        world.db,
        stream.id,
        {
          cursor: page.cursor,
          heardToMs: page.coveredToMs,
          title: page.title,
          configPatch: page.configPatch,
        },
        world.deps.clock.now(),
      ),
    )
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
  via: Via,
  within?: () => void,
): void {
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
    within,
  )
  // As the stream was when this run began: its first pages are what was said before, however many they are.
  const isFirst = via === 'poll' && (stream.lastOkMs === undefined || stream.health === 'new')
  world.notices.heard(result.heardIds, { via, isFirst })
  const changed = result.added + result.edited + result.deleted > 0
  world.changes.tell(changed ? ['streams', 'lanes', 'conversations'] : ['streams'], result.conversationIds)
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
