import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { TownRequest } from '../message.ts'
import type { Post } from '../world.ts'
import { didOf, rkeyOf } from './bluesky-names.ts'
import type { Town } from './bluesky-xrpc.ts'

/** Jetstream, version 1 of its wire (github.com/bluesky-social/jetstream): every post of the network as JSON, to anybody. */

const collection = 'app.bsky.feed.post'

export interface BlueskyStream {
  upgrade(request: TownRequest, raw: IncomingMessage, socket: Duplex, head: Buffer, drop: boolean): boolean
  dropStreams(): void
  close(): void
}

export function blueskyStream(town: Town): BlueskyStream {
  const server = new WebSocketServer({ noServer: true })
  const open = new Set<WebSocket>()
  const stopListening = town.world.listen((event) => {
    if (event.type !== 'posted' && event.type !== 'removed') return
    const message = eventOf(town, event.post, event.type === 'posted' ? 'create' : 'delete')
    for (const socket of open) if (socket.readyState === WebSocket.OPEN) socket.send(message)
  })
  const dropStreams = (): void => {
    for (const socket of open) socket.terminate()
    open.clear()
  }
  return {
    upgrade(request, raw, socket, head, drop) {
      if (request.url.pathname !== '/subscribe') return false
      const wanted = request.params.list('wantedCollections')
      server.handleUpgrade(raw, socket, head, (connection) => {
        if (drop) return connection.terminate()
        connection.on('close', () => open.delete(connection))
        connection.on('error', () => connection.terminate())
        // Other collections than posts are not in the town; whoever wants only those hears nothing.
        if (wanted.length > 0 && !wanted.includes(collection)) return
        open.add(connection)
        const cursor = Number(request.params.get('cursor'))
        if (!Number.isFinite(cursor) || cursor <= 0) return
        for (const post of town.world.posts)
          if (post.arrivedMs * 1000 > cursor) connection.send(eventOf(town, post, 'create'))
      })
      return true
    },
    dropStreams,
    close() {
      stopListening()
      dropStreams()
      server.close()
    },
  }
}

function eventOf(town: Town, post: Post, operation: 'create' | 'delete'): string {
  const { uri, cid } = town.names.refOf(post)
  const rkey = rkeyOf(uri)
  const atMs = operation === 'create' ? post.arrivedMs : town.world.clock.now()
  return JSON.stringify({
    did: didOf(town.world.person(post.author)),
    time_us: atMs * 1000,
    kind: 'commit',
    commit: {
      rev: rkey,
      operation,
      collection,
      rkey,
      ...(operation === 'create' ? { record: town.records.recordOf(post), cid } : {}),
    },
  })
}
