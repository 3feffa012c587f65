import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import { htmlToText } from '../html-text.ts'

/** What GitHub made of somebody's Markdown, as plain text and spans. Pure. */

export interface Body {
  body?: string | null | undefined
  body_html?: string | null | undefined
  body_text?: string | null | undefined
}

/** `url` is the page that relative addresses belong to. */
export function textOf(body: Body, url: string): { text: string; spans: Span[]; media: Media[] } {
  const html = body.body_html ?? ''
  if (html === '') {
    const text = (body.body_text ?? body.body ?? '').replaceAll('\r\n', '\n').toWellFormed().trim()
    return { text, spans: [], media: [] }
  }
  const { text, spans } = htmlToText(html, url)
  return { text, spans: spans.map((span) => named(span, text)), media: picturesIn(html) }
}

/** Names of people and teams are links like others; what tells them is that they begin with @. */
function named(span: Span, text: string): Span {
  const name = /^@([A-Za-z0-9](?:[A-Za-z0-9-]*)(?:\/[\w.-]+)?)$/.exec(text.slice(span.start, span.end))?.[1]
  return span.type === 'link' && name !== undefined ? { ...span, type: 'mention', value: name } : span
}

const mostPictures = 20

/** Screenshots, which often say more than the words. Emoji are pictures too, and no screenshots. */
function picturesIn(html: string): Media[] {
  return [...html.matchAll(/<img\b([^>]*)>/gi)]
    .flatMap(([, attributes = '']): Media[] => {
      const url = attribute(attributes, 'src')
      const isEmoji = /\bclass="[^"]*\bemoji\b/.test(attributes)
      if (isEmoji || url === undefined || !/^https?:\/\//.test(url) || !URL.canParse(url)) return []
      const alt = attribute(attributes, 'alt')?.trim()
      return [{ kind: 'image', url, alt: alt === '' ? undefined : alt }]
    })
    .slice(0, mostPictures)
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(attributes)?.[1]
  return value
    ?.replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
