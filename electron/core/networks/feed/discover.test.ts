import { expect, test } from 'vitest'
import { network } from './index.ts'
import { failureOf, feed, fixture, html, rss, world } from './testing/loopback-world.ts'

test('a page’s feeds are found, read, named and told apart from its comments', async () => {
  const comments = fixture('rss-wordpress-comments.xml')
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
    '/atom.xml': feed(fixture('atom-full.xml')),
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
