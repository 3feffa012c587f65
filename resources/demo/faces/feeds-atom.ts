import { hashOf } from '../ids.ts'
import { escapeHtml } from '../pieces.ts'
import type { Article, Feed } from './feed-articles.ts'
import { paragraphs } from './feed-articles.ts'

/** Atom (RFC 4287) with xhtml content, relative links and threading (RFC 4685); and Atom as an alert service writes it. */

export function writeAtom(feed: Feed, origin: string): string {
  const entries = feed.articles.flatMap((article) => [
    atomEntry(feed, article, origin),
    ...article.comments.map((each) => commentEntry(feed, article, each, origin)),
  ])
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="${feed.lang}" xml:base="${origin}${feed.home}">
  <title type="text">${escapeHtml(feed.title)}</title>
  <subtitle>${escapeHtml(feed.about)}</subtitle>
  <id>${tagOf(feed, 'feed')}</id>
  <updated>${rfc3339(feed.articles[0]?.atMs ?? 0)}</updated>
  <link rel="self" type="application/atom+xml" href="atom.xml"/>
  <link rel="alternate" type="text/html" href="./"/>
${entries.join('\n')}
</feed>
`
}

function atomEntry(feed: Feed, article: Article, origin: string): string {
  const count = article.comments.length
  const replies =
    count === 0
      ? ''
      : `\n    <link rel="replies" type="application/rss+xml" href="${article.slug}/comments/feed" thr:count="${count}"/>`
  const tags = (article.tags ?? []).map((tag) => `\n    <category term="${escapeHtml(tag)}"/>`).join('')
  return `  <entry xml:base="${origin}${feed.home}">
    <title type="html">${escapeHtml(escapeHtml(article.title))}</title>
    <id>${tagOf(feed, article.slug)}</id>
    <link rel="alternate" type="text/html" href="${article.slug}"/>${replies}
    <published>${rfc3339(article.atMs)}</published>
    <updated>${rfc3339(article.atMs)}</updated>
    <author><name>${escapeHtml(article.by ?? feed.title)}</name></author>${tags}
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${paragraphs(article.text)}
<p>More at <a href="./">the <b>mill</b></a>.</p></div></content>
  </entry>`
}

/** Comments come along in the feed, as entries that say what they answer. */
function commentEntry(
  feed: Feed,
  article: Article,
  comment: Article['comments'][number],
  origin: string,
): string {
  return `  <entry>
    <title>Comment on ${escapeHtml(article.title)}</title>
    <id>${tagOf(feed, `${article.slug}/comment-${hashOf(comment.text)}`)}</id>
    <link rel="alternate" type="text/html" href="${article.slug}#comment-${comment.atMs / 1000}"/>
    <thr:in-reply-to ref="${tagOf(feed, article.slug)}" type="text/html" href="${origin}${feed.home}${article.slug}"/>
    <published>${rfc3339(comment.atMs)}</published>
    <updated>${rfc3339(comment.atMs)}</updated>
    <author><name>${escapeHtml(comment.by)}</name></author>
    <content type="text">${escapeHtml(comment.text)}</content>
  </entry>`
}

function tagOf(feed: Feed, name: string): string {
  return `tag:lindenbrook.example,2026:${feed.key}/${name}`
}

function rfc3339(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

/** Links lead through the service, hits are in bold, and there is one author without a name. */
export function writeAlerts(feed: Feed, origin: string): string {
  const entries = feed.articles.map((article) => {
    const target = encodeURIComponent(article.link ?? `${origin}${feed.home}${article.slug}`)
    const way = `https://www.google.com/url?rct=j&sa=t&url=${target}&ct=ga&cd=CAIyGjZlNDU&usg=AOvVaw0${hashOf(article.title).toString(36)}`
    const bold = article.title.replaceAll(/(bakery|crumb)/gi, '<b>$1</b>')
    return `<entry> <id>tag:google.com,2013:googlealerts/feed:${hashOf(article.slug + article.title)}0${article.slug}</id> <title type="html">${escapeHtml(bold)}</title> <link href="${escapeHtml(way)}"></link> <published>${rfc3339(article.atMs)}</published> <updated>${rfc3339(article.atMs)}</updated> <content type="html">${escapeHtml(article.text)}</content> <author> <name></name> </author> </entry>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:idx="urn:atom-extension:indexing"> <id>tag:google.com,2005:reader/user/08154711/state/com.google/alerts/2606</id> <title>${escapeHtml(feed.title)}</title> <link href="${origin}${feed.path}" rel="self"></link> <updated>${rfc3339(feed.articles[0]?.atMs ?? 0)}</updated> ${entries.join(' ')} </feed>`
}
