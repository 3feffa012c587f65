import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { TownRequest } from '../message.ts'
import { us, type Post, type WorldEvent } from '../world.ts'
import type { FaceSetting } from './face.ts'
import { noticeJson, statusJson } from './mastodon-entities.ts'
import { covers } from './mastodon-apps.ts'
import type { MastodonOauth } from './mastodon-oauth.ts'

/** The streaming part of the Mastodon API over WebSocket (docs.joinmastodon.org/methods/streaming). */

interface Subscription {
  stream: string
  tag?: string | undefined
}

interface Message {
  event: string
  payload: string
}

const heartbeatMs = 30_000
const plainStreams = ['user', 'user:notification', 'public', 'public:local', 'public:remote', 'direct']
const tagStreams = ['hashtag', 'hashtag:local']

export interface MastodonStream {
  upgrade(request: TownRequest, raw: IncomingMessage, socket: Duplex, head: Buffer, drop: boolean): boolean
  dropStreams(): void
  close(): void
}

export function mastodonStream(setting: FaceSetting, oauth: MastodonOauth): MastodonStream {
  const server = new WebSocketServer({ noServer: true })
  const open = new Map<WebSocket, Map<string, Subscription>>()
  const stopListening = setting.world.listen((event) => {
    for (const [socket, subscriptions] of open) deliver(setting, socket, subscriptions, event)
  })
  const beat = setInterval(() => {
    for (const socket of open.keys()) socket.ping()
  }, heartbeatMs)
  beat.unref()

  const dropStreams = (): void => {
    for (const socket of open.keys()) socket.terminate()
    open.clear()
  }

  return {
    upgrade(request, raw, socket, head, drop) {
      if (!/^\/api\/v1\/streaming\/?$/.test(request.url.pathname)) return false
      const protocol = request.headers['sec-websocket-protocol']?.split(',')[0]?.trim()
      const grant =
        oauth.grantOf(request) ?? (protocol === undefined ? undefined : oauth.grants.get(protocol))
      if (grant === undefined) {
        const body = JSON.stringify({
          error:
            request.params.get('access_token') === undefined &&
            protocol === undefined &&
            request.headers['authorization'] === undefined
              ? 'Missing access token'
              : 'Invalid access token',
        })
        socket.end(
          `HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
        return true
      }
      server.handleUpgrade(raw, socket, head, (connection) => {
        if (drop) {
          connection.terminate()
          return
        }
        const subscriptions = new Map<string, Subscription>()
        open.set(connection, subscriptions)
        const act = (message: Record<string, unknown>): void =>
          subscribe(connection, subscriptions, grant.scopes, message)
        connection.on('message', (data: Buffer) => receive(data.toString(), act))
        connection.on('close', () => open.delete(connection))
        connection.on('error', () => connection.terminate())
        const stream = request.params.get('stream')
        if (stream !== undefined) act({ type: 'subscribe', stream, tag: request.params.get('tag') })
      })
      return true
    },
    dropStreams,
    close() {
      stopListening()
      clearInterval(beat)
      dropStreams()
      server.close()
    },
  }
}

function receive(text: string, act: (message: Record<string, unknown>) => void): void {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    // The real server ignores what it cannot read.
    return
  }
  if (typeof message !== 'object' || message === null) return
  act({ ...message })
}

function subscribe(
  socket: WebSocket,
  subscriptions: Map<string, Subscription>,
  scopes: string[],
  message: Record<string, unknown>,
): void {
  const refuse = (error: string, status: number): void => socket.send(JSON.stringify({ error, status }))
  const stream = typeof message['stream'] === 'string' ? message['stream'] : ''
  const tag = typeof message['tag'] === 'string' ? message['tag'].toLowerCase() : undefined
  const known = plainStreams.includes(stream) || tagStreams.includes(stream)
  if (!known) return refuse('Unknown stream type', 400)
  if (tagStreams.includes(stream) && (tag === undefined || tag === ''))
    return refuse('Missing tag name parameter', 400)
  const needed = stream === 'user:notification' ? 'read:notifications' : 'read:statuses'
  if (!covers(scopes, needed)) return refuse('Access token does not have the required scopes', 401)
  const key = nameOf({ stream, tag }).join(' ')
  if (message['type'] === 'unsubscribe') subscriptions.delete(key)
  else if (message['type'] === 'subscribe') subscriptions.set(key, { stream, tag })
}

function nameOf(subscription: Subscription): string[] {
  return tagStreams.includes(subscription.stream)
    ? [subscription.stream, subscription.tag ?? '']
    : [subscription.stream]
}

function deliver(
  setting: FaceSetting,
  socket: WebSocket,
  subscriptions: Map<string, Subscription>,
  event: WorldEvent,
): void {
  for (const subscription of subscriptions.values()) {
    const message = messageFor(setting, subscription, event)
    if (message === undefined || socket.readyState !== WebSocket.OPEN) continue
    socket.send(JSON.stringify({ stream: nameOf(subscription), ...message }))
  }
}

/** What a subscription hears of an event; undefined if nothing. */
function messageFor(
  setting: FaceSetting,
  subscription: Subscription,
  event: WorldEvent,
): Message | undefined {
  if (event.type === 'noticed') {
    const hears = subscription.stream === 'user' || subscription.stream === 'user:notification'
    return hears
      ? { event: 'notification', payload: JSON.stringify(noticeJson(setting, event.notice)) }
      : undefined
  }
  if (!hearsPost(setting, subscription, event.post, event.type)) return undefined
  if (event.type === 'removed') return { event: 'delete', payload: event.post.id }
  const name = event.type === 'posted' ? 'update' : 'status.update'
  return { event: name, payload: JSON.stringify(statusJson(setting, event.post, true)) }
}

function hearsPost(
  { world }: FaceSetting,
  { stream, tag }: Subscription,
  post: Post,
  what: 'posted' | 'edited' | 'removed',
): boolean {
  const author = world.person(post.author)
  const local = author.home === undefined
  if (stream === 'user') {
    const atHome = post.author === us || author.followed
    // News of a post that named us reaches us even if we do not follow its author.
    return post.visibility !== 'direct' && (atHome || (what !== 'posted' && post.mentions.includes(us)))
  }
  if (stream === 'direct') return post.visibility === 'direct' && world.visible(post) && what !== 'edited'
  if (post.visibility !== 'public') return false
  if (stream === 'hashtag') return post.tags.includes(tag ?? '')
  if (stream === 'hashtag:local') return local && post.tags.includes(tag ?? '')
  if (stream === 'public') return true
  if (stream === 'public:local') return local
  return stream === 'public:remote' && !local
}
