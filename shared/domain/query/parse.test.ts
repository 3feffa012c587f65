import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { queries } from '../testing/queries.ts'
import { mixedText } from '../testing/scripts.ts'
import { limits, parseQuery, readQuery, workPerUnit, type Fix } from './parse.ts'
import { print } from './print.ts'

function canonical(text: string): string {
  const { ast, errors } = parseQuery(text)
  if (ast === undefined) throw new Error(JSON.stringify(errors))
  return print(ast)
}

describe('a query and its canonical text', () => {
  test.each([
    ['', ''],
    ['  refund   late ', 'refund late'],
    ['"refund"', 'refund'],
    ['“late  parcel”', '"late parcel"'],
    ['a OR b c', 'a OR b c'],
    ['(a OR b) c', '(a OR b) c'],
    ['a AND b', 'a b'],
    ['NOT a', '-a'],
    ['--a', 'a'],
    ['-(a b)', '-(a b)'],
    ['-(a OR b) c', '-(a OR b) c'],
    ['((a))', 'a'],
    ['or and not', 'or and not'],
    ['"OR"', '"OR"'],
    ['refun*', 'refun*'],
    ['"late parc"*', '"late parc"*'],
    ['パン*', 'パン'],
    ['from:@Ana', 'from:@ana'],
    ['from:"@ Ana"', 'from:@ana'],
    ['FROM:ana@Town.example', 'from:@ana@town.example'],
    ['from:(@ana OR @ben)', 'from:@ana OR from:@ben'],
    ['about:("Ana Silva") x', 'about:"ana silva" x'],
    ['tag:"très urgent"', 'tag:"très urgent"'],
    ['is:QUESTION has:link', 'is:question has:link'],
    ['lang:pt_BR', 'lang:pt-br'],
    ['followers:>1.5k likes:10..20', 'followers:>1500 likes:>=10 likes:<=20'],
    ['likes:3', 'likes:3'],
    ['before:2026-10-01 after:yesterday', 'before:2026-10-01 after:yesterday'],
    ['after:2026-10-01t09:30', 'after:2026-10-01T09:30'],
    ['older:7d newer:3MO', 'older:7d newer:3mo'],
    ['https://bakery.example/a?b=c', 'url:https://bakery.example/a?b=c'],
    ['#LateParcel #LateParcel~ @Ana', '#LateParcel #LateParcel~ @ana'],
    ['in:thread in:12', 'in:thread in:12'],
    ['10:30', '10:30'],
    ['"re:invent"', '"re:invent"'],
    ['say "a \\"b\\" c"', 'say "a \\"b\\" c"'],
    ['-"exact wor"*', '-"exact wor"*'],
    ['❤️', '❤️'],
  ])('%s is %s', (typed, printed) => {
    expect(canonical(typed)).toBe(printed)
    expect(canonical(printed)).toBe(printed)
  })

  test('printing a query and reading it gives the same query', () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(parseQuery(print(query))).toEqual({ ast: query, work: expect.any(Number) })
      }),
      { numRuns: 5000 },
    )
  })
})

