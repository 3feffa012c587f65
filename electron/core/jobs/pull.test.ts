import { expect, test } from 'vitest'
import { matchedRanges } from './pull.ts'

const found = (config: Record<string, string>, text: string): string[] =>
  matchedRanges({ config }, { text }).map(({ start, end }) => text.slice(start, end))

test('the words asked for are marked, not operators and not what is excluded', () => {
  expect(found({ query: 'rye OR "late parcel" -hiring' }, 'Rye, or a late parcel; not hiring')).toEqual([
    'Rye',
    'late',
    'parcel',
  ])
})

test('a hashtag is marked whole, and characters of patterns are only characters', () => {
  expect(found({ tag: 'sourdough' }, 'My #Sourdough (again)')).toEqual(['#Sourdough'])
  expect(found({}, 'anything')).toEqual([])
})
