/** The colours of one theme. Text colours reach 4.5:1 on every surface they stand on (palette.test.ts). */
export interface Palette {
  /** The window. */
  bg: string
  /** The list. */
  pane: string
  /** What stands out: cards, fields. */
  card: string
  line: string
  ink: string
  ink2: string
  ink3: string
  /** Where you are and what acts. */
  accent: string
  accentBg: string
  /** Text on the accent. */
  onAccent: string
  /** Not heard, and only that. */
  warn: string
  warnBg: string
  /** Late and broken, and only that. */
  late: string
  /** The selected row. */
  sel: string
  mark: string
  /** Dots of health; never the only sign. */
  ok: string
  limited: string
}

export const light: Palette = {
  bg: '#f6f4f0',
  pane: '#fbfaf8',
  card: '#ffffff',
  line: '#e6e1d8',
  ink: '#23211d',
  ink2: '#5f5a50',
  ink3: '#6b6559',
  accent: '#1f6f6b',
  accentBg: '#e2f0ee',
  onAccent: '#ffffff',
  warn: '#8a5000',
  warnBg: '#fdf1da',
  late: '#b3372b',
  sel: '#eaf3f2',
  mark: '#fbe7b2',
  ok: '#4aa06a',
  limited: '#c98a1a',
}

export const dark: Palette = {
  bg: '#191816',
  pane: '#1e1d1a',
  card: '#24221f',
  line: '#34312b',
  ink: '#ece8df',
  ink2: '#a8a294',
  ink3: '#9a9486',
  accent: '#6cc5bd',
  accentBg: '#1d3533',
  onAccent: '#10201f',
  warn: '#f0bd6a',
  warnBg: '#3a2e18',
  late: '#ff8f80',
  sel: '#23302e',
  mark: '#5a4616',
  ok: '#4aa06a',
  limited: '#e0a52f',
}

/** Grounds of faces without a picture; white initials stand on them in both themes. */
export const faces = [
  '#8a5a44',
  '#39677d',
  '#5c6b3c',
  '#7a4a86',
  '#a0522d',
  '#4a6fa5',
  '#2f6f5e',
  '#8a4a5c',
  '#6a5f2e',
  '#5a5a8c',
] as const

/** Relative luminance as WCAG 2.2 defines it; `#rrggbb` only. */
export function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio as WCAG 2.2 defines it, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright + 0.05) / (dim + 0.05)
}
