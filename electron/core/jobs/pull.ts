import { advanceStream, findStream, setStreamHealth, type StoredStream } from '../db/streams.ts'
import { settleHanded } from '../handed.ts'
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

/** Files one page of a stream, with its reasons, and tells the window. */
export function storePage(
  world: World,
  stream: Pick<StoredStream, 'id' | 'network' | 'accountId' | 'kind' | 'config' | 'name'>,
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
  if (result.added > 0) settleHanded(world)
  const changed = result.added + result.edited + result.deleted > 0
  world.changes.tell(changed ? ['streams', 'lanes', 'conversations'] : ['streams'], result.conversationIds)
}

/** The rule of a stream in words, where it says more than its name. */
export function ruleOf(stream: Pick<StoredStream, 'kind' | 'config' | 'name'>): string {
  if (stream.config['query'] !== undefined) return stream.config['query']
  if (stream.config['tag'] !== undefined) return `#${stream.config['tag']}`
  return ''
}

/** What of an item's text matched a hashtag or keyword stream. */
export function matchedRanges(
  stream: Pick<StoredStream, 'config'>,
  item: Pick<FetchedItem, 'text'>,
): { start: number; end: number }[] {
  const tag = stream.config['tag']
  const words = tag === undefined ? wordsOf(stream.config['query'] ?? '') : [`#${tag}`]
  if (words.length === 0) return []
  const pattern = words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return [...item.text.matchAll(new RegExp(pattern, 'giu'))].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
  }))
}

/** The words that a keyword stream asks for: not its operators, not what it excludes. */
function wordsOf(query: string): string[] {
  return query
    .replaceAll(/(?<!\S)-(?:"[^"]*"|\S+)/gu, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 'OR' && word !== 'AND' && word !== 'NOT')
}
