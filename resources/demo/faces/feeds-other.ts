import { escapeHtml } from '../pieces.ts'
import type { Feed } from './feed-articles.ts'
import { paragraphs } from './feed-articles.ts'

/** RSS 1.0, which is RDF: items stand beside the channel and have addresses for identity. */
export function writeRdf(feed: Feed, origin: string): string {
  const at = (slug: string): string => `${origin}${feed.home}${slug}`
  const seq = feed.articles
    .map((article) => `        <rdf:li rdf:resource="${at(article.slug)}"/>`)
    .join('\n')
  const items = feed.articles
    .map(
      (article) => `  <item rdf:about="${at(article.slug)}">
    <title>${escapeHtml(article.title)}</title>
    <link>${at(article.slug)}</link>
    <description>${escapeHtml(article.text)}</description>
    <dc:creator>Harbour Office</dc:creator>
    <dc:date>${new Date(article.atMs).toISOString().slice(0, 19)}+00:00</dc:date>
  </item>`,
    )
    .join('\n')
  return `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
  <channel rdf:about="${origin}${feed.path}">
    <title>${escapeHtml(feed.title)}</title>
    <link>${at('')}</link>
    <description>${escapeHtml(feed.about)}</description>
    <sy:updatePeriod>hourly</sy:updatePeriod>
    <sy:updateFrequency>2</sy:updateFrequency>
    <items>
      <rdf:Seq>
${seq}
      </rdf:Seq>
    </items>
  </channel>
${items}
</rdf:RDF>
`
}

/** JSON Feed 1.1. */
export function writeJsonFeed(feed: Feed, origin: string): string {
  return JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: feed.title,
      home_page_url: `${origin}${feed.home}`,
      feed_url: `${origin}${feed.path}`,
      description: feed.about,
      language: feed.lang,
      items: feed.articles.map((article) => ({
        id: `${origin}${feed.home}${article.slug}`,
        url: `${origin}${feed.home}${article.slug}`,
        title: article.title,
        content_html: paragraphs(article.text),
        date_published: new Date(article.atMs).toISOString(),
        ...(article.by === undefined ? {} : { authors: [{ name: article.by }] }),
        ...(article.tags === undefined ? {} : { tags: article.tags }),
      })),
    },
    null,
    2,
  )
}
