/**
 * Length as X weighs it, configuration version 3 (docs.x.com/fundamentals/counting-characters): in its normal form
 * NFC a character of the light ranges counts one, every other two, and an emoji two, however long its sequence.
 */

/** Code points that count one: Latin to Georgian, and general punctuation. */
const light: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
]
const emojiUnits = 2
/** No known emoji has more parts; what is longer is signs heaped on a letter, and is not worth a search. */
const mostParts = 10

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
/** Emoji as Unicode recommends them, sequences included. Written so because the flag `v` is newer than our target. */
const recommended = new RegExp('^\\p{RGI_Emoji}$', 'v')
const maybeEmoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u
/** What stands as a sign of text unless a variation selector follows: these need it to be an emoji. */
const plainSign = /^[©®#*0-9]$/
const joiner = '\u200d'

/** Units of a text. */
export function weightOf(text: string): number {
  let sum = 0
  for (const { segment } of graphemes.segment(text.normalize('NFC')))
    sum += maybeEmoji.test(segment) ? knownWeight(segment) : charactersWeight(segment)
  return sum
}

/** Sequences are dear to look up and few: each is weighed once. */
const known = new Map<string, number>()
const mostKnown = 1000

function knownWeight(segment: string): number {
  const before = known.get(segment)
  if (before !== undefined) return before
  if (known.size >= mostKnown) known.clear()
  const weight = emojiWeight(segment)
  known.set(segment, weight)
  return weight
}

/** A known emoji counts once; of an unknown sequence the longest known beginning does, the joiner, and then the rest. */
function emojiWeight(segment: string): number {
  if (isEmoji(segment)) return emojiUnits
  const separator = segment.includes(joiner) ? joiner : ''
  const parts = separator === joiner ? segment.split(joiner) : [...segment]
  if (parts.length < 2 || parts.length > mostParts) return charactersWeight(segment)
  for (let known = parts.length - 1; known > 1; known -= 1) {
    const start = parts.slice(0, known).join(separator)
    if (isEmoji(start)) return emojiUnits + separator.length + weightOf(parts.slice(known).join(separator))
  }
  const [first = '', ...rest] = parts
  return weightOf(first) + separator.length + weightOf(rest.join(separator))
}

/** Selectors may be left out by whoever wrote it, except where the sign is plain text without one. */
function isEmoji(segment: string): boolean {
  if (plainSign.test(segment)) return false
  if (recommended.test(segment)) return true
  return recommended.test(segment.split(joiner).map(withSelector).join(joiner))
}

/** A part of a sequence with the selector that makes a picture of it, where it needs one. */
function withSelector(part: string): string {
  if (part.includes('\ufe0f') || part.includes('\ufe0e')) return part
  const [base = '', ...rest] = part
  const takesSelector = /^[\p{Emoji}]$/u.test(base) && !/^\p{Emoji_Presentation}$/u.test(base)
  const isToned = /^\p{Emoji_Modifier}$/u.test(rest[0] ?? '')
  return takesSelector && !isToned ? `${base}\ufe0f${rest.join('')}` : part
}

function charactersWeight(text: string): number {
  let sum = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    sum += light.some(([from, to]) => code >= from && code <= to) ? 1 : 2
  }
  return sum
}
