import { expect, test } from 'vitest'
import { parseQuery } from '#shared/domain/query/parse'
import { translate } from './dialect.ts'

function said(query: string) {
  const { ast } = parseQuery(query)
  if (ast === undefined) throw new Error(`cannot be read: ${query}`)
  return translate(ast)
}

test.each([
  ['sourdough', ['sourdough']],
  ['late parcel', ['late parcel']],
  // A phrase is looked for by its words, because the marks between them may differ.
  ['"late-parcel"', ['late parcel']],
  ['brea*', ['brea*']],
  ['"C++" compiler', ['C compiler']],
  ['bread -hiring', ['bread']],
  ['bread OR "oven door"', ['bread', 'oven door']],
  ['url:crumb.example bread', ['crumb example bread']],
  ['from:pg lisp', ['lisp']],
  ['パン', ['パン']],
])('%s asks for %j', (query, asked) => {
  expect(said(query).asked).toEqual(asked)
})

test('a long query loses its last words and not its first, and is then filtered here as a whole', () => {
  const query = Array.from({ length: 80 }, (_, n) => `word${n}`).join(' ')
  const { asked, here } = said(query)
  expect(asked[0]?.length).toBeLessThanOrEqual(400)
  expect(asked[0]).toMatch(/^word0 word1 /)
  expect(here).toEqual([query])
})
