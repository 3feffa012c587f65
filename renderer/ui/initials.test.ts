import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faceColor, initials } from './initials.ts'
import { faces } from './palette.ts'

describe('the letters of a face', () => {
  it.each([
    ['Ana Marković', 'AM'],
    ['Lotte van der Okafor', 'LO'],
    ['tariqk', 'T'],
    ['@crumb@town.social', 'CS'],
    ['美咲', '美'],
    ['محمد علي', 'م'],
    ['👩‍🍳 Rosa', '👩‍🍳'],
    ['Éva', 'É'],
    ['ana', 'A'],
    ['…', '?'],
    ['', '?'],
  ])('of “%s” are “%s”', (name, expected) => {
    expect(initials(name)).toBe(expected)
  })

  it('are at most two, whatever the name', () => {
    const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const count = [...graphemes.segment(initials(name))].length
        expect(count).toBeGreaterThanOrEqual(1)
        // A capital may be written with more letters than the small one: ŉ becomes ʼN.
        expect(count).toBeLessThanOrEqual(6)
      }),
    )
  })
})

it('gives a person the same colour always, and people different ones', () => {
  expect(faceColor('x', '@Ana')).toBe(faceColor('x', '@ana'))
  const used = new Set(Array.from({ length: 200 }, (_, n) => faceColor('x', `@person${n}`)))
  expect(used.size).toBe(faces.length)
})
