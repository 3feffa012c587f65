import type { Span } from '#shared/domain/text'
import type { WirePost } from './wire.ts'

/** The words of a post, and what is marked in them. Pure. */

const marks =
  /(?<link>https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])|(?<=^|[^\p{L}\p{N}_.@])@(?<name>\w(?:[\w.]*\w)?)|(?<=^|[^\p{L}\p{N}_&/#])#(?<tag>[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)/gu

/**
 * A link that was attached and the topic in a post's head belong to what was said: they come below the words, unless
 * they stand in them already. Of a topic that was written in the words Threads keeps the word and drops the sign.
 */
export function wordsOf(post: Pick<WirePost, 'text' | 'link_attachment_url' | 'topic_tag'>): {
  text: string
  spans: Span[]
} {
  const said = post.text.toWellFormed()
  const topic = topicOf(post.topic_tag)
  const link = webAddress(post.link_attachment_url)
  const at = topic === '' ? undefined : placeOf(topic, said)
  const parts = [said, link === undefined || said.includes(link) ? '' : link]
  if (topic === '' || at !== undefined) {
    const text = joined(parts)
    const tag = at === undefined ? [] : [{ ...at, type: 'hashtag' as const, value: topic }]
    return { text, spans: withSpans(spansOf(text), tag) }
  }
  const text = joined([...parts, `#${topic}`])
  const start = text.length - topic.length - 1
  const tag: Span = { start, end: text.length, type: 'hashtag', value: topic }
  return { text, spans: withSpans(spansOf(text), [tag]) }
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}

function topicOf(given: string): string {
  return given
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/^ ?#/, '')
    .trim()
}

/** Where a topic stands in words, outside of links and names, with its sign if it has one; the last time that it does. */
function placeOf(topic: string, text: string): { start: number; end: number } | undefined {
  const taken = spansOf(text).filter(({ type }) => type !== 'hashtag')
  for (let at = text.lastIndexOf(topic); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(topic, at - 1)) {
    const end = at + topic.length
    const isWord =
      !/[\p{L}\p{M}\p{N}_]$/u.test(text.slice(0, at)) && !/^[\p{L}\p{M}\p{N}_]/u.test(text.slice(end))
    const isInside = taken.some((span) => at < span.end && end > span.start)
    if (isWord && !isInside) return { start: text[at - 1] === '#' ? at - 1 : at, end }
  }
  return undefined
}

/** A hashtag at the same place is the topic. */
function withSpans(spans: readonly Span[], added: readonly Span[]): Span[] {
  const kept = spans.filter(({ start, end }) => added.every((one) => end <= one.start || start >= one.end))
  return [...kept, ...added].sort((a, b) => a.start - b.start)
}

function spansOf(text: string): Span[] {
  return [...text.matchAll(marks)].flatMap((match): Span[] => {
    const [start, end] = [match.index, match.index + match[0].length]
    const { link, name, tag } = match.groups ?? {}
    if (link !== undefined) return URL.canParse(link) ? [{ start, end, type: 'link', href: link }] : []
    if (name !== undefined)
      return [{ start, end, type: 'mention', value: `@${name}`, href: `https://www.threads.com/@${name}` }]
    return tag === undefined ? [] : [{ start, end, type: 'hashtag', value: tag }]
  })
}

/** Whether somebody is named in words; names do not differ by case. */
export function namesInText(spans: readonly Span[], username: string): boolean {
  const wanted = `@${username}`.toLowerCase()
  return (
    username !== '' && spans.some(({ type, value }) => type === 'mention' && value?.toLowerCase() === wanted)
  )
}

export function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined
}
