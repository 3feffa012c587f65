import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { Fetch } from '../deps.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { createHttp } from './http.ts'
import { anyHost, memoryLedger } from './testing.ts'

const url = 'https://a.test/stream'
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** A host that sends what a test hands it, piece by piece. */
function streaming(head: { status?: number; headers?: Record<string, string> } = {}) {
  const pieces: (Uint8Array | Error | 'end')[] = []
  let wake = (): void => undefined
  let requests = 0
  let returned = 0
  const push = (...more: (Uint8Array | Error | 'end')[]) => {
    pieces.push(...more)
    wake()
  }
  const body: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        while (pieces.length === 0) await new Promise<void>((resolve) => (wake = resolve))
        const piece = pieces.shift()
        if (piece instanceof Error) throw piece
        return piece === undefined || piece === 'end'
          ? { done: true as const, value: undefined }
          : { done: false as const, value: piece }
      },
      async return() {
        returned += 1
        return { done: true as const, value: undefined }
      },
    }),
  }
  const signals: AbortSignal[] = []
  const fetch: Fetch = async (_url, { signal }) => {
    requests += 1
    signals.push(signal)
    return { status: head.status ?? 200, headers: Object.entries(head.headers ?? {}), body }
  }
  const clock = fakeClock()
  const ledger = memoryLedger()
  const outer = new AbortController()
  const http = createHttp({ fetch, ledger, clock, random: () => 0 })({
    reach: anyHost,
    signal: outer.signal,
    bucket: '7',
  })
  return {
    http,
    clock,
    ledger,
    push,
    signals,
    stop: () => outer.abort(),
    counts: () => ({ requests, returned }),
  }
}

/** Everything that comes until the end, and how it ended. */
async function readAll(lines: AsyncIterable<string>): Promise<{ lines: string[]; failure?: Failure }> {
  const read: string[] = []
  try {
    for await (const line of lines) read.push(line)
    return { lines: read }
  } catch (error) {
    if (error instanceof Failure) return { lines: read, failure: error }
    throw error
  }
}

