import { expect, test } from 'vitest'
import { parseQuery } from '#shared/domain/query/parse'
import { checkConfig } from './check-config.ts'
import { translate } from './pull.ts'

function said(query: string, where = '') {
  const { ast } = parseQuery(query)
  if (ast === undefined) throw new Error(`cannot be read: ${query}`)
  return translate(ast, where === '' ? {} : { where })
}

test.each([
  ['rye', ['rye']],
  ['rye sourdough', ['rye sourdough']],
  ['"rye bread"', ['"rye bread"']],
  ['rye OR sourdough', ['rye|sourdough']],
  ['"rye bread" OR sourdough', ['"rye bread"|sourdough']],
  // A bar binds closer than a space, so alternatives of several words are asked for apart.
  ['(rye oven) OR sourdough', ['rye oven', 'sourdough']],
  ['bread (rye OR spelt)', ['bread rye|spelt']],
  ['rye -hiring', ['rye']],
  ['#sourdough', ['sourdough']],
  ["don't", ['"don t"']],
  ['東京 rye', ['東京 rye']],
  ['is:question rye', ['rye']],
])('videos: %s asks for %j', (query, asked) => {
  expect(said(query).asked).toEqual(asked)
})

test.each([
  ['rye sourdough', ['sourdough']],
  ['rye OR oven', ['rye', 'oven']],
  ['"late parcel"', ['parcel']],
  ['#sourdough -tin', ['sourdough']],
])('comments: %s asks for %j', (query, asked) => {
  expect(said(query, '@crumb').asked).toEqual(asked)
})

test('what was asked for is looked at again here, for YouTube finds much that does not hold the words', () => {
  expect(said('rye -hiring').here).toEqual(['rye', '-hiring'])
})

test.each(['is:question', '-rye', '❤️', 'parc*', '(a b) OR (c d) OR (e f)'])(
  '%s cannot be asked',
  (query) => {
    expect(said(query).asked).toEqual([])
    expect(() => checkConfig('keyword', { query })).toThrow('whole words only')
  },
)

test('streams are kept in one form, and named by it', () => {
  expect(checkConfig('comments', {})).toEqual({ config: {}, name: 'Comments on our channel' })
  expect(checkConfig('comments', { where: 'https://youtu.be/kXJ2cRr-9sQ' })).toEqual({
    config: { where: 'kXJ2cRr-9sQ' },
    name: 'Comments on kXJ2cRr-9sQ',
  })
  expect(checkConfig('keyword', { query: ' rye   OR oven ', where: ' @crumb' })).toEqual({
    config: { query: 'rye OR oven', where: '@crumb' },
    name: 'rye OR oven in comments of @crumb',
  })
  expect(() => checkConfig('keyword', { query: '(rye' })).toThrow('Add a )')
})
