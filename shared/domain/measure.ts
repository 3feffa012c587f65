import { weightOf } from './weight.ts'
import { findLinks } from './links.ts'
import type { TextRule } from './text.ts'

export interface Measure {
  /** Units used, in the unit of the rule. */
  used: number
  max: number
  /** Negative when the text is too long. */
  left: number
  over: boolean
  /** Of two limits the one in bytes is passed: the figures are bytes then. */
  inBytes?: true
  /** The text is too short: how many units it lacks of how many. */
  short?: { by: number; min: number }
  /** What it may hold only so many times, and holds more often. */
  tooMany?: { what: 'hashtags' | 'links'; used: number; max: number }[]
}

/** Whether the network would refuse it. */
export function isRefused({ over, short, tooMany }: Measure): boolean {
  return over || short !== undefined || tooMany !== undefined
}

/** What of the rule is broken, a sentence each: the longest first, as it is the one that is mended by taking away. */
export function brokenWords({ over, left, max, inBytes, short, tooMany = [] }: Measure): string[] {
  return [
    ...(over
      ? [`This is ${String(-left)}${inBytes === true ? ' bytes' : ''} over the limit of ${String(max)}.`]
      : []),
    ...(short === undefined ? [] : [`This is ${String(short.by)} short of the least, ${String(short.min)}.`]),
    ...tooMany.map(
      (each) =>
        `This has ${String(each.used)} ${each.what}; at most ${String(each.max)} ${each.max === 1 ? 'is' : 'are'} taken.`,
    ),
  ]
}