/** Lets everything that can go on go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('lines come as they are said, heartbeats as empty ones, and the end is orderly', async () => {
  const { http, push, ledger } = streaming()
  const { lines } = await http.lines(url)
  push(bytesOf('{"a":1}\r\n'), bytesOf('\r\n'), bytesOf('{"b":2}\n{"c":3}\r\nrest'), 'end')
  expect(await readAll(lines)).toEqual({ lines: ['{"a":1}', '', '{"b":2}', '{"c":3}', 'rest'] })
  expect(ledger.bookings.map(({ bytes, bucket }) => [bytes, bucket])).toEqual([
    [0, '7'],
    [32, '7'],
  ])
})

test('however a text is cut into pieces, its lines are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constant('{"text":"パン 👩🏽‍🚀"}')), {
        maxLength: 8,
      }),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.nat(200), { maxLength: 12 }),
      async (said, end, cuts) => {
        const wanted = said.map((line) => line.replaceAll(/[\r\n]/g, ' '))
        const bytes = bytesOf(wanted.map((line) => `${line}${end}`).join(''))
        const { http, push } = streaming()
        const { lines } = await http.lines(url)
        const borders = [...new Set([0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length])]
        borders.sort((a, b) => a - b)
        for (const [n, from] of borders.entries()) push(bytes.slice(from, borders[n + 1] ?? bytes.length))
        push('end')
        expect(await readAll(lines)).toEqual({ lines: wanted })
      },
    ),
  )
})

test('a letter that the end cuts in two is shown as broken, and loses nothing before it', async () => {
  const { http, push } = streaming()
  const { lines } = await http.lines(url)
  push(bytesOf('whole\nhalf ').slice(), bytesOf('パ').slice(0, 2), 'end')
  expect(await readAll(lines)).toEqual({ lines: ['whole', 'half \ufffd'] })
})

test('silence longer than allowed is a timeout; every piece starts it anew, heartbeats too', async () => {
  const { http, push, clock } = streaming()
  const { lines } = await http.lines(url, { timeoutMs: 45_000 })
  const reading = readAll(lines)
  for (let beat = 0; beat < 5; beat += 1) {
    clock.advance(40_000)
    push(bytesOf('\r\n'))
    await turn()
  }
  clock.advance(44_000)
  await turn()
  clock.advance(1001)
  const { lines: read, failure } = await reading
  expect(read).toEqual(['', '', '', '', ''])
  expect([failure?.code, failure?.message]).toEqual(['timeout', 'a.test took too long to answer.'])
})

test('a host that does not even answer is a timeout', async () => {
  const clock = fakeClock()
  const http = createHttp({
    fetch: () => new Promise(() => undefined),
    ledger: memoryLedger(),
    clock,
    random: () => 0,
  })({ reach: anyHost, signal: new AbortController().signal })
  const opening = http.lines(url, { timeoutMs: 45_000 }).then(
    () => undefined,
    (error: unknown) => error,
  )
  clock.advance(45_001)
  expect(await opening).toMatchObject({ code: 'timeout' })
})

test.each([
  ['at once', bytesOf('x'.repeat(60))],
  ['with its end', bytesOf(`${'x'.repeat(60)}\n`)],
])('a line longer than allowed, %s, is refused', async (_how, piece) => {
  const { http, push } = streaming()
  const { lines } = await http.lines(url, { maxBytes: 50 })
  push(bytesOf('short\n'), piece)
  const { failure } = await readAll(lines)
  expect(failure).toMatchObject({ code: 'bad-response', message: 'a.test sent a line without an end.' })
})

test('closing it ends the reading without a failure, and the connection with it', async () => {
  const { http, push, signals, counts, clock } = streaming()
  const stream = await http.lines(url)
  const reading = readAll(stream.lines)
  push(bytesOf('one\n'))
  await turn()
  stream.close()
  expect(await reading).toEqual({ lines: ['one'] })
  expect(signals[0]?.aborted).toBe(true)
  expect(counts().returned).toBe(1)
  // Its alarm is off: nothing happens later.
  clock.advance(86_400_000)
})

test('closing it before the first line was asked for ends the connection', async () => {
  const { http, signals, clock } = streaming()
  const stream = await http.lines(url)
  stream.close()
  expect(signals[0]?.aborted).toBe(true)
  clock.advance(86_400_000)
  expect(await readAll(stream.lines)).toEqual({ lines: [] })
})

test('when core stops, the reading ends without a failure', async () => {
  const { http, stop } = streaming()
  const { lines } = await http.lines(url)
  const reading = readAll(lines)
  await turn()
  stop()
  expect(await reading).toEqual({ lines: [] })
})

test('a connection that breaks off in the middle is said', async () => {
  const { http, push } = streaming()
  const { lines } = await http.lines(url)
  push(bytesOf('one\ntw'), Object.assign(new Error('gone'), { code: 'ECONNRESET' }))
  const { lines: read, failure } = await readAll(lines)
  expect(read).toEqual(['one'])
  expect(failure).toMatchObject({
    code: 'bad-response',
    message: 'The answer of a.test broke off in the middle.',
  })
})

test('429 at the start blocks that bucket until its reset, and no other', async () => {
  const soon = Math.floor(fakeClock().now() / 1000) + 240
  const { http, push, counts, ledger } = streaming({
    status: 429,
    headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(soon) },
  })
  push(bytesOf('{"detail":"Too many connections"}'), 'end')
  const first = await http.lines(url, { bucket: 'stream' }).catch((error: unknown) => error)
  expect(first).toMatchObject({
    code: 'rate-limited',
    retryAtMs: soon * 1000,
    message: expect.stringContaining('Too many connections'),
  })
  const again = await http.lines(url, { bucket: 'stream' }).catch((error: unknown) => error)
  expect(again).toMatchObject({ code: 'rate-limited', retryAtMs: soon * 1000 })
  expect(counts().requests).toBe(1)
  expect(ledger.blockedUntil('a.test', '7/stream')).toBe(soon * 1000)
  expect(ledger.blockedUntil('a.test', '7')).toBe(0)
})

test.each([
  [401, 'signed-out'],
  [403, 'forbidden'],
  [503, 'unavailable'],
])('status %i at the start is %s, as for every request', async (status, code) => {
  const { http, push } = streaming({ status })
  push('end')
  expect(await http.lines(url).catch((error: unknown) => error)).toMatchObject({ code, status })
})
