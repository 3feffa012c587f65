import type { Span } from '#shared/domain/text'

/**
 * Exports hold texts as they were typed; WordPress makes HTML of them when it shows them. What matters for the words is
 * done here as well: paragraphs, line breaks, addresses. Quotation marks stay as typed. Pure.
 */

const block =
  'p|div|ul|ol|li|dl|dt|dd|blockquote|pre|table|thead|tbody|tr|td|th|h[1-6]|hr|figure|figcaption|section|article|details|summary|form'
const blockFirst = new RegExp(`^</?(?:${block})\\b`, 'i')
const blockLast = new RegExp(`</?(?:${block})\\b[^<>]*>$`, 'i')

/** What was typed as HTML. Posts made of blocks are HTML already, and say so. */
export function shownHtml(typed: string): string {
  const plain = withoutShortcodes(typed)
  if (plain.includes('<!-- wp:')) return plain
  return preformatted(plain)
    .map(({ text, isAsIs }) => (isAsIs ? text : paragraphs(text)))
    .join('')
}

/** Parts of a text: line breaks between `<pre>` and `</pre>` are its own. One that is never closed is none. */
function preformatted(text: string): { text: string; isAsIs: boolean }[] {
  const parts: { text: string; isAsIs: boolean }[] = []
  let done = 0
  let begun: number | undefined
  for (const { 0: tag, 1: closing, index } of text.matchAll(/<(\/?)pre\b[^<>]*>/gi)) {
    if (closing === '') begun ??= index
    else if (begun !== undefined) {
      const end = index + tag.length
      parts.push(
        { text: text.slice(done, begun), isAsIs: false },
        { text: text.slice(begun, end), isAsIs: true },
      )
      done = end
      begun = undefined
    }
  }
  return [...parts, { text: text.slice(done), isAsIs: false }]
}

function paragraphs(text: string): string {
  const parts: string[][] = [[]]
  for (const line of text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n')) {
    const trimmed = line.trim()
    if (trimmed !== '') parts.at(-1)?.push(trimmed)
    else if ((parts.at(-1)?.length ?? 0) > 0) parts.push([])
  }
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `<p>${lines.reduce(joined)}</p>`)
    .join('\n')
}

function joined(before: string, line: string): string {
  return blockLast.test(before) || blockFirst.test(line) ? `${before}\n${line}` : `${before}<br>${line}`
}

/** Those that WordPress brings itself, each without its square brackets; what stands between them stays. */
function withoutShortcodes(text: string): string {
  return text.replace(/\[\/?(?:wp_caption|caption|gallery|playlist|audio|video|embed)(?:\s[^[\]]*)?\]/g, '')
}

const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/giu

/** Addresses that stand in the text as they are become links, as WordPress makes them. `spans` are in order. */
export function withPlainLinks(text: string, spans: readonly Span[]): Span[] {
  const all: Span[] = []
  let next = 0
  for (const { 0: href, index: start } of text.matchAll(address)) {
    const end = start + href.length
    for (let span = spans[next]; span !== undefined && span.start < end; span = spans[next]) {
      all.push(span)
      next += 1
    }
    if ((all.at(-1)?.end ?? 0) <= start && URL.canParse(href)) all.push({ start, end, type: 'link', href })
  }
  return [...all, ...spans.slice(next)]
}
