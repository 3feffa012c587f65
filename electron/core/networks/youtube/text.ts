import type { Span } from '#shared/domain/text'

/** Plain text of a comment or description to spans: addresses, hashtags, handles. Pure. */

const marks =
  /(?<link>https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])|(?<=^|[^\p{L}\p{N}_&/#])#(?<tag>[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)|(?<=^|[^\p{L}\p{N}._@/-])@(?<name>[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._·-]*[\p{L}\p{M}\p{N}_-])/gu

export function spansOf(text: string): Span[] {
  return [...text.matchAll(marks)].flatMap((match): Span[] => {
    const place = { start: match.index, end: match.index + match[0].length }
    const { link, tag, name } = match.groups ?? {}
    if (link !== undefined) return URL.canParse(link) ? [{ ...place, type: 'link', href: link }] : []
    if (tag !== undefined) return [{ ...place, type: 'hashtag', value: tag }]
    if (name === undefined) return []
    const href = `https://www.youtube.com/@${encodeURIComponent(name)}`
    return [{ ...place, type: 'mention', value: name, href }]
  })
}

/** Whether a handle is named in a text, in any case. */
export function namesHandle(text: string, handle: string | undefined): boolean {
  if (handle === undefined || !handle.startsWith('@')) return false
  const wanted = handle.slice(1).toLowerCase()
  return spansOf(text).some(({ type, value }) => type === 'mention' && value?.toLowerCase() === wanted)
}

/** What stays the same however YouTube sets it: no spaces, one form of each letter. */
export function sameWords(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '').toLowerCase()
}

/** A name or title as one line; undefined where nothing is left. */
export function oneLine(value: string): string | undefined {
  const line = value.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  return line === '' ? undefined : line
}

export function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined
}
