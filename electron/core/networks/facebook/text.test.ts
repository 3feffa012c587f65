import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instagramSpansOf, spansOf } from './text.ts'

const shown = (text: string, spans: ReturnType<typeof spansOf>) =>
  spans.map(({ start, end, type, value, href }) => `${type} ${text.slice(start, end)} ${value ?? href ?? ''}`)

test('tags, hashtags and addresses stand where they are, counted in UTF-16 units', () => {
  const text = '🥐 Crumb Bakery bakes #spelt, see https://crumb.example/spelt.'
  const tag = { id: '1048', name: 'Crumb Bakery', type: 'page', offset: 3, length: 12 }
  expect(shown(text, spansOf(text, [tag]))).toEqual([
    'mention Crumb Bakery Crumb Bakery',
    'hashtag #spelt spelt',
    'link https://crumb.example/spelt https://crumb.example/spelt',
  ])
  expect(spansOf(text, [tag])[0]?.href).toBe('https://www.facebook.com/1048')
})

test('a tag whose place does not hold its name is looked for, and a shortened one keeps its place', () => {
  const text = 'Thank you, Mina!'
  const full = { id: '6', name: 'Mina', type: 'user', offset: 0, length: 4 }
  expect(shown(text, spansOf(text, [full]))).toEqual(['mention Mina Mina'])
  const short = { id: '6', name: 'Mina Halloran', type: 'user', offset: 11, length: 4 }
  expect(shown(text, spansOf(text, [short]))).toEqual(['mention Mina Mina Halloran'])
  const nowhere = { id: '6', name: 'Nobody', type: 'user', offset: 90, length: 6 }
  expect(spansOf(text, [nowhere])).toEqual([])
})

test('people on Instagram are named by @, hashtags of numbers are none', () => {
  const text = 'with @wren.draws, not mail@crumb.example #5 #lindenbrook'
  expect(shown(text, instagramSpansOf(text))).toEqual([
    'mention @wren.draws wren.draws',
    'hashtag #lindenbrook lindenbrook',
  ])
})

test('spans never overlap, lie in the text and come in order, whatever the tags say', () => {
  const tag = fc.record({
    id: fc.constant('1'),
    name: fc.constantFrom('Ana', 'Crumb Bakery', '', '#x'),
    type: fc.constantFrom('user', 'page'),
    offset: fc.nat({ max: 60 }),
    length: fc.integer({ min: 1, max: 30 }),
  })
  const words = fc.array(fc.constantFrom('Ana', 'Crumb Bakery', '#x', 'https://a.example/b', '🥐', '@b', ' '))
  fc.assert(
    fc.property(words, fc.array(tag, { maxLength: 6 }), (parts, tags) => {
      const text = parts.join(' ')
      let end = 0
      for (const span of spansOf(text, tags)) {
        expect(span.start).toBeGreaterThanOrEqual(end)
        expect(span.end).toBeGreaterThan(span.start)
        expect(span.end).toBeLessThanOrEqual(text.length)
        end = span.end
      }
    }),
  )
})
