import {
  classOf,
  EMOJI,
  REGIONAL,
  RUN,
  SILENT,
  silent,
  UNFOLDING,
  WORD,
  ZERO_WIDTH_SPACE,
} from './char-class.ts'

/**
 * How text becomes tokens, for rules, for search and for the full-text index alike.
 *
 * 1. A word is a run of letters, digits and their marks, folded: compatibility forms, case and diacritics are
 *    gone (`Straße` is `strasse`, `Ｃａｆé` is `cafe`). Vowel signs of Indic scripts stay; they are no diacritics.
 * 2. Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese runs are cut into overlapping pairs, and the last
 *    character once more by itself, so that every character of a run begins exactly one token: 東京都 is
 *    東京 京都 都. Two or more characters are found by their pairs, one by tokens that begin with it.
 * 3. An emoji is one token, without skin tone and variation selectors: ❤️ is ❤, 👋🏽 is 👋; a ZWJ sequence or a
 *    flag is one token.
 * 4. Every token is one token to SQLite's `unicode61` as well. What that tokeniser would take for a separator
 *    (marks, emoji) is moved to the private use planes, which text cannot reach: they separate here.
 */
export interface Token {
  token: string
  /** UTF-16 offsets into the original text, `end` exclusive. */
  start: number
  end: number
}

/** Longer words are cut: nobody searches for them, and full-text indexes refuse very long ones. */
const longestToken = 64

/** Letters that no normal form takes apart, and letters that keyboards mix up. */
const twins: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ı: 'i', ŋ: 'n', ŧ: 't', þ: 'th', ĸ: 'k', ς: 'σ',
  ک: 'ك', ی: 'ي', ى: 'ي',
} // prettier-ignore
const twin = new RegExp(`[${Object.keys(twins).join('')}]`, 'g')

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/

/** Compatibility forms, case and diacritics away. Folding twice changes nothing more. */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(silent, '')
    .replace(twin, (letter) => twins[letter] ?? letter)
    .normalize('NFC')
}

/** Letters and marks that `unicode61` (Unicode 6.1) does not count as part of a word. */
const notInSqlite = /[\p{M}\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]/gu

/** A character at the same place of a private use plane: plane 15 for the emoji planes, 16 for the rest. */
function hidden(code: number): string {
  return String.fromCodePoint((code > 0xffff ? 0xf0000 : 0x100000) + (code & 0xffff))
}

function hide(text: string): string {
  return text.replace(notInSqlite, (character) => hidden(character.codePointAt(0) ?? 0))
}

function foldWord(word: string): string {
  const folded = hide(fold(word))
  if (folded.length <= longestToken) return folded
  const cut = folded.slice(0, longestToken)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

/** Cuts a text into tokens, in order. */
export function tokenise(text: string): Token[] {
  const out: Token[] = []
  const length = text.length
  let at = 0
  while (at < length) {
    const code = text.charCodeAt(at)
    if (code < 128) at = isAsciiWord(code) ? word(text, at, out) : at + 1
    else at = beyondAscii(text, at, out)
  }
  return out
}

/**
 * The code point at a place inside the text, a lone surrogate as itself. `String.codePointAt` of a slice that ends
 * between two surrogates was seen to read the half beyond the end once optimised (Node 24.21), hence by hand.
 */
function codeAt(text: string, at: number): number {
  if (at >= text.length) return 0
  const high = text.charCodeAt(at)
  if (high < 0xd800 || high > 0xdbff || at + 1 >= text.length) return high
  const low = text.charCodeAt(at + 1)
  return low < 0xdc00 || low > 0xdfff ? high : ((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000
}

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)
}

function beyondAscii(text: string, at: number, out: Token[]): number {
  const code = codeAt(text, at)
  const width = code > 0xffff ? 2 : 1
  switch (classOf(code)) {
    case WORD:
      return word(text, at, out)
    case RUN:
      return run(text, at, out)
    case EMOJI:
      return emoji(text, at, code, out)
    case REGIONAL:
      return flag(text, at, code, out)
    case UNFOLDING:
      for (const piece of fold(text.slice(at, at + width)).split(/[^\p{L}\p{N}\p{M}]+/u)) {
        if (piece !== '') out.push({ token: hide(piece), start: at, end: at + width })
      }
      return at + width
    default:
      return at + width
  }
}

function word(text: string, start: number, out: Token[]): number {
  let at = start
  let plain = true
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    if (unit < 128) {
      if (!isAsciiWord(unit)) break
      at += 1
      continue
    }
    const code = codeAt(text, at)
    const kind = classOf(code)
    if (kind !== WORD && kind !== SILENT) break
    plain = false
    at += code > 0xffff ? 2 : 1
  }
  const slice = text.slice(start, at)
  const token = plain && slice.length <= longestToken ? slice.toLowerCase() : foldWord(slice)
  if (token !== '') out.push({ token, start, end: at })
  return at
}

