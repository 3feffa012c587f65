import { describe, expect, it } from 'vitest'
import { contrast, dark, faces, light, type Palette } from './palette.ts'

const surfaces = ['bg', 'pane', 'card', 'sel'] as const
const texts = ['ink', 'ink2', 'ink3', 'accent', 'late'] as const

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s palette', (_name, palette: Palette) => {
  it.each(texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)))(
    'reads %s on %s at 4.5:1 or more',
    (text, surface) => {
      expect(contrast(palette[text], palette[surface])).toBeGreaterThanOrEqual(4.5)
    },
  )

  it('reads its coloured surfaces', () => {
    expect(contrast(palette.accent, palette.accentBg)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.late, palette.accentBg)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.warn, palette.warnBg)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.ink, palette.mark)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.ink2, palette.mark)).toBeGreaterThanOrEqual(3)
  })

  it('shows where focus is at 3:1 or more', () => {
    for (const surface of surfaces)
      expect(contrast(palette.accent, palette[surface])).toBeGreaterThanOrEqual(3)
  })
})

it('reads white initials on every face', () => {
  for (const face of faces) expect(contrast('#ffffff', face)).toBeGreaterThanOrEqual(4.5)
})

it('agrees with the ends of the scale that WCAG gives', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  expect(contrast('#abcdef', '#abcdef')).toBe(1)
})
