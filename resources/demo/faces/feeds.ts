import { createHash } from 'node:crypto'
import type { WrittenArticle } from '../content/article.ts'
import { writtenFeeds } from '../content/articles.ts'
import { html, page, redirect, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import type { Face, FaceSetting } from './face.ts'
import { paragraphs, type Article, type Feed } from './feed-articles.ts'
import { writeAlerts, writeAtom } from './feeds-atom.ts'
import { writeJsonFeed, writeRdf } from './feeds-other.ts'
import { encode1251, writeCommentFeed, writeRss, writeSloppyRss } from './feeds-rss.ts'

export interface FeedAddress {
  title: string
  url: string
  format: 'rss' | 'atom' | 'rdf' | 'json'
}

export interface Feeds {
  all: readonly Feed[]
  addresses(origin: string): FeedAddress[]
  /** Adds an article to the feed with this key, path or address; answers with the article's path. */
  publish(feed: string, article: { title: string; text: string; atMs: number }): string
}

/** The neighbours' feeds as they are at `nowMs`. */
export function feedsOf(nowMs: number, written: boolean): Feeds {
  const all = writtenFeeds.map((feed) => ({
    ...feed,
    articles: written ? feed.articles.map((each) => placed(each, nowMs)) : [],
  }))
  return {
    all,
    addresses: (origin) =>
      all.map((feed) => ({ title: feed.title, url: origin + feed.path, format: formatOf(feed) })),
    publish(name, { title, text, atMs }) {
      const feed = all.find((each) => each.key === name || name.endsWith(each.path))
      if (feed === undefined) throw new RangeError(`no feed is called ${name}`)
      const slug = `news-${feed.articles.length + 1}`
      feed.articles.unshift({ slug, title, text, atMs, comments: [] })
      return `${feed.home}${slug}`
    },
  }
}

function placed({ minutesAgo, comments, ...rest }: WrittenArticle, nowMs: number): Article {
  // Feeds tell times in whole seconds.
  const at = (minutes: number): number => Math.floor((nowMs - minutes * 60_000) / 1000) * 1000
  return {
    ...rest,
    atMs: at(minutesAgo),
    comments: (comments ?? []).map((each) => ({ by: each.by, text: each.text, atMs: at(each.minutesAgo) })),
  }
}

function formatOf(feed: Feed): FeedAddress['format'] {
  if (feed.shape.startsWith('atom')) return 'atom'
  if (feed.shape === 'rdf' || feed.shape === 'json') return feed.shape
  return 'rss'
}

/** Type and bytes of a feed. */
function written(feed: Feed, origin: string): { type: string; body: string | Uint8Array } {
  switch (feed.shape) {
    case 'rss':
      return { type: 'application/rss+xml; charset=UTF-8', body: writeRss(feed, origin) }
    case 'rss-windows-1251':
      // No charset here: it is in the document only.
      return { type: 'text/xml', body: encode1251(writeRss(feed, origin, 'windows-1251')) }
    case 'rss-sloppy':
      return { type: 'text/xml; charset=utf-8', body: writeSloppyRss(feed, origin) }
    case 'atom':
      return { type: 'application/atom+xml; charset=utf-8', body: writeAtom(feed, origin) }
    case 'atom-alerts':
      return { type: 'application/atom+xml; charset=UTF-8', body: writeAlerts(feed, origin) }
    case 'rdf':
      return { type: 'application/rdf+xml', body: writeRdf(feed, origin) }
    case 'json':
      return { type: 'application/feed+json; charset=utf-8', body: writeJsonFeed(feed, origin) }
  }
}

/** The neighbours' pages and feeds, with conditional GET, a feed that moved and one that is gone. */
export function face({ feeds, origin }: FaceSetting): Face {
  return {
    name: 'feeds',
    handle(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
      const path = request.url.pathname
      if (path === '/old-gazette/feed') return redirect(`${origin}/gazette/feed`, 301)
      if (path === '/candles/feed') return html(page('Gone', '<h1>The candle shop has closed</h1>'), 410)
      for (const feed of feeds.all) {
        if (path === feed.path) {
          const { type, body } = written(feed, origin)
          return conditional(request, type, body, feed.articles[0]?.atMs ?? 0)
        }
        if (path.startsWith(feed.home)) return pageOf(feed, path.slice(feed.home.length), origin, request)
      }
      return undefined
    },
  }
}

/** A home page, an article's page or the feed of its comments. */
function pageOf(feed: Feed, rest: string, origin: string, request: TownRequest): Answer | undefined {
  if (rest === '') return html(homePage(feed))
  const [slug, more] = [rest.split('/')[0], rest.split('/').slice(1).join('/')]
  if (slug === 'comments' && more === 'feed') {
    const all = feed.articles
      .flatMap((article) => article.comments.map((each) => ({ ...each, article })))
      .sort((a, b) => b.atMs - a.atMs)
    return conditional(
      request,
      'application/rss+xml; charset=UTF-8',
      writeCommentFeed(`Comments on ${feed.title}`, feed, all, origin),
      all[0]?.atMs ?? 0,
    )
  }
  const article = feed.articles.find((each) => each.slug === slug)
  if (article === undefined) return undefined
  if (more === 'comments/feed') {
    const comments = article.comments.map((each) => ({ ...each, article })).sort((a, b) => b.atMs - a.atMs)
    const title = `Comments on ${article.title}`
    return conditional(
      request,
      'application/rss+xml; charset=UTF-8',
      writeCommentFeed(title, feed, comments, origin),
      comments[0]?.atMs ?? article.atMs,
    )
  }
  return more === '' ? html(articlePage(feed, article)) : undefined
}

function homePage(feed: Feed): string {
  const type = {
    rss: 'application/rss+xml',
    atom: 'application/atom+xml',
    rdf: 'application/rdf+xml',
    json: 'application/feed+json',
  }[formatOf(feed)]
  const comments =
    feed.key === 'gazette'
      ? `<link rel="alternate" type="application/rss+xml" title="${escapeHtml(feed.title)} &raquo; Comments" href="/gazette/comments/feed">\n`
      : ''
  const head = `<link rel="alternate" type="${type}" title="${escapeHtml(feed.title)}" href="${feed.path}">\n${comments}`
  const list = feed.articles
    .map((article) => `<li><a href="${article.slug}">${escapeHtml(article.title)}</a></li>`)
    .join('\n')
  return page(
    escapeHtml(feed.title),
    `<h1>${escapeHtml(feed.title)}</h1>\n<p>${escapeHtml(feed.about)}</p>\n<ul>\n${list}\n</ul>`,
    head,
  )
}

function articlePage(feed: Feed, article: Article): string {
  const comments = article.comments
    .map((each) => `<p><strong>${escapeHtml(each.by)}</strong>: ${escapeHtml(each.text)}</p>`)
    .join('\n')
  return page(
    escapeHtml(article.title),
    `<h1>${escapeHtml(article.title)}</h1>\n${paragraphs(article.text)}\n${comments}\n<p><a href="${feed.home}">${escapeHtml(feed.title)}</a></p>`,
  )
}

/** 304 where the client has it already: its ETag counts first, the date only without one (RFC 9110, section 13.2.2). */
function conditional(
  request: TownRequest,
  type: string,
  body: string | Uint8Array,
  changedMs: number,
): Answer {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`
  const headers = {
    'content-type': type,
    etag,
    'last-modified': new Date(changedMs).toUTCString(),
    'cache-control': 'max-age=300',
  }
  const tags = request.headers['if-none-match']
  const since = request.headers['if-modified-since']
  const known =
    tags === undefined
      ? since !== undefined && Date.parse(since) >= changedMs
      : tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
  return known ? { status: 304, headers, body: '' } : { status: 200, headers, body }
}
