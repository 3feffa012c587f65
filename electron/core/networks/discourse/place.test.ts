import { expect, test } from 'vitest'
import { parseQuery } from '#shared/domain/query/parse'
import { checkConfig } from './check-config.ts'
import { translate } from './dialect.ts'
import { placeOfName, postName, readAddress } from './place.ts'
import { nearest } from './threads.ts'

test.each([
  ['forum.example', 'https://forum.example', { type: 'forum' }],
  ['https://forum.example/latest?order=views', 'https://forum.example', { type: 'forum' }],
  ['https://firm.example/talk/', 'https://firm.example/talk', { type: 'forum' }],
  ['https://firm.example/talk/t/some-topic/12/3', 'https://firm.example/talk', { type: 'forum' }],
  ['forum.example/c/bread/5', 'https://forum.example', { type: 'category', slug: 'bread', id: '5' }],
  [
    'forum.example/c/food/bread/5/l/top',
    'https://forum.example',
    { type: 'category', slug: 'bread', id: '5' },
  ],
  ['forum.example/c/bread', 'https://forum.example', { type: 'category', slug: 'bread', id: undefined }],
  ['forum.example/tag/rye-bread', 'https://forum.example', { type: 'tag', tag: 'rye-bread' }],
  ['forum.example/tags/c/bread/5/rye', 'https://forum.example', { type: 'tag', tag: 'rye' }],
  ['forum.example/u/maria/summary', 'https://forum.example', { type: 'user', name: 'maria' }],
  [
    '127.0.0.1:4000/forum/c/bread/5',
    'http://127.0.0.1:4000/forum',
    { type: 'category', slug: 'bread', id: '5' },
  ],
])('%s is %s', (typed, site, spot) => {
  expect(readAddress(typed)).toEqual({ site, spot })
})

test('a name leads back to its post', () => {
  for (const site of ['https://forum.example', 'http://127.0.0.1:4000/forum'])
    expect(placeOfName(postName(site, { topic: 12, number: 3 }))).toEqual({ site, topic: 12, number: 3 })
  expect(() => placeOfName('forum.example/pending/7')).toThrow(/no post/)
})

test('streams are named, and completed from what was typed', () => {
  expect(checkConfig('list', { where: 'forum.example/c/food/bread/5' })).toEqual({
    config: { where: 'https://forum.example/c/bread/5' },
    name: 'bread on forum.example',
  })
  expect(checkConfig('author', { user: 'https://forum.example/u/maria/summary' }).config).toEqual({
    user: 'maria',
  })
  expect(checkConfig('feed', { site: 'forum.example/latest' })).toEqual({
    config: { site: 'https://forum.example' },
    name: 'Everything on forum.example',
  })
})

test.each([
  ['rye OR "sour dough"', ['rye', 'sour dough']],
  ['rye -jam', ['rye']],
  ['from:@maria rye', ['@maria rye']],
  ['l', []],
  ['日本', ['日本']],
])('of %s a forum is asked for %j', (typed, asked) => {
  const { ast } = parseQuery(typed)
  if (ast === undefined) throw new Error('it can be read')
  expect(translate(ast).asked).toEqual(asked)
})

test('of a long topic what is nearest to the post is read, and its first', () => {
  const ids = Array.from({ length: 100 }, (_, n) => n)
  expect(nearest(ids, 50, 4)).toEqual([0, 48, 49, 50, 51])
  expect(nearest(ids, 99, 4)).toEqual([0, 96, 97, 98, 99])
  expect(nearest(ids, 0, 4)).toEqual([0, 1, 2, 3])
  expect(nearest([1, 2], -1, 4)).toEqual([1, 2])
})
