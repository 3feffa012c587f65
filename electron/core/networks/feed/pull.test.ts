import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { HostLedger } from '../../deps.ts'
import { fakeClock } from '../../testing/fake-clock.ts'
import { createHttp } from '../http.ts'
import { createFetch } from '../outside.ts'
import type { Json, NetworkContext, Page, StreamRef } from '../types.ts'
import { network } from './index.ts'

type Answer = (req: IncomingMessage, res: ServerResponse) => void

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const rss = readFileSync(new URL('./fixtures/rss-2.0-wordpress.xml', import.meta.url))
const html = readFileSync(new URL('./fixtures/page.html', import.meta.url))

/** A server on the loopback address that answers by path, and the context of a network that asks it. */
async function world(paths: Record<string, Answer>) {
  const asked: { path: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((req, res) => {
    asked.push({ path: req.url ?? '', headers: req.headers })
    const answer = paths[req.url ?? '']
    if (answer === undefined) res.writeHead(404).end('not here')
    else answer(req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const fetch = createFetch()
  closers.push(async () => {
    await fetch.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const clock = fakeClock()
  const blocked = new Map<string, number>()
  const ledger: HostLedger = {
    blockedUntil: (host) => blocked.get(host) ?? 0,
    book: (host, { blockedUntilMs }) =>
      void (blockedUntilMs !== undefined && blocked.set(host, blockedUntilMs)),
  }
  const signal = new AbortController().signal
  const ctx: NetworkContext = {
    http: createHttp({ fetch, ledger, clock, random: () => 0 })({ signal }),
    openSocket: () => {
      throw new Error('feeds have no socket')
    },
    clock,
    signal,
    newId: () => 'id',
  }
  const origin = `http://127.0.0.1:${address.port}`
  const stream = (path: string, kind: 'feed' | 'comments' = 'feed'): StreamRef => ({
    id: 1,
    kind,
    config: network.checkConfig(kind, { url: `${origin}${path}` }).config,
  })
  const pull = (path: string, cursor: Json = null): Promise<Page> =>
    network.pull(ctx, null, stream(path), cursor)
  return { ctx, origin, asked, clock, stream, pull }
}

const feed =
  (body: Uint8Array | string, headers: Record<string, string> = {}): Answer =>
  (_, res) =>
    res.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8', ...headers }).end(body)

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('it did not fail')
}

test('validators are stored and sent back exactly as received, and 304 is a success without news', async () => {
  const etag = 'W/"a-\'b+c=="'
  const lastModified = 'Thu, 05 Mar 2026 07:45:10 +0000 (odd)'
  const { pull, asked, clock, origin } = await world({
    '/feed': (req, res) => {
      if (req.headers['if-none-match'] === etag && req.headers['if-modified-since'] === lastModified)
        res.writeHead(304).end()
      else res.writeHead(200, { etag, 'last-modified': lastModified }).end(rss)
    },
  })
  const first = await pull('/feed')
  expect(first).toMatchObject({
    more: false,
    title: 'Quay Street Bakery',
    refSpace: `feed:${origin}/feed`,
    coveredToMs: clock.now(),
    nextPollMs: 3_600_000,
  })
  expect(first.items.map((item) => item.remoteId)).toEqual([
    'https://bakery.example/?p=412',
    'https://bakery.example/?p=409',
  ])
  expect(first.cursor).toMatchObject({ url: `${origin}/feed`, etag, lastModified })
  clock.advance(1000)
  const second = await pull('/feed', first.cursor)
  expect(second).toMatchObject({
    items: [],
    cursor: first.cursor,
    coveredToMs: clock.now(),
    nextPollMs: 3_600_000,
  })
  expect(asked[0]?.headers).not.toHaveProperty('if-none-match')
  expect(asked[1]?.headers).toMatchObject({ 'if-none-match': etag, 'if-modified-since': lastModified })
})

test('a server that knows no 304 and sends the same again brings nothing new', async () => {
  const { pull } = await world({ '/feed': feed(rss) })
  const first = await pull('/feed')
  const second = await pull('/feed', first.cursor)
  expect(second.items).toEqual([])
  expect(second.cursor).toEqual(first.cursor)
})

test('changed words come again under the same id, and an entry that is absent is no deletion', async () => {
  let body = rss.toString()
  const { pull } = await world({ '/feed': (req, res) => feed(body)(req, res) })
  const first = await pull('/feed')
  body = body
    .replaceAll('The ovens are on at three', 'The ovens are on at two')
    .replace(/<item>\s*<title>Fish[^]*?<\/item>/, '')
  const second = await pull('/feed', first.cursor)
  expect(second.items.map((item) => item.remoteId)).toEqual(['https://bakery.example/?p=412'])
  expect(second.items[0]?.text).toContain('on at two')
  expect(second.deletions).toBeUndefined()
})

test('deletions that an Atom feed announces are handed on', async () => {
  const { pull } = await world({
    '/feed': feed(readFileSync(new URL('./fixtures/atom-tombstone.xml', import.meta.url))),
  })
  expect((await pull('/feed')).deletions).toEqual([{ ref: 'tag:graves.example,2026:gone' }])
})

test('a permanent move changes the address for good and keeps the names of the entries', async () => {
  const own =
    '<rss version="2.0"><channel><title>t</title><item><guid isPermaLink="false">7</guid></item></channel></rss>'
  const { pull, origin, stream, ctx } = await world({
    '/old': (_, res) => res.writeHead(301, { location: '/middle' }).end(),
    '/middle': (_, res) => res.writeHead(308, { location: '/new' }).end(),
    '/new': feed(own),
  })
  const first = await pull('/old')
  expect(first.configPatch).toEqual({ url: `${origin}/new` })
  expect(first.items.map((item) => item.remoteId)).toEqual([`${origin}/old#7`])
  const moved = { ...stream('/new'), config: { ...stream('/old').config, ...first.configPatch } }
  const cursor = { ...(first.cursor as Record<string, Json>), hash: 'other' }
  const second = await network.pull(ctx, null, moved, cursor)
  expect(second.items.map((item) => item.remoteId)).toEqual([`${origin}/old#7`])
  expect(second.refSpace).toBe(`feed:${origin}/old`)
  expect(second.configPatch).toBeUndefined()
})

test('a chain with one temporary step changes nothing for good', async () => {
  const { pull } = await world({
    '/old': (_, res) => res.writeHead(301, { location: '/middle' }).end(),
    '/middle': (_, res) => res.writeHead(302, { location: '/new' }).end(),
    '/new': feed(rss),
  })
  const page = await pull('/old')
  expect(page.items).toHaveLength(2)
  expect(page.configPatch).toBeUndefined()
})

test('validators and names of one address are not used for another', async () => {
  const { pull, asked, origin } = await world({ '/a': feed(rss, { etag: '"a"' }), '/b': feed(rss) })
  const first = await pull('/a')
  const second = await pull('/b', first.cursor)
  expect(asked[1]?.headers).not.toHaveProperty('if-none-match')
  expect(second.cursor).toMatchObject({ url: `${origin}/b`, feedId: `${origin}/b` })
})

test('a feed that broke off gives its whole entries and is asked for in full again', async () => {
  const { pull } = await world({
    '/feed': feed(readFileSync(new URL('./fixtures/rss-truncated.xml', import.meta.url)), { etag: '"half"' }),
  })
  const page = await pull('/feed')
  expect(page.items.map((item) => item.title)).toEqual(['Whole'])
  expect(page.cursor).not.toHaveProperty('etag')
  expect(page.cursor).not.toHaveProperty('hash')
})

test('compressed and declared in another charset is no hindrance', async () => {
  const body = gzipSync(readFileSync(new URL('./fixtures/rss-windows-1251.xml', import.meta.url)))
  const { pull } = await world({
    '/feed': feed(body, { 'content-encoding': 'gzip', 'content-type': 'text/xml' }),
  })
  expect((await pull('/feed')).items[0]?.title).toBe('Свежий хлеб')
})

test('entries without a date are of the time they were first seen', async () => {
  const { pull, clock } = await world({
    '/feed': feed(
      '<rss version="2.0"><channel><item><guid>x</guid><pubDate>soon</pubDate></item></channel></rss>',
    ),
  })
  expect((await pull('/feed')).items[0]?.createdMs).toBe(clock.now())
})

test('comments speak to us where the stream is for comments on our site, and only there', async () => {
  const { ctx, stream } = await world({
    '/comments/feed/': feed(readFileSync(new URL('./fixtures/rss-wordpress-comments.xml', import.meta.url))),
  })
  const kinds = async (kind: 'feed' | 'comments') =>
    (await network.pull(ctx, null, stream('/comments/feed/', kind), null)).items.map((item) => [
      item.kind,
      item.direct,
    ])
  expect(await kinds('comments')).toEqual([['comment', true]])
  expect(await kinds('feed')).toEqual([['comment', false]])
})

test('a page, a feed that is gone and one that asks to wait are failures with words', async () => {
  const { pull, clock } = await world({
    '/page': feed(html, { 'content-type': 'text/html; charset=utf-8' }),
    '/gone': (_, res) => res.writeHead(410).end(),
    '/busy': (_, res) => res.writeHead(429, { 'retry-after': '120' }).end(),
  })
  const page = await failureOf(pull('/page'))
  expect(page).toMatchObject({ code: 'bad-response' })
  expect(page.message).toMatch(
    /^That is a web page, not a feed; Earshot looked for feeds it links to: http:\/\/127\.0\.0\.1:\d+\/feed\/, https:\/\/bakery\.example\/comments\/feed\/\.$/,
  )
  expect(await failureOf(pull('/gone'))).toMatchObject({ code: 'gone', status: 410 })
  const busy = await failureOf(pull('/busy'))
  expect(busy.code).toBe('rate-limited')
  expect(busy.retryAtMs).toBeGreaterThanOrEqual(clock.now() + 120_000)
})

test('an address in the user’s own network is asked only where the user typed it', async () => {
  const { ctx, stream, asked } = await world({ '/feed': feed(rss) })
  const { private: _, ...config } = stream('/feed').config
  const failure = await failureOf(network.pull(ctx, null, { ...stream('/feed'), config }, null))
  expect(asked).toEqual([])
  expect(['forbidden', 'bad-input', 'offline']).toContain(failure.code)
})

test('a page’s feeds are found, read, named and told apart from its comments', async () => {
  const comments = readFileSync(new URL('./fixtures/rss-wordpress-comments.xml', import.meta.url))
  const body = html.toString().replace('https://bakery.example/comments/feed/', '/comments/feed/')
  const { ctx, origin } = await world({
    '/': feed(body, { 'content-type': 'text/html; charset=utf-8' }),
    '/feed/': feed(rss),
    '/comments/feed/': feed(comments),
  })
  expect(await network.discover(ctx, origin)).toEqual([
    {
      draft: {
        network: 'feed',
        kind: 'feed',
        name: 'Quay Street Bakery',
        config: { url: `${origin}/feed/`, private: 'yes' },
      },
      title: 'Quay Street Bakery',
      description: 'Bread & news',
      sample: ['Spring hours – we open at 6:30', 'Fish & bread'],
    },
    {
      draft: {
        network: 'feed',
        kind: 'comments',
        name: 'Kommentare für Quay Street Bakery',
        config: { url: `${origin}/comments/feed/`, private: 'yes' },
      },
      title: 'Kommentare für Quay Street Bakery',
      sample: ['Kommentar zu Spring hours von Tom'],
    },
  ])
})

test('the address of a feed itself is one candidate', async () => {
  const { ctx, origin, asked } = await world({ '/x': feed(rss) })
  const found = await network.discover(ctx, `${origin}/x`)
  expect(found.map((one) => one.draft.config)).toEqual([{ url: `${origin}/x`, private: 'yes' }])
  expect(asked).toHaveLength(1)
})

test('usual places are tried only where a page names no feed', async () => {
  const { ctx, origin, asked } = await world({
    '/blog': feed('<!doctype html><title>x</title>', { 'content-type': 'text/html' }),
    '/atom.xml': feed(readFileSync(new URL('./fixtures/atom-full.xml', import.meta.url))),
  })
  const found = await network.discover(ctx, `${origin}/blog`)
  expect(found).toMatchObject([
    {
      title: 'The Quay Journal',
      draft: { config: { url: `${origin}/atom.xml` } },
      sample: ['One loaf, two <hands>', 'Ein <b> im Titel &amp; mehr'],
    },
  ])
  expect(asked.map((one) => one.path)).toEqual([
    '/blog',
    '/blog/feed',
    '/blog/rss.xml',
    '/feed',
    '/rss.xml',
    '/atom.xml',
  ])
})

test('where nothing is found, the words say where Earshot looked', async () => {
  const { ctx, origin } = await world({
    '/': feed('<!doctype html><title>x</title>', { 'content-type': 'text/html' }),
  })
  const failure = await failureOf(network.discover(ctx, origin))
  expect(failure.code).toBe('bad-input')
  expect(failure.message).toMatch(
    /^No feed was found at 127\.0\.0\.1:\d+\. Earshot looked at the page, at the feeds it links to, and at \/feed, \/rss\.xml, /,
  )
})

test('a host that cannot be reached is said, not searched', async () => {
  const { ctx, origin, asked } = await world({ '/down': (_, res) => res.writeHead(503).end() })
  expect(await failureOf(network.discover(ctx, `${origin}/down`))).toMatchObject({ code: 'unavailable' })
  expect(asked).toHaveLength(1)
})
