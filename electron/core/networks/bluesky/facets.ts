import type { Span } from '#shared/domain/text'
import type { WireFacet } from './wire.ts'

/**
 * Between marked ranges on the wire, which count UTF-8 bytes (app.bsky.richtext.facet), and spans, which count
 * UTF-16 code units. Pure.
 */

const site = 'https://bsky.app'

export function profileUrl(did: string): string {
  return `${site}/profile/${did}`
}

/** The web page of a post; undefined for other records. */
export function postUrl(uri: string): string | undefined {
  const [, did, rkey] = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/.exec(uri) ?? []
  return did === undefined || rkey === undefined ? undefined : `${profileUrl(did)}/post/${rkey}`
}

/** The address if it is one of the web. */
export function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined
}

/** A handle as it is written: a domain name. */
export const handleShape = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

/** Where each code point begins, in bytes and in code units; the end of the text is the last entry. */
function placesOf(text: string): { bytes: number[]; units: number[] } {
  const bytes = [0]
  const units = [0]
  let byte = 0
  let unit = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    unit += character.length
    bytes.push(byte)
    units.push(unit)
  }
  return { bytes, units }
}

/** The index of a value in a rising list, or -1. */
function indexOf(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const here = sorted[middle] ?? 0
    if (here === value) return middle
    if (here < value) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/**
 * Spans of a text, sorted and without overlaps. A facet that ends inside a character, lies outside of the text, says
 * nothing we know or links to no web address is left out: what strangers send may be anything.
 */
export function spansOf(text: string, facets: readonly WireFacet[]): Span[] {
  if (facets.length === 0) return []
  const { bytes, units } = placesOf(text)
  const spans = facets.flatMap(({ index, features }) => {
    const start = units[indexOf(bytes, index.byteStart)]
    const end = units[indexOf(bytes, index.byteEnd)]
    if (start === undefined || end === undefined || start >= end) return []
    const marked = text.slice(start, end)
    return features.flatMap((feature) => spanOf(feature, marked, start, end) ?? []).slice(0, 1)
  })
  const kept: Span[] = []
  for (const span of spans.sort((a, b) => a.start - b.start))
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  return kept
}

function spanOf(
  feature: WireFacet['features'][number],
  marked: string,
  start: number,
  end: number,
): Span | undefined {
  switch (feature.$type) {
    case 'app.bsky.richtext.facet#mention': {
      const handle = marked.replace(/^@/, '')
      const value = handleShape.test(handle) ? { value: handle.toLowerCase() } : {}
      return feature.did === undefined
        ? undefined
        : { start, end, type: 'mention', href: profileUrl(feature.did), ...value }
    }
    case 'app.bsky.richtext.facet#link': {
      const href = webAddress(feature.uri)
      return href === undefined ? undefined : { start, end, type: 'link', href }
    }
    case 'app.bsky.richtext.facet#tag':
      return feature.tag === undefined
        ? undefined
        : {
            start,
            end,
            type: 'hashtag',
            value: feature.tag,
            href: `${site}/hashtag/${encodeURIComponent(feature.tag)}`,
          }
    default:
      return undefined
  }
}

/** A range that a text of ours should carry: a person by handle, an address, a hashtag. */
export interface Mark {
  start: number
  end: number
  type: 'mention' | 'link' | 'hashtag'
  /** The handle without @, the address, the tag without #. */
  value: string
}

const mention =
  /(?<![\p{L}\p{N}_@/.-])@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?![\p{L}\p{N}_@-])/giu
const address = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"\u3000-\u303f\uff00-\uff0f]+/giu
const hashtag = /(?<![\p{L}\p{N}_&/#])[#＃]([\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)/gu
/** Punctuation after an address belongs to the sentence. */
const sentenceEnd = /[.,:;!?'"”’…)\]}]+$/u
/** Longest hashtag that the network takes, in graphemes; code points are never fewer. */
const longestTag = 64

/** What in a text of ours is to be marked, sorted and without overlaps; an address wins over what lies in it. */
export function marksIn(text: string): Mark[] {
  const links = [...text.matchAll(address)].flatMap((found): Mark[] => {
    const value = found[0].slice(0, found[0].length - tailLength(found[0]))
    return URL.canParse(value)
      ? [{ start: found.index, end: found.index + value.length, type: 'link', value }]
      : []
  })
  const isFree = (start: number, end: number) => !links.some((link) => start < link.end && end > link.start)
  const others = (pattern: RegExp, type: 'mention' | 'hashtag') =>
    [...text.matchAll(pattern)].flatMap((found): Mark[] => {
      const [start, end] = [found.index, found.index + found[0].length]
      return isFree(start, end) ? [{ start, end, type, value: found[1] ?? '' }] : []
    })
  const tags = others(hashtag, 'hashtag').filter(({ value }) => Array.from(value).length <= longestTag)
  return [...links, ...others(mention, 'mention'), ...tags].sort((a, b) => a.start - b.start)
}

/** A closing bracket stays with an address that opened one. */
function tailLength(found: string): number {
  const tail = sentenceEnd.exec(found)?.[0] ?? ''
  return tail.startsWith(')') && found.includes('(') ? tail.length - 1 : tail.length
}

/** Facets as they are sent. A mention whose handle nobody has (`dids` knows none) stays plain text. */
export function facetsOf(
  text: string,
  marks: readonly Mark[],
  dids: ReadonlyMap<string, string>,
): { index: { byteStart: number; byteEnd: number }; features: Record<string, string>[] }[] {
  const { bytes, units } = placesOf(text)
  return marks.flatMap((mark) => {
    const byteStart = bytes[indexOf(units, mark.start)]
    const byteEnd = bytes[indexOf(units, mark.end)]
    const feature = featureOf(mark, dids)
    if (byteStart === undefined || byteEnd === undefined || feature === undefined) return []
    return [{ index: { byteStart, byteEnd }, features: [feature] }]
  })
}

function featureOf(mark: Mark, dids: ReadonlyMap<string, string>): Record<string, string> | undefined {
  switch (mark.type) {
    case 'mention': {
      const did = dids.get(mark.value.toLowerCase())
      return did === undefined ? undefined : { $type: 'app.bsky.richtext.facet#mention', did }
    }
    case 'link':
      return { $type: 'app.bsky.richtext.facet#link', uri: mark.value }
    case 'hashtag':
      return { $type: 'app.bsky.richtext.facet#tag', tag: mark.value }
  }
}
