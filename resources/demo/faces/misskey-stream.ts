import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { TownRequest } from '../message.ts'
import { us, type Post, type WorldEvent } from '../world.ts'
import { antenna, regulars } from './misskey-lists.ts'
import type { MiAuth } from './misskey-miauth.ts'
import { mentionedIn, noteJson, noticeJson, type MisskeyTown } from './misskey-notes.ts'

/** The streaming service (misskey-hub.net/docs/for-developers/api/streaming): channels, and subscriptions to notes. */

const heartbeatMs = 60_000

interface Channel {
  name: string
  params: Readonly<Record<string, unknown>>
}

interface Connection {
  /** By the ids that the program gave them. */
  channels: Map<string, Channel>
  notes: Set<string>
}

export interface MisskeyStream {
  upgrade(request: TownRequest, raw: IncomingMessage, socket: Duplex, head: Buffer, drop: boolean): boolean
  dropStreams(): void
  close(): void
}

export function misskeyStream(town: MisskeyTown, auth: MiAuth): MisskeyStream {
  const server = new WebSocketServer({ noServer: true })
  const open = new Map<WebSocket, Connection>()
  const stopListening = town.world.listen((event) => {
    for (const [socket, connection] of open) deliver(town, socket, connection, event)
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
      if (request.url.pathname !== '/streaming') return false
      const bearer = /^Bearer (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1]
      const token = bearer ?? request.params.get('i')
      const rights = token === undefined ? [] : auth.rightsOf(token)
      if (rights === undefined || (token !== undefined && !rights.includes('read:account'))) {
        socket.end(
          'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm="Misskey", error="invalid_token"\r\n\r\n',
        )
        return true
      }
      server.handleUpgrade(raw, socket, head, (ws) => {
        if (drop) return ws.terminate()
        const connection: Connection = { channels: new Map(), notes: new Set() }
        open.set(ws, connection)
        ws.on('message', (data: Buffer) => receive(ws, connection, data.toString(), token !== undefined))
        ws.on('close', () => open.delete(ws))
        ws.on('error', () => ws.terminate())
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

function receive(socket: WebSocket, connection: Connection, text: string, isSignedIn: boolean): void {
  let message: { type?: unknown; body?: { id?: unknown; channel?: unknown; params?: object; pong?: unknown } }
  try {
    message = { ...JSON.parse(text) }
  } catch {
    // The real server ignores what it cannot read.
    return
  }
  const { type, body = {} } = message
  const id = typeof body.id === 'string' ? body.id : ''
  if (type === 'subNote' || type === 's') connection.notes.add(id)
  if (type === 'unsubNote' || type === 'un') connection.notes.delete(id)
  if (type === 'disconnect') connection.channels.delete(id)
  if (type !== 'connect') return
  const name = typeof body.channel === 'string' ? body.channel : ''
  // A channel that needs an account says nothing at all to a stranger.
  if (name !== 'hashtag' && !isSignedIn) return
  connection.channels.set(id, { name, params: { ...body.params } })
  if (body.pong === true) socket.send(JSON.stringify({ type: 'connected', body: { id } }))
}

function deliver(town: MisskeyTown, socket: WebSocket, connection: Connection, event: WorldEvent): void {
  if (socket.readyState !== WebSocket.OPEN) return
  if (event.type === 'removed' && connection.notes.has(event.post.id)) {
    const deletedAt = new Date(town.world.clock.now()).toISOString()
    const body = { id: event.post.id, type: 'deleted', body: { deletedAt } }
    socket.send(JSON.stringify({ type: 'noteUpdated', body }))
  }
  for (const [id, channel] of connection.channels)
    for (const [type, body] of messagesFor(town, channel, event))
      socket.send(JSON.stringify({ type: 'channel', body: { id, type, body } }))
}

/** What a channel tells of an event. What is streamed is made for everybody: nobody's reaction is in it. */
function messagesFor(town: MisskeyTown, { name, params }: Channel, event: WorldEvent): [string, object][] {
  if (event.type === 'noticed') {
    const notice = name === 'main' ? noticeJson(town, event.notice) : undefined
    return notice === undefined ? [] : [['notification', notice]]
  }
  if (event.type !== 'posted' || !town.world.visible(event.post)) return []
  const note = noteJson(town, event.post, false)
  if (name === 'main') {
    const isNamed = event.post.author !== us && mentionedIn(town, event.post).includes(us)
    return isNamed ? [['mention', note]] : []
  }
  return hears(name, params, event.post) ? [['note', note]] : []
}

function hears(name: string, params: Readonly<Record<string, unknown>>, post: Post): boolean {
  switch (name) {
    case 'hashtag': {
      const q: unknown = params['q']
      return (
        Array.isArray(q) &&
        q.some((tags: unknown) => Array.isArray(tags) && tags.every((tag) => post.tags.includes(String(tag))))
      )
    }
    case 'antenna':
      return (
        params['antennaId'] === antenna.id &&
        antenna.words.some((word) => post.text.toLowerCase().includes(word))
      )
    case 'userList':
      return params['listId'] === regulars.id && regulars.people.includes(post.author)
    default:
      return false
  }
}
