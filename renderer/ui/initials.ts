import { faces } from './palette.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * One or two characters for a face: the first letters of the first and last word where the script has capitals,
 * the first grapheme otherwise; `?` when the name holds neither letter nor number nor picture.
 */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/u).flatMap((word) => firstGrapheme(word) ?? [])
  const first = words[0]
  const last = words.at(-1)
  if (first === undefined || last === undefined) return '?'
  if (words.length === 1 || !hasCapitals(first) || !hasCapitals(last)) return first.toLocaleUpperCase()
  return (first + last).toLocaleUpperCase()
}

function firstGrapheme(word: string): string | undefined {
  for (const { segment } of graphemes.segment(word)) {
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(segment)) return segment
  }
  return undefined
}

function hasCapitals(letter: string): boolean {
  return letter.toLocaleUpperCase() !== letter.toLocaleLowerCase()
}

/** The same colour for the same person, always: by a hash of network and handle. */
export function faceColor(network: string, handle: string): string {
  let hash = 2166136261
  for (const char of `${network}:${handle.toLowerCase()}`) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619)
  }
  return faces[(hash >>> 0) % faces.length] ?? faces[0]
}
