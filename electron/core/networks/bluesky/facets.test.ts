import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mixedText } from '#shared/domain/testing/scripts'
import { facetsOf, marksIn, postUrl, spansOf, type Mark } from './facets.ts'
import type { WireFacet } from './wire.ts'

const bytes = (text: string) => Buffer.byteLength(text)
const tag = (byteStart: number, byteEnd: number, value = 'x'): WireFacet => ({
  index: { byteStart, byteEnd },
  features: [{ $type: 'app.bsky.richtext.facet#tag', tag: value }],
})

/** A text and ranges in it that begin and end between characters, one after the other. */
const marked = mixedText(60)
  .map((text) => text.toWellFormed())
  .chain((text) => {
    const cuts = [0]
    for (const character of text) cuts.push((cuts.at(-1) ?? 0) + character.length)
    return fc.uniqueArray(fc.constantFrom(...cuts), { maxLength: 8 }).map((chosen) => {
      const sorted = chosen.sort((a, b) => a - b)
      const marks: Mark[] = []
      for (let i = 0; i + 1 < sorted.length; i += 2)
        marks.push({ start: sorted[i] ?? 0, end: sorted[i + 1] ?? 0, type: 'hashtag', value: `t${i}` })
      return { text, marks }
    })
  })

describe('bytes and code units', () => {
  test('a range says the same words on both sides, in any script', () => {
    fc.assert(
      fc.property(marked, ({ text, marks }) => {
        const facets = facetsOf(text, marks, new Map())
        expect(facets).toHaveLength(marks.length)
        const whole = Buffer.from(text)
        for (const [i, { index }] of facets.entries()) {
          const mark = marks[i]
          const words = whole.subarray(index.byteStart, index.byteEnd).toString()
          expect(words).toBe(text.slice(mark?.start, mark?.end))
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('there and back again nothing has moved', () => {
    fc.assert(
      fc.property(marked, ({ text, marks }) => {
        // As JSON would bring it back.
        const facets = facetsOf(text, marks, new Map()) as unknown as WireFacet[]
        expect(spansOf(text, facets).map(({ start, end, value }) => ({ start, end, value }))).toEqual(
          marks.map(({ start, end, value }) => ({ start, end, value })),
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('whatever a stranger sends as facets, spans are sorted, apart and inside of the text', () => {
    const facet = fc
      .tuple(fc.integer({ min: -5, max: 200 }), fc.integer({ min: -5, max: 200 }))
      .map(([from, to]) => tag(from, to))
    fc.assert(
      fc.property(mixedText(40), fc.array(facet, { maxLength: 30 }), (dirty, facets) => {
        const text = dirty.toWellFormed()
        let end = 0
        for (const span of spansOf(text, facets)) {
          expect(span.start).toBeGreaterThanOrEqual(end)
          expect(span.end).toBeGreaterThan(span.start)
          expect(text.slice(span.start, span.end).isWellFormed()).toBe(true)
          end = span.end
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 1000 },
    )
  })

  test('a family of four is one sign of 25 bytes', () => {
    const text = '👩‍👩‍👧‍👦 #brot'
    expect(spansOf(text, [tag(bytes('👩‍👩‍👧‍👦 '), bytes(text), 'brot')])).toMatchObject([
      { start: 12, end: 17, type: 'hashtag', value: 'brot' },
    ])
    // In the middle of a character.
    expect(spansOf(text, [tag(2, 5)])).toEqual([])
  })

  test('a link that leads to no page and a facet of a kind not known are left out', () => {
    const feature = (more: object) => ({ index: { byteStart: 0, byteEnd: 2 }, features: [more] }) as WireFacet
    expect(
      spansOf('ab', [feature({ $type: 'app.bsky.richtext.facet#link', uri: 'javascript:alert(1)' })]),
    ).toEqual([])
    expect(spansOf('ab', [feature({ $type: 'app.bsky.richtext.facet#poll' })])).toEqual([])
    expect(spansOf('ab', [feature({ $type: 'app.bsky.richtext.facet#mention' })])).toEqual([])
  })
})

describe('what a text of ours marks', () => {
  const found = (text: string) => marksIn(text).map(({ type, value }) => `${type} ${value}`)

  test.each([
    ['Hi @ana.bsky.social!', ['mention ana.bsky.social']],
    ['(@ana.bsky.social)', ['mention ana.bsky.social']],
    ['@ana has no host', []],
    ['mail me at ana@bsky.social', []],
    ['see https://bakery.example/a_(b).', ['link https://bakery.example/a_(b)']],
    ['(https://bakery.example/a)', ['link https://bakery.example/a']],
    ['https://bsky.app/profile/@ana.bsky.social', ['link https://bsky.app/profile/@ana.bsky.social']],
    ['#bread and #2026 and #パン。', ['hashtag bread', 'hashtag パン']],
    ['a#b &#39; https://x.example/#top', ['link https://x.example/#top']],
    ['https://x.example、パン', ['link https://x.example']],
    [`#${'a'.repeat(65)}`, []],
  ])('%s', (text, marks) => {
    expect(found(text)).toEqual(marks)
  })

  test('who cannot be found stays plain text', () => {
    const text = '@ana.example @nobody.example'
    const facets = facetsOf(text, marksIn(text), new Map([['ana.example', 'did:plc:a']]))
    expect(facets).toEqual([
      {
        index: { byteStart: 0, byteEnd: 12 },
        features: [{ $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:a' }],
      },
    ])
  })
})

test('only posts have a page', () => {
  expect(postUrl('at://did:plc:a/app.bsky.feed.post/3k')).toBe('https://bsky.app/profile/did:plc:a/post/3k')
  expect(postUrl('at://did:plc:a/app.bsky.feed.like/3k')).toBeUndefined()
})
