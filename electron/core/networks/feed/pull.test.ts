import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Json } from '../types.ts'
import { network } from './index.ts'
import { failureOf, feed, fixture, html, rss, world } from './testing/loopback-world.ts'

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

test('a feed in which everything is new says from when on it was heard, and one that was joined says nothing', async () => {
  const entry = (n: number) =>
    `<item><guid isPermaLink="false">${n}</guid><title>No. ${n}</title><pubDate>${new Date(Date.UTC(2026, 8, 1, n)).toUTCString()}</pubDate></item>`
  let numbers = [3, 2, 1]
  const { pull } = await world({
    '/feed': (req, res) =>
      feed(`<rss version="2.0"><channel><title>t</title>${numbers.map(entry).join('')}</channel></rss>`)(
        req,
        res,
      ),
  })
  const first = await pull('/feed')
  expect(first).toMatchObject({ coveredFromMs: Date.UTC(2026, 8, 1, 1) })
  numbers = [5, 4, 3]
  const joined = await pull('/feed', first.cursor)
  expect(joined.items).toHaveLength(3)
  expect(joined.coveredFromMs).toBeUndefined()
  numbers = [9, 8, 7]
  const torn = await pull('/feed', joined.cursor)
  expect(torn).toMatchObject({
    coveredFromMs: Date.UTC(2026, 8, 1, 7),
    holeReason: 'The feed holds only its newest 3, and all of them were new.',
  })
  expect((await pull('/feed', torn.cursor)).coveredFromMs).toBeUndefined()
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
    '/feed': feed(fixture('atom-tombstone.xml')),
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
    '/feed': feed(fixture('rss-truncated.xml'), { etag: '"half"' }),
  })
  const page = await pull('/feed')
  expect(page.items.map((item) => item.title)).toEqual(['Whole'])
  expect(page.cursor).not.toHaveProperty('etag')
  expect(page.cursor).not.toHaveProperty('hash')
})

test('compressed and declared in another charset is no hindrance', async () => {
  const body = gzipSync(fixture('rss-windows-1251.xml'))
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
    '/comments/feed/': feed(fixture('rss-wordpress-comments.xml')),
  })
  const kinds = async (kind: 'feed' | 'comments') =>
    (await network.pull(ctx, null, stream('/comments/feed/', kind), null)).items.map((item) => [
      item.kind,
      item.direct,
    ])
  expect(await kinds('comments')).toEqual([['comment', true]])
  expect(await kinds('feed')).toEqual([['comment', false]])
})

test('pages that mention us speak to us, under their own address and not that of who counts visitors', async () => {
  const { ctx, stream } = await world({
    '/mentions.atom': feed(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Mentions</title><id>m</id>
      <entry><id>https://webmention.io/api/mention/1</id><title>Ana mentioned https://bakery.example/rye</title>
        <link href="https://ana.example/notes/7"/><author><name>Ana</name><uri>https://ana.example</uri></author>
        <published>2026-09-01T08:00:00Z</published><content type="html">&lt;p&gt;Their rye is &lt;b&gt;good&lt;/b&gt;.&lt;/p&gt;</content></entry></feed>`),
    '/alerts': feed(fixture('atom-google-alerts.xml')),
  })
  const heard = async (path: string) => (await network.pull(ctx, null, stream(path, 'mentions'), null)).items
  expect(await heard('/mentions.atom')).toMatchObject([
    {
      kind: 'mention',
      direct: true,
      url: 'https://ana.example/notes/7',
      author: { name: 'Ana' },
      text: 'Their rye is good.',
    },
  ])
  const alerts = await heard('/alerts')
  expect(alerts.length).toBeGreaterThan(0)
  for (const { kind, direct, url } of alerts) {
    expect([kind, direct]).toEqual(['mention', true])
    expect(url).not.toContain('google.com/url')
  }
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
