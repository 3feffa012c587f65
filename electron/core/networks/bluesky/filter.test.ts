import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lower } from '#shared/domain/query/lower'
import { parseQuery } from '#shared/domain/query/parse'
import type { Query } from '#shared/domain/query/ast'
import { queries, sampleNowMs } from '#shared/domain/testing/queries'
import { generatePosts } from '#demo/generator'
import { matchItem } from '../../rules/matcher.ts'
import { subjectsOf, worlds } from '../../rules/testing/world.ts'
import { isSelective, PostFilter } from './filter.ts'

function read(text: string): Query {
  const { ast } = parseQuery(text)
  if (ast === undefined) throw new Error(`cannot be read: ${text}`)
  return ast
}

test('no post that meets a query is kept back, whatever else of it is unknown here', () => {
  let met = 0
  fc.assert(
    fc.property(worlds, fc.array(queries, { minLength: 40, maxLength: 40 }), (world, all) => {
      const chosen = all.filter(isSelective)
      const filter = new PostFilter(chosen.map((query, key) => ({ key, query })))
      for (const subject of subjectsOf(world)) {
        if (subject.state === 'deleted') continue
        // As a post of this network: without a title, and not an article.
        const kind = subject.kind === 'article' ? ('post' as const) : subject.kind
        const post = { ...subject, network: 'bluesky', kind, title: null, poll: false }
        const spans = [
          ...post.hashtags.map((value) => ({ type: 'hashtag' as const, value, start: 0, end: 1 })),
          ...post.mentions.map((value) => ({ type: 'mention' as const, value, start: 0, end: 1 })),
          ...post.links.map((href) => ({ type: 'link' as const, href, start: 0, end: 1 })),
        ]
        const wording = {
          text: post.text,
          spans,
          lang: post.lang ?? undefined,
          warning: post.warning ?? undefined,
        }
        const wanted = new Set(filter.wants(wording, { media: post.media }, sampleNowMs))
        for (const [key, query] of chosen.entries()) {
          if (!matchItem(query, post, sampleNowMs).matched) continue
          met += 1
          expect(wanted.has(key), `${JSON.stringify(query)} of ${JSON.stringify(post.text)}`).toBe(true)
        }
      }
    }),
    { numRuns: 150 },
  )
  expect(met).toBeGreaterThan(100)
}, 60_000)

test('a query that would need every post of the network is not selective', () => {
  const words = (text: string) => isSelective(read(text))
  for (const text of [
    'bread',
    '"late parcel"',
    'refun*',
    '#bread',
    'bread OR brot',
    'url:bakery.example',
    'bread -hiring',
    'about:@ana',
  ])
    expect([text, words(text)]).toEqual([text, true])
  for (const text of [
    '-hiring',
    'is:question',
    'lang:en',
    'has:link',
    'bread OR is:question',
    'from:@ana.bsky.social',
    'network:bluesky',
    'is:reply',
    '',
  ])
    expect([text, words(text)]).toEqual([text, false])
})

test('what a post says is judged here, and what it does not say is let through', () => {
  const wants = (query: string, text: string, lang?: string) =>
    new PostFilter([{ key: 1, query: read(query) }]).wants({ text, spans: [], lang }, { media: false }, 0)
      .length === 1
  expect(wants('late parcel', 'a late train')).toBe(false)
  expect(wants('"late parcel"', 'parcel, late')).toBe(false)
  expect(wants('"late parcel"', 'LATE, parcel!')).toBe(true)
  expect(wants('bread -hiring', 'bread, we are hiring')).toBe(false)
  expect(wants('bread lang:de', 'bread', 'en')).toBe(false)
  expect(wants('bread lang:de', 'bread', 'de')).toBe(true)
  expect(wants('bread from:@ana likes:>5 is:reply', 'bread')).toBe(true)
  expect(wants('bread -from:@ana', 'bread')).toBe(true)
  expect(wants('東京', '今日の東京都')).toBe(true)
  expect(wants('refun*', 'refunded')).toBe(true)
})

test('the work for a post grows with its words and not with the number of queries', () => {
  const texts = [...generatePosts({ count: 2000, endMs: sampleNowMs, seed: 3 })].map(({ text }) => text)
  const rare = (n: number) => ({ key: n, query: read(`unheardof${n} "late parcel${n}" -hiring OR #tag${n}`) })
  const run = (count: number) => {
    const filter = new PostFilter(Array.from({ length: count }, (_, n) => rare(n)))
    for (const text of texts) filter.wants({ text, spans: [] }, { media: false }, sampleNowMs)
    return filter.work
  }
  const [few, many] = [run(10), run(1000)]
  expect(few.posts).toBe(2000)
  // One look-up for each different token; nothing is asked further, because nothing has the words.
  expect(few.lookups).toBeLessThanOrEqual(few.tokens)
  expect([many.tokens, many.lookups, many.asked]).toEqual([few.tokens, few.lookups, 0])
})

test('beginnings cost one look-up more for each of their lengths', () => {
  const filter = new PostFilter(['refun*', 'parce*', 'bre*'].map((text, key) => ({ key, query: read(text) })))
  filter.wants({ text: 'one refunded parcel', spans: [] }, { media: false }, 0)
  // 3 words, 2 tokens of the post's kind and network, and the beginnings of lengths 5 and 3.
  expect(filter.work.lookups).toBe(3 + 2 + 2 + 3)
})

test('a query that can never hold waits for nothing', () => {
  expect(lower(read('about:"!!"'), 0)).toMatchObject({ op: 'or' })
  expect(
    new PostFilter([{ key: 1, query: read('about:"!!"') }]).wants(
      { text: '!!', spans: [] },
      { media: false },
      0,
    ),
  ).toEqual([])
})
