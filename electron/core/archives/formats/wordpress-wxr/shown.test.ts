import { expect, test } from 'vitest'
import { htmlToText } from '../../../networks/html-text.ts'
import { shownHtml, withPlainLinks } from './shown.ts'

const shown = (typed: string): string => htmlToText(shownHtml(typed)).text

test('empty lines part paragraphs, single ones part lines, and blocks need neither', () => {
  expect(shownHtml('one\r\ntwo\n \n\nthree')).toBe('<p>one<br>two</p>\n<p>three</p>')
  expect(shown('<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nafter')).toBe('• a\n• b\n\nafter')
  expect(shown('<!-- wp:paragraph -->\n<p>one\ntwo</p>\n<!-- /wp:paragraph -->')).toBe('one two')
})

test('preformatted text keeps its lines; one that never ends is no such text', () => {
  expect(shown('a\n<PRE class="x">b\n\n  c</PRE>\nd\ne')).toBe('a\n\nb\n\n  c\n\nd\ne')
  expect(shownHtml('</pre>a\n<pre>b\n\nc')).toBe('<p></pre>a\n<pre>b</p>\n<p>c</p>')
})

test('shortcodes of WordPress go, brackets of people stay', () => {
  expect(shown('[caption id="a" width="3"]An oven[/caption] [sic] [gallery] [videotape]')).toBe(
    'An oven [sic] [videotape]',
  )
})

test('plain addresses become links between those that are there already', () => {
  const text = 'see https://a.example/x. and https://b.example here, https://c.example/路'
  const there = {
    start: text.indexOf('https://b'),
    end: text.indexOf(' here'),
    type: 'link',
    href: 'https://b.example/',
  } as const
  const bold = { start: 0, end: 3, type: 'strong' } as const
  expect(withPlainLinks(text, [bold, there]).map(({ start, end }) => text.slice(start, end))).toEqual([
    'see',
    'https://a.example/x',
    'https://b.example',
    'https://c.example/路',
  ])
  expect(withPlainLinks(text, [{ start: 0, end: text.length, type: 'quote' }])).toHaveLength(1)
})

test.each([
  ['preformatted, never closed', '<pre>'],
  ['shortcodes, never closed', '[caption '],
  ['addresses', 'https://a.example/ '],
  ['lines of spaces', ' \n'],
])('a hundred thousand times %s are read without harm', (_, part) => {
  const { text, spans } = htmlToText(shownHtml(part.repeat(100_000)))
  expect(withPlainLinks(text, spans).length).toBeLessThanOrEqual(100_000)
})
