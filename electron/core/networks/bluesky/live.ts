import type { Query } from '#shared/domain/query/ast'
import { asFailure, Failure } from '#shared/failure'
import type { FetchedItem, LiveHandlers, NetworkAccount, NetworkContext, StreamRef } from '../types.ts'
import { queryOf } from './check-config.ts'
import { clientOf, type Client } from './client.ts'
import { PostFilter } from './filter.ts'
import { concernOf, itemOf, refSpace, wordingOf } from './parse.ts'
import { postsAtOnce, postsByUri } from './posts.ts'
import { wireEvent, wireRecord } from './wire.ts'

/**
 * Keywords as they are written: Jetstream sends every post of the network (github.com/bluesky-social/jetstream). Each
 * is looked at here, in core's own process; what may be meant is fetched as the AppView shows it and handed on. Polling
 * goes on beside and fills what was missed, so that here a message that cannot be read is dropped and nothing is lost.
 */

/** How far back a connection begins: what was written while there was none for a short while. */
const overlapMs = 60_000
/** What is wanted is gathered this long, so that a busy moment is one request. */
const gatherMs = 1000
/** The AppView may know a post a little later than Jetstream: asked again after this long, so many times. */
const againMs = 10_000
const mostTries = 3
/** Posts handed on, so that a deletion of one of them is told. */
const mostRemembered = 5000

export function listen(
  ctx: NetworkContext,
  account: NetworkAccount,
  streams: StreamRef[],
  handlers: LiveHandlers,
): { close(): void } {
  const client = clientOf(ctx, account)
  const live = streams.filter(isLive)
  if (live.length === 0) return neverUp(ctx, handlers, client.host)
  const firehose = new Firehose(ctx, client, streams, handlers)
  const query = new URLSearchParams({
    wantedCollections: 'app.bsky.feed.post',
    cursor: String((ctx.clock.now() - overlapMs) * 1000),
  })
  const server = live.map(({ config }) => config['server']).find((each) => each !== undefined)
  const socket = ctx.openSocket(
    `${server ?? client.facts.jetstream}/subscribe?${query.toString()}`,
    [],
    {},
    {
      onOpen: () => handlers.onUp(),
      onText: (text) => firehose.hear(text),
      onClose(reason) {
        firehose.stop()
        handlers.onDown(firehose.trouble ?? reason)
      },
    },
  )
  firehose.onTrouble = () => socket.close()
  ctx.signal.addEventListener('abort', () => socket.close(), { once: true })
  return { close: () => socket.close() }
}

export function isLive({ kind, config }: Pick<StreamRef, 'kind' | 'config'>): boolean {
  return kind === 'keyword' && config['source'] === 'jetstream'
}

/** Nothing to connect to: told on the next turn, as a connection that failed would be. */
function neverUp(ctx: NetworkContext, handlers: LiveHandlers, host: string): { close(): void } {
  const cancel = ctx.clock.after(0, () => handlers.onDown(`${host} has nothing live for these streams`))
  return { close: cancel }
}

interface Wanted {
  uri: string
  streams: readonly number[]
  tries: number
}

/** One connection's worth of posts: which are wanted, being fetched, and were handed on. */
class Firehose {
  onTrouble: () => void = () => undefined
  /** Why the connection was given up, where that was our doing. */
  trouble: string | undefined
  private readonly ctx: NetworkContext
  private readonly client: Client
  private readonly handlers: LiveHandlers
  private readonly filter: PostFilter<number>
  /** Streams of mentions hear what concerns us, since it passes by anyway. */
  private readonly mentionStreams: number[]
  private readonly told = new Map<string, readonly number[]>()
  private wanted: Wanted[] = []
  private cancel: (() => void) | undefined
  private isStopped = false

  constructor(ctx: NetworkContext, client: Client, streams: readonly StreamRef[], handlers: LiveHandlers) {
    this.ctx = ctx
    this.client = client
    this.handlers = handlers
    this.filter = new PostFilter(streams.filter(isLive).flatMap(({ id, config }) => readable(id, config)))
    this.mentionStreams = streams.filter(({ kind }) => kind === 'mentions').map(({ id }) => id)
  }

