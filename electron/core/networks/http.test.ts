import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { systemClock } from '../clock.ts'
import type { Fetch, HostLedger } from '../deps.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { createHttp, parseJson } from './http.ts'
import { createFetch } from './outside.ts'
import { anyHost } from './testing.ts'

type Booking = Parameters<HostLedger['book']>[1]

function memoryLedger() {
  const blocked = new Map<string, number>()
  const bookings: [string, Booking][] = []
  const ledger: HostLedger = {
    blockedUntil: (host) => blocked.get(host) ?? 0,
    book(host, exchange) {
      bookings.push([host, exchange])
      if (exchange.blockedUntilMs !== undefined) blocked.set(host, exchange.blockedUntilMs)
    },
  }
  return { ledger, bookings }
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function serveAt(answer: (req: IncomingMessage, res: ServerResponse, body: string) => void) {
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (part: Buffer) => (body += part.toString()))
    req.on('end', () => answer(req, res, body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

function realHttp(clock = systemClock) {
  const fetch = createFetch()
  closers.push(() => fetch.close())
  const { ledger, bookings } = memoryLedger()
  const http = createHttp({ fetch, ledger, clock, random: () => 0 })({
    reach: anyHost,
    signal: new AbortController().signal,
  })
  return { http, bookings, ledger }
}

/** Answers by table; records what was asked. */
function scripted(
  answers: Record<string, { status: number; headers?: Record<string, string>; body?: string }>,
) {
  const asked: { url: string; method: string; headers: Record<string, string>; publicOnly: boolean }[] = []
  const fetch: Fetch = async (url, { method, headers, publicOnly }) => {
    asked.push({ url, method, headers, publicOnly })
    const answer = answers[url] ?? { status: 404 }
    const bytes = new TextEncoder().encode(answer.body ?? '')
    return {
      status: answer.status,
      headers: Object.entries(answer.headers ?? {}),
      body: (async function* () {
        yield bytes
      })(),
    }
  }
  const clock = fakeClock()
  const { ledger, bookings } = memoryLedger()
  const signal = new AbortController()
  const http = createHttp({ fetch, ledger, clock, random: () => 0 })({
    reach: anyHost,
    signal: signal.signal,
  })
  return { http, asked, clock, bookings, stop: () => signal.abort() }
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw error
}

test('lists in a query repeat their name, and undefined values are left out', async () => {
  const { http, asked } = scripted({})
  await failureOf(
    http.request('https://a.test/x?k=1', {
      query: { 'types[]': ['mention', 'status'], q: 'a b', no: undefined },
    }),
  )
  expect(asked[0]?.url).toBe('https://a.test/x?k=1&types%5B%5D=mention&types%5B%5D=status&q=a+b')
})

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
] as const)('a body compressed with %s arrives decoded', async (encoding, compress) => {
  const base = await serveAt((_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding })
    res.end(compress(JSON.stringify({ town: 'Hälle' })))
  })
  const { data } = await realHttp().http.json(base)
  expect(data).toEqual({ town: 'Hälle' })
})

test('a small body that decodes to a huge one is refused at the cap', async () => {
  const base = await serveAt((_req, res) => {
    res.writeHead(200, { 'content-encoding': 'gzip' })
    res.end(gzipSync(Buffer.alloc(20 * 1024 * 1024)))
  })
  const failure = await failureOf(realHttp().http.request(base))
  expect(failure.code).toBe('bad-response')
  expect(failure.message).toContain('5120 KiB')
})

