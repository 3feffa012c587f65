import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownToText } from './markdown.ts'

const base = 'https://town.example'
const read = (markdown: string) => {
  const { text, spans } = markdownToText(markdown, base)
  return { text, marks: spans.map(({ start, end, type }) => [text.slice(start, end), type]) }
}

test('marks become spans, and their signs go', () => {
  expect(read('**Rye**, *wet*, `code` and [a link](/post/5)')).toEqual({
    text: 'Rye, wet, code and a link',
    marks: [
      ['Rye', 'strong'],
      ['wet', 'emphasis'],
      ['code', 'code'],
      ['a link', 'link'],
    ],
  })
})

test('lists, quotes and tables stay readable', () => {
  expect(read('1. pen\n2. apple\n\n> said\n\nthen').text).toBe('1. pen\n2. apple\n\nsaid\n\nthen')
  expect(read('| hour | we do |\n| --- | --- |\n| 0 | feed |').text).toContain('0 feed')
})

test('a spoiler keeps its title and what it hides, and code keeps its signs', () => {
  expect(read('::: spoiler And if it fails\nWait.\n:::\nDone').text).toBe('And if it fails\n\nWait.\n\nDone')
  expect(read('```\n::: spoiler x\n:::\n```').text).toBe('::: spoiler x\n:::')
})

test('people are found with and without a link, and mail addresses are no people', () => {
  const { text, spans } = markdownToText(
    '[@ana@harbour.example](https://harbour.example/u/ana) and @Noor@hills.example, not a@b.example',
    base,
  )
  expect(
    spans.map(({ type, value, href, start }) => [type, value, href, text.slice(start, start + 4)]),
  ).toEqual([
    ['mention', 'ana@harbour.example', 'https://harbour.example/u/ana', '@ana'],
    ['mention', 'Noor@hills.example', 'https://hills.example/u/Noor', '@Noo'],
  ])
})

test('what a program could run is no link', () => {
  expect(markdownToText('[x](javascript:alert(1)) <a href="https://e.example">y</a>', base).spans).toEqual([
    expect.objectContaining({ href: 'https://e.example/' }),
  ])
})

test('spans are sorted, apart and inside of the text, whatever is written', () => {
  const piece = fc.constantFrom(
    '*',
    '**',
    '`',
    '[',
    '](',
    ')',
    '@a@b.example ',
    '> ',
    '\n',
    '::: spoiler ',
    ':::',
    '😀',
    'x',
    '<b>',
    '|',
    '\\',
    '![',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { text, spans } = markdownToText(pieces.join(''), base)
      let end = 0
      for (const span of spans) {
        expect(span.start).toBeGreaterThanOrEqual(end)
        expect(span.end).toBeGreaterThan(span.start)
        end = span.end
      }
      expect(end).toBeLessThanOrEqual(text.length)
      expect(text.isWellFormed()).toBe(true)
    }),
  )
})

test('a text that nests without end is read, and what is too long is cut', () => {
  expect(read(`${'>'.repeat(20_000)} deep`).text).toContain('deep')
  expect(read('x'.repeat(200_000)).text).toHaveLength(100_000)
})
