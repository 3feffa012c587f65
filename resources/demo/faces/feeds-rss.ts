import { escapeHtml } from '../pieces.ts'
import type { Article, Feed } from './feed-articles.ts'
import { paragraphs } from './feed-articles.ts'

/** RSS 2.0 as blog engines write it, and two ways in which others get it wrong. */

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

export function writeRss(feed: Feed, origin: string, encoding = 'UTF-8'): string {
  const newest = feed.articles[0]?.atMs ?? 0
  return `<?xml version="1.0" encoding="${encoding}"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	>

<channel>
	<title>${escapeHtml(feed.title)}</title>
	<atom:link href="${origin}${feed.path}" rel="self" type="application/rss+xml" />
	<link>${origin}${feed.home}</link>
	<description>${escapeHtml(feed.about)}</description>
	<lastBuildDate>${rfc822(newest)}</lastBuildDate>
	<language>${feed.lang}</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<sy:updateFrequency>1</sy:updateFrequency>
	<ttl>60</ttl>
${feed.articles.map((article) => rssItem(feed, article, origin)).join('\n')}
</channel>
</rss>
`
}

function rssItem(feed: Feed, article: Article, origin: string): string {
  const link = `${origin}${feed.home}${article.slug}`
  const tags = (article.tags ?? []).map((tag) => `\n		<category>${cdata(tag)}</category>`).join('')
  const author = article.by === undefined ? '' : `\n		<dc:creator>${cdata(article.by)}</dc:creator>`
  return `	<item>
		<title>${escapeHtml(article.title)}</title>
		<link>${link}</link>
		<comments>${link}#comments</comments>${author}
		<pubDate>${rfc822(article.atMs)}</pubDate>${tags}
		<guid isPermaLink="false">${origin}/?p=${feed.key}-${article.slug}</guid>
		<description>${cdata(`${(article.text.split('\n')[0] ?? '').slice(0, 200)} [&#8230;]`)}</description>
		<content:encoded>${cdata(`${paragraphs(article.text)}\n`)}</content:encoded>
		<wfw:commentRss>${link}/comments/feed</wfw:commentRss>
		<slash:comments>${article.comments.length}</slash:comments>
	</item>`
}

/** The comments of one article, or of all. */
export function writeCommentFeed(
  title: string,
  feed: Feed,
  comments: { atMs: number; by: string; text: string; article: Article }[],
  origin: string,
): string {
  const items = comments.map(
    (each) => `	<item>
		<title>By: ${escapeHtml(each.by)}</title>
		<link>${origin}${feed.home}${each.article.slug}#comment-${each.atMs / 1000}</link>
		<dc:creator>${cdata(each.by)}</dc:creator>
		<pubDate>${rfc822(each.atMs)}</pubDate>
		<guid isPermaLink="false">${origin}${feed.home}${each.article.slug}#comment-${each.atMs / 1000}</guid>
		<description>${cdata(each.text)}</description>
		<content:encoded>${cdata(`${paragraphs(each.text)}\n`)}</content:encoded>
	</item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	>
<channel>
	<title>${escapeHtml(title)}</title>
	<link>${origin}${feed.home}</link>
	<description>${escapeHtml(feed.about)}</description>
${items.join('\n')}
</channel>
</rss>
`
}

/** Written by hand by somebody who does not know about XML: a bare ampersand, an entity of HTML, no dates on half of it. */
export function writeSloppyRss(feed: Feed, origin: string): string {
  const items = feed.articles.map((article, index) => {
    const date =
      index % 2 === 0
        ? `<pubDate>${new Date(article.atMs).toISOString().slice(0, 16).replace('T', ' ')}</pubDate>`
        : ''
    return `<item><title>${article.title}</title><link>${origin}${feed.home}${article.slug}</link><description>${article.text}&nbsp;<a href="${feed.home}">More</a></description>${date}</item>`
  })
  return `<rss version="2.0"><channel><title>${feed.title}</title><link>${origin}${feed.home}</link><description>${feed.about}</description>\n${items.join('\n')}\n</channel></rss>`
}

/** Dates of RFC 822 as RSS wants them. */
function rfc822(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000')
}

const lowSigns: Record<string, number> = {
  Ё: 0xa8,
  ё: 0xb8,
  '«': 0xab,
  '»': 0xbb,
  '—': 0x97,
  '–': 0x96,
  '№': 0xb9,
  '…': 0x85,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
}

/** Windows code page 1251, the part that Russian needs; other characters become references. */
export function encode1251(text: string): Uint8Array {
  const bytes = Array.from(text).flatMap((sign) => {
    const code = sign.codePointAt(0) ?? 0
    if (code < 0x80) return [code]
    if (code >= 0x410 && code <= 0x44f) return [code - 0x410 + 0xc0]
    const low = lowSigns[sign]
    return low === undefined ? [...Buffer.from(`&#${code};`, 'latin1')] : [low]
  })
  return Uint8Array.from(bytes)
}