test.each([
  [400, 'rejected'],
  [401, 'signed-out'],
  [403, 'forbidden'],
  [404, 'gone'],
  [409, 'duplicate'],
  [410, 'gone'],
  [422, 'rejected'],
  [429, 'rate-limited'],
  [500, 'unavailable'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [418, 'bad-response'],
])('status %i becomes %s with the host in its words and nothing of the address', async (status, code) => {
  const { http } = scripted({ 'https://a.test/p?key=sesame': { status } })
  const failure = await failureOf(http.request('https://a.test/p?key=sesame'))
  expect([failure.code, failure.status]).toEqual([code, status])
  expect(failure.message).toContain('a.test')
  expect(failure.message).not.toContain('sesame')
})

test('what the host said as JSON is told, its HTML pages are not, and secrets never are', async () => {
  const said = async (body: string) => {
    const { http } = scripted({ 'https://a.test/': { status: 422, body } })
    const failure = await failureOf(
      http.request('https://a.test/', { headers: { Authorization: 'Bearer sesame-1' } }),
    )
    return failure.message
  }
  expect(await said('{"error":"Validation failed: Text is <b>too</b> long"}')).toContain('Text is too long')
  expect(await said('{"type":"x","title":"Nope","detail":"Out of credit"}')).toContain('Out of credit')
  expect(await said('{"error":"token sesame-1 is bad"}')).toContain('token … is bad')
  expect(await said('<html><title>Blocked by us</title></html>')).not.toContain('Blocked')
  expect((await said(JSON.stringify({ error: 'x'.repeat(1000) }))).length).toBeLessThan(260)
})

test('a 429 blocks its host until then, also for later requests, and not other hosts', async () => {
  const { http, clock, asked } = scripted({
    'https://a.test/': { status: 429, headers: { 'Retry-After': '120' } },
    'https://b.test/': { status: 200 },
  })
  const first = await failureOf(http.request('https://a.test/'))
  expect(first.retryAtMs).toBe(clock.now() + 120_000)
  const second = await failureOf(http.request('https://a.test/other'))
  expect([second.code, second.retryAtMs]).toEqual(['rate-limited', first.retryAtMs])
  expect((await http.request('https://b.test/')).status).toBe(200)
  expect(asked.map(({ url }) => url)).toEqual(['https://a.test/', 'https://b.test/'])
  clock.advance(120_000)
  await failureOf(http.request('https://a.test/'))
  expect(asked).toHaveLength(3)
})

test('a 503 that says when to come back is a wait, and the last request of a window blocks the next', async () => {
  const { http, clock } = scripted({
    'https://a.test/': { status: 503, headers: { 'retry-after': '30' } },
    'https://b.test/': {
      status: 200,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-10-01T09:05:00.000Z' },
    },
  })
  expect((await failureOf(http.request('https://a.test/'))).toShape()).toMatchObject({
    code: 'rate-limited',
    retryAtMs: clock.now() + 30_000,
  })
  expect((await http.request('https://b.test/')).status).toBe(200)
  expect((await failureOf(http.request('https://b.test/'))).retryAtMs).toBe(Date.UTC(2026, 9, 1, 9, 5))
})

test('only a chain of permanent redirects says that the address moved', async () => {
  const { http } = scripted({
    'https://a.test/': { status: 301, headers: { location: '/b' } },
    'https://a.test/b': { status: 308, headers: { location: 'https://c.test/d' } },
    'https://c.test/d': { status: 200, body: 'here' },
    'https://a.test/t': { status: 302, headers: { location: '/' } },
  })
  expect((await http.request('https://a.test/')).movedTo).toBe('https://c.test/d')
  const passing = await http.request('https://a.test/t')
  expect([passing.url, passing.movedTo]).toEqual(['https://c.test/d', undefined])
})

test('redirects without end stop after five', async () => {
  const { http, asked } = scripted({ 'https://a.test/': { status: 302, headers: { location: '/' } } })
  expect((await failureOf(http.request('https://a.test/'))).code).toBe('bad-response')
  expect(asked).toHaveLength(6)
})

test('credentials stay with their origin, and never go on unencrypted', async () => {
  const { http, asked } = scripted({
    'https://a.test/': { status: 302, headers: { location: 'https://b.test/' } },
    'https://b.test/': { status: 200 },
    'https://a.test/plain': { status: 302, headers: { location: 'http://a.test/' } },
  })
  await http.request('https://a.test/', { headers: { Authorization: 'Bearer sesame', 'X-Other': '1' } })
  expect(asked[0]?.headers['authorization']).toBe('Bearer sesame')
  expect(asked[1]?.headers).toMatchObject({ 'x-other': '1' })
  expect(asked[1]?.headers['authorization']).toBeUndefined()
  const failure = await failureOf(
    http.request('https://a.test/plain', { headers: { authorization: 'Bearer sesame' } }),
  )
  expect(failure.code).toBe('forbidden')
  expect(asked).toHaveLength(3)
})

test.each(['API-Key', 'User-Api-Key'])('%s is a credential too, and stays with its origin', async (name) => {
  const { http, asked } = scripted({
    'https://a.test/': { status: 302, headers: { location: 'https://b.test/' } },
    'https://b.test/': { status: 403, body: '{"error":"sesame is wrong"}' },
  })
  const failure = await failureOf(http.request('https://a.test/', { headers: { [name]: 'sesame' } }))
  expect(asked.map(({ headers }) => headers[name.toLowerCase()])).toEqual(['sesame', undefined])
  expect(failure.message).not.toContain('sesame')
})

test('a password in an address leaves as a header and not in the address', async () => {
  const { http, asked } = scripted({ 'https://a.test/feed': { status: 200 } })
  await http.request('https://me:p%40ss@a.test/feed')
  expect(asked[0]?.url).toBe('https://a.test/feed')
  expect(asked[0]?.headers['authorization']).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`)
})

test('a POST is not turned into a GET by a host that moved', async () => {
  const { http, asked } = scripted({
    'https://a.test/say': { status: 301, headers: { location: 'https://b.test/say' } },
    'https://a.test/see': { status: 303, headers: { location: '/seen' } },
    'https://a.test/seen': { status: 200 },
  })
  expect((await failureOf(http.request('https://a.test/say', { json: { x: 1 } }))).message).toContain(
    'b.test',
  )
  await http.request('https://a.test/see', { form: { a: '1' } })
  expect(asked.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET'])
})

test('an address that must be public must be public at each hop', async () => {
  const { http, asked } = scripted({
    'https://a.test/': { status: 302, headers: { location: 'https://b.test/' } },
    'https://b.test/': { status: 200 },
  })
  await http.request('https://a.test/', { publicOnly: true })
  expect(asked.map(({ publicOnly }) => publicOnly)).toEqual([true, true])
})

test('a status that was asked for is an answer', async () => {
  const { http } = scripted({ 'https://a.test/': { status: 304, headers: { ETag: '"1"' } } })
  const answer = await http.request('https://a.test/', { accept: [304] })
  expect([answer.status, answer.headers['etag']]).toEqual([304, '"1"'])
})

test('a host that never answers times out by the clock, and is booked', async () => {
  const clock = fakeClock()
  const { ledger, bookings } = memoryLedger()
  const fetch: Fetch = () => new Promise(() => undefined)
  const http = createHttp({ fetch, ledger, clock, random: () => 0 })({
    reach: anyHost,
    signal: new AbortController().signal,
  })
  const failing = failureOf(http.request('https://slow.test/'))
  clock.advance(20_000)
  expect((await failing).code).toBe('timeout')
  expect(bookings[0]?.[1].failure?.code).toBe('timeout')
})

test('a body that stops halfway times out by the clock', async () => {
  const clock = fakeClock()
  let stalled = (): void => undefined
  const reached = new Promise<void>((resolve) => (stalled = resolve))
  const base = await serveAt((_req, res) => {
    res.writeHead(200, { 'content-length': '100' })
    res.write('half')
    stalled()
  })
  const failing = failureOf(realHttp(clock).http.request(base, { timeoutMs: 5000 }))
  await reached
  clock.advance(5000)
  expect((await failing).code).toBe('timeout')
})

test('a torn answer is a bad response, a refused connection is offline', async () => {
  const base = await serveAt((_req, res) => {
    res.writeHead(200, { 'content-length': '100' })
    res.write('half')
    setImmediate(() => res.destroy())
  })
  const { http } = realHttp()
  expect((await failureOf(http.request(base))).code).toBe('bad-response')
  const gone = await serveAt(() => undefined)
  await closers.pop()?.()
  const failure = await failureOf(http.request(gone))
  expect([failure.code, failure.message]).toEqual(['offline', `${new URL(gone).host} refuses connections.`])
})

test('stopping the work ends its requests', async () => {
  const clock = fakeClock()
  const stop = new AbortController()
  const fetch: Fetch = () => new Promise(() => undefined)
  const http = createHttp({ fetch, ledger: memoryLedger().ledger, clock, random: () => 0 })({
    reach: anyHost,
    signal: stop.signal,
  })
  const failing = failureOf(http.request('https://slow.test/'))
  stop.abort()
  expect((await failing).code).toBe('offline')
})

test('a page or broken JSON where data was asked for is a bad response that says which', () => {
  const words = (body: string, type: string) => {
    try {
      parseJson({
        status: 200,
        url: 'https://a.test/',
        headers: { 'content-type': type },
        body: Buffer.from(body),
      })
    } catch (error) {
      return error instanceof Failure ? `${error.code}: ${error.message}` : String(error)
    }
    return 'fine'
  }
  expect(words('<!doctype html><p>Hi', 'text/html')).toBe(
    'bad-response: a.test answered with a web page instead of data.',
  )
  expect(words('{"a":', 'application/json')).toBe(
    'bad-response: a.test answered with data that is cut off or broken.',
  )
  expect(words('{"a":1}', 'text/html')).toBe('fine')
})

test('what is no web address is bad input and leaves nothing', async () => {
  const { http, asked } = scripted({})
  expect((await failureOf(http.request('file:///etc/passwd'))).code).toBe('bad-input')
  expect((await failureOf(http.request('nonsense'))).code).toBe('bad-input')
  expect(asked).toHaveLength(0)
})

test.each([307, 308])(
  'what is said goes on with a %i within its origin, and never leaves it',
  async (status) => {
    const { http, asked } = scripted({
      'https://a.test/login': { status, headers: { location: '/in' } },
      'https://a.test/in': { status: 200 },
      'https://a.test/token': { status, headers: { location: 'https://evil.test/token' } },
      'https://a.test/plain': { status, headers: { location: 'http://a.test/in' } },
    })
    await http.request('https://a.test/login', { json: { password: 'sesame' } })
    for (const path of ['token', 'plain']) {
      const failure = await failureOf(
        http.request(`https://a.test/${path}`, { form: { client_secret: 'sesame' } }),
      )
      expect([failure.code, failure.message]).toEqual([
        'bad-response',
        expect.stringContaining('has moved to'),
      ])
    }
    expect(asked.map(({ url }) => url).slice(2)).toEqual(['https://a.test/token', 'https://a.test/plain'])
  },
)
