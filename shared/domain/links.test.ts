import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLinks } from './links.ts'
import { mixedText } from './testing/scripts.ts'
import { topLevelNameAt } from './top-level-names.ts'

/** The addresses of a text as it has them. */
const found = (text: string) => findLinks(text).map(({ start, end }) => text.slice(start, end))

describe('an address', () => {
  test.each([
    ['see example.com', ['example.com']],
    ['see https://example.com/a/b?c=d&e=f.', ['https://example.com/a/b?c=d&e=f']],
    ['HTTPS://EXAMPLE.COM', ['HTTPS://EXAMPLE.COM']],
    ['www.example.com, example.org', ['www.example.com', 'example.org']],
    ['Menu:example.com/menu', ['example.com/menu']],
    ['blog.example.co.uk', ['blog.example.co.uk']],
    ['example.com:8080/path', ['example.com:8080/path']],
    ['123.com and mañana.com', ['123.com', 'mañana.com']],
    ['我们example.com见', ['example.com']],
    ['https://例え.みんな/です', ['https://例え.みんな/']],
    ['http://foo.xn--p1ai/', ['http://foo.xn--p1ai/']],
    ['readme.md is in Moldova', ['readme.md']],
    ['bread.bakery', []],
    ['bread.boutique', ['bread.boutique']],
  ])('in %j is %j', (text, links) => {
    expect(found(text)).toEqual(links)
  })

  test.each([
    ['brackets in pairs belong to it', 'https://example.com/a_(b))', ['https://example.com/a_(b)']],
    ['an open bracket does not', 'https://example.com/a(b', ['https://example.com/a']],
    ['the sentence’s end does not', 'https://example.com/a/b...', ['https://example.com/a/b']],
    ['a query without a path does', 'https://example.com?q=1!', ['https://example.com?q=1']],
    ['letters of other scripts end it', 'https://example.com/日本', ['https://example.com/']],
    ['Cyrillic ones do not', 'https://example.com/путь', ['https://example.com/путь']],
  ])('%s', (_rule, text, links) => {
    expect(found(text)).toEqual(links)
  })

  test.each([
    'ana@example.com',
    '@example.com',
    '#example.com',
    '$example.com',
    '/example.com',
    'example.com+tag',
    'example.com@tag',
    'example.comet1',
    'index.js',
    'e.g. this',
    'v1.2.3',
    '10.30am',
    'https://localhost/',
    'http://192.168.1.1/a',
    'https://crumb.example/orders',
    '-example.com',
    'example-.com',
    '..com',
    'no dot at all',
  ])('is not in %j', (text) => {
    expect(found(text)).toEqual([])
  })

  test('names its domain', () => {
    expect(findLinks('see https://www.example.com/a')).toEqual([
      { start: 4, end: 29, domain: 'www.example.com' },
    ])
  })
})

test('addresses never overlap, come in order, and lie inside the text, whatever it is', () => {
  fc.assert(
    fc.property(fc.oneof(mixedText(80), fc.string({ unit: 'binary', maxLength: 80 })), (text) => {
      let end = 0
      for (const link of findLinks(text)) {
        expect(link.start).toBeGreaterThanOrEqual(end)
        expect(link.end).toBeGreaterThan(link.start)
        expect(link.end).toBeLessThanOrEqual(text.length)
        expect(text.slice(link.start, link.end)).toContain(link.domain)
        end = link.end
      }
    }),
    { numRuns: 1000 },
  )
}, 60_000)

test('an address between words is found with any path', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(\/[a-z0-9]{1,8}){0,4}$/), fc.boolean(), (path, scheme) => {
      const address = `${scheme ? 'https://' : ''}shop.example.org${path}`
      expect(found(`two loaves ${address} , please`)).toEqual([address])
    }),
  )
})

test('hostile texts take time in proportion to their length', () => {
  // Each would take minutes if a step were repeated for each other one.
  for (const text of [
    'a.'.repeat(50_000),
    'https://'.repeat(12_000),
    `https://example.com/${'('.repeat(50_000)}`,
    `example.com?${'?'.repeat(50_000)}`,
    '-.'.repeat(50_000),
  ])
    expect(findLinks(text).length).toBeLessThan(2)
})

test('country names and others are known, in any case and script', () => {
  expect(['com', 'MUSEUM', 'uk', 'みんな', 'vermögensberater', 'xn--p1ai', 'js'].map((name) => topLevelNameAt(name, 0))).toEqual([3, 6, 2, 3, 16, 8, 0]) // prettier-ignore
  expect(topLevelNameAt('bread.com', 6)).toBe(3)
})
