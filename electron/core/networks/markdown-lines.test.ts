import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { keepLines } from './markdown-lines.ts'

test('lines that follow each other stay apart, paragraphs stay paragraphs', () => {
  expect(keepLines('one\ntwo\n\nthree')).toBe('one  \ntwo\n\nthree')
  expect(keepLines('one\r\ntwo')).toBe('one  \ntwo')
  expect(keepLines('one  \ntwo')).toBe('one  \ntwo')
  expect(keepLines('one')).toBe('one')
})

test('code is left as it is, fenced or indented', () => {
  const fenced = '```\na\nb\n~~~\nc\n```'
  expect(keepLines(fenced)).toBe(fenced)
  expect(keepLines(`before\n${fenced}\nafter\nthat`)).toBe(`before  \n${fenced}\nafter  \nthat`)
  expect(keepLines('    a\n    b')).toBe('    a\n    b')
})

test('law: Markdown breaks such lines exactly where the text does', () => {
  const words = fc.stringMatching(/^[a-z]{1,6}( [a-z]{1,6}){0,3}$/)
  const markdown = new MarkdownIt()
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), (lines) => {
      const shown = markdown.render(keepLines(lines.join('\n')))
      expect(shown).toBe(`<p>${lines.join('<br>\n')}</p>\n`)
    }),
  )
})