/** An address as networks count it: with a scheme, up to white space or a character that cannot be in one. */
const address = /https?:\/\/[^\s<>"\u3000-\u303f\uff00-\uff0f]+/giu
/** Punctuation after an address belongs to the sentence. */
const sentenceEnd = /[.,:;!?'"”’…)\]}]+$/u
/** `@user@host`; the classes do not overlap, so that no text makes the search slow. */
const farMention = /(?<![\w/])@(\w+(?:[.-]+\w+)*)@[a-z0-9-]+(?:\.[a-z0-9-]+)+/giu

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/

/**
 * How much of its limit a text uses, as its network counts it. Pure and cheap: called at every key press.
 * Line breaks count one, however they are written. `named` are the handles that the network puts before a reply by
 * itself: at the start of the text they count nothing.
 */
export function measure(
  text: string,
  rule: TextRule,
  warning?: string,
  named: readonly string[] = [],
): Measure {
  let used = units(normalForm(withoutNames(text, named), rule), rule.unit)
  if (rule.warningCounts === true && warning !== undefined)
    used += units(normalForm(warning, rule), rule.unit)
  const { max, alsoMaxBytes } = rule
  const others = { ...shortOf(text, rule, named), ...tooManyOf(text, rule) }
  const bytes = alsoMaxBytes === undefined ? 0 : utf8Length(text.replaceAll('\r\n', '\n'))
  if (used <= max && alsoMaxBytes !== undefined && bytes > alsoMaxBytes)
    return {
      used: bytes,
      max: alsoMaxBytes,
      left: alsoMaxBytes - bytes,
      over: true,
      inBytes: true,
      ...others,
    }
  return { used, max, left: max - used, over: used > max, ...others }
}

function shortOf(text: string, rule: TextRule, named: readonly string[]): Pick<Measure, 'short'> {
  const { min } = rule
  if (min === undefined) return {}
  const by = min - units(normalForm(withoutNames(text, named).trim(), rule), rule.unit)
  return by > 0 ? { short: { by, min } } : {}
}

function tooManyOf(
  text: string,
  { maxHashtags, maxLinks, sameLinkOnce }: TextRule,
): Pick<Measure, 'tooMany'> {
  const links = maxLinks === undefined ? [] : linksIn(text)
  const counted = sameLinkOnce === true ? new Set(links.map((link) => link.toLowerCase())).size : links.length
  const tooMany = [
    { what: 'hashtags' as const, used: maxHashtags === undefined ? 0 : hashtagsIn(text), max: maxHashtags },
    { what: 'links' as const, used: counted, max: maxLinks },
  ].flatMap(({ max, ...each }) => (max !== undefined && each.used > max ? [{ ...each, max }] : []))
  return tooMany.length === 0 ? {} : { tooMany }
}

const link = /(?:https?:\/\/|\bwww\.)[^\s<>"']*[^\s<>"'.,;:!?)\]]/giu

/** Addresses that networks make links of wherever they stand: with a scheme, or `www.`. */
export function linksIn(text: string): string[] {
  return text.match(link) ?? []
}

const hashtag = /#[\p{L}\p{N}_]/gu

/** What follows a `#` inside an address is part of the address. */
function hashtagsIn(text: string): number {
  return text.replace(link, ' ').match(hashtag)?.length ?? 0
}

/** The text with everything replaced that counts by weight and not by length. */
function normalForm(text: string, rule: TextRule): string {
  let form = text.replaceAll('\r\n', '\n')
  const { urlWeight } = rule
  if (rule.mentionLocalPartOnly === true)
    form = outsideAddresses(form, (part) => part.replace(farMention, '@$1'))
  if (urlWeight === undefined) return form
  if (rule.unit === 'weighted') return withWeights(form.normalize('NFC'), urlWeight)
  return form.replace(address, (found) => 'x'.repeat(urlWeight) + tailOf(found))
}

/** Where bare domains are addresses too. */
function withWeights(text: string, urlWeight: number): string {
  let out = ''
  let at = 0
  for (const { start, end } of findLinks(text)) {
    out += text.slice(at, start) + 'x'.repeat(urlWeight)
    at = end
  }
  return out + text.slice(at)
}

/** The text after the names at its start that the network would write there itself. */
function withoutNames(text: string, named: readonly string[]): string {
  if (named.length === 0) return text
  const names = new Set(named.map((name) => name.replace(/^@/, '').toLowerCase()))
  let rest = text
  for (;;) {
    const first = /^\s*@(\w+)(?:\s+|$)/u.exec(rest)
    if (first?.[1] === undefined || !names.has(first[1].toLowerCase())) return rest
    rest = rest.slice(first[0].length)
  }
}

/** An `@user@host` inside an address is part of the address. */
function outsideAddresses(text: string, change: (part: string) => string): string {
  let out = ''
  let at = 0
  for (const found of text.matchAll(address)) {
    out += change(text.slice(at, found.index)) + found[0]
    at = found.index + found[0].length
  }
  return out + change(text.slice(at))
}

/** What trails an address; a closing bracket stays with an address that opened one. */
function tailOf(found: string): string {
  const tail = sentenceEnd.exec(found)?.[0] ?? ''
  const isBalanced = tail.startsWith(')') && found.includes('(')
  return isBalanced ? tail.slice(1) : tail
}

function units(text: string, unit: TextRule['unit']): number {
  if (ascii.test(text)) return text.length
  switch (unit) {
    case 'utf16':
      return text.length
    case 'bytes':
      return utf8Length(text)
    case 'codepoints':
      return Array.from(text).length
    case 'graphemes':
      return [...graphemes.segment(text)].length
    case 'weighted':
      return weightOf(text)
    case 'emoji-bytes':
      return emojiAsBytes(text)
  }
}

/** A digit is an emoji only with the sign that makes a key of it, and so is what else stands as text by itself. */
const emojiSign =
  /\p{Emoji_Presentation}|\p{Regional_Indicator}|[\ufe0f\u20e3]|\p{Extended_Pictographic}\u200d/u

function emojiAsBytes(text: string): number {
  let used = 0
  for (const { segment } of graphemes.segment(text))
    used += emojiSign.test(segment) ? utf8Length(segment) : Array.from(segment).length
  return used
}

/** A lone surrogate is written as U+FFFD, three bytes like every other unit above U+07FF. */
function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
