import type { Span } from '#shared/domain/text'

/**
 * Words of a download. People and Pages that were named stand in them as `@[1234:2048:Ana Silva]`; hashtags and addresses
 * as they were typed. Pure.
 */

const named = /@\[(?<id>\d{1,30}):(?<type>\d{1,10}):(?<name>[^\][]{1,300})\]/u
const address = /(?<link>https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/u
const tagged = /(?<=^|[^\p{L}\p{N}_&/#])#(?<tag>[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)/u
const marks = new RegExp(`${named.source}|${address.source}|${tagged.source}`, 'giu')

export function withoutMarks(words: string): string {
  return words.replace(new RegExp(named, 'gu'), (...found) => nameIn(found.at(-1)))
}

/** Spans of what `withoutMarks` gives, in order. */
export function spansOf(words: string): Span[] {
  const spans: Span[] = []
  let shorter = 0
  for (const match of words.matchAll(marks)) {
    const { name, link, tag } = match.groups ?? {}
    const start = match.index - shorter
    const end = start + (name ?? match[0]).length
    shorter += match[0].length - (end - start)
    if (name !== undefined) spans.push({ start, end, type: 'mention', value: name })
    else if (tag !== undefined) spans.push({ start, end, type: 'hashtag', value: tag })
    else if (link !== undefined && URL.canParse(link)) spans.push({ start, end, type: 'link', href: link })
  }
  return spans
}

/** The last argument of a replacement is its groups. */
function nameIn(groups: unknown): string {
  return typeof groups === 'object' && groups !== null && 'name' in groups ? String(groups.name) : ''
}
