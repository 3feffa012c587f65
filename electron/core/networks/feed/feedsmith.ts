import {
  parseAtomFeed,
  parseRdfFeed,
  parseRssFeed,
  detectAtomFeed,
  detectRdfFeed,
  detectRssFeed,
} from 'feedsmith'
import { joinBase } from './links.ts'
import {
  mostEntries,
  type RawAuthor,
  type RawEntry,
  type RawFeed,
  type RawLink,
  type RawMedia,
  type RawText,
} from './raw-feed.ts'
import { plain, rssPerson } from './read-parts.ts'

/**
 * The second parser: for XML that is not strict (bare &, &nbsp;, upper-case or prefixed elements, RSS
 * without a version). It hands over each format's own shape, which is brought into ours here.
 */

type Rss = ReturnType<typeof parseRssFeed<string>>
type Rdf = ReturnType<typeof parseRdfFeed<string>>
type Atom = ReturnType<typeof parseAtomFeed<string>>
type RssItem = NonNullable<Rss['items']>[number]
type RdfItem = NonNullable<Rdf['items']>[number]
type AtomEntry = NonNullable<Atom['entries']>[number]
type Media = NonNullable<RssItem['media']>
type Xml = { base?: string | undefined; lang?: string | undefined } | undefined

const limit = { maxItems: mostEntries }

/** Throws the library's errors where the text is no feed it knows. */
export function parseWithFeedsmith(text: string, url: string): RawFeed {
  if (detectRssFeed(text)) return fromRss(parseRssFeed(text, limit), 'rss', url)
  if (detectAtomFeed(text)) return fromAtom(parseAtomFeed(text, limit), url)
  if (detectRdfFeed(text)) return fromRss(parseRdfFeed(text, limit), 'rdf', url)
  throw new Error('not a feed in XML')
}

function loose(value: string | undefined, kind: 'maybe' | 'html' = 'maybe'): RawText | undefined {
  return value === undefined || value.trim() === '' ? undefined : { value: value.trim(), kind }
}

function fromRss(feed: Rss | Rdf, format: 'rss' | 'rdf', url: string): RawFeed {
  const channelBase = joinBase(url, feed.xml?.base)
  // RDF has no fields of RSS 2.0, and is otherwise read the same way.
  const rss: Partial<Rss> = feed
  const author = feed.dc?.creators?.[0] ?? rss.itunes?.author
  return {
    format,
    parser: 'feedsmith',
    title: loose(feed.title),
    description: loose(feed.description),
    link: feed.link,
    lang: rss.language ?? feed.dc?.languages?.[0] ?? feed.xml?.lang,
    base: channelBase,
    authors: author === undefined ? [] : [rssPerson(author)],
    updated: rss.lastBuildDate ?? rss.pubDate ?? feed.dc?.dates?.[0],
    ttlMinutes: rss.ttl?.toString(),
    updatePeriod: feed.sy?.updatePeriod,
    updateFrequency: feed.sy?.updateFrequency?.toString(),
    entries: (feed.items ?? []).map((item) => fromRssItem(item, channelBase)),
    deleted: [],
  }
}

function fromRssItem(either: RssItem | RdfItem, channelBase: string): RawEntry {
  const item: Partial<RssItem> & Pick<Partial<RdfItem>, 'rdf'> = either
  const { atom, dc, dcterms, itunes, media } = item
  return {
    id: item.guid?.value ?? atom?.id ?? item.rdf?.about,
    idIsLink: item.guid !== undefined && item.guid.isPermaLink !== false,
    links: [
      ...(item.link === undefined ? [] : [{ href: item.link, rel: 'alternate' }]),
      ...fromLinks(atom?.links, undefined),
    ],
    title: loose(item.title ?? dc?.titles?.[0] ?? itunes?.title ?? media?.title?.value),
    content: loose(item.content?.encoded, 'html'),
    summary:
      loose(item.description ?? atom?.summary?.value ?? dc?.descriptions?.[0] ?? itunes?.summary) ??
      fromDescription(media) ??
      loose(itunes?.subtitle),
    published: [
      item.pubDate,
      ...(dc?.dates ?? []),
      atom?.published,
      ...(dcterms?.issued ?? []),
      ...(dcterms?.created ?? []),
    ],
    updated: [atom?.updated, ...(dcterms?.modified ?? [])],
    authors: rssAuthors(item),
    source:
      item.source === undefined ? undefined : { title: item.source.title, url: item.source.url, authors: [] },
    lang: item.xml?.lang ?? dc?.languages?.[0],
    base: item.xml?.base === undefined ? undefined : joinBase(channelBase, item.xml.base),
    media: [
      ...(item.enclosures ?? []).map(({ url, type }) => ({
        url: url ?? '',
        type,
        from: 'enclosure' as const,
      })),
      ...fromMedia(media),
      ...(itunes?.image === undefined ? [] : [{ url: itunes.image, from: 'image' as const }]),
    ],
    tags: [...(item.categories ?? []).map((category) => category.name), ...(dc?.subjects ?? [])].filter(
      (tag) => tag !== undefined,
    ),
    replies: (item.slash?.comments ?? item.thr?.total)?.toString(),
    commentsUrl: item.comments,
    commentsFeed: item.wfw?.commentRss,
    inReplyTo: item.thr?.inReplyTos?.[0]?.ref ?? item.thr?.inReplyTos?.[0]?.href,
  }
}

