import { z } from 'zod'
import type { FetchedItem, LiveHandlers, NetworkAccount, NetworkContext, StreamRef } from '../types.ts'
import { clientOf, tokenOf, type Client } from './client.ts'
import { itemsOf, refSpaceOf, type Viewer } from './parse.ts'
import { placeAt } from './pull.ts'
import { readList } from './wire.ts'

/**
 * Live events over one WebSocket (misskey-hub.net/docs/for-developers/api/streaming): channels for what is said to us,
 * for hashtags, antennas and lists, and a subscription to each note that came this way, which tells when it is deleted.
 * Polling goes on beside it and fills what was missed, so that here a message that cannot be read is dropped and
 * nothing is lost.
 */

const message = z.looseObject({
  type: z.string(),
  body: z.looseObject({ id: z.string(), type: z.string(), body: z.unknown().optional() }),
})

interface Channel {
  channel: string
  params: Readonly<Record<string, unknown>>
}

export function listen(
  ctx: NetworkContext,
  account: NetworkAccount,
  streams: StreamRef[],
  handlers: LiveHandlers,
): { close(): void } {
  const client = clientOf(ctx.http, account)
  const channels = streams.flatMap((stream): [StreamRef, Channel][] => {
    const channel = channelOf(client, stream)
    return channel === undefined ? [] : [[stream, channel]]
  })
  if (channels.length === 0) return neverUp(ctx, handlers, client.host)
  const watched = new Watched()
  const starting = new Starting(ctx, handlers)
  const socket = ctx.openSocket(addressOf(client, account), [], headersOf(client, account), {
    onOpen() {
      starting.begin(channels.map(([{ id }]) => String(id)))
      for (const [{ id }, channel] of channels)
        socket.send(JSON.stringify({ type: 'connect', body: { ...channel, id: String(id), pong: true } }))
    },
    onPing: () => handlers.onAlive?.(),
    onText(text) {
      starting.hear(text)
      const heard = readMessage(text, client.viewer, streams)
      if (heard === undefined) return
      const items = heard.items.filter(({ ref }) => watched.isNew(`${String(heard.streamId)} ${ref ?? ''}`))
      if (items.length === 0 && heard.deletions === undefined) return
      for (const order of watched.add(items.flatMap(({ ref }) => ref ?? []))) socket.send(order)
      const { streamId, deletions } = heard
      const refSpace = refSpaceOf(client.origin)
      handlers.onPage(
        streamId,
        deletions === undefined ? { items, refSpace } : { items, deletions, refSpace },
      )
    },
    onClose(reason) {
      starting.end()
      handlers.onDown(reason)
    },
  })
  ctx.signal.addEventListener('abort', () => socket.close(), { once: true })
  return { close: () => socket.close() }
}

/** Nothing to connect to: told on the next turn, as a connection that failed would be. */
function neverUp(ctx: NetworkContext, handlers: LiveHandlers, host: string): { close(): void } {
  const cancel = ctx.clock.after(0, () => handlers.onDown(`${host} has nothing live for these streams`))
  return { close: cancel }
}

/** Undefined for streams with nothing live: words cannot be streamed. */
function channelOf(client: Client, stream: StreamRef): Channel | undefined {
  switch (stream.kind) {
    case 'mentions':
      return { channel: 'main', params: {} }
    case 'hashtag':
      return { channel: 'hashtag', params: { q: [[stream.config['tag'] ?? '']] } }
    case 'list': {
      const { what, id } = placeAt(client, stream)
      return what === 'antenna'
        ? { channel: 'antenna', params: { antennaId: id } }
        : { channel: 'userList', params: { listId: id, withRenotes: false } }
    }
    default:
      return undefined
  }
}

/** As a header where the server reads it, for addresses end up in logs. */
function addressOf(client: Client, account: NetworkAccount): string {
  const address = `${client.origin.replace(/^http/, 'ws')}/streaming`
  return client.facts?.tokenInHeader === true
    ? address
    : `${address}?i=${encodeURIComponent(tokenOf(account))}`
}

