import { parseJsonFeed } from 'feedsmith'
import { joinBase } from './links.ts'
import { mostEntries, type RawAuthor, type RawFeed } from './raw-feed.ts'
import { plain } from './read-parts.ts'

/** A JSON Feed, versions 1.0 and 1.1. Takes the parsed JSON; throws the library's errors where it is no feed. */
export function parseJsonFeedData(data: unknown, url: string): RawFeed {
  const feed = parseJsonFeed(data, { maxItems: mostEntries })
  return {
    format: 'json',
    parser: 'feedsmith',
    title: plain(feed.title),
    description: plain(feed.description),
    link: feed.home_page_url,
    lang: feed.language,
    base: joinBase(url, feed.home_page_url),
    authors: (feed.authors ?? []).map(jsonAuthor),
    entries: (feed.items ?? []).map((item) => ({
      id: item.id,
      links: [
        ...(item.url === undefined ? [] : [{ href: item.url, rel: 'alternate' }]),
        ...(item.external_url === undefined ? [] : [{ href: item.external_url, rel: 'related' }]),
      ],
      title: plain(item.title),
      content:
        item.content_html === undefined
          ? plain(item.content_text)
          : { value: item.content_html, kind: 'html' },
      summary: plain(item.summary),
      published: [item.date_published],
      updated: [item.date_modified],
      authors: (item.authors ?? []).map(jsonAuthor),
      lang: item.language,
      media: [
        ...[item.image, item.banner_image]
          .filter((one) => one !== undefined)
          .map((one) => ({ url: one, from: 'image' as const })),
        ...(item.attachments ?? []).map(({ url: at, mime_type: type, title }) => ({
          url: at ?? '',
          type,
          alt: title,
          from: 'enclosure' as const,
        })),
      ],
      tags: item.tags ?? [],
    })),
    deleted: [],
  }
}

function jsonAuthor(author: {
  name?: string | undefined
  url?: string | undefined
  avatar?: string | undefined
}): RawAuthor {
  return { name: author.name, uri: author.url, avatar: author.avatar }
}
