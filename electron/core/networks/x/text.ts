import type { Span } from '#shared/domain/text'
import type { WireEntities, WirePost } from './wire.ts'

/**
 * The text of a post as people read it. As delivered, `&`, `<` and `>` are escaped, addresses are shortened to t.co,
 * and entities say where things stand, in code points of that very text.
 */

interface Found {
  /** UTF-16 offsets in the text as delivered. */
  start: number
  end: number
  shown: string
  span: Omit<Span, 'start' | 'end'> | undefined
}

export function textOf(post: Pick<WirePost, 'text' | 'entities' | 'note'>): { text: string; spans: Span[] } {
  const source = post.note?.text ?? post.text
  const entities = post.note === undefined ? post.entities : (post.note.entities ?? post.entities)
  let text = ''
  const spans: Span[] = []
  let at = 0
  for (const { start, end, shown, span } of placed(source, entities)) {
    text += unescaped(source.slice(at, start))
    if (shown === '') text = text.replace(/\s+$/u, '')
    else if (span !== undefined) spans.push({ start: text.length, end: text.length + shown.length, ...span })
    text += shown
    at = end
  }
  text += unescaped(source.slice(at))
  return { text: text.toWellFormed(), spans }
}

/** The three that X escapes, and no others: `&copy;` in a post is what its author wrote. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

interface Entity {
  start: number
  /** What must stand there. */
  written: string
  shown: string
  span: Omit<Span, 'start' | 'end'> | undefined
}

/** Where each entity stands. One that is not where it should be is looked for after the one before, or left out. */
function placed(source: string, entities: WireEntities): Found[] {
  const offsets = utf16Offsets(source)
  const found: Found[] = []
  let from = 0
  for (const { start, written, shown, span } of listed(entities)) {
    const said = offsets[start]
    const here =
      said !== undefined && said >= from && stands(source, written, said)
        ? said
        : source.toLowerCase().indexOf(written.toLowerCase(), from)
    if (here === -1) continue
    const end = here + written.length
    found.push({ start: here, end, shown: shown === written ? source.slice(here, end) : shown, span })
    from = end
  }
  return found
}

/** The sign before a name may be a wide one. */
function stands(source: string, written: string, at: number): boolean {
  const there = source.slice(at, at + written.length).toLowerCase()
  return (
    there === written.toLowerCase() ||
    (/^[@＠#＃]/u.test(there) && there.slice(1) === written.slice(1).toLowerCase())
  )
}

/** The UTF-16 offset of each code point, and of the end. */
function utf16Offsets(text: string): number[] {
  const offsets: number[] = []
  let at = 0
  for (const character of text) {
    offsets.push(at)
    at += character.length
  }
  return [...offsets, at]
}

function listed(entities: WireEntities): Entity[] {
  const mentions = (entities?.mentions ?? []).map(({ start, username }): Entity => ({
    start,
    written: `@${username}`,
    shown: `@${username}`,
    span: { type: 'mention', value: `@${username}`, href: `https://x.com/${username}` },
  }))
  const hashtags = (entities?.hashtags ?? []).map(({ start, tag }): Entity => ({
    start,
    written: `#${tag}`,
    shown: `#${tag}`,
    span: { type: 'hashtag', value: tag },
  }))
  const urls = (entities?.urls ?? []).map(
    ({ start, url, expanded_url: expanded, media_key: media, display_url: display }): Entity => {
      // A picture has an address in the text; the picture itself is shown beside it.
      const isMedia = media !== undefined || /^pic\.(?:x|twitter)\.com\//.test(display ?? '')
      const href = expanded !== undefined && /^https?:\/\//i.test(expanded) ? expanded : url
      return isMedia
        ? { start, written: url, shown: '', span: undefined }
        : {
            start,
            written: url,
            shown: href,
            span: /^https?:\/\//i.test(href) ? { type: 'link', href } : undefined,
          }
    },
  )
  return [...mentions, ...hashtags, ...urls].sort((a, b) => a.start - b.start)
}
