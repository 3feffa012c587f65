import type { Span } from '#shared/domain/text'
import type { WirePost } from './wire.ts'

/** The words of a post, and what is marked in them. Pure. */

const marks =
  /(?<link>https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])|(?<=^|[^\p{L}\p{N}_.@])@(?<name>\w(?:[\w.]*\w)?)|(?<=^|[^\p{L}\p{N}_&/#])#(?<tag>[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)/gu

/**
 * A link that was attached and the topic in a post's head belong to what was said: they come below the words, unless
 * they stand in them already.
 */
export function wordsOf(post: Pick<WirePost, 'text' | 'link_attachment_url' | 'topic_tag'>): {
  text: string
  spans: Span[]
} {
  const said = post.text.toWellFormed()
  const topic = post.topic_tag
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/^#/, '')
    .trim()
  const link = webAddress(post.link_attachment_url)
  const below = [
    link === undefined || said.includes(link) ? undefined : link,
    topic === '' || said.toLowerCase().includes(`#${topic.toLowerCase()}`) ? undefined : `#${topic}`,
  ].filter((part) => part !== undefined)
  const text = [said, ...below].filter((part) => part !== '').join('\n\n')
  const spans = spansOf(text)
  // A topic may have several words, which no hashtag in a text has.
  const isWide = topic.includes(' ') && below.at(-1) === `#${topic}`
  if (!isWide) return { text, spans }
  const start = text.length - topic.length - 1
  const before = spans.filter(({ end }) => end <= start)
  return { text, spans: [...before, { start, end: text.length, type: 'hashtag', value: topic }] }
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

/** Addresses in a text, also without their scheme. */
export function linksIn(text: string): string[] {
  return text.match(/(?:https?:\/\/|\bwww\.)[^\s<>"']*[^\s<>"'.,;:!?)\]]/gi) ?? []
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
