import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesOf, tagsOf } from './pieces.ts'

test('the pieces of any text are the text', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '@ana',
      '@ana@harbour.example:80',
      '#tag',
      '#日本',
      'https://a.example/x?y=#z.',
      '@',
      '#',
      ' ',
      '\n',
    ),
  )
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const text = words.join('')
      expect(
        piecesOf(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})

test('handles, tags and addresses are told from what only looks like them', () => {
  const kinds = (text: string): string[] =>
    piecesOf(text)
      .filter((piece) => piece.type !== 'text')
      .map((piece) => `${piece.type} ${piece.text}`)
  expect(kinds('mail me@town.example or @ana.')).toEqual(['mention @ana'])
  expect(kinds('(see https://a.example/b_(c), #1 and #2nd)')).toEqual([
    'link https://a.example/b_(c',
    'hashtag #2nd',
  ])
  expect(kinds('@ana@harbour.example, hi')).toEqual(['mention @ana@harbour.example'])
  expect(tagsOf('#Bread #bread #ขนมปัง #パン')).toEqual(['bread', 'ขนมปัง', 'パン'])
})
