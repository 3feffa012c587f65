import MarkdownIt from 'markdown-it'
import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import { htmlToText } from '../html-text.ts'

/** The Markdown of Lemmy as plain text and spans, as its own pages show it: HTML in it is text. Pure. */

const reader = new MarkdownIt({ html: false, linkify: true, typographer: false })
// Only whole addresses become links, not every word with a dot in it.
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })

/** Servers take ten thousand characters; other software sends more, but nobody reads so much of it here. */
const longest = 100_000
const mostPictures = 20

/** `base` is the address that relative links belong to. */
export function markdownToText(
  markdown: string,
  base: string,
): { text: string; spans: Span[]; media: Media[] } {
  const written = markdown.slice(0, longest)
  const html = reader.render(plainSpoilers(written))
  const { text, spans } = htmlToText(html, base)
  const media = picturesIn(html)
  // What nests deeper than the reader goes is dropped by it: better shown with its signs than not at all.
  if (text === '' && media.length === 0) return { text: plainWords(written), spans: [], media }
  const marked = spans.map((span) => named(span, text))
  return { text, spans: withNames(text, marked), media }
}

function plainWords(markdown: string): string {
  return markdown.toWellFormed().replaceAll(/\r\n?/g, '\n').trim()
}

/** `::: spoiler A title` and its end: the title stays as a line, what it hides follows. Code is left alone. */
function plainSpoilers(markdown: string): string {
  let fence = ''
  return markdown
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? ''
      if (mark !== '' && (fence === '' || mark.startsWith(fence))) fence = fence === '' ? mark : ''
      if (fence !== '') return line
      const title = /^ {0,3}:{3,}\s*spoiler\s+(.*)$/.exec(line)?.[1]
      if (title !== undefined) return `\n**${title.trim()}**\n`
      return /^ {0,3}:{3,}\s*$/.test(line) ? '' : line
    })
    .join('\n')
}

/** A person is written as a link to the page of that person, by the editor or by hand. */
function named(span: Span, text: string): Span {
  const value = /^@([\w.-]+@[\w.-]+(?::\d+)?)$/.exec(text.slice(span.start, span.end))?.[1]
  return span.type === 'link' && value !== undefined ? { ...span, type: 'mention', value } : span
}

/** People that are named without a link, where no other span lies. */
function withNames(text: string, spans: readonly Span[]): Span[] {
  const found: Span[] = []
  let next = 0
  for (const match of text.matchAll(/(?<![\w@/.])@([\w.-]{1,255})@([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?!\w)/gi)) {
    const [whole, name = '', host = ''] = match
    const [start, end] = [match.index, match.index + whole.length]
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1
    if ((spans[next]?.start ?? Number.POSITIVE_INFINITY) < end) continue
    found.push({ start, end, type: 'mention', value: `${name}@${host}`, href: `https://${host}/u/${name}` })
  }
  return found.length === 0 ? [...spans] : [...spans, ...found].sort((a, b) => a.start - b.start)
}

/** Pictures among the words. A server's own emoji are pictures too; their titles say so. */
function picturesIn(html: string): Media[] {
  return [...html.matchAll(/<img src="(https?:\/\/[^"]+)" alt="([^"]*)"(?: title="([^"]*)")?/g)]
    .flatMap(([, address = '', alt = '', title = '']): Media[] => {
      const url = address.replaceAll('&amp;', '&')
      if (title.startsWith('emoji ') || !URL.canParse(url)) return []
      return [{ kind: 'image', url, alt: alt === '' ? undefined : htmlToText(alt).text }]
    })
    .slice(0, mostPictures)
}
