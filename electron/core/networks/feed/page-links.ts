import { joinBase, resolveLink } from './links.ts'

/** A feed that a web page names in its head. */
export interface PageLink {
  url: string
  title?: string | undefined
  type: string
}

const feedTypes =
  /^(?:application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|x-rss\+xml|json)|text\/(?:xml|rss|rss\+xml|atom))\b/i

/** The feeds that a page links to by `<link rel="alternate">`, absolute, each once, in the page's order. Linear in the text. */
export function feedLinks(html: string, pageUrl: string): PageLink[] {
  const base = joinBase(pageUrl, baseOf(html))
  const links = new Map<string, PageLink>()
  for (const match of html.matchAll(/<link\b[^<>]{1,2000}>/gi)) {
    const attributes = readAttributes(match[0])
    const type = attributes.get('type')?.trim() ?? ''
    const isAlternate = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/).includes('alternate')
    // oEmbed and other JSON stand here too; only what calls itself a feed counts.
    const isFeed = isAlternate && feedTypes.test(type) && !/oembed|\/wp-json\//i.test(match[0])
    const url = isFeed ? resolveLink(attributes.get('href'), base) : undefined
    if (url !== undefined && !links.has(url))
      links.set(url, { url, title: attributes.get('title')?.trim(), type })
  }
  return [...links.values()]
}

function baseOf(html: string): string | undefined {
  const match = /<base\b[^<>]{1,2000}>/i.exec(html)
  return match === null ? undefined : readAttributes(match[0]).get('href')
}

function readAttributes(tag: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const match of tag.matchAll(/(?<![a-z-])([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi)) {
    attributes.set((match[1] ?? '').toLowerCase(), decodeAttribute(match[2] ?? match[3] ?? match[4] ?? ''))
  }
  return attributes
}

function decodeAttribute(text: string): string {
  return text
    .replaceAll(/&#(\d{1,6});/g, (whole, digits: string) =>
      Number(digits) < 0x110000 ? String.fromCodePoint(Number(digits)) : whole,
    )
    .replaceAll('&quot;', '"')
    .replaceAll('&raquo;', '\u00bb')
    .replaceAll('&laquo;', '\u00ab')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