  hear(text: string): void {
    const event = wireEvent.safeParse(asJson(text)).data
    if (event === undefined) return
    const { did, commit } = event
    const uri = `at://${did}/app.bsky.feed.post/${commit.rkey}`
    if (commit.operation === 'delete') return this.forget(uri)
    // Posts are not edited; a record that is written anew is shown as it was at first.
    const record = wireRecord.safeParse(commit.record).data
    if (commit.operation !== 'create' || record === undefined || this.told.has(uri)) return
    const { viewer } = this.client
    const isOurs = did === viewer.did || concernOf(record, viewer) !== undefined
    const streams = [
      ...this.filter.wants(wordingOf(record), { media: record.embed !== undefined }, this.ctx.clock.now()),
      ...(isOurs ? this.mentionStreams : []),
    ]
    if (streams.length === 0) return
    this.remember(uri, streams)
    this.want([{ uri, streams, tries: 0 }], gatherMs)
  }

  stop(): void {
    this.isStopped = true
    this.cancel?.()
  }

  private forget(uri: string): void {
    const streams = this.told.get(uri)
    if (streams === undefined) return
    this.told.delete(uri)
    this.wanted = this.wanted.filter((each) => each.uri !== uri)
    const [first] = streams
    // Whichever stream heard it: a deletion counts for the item.
    if (first !== undefined) this.handlers.onPage(first, { items: [], deletions: [{ ref: uri }], refSpace })
  }

  private remember(uri: string, streams: readonly number[]): void {
    this.told.set(uri, streams)
    if (this.told.size <= mostRemembered) return
    const oldest = this.told.keys().next().value
    if (oldest !== undefined) this.told.delete(oldest)
  }

  private want(more: readonly Wanted[], waitMs: number): void {
    this.wanted.push(...more)
    if (this.cancel !== undefined || this.isStopped) return
    this.cancel = this.ctx.clock.after(waitMs, () => {
      this.cancel = undefined
      void this.fetch()
    })
  }

  private async fetch(): Promise<void> {
    const batch = this.wanted.splice(0, postsAtOnce)
    try {
      const views = await postsByUri(
        this.client,
        batch.map(({ uri }) => uri),
      )
      if (this.isStopped) return
      const items = [...views.values()].map((view) => itemOf(view, this.client.viewer))
      this.handOn(batch, items)
      if (this.wanted.length > 0) this.want([], gatherMs)
      const missing = batch.filter(({ uri }) => !views.has(uri))
      // What is never shown was deleted, or is held back; should it come up after all, polling hears it.
      const again = missing.filter(({ tries }) => tries + 1 < mostTries)
      if (again.length > 0)
        this.want(
          again.map((each) => ({ ...each, tries: each.tries + 1 })),
          againMs,
        )
    } catch (error) {
      // Ended here and begun anew by core with back-off: the new connection repeats the last minute.
      this.trouble = asFailure(error).message
      this.onTrouble()
    }
  }

  /** One page for each stream that heard something. */
  private handOn(batch: readonly Wanted[], items: readonly FetchedItem[]): void {
    const byUri = new Map(items.map((item) => [item.remoteId, item]))
    const pages = new Map<number, FetchedItem[]>()
    for (const { uri, streams } of batch) {
      const item = byUri.get(uri)
      if (item === undefined) continue
      for (const id of streams) pages.set(id, [...(pages.get(id) ?? []), item])
    }
    for (const [id, heard] of pages) this.handlers.onPage(id, { items: heard, refSpace })
  }
}

/** A stored query that cannot be read any more hears nothing live; polling says why. */
function readable(id: number, config: StreamRef['config']): { key: number; query: Query }[] {
  try {
    return [{ key: id, query: queryOf(config) }]
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad-input') return []
    throw error
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Torn messages; polling brings what was in them.
    return undefined
  }
}
