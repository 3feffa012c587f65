import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { queries } from '../testing/queries.ts'
import { hasValues, isValues, valueFields } from './ast.ts'
import { explainQuery } from './explain.ts'
import { parseQuery } from './parse.ts'
import { print } from './print.ts'

/** Without the marks that keep each word's own direction. */
function explained(text: string): string {
  const { ast, errors } = parseQuery(text)
  if (ast === undefined) throw new Error(JSON.stringify(errors))
  return explainQuery(ast).replace(/[\u2068\u2069]/g, '')
}

describe('a query in plain words', () => {
  test.each([
    ['', 'everything'],
    ['refund', 'items with “refund”'],
    ['(refund OR "late parcel") -hiring is:question', 'items with “refund”, or with “late parcel” in a row; without “hiring”; that ask something'],
    ['refund OR "late parcel" -hiring', 'items with “refund”, or with “late parcel” in a row and without “hiring”'],
    ['refun* "late parc"*', 'items with words that begin with “refun”; with “late parc…” in a row'],
    ['#bread -#LateParcel~', 'items with the hashtag #bread; without the hashtag #LateParcel or its words'],
    ['@ana -@ben', 'items by @ana or naming them; neither by @ben nor naming them'],
    ['from:@ana to:@ben about:@cy', 'items by @ana; to @ben; about @cy'],
    ['from:me -to:me', 'items that we said; that do not speak to us'],
    ['network:mastodon -account:@bakery', 'items on mastodon; not for our account @bakery'],
    ['stream:"Bread talk" tag:press', 'items heard by the stream “Bread talk”; labelled “press”'],
    ['lang:de OR lang:pt-br OR lang:zh-hant-tw', 'items in German, or in Brazilian Portuguese, or in zh-hant-tw'],
    ['purpose:help url:bakery.example', 'items heard or answered in order to help; with a link to bakery.example'],
    ['is:open is:due -is:quiet', 'items in open conversations; that wait for our answer; not in conversations kept out of the lanes'],
    ['has:link -has:poll', 'items with a link; without a poll'],
    ['in:thread -in:12', 'items in conversations of more than one item; not in conversation 12'],
    ['followers:>1k likes:10..20', 'items by people with more than 1,000 followers; liked at least 10 times; liked at most 20 times'],
    ['likes:1', 'items liked exactly 1 time'],
    ['before:2026-10-01 after:yesterday', 'items said before 2026-10-01; said yesterday or later'],
    ['-after:2026-10-01T09:30', 'items said before 2026-10-01 09:30'],
    ['older:7d newer:1w -newer:2h', 'items said more than 7 days ago; said within the last week; not said within the last 2 hours'],
    ['-(a OR b)', 'items without “a”; without “b”'],
    ['-(a b) c', 'items without “a”, or without “b”; with “c”'],
    ['a (b OR c (d OR e f))', 'items with “a”; with “b”, or with “c” and (with “d”, or (with “e” and with “f”))'],
  ])('%s', (query, words) => {
    expect(explained(query)).toBe(words)
  }) // prettier-ignore

  test('every field and every value has words, and other words when it is excluded', () => {
    const leaves = [
      ...isValues.map((value) => `is:${value}`),
      ...hasValues.map((value) => `has:${value}`),
      ...valueFields.map((field) => `${field}:${field === 'purpose' ? 'help' : field === 'lang' ? 'en' : 'x'}`),
    ] // prettier-ignore
    const words = leaves.flatMap((leaf) => [explained(leaf), explained(`-${leaf}`)])
    expect(new Set(words).size).toBe(words.length)
    for (const sentence of words) expect(sentence).not.toMatch(/undefined| {2}/)
  })

  test('the same query in other spellings has the same words', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const words = explainQuery(query)
        const read = parseQuery(print(query)).ast
        expect(read === undefined ? '' : explainQuery(read)).toBe(words)
        expect(words).toMatch(/^(everything$|items \S)/)
      }),
      { numRuns: 2000 },
    )
  })

  test('words of a script that runs the other way keep their direction to themselves', () => {
    const query = parseQuery('לחם refund').ast
    expect(query === undefined ? '' : explainQuery(query)).toBe(
      'items with “\u2068לחם\u2069”; with “\u2068refund\u2069”',
    )
  })
})
