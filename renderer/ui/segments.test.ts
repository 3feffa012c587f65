import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '#shared/domain/text'
import { openableUrl, segments } from './segments.ts'

const types = ['link', 'mention', 'hashtag', 'emoji', 'quote', 'code', 'strong', 'emphasis'] as const
const anyText = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 30 }))
const anyRange = fc.record({ start: fc.integer({ min: -5, max: 80 }), end: fc.integer({ min: -5, max: 80 }) })
const anySpan: fc.Arbitrary<Span> = fc
  .tuple(anyRange, fc.constantFrom(...types))
  .map(([range, type]) => ({ ...range, type }))

function hasBrokenPair(text: string): boolean {
  return !text.isWellFormed()
}

describe('segments', () => {
  test('joined, they are the text, whatever spans and matches say', () => {
    fc.assert(
      fc.property(anyText, fc.array(anySpan), fc.array(anyRange), (text, spans, matched) => {
        const cut = segments(text, spans, matched)
        expect(cut.map((segment) => segment.text).join('')).toBe(text)
        for (const segment of cut) {
          expect(segment.runs.map((run) => run.text).join('')).toBe(segment.text)
          expect(text.slice(segment.start, segment.start + segment.text.length)).toBe(segment.text)
        }
      }),
    )
  })

  test('none is empty, and no two neighbouring runs are alike', () => {
    fc.assert(
      fc.property(anyText, fc.array(anySpan), fc.array(anyRange), (text, spans, matched) => {
        for (const segment of segments(text, spans, matched)) {
          expect(segment.text).not.toBe('')
          for (const [index, run] of segment.runs.entries()) {
            expect(run.text).not.toBe('')
            expect(segment.runs[index + 1]?.marked).not.toBe(run.marked)
          }
        }
      }),
    )
  })

  test('no character of more than one code unit is cut', () => {
    fc.assert(
      fc.property(anyText, fc.array(anySpan), fc.array(anyRange), (text, spans, matched) => {
        fc.pre(!hasBrokenPair(text))
        for (const segment of segments(text, spans, matched)) {
          for (const run of segment.runs) expect(hasBrokenPair(run.text)).toBe(false)
        }
      }),
    )
  })

  test('exactly what matched is marked', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
        fc.array(anySpan),
        fc.array(anyRange),
        (text, spans, matched) => {
          const marked = new Set<number>()
          for (const segment of segments(text, spans, matched)) {
            let at = segment.start
            for (const run of segment.runs) {
              for (let i = 0; i < run.text.length; i += 1) if (run.marked) marked.add(at + i)
              at += run.text.length
            }
          }
          const wanted = Array.from({ length: text.length }, (_, i) => i).filter((i) =>
            matched.some((m) => m.start <= i && i < m.end),
          )
          expect([...marked].toSorted((a, b) => a - b)).toEqual(wanted)
        },
      ),
    )
  })

  test('a match may start in plain text and end inside a link, which stays one link', () => {
    const link: Span = { start: 4, end: 15, type: 'link', href: 'https://rye.example' }
    const cut = segments('see rye.example now', [link], [{ start: 2, end: 7 }])
    expect(cut.map((segment) => segment.text)).toEqual(['see ', 'rye.example', ' now'])
    expect(cut[1]?.span).toEqual(link)
    expect(cut[1]?.runs).toEqual([
      { text: 'rye', marked: true },
      { text: '.example', marked: false },
    ])
  })
})

describe('openableUrl', () => {
  test('only web and mail addresses may be opened', () => {
    expect(openableUrl('https://town.example/@ana')).toBe('https://town.example/@ana')
    expect(openableUrl('mailto:ana@town.example')).toBe('mailto:ana@town.example')
    for (const bad of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,x',
      '/relative',
      'ftp://a',
      undefined,
    ]) {
      expect(openableUrl(bad)).toBeUndefined()
    }
  })
})
