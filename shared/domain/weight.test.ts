import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measure } from './measure.ts'
import { mixedText } from './testing/scripts.ts'
import type { TextRule } from './text.ts'
import { weightOf } from './weight.ts'

/** As docs.x.com/fundamentals/counting-characters says: 280, addresses 23, most letters 1, CJK and emoji 2. */
const rule: TextRule = { unit: 'weighted', max: 280, urlWeight: 23 }
const used = (text: string, named: readonly string[] = []) => measure(text, rule, undefined, named).used

describe('weighted length', () => {
  test.each([
    ['Latin, Greek, Cyrillic, Hebrew, Arabic, Thai count one each', 'aß λю ש ع ก', 11],
    ['letters with marks count as one, however they are written', 'cafe\u0301 café', 9],
    ['quotes and dashes of the usual kind count one', '“a”–‘b’', 7],
    ['the ellipsis counts two', '…', 2],
    ['Han, kana, Hangul and full width letters count two', '東京パン빵Ａ', 12],
    ['line breaks count one', 'a\r\nb\nc', 5],
    ['currencies above the light ranges count two', '€', 2],
    ['nothing counts nothing', '', 0],
  ])('%s', (_rule, text, weight) => {
    expect(used(text)).toBe(weight)
  })

  test.each([
    ['👋'],
    ['👋🏽'],
    ['👨‍👩‍👧‍👦'],
    ['👩🏽‍🚀'],
    ['🏳️‍🌈'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['🇩🇪'],
    ['1️⃣'],
    ['❤️'],
    ['❤'],
    ['❤‍🔥'],
    ['🤷🏿‍♀️'],
    ['🤷🏿‍♀'],
    ['©️'],
  ])('the emoji %s counts two, however long its sequence', (emoji) => {
    expect(used(emoji)).toBe(2)
    expect(used(emoji.repeat(3))).toBe(6)
  })

  test('signs that are emoji only with a selector count as the letters they are', () => {
    expect([used('©'), used('1'), used('#'), used('☺\ufe0e')]).toEqual([1, 1, 1, 4])
  })

  test('what is no known sequence counts by its parts', () => {
    // An astronaut and a dog, joined; and a flag that is none.
    expect(used('👩‍🚀‍🐕')).toBe(2 + 1 + 2)
    expect(used('🇦🇦')).toBe(4)
    expect(used('🇩')).toBe(2)
  })

  test('an address counts 23, with a scheme or bare, and punctuation after it belongs to the sentence', () => {
    expect(used('https://example.com/a/very/long/path?with=query&more=of+it.')).toBe(24)
    expect(used('example.com')).toBe(23)
    expect(used('See example.com!')).toBe(4 + 23 + 1)
    expect(used('パンexample.com')).toBe(4 + 23)
    expect(used('example.com example.org')).toBe(23 + 1 + 23)
    // None of these is one.
    expect(used('ana@example.com')).toBe(15)
    expect(used('index.js')).toBe(8)
    expect(used('https://localhost/a')).toBe(19)
  })

  test('names that the network puts before a reply count nothing at its start, and letters elsewhere', () => {
    expect(used('@ana @Ben hello', ['@ana', 'ben'])).toBe(5)
    expect(used('@ana', ['ana'])).toBe(0)
    expect(used('@ana hello', [])).toBe(10)
    expect(used('@ana @cleo hello', ['@ana'])).toBe(11)
    expect(used('hello @ana', ['@ana'])).toBe(10)
    expect(used('@anatole hello', ['@ana'])).toBe(14)
  })

  test('140 characters of Chinese, or 280 of English, fill a post', () => {
    expect(measure('早'.repeat(140), rule)).toEqual({ used: 280, max: 280, left: 0, over: false })
    expect(measure('早'.repeat(141), rule).over).toBe(true)
    expect(measure('a'.repeat(280), rule).left).toBe(0)
    expect(measure('a'.repeat(281), rule).left).toBe(-1)
  })
})

test('a text weighs at least its graphemes and at most twice its code points', () => {
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
  fc.assert(
    fc.property(mixedText(60), (text) => {
      const form = text.normalize('NFC')
      expect(weightOf(text)).toBeGreaterThanOrEqual([...graphemes.segment(form)].length)
      expect(weightOf(text)).toBeLessThanOrEqual(2 * [...form].length)
    }),
    { numRuns: 300 },
  )
}, 60_000)

test('a text weighs the same in every normal form', () => {
  fc.assert(
    fc.property(mixedText(60), (text) => {
      expect(weightOf(text.normalize('NFD'))).toBe(weightOf(text.normalize('NFC')))
    }),
    { numRuns: 300 },
  )
}, 60_000)

test('two texts with a space between weigh what they weigh and one', () => {
  fc.assert(
    fc.property(mixedText(40), mixedText(40), (one, other) => {
      // Marks at the beginning would join the space.
      fc.pre(!/^(?:\p{M}|\u200d)/u.test(other))
      expect(weightOf(`${one} ${other}`)).toBe(weightOf(one) + 1 + weightOf(other))
    }),
    { numRuns: 300 },
  )
}, 60_000)

test('an address of any length adds 23 between words', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z ]{0,30}$/),
      fc.stringMatching(/^[a-z0-9/]{1,200}$/),
      (text, path) => {
        expect(used(`${text} https://example.com/${path} !`)).toBe(used(`${text}  !`) + 23)
        expect(used(`${text} example.com/${path} !`)).toBe(used(`${text}  !`) + 23)
      },
    ),
  )
})

test('names before a reply never add to its weight', () => {
  const name = fc.stringMatching(/^[a-z_0-9]{1,15}$/)
  fc.assert(
    fc.property(fc.array(name, { maxLength: 5 }), fc.stringMatching(/^[a-z][a-z ]{0,40}$/), (names, text) => {
      expect(used([...names.map((one) => `@${one}`), text].join(' '), names)).toBe(used(text))
    }),
  )
})

test('heaps of marks on one letter are weighed at once', () => {
  expect(weightOf(`👍${'\u0301'.repeat(20_000)}`)).toBe(2 + 20_000)
})
