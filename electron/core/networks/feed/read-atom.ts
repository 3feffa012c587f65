import { joinBase } from './links.ts'
import type { RawEntry, RawFeed, RawLink, RawMedia, RawText } from './raw-feed.ts'
import { atomPerson, mediaDescription, readMedia, rssPerson } from './read-parts.ts'
import { dates, replyTo } from './read-rss.ts'
import { childNamed, childrenNamed, innerText, textOf, toHtml, type XmlNode } from './xml-node.ts'

/** Atom 1.0 (RFC 4287) with threading (RFC 4685) and tombstones (RFC 6721), and what is left of Atom 0.3. */
export function readAtom(feed: XmlNode, entries: XmlNode[], base: string): RawFeed {
  const feedBase = joinBase(base, feed.attributes.get('xml:base'))
  return {
    format: 'atom',
    parser: 'rss-parser',
    title: typedText(childNamed(feed, 'title'), feedBase),
    description: typedText(childNamed(feed, 'subtitle', 'tagline'), feedBase),
    link: readLinks(feed, feedBase).find((link) => link.rel === 'alternate')?.href,
    lang: feed.attributes.get('xml:lang') ?? textOf(feed, 'dc:language'),
    base: feedBase,
    authors: childrenNamed(feed, 'author').map(atomPerson),
    updated: textOf(feed, 'updated', 'modified'),
    ttlMinutes: undefined,
    updatePeriod: textOf(feed, 'sy:updatePeriod'),
    updateFrequency: textOf(feed, 'sy:updateFrequency'),
    entries: entries.map((entry) => readEntry(entry, feedBase)),
    deleted: childrenNamed(feed, 'at:deleted-entry')
      .map((node) => node.attributes.get('ref'))
      .filter((ref) => ref !== undefined),
  }
}

function readEntry(entry: XmlNode, feedBase: string): RawEntry {
  const base = joinBase(feedBase, entry.attributes.get('xml:base'))
  const source = childNamed(entry, 'source')
  const links = readLinks(entry, base)
  // FeedBurner replaces links by its own, which count and may die, and keeps the true one.
  const original = textOf(entry, 'feedburner:origLink')
  if (original !== undefined) links.unshift({ href: original, rel: 'alternate' })
  const replies = links.find((link) => link.rel === 'replies' && link.count !== undefined)
  const content = childNamed(entry, 'content')
  return {
    id: textOf(entry, 'id'),
    idIsLink: false,
    links: content?.attributes.has('src') === true ? [...links, contentLink(content, base)] : links,
    title: typedText(childNamed(entry, 'title'), base) ?? typedText(childNamed(entry, 'media:title'), base),
    content: typedText(content, base),
    summary: typedText(childNamed(entry, 'summary'), base) ?? mediaDescription(entry),
    published: dates(entry, ['published', 'issued', 'created', 'dc:date', 'dcterms:created']),
    updated: dates(entry, ['updated', 'modified', 'dcterms:modified']),
    authors: readAuthors(entry),
    source: source === undefined ? undefined : readSource(source, base),
    lang: entry.attributes.get('xml:lang') ?? textOf(entry, 'dc:language'),
    base,
    media: [...enclosures(links), ...readMedia(entry)],
    tags: childrenNamed(entry, 'category')
      .map((node) => node.attributes.get('label') ?? node.attributes.get('term') ?? innerText(node))
      .filter((tag) => tag.trim() !== ''),
    replies: textOf(entry, 'thr:total', 'slash:comments') ?? replies?.count,
    commentsUrl: links.find((link) => link.rel === 'replies' && (link.type ?? '').includes('html'))?.href,
    commentsFeed:
      links.find(
        (link) =>
          link.rel === 'replies' &&
          /atom|rss|xml/.test(link.type ?? '') &&
          !(link.type ?? '').includes('html'),
      )?.href ?? textOf(entry, 'wfw:commentRss'),
    inReplyTo: replyTo(entry),
  }
}

function readAuthors(entry: XmlNode): RawEntry['authors'] {
  const people = childrenNamed(entry, 'author')
    .map(atomPerson)
    .filter((person) => person.name ?? person.email)
  return people.length > 0
    ? people
    : childrenNamed(entry, 'dc:creator').map((node) => rssPerson(innerText(node)))
}

function readSource(source: XmlNode, base: string): RawEntry['source'] {
  return {
    title: typedText(childNamed(source, 'title'), base)?.value,
    url: readLinks(source, base).find((link) => link.rel === 'alternate')?.href,
    authors: childrenNamed(source, 'author').map(atomPerson),
  }
}

function contentLink(content: XmlNode, base: string): RawLink {
  return {
    href: content.attributes.get('src') ?? '',
    rel: 'content',
    type: content.attributes.get('type'),
    base,
  }
}

function enclosures(links: RawLink[]): RawMedia[] {
  return links
    .filter((link) => link.rel === 'enclosure')
    .map(({ href, type }) => ({ url: href, type, from: 'enclosure' }))
}

function readLinks(node: XmlNode, base: string): RawLink[] {
  const links: RawLink[] = []
  for (const link of childrenNamed(node, 'link')) {
    const href = link.attributes.get('href') ?? innerText(link).trim()
    if (href === '') continue
    links.push({
      href,
      // Registered relations may be written as an address of the registry.
      rel: (link.attributes.get('rel') ?? 'alternate')
        .trim()
        .replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, ''),
      type: link.attributes.get('type'),
      title: link.attributes.get('title'),
      base: joinBase(base, link.attributes.get('xml:base')),
      count: link.attributes.get('thr:count'),
    })
  }
  return links
}

/** A text or content construct: plain, escaped html, xhtml in a div, or (0.3) base64. Other types are not words. */
function typedText(node: XmlNode | undefined, outerBase: string): RawText | undefined {
  if (node === undefined) return undefined
  const type = (node.attributes.get('type') ?? 'text').trim().toLowerCase()
  const base = joinBase(outerBase, node.attributes.get('xml:base'))
  const lang = node.attributes.get('xml:lang')
  const mode = node.attributes.get('mode')
  const elements = node.children.filter((child) => typeof child !== 'string')
  if (
    mode !== 'base64' &&
    (type === 'xhtml' || type === 'application/xhtml+xml' || (elements.length > 0 && !isForeign(type)))
  ) {
    return xhtml(node, base, lang)
  }
  const written = innerText(node).trim()
  const value = mode === 'base64' ? Buffer.from(written, 'base64').toString('utf8').trim() : written
  if (value === '' || isForeign(type)) return undefined
  const plain = type === 'text' || (type.startsWith('text/') && type !== 'text/html')
  return { value, kind: plain ? 'text' : 'html', base, lang }
}

/** Pictures, films, archives or other XML vocabularies inside content. */
function isForeign(type: string): boolean {
  return type.includes('/') && !type.startsWith('text/') && type !== 'application/xhtml+xml'
}

function xhtml(node: XmlNode, base: string, lang: string | undefined): RawText | undefined {
  const elements = node.children.filter((child): child is XmlNode => typeof child !== 'string')
  const only = elements.length === 1 ? elements[0] : undefined
  const div = only !== undefined && /^(?:xhtml:)?div$/.test(only.name) ? only : undefined
  const value = toHtml((div ?? node).children).trim()
  if (value === '') return undefined
  return {
    value,
    kind: 'html',
    base: joinBase(base, div?.attributes.get('xml:base')),
    lang: div?.attributes.get('xml:lang') ?? lang,
  }
}
