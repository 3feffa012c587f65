import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import { htmlToText } from '../html-text.ts'

/**
 * The HTML that Discourse makes of a post (`cooked`): paragraphs, quotes in `aside.quote`, link previews in
 * `aside.onebox`, emoji as pictures with their shortcode, uploads in a lightbox with their measures below. Everything
 * here takes time in proportion to the length: people write what they like between the tags.
 */
export interface Cooked {
  text: string
  spans: Span[]
  media: Media[]
  /** Names that are spoken to, lower case. */
  mentioned: Set<string>
  /** Names of whose words are quoted, lower case. */
  quoted: Set<string>
  poll: boolean
}

export function readCooked(cooked: string, site: string): Cooked {
  const { text, spans } = htmlToText(withoutMeasures(cooked), `${site}/`)
  const mentioned = spans.flatMap(({ type, value }) =>
    type === 'mention' && value !== undefined ? [value.replace(/@.*$/, '').toLowerCase()] : [],
  )
  const quoted = [...cooked.matchAll(/<aside\b[^<>]*\bdata-username="([^"<>]*)"/g)].map(([, name = '']) =>
    name.toLowerCase(),
  )
  return {
    text,
    spans,
    media: mediaOf(cooked, site),
    mentioned: new Set(mentioned),
    quoted: new Set(quoted),
    poll: /<div\b[^<>]*\bclass="poll"/.test(cooked),
  }
}

const measures = '<div class="meta">'
const end = '</div>'

/** Name, measures and weight of an uploaded picture stand below it, and are nothing that anybody said. */
function withoutMeasures(cooked: string): string {
  let rest = cooked
  const kept: string[] = []
  for (;;) {
    const from = rest.indexOf(measures)
    const to = from === -1 ? -1 : rest.indexOf(end, from)
    if (to === -1) return [...kept, rest].join('')
    kept.push(rest.slice(0, from))
    rest = rest.slice(to + end.length)
  }
}

/** Pictures of these classes belong to the page and not to what was said. */
const decoration = /\bclass="[^"<>]*\b(?:emoji|avatar|site-icon|thumbnail|onebox-avatar)\b/

/** Uploads and pictures, each once; the big one of a lightbox stands for the small one in it. */
function mediaOf(cooked: string, site: string): Media[] {
  const found = new Map<string, Media>()
  let big: string | undefined
  for (const [tag] of cooked.matchAll(/<(?:a|img|video|audio|source)\b[^<>]*>/g)) {
    const isLink = tag.startsWith('<a ')
    if (isLink) {
      const classes = valueOf(tag, 'class') ?? ''
      big = classes.includes('lightbox') ? valueOf(tag, 'href') : undefined
      if (classes.split(/\s+/).includes('attachment')) add(found, 'file', valueOf(tag, 'href'), site)
    } else if (tag.startsWith('<img')) {
      if (!decoration.test(tag)) add(found, 'image', big ?? valueOf(tag, 'src'), site, valueOf(tag, 'alt'))
      big = undefined
    } else {
      const kind = tag.startsWith('<audio') ? 'audio' : 'video'
      add(found, kind, valueOf(tag, 'src'), site)
    }
  }
  return [...found.values()]
}

function add(
  found: Map<string, Media>,
  kind: Media['kind'],
  address: string | undefined,
  site: string,
  alt?: string,
): void {
  const url = absolute(address, site)
  if (url === undefined || found.has(url)) return
  found.set(url, { kind, url, ...(alt === undefined || alt === '' ? {} : { alt }) })
}

function valueOf(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"<>]*)"`).exec(tag)?.[1]
  // Entities in attributes are the few that Discourse writes.
  return value
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** An address of the web, where it is one; those without a host are the forum's. */
export function absolute(address: string | undefined, site: string): string | undefined {
  if (address === undefined || address === '' || !URL.canParse(address, `${site}/`)) return undefined
  const url = new URL(address, `${site}/`)
  return /^https?:$/.test(url.protocol) ? url.href : undefined
}
