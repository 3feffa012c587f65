import { beforeEach, expect, test } from 'vitest'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { unneeded } from '../testing.ts'
import type { NetworkAccount, NetworkContext, SocketHandlers, StreamRef } from '../types.ts'
import { listen, readMessage } from './live.ts'

const viewer = {
  origin: 'https://note.example',
  domain: 'note.example',
  me: { id: '9u1', acct: 'bakery@note.example' },
}
const account: NetworkAccount = {
  id: 1,
  host: 'https://note.example',
  remoteId: 'bakery@note.example',
  handle: '@bakery@note.example',
  credentials: { token: 'secret' },
  facts: {
    userId: '9u1',
    acct: 'bakery@note.example',
    domain: 'note.example',
    like: '❤',
    mayLike: true,
    tokenInHeader: true,
  },
}
const streams: StreamRef[] = [
  { id: 1, kind: 'mentions', config: {} },
  { id: 2, kind: 'hashtag', config: { tag: 'bread' } },
]

let clock: FakeClock
let sent: { type: string; body: { id: string } }[]
let server: SocketHandlers
let told: string[]

beforeEach(() => {
  clock = fakeClock(Date.UTC(2026, 9, 1))
  sent = []
  told = []
  const ctx: NetworkContext = {
    ...unneeded,
    http: {
      request: () => Promise.reject(new Error('nothing is asked')),
      json: () => Promise.reject(new Error('nothing is asked')),
      lines: () => Promise.reject(new Error('nothing is asked')),
    },
    openSocket(url, _protocols, headers, handlers) {
      told.push(`${url} ${headers['authorization'] ?? ''}`)
      server = handlers
      // Sent by us in this shape.
      return {
        send: (text) => void sent.push(JSON.parse(text) as (typeof sent)[number]),
        close: () => undefined,
      }
    },
    clock,
    signal: new AbortController().signal,
    newId: () => 'id',
  }
  listen(ctx, account, streams, {
    onUp: () => told.push('up'),
    onAlive: () => told.push('alive'),
    onPage: (streamId, { items, deletions = [] }) =>
      told.push(
        `${String(streamId)}: ${[...items.map(({ ref }) => ref ?? ''), ...deletions.map(({ ref }) => `-${ref}`)].join()}`,
      ),
    onDown: (reason) => told.push(`down ${reason}`),
  })
})

const note = (id: string) => ({
  id,
  createdAt: '2026-10-01T00:00:00.000Z',
  userId: '9u2',
  user: { id: '9u2', username: 'ana', host: null },
  text: 'hello',
  mentions: ['9u1'],
})
const say = (type: string, body: object): void => server.onText(JSON.stringify({ type, body }))
const channel = (id: string, type: string, body: object): void => say('channel', { id, type, body })

test('up once every channel is, alive with every ping, and the token stands in no address', () => {
  expect(told).toEqual(['wss://note.example/streaming Bearer secret'])
  server.onOpen()
  expect(sent.map(({ type, body }) => [type, body.id])).toEqual([
    ['connect', '1'],
    ['connect', '2'],
  ])
  say('connected', { id: '1' })
  expect(told).toHaveLength(1)
  say('connected', { id: '2' })
  say('connected', { id: '2' })
  server.onPing?.()
  clock.advance(10_000)
  expect(told.slice(1)).toEqual(['up', 'alive'])
})

test('a server that does not say when a channel is connected is up after a while, unless it closed before', () => {
  server.onOpen()
  clock.advance(4000)
  expect(told).toHaveLength(1)
  clock.advance(1500)
  expect(told.slice(1)).toEqual(['up'])
  server.onClose('gone')
  expect(told.slice(2)).toEqual(['down gone'])
})

test('a connection that closed before it was up is never up', () => {
  server.onOpen()
  server.onClose('refused')
  clock.advance(10_000)
  expect(told.slice(1)).toEqual(['down refused'])
})

test('a note told twice is given once, watched, and its deletion is told', () => {
  server.onOpen()
  channel('1', 'notification', {
    id: 'n',
    createdAt: '2026-10-01T00:00:00.000Z',
    type: 'mention',
    note: note('a'),
  })
  channel('1', 'mention', note('a'))
  channel('2', 'note', note('a'))
  say('noteUpdated', { id: 'a', type: 'reacted', body: { reaction: '❤' } })
  say('noteUpdated', { id: 'a', type: 'deleted', body: {} })
  expect(told.slice(1)).toEqual(['1: a', '2: a', '1: -a'])
  expect(sent.filter(({ type }) => type === 'subNote').map(({ body }) => body.id)).toEqual(['a'])
})

test('so many notes are watched and no more: the oldest are let go', () => {
  server.onOpen()
  for (let n = 0; n < 205; n += 1) channel('2', 'note', note(`a${String(n)}`))
  expect(sent.filter(({ type }) => type === 'unsubNote').map(({ body }) => body.id)).toEqual(
    [0, 1, 2, 3, 4].map((n) => `a${String(n)}`),
  )
})

test('what cannot be read, what is for no stream of ours, and what says nothing means nothing', () => {
  for (const text of ['', '{', '[]', '{"type":"channel","body":{"id":"9","type":"note","body":{}}}'])
    expect(readMessage(text, viewer, streams)).toBeUndefined()
  const silent = { type: 'channel', body: { id: '1', type: 'unreadNotification', body: note('a') } }
  expect(readMessage(JSON.stringify(silent), viewer, streams)).toBeUndefined()
  const torn = { type: 'channel', body: { id: '2', type: 'note', body: { id: 'a' } } }
  expect(readMessage(JSON.stringify(torn), viewer, streams)?.items).toEqual([])
})
