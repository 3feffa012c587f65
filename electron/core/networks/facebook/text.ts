import type { Span } from '#shared/domain/text'
import type { WireTag } from './wire.ts'

/** Plain text of a post or comment to spans: tagged people and Pages, hashtags, addresses. Pure. */

const marks =
  /(?<link>https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])|(?<=^|[^\p{L}\p{N}_&/#])#(?<tag>[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)/gu

/**
 * `tags` carry the offsets that Facebook found, in UTF-16 units. A tag whose place does not hold its name is looked
 * for by the name: names change after they were written down.
 */
export function spansOf(text: string, tags: readonly WireTag[]): Span[] {
  const spans = tags.flatMap((tag) => tagSpan(text, tag) ?? [])
  for (const match of text.matchAll(marks)) {
    const [start, end] = [match.index, match.index + match[0].length]
    const { link, tag } = match.groups ?? {}
    if (link !== undefined && URL.canParse(link)) spans.push({ start, end, type: 'link', href: link })
    else if (tag !== undefined) spans.push({ start, end, type: 'hashtag', value: tag })
  }
  return withoutOverlap(spans)
}

/** `@name` as Instagram writes it. */
export function instagramSpansOf(text: string): Span[] {
  const names = [...text.matchAll(/(?<=^|[^\p{L}\p{N}_.@])@([\w.]*\w)/gu)].map((match): Span => {
    const value = match[1] ?? ''
    return {
      start: match.index,
      end: match.index + match[0].length,
      type: 'mention',
      value,
      href: `https://www.instagram.com/${value}/`,
    }
  })
  return withoutOverlap([...spansOf(text, []), ...names])
}

function tagSpan(text: string, tag: WireTag): Span | undefined {
  const place = placeOf(text, tag)
  if (place === undefined) return undefined
  return {
    ...place,
    type: 'mention',
    value: tag.name === '' ? text.slice(place.start, place.end) : tag.name,
    // Ids of people lead nowhere outside of the app that was given them.
    ...(tag.type === 'page' && tag.id !== undefined
      ? { href: `https://www.facebook.com/${encodeURIComponent(tag.id)}` }
      : {}),
  }
}

function placeOf(text: string, tag: WireTag): { start: number; end: number } | undefined {
  const end = tag.offset + tag.length
  if (end <= text.length && (tag.name === '' || text.slice(tag.offset, end) === tag.name))
    return { start: tag.offset, end }
  const found = tag.name === '' ? -1 : text.indexOf(tag.name)
  if (found >= 0) return { start: found, end: found + tag.name.length }
  // A first name alone stands where somebody shortened the tag.
  return end <= text.length ? { start: tag.offset, end } : undefined
}

/** The first of two that lie over each other stays. */
function withoutOverlap(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end))
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  return kept
}