interface Unit {
  character: string
  start: number
  end: number
}

function run(text: string, start: number, out: Token[]): number {
  let at = start
  let simple = true
  while (at < text.length) {
    const code = codeAt(text, at)
    const kind = classOf(code)
    if (kind !== RUN && kind !== SILENT && kind !== ZERO_WIDTH_SPACE) break
    if (kind !== RUN || !isSimple(code)) simple = false
    at += code > 0xffff ? 2 : 1
  }
  if (simple) simplePairs(text, start, at, out)
  else pairs(units(text.slice(start, at), start), out)
  return at
}

/** Unified ideographs, kana and whole Hangul syllables fold to themselves. */
function isSimple(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3041 && code <= 0x3096) ||
    (code >= 0x30a1 && code <= 0x30fc) ||
    (code >= 0xac00 && code <= 0xd7a3)
  )
}

function simplePairs(text: string, start: number, end: number, out: Token[]): void {
  for (let at = start; at < end; at += 1) {
    const stop = Math.min(at + 2, end)
    out.push({ token: text.slice(at, stop), start: at, end: stop })
  }
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The folded characters of a run, each with the place of the grapheme that it comes from. */
function units(slice: string, offset: number): Unit[] {
  const out: Unit[] = []
  for (const { segment, index } of graphemes.segment(slice)) {
    const folded = hide(fold(segment).replaceAll('\u200b', ''))
    const place = { start: offset + index, end: offset + index + segment.length }
    for (const character of folded) out.push({ character, ...place })
  }
  return out
}

function pairs(characters: readonly Unit[], out: Token[]): void {
  characters.forEach((unit, index) => {
    const next = characters[index + 1]
    out.push({
      token: unit.character + (next?.character ?? ''),
      start: unit.start,
      end: next?.end ?? unit.end,
    })
  })
}

/** A pictograph with all that is joined to it. */
function emoji(text: string, start: number, first: number, out: Token[]): number {
  let token = hidden(first)
  let at = start + (first > 0xffff ? 2 : 1)
  let joined = false
  while (at < text.length) {
    const code = codeAt(text, at)
    const isPart = joined && classOf(code) === EMOJI
    // The letters of England's, Scotland's and Wales' flags.
    const isTag = (code >= 0xe0030 && code <= 0xe0039) || (code >= 0xe0061 && code <= 0xe007a)
    const isEmpty = isJoinedSilently(code)
    if (!isPart && !isTag && !isEmpty) break
    if (isPart) token += hidden(code)
    if (isTag) token += String.fromCodePoint(code - 0xe0000)
    joined = code === 0x200d
    at += code > 0xffff ? 2 : 1
  }
  out.push({ token, start, end: at })
  return at
}

/** Variation selectors, the joiner, skin tones, the end of a tag sequence. */
function isJoinedSilently(code: number): boolean {
  return (
    code === 0xfe0f ||
    code === 0xfe0e ||
    code === 0x200d ||
    code === 0xe007f ||
    (code >= 0x1f3fb && code <= 0x1f3ff)
  )
}

function flag(text: string, start: number, first: number, out: Token[]): number {
  const second = codeAt(text, start + 2)
  if (classOf(second) !== REGIONAL) return start + 2
  out.push({ token: hidden(first) + hidden(second), start, end: start + 4 })
  return start + 4
}

/** Only the token strings, as they are fed to the index. */
export function tokenText(text: string): string {
  let joined = ''
  for (const { token } of tokenise(text)) joined += joined === '' ? token : ` ${token}`
  return joined
}

export interface Wording {
  title?: string | null | undefined
  text: string
  warning?: string | null | undefined
}

/** What the first column of `item_fts` is fed with: the tokens of title, text and warning, in this order. */
export function ftsText(item: Wording): string {
  return [item.title, item.text, item.warning]
    .map((part) => (part === null || part === undefined ? '' : tokenText(part)))
    .filter((part) => part !== '')
    .join(' ')
}

/** One word with no separators at all, for hashtags and the like: folded, and a single token to SQLite. */
export function wordKey(text: string): string {
  return foldWord(
    Array.from(fold(text))
      .filter((character) => isWordCode(character.codePointAt(0) ?? 0))
      .join(''),
  )
}

function isWordCode(code: number): boolean {
  const kind = classOf(code)
  return kind === WORD || kind === RUN
}
