import { expect, test } from 'vitest'
import { readQuery } from '#shared/domain/query/check'
import { checkConfig } from './check-config.ts'
import { translate } from './dialect.ts'

const asked = (query: string) => translate(readQuery(query)).asked

test('words, phrases and alternatives are one search', () => {
  expect(asked('sourdough')).toEqual(['"sourdough"'])
  expect(asked('"late parcel" rye')).toEqual(['("late parcel" AND "rye")'])
  expect(asked('(rye crust) OR spelt')).toEqual(['(("rye" AND "crust") OR "spelt")'])
  expect(asked('bread (rye OR spelt)')).toEqual(['("bread" AND ("rye" OR "spelt"))'])
})

test('what would mean something to the search is a word in quotation marks', () => {
  expect(asked('"AND OR"')).toEqual(['"AND OR"'])
  expect(asked('"author:ana"')).toEqual(['"author ana"'])
  expect(asked('"a (b) c"')).toEqual(['"a b c"'])
})

test('marks inside of words stay, for the search cuts both sides alike', () => {
  expect(asked('"don\'t wait"')).toEqual(['"don\'t wait"'])
  expect(asked('"node.js, please."')).toEqual(['"node.js please"'])
  expect(asked('"e-mail - now"')).toEqual(['"e-mail now"'])
})

test('exclusions, beginnings of words and people are filtered here', () => {
  const { asked: words, here } = translate(readQuery('rye -hiring'))
  expect(words).toEqual(['"rye"'])
  expect(here.join(' ')).toContain('hiring')
  expect(asked('parc*')).toEqual([])
  expect(asked('rye from:u/ana')).toEqual(['"rye"'])
})

test('subreddits and users are read as they are typed or copied', () => {
  const named = (kind: 'list' | 'author', typed: string) =>
    checkConfig(kind, kind === 'list' ? { subreddit: typed } : { user: typed }).config
  for (const typed of ['dailyloaf', 'r/dailyloaf', '/r/dailyloaf/', 'https://old.reddit.com/r/dailyloaf/new'])
    expect(named('list', typed)).toEqual({ subreddit: 'dailyloaf' })
  expect(named('list', 'bread+rye')).toEqual({ subreddit: 'bread+rye' })
  for (const typed of [
    'ana_b',
    'u/ana_b',
    '/user/ana_b/',
    '@ana_b',
    'https://www.reddit.com/u/ana_b?sort=new',
  ])
    expect(named('author', typed)).toEqual({ user: 'ana_b' })
  expect(checkConfig('keyword', { query: 'rye', subreddit: 'r/dailyloaf', host: '' })).toEqual({
    config: { query: 'rye', subreddit: 'dailyloaf' },
    name: 'rye in r/dailyloaf',
  })
})