function rssAuthors(item: Partial<RssItem>): RawAuthor[] {
  const creators = (item.dc?.creators ?? []).map(rssPerson)
  if (creators.length > 0) return creators
  const people = [...(item.authors ?? []), ...(item.atom?.authors ?? [])].map((person) => {
    const read = person.name === undefined ? {} : rssPerson(person.name)
    return { ...read, email: person.email ?? read.email, uri: 'uri' in person ? person.uri : undefined }
  })
  if (people.length > 0) return people
  return item.itunes?.author === undefined ? [] : [rssPerson(item.itunes.author)]
}

function fromLinks(links: AtomEntry['links'], base: string | undefined): RawLink[] {
  return (links ?? []).flatMap(({ href, rel = 'alternate', type, title, thr }) =>
    href === undefined
      ? []
      : [
          {
            href,
            rel: rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, ''),
            type,
            title,
            base,
            count: thr?.count?.toString(),
          },
        ],
  )
}

function fromDescription(media: Media | undefined): RawText | undefined {
  const one = media?.description ?? media?.groups?.[0]?.description
  if (one?.value === undefined) return undefined
  return one.type === 'html' ? loose(one.value, 'html') : plain(one.value)
}

function fromMedia(media: Media | undefined): RawMedia[] {
  const found: RawMedia[] = []
  for (const holder of [media, ...(media?.groups ?? [])]) {
    const contents: RawMedia[] = (holder?.contents ?? []).flatMap(
      ({ url, type, medium, width, height, description, thumbnails }) =>
        url === undefined
          ? []
          : [
              {
                url,
                type,
                medium,
                width,
                height,
                alt: description?.value,
                preview: thumbnails?.[0]?.url,
                from: 'content' as const,
              },
            ],
    )
    const stills: RawMedia[] = (holder?.thumbnails ?? []).flatMap(({ url, width, height }) =>
      url === undefined ? [] : [{ url, width, height, from: 'thumbnail' as const }],
    )
    const film = contents.find(
      (one) =>
        one.preview === undefined &&
        (one.medium === 'video' || /^video\/|shockwave-flash$/.test(one.type ?? '')),
    )
    if (film !== undefined) film.preview = stills.shift()?.url
    found.push(...contents, ...stills)
  }
  return found
}

function fromAtom(feed: Atom, url: string): RawFeed {
  const base = joinBase(url, feed.xml?.base)
  return {
    format: 'atom',
    parser: 'feedsmith',
    title: typed(feed.title, base),
    description: typed(feed.subtitle, base),
    link: fromLinks(feed.links, base).find((link) => link.rel === 'alternate')?.href,
    lang: feed.xml?.lang,
    base,
    authors: feed.authors ?? [],
    updated: feed.updated,
    updatePeriod: feed.sy?.updatePeriod,
    updateFrequency: feed.sy?.updateFrequency?.toString(),
    entries: (feed.entries ?? []).map((entry) => fromAtomEntry(entry, base)),
    deleted: [],
  }
}

function fromAtomEntry(entry: AtomEntry, feedBase: string): RawEntry {
  const base = joinBase(feedBase, entry.xml?.base)
  const links = fromLinks(entry.links, base)
  const replies = links.filter((link) => link.rel === 'replies')
  const feedOfReplies = replies.find(
    (link) => /atom|rss|xml/.test(link.type ?? '') && !(link.type ?? '').includes('html'),
  )
  return {
    id: entry.id,
    idIsLink: false,
    links,
    title: typed(entry.title, base),
    content: typed(entry.content, base),
    summary: typed(entry.summary, base) ?? fromDescription(entry.media),
    published: [entry.published, ...(entry.dc?.dates ?? [])],
    updated: [entry.updated],
    authors:
      (entry.authors?.length ?? 0) > 0 ? (entry.authors ?? []) : (entry.dc?.creators ?? []).map(rssPerson),
    source:
      entry.source === undefined
        ? undefined
        : {
            title: entry.source.title?.value,
            url: entry.source.links?.[0]?.href,
            authors: entry.source.authors ?? [],
          },
    lang: entry.xml?.lang ?? entry.dc?.languages?.[0],
    base,
    media: [
      ...links
        .filter((link) => link.rel === 'enclosure')
        .map(({ href, type }) => ({ url: href, type, from: 'enclosure' as const })),
      ...fromMedia(entry.media),
    ],
    tags: (entry.categories ?? []).map(({ label, term }) => label ?? term).filter((tag) => tag !== undefined),
    replies: (
      entry.thr?.total ??
      entry.slash?.comments ??
      replies.find((link) => link.count !== undefined)?.count
    )?.toString(),
    commentsUrl: replies.find((link) => (link.type ?? '').includes('html'))?.href,
    commentsFeed: feedOfReplies?.href ?? entry.wfw?.commentRss,
    inReplyTo: entry.thr?.inReplyTos?.[0]?.ref ?? entry.thr?.inReplyTos?.[0]?.href,
  }
}

function typed(
  text: { value?: string | undefined; type?: string | undefined; xml?: Xml } | undefined,
  base: string,
): RawText | undefined {
  const value = text?.value?.trim()
  const type = (text?.type ?? 'text').toLowerCase()
  if (value === undefined || value === '') return undefined
  const isMarkup = ['html', 'xhtml', 'text/html', 'application/xhtml+xml'].includes(type)
  if (type.includes('/') && !type.startsWith('text/') && !isMarkup) return undefined
  return {
    value,
    kind: isMarkup ? 'html' : 'text',
    base: joinBase(base, text?.xml?.base),
    lang: text?.xml?.lang,
  }
}
