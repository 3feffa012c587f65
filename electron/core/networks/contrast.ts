/** Contrast of two colours as WCAG 2.2 defines it, for badges. */

export const lightGround = '#ffffff'
export const darkGround = '#191816'

/** From 1 (the same) to 21 (black on white). Colours are `#rrggbb`. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(color: string): number {
  const number = /^#[\da-f]{6}$/i.test(color) ? Number.parseInt(color.slice(1), 16) : Number.NaN
  const part = (shift: number) => {
    const value = ((number >> shift) & 255) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return Number.isNaN(number) ? Number.NaN : 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}
