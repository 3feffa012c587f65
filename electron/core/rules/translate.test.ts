import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Query } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'
import { print } from '#shared/domain/query/print'
import { translate, type Dialect } from '#shared/domain/query/translate'
import { queries, sampleNowMs } from '#shared/domain/testing/queries'
import { matchItem } from './matcher.ts'
import { subjectsOf, worlds } from './testing/world.ts'

function read(text: string): Query {
  const { ast } = parseQuery(text)
  if (ast === undefined) throw new Error(`cannot be read: ${text}`)
  return ast
}

/** A network that speaks a part of our own language, so that its answers can be computed. */
const plain: Dialect = {
  leaf: (leaf) =>
    leaf.type === 'text' || leaf.type === 'hashtag'
      ? { words: print(leaf), exact: true }
      : leaf.type === 'handle'
        ? // More than was meant.
          { words: `(${print(leaf)} OR is:mention)`, exact: false }
        : undefined,
}
const dialects: Record<string, Dialect> = {
  'knows words only': plain,
  'knows exclusion': { ...plain, not: (part) => `-${part}` },
  'knows alternatives': { ...plain, or: (parts) => `(${parts.join(' OR ')})`, not: (part) => `-${part}` },
  'cuts what is long': {
    ...plain,
    or: (parts) => `(${parts.join(' OR ')})`,
    not: (part) => `-${part}`,
    maxLength: 24,
  },
}

for (const [name, dialect] of Object.entries(dialects)) {
  test(`what a network is asked finds all that the query means, where it ${name}`, () => {
    let asked = 0
    fc.assert(
      fc.property(worlds, fc.array(queries, { minLength: 30, maxLength: 30 }), (world, wanted) => {
        const subjects = subjectsOf(world)
        for (const query of wanted) {
          const said = translate(query, dialect)
          if (said.asked.length === 0) continue
          asked += 1
          const requests = said.asked.map(read)
          const here = said.here.map(read)
          for (const subject of subjects) {
            const means = (one: Query) => matchItem(one, subject, sampleNowMs).matched
            const found = requests.some(means)
            const words = `${print(query)} asked as ${said.asked.join(' | ')}, here ${said.here.join(' ')}`
            if (means(query)) expect(found, words).toBe(true)
            // What was found and passes the filter here is what the query means.
            expect(found && here.every(means), words).toBe(means(query))
            // And so says what is told of it in our own language.
            const told = said.meaning !== undefined && means(said.meaning)
            expect(told && here.every(means), words).toBe(means(query))
          }
        }
      }),
      { numRuns: 60 },
    )
    expect(asked).toBeGreaterThan(300)
  }, 60_000)
}

test('what cannot be asked is said, and what is too wide', () => {
  expect(translate(read('is:question'), plain)).toEqual({ asked: [], here: ['is:question'] })
  expect(translate(read('bread -lang:en'), plain)).toEqual({
    asked: ['bread'],
    here: ['-lang:en'],
    meaning: read('bread'),
  })
  expect(translate(read('(a OR b) (c OR d)'), plain).asked).toEqual(['a c', 'a d', 'b c', 'b d'])
  expect(translate(read('a OR b OR c OR d OR e'), plain).asked).toEqual([])
  // The second choice is filtered here, because asking for each pair would be nine requests.
  expect(translate(read('(a OR b OR c) (d OR e OR f)'), plain)).toEqual({
    asked: ['a', 'b', 'c'],
    here: ['d OR e OR f'],
    meaning: read('a OR b OR c'),
  })
})

test('what is filtered here means the same side by side', () => {
  const query = read('bread (from:ana OR is:question) -lang:en')
  const { here } = translate(query, plain)
  expect(here).toEqual(['(from:@ana OR is:question)', '-lang:en'])
  expect(read(here.join(' '))).toEqual(read('(from:ana OR is:question) -lang:en'))
})
