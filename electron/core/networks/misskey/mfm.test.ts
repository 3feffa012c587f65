import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mfmToText, type MfmText } from './mfm.ts'

const place = {
  origin: 'https://town.example',
  host: 'town.example',
  emojis: new Map([
    ['bun', 'https://hills.example/emoji/bun.webp'],
    ['odd', 'javascript:alert(1)'],
  ]),
}
const read = (source: string) => mfmToText(source, place)

function shown({ text, spans }: MfmText): string[] {
  return spans.map(({ start, end, type, value, href }) =>
    [type, text.slice(start, end), value, href].filter((part) => part !== undefined).join(' | '),
  )
}

test.each([
  [
    '**bold** and *thin*, __strong__ _soft_',
    'bold and thin, strong soft',
    ['strong', 'emphasis', 'strong', 'emphasis'],
  ],
  [
    '<b>a</b> <i>b</i> <s>c</s> ~~d~~ <small>e</small> <center>f</center>',
    'a b c d e f',
    ['strong', 'emphasis'],
  ],
  ['`code *x*` and \\(E = mc^2\\)', 'code *x* and E = mc^2', ['code', 'code']],
  ['<plain>**as it is**</plain>', '**as it is**', []],
  ['$[tada big] $[spin.speed=3s,x words **here**]', 'big words here', ['strong']],
  ['$[x2 $[rainbow nested]]', 'nested', []],
  ['$[ruby 酵母 こうぼ]です', '酵母(こうぼ)です', []],
  ['$[unixtime 1759305600]', '2025-10-01 08:00 UTC', []],
  ['$[open *without end', '$[open *without end', []],
  ['**not closed, 2*3*4, snake_case_name, ~~a\nb~~', '**not closed, 2*3*4, snake_case_name, ~~a\nb~~', []],
])('%j is read as %j', (source, text, types) => {
  const result = read(source)
  expect(result.text).toBe(text)
  expect(result.spans.map(({ type }) => type)).toEqual(types)
})

test('names, tags, links and emoji keep what they point at', () => {
  const result = read(
    '@ana and @Bo@hills.example on #朝ごはん: [the list](https://list.example/a_(b)) https://x.example/a?b=1#c, <https://münchen.example/ö> :bun: :odd:',
  )
  expect(result.text).toBe(
    '@ana and @Bo@hills.example on #朝ごはん: the list https://x.example/a?b=1#c, https://münchen.example/ö :bun: :odd:',
  )
  expect(shown(result)).toEqual([
    'mention | @ana | ana@town.example | https://town.example/@ana@town.example',
    'mention | @Bo@hills.example | bo@hills.example | https://town.example/@bo@hills.example',
    `hashtag | #朝ごはん | 朝ごはん | https://town.example/tags/${encodeURIComponent('朝ごはん')}`,
    'link | the list | https://list.example/a_(b)',
    'link | https://x.example/a?b=1#c | https://x.example/a?b=1#c',
    'link | https://münchen.example/ö | https://münchen.example/ö',
    'emoji | :bun: | bun | https://hills.example/emoji/bun.webp',
    'emoji | :odd: | odd',
  ])
})

test('what only looks like a name, a tag, a link or an emoji is none', () => {
  const source = 'ana@town.example C#5 #2026 10:30:45 xhttps://a.example [no](javascript:alert(1)) #'
  expect(read(source)).toEqual({ text: source, spans: [] })
})

test('a link ends before the full stop, and brackets around it stay outside', () => {
  expect(shown(read('(see https://a.example/x.) https://b.example/wiki/Loaf_(bread).'))).toEqual([
    'link | https://a.example/x | https://a.example/x',
    'link | https://b.example/wiki/Loaf_(bread) | https://b.example/wiki/Loaf_(bread)',
  ])
})

test('quotations and fences are blocks; inside of code nothing is read', () => {
  const result = read('> first\n> *second* @ana\nand\n```ts\nconst a = "**b**"\n```\nend')
  expect(result.text).toBe('first\nsecond @ana\nand\nconst a = "**b**"\nend')
  expect(result.spans.map(({ type }) => type)).toEqual(['quote', 'emphasis', 'mention', 'code'])
})

test('signs that steer machines are taken out, torn ones mended, space around is cut, directions kept', () => {
  expect(read(' \u2067خبز\u2069\u0007 a\r\nb \ud800 ').text).toBe('\u2067خبز\u2069 a\nb \ufffd')
})

test('whatever is written: spans are in order, inside of the text, apart from each other, with addresses of the web', () => {
  const piece = fc.oneof(
    fc.constantFrom('**', '*', '__', '~~', '`', '```\n', '$[x2 ', ']', '<b>', '</b>', '<plain>', '> ', '\n'),
    fc.constantFrom(
      '#',
      '@ana',
      ':bun:',
      'https://a.example/',
      '[a](',
      ')',
      '\\(',
      '\\)',
      '🍞',
      '\ud800',
      'ب',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const { text, spans } = read(pieces.join(''))
      expect(text.isWellFormed()).toBe(true)
      let end = 0
      for (const span of spans) {
        expect(span.start).toBeGreaterThanOrEqual(end)
        expect(span.end).toBeGreaterThan(span.start)
        expect(span.end).toBeLessThanOrEqual(text.length)
        if (span.href !== undefined) expect(span.href).toMatch(/^https?:/)
        end = span.end
      }
    }),
    { numRuns: 500 },
  )
})

test('marks without an end are looked for once, and deep nesting stays what it is', () => {
  for (const mark of ['<b>', '$[x ', '**a ', '[a](', '`a', '\\(', '~~a '])
    expect(read(mark.repeat(20_000)).text.length).toBeGreaterThan(0)
  expect(read(`${'$[x '.repeat(50)}deep${']'.repeat(50)}`).text).toContain('deep')
})
