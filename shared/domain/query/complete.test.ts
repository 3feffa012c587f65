import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldNames } from './ast.ts'
import { complete } from './complete.ts'
import { fields } from './fields.ts'
import { parseQuery } from './parse.ts'

const inserts = (text: string, known = {}) =>
  complete(text, text.length, known).options.map(({ insert }) => insert)

describe('completion', () => {
  test('an empty place offers every field', () => {
    expect(inserts('')).toHaveLength(fieldNames.length)
    expect(inserts('bread ')).toHaveLength(fieldNames.length)
  })

  test('a begun name offers the fields that begin so, also after an exclusion', () => {
    expect(inserts('bread F')).toEqual(['from:', 'followers:'])
    expect(complete('bread -fr', 9)).toMatchObject({ start: 7, end: 9, options: [{ insert: 'from:' }] })
  })

  test('after the colon come the values, known ones quoted where needed', () => {
    expect(inserts('is:que')).toEqual(['question'])
    expect(inserts('has:')).toEqual(['link', 'media', 'poll', 'note', 'draft'])
    expect(inserts('stream:', { stream: ['Bread talk', 'Mentions'] })).toEqual(['"Bread talk"', 'Mentions'])
    expect(complete('stream:"bre', 11, { stream: ['Bread talk'] })).toMatchObject({
      start: 7,
      end: 11,
      options: [{ insert: '"Bread talk"' }],
    })
    expect(inserts('from:@an', { from: ['ana', 'ben'] })).toEqual(['@ana'])
    expect(inserts('from:m', { from: ['ana', 'me'] })).toEqual(['me'])
    expect(inserts('https://x')).toEqual([])
  })

  test('a handle by itself is completed, and so is every place of a list', () => {
    const known = { from: ['ana@town.example', 'ben'], stream: ['Bread talk'] }
    expect(complete('bread -@a', 9, known)).toMatchObject({
      start: 7,
      end: 9,
      field: 'from',
      begun: 'a',
      options: [{ insert: '@ana@town.example', about: 'by them, or naming them' }],
    })
    expect(inserts('@', { from: ['ben'] })).toEqual(['@ben'])
    expect(inserts('from:(@ben OR @a', known)).toEqual(['@ana@town.example'])
    expect(inserts('stream:("a (b" OR "bre', known)).toEqual(['"Bread talk"'])
    expect(inserts('is:(open OR sno')).toEqual(['snoozed'])
    expect(inserts('is:(open) sno', known)).toEqual([])
  })

  test('goes on after a quotation that is closed', () => {
    expect(inserts('"late parcel"* is:que')).toEqual(['question'])
    expect(inserts('say “a \\” b” from:(@ben OR me')).toEqual(['me'])
    expect(inserts('"is:que')).toEqual([])
    expect(inserts('stream:“bre', { stream: ['Bread talk'] })).toEqual(['"Bread talk"'])
  })

  test('a word inside a name finds it too, after the names that begin so', () => {
    expect(inserts('stream:ta', { stream: ['Bread talk', 'Tarts'] })).toEqual(['Tarts', '"Bread talk"'])
  })

  test('values of states say what they mean', () => {
    expect(complete('is:due', 6).options).toEqual([
      { insert: 'due', label: 'due', about: 'that wait for our answer' },
    ])
  })

  test('only what stands before the cursor counts', () => {
    expect(complete('is:que bread', 6)).toMatchObject({ start: 3, end: 6, options: [{ insert: 'question' }] })
  })

  test('every example of a field can be read, and every value offered too', () => {
    for (const name of fieldNames) {
      expect(parseQuery(fields[name].example).errors, fields[name].example).toBeUndefined()
      for (const value of inserts(`${name}:`)) expect(parseQuery(`${name}:${value}`).errors).toBeUndefined()
    }
  })

  test('any text and any cursor give a range of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer(), (text, cursor) => {
        const { start, end } = complete(text, cursor)
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThanOrEqual(start)
        expect(end).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
