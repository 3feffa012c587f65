import { expect, test } from 'vitest'
import { readQuery } from '#shared/domain/query/check'
import { translateQuery } from './query.ts'

test.each([
  ['timer', ['timer']],
  ['"late timer" oven', ['"late timer" oven']],
  // Signs that would be a qualifier, an operator or an exclusion stay words.
  ['"is:open" "not" C++', ['"is:open" "not" "C++"']],
  ['timer OR clock', ['timer', 'clock']],
  ['timer -hiring', ['timer']],
  ['from:@priya-r timer', ['involves:priya-r timer']],
  ['to:me', ['involves:@me']],
  ['@ana', ['involves:ana']],
  // What GitHub has no words for is filtered here.
  ['timer lang:de is:question newer:7d', ['timer']],
  ['refun*', []],
  ['from:@ana@town.example', []],
  ['#oven', []],
  ['about:@ana', []],
  ['a OR b OR c OR d OR e', []],
])('%s is asked as %j', (query, asked) => {
  expect(translateQuery(readQuery(query)).asked).toEqual(asked)
})

test('a long query loses parts from its end, never all', () => {
  const long = Array.from({ length: 60 }, (_, n) => `word${String(n)}`).join(' ')
  const [asked = ''] = translateQuery(readQuery(long)).asked
  expect(asked.length).toBeLessThanOrEqual(200)
  expect(asked).toContain('word0 word1')
})

test('everything is looked at here again, because GitHub stems words and looks into comments', () => {
  expect(translateQuery(readQuery('timer -hiring')).here).toEqual(['timer', '-hiring'])
})
