import { expect, test } from 'vitest'
import { parseQuery } from '#shared/domain/query/parse'
import { checkConfig } from './check-config.ts'
import { translate } from './dialect.ts'

function said(query: string) {
  const { ast } = parseQuery(query)
  if (ast === undefined) throw new Error(`cannot be read: ${query}`)
  return translate(ast)
}

test.each([
  // WordPress looks for the whole text as it stands, so one word is asked for and all else is filtered here.
  ['rye', ['rye']],
  ['late parcel', ['parcel']],
  ['"late parcel"', ['parcel']],
  ['parc*', ['parc']],
  ["don't", ['don']],
  ['refund OR "late parcel"', ['refund', 'parcel']],
  ['rye -hiring', ['rye']],
  ['東京 rye', ['rye']],
  ['東京', ['東京']],
  ['#sourdough', ['sourdough']],
  ['from:@ana@town.example', ['ana']],
  ['@ana bread', ['bread']],
  ['is:question bread', ['bread']],
])('%s asks for %j', (query, asked) => {
  expect(said(query).asked).toEqual(asked)
})

test('everything that was asked for loosely is filtered here', () => {
  expect(said('late parcel -hiring').here).toEqual(['late', 'parcel', '-hiring'])
  expect(said('rye OR oven').here).toEqual(['rye OR oven'])
})

test.each(['is:question', '❤️', '-rye', 'a OR b OR c OR d OR e'])(
  '%s cannot be asked, and is refused',
  (query) => {
    expect(said(query).asked).toEqual([])
    expect(() => checkConfig('keyword', { query })).toThrow('word')
  },
)

test('a query is kept as it is printed, and a mistake in it is told with what to write', () => {
  expect(checkConfig('keyword', { query: ' rye   OR oven ', site: 'blog.example/' })).toEqual({
    config: { query: 'rye OR oven', site: 'https://blog.example' },
    name: 'rye OR oven on blog.example',
  })
  expect(() => checkConfig('keyword', { query: '(rye' })).toThrow('Add a )')
})
