import { minutesOf } from './written.ts'

/** An article of a feed, in plain text; paragraphs are parted by blank lines. */
export interface WrittenArticle {
  slug: string
  minutesAgo: number
  title: string
  text: string
  by?: string
  tags?: string[]
  /** The page it is about, for feeds that point elsewhere. */
  link?: string
  comments?: { minutesAgo: number; by: string; text: string }[]
}

export interface WrittenFeed {
  key: string
  /** Path of the feed on the town's host. */
  path: string
  /** Path of the pages it is about. */
  home: string
  shape: 'rss' | 'rss-windows-1251' | 'rss-sloppy' | 'atom' | 'atom-alerts' | 'rdf' | 'json'
  title: string
  about: string
  lang: string
  articles: WrittenArticle[]
}

export function article(
  ago: string,
  slug: string,
  title: string,
  text: string,
  more: Omit<WrittenArticle, 'minutesAgo' | 'slug' | 'title' | 'text'> = {},
): WrittenArticle {
  return { minutesAgo: minutesOf(ago), slug, title, text, ...more }
}

export function comment(
  ago: string,
  by: string,
  text: string,
): { minutesAgo: number; by: string; text: string } {
  return { minutesAgo: minutesOf(ago), by, text }
}