describe('errors', () => {
  test.each([
    ['bread (late', 6, 7, /never closed/, /\)/],
    ['bread)', 5, 6, /closes nothing/, /Remove/],
    ['()', 0, 2, /nothing in these/, /Remove/],
    ['"late', 0, 1, /never closed/, /"/],
    ['OR bread', 0, 2, /OR needs/, /"OR"/],
    ['bread OR', 6, 8, /OR needs/, /"OR"/],
    ['bread AND', 6, 9, /AND needs/, /"AND"/],
    ['bread - late', 6, 7, /exclude/, /-hiring/],
    ['bread NOT', 6, 9, /exclude/, /-hiring/],
    ['form:@ana', 0, 5, /no field "form:"/, /Did you mean from:/],
    ['subject:late', 0, 8, /no field/, /quotes/],
    ['from: ana', 0, 5, /needs a value/, /from:@ana/],
    ['is:questoin', 0, 11, /does not know/, /is:question/],
    ['is:happy', 0, 8, /does not know/, /open, waiting/],
    ['has:cake', 0, 8, /does not know/, /link, media/],
    ['followers:many', 0, 14, /number/, /followers:>100/],
    ['before:2026-02-30', 0, 17, /date/, /2026-10-01/],
    ['older:7', 0, 7, /length of time/, /7d/],
    ['lang:english!', 0, 13, /code of a language/, /lang:en/],
    ['re*', 0, 3, /at least 3/, /refun/],
    ['foo!*', 0, 5, /follow a letter/, /refun/],
    ['!!!', 0, 3, /no letter/, /add a word/],
    ['#!', 0, 2, /not a hashtag/, /#bread/],
    ['@', 0, 1, /handle is missing/, /@ana/],
    ['in:box', 0, 6, /in: needs/, /in:thread/],
  ])('%s', (text, start, end, message, hint) => {
    const { errors } = parseQuery(text)
    expect(errors).toHaveLength(1)
    expect(errors?.[0]).toMatchObject({
      start,
      end,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    })
  })

  test('several errors are told at once', () => {
    expect(parseQuery('form:a bread is:odd (x').errors?.map(({ start }) => start)).toEqual([0, 13, 20])
  })

  test('what is too long, too deep or too much is refused', () => {
    expect(parseQuery('a'.repeat(limits.length + 1)).errors).toHaveLength(1)
    expect(parseQuery(`${'('.repeat(200)}a${')'.repeat(200)}`).errors?.[0]?.message).toMatch(/40 deep/)
    expect(parseQuery('a '.repeat(limits.terms + 1)).errors?.[0]?.message).toMatch(/400 parts/)
    expect(parseQuery(`from:(${'a '.repeat(limits.terms + 1)})`).errors?.[0]?.message).toMatch(/400 parts/)
  })
})

function fixed(text: string, { start, end, insert }: Fix): string {
  return text.slice(0, start) + insert + text.slice(end)
}

describe('the fix of an error', () => {
  test.each([
    ['bread (late', 'bread (late)'],
    ['from:(@ana OR @ben', 'from:(@ana OR @ben)'],
    ['bread)', 'bread'],
    ['bread ()', 'bread'],
    ['"late', '"late"'],
    ['OR bread', ' bread'],
    ['bread OR', 'bread'],
    ['bread AND', 'bread'],
    ['bread - late', 'bread -late'],
    ['bread -', 'bread'],
    ['bread NOT', 'bread'],
    ['form:@ana', 'from:@ana'],
    ['form:(@ana OR @ben)', 'from:(@ana OR @ben)'],
    ['subject:late', '"subject:late"'],
    ['is:questoin', 'is:question'],
    ['is:(open OR questoin)', 'is:(open OR question)'],
    ['-purpose:halp x', '-purpose:help x'],
  ])('%s becomes %s', (text, better) => {
    const fix = parseQuery(text).errors?.[0]?.fix
    expect(fix === undefined ? undefined : fixed(text, fix)).toBe(better)
    expect(parseQuery(better).errors).toBeUndefined()
  })

  test.each(['is:happy', 'before:2026-02-30', 're*', 'subject:"late"', 'followers:many', '@'])(
    '%s has none, because nobody knows what was meant',
    (text) => {
      const [error] = parseQuery(text).errors ?? []
      expect(error).toBeDefined()
      expect(error).not.toHaveProperty('fix')
    },
  )
})

describe('the pieces of a query', () => {
  const told = (text: string) =>
    readQuery(text).pieces.map(({ start, end, kind, excluded }) => [
      text.slice(start, end),
      excluded ? `excluded ${kind}` : kind,
    ])

  test('are told apart by what they are, and what is excluded by that', () => {
    expect(told('refund OR "late parcel"* -(hiring @ana) from:@ben #bread~')).toEqual([
      ['refund', 'word'],
      ['OR', 'operator'],
      ['"late parcel"*', 'phrase'],
      ['-', 'operator'],
      ['(', 'excluded bracket'],
      ['hiring', 'excluded word'],
      ['@ana', 'excluded handle'],
      [')', 'excluded bracket'],
      ['from:', 'field'],
      ['@ben', 'value'],
      ['#bread~', 'hashtag'],
    ])
  })

  test('are told in a query that is wrong as well', () => {
    expect(told('form:x is:(open OR "do')).toEqual([
      ['is:', 'field'],
      ['(', 'bracket'],
      ['open', 'value'],
      ['OR', 'operator'],
      ['"do', 'value'],
    ])
  })

  test('twice excluded is included', () => {
    expect(told('-(a -b)')).toEqual([
      ['-', 'operator'],
      ['(', 'excluded bracket'],
      ['a', 'excluded word'],
      ['-', 'operator'],
      ['b', 'word'],
      [')', 'excluded bracket'],
    ])
  })
})

describe('any text at all', () => {
  const sign = fc.constantFrom(
    '(',
    ')',
    '"',
    '-',
    ' ',
    ' OR ',
    'NOT ',
    'AND',
    '*',
    ':',
    '#',
    '@',
    '~',
    '\\',
    'is:',
    'from:',
    'from:(',
    'from:"',
    'account:"',
    'tag:"',
    'stream:"',
    'url:"',
    '" ',
    'before:',
    'likes:>',
    'url:',
    'x',
    'パ',
    '\ud83d',
    '\u0000',
    'question',
    '2026',
  )
  const soup = fc.oneof(
    fc.array(sign, { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ maxLength: 60 }),
    mixedText(60),
  )

  test('is read in a number of steps bounded by its length, or refused with columns inside it', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { ast, errors, work } = parseQuery(text)
        if (work > workPerUnit * (text.length + 1)) return false
        if (ast === undefined) {
          return (
            errors.length > 0 &&
            errors.every(
              ({ start, end, hint }) => start >= 0 && start < end && end <= text.length && hint !== '',
            )
          )
        }
        const printed = print(ast)
        const again = parseQuery(printed)
        return again.ast !== undefined && print(again.ast) === printed
      }),
      { numRuns: 100_000 },
    )
  }, 120_000)

  test('has pieces and fixes inside it, in order, and a fix leads somewhere else', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { parsed, pieces } = readQuery(text)
        let at = 0
        for (const { start, end } of pieces) {
          if (start < at || end <= start || end > text.length) return false
          at = end
        }
        return (parsed.errors ?? []).every(
          ({ fix }) =>
            fix === undefined ||
            (fix.start >= 0 && fix.start <= fix.end && fix.end <= text.length && fixed(text, fix) !== text),
        )
      }),
      { numRuns: 20_000 },
    )
  }, 60_000)

  test('the longest texts of one sign cost steps in proportion', () => {
    for (const unit of [
      '(',
      ')',
      '"',
      '-',
      ' ',
      'a ',
      'OR ',
      'NOT ',
      'a OR ',
      'is:',
      'from:(',
      '"a',
      '\\',
      'a*',
      '-(',
    ]) {
      const text = unit.repeat(limits.length / unit.length)
      expect(parseQuery(text).work, unit).toBeLessThanOrEqual(workPerUnit * text.length)
    }
  })
})
