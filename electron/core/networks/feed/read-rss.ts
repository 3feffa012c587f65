import { joinBase } from './links.ts'
import type { RawAuthor, RawEntry, RawFeed, RawLink } from './raw-feed.ts'
import { atomPerson, firstText, mediaDescription, readMedia, rssPerson } from './read-parts.ts'
import { childNamed, childrenNamed, innerText, textOf, type XmlNode } from './xml-node.ts'

/**
 * RSS 0.9x, 1.0 (RDF) and 2.0 with the modules in use: Dublin Core, content, slash, wfw, thr, Media RSS, iTunes,
 * Atom links, syndication, feedburner. `channel` and `items` are elements; `base` is the document's base address.
 */
export function readRss(channel: XmlNode, items: XmlNode[], format: 'rss' | 'rdf', base: string): RawFeed {
  const site = textOf(channel, 'link') ?? siteLink(channel)
  const channelBase = joinBase(base, channel.attributes.get('xml:base'))
  return {
    format,
    parser: 'rss-parser',
    title: firstText(channel, ['title', 'dc:title']),
    description: firstText(channel, ['description', 'itunes:summary', 'dc:description']),
    link: site,
    lang: textOf(channel, 'language', 'dc:language') ?? channel.attributes.get('xml:lang'),
    base: channelBase,
    authors: [...textsOf(channel, 'dc:creator'), ...textsOf(channel, 'itunes:author')]
      .map(rssPerson)
      .slice(0, 1),
    updated: textOf(channel, 'lastBuildDate', 'pubDate', 'dc:date', 'atom:updated'),
    ttlMinutes: textOf(channel, 'ttl'),
    updatePeriod: textOf(channel, 'sy:updatePeriod'),
    updateFrequency: textOf(channel, 'sy:updateFrequency'),
    entries: items.map((item) => readItem(item, channelBase)),
    deleted: [],
  }
}

function siteLink(channel: XmlNode): string | undefined {
  return childrenNamed(channel, 'atom:link', 'link')
    .find((node) => (node.attributes.get('rel') ?? 'alternate') === 'alternate')
    ?.attributes.get('href')
}

function textsOf(node: XmlNode, name: string): string[] {
  return childrenNamed(node, name)
    .map((child) => innerText(child).trim())
    .filter((text) => text !== '')
}

function readItem(item: XmlNode, channelBase: string): RawEntry {
  const guid = childNamed(item, 'guid', 'atom:id', 'id')
  const source = childNamed(item, 'source')
  const ownBase = item.attributes.get('xml:base')
  return {
    id: (guid && innerText(guid).trim()) || item.attributes.get('rdf:about') || undefined,
    idIsLink: guid?.name === 'guid' && guid.attributes.get('isPermaLink')?.trim().toLowerCase() !== 'false',
    links: readLinks(item),
    title: firstText(item, ['title', 'dc:title', 'itunes:title', 'media:title']),
    content: firstText(item, ['content:encoded', 'xhtml:body', 'xhtml:div', 'body', 'atom:content'], 'html'),
    summary:
      firstText(item, ['description', 'atom:summary', 'summary', 'dc:description', 'itunes:summary']) ??
      mediaDescription(item) ??
      firstText(item, ['itunes:subtitle']),
    published: dates(item, [
      'pubDate',
      'pubdate',
      'dc:date',
      'atom:published',
      'dcterms:issued',
      'dcterms:created',
      'published',
    ]),
    updated: dates(item, ['atom:updated', 'dcterms:modified', 'updated']),
    authors: readAuthors(item),
    source:
      source === undefined
        ? undefined
        : { title: innerText(source).trim() || undefined, url: source.attributes.get('url'), authors: [] },
    lang: item.attributes.get('xml:lang') ?? textOf(item, 'dc:language', 'language'),
    base: ownBase === undefined ? undefined : joinBase(channelBase, ownBase),
    media: [...readMedia(item), ...atomEnclosures(item)],
    tags: [...textsOf(item, 'category'), ...textsOf(item, 'dc:subject')],
    replies: textOf(item, 'slash:comments', 'thr:total'),
    commentsUrl: textOf(item, 'comments'),
    commentsFeed: textOf(item, 'wfw:commentRss', 'wfw:commentRSS'),
    inReplyTo: replyTo(item),
  }
}

/** What a comment answers: the id of RFC 4685, or its address where no id is given. */
export function replyTo(item: XmlNode): string | undefined {
  const node = childNamed(item, 'thr:in-reply-to')
  return node?.attributes.get('ref') ?? node?.attributes.get('href')
}

export function dates(node: XmlNode, names: readonly string[]): string[] {
  return names.flatMap((name) => textsOf(node, name))
}

function readLinks(item: XmlNode): RawLink[] {
  const links: RawLink[] = []
  for (const node of childrenNamed(item, 'link', 'atom:link')) {
    const href = node.attributes.get('href') ?? innerText(node).trim()
    if (href === '') continue
    const { attributes } = node
    links.push({
      href,
      rel: attributes.get('rel') ?? 'alternate',
      type: attributes.get('type'),
      title: attributes.get('title'),
      count: attributes.get('thr:count'),
    })
  }
  const original = textOf(item, 'feedburner:origLink')
  if (original !== undefined) links.unshift({ href: original, rel: 'alternate' })
  return links
}

function atomEnclosures(item: XmlNode): RawEntry['media'] {
  return childrenNamed(item, 'atom:link')
    .filter((node) => node.attributes.get('rel') === 'enclosure' && node.attributes.has('href'))
    .map((node) => ({
      url: node.attributes.get('href') ?? '',
      type: node.attributes.get('type'),
      from: 'enclosure' as const,
    }))
}

function readAuthors(item: XmlNode): RawAuthor[] {
  const people = childrenNamed(item, 'author', 'atom:author').map((node) =>
    childNamed(node, 'name', 'atom:name') === undefined ? rssPerson(innerText(node)) : atomPerson(node),
  )
  const creators = [...textsOf(item, 'dc:creator'), ...textsOf(item, 'dc:author')].map(rssPerson)
  for (const group of [creators, people, textsOf(item, 'itunes:author').map(rssPerson)]) {
    const named = group.filter((person) => person.name !== undefined || person.email !== undefined)
    if (named.length > 0) return named
  }
  return []
}
