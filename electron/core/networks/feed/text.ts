import type { Span } from '#shared/domain/text'
import { htmlToText } from '../html-text.ts'
import type { RawText } from './raw-feed.ts'
import { escapeHtml } from './xml-node.ts'

/** Titles and bodies as people read them: plain text, and for bodies the spans in it. */

/** Elements that make a text markup rather than prose about markup. */
const markup =
  'a|abbr|article|b|big|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|li|main|mark|ol|p|picture|pre|q|s|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|time|tr|tt|u|ul|video|wbr'
const anyTag = new RegExp(`<(?:${markup})(?:\\s[^<>]*)?/?>|</(?:${markup})\\s*>|<!--`, 'i')
const escapedTag = new RegExp(`&lt;(?:${markup})(?:\\s[^<>&]{0,2000})?/?&gt;`, 'i')
const escapedEnd = new RegExp(`&lt;/(?:${markup})\\s*&gt;|&lt;(?:br|hr|img)\\b`, 'i')
/** In a title, prose may name a lone `<div>`; only a pair or a picture is markup. */
const inlinePair =
  /<(a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|tt|u)(?:\s[^<>]*)?>[^]*?<\/\1\s*>|<(?:br|img|wbr)(?:\s[^<>]*)?\/?>/i

/** What is longer is no title but a trick: titles are looked at once per entry. */
const longestTitle = 5000

/** One line of plain text; undefined where nothing is left. */
export function titleText(raw: RawText | undefined): string | undefined {
  if (raw === undefined) return undefined
  const value = raw.value.slice(0, longestTitle)
  const isMarkup = raw.kind === 'html' || (raw.kind === 'maybe' && inlinePair.test(value))
  const text = raw.kind === 'text' ? value : isMarkup ? htmlToText(value).text : decodeEntities(value)
  const line = printable(text).replace(/\s+/g, ' ').trim()
  return line === '' ? undefined : line
}

/** Text and spans of a body; links in it resolve against `base`. */
export function bodyText(
  raw: RawText | undefined,
  base: string | undefined,
): { text: string; spans: Span[] } {
  if (raw === undefined) return { text: '', spans: [] }
  const html = raw.kind === 'text' ? undefined : asHtml(raw)
  if (html === undefined)
    return plainBody(raw.kind === 'text' ? raw.value : decodeEntities(raw.value, true), raw.kind !== 'text')
  const { text, spans } = htmlToText(html, raw.base ?? base)
  return { text: printable(text), spans }
}

/** The markup of a body, or undefined where it is prose. Markup that was escaped once too often counts as markup. */
function asHtml(raw: RawText): string | undefined {
  if (raw.kind === 'html' && !/[<&]/.test(raw.value)) return raw.value
  if (anyTag.test(raw.value)) return raw.value
  if (escapedTag.test(raw.value) && escapedEnd.test(raw.value)) return unescapeOnce(raw.value)
  return raw.kind === 'html' ? raw.value : undefined
}

function unescapeOnce(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** Character references of HTML, those with a semicolon only, so that `R&D` and `?a=1&copy=2` stay as they are. */
function decodeEntities(text: string, keepLines = false): string {
  const decode = (part: string): string => {
    if (!/&(?:#\d+|#x[\da-f]+|\w+);/i.test(part)) return part
    const guarded = escapeHtml(
      part
        .replace(/&(?!(?:#\d+|#x[\da-f]+|\w+);)/gi, '&amp;')
        .replaceAll('<', '\u0001')
        .replaceAll('>', '\u0002'),
    )
    return htmlToText(guarded.replaceAll('&amp;', '&'))
      .text.replaceAll('\u0001', '<')
      .replaceAll('\u0002', '>')
  }
  return keepLines ? text.split('\n').map(decodeLine(decode)).join('\n') : decode(text)
}

/** Keeps the indentation, by which wrapped lines are known. */
function decodeLine(decode: (part: string) => string): (line: string) => string {
  return (line) => (/^\s*/.exec(line)?.[0] ?? '') + decode(line.trim())
}

/** Prose: an indented line goes on from the one before, as in pretty-printed XML; other line breaks were meant. */
function plainBody(value: string, mayBeWrapped: boolean): { text: string; spans: Span[] } {
  const joined = mayBeWrapped ? value.replace(/([^\s])[ \t]*\r?\n[ \t]+(?=\S)/g, '$1 ') : value
  const text = printable(joined)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return { text, spans: linkSpans(text) }
}

/** Addresses that stand in plain text. */
function linkSpans(text: string): Span[] {
  const spans: Span[] = []
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"\u00ab\u00bb\u201c\u201d]+/g)) {
    const address = withoutTail(match[0])
    if (URL.canParse(address))
      spans.push({ start: match.index, end: match.index + address.length, type: 'link', href: address })
  }
  return spans
}

/** Punctuation at the end belongs to the sentence, and so does a bracket that was not opened in the address. */
function withoutTail(address: string): string {
  let end = address.length
  let unopened = address.split(')').length - address.split('(').length
  for (; end > 0; end -= 1) {
    const last = address[end - 1] ?? ''
    if (last === ')' && unopened <= 0) break
    if (!/[.,;:!?'\])}*_~\u2019]/.test(last)) break
    if (last === ')') unopened -= 1
  }
  return address.slice(0, end)
}

/** Replaces what cannot be shown or stored, unit by unit, so that offsets stay true. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ')
}
