import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Query } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'
import { queries } from '#shared/domain/testing/queries'
import { afterSearch, nextIn, roundOf, translate } from './search.ts'

function read(text: string): Query {
  const { ast } = parseQuery(text)
  if (ast === undefined) throw new Error(`cannot be read: ${text}`)
  return ast
}

describe('a query in the words of the search', () => {
  test.each([
    ['refund', ['refund'], []],
    ['"late parcel" -hiring', ['"late parcel"'], ['-hiring']],
    ["don't", [`"don't"`], []],
    ['refund OR "late parcel"', ['refund', '"late parcel"'], []],
    ['#LateParcel bread', ['#LateParcel bread'], []],
    ['from:@ana.bsky.social bread', ['from:ana.bsky.social bread'], []],
    ['bread lang:pt-br', ['bread lang:pt'], ['lang:pt-br']],
    ['bread lang:gsw', ['bread'], ['lang:gsw']],
    ['bread is:question', ['bread'], ['is:question']],
    ['東京 パン', ['東京 パン'], []],
    ['"OR"', ['"OR"'], []],
    ['bread url:bakery.example', ['bread'], ['url:bakery.example']],
    ['url:bakery.example/offers', ['domain:bakery.example'], ['url:bakery.example/offers']],
    // No word of theirs: everything is asked for here.
    ['refun*', [], ['refun*']],
    ['#LateParcel~', [], ['#LateParcel~']],
    ['from:@ana', [], ['from:@ana']],
    ['from:me', [], ['from:@me']],
    ['to:@ana.bsky.social', [], ['to:@ana.bsky.social']],
    ['👋', [], ['👋']],
  ])('%s', (query, asked, here) => {
    expect(translate(read(query))).toMatchObject({ asked, here })
  })

  test('dates are asked for a day wider, and moving ones not at all', () => {
    const { asked, here } = translate(read('bread after:2026-10-02 before:2026-11'))
    const [, since = '', until = ''] = /since:(\S+) until:(\S+)/.exec(asked[0] ?? '') ?? []
    expect(Date.parse(since)).toBe(new Date(2026, 9, 1).getTime())
    expect(Date.parse(until)).toBe(new Date(2026, 10, 2).getTime())
    expect(here).toEqual(['after:2026-10-02', 'before:2026-11'])
    expect(translate(read('bread newer:7d after:yesterday'))).toMatchObject({
      asked: ['bread'],
      here: ['newer:7d', 'after:yesterday'],
    })
  })

  test('whatever the query, requests are few, short and not empty, and nothing excluded is asked for', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const { asked } = translate(query)
        expect(asked.length).toBeLessThanOrEqual(4)
        for (const q of asked) {
          expect(q.trim()).not.toBe('')
          // Inside of a phrase a sign is only a sign.
          expect(q.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/^-|\s-|[()*|]/)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a walk through several alternatives', () => {
  const page = (uri: string, ms: number, next?: string) => ({ entries: [{ uri, ms }], isEmpty: false, next })

  test('asks each in turn, goes on in the one under way, and claims what all of them have heard', () => {
    const asked = ['a', 'b']
    let round = roundOf(null)
    expect(nextIn(round, asked)).toEqual({ q: 'a', at: undefined })
    const one = afterSearch(round, asked, 'a', page('1', 900, 'c'), 1000)
    expect([one.more, one.covered]).toEqual([true, undefined])
    round = roundOf(JSON.parse(JSON.stringify(one.round)))
    expect(nextIn(round, asked)?.q).toBe('a')
    const two = afterSearch(round, asked, 'a', page('2', 800), 1005)
    expect(nextIn(two.round, asked)).toEqual({ q: 'b', at: undefined })
    const three = afterSearch(two.round, asked, 'b', page('3', 700), 1010)
    // Asked for the first time at 1000: what was said since may be missing.
    expect([three.more, three.covered]).toEqual([false, { toMs: 1000 }])
    expect(nextIn(three.round, asked)?.q).toBe('a')
  })

  test('a hole in one is a hole of the whole', () => {
    let round = roundOf(null)
    const known = { known: [{ uri: 'z', ms: 1 }] }
    round = { places: { a: known, b: known }, done: [] }
    let step = afterSearch(round, ['a', 'b'], 'a', page('1', 900, 'c0'), 1000)
    for (let i = 1; step.round.done.length === 0; i += 1)
      step = afterSearch(step.round, ['a', 'b'], 'a', page(`1${i}`, 900 - i, `c${i}`), 1000)
    const done = afterSearch(step.round, ['a', 'b'], 'b', page('z', 1, 'c'), 1200)
    expect(done.covered).toEqual({ toMs: 1000, fromMs: 881 })
  })

  test('alternatives of an older query are forgotten', () => {
    const { round } = afterSearch(roundOf(null), ['a'], 'a', page('1', 1), 2)
    const later = afterSearch(round, ['b'], 'b', page('2', 1), 3)
    expect(Object.keys(later.round.places)).toEqual(['b'])
  })
})
