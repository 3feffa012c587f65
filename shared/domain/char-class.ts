/**
 * What each character is to the tokeniser. Looked up once per character and kept in pages of 256,
 * because testing Unicode properties by regular expression is a hundred times slower than a table.
 */
export const SEPARATOR = 0
/** Letter, digit, or a mark that belongs to the letter (Indic vowel signs). */
export const WORD = 1
/** A character of a script that is written without spaces (or with endings glued on): cut into pairs. */
export const RUN = 2
/** Leaves no trace: diacritics, joiners, soft hyphens, the Arabic stretch. Never ends a word. */
export const SILENT = 3
export const EMOJI = 4
/** Half of a flag. */
export const REGIONAL = 5
/** Zero width space: nothing inside a run, an end elsewhere. */
export const ZERO_WIDTH_SPACE = 6
/** A letter or number that unfolds into more than letters and digits: ½ ⑴ ﷺ. Stands alone. */
export const UNFOLDING = 7

/** Marks that are spelling variants of the letter before; those of other scripts are letters in their own right. */
const diacritic =
  '(?![\\u3099\\u309a\\u20e3])(?=\\p{M})[\\p{sc=Inherited}\\p{sc=Latin}\\p{sc=Greek}\\p{sc=Cyrillic}\\p{sc=Hebrew}\\p{sc=Arabic}\\p{sc=Syriac}]'
/** Soft hyphen, joiners, word joiner, byte order mark, Arabic stretch. */
const joiner = '[\\u00ad\\u200c\\u200d\\u2060\\ufeff\\u0640]'
export const silent = new RegExp(`${diacritic}|${joiner}`, 'gu')

const silentCharacter = new RegExp(`^(?:${diacritic}|${joiner})$`, 'u')
const wordCharacter = /^[\p{L}\p{N}\p{M}]$/u
const letterOrDigit = /^[\p{L}\p{N}]$/u
const runCharacter =
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\u3099\u309a]$/u
/** Below U+2300 stand signs that people type as text: © ® ™ ‼ and arrows. */
const emojiCharacter =
  /^(?![\u0000-\u22ff])(?!\p{Emoji_Modifier})[\p{Extended_Pictographic}\p{Emoji_Presentation}]$/u

function classify(code: number): number {
  const character = String.fromCodePoint(code)
  if (code === 0x200b) return ZERO_WIDTH_SPACE
  // The enclosing keycap ends a word, so that two keycaps are two digits.
  if (code === 0x20e3) return SEPARATOR
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return REGIONAL
  if (silentCharacter.test(character)) return SILENT
  if (emojiCharacter.test(character)) return EMOJI
  if (!wordCharacter.test(character)) return SEPARATOR
  if (letterOrDigit.test(character)) {
    for (const part of character.normalize('NFKD')) if (!wordCharacter.test(part)) return UNFOLDING
  }
  return runCharacter.test(character) ? RUN : WORD
}

const pages: (Uint8Array | undefined)[] = []

function page(number: number): Uint8Array {
  const made = new Uint8Array(256)
  for (let low = 0; low < 256; low += 1) made[low] = classify(number * 256 + low)
  pages[number] = made
  return made
}

/** The class of a code point; a lone surrogate separates. */
export function classOf(code: number): number {
  const found = pages[code >> 8] ?? page(code >> 8)
  return found[code & 255] ?? SEPARATOR
}
