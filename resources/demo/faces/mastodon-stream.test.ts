import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { at, saturdayMs } from '../testing.ts'
import { startTown, type Town } from '../town.ts'

let town: Town
const sockets: WebSocket[] = []
beforeEach(async () => {
  town = await startTown({ nowMs: saturdayMs, written: false })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await town.close()
})

/** A connection whose messages can be awaited one by one. */
async function listen(query: string, protocol?: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(
    `${town.url.replace('http', 'ws')}/api/v1/streaming${query}`,
    protocol === undefined ? [] : [protocol],
    { headers },
  )
  sockets.push(socket)
  const waiting: ((message: unknown) => void)[] = []
  const ready: unknown[] = []
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString())
    const taker = waiting.shift()
    if (taker === undefined) ready.push(message)
    else taker(message)
  })
  const next = (): Promise<unknown> =>
    ready.length > 0 ? Promise.resolve(ready.shift()) : new Promise((resolve) => waiting.push(resolve))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  return { socket, next, send: (message: unknown) => socket.send(JSON.stringify(message)) }
}

const payload = (message: unknown): unknown => JSON.parse(String(at(message, 'payload')))

test('a mention streams as a notification whose payload is a string', async () => {
  const live = await listen(`?stream=user:notification&access_token=${town.account.token}`)
  const id = town.say({ author: 'ana', text: '@crumb hello' })
  const message = await live.next()
  expect([at(message, 'event'), at(message, 'stream')]).toEqual(['notification', ['user:notification']])
  expect(at(payload(message), 'status', 'id')).toBe(id)
})

test('the token may come in the protocol or the Authorization header', async () => {
  const byProtocol = await listen('?stream=user:notification', town.account.token)
  expect(byProtocol.socket.protocol).toBe(town.account.token)
  const byHeader = await listen('?stream=user:notification', undefined, {
    authorization: `Bearer ${town.account.token}`,
  })
  town.say({ author: 'ana', text: '@crumb hello' })
  expect(at(await byProtocol.next(), 'event')).toBe('notification')
  expect(at(await byHeader.next(), 'event')).toBe('notification')
})

test('without a good token the handshake is 401', async () => {
  await expect(listen('?stream=user')).rejects.toThrow('401')
  await expect(listen('?stream=user&access_token=wrong')).rejects.toThrow('401')
})

test('the user stream carries news of a post: update, status.update, delete', async () => {
  const live = await listen(`?stream=user&access_token=${town.account.token}`)
  const id = town.say({ author: 'ana', text: '@crumb rey' })
  expect(at(await live.next(), 'event')).toBe('update')
  expect(at(await live.next(), 'event')).toBe('notification')
  town.edit(id, '@crumb rye')
  const edited = await live.next()
  expect([at(edited, 'event'), at(payload(edited), 'id')]).toEqual(['status.update', id])
  town.remove(id)
  expect(await live.next()).toEqual({ stream: ['user'], event: 'delete', payload: id })
})

test('streams are subscribed to and left over one socket', async () => {
  const live = await listen(`?access_token=${town.account.token}`)
  live.send({ type: 'subscribe', stream: 'hashtag', tag: 'Rye' })
  live.send({ type: 'subscribe', stream: 'nonsense' })
  expect(await live.next()).toEqual({ error: 'Unknown stream type', status: 400 })
  town.say({ author: 'ana', text: 'no tag' })
  town.say({ author: 'ana', text: 'new #rye' })
  const message = await live.next()
  expect([at(message, 'stream'), at(message, 'event')]).toEqual([['hashtag', 'rye'], 'update'])
  live.send({ type: 'unsubscribe', stream: 'hashtag', tag: 'rye' })
  live.send({ type: 'subscribe', stream: 'hashtag' })
  expect(at(await live.next(), 'error')).toBe('Missing tag name parameter')
  town.say({ author: 'ana', text: 'more #rye' })
  live.send({ type: 'subscribe', stream: 'nonsense' })
  expect(at(await live.next(), 'error')).toBe('Unknown stream type')
})

test('dropped streams end without a goodbye, also right after the handshake', async () => {
  const live = await listen(`?stream=user&access_token=${town.account.token}`)
  const closed = (socket: WebSocket): Promise<number> =>
    new Promise((resolve) => socket.once('close', (code) => resolve(code)))
  const first = closed(live.socket)
  town.dropStreams()
  expect(await first).toBe(1006)
  town.misbehave({ path: '/api/v1/streaming', fault: 'dropped-stream', times: 1 })
  const second = new WebSocket(
    `${town.url.replace('http', 'ws')}/api/v1/streaming?stream=user&access_token=${town.account.token}`,
  )
  sockets.push(second)
  expect(await closed(second)).toBe(1006)
  town.misbehave({ path: '/api/v1/streaming', fault: 503, times: 1 })
  await expect(listen(`?stream=user&access_token=${town.account.token}`)).rejects.toThrow('503')
  await listen(`?stream=user&access_token=${town.account.token}`)
})