function headersOf(client: Client, account: NetworkAccount): Record<string, string> {
  return client.facts?.tokenInHeader === true ? { authorization: `Bearer ${tokenOf(account)}` } : {}
}

export interface Heard {
  streamId: number
  items: FetchedItem[]
  deletions?: { ref: string }[]
}

/** What one message means; undefined where it means nothing. Pure. */
export function readMessage(text: string, viewer: Viewer, streams: readonly StreamRef[]): Heard | undefined {
  const parsed = message.safeParse(asJson(text))
  if (!parsed.success) return undefined
  const { type, body } = parsed.data
  const [any] = streams
  if (type === 'noteUpdated') {
    // Whichever stream heard it: a deletion counts for the note.
    const isGone = body.type === 'deleted' && any !== undefined
    return isGone ? { streamId: any.id, items: [], deletions: [{ ref: body.id }] } : undefined
  }
  const stream = type === 'channel' ? streams.find(({ id }) => String(id) === body.id) : undefined
  if (stream === undefined) return undefined
  const wanted = stream.kind === 'mentions' ? ['notification', 'mention', 'reply'] : ['note']
  if (!wanted.includes(body.type)) return undefined
  return { streamId: stream.id, items: itemsIn(body.body, viewer) }
}

/** Notes, and notifications that hold one. */
function itemsIn(value: unknown, viewer: Viewer): FetchedItem[] {
  try {
    return itemsOf(readList([value], viewer.origin), viewer)
  } catch {
    // It cannot be read; polling brings it, or says what is wrong.
    return []
  }
}

const connected = z.looseObject({ type: z.literal('connected'), body: z.looseObject({ id: z.string() }) })

/** How long a server may take to say that a channel is connected; old ones, and closed channels, never do. */
const startMs = 5000

/** Tells that the connection is up once all of its channels are, so that nothing is said between the two. */
class Starting {
  private readonly waiting = new Set<string>()
  private cancel: (() => void) | undefined
  private readonly ctx: NetworkContext
  private readonly handlers: LiveHandlers

  constructor(ctx: NetworkContext, handlers: LiveHandlers) {
    this.ctx = ctx
    this.handlers = handlers
  }

  begin(ids: readonly string[]): void {
    for (const id of ids) this.waiting.add(id)
    this.cancel = this.ctx.clock.after(startMs, () => this.up())
  }

  hear(text: string): void {
    if (this.cancel === undefined) return
    const id = connected.safeParse(asJson(text)).data?.body.id
    if (id !== undefined) this.waiting.delete(id)
    if (this.waiting.size === 0) this.up()
  }

  end(): void {
    this.cancel?.()
    this.cancel = undefined
  }

  private up(): void {
    this.end()
    this.handlers.onUp()
  }
}

/** Notes whose deletion is waited for: so many at a time, the oldest are let go. */
const mostWatched = 200

class Watched {
  private readonly notes = new Set<string>()
  private readonly given = new Set<string>()

  /** What names us comes as a notification and as a mention. */
  isNew(key: string): boolean {
    if (this.given.has(key)) return false
    this.given.add(key)
    forgetOldest(this.given, 2 * mostWatched)
    return true
  }

  /** What to tell the server so that it tells of these. */
  add(refs: readonly string[]): string[] {
    const fresh = refs.filter((ref) => !this.notes.has(ref))
    for (const ref of fresh) this.notes.add(ref)
    const old = forgetOldest(this.notes, mostWatched)
    return [
      ...fresh.map((id) => JSON.stringify({ type: 'subNote', body: { id } })),
      ...old.map((id) => JSON.stringify({ type: 'unsubNote', body: { id } })),
    ]
  }
}

function forgetOldest(set: Set<string>, most: number): string[] {
  const old = [...set].slice(0, Math.max(0, set.size - most))
  for (const each of old) set.delete(each)
  return old
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Heartbeats and torn messages; polling brings what was in them.
    return undefined
  }
}
