import { parseFeed } from 'feedsmith'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, saturdayMs } from '../testing.ts'
import { startTown, type Town } from '../town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs })
})
afterAll(() => town.close())

test('every feed is one that a feed reader understands, in the format it is said to be', async () => {
  for (const { url, format } of town.feeds) {
    const bytes = await (await fetch(url)).bytes()
    const encoding = new TextDecoder('latin1').decode(bytes.subarray(0, 60)).includes('windows-1251')
      ? 'windows-1251'
      : 'utf-8'
    expect(parseFeed(new TextDecoder(encoding).decode(bytes)).format).toBe(format)
  }
})

test('the old-fashioned one tells its charset only inside', async () => {
  const reply = await fetch(`${town.url}/pristan/rss.xml`)
  expect(reply.headers.get('content-type')).toBe('text/xml')
  const text = new TextDecoder('windows-1251').decode(await reply.bytes())
  expect(text).toContain('<title>Вести с пристани</title>')
  expect(text).toContain('«Crumb»')
})

test('the sloppy one has a bare ampersand and an entity of HTML', async () => {
  const { text } = await ask(town, '/mend/rss')
  expect(text).toContain('Fix & Mend')
  expect(text).toContain('&nbsp;')
})

test('an alert leads through the service to its target', async () => {
  const { text } = await ask(town, '/alerts/feeds/08154711/2606')
  expect(text).toContain(
    'url=https%3A%2F%2Fthe-long-table.example%2Fferry-bakeries%3Futm_source%3Dalert%26page%3D2&amp;ct=ga',
  )
  expect(text).toContain('&lt;b&gt;Crumb Bakery&lt;/b&gt;')
})

test('who has it already gets 304, by tag or by date, until something new is out', async () => {
  const url = `${town.url}/library/feed.json`
  const first = await ask(town, url)
  const etag = first.headers.get('etag') ?? ''
  const changed = first.headers.get('last-modified') ?? ''
  expect((await ask(town, url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  expect((await ask(town, url, { headers: { 'if-none-match': `W/${etag}` } })).status).toBe(304)
  expect((await ask(town, url, { headers: { 'if-modified-since': changed } })).status).toBe(304)
  town.publish('library', { title: 'Gerald has been collected', text: 'He has grown.' })
  expect(
    (await ask(town, url, { headers: { 'if-none-match': etag, 'if-modified-since': changed } })).status,
  ).toBe(200)
  expect((await ask(town, url, { headers: { 'if-modified-since': changed } })).status).toBe(200)
})

test('one feed moved for good, one is gone, and the blog points to its feeds', async () => {
  const moved = await ask(town, town.oddFeeds.moved)
  expect([moved.status, moved.headers.get('location')]).toEqual([301, `${town.url}/gazette/feed`])
  expect((await ask(town, town.oddFeeds.gone)).status).toBe(410)
  const blog = await ask(town, town.blogUrl)
  expect(blog.text).toContain(
    '<link rel="alternate" type="application/rss+xml" title="Market Square Gazette" href="/gazette/feed">',
  )
})

test('the comments of an article have a feed of their own', async () => {
  const { text } = await ask(town, '/gazette/queue/comments/feed')
  expect([...text.matchAll(/<item>/g)]).toHaveLength(3)
  const main = await ask(town, '/gazette/feed')
  expect(main.text).toContain(`<wfw:commentRss>${town.url}/gazette/queue/comments/feed</wfw:commentRss>`)
  expect(main.text).toContain('<slash:comments>3</slash:comments>')
})
