import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesOf } from './places.ts'

test('the same name twice has two places, told apart by what was counted', () => {
  const text = '🥖 #Rye, #RyeBread and #rye'
  expect(placesOf(text, [{ written: '#rye', said: 24 }])).toEqual([22])
  expect(
    placesOf(text, [
      { written: '#Rye', said: 2 },
      { written: '#rye', said: 2 },
      { written: '#Rye', said: 2 },
      { written: '#RyeBread', said: 0 },
    ]),
  ).toEqual([2, 22, undefined, 8])
})

test('wide signs count, and signs of patterns are signs', () => {
  expect(placesOf('＠ana https://t.co/a+b ＃パン', [{ written: '@ana', said: 0 }])).toEqual([0])
  expect(placesOf('＠ana https://t.co/a+b ＃パン', [{ written: 'https://t.co/a+b', said: 0 }])).toEqual([5])
  expect(placesOf('＠ana https://t.co/a+b ＃パン', [{ written: '#パン', said: 99 }])).toEqual([22])
})

test('whatever stands somewhere is found there, whatever was counted', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[@#＠＃]/.test(text))
  fc.assert(
    fc.property(words, words, fc.nat(400), (before, after, said) => {
      const text = `${before} @ana ${after}`
      const [at] = placesOf(text, [{ written: '@ana', said }])
      expect(
        Array.from(text)
          .slice(at, (at ?? 0) + 4)
          .join(''),
      ).toBe('@ana')
    }),
  )
})
