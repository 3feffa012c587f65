import { expect, test } from 'vitest'
import type { Span } from '#shared/domain/text'
import { matchedRanges } from './pull.ts'

test('the hashtag of a stream is marked where the network says that it stands, in any case', () => {
  const text = 'My #Sourdough and #bread (again #sourdough)'
  const spans: Span[] = [
    { start: 3, end: 13, type: 'hashtag', value: 'Sourdough' },
    { start: 18, end: 24, type: 'hashtag', value: 'bread' },
    { start: 32, end: 42, type: 'hashtag', value: 'sourdough' },
  ]
  const found = (config: Record<string, string>) =>
    matchedRanges({ config }, { spans }).map(({ start, end }) => text.slice(start, end))
  expect(found({ tag: 'sourdough' })).toEqual(['#Sourdough', '#sourdough'])
  expect(found({})).toEqual([])
})
