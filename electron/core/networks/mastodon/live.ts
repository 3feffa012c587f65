import { z } from 'zod'
import type { FetchedItem, LiveHandlers, NetworkAccount, NetworkContext, StreamRef } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { itemOf, itemsFromNotifications, refSpaceOf, type Viewer } from './parse.ts'
import { readNotifications, readStatus } from './wire.ts'

/**
 * Live events over one WebSocket (docs.joinmastodon.org/methods/streaming). Polling goes on beside it and fills
 * what was missed, so that here a message that cannot be read is dropped and nothing is lost.
 */

const message = z.looseObject({
  event: z.string().optional(),
  payload: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  stream: z.array(z.string()).optional().catch(undefined),
  error: z.string().optional(),
})

interface Subscription {
  stream: 'user' | 'hashtag'
  tag?: string
}

export function listen(
  ctx: NetworkContext,
  account: NetworkAccount,
  streams: StreamRef[],
  handlers: LiveHandlers,
): { close(): void } {
  const client = clientOf(ctx.http, account)
  const [first, ...others] = subscriptionsOf(streams)
  const base = client.facts?.streaming
  if (first === undefined || base === undefined) return neverUp(ctx, handlers, client.host)

  const token = tokenOf(account)
  const query = new URLSearchParams({ ...first })
  const socket = ctx.openSocket(
    `${base}/api/v1/streaming?${query.toString()}`,
    // As subprotocol, as all servers take it, and not in the address, which ends up in logs.
    /^[\w!#$%&'*+.^`|~-]+$/.test(token) ? [token] : [],
    { authorization: `Bearer ${token}` },
    {
      onOpen() {
        for (const subscription of others) socket.send(JSON.stringify({ type: 'subscribe', ...subscription }))
        handlers.onUp(wholeOf(client, streams))
      },
      onPing: () => handlers.onAlive?.(),
      onText(text) {
        for (const { streamId, page } of readMessage(text, streams, client.viewer))
          handlers.onPage(streamId, page)
      },
      onClose: (reason) => handlers.onDown(reason),
    },
  )
  ctx.signal.addEventListener('abort', () => socket.close(), { once: true })
  return { close: () => socket.close() }
}

/**
 * Streams of which everything comes live: hashtags, on Mastodon itself. Mentions that the server's filters keep back
 * are in the notifications only, and other software streams less than it lists.
 */
function wholeOf(client: Client, streams: readonly StreamRef[]): number[] {
  if (client.facts?.software !== 'mastodon') return []
  return streams.filter(({ kind }) => kind === 'hashtag').map(({ id }) => id)
}

/** Nothing to connect to: told on the next turn, as a connection that failed would be. */
function neverUp(ctx: NetworkContext, handlers: LiveHandlers, host: string): { close(): void } {
  const cancel = ctx.clock.after(0, () => handlers.onDown(`${host} has nothing live for these streams`))
  return { close: cancel }
}

function tokenOf(account: NetworkAccount): string {
  return z.object({ token: z.string() }).parse(account.credentials).token
}

/** `user` brings notifications, and edits and deletions of what speaks to us. */
function subscriptionsOf(streams: readonly StreamRef[]): Subscription[] {
  const tags = new Set(
    streams.filter(({ kind }) => kind === 'hashtag').map(({ config }) => config['tag'] ?? ''),
  )
  const hashtags = [...tags]
    .filter((tag) => tag !== '')
    .map((tag): Subscription => ({ stream: 'hashtag', tag }))
  return [
    ...(streams.some(({ kind }) => kind === 'mentions') ? [{ stream: 'user' as const }] : []),
    ...hashtags,
  ]
}

export interface LivePage {
  streamId: number
  page: { items: FetchedItem[]; deletions?: { ref: string }[]; refSpace: string }
}

/** What one message means for each of the streams. Pure; what cannot be read means nothing. */
export function readMessage(text: string, streams: readonly StreamRef[], viewer: Viewer): LivePage[] {
  const parsed = message.safeParse(asJson(text))
  if (!parsed.success) return []
  const { event, payload, stream } = parsed.data
  const refSpace = refSpaceOf(viewer.origin)
  if (event === 'delete' && typeof payload === 'string') {
    // Whichever stream heard it: a deletion counts for the item.
    const [any] = streams
    return any === undefined
      ? []
      : [{ streamId: any.id, page: { items: [], deletions: [{ ref: payload }], refSpace } }]
  }
  const data = typeof payload === 'string' ? asJson(payload) : payload
  if (event === 'notification') return forMentions(streams, notified(data, viewer), refSpace)
  if (event !== 'update' && event !== 'status.update') return []
  const status = readStatus(data)
  if (status === undefined) return []
  const item = itemOf(status, viewer)
  const tags = status.status.tags.map(({ name }) => name.toLowerCase())
  // The home timeline comes along with `user`; of it only what we say and news of what speaks to us are ours to keep.
  const isOurs = item.mine || (event === 'status.update' && item.direct)
  const direct = isOurs ? forMentions(streams, [item], refSpace) : []
  const isTagged = stream === undefined || stream[0]?.startsWith('hashtag') === true
  const tagged = isTagged
    ? streams.filter(
        (each) => each.kind === 'hashtag' && tags.includes(each.config['tag']?.toLowerCase() ?? ''),
      )
    : []
  return [...direct, ...tagged.map(({ id }) => ({ streamId: id, page: { items: [item], refSpace } }))]
}

function notified(data: unknown, viewer: Viewer): FetchedItem[] {
  const list = z.looseObject({ id: z.union([z.string(), z.number()]), type: z.string() }).safeParse(data)
  if (!list.success) return []
  const isReadable = !('status' in list.data) || readStatus(list.data['status']) !== undefined
  return isReadable ? itemsFromNotifications(readNotifications([data], '').entries, viewer) : []
}

function forMentions(streams: readonly StreamRef[], items: FetchedItem[], refSpace: string): LivePage[] {
  if (items.length === 0) return []
  return streams
    .filter(({ kind }) => kind === 'mentions')
    .map(({ id }) => ({ streamId: id, page: { items, refSpace } }))
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Heartbeats and torn messages; polling brings what was in them.
    return undefined
  }
}
