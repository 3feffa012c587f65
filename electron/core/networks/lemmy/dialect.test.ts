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
  ['rye', ['rye']],
  // In whatever order they stand, so only one can be asked for; a phrase keeps its order.
  ['late parcel', ['parcel']],
  ['"late parcel"', ['late parcel']],
  ['"late, *late* parcel"', ['late late parcel']],
  ['parc*', ['parc']],
  ['refund OR "late parcel"', ['refund', 'late parcel']],
  ['rye -hiring', ['rye']],
  ['東京', ['東京']],
  ['#sourdough', ['sourdough']],
  ['is:question bread', ['bread']],
  // Who wrote it is no text to search in.
  ['@ana bread', ['bread']],
  ['@ana', []],
  ['is:question', []],
])('%s asks for %j', (query, asked) => {
  expect(said(query).asked).toEqual(asked)
})

test('everything was asked for loosely, and is filtered here', () => {
  expect(said('"late parcel" -hiring').here).not.toEqual([])
})

test('configurations are completed, and named after what they listen to', () => {
  expect(checkConfig('list', { community: 'https://town.example/c/bread' })).toEqual({
    config: { community: 'bread@town.example', host: 'https://town.example' },
    name: '!bread@town.example',
  })
  expect(checkConfig('list', { community: 'bread', host: 'town.example' }).config).toEqual({
    community: 'bread',
    host: 'https://town.example',
  })
  expect(checkConfig('author', { user: 'ana@hills.example' })).toEqual({
    config: { user: 'ana@hills.example', host: 'https://hills.example' },
    name: 'By @ana@hills.example',
  })
  expect(checkConfig('keyword', { query: 'rye  OR  oven' })).toEqual({
    config: { query: 'rye OR oven' },
    name: 'rye OR oven',
  })
})
