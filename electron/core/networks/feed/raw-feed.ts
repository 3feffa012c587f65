/**
 * What a feed says, in one shape whatever its format and whichever parser read it, before anything is
 * decided about it. Dates are still strings, and addresses still relative to `base`, which is absolute itself.
 */

/**
 * A text as the feed marks it up.
 * - text: plain, to be shown as it is
 * - html: markup
 * - maybe: RSS does not say; a title or description that may hold markup or only entities
 */
export interface RawText {
  value: string
  kind: 'text' | 'html' | 'maybe'
  /** Absolute base address for relative links inside, where xml:base says one. */
  base?: string | undefined
  lang?: string | undefined
}

export interface RawLink {
  href: string
  rel: string
  type?: string | undefined
  title?: string | undefined
  base?: string | undefined
  /** `thr:count` of a replies link. */
  count?: string | undefined
}

export interface RawAuthor {
  name?: string | undefined
  uri?: string | undefined
  email?: string | undefined
  avatar?: string | undefined
}

export interface RawMedia {
  url: string
  type?: string | undefined
  /** `medium` of media:content: image, audio, video, document, executable. */
  medium?: string | undefined
  alt?: string | undefined
  preview?: string | undefined
  width?: number | undefined
  height?: number | undefined
  /** Where it came from decides what a small picture is: an avatar or an illustration. */
  from: 'enclosure' | 'content' | 'thumbnail' | 'image'
}

export interface RawEntry {
  /** guid, id or rdf:about. */
  id?: string | undefined
  /** The guid is also the entry's address (isPermaLink is not false). */
  idIsLink?: boolean | undefined
  links: RawLink[]
  title?: RawText | undefined
  content?: RawText | undefined
  summary?: RawText | undefined
  /** Best first; the first that can be read counts. */
  published: (string | undefined)[]
  updated: (string | undefined)[]
  authors: RawAuthor[]
  /** The publication an entry was taken from (RSS source, Atom source). */
  source?: { title?: string | undefined; url?: string | undefined; authors: RawAuthor[] } | undefined
  lang?: string | undefined
  base?: string | undefined
  media: RawMedia[]
  tags: string[]
  /** Number of comments: slash:comments or thr:total. */
  replies?: string | undefined
  /** Address of the page with comments. */
  commentsUrl?: string | undefined
  /** Address of the feed of comments. */
  commentsFeed?: string | undefined
  inReplyTo?: string | undefined
}

/** Entries read of one document, in its order: feeds give the newest first, and none in good faith gives more. */
export const mostEntries = 10_000

export interface RawFeed {
  format: 'rss' | 'rdf' | 'atom' | 'json'
  parser: 'rss-parser' | 'feedsmith'
  title?: RawText | undefined
  description?: RawText | undefined
  /** The site that the feed belongs to. */
  link?: string | undefined
  lang?: string | undefined
  base?: string | undefined
  authors: RawAuthor[]
  updated?: string | undefined
  ttlMinutes?: string | undefined
  updatePeriod?: string | undefined
  updateFrequency?: string | undefined
  entries: RawEntry[]
  /** Ids of entries that the feed says are deleted (Atom deleted-entry, RFC 6721). */
  deleted: string[]
}
