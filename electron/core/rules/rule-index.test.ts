import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery } from '#shared/domain/query/parse'
import { print } from '#shared/domain/query/print'
import type { Subject } from '#shared/domain/query/subject'
import { queries, sampleNowMs } from '#shared/domain/testing/queries'
import { matchItem } from './matcher.ts'
import { RuleIndex } from './rule-index.ts'
import { subjectsOf, worlds } from './testing/world.ts'

function read(text: string) {
  const { ast, errors } = parseQuery(text)
  if (ast === undefined) throw new Error(JSON.stringify(errors))
  return ast
}

function post(text: string, id = sampleNowMs * 1024): Subject {
  return {
    id, network: 'mastodon', kind: 'post', state: 'live', mine: false, direct: false, question: false, text,
    hashtags: [], mentions: [], links: [], media: false, poll: false, author: { handle: 'ana', vip: false }, streams: [],
    conversation: { id: 1, formerIds: [], state: 'open', saved: false, newcomer: false, itemCount: 1, readItemId: 0, dueItemId: null, shownItemId: 1, quiet: null, tags: [], noted: false, drafted: false, purposes: [] },
  } // prettier-ignore
}

describe('many rules at once', () => {
  test('hit exactly what each rule hits alone, with the same places', () => {
    let hits = 0
    fc.assert(
      fc.property(worlds, fc.array(queries, { minLength: 40, maxLength: 40 }), (world, asked) => {
        const index = new RuleIndex(asked.map((query, key) => ({ key, query })))
        for (const subject of subjectsOf(world)) {
          const found = index.match(subject, sampleNowMs).toSorted((a, b) => a.key - b.key)
          const expected = asked.flatMap((query, key) => {
            const { matched, spans } = matchItem(query, subject, sampleNowMs)
            return matched ? [{ key, spans }] : []
          })
          hits += expected.length
          expect(found, found.map(({ key }) => print(asked[key] ?? { type: 'all' })).join('\n')).toEqual(
            expected,
          )
        }
      }),
      { numRuns: 100 },
    )
    expect(hits).toBeGreaterThan(1000)
  }, 120_000)

  test('an age is reckoned when the item is asked, not when the rule is made', () => {
    const index = new RuleIndex([{ key: 'fresh', query: read('bread newer:1h') }])
    expect(index.match(post('bread'), sampleNowMs)).toHaveLength(1)
    expect(index.match(post('bread'), sampleNowMs + 2 * 3_600_000)).toHaveLength(0)
  })

  test('only rules whose rarest word occurs are asked in full', () => {
    const index = new RuleIndex(
      Array.from({ length: 10_000 }, (_, n) => ({
        key: n,
        query: read(
          [`word${n}`, `"late word${n}"`, `word${n} -hiring lang:en`, `#word${n}`, `word${n}* the`][n % 5] ??
            '',
        ),
      })),
    )
    for (let n = 0; n < 1000; n += 1)
      index.match(post(`the late word${n * 10} is not hiring, the word is late`), sampleNowMs)
    // Each item holds the word of one rule and the beginnings of few others.
    expect(index.asked).toBeLessThan(4000)
    expect(index.match(post('so late word1'), sampleNowMs).map(({ key }) => key)).toEqual([1])
  })

  test('rules without a word of their own are asked about every item', () => {
    const index = new RuleIndex(
      ['is:question', '-hiring', 'bread OR is:mine'].map((key) => ({ key, query: read(key) })),
    )
    expect(index.match(post('nothing'), sampleNowMs).map(({ key }) => key)).toEqual(['-hiring'])
    expect(index.asked).toBe(3)
  })
})
