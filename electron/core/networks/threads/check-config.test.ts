import { expect, test } from 'vitest'
import { readQuery } from '#shared/domain/query/check'
import { checkConfig } from './check-config.ts'
import { translate } from './dialect.ts'

test.each([
  ['sourdough', ['sourdough']],
  ['"late parcel" -hiring', ['late parcel']],
  // The longest part of what must hold is asked; both orders of several words are found by it.
  ['bread lindenbrook', ['lindenbrook']],
  ['bread OR rolls', ['bread', 'rolls']],
  ['#rye', ['rye']],
  ['パン', ['パン']],
  ['(bread OR cake) from:@ana', ['bread', 'cake']],
  ['sour*', []],
  ['is:question', []],
  ['a OR b OR c OR d', []],
])('%s is asked as %o', (query, asked) => {
  const translated = translate(readQuery(query))
  expect(translated.asked).toEqual(asked)
  expect(translated.here.length).toBeGreaterThan(0)
})

test('streams are checked and named', () => {
  expect(checkConfig('keyword', { query: ' sourdough ' })).toEqual({
    config: { query: 'sourdough' },
    name: 'sourdough',
  })
  expect(checkConfig('hashtag', { tag: '# Bread  Threads ' })).toEqual({
    config: { tag: 'Bread Threads' },
    name: '#Bread Threads',
  })
  for (const typed of [
    '@Crumb.Bakery',
    'https://www.threads.com/@crumb.bakery',
    'threads',
    'https://www.threads.net/@crumb.bakery/post/DAb?x=1',
  ])
    expect(checkConfig('author', { profile: typed }).config['profile']).toMatch(/^(?:crumb\.bakery|threads)$/)
  expect(checkConfig('mentions', { junk: 'x' })).toEqual({ config: {}, name: 'Mentions' })
})

test.each([
  ['keyword', { query: '' }],
  ['keyword', { query: 'sour*' }],
  ['hashtag', { tag: '' }],
  ['hashtag', { tag: 'a&b' }],
  ['hashtag', { tag: 'x'.repeat(51) }],
  ['author', { profile: '' }],
  ['author', { profile: 'crumb.' }],
  ['author', { profile: 'x'.repeat(31) }],
  ['list', {}],
] as const)('%s with %o is refused with words', (kind, config) => {
  expect(() => checkConfig(kind, config)).toThrow(/[.]$/)
})
