import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { Failure } from './failure.ts'
import { connect, serve, type Port } from './rpc.ts'

const table = {
  'sum.of': { in: z.object({ a: z.number(), b: z.number() }), out: z.object({ sum: z.number() }) },
  'fail.now': {
    in: z.object({ how: z.enum(['failure', 'throw', 'wrong output']) }),
    out: z.object({ ok: z.boolean() }),
  },
}
const events = { tick: z.object({ n: z.number() }) }

function asPort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  }
}

const open: MessagePort[] = []
afterEach(() => open.splice(0).forEach((port) => port.close()))

function pair() {
  const { port1, port2 } = new MessageChannel()
  open.push(port1, port2)
  const bugs: string[] = []
  const server = serve<typeof table, typeof events>(
    asPort(port1),
    table,
    {
      'sum.of': ({ a, b }) => ({ sum: a + b }),
      'fail.now': ({ how }) => {
        if (how === 'failure') throw new Failure('rate-limited', 'Wait.', { retryAtMs: 5 })
        if (how === 'throw') throw new TypeError('secret internals')
        return { ok: 'no' as unknown as boolean } // what a careless handler might do
      },
    },
    { onBug: (name) => bugs.push(name), checkOutputs: true },
  )
  return { server, bugs, raw: port2, client: connect<typeof table, typeof events>(asPort(port2), events) }
}

test('a call is answered', async () => {
  const { client } = pair()
  expect(await client.call('sum.of', { a: 2, b: 3 })).toEqual({ sum: 5 })
})

test('an input of the wrong shape is refused before the handler, with the place', async () => {
  const { client } = pair()
  const wrong = { a: 1, b: 'x' } as unknown as { a: number; b: number } // a caller that lies about its types
  await expect(client.call('sum.of', wrong)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('b:'),
  })
})

test.each(['nope', 'toString', '__proto__', 'constructor'])(
  'the unknown call %s is refused',
  async (name) => {
    const { client } = pair()
    await expect(client.call(name as 'sum.of', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'bad-input' })
  },
)

test('a failure keeps its code and details; anything else becomes a bug without internals, and is logged', async () => {
  const { client, bugs } = pair()
  await expect(client.call('fail.now', { how: 'failure' })).rejects.toMatchObject({
    code: 'rate-limited',
    retryAtMs: 5,
  })
  await expect(client.call('fail.now', { how: 'throw' })).rejects.toMatchObject({
    code: 'bug',
    message: expect.not.stringContaining('internals'),
  })
  await expect(client.call('fail.now', { how: 'wrong output' })).rejects.toMatchObject({ code: 'bug' })
  expect(bugs).toEqual(['fail.now', 'fail.now'])
})

test('events arrive parsed, unreadable ones are dropped', async () => {
  const { client, server } = pair()
  const seen: number[] = []
  const second = new Promise<void>((resolve) => {
    client.on('tick', ({ n }) => {
      seen.push(n)
      if (n === 2) resolve()
    })
  })
  server.emit('tick', { n: 1 })
  server.emit('tick', { n: 'x' as unknown as number }) // an event of another version
  server.emit('tick', { n: 2 })
  await second
  expect(seen).toEqual([1, 2])
})

test('rubbish on the port is ignored', async () => {
  const { client, raw } = pair()
  for (const rubbish of [null, 5, 'text', {}, { kind: 'call' }, { kind: 'answer', seq: 99 }])
    raw.postMessage(rubbish)
  expect(await client.call('sum.of', { a: 1, b: 1 })).toEqual({ sum: 2 })
})

test('when the port closes, what waits fails as offline, and so does what comes after', async () => {
  const { client, raw } = pair()
  const waiting = client.call('sum.of', { a: 1, b: 1 })
  raw.close()
  await expect(waiting).rejects.toMatchObject({ code: 'offline' })
  await expect(client.call('sum.of', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'offline' })
})
