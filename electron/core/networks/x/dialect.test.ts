import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { queries } from '#shared/domain/testing/queries'
import { readQuery } from '#demo/faces/x-query'
import { longestRule, longestSearch, queryOf, translateForX } from './dialect.ts'

describe('a query in the words of X', () => {
  test.each([
    ['bread', ['bread'], []],
    ['"late parcel"', ['"late parcel"'], []],
    ['refund OR "late parcel" -hiring', ['(refund OR "late parcel" -hiring)'], []],
    ['(refund OR "late parcel") -hiring', ['(refund OR "late parcel") -hiring'], []],
    ['#bread from:@ana', ['#bread from:ana'], []],
    ['@ana bread', ['(from:ana OR @ana) bread'], ['@ana']],
    ['to:@ana', ['(@ana OR to:ana)'], ['to:@ana']],
    ['bread lang:en', ['bread lang:en'], []],
    ['bread lang:pt-br', ['bread lang:pt'], ['lang:pt-br']],
    ['bread lang:he', ['bread lang:iw'], []],
    ['bread lang:xx', ['bread'], ['lang:xx']],
    ['bread has:media has:link', ['bread has:media has:links'], ['has:media', 'has:link']],
    ['url:bakery.example/offers', ['url:"bakery.example/offers"'], ['url:bakery.example/offers']],
    ['bread is:question', ['bread'], ['is:question']],
    ['bread -is:mine', ['bread'], ['-is:mine']],
    // Accents and other scripts are folded here and perhaps not there, so that nothing is excluded by them there.
    ['bread -café', ['bread'], ['-café']],
    ['パン', ['"パン"'], ['パン']],
    ['"OR" bread', ['"OR" bread'], []],
    // A beginning of a word cannot be asked for.
    ['refun* bread', ['bread'], ['refun*']],
  ])('%s', (typed, asked, here) => {
    const said = translateForX(queryOf(typed))
    expect(said).toMatchObject({ asked, here })
  })

  test.each([
    'lang:en',
    'is:question',
    '-hiring',
    'has:media',
    'from:me',
    'refun*',
    'bread OR lang:en',
    '@ana@town.example',
    '#bread~',
  ])('%s cannot be asked for', (typed) => {
    expect(translateForX(queryOf(typed))).toEqual({ asked: [], here: [expect.any(String)] })
  })

  test('that is too long loses exclusions first, and is then filtered here as a whole', () => {
    const words = Array.from({ length: 90 }, (_, n) => `-word${String(n)}`)
    const said = translateForX(queryOf(`bread ${words.join(' ')}`))
    expect(said.asked[0]?.length).toBeLessThanOrEqual(longestSearch)
    expect(said.asked[0]).toMatch(/^bread -word0 /)
    expect(said.here).toHaveLength(1)
  })
})

test('whatever is asked, X can read it, and it is not too long', () => {
  let asked = 0
  fc.assert(
    fc.property(
      fc.array(queries, { minLength: 20, maxLength: 20 }),
      fc.constantFrom(longestSearch, longestRule, 60),
      (wanted, longest) => {
        for (const query of wanted)
          for (const words of translateForX(query, longest).asked) {
            asked += 1
            expect(typeof readQuery(words, longest), words).toBe('function')
          }
      },
    ),
    { numRuns: 60 },
  )
  expect(asked).toBeGreaterThan(100)
}, 60_000)

test('a mistake is told with what to write instead', () => {
  expect(() => queryOf('form:@ana')).toThrow(expect.objectContaining({ code: 'bad-input', message: expect.stringContaining('from:') })) // prettier-ignore
})
