import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, ftsText, tokenise, wordKey } from './tokens.ts'
import { mixedText } from './testing/scripts.ts'

const words = (text: string) => tokenise(text).map(({ token }) => token)

describe('fold', () => {
  test.each([
    ['Straße', 'strasse'],
    ['Ｃａｆé', 'cafe'],
    ['ŁÓDŹ Ørsted Œuvre', 'lodz orsted oeuvre'],
    ['İstanbul ISPARTA ılık', 'istanbul isparta ilik'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['Ёлка Майор', 'елка маиор'],
    ['آبَان', 'ابان'],
    ['שָׁלוֹם', 'שלום'],
    ['ﾊﾟﾝ', 'パン'],
    ['한국', '한국'],
    ['हिन्दी', 'हिन्दी'],
    ['re\u00adfund', 'refund'],
  ])('%s folds to %s', (text, folded) => {
    expect(fold(text)).toBe(folded.normalize('NFC'))
  })

  test('folding twice changes nothing more, in any script', () => {
    fc.assert(
      fc.property(mixedText(60), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 2000 },
    )
  })

  test('composed and decomposed spellings fold alike', () => {
    fc.assert(
      fc.property(mixedText(40), (text) => {
        expect(words(text.normalize('NFD'))).toEqual(words(text.normalize('NFC')))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('tokens', () => {
  test('words are cut at everything that is neither letter nor digit', () => {
    expect(words("Don't re-open e-mail №5, C++ & €100!")).toEqual([
      'don',
      't',
      're',
      'open',
      'e',
      'mail',
      '5',
      'c',
      '100',
    ])
  })

  test('runs of scripts without spaces become pairs, and the last character once more', () => {
    expect(words('東京都タワー tower')).toEqual(['東京', '京都', '都タ', 'タワ', 'ワー', 'ー', 'tower'])
    expect(words('犬')).toEqual(['犬'])
    expect(words('한국어')).toEqual(['한국', '국어', '어'])
    expect(tokenise('ขนม')).toEqual([
      { token: 'ขน', start: 0, end: 2 },
      { token: 'นม', start: 1, end: 3 },
      { token: 'ม', start: 2, end: 3 },
    ])
  })

  test('an emoji is one token whatever its skin and style; sequences and flags stay whole', () => {
    expect(words('❤️')).toEqual(words('❤'))
    expect(words('👋🏽')).toEqual(words('👋'))
    expect(words('👨‍👩‍👧')).toHaveLength(1)
    expect(words('👨👩👧')).toHaveLength(3)
    expect(words('🇩🇪🇫🇷')).toHaveLength(2)
    expect(words('🏴󠁧󠁢󠁥󠁮󠁧󠁿')).not.toEqual(words('🏴󠁧󠁢󠁳󠁣󠁴󠁿'))
    expect(words('5️⃣6️⃣')).toEqual(['5', '6'])
  })

  test('no typed text can pretend to be an emoji', () => {
    const [heart] = words('❤')
    expect(words(`x${heart} ${heart}`)).toEqual(['x'])
  })

  test('what unfolds into several words does so in place', () => {
    expect(tokenise('½')).toEqual([
      { token: '1', start: 0, end: 1 },
      { token: '2', start: 0, end: 1 },
    ])
  })

  test('offsets point into the original text, in order', () => {
    expect(tokenise('Ça 👍🏿 vá')).toEqual([
      { token: 'ca', start: 0, end: 2 },
      { token: words('👍')[0], start: 3, end: 7 },
      { token: 'va', start: 8, end: 10 },
    ])
    fc.assert(
      fc.property(mixedText(60), (text) => {
        let before = 0
        for (const { token, start, end } of tokenise(text)) {
          expect(token).not.toBe('')
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          before = start
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('a very long word is cut, and cut alike wherever it comes from', () => {
    expect(words('x'.repeat(5000))).toEqual(['x'.repeat(64)])
    expect(words('é'.repeat(5000))).toEqual(['e'.repeat(64)])
  })

  test('title, text and warning are read in this order', () => {
    expect(ftsText({ title: 'Bread', text: 'is hot', warning: null })).toBe('bread is hot')
    expect(ftsText({ title: null, text: '…', warning: 'Food' })).toBe('food')
  })

  test('a hashtag has one key for all its spellings, also in scripts that are cut elsewhere', () => {
    expect(wordKey('Late_Parcel')).toBe(wordKey('lateparcel'))
    expect(wordKey('東京タワー')).toBe('東京タワー')
    expect(wordKey('___')).toBe('')
  })
})
