import type { Deletion, FetchedAuthor, FetchedItem, Json } from '../types.ts'
import { parseFeedDate } from './dates.ts'
import { entryIds, scopedId } from './identity.ts'
import { resolveLink, unwrapLink } from './links.ts'
import { isIcon, toMedia } from './media.ts'
import type { RawAuthor, RawEntry, RawFeed } from './raw-feed.ts'
import { bodyText, printable, titleText } from './text.ts'

export interface Facts {
  /** The address that the feed came from. */
  url: string
  /** The feed's lasting name, in front of ids that are unique in it only. */
  feedId: string
  /** When entries without a date were first seen, epoch ms. */
  seenMs: number
  /** The stream listens to comments on the user's own site, or to mentions of it: they speak to us. */
  ours: boolean
  /** The stream was set up for comments. */
  comments: boolean
  /** Each entry is a page elsewhere that speaks of ours. */
  mentions?: boolean | undefined
}

/** Entries as items, each id once, and the deletions that the feed itself announces. */
export function toItems(feed: RawFeed, facts: Facts): { items: FetchedItem[]; deletions: Deletion[] } {
  const base = resolveLink(feed.base, facts.url) ?? facts.url
  const contentBase = feed.format === 'atom' ? base : (resolveLink(feed.link, base) ?? base)
  const about: About = {
    feed,
    facts,
    base: feed.base !== undefined && feed.base !== facts.url ? base : contentBase,
    title: titleText(feed.title) ?? new URL(facts.url).host,
    // A feed's bare mail address (robot@…) tells less than its title.
    authors: named(feed.authors.filter((person) => person.name !== undefined)),
    lang: toLang(feed.lang),
  }
  const ids = entryIds(feed, facts.feedId, (entry) => entryLink(entry, about))
  const comments = facts.comments || isCommentsFeed(feed, facts.url)
  const items = new Map<string, FetchedItem>()
  feed.entries.forEach((entry, index) => {
    const remoteId = ids[index] ?? ''
    // Where an entry is given twice, its newest wording counts, and the first of equals.
    const item = toItem(entry, remoteId, comments, about)
    const known = items.get(remoteId)
    if (known === undefined || (item.editedMs ?? item.createdMs) > (known.editedMs ?? known.createdMs))
      items.set(remoteId, item)
  })
  return {
    items: [...items.values()],
    deletions: feed.deleted.map((id) => ({ ref: scopedId(id.trim(), facts.feedId) })),
  }
}

interface About {
  feed: RawFeed
  facts: Facts
  /** Where relative addresses start that have no xml:base of their own. */
  base: string
  /** Of the feed, for entries that say nothing themselves. */
  title: string
  authors: [RawAuthor, string][]
  lang: string | undefined
}

function toItem(entry: RawEntry, remoteId: string, comments: boolean, about: About): FetchedItem {
  const { feed, facts } = about
  const base = entry.base ?? about.base
  const url = entryLink(entry, about)
  const body = entry.content ?? entry.summary
  const isComment = comments || entry.inReplyTo !== undefined
  const kind = facts.mentions === true ? 'mention' : isComment ? 'comment' : 'article'
  const replies = toCount(entry.replies)
  const parent = entry.inReplyTo?.trim()
  return {
    remoteId,
    ...(parent === undefined || parent === '' ? {} : { parentRef: scopedId(parent, facts.feedId) }),
    kind,
    author: toAuthor(entry, about),
    mine: false,
    direct: kind !== 'article' && facts.ours,
    ...toTimes(entry, facts.seenMs),
    ...optional('title', titleText(entry.title)),
    ...bestBody(entry, base),
    ...optional('lang', toLang(body?.lang ?? entry.lang) ?? about.lang),
    ...optional('url', url),
    media: toMedia(entry.media, base),
    metrics: replies === undefined ? {} : { replies },
    raw: toRaw(entry, feed),
  }
}

/** The full content; the summary where there is none or it holds no words. */
function bestBody(entry: RawEntry, base: string): Pick<FetchedItem, 'text' | 'spans'> {
  const full = bodyText(entry.content, base)
  return full.text === '' ? bodyText(entry.summary, base) : full
}

function toTimes(entry: RawEntry, seenMs: number): Pick<FetchedItem, 'createdMs' | 'editedMs'> {
  const first = (dates: (string | undefined)[]): number | undefined =>
    dates.map(parseFeedDate).find((ms) => ms !== undefined)
  const published = first(entry.published)
  const updated = first(entry.updated)
  if (published !== undefined && updated !== undefined && updated > published)
    return { createdMs: published, editedMs: updated }
  return { createdMs: published ?? updated ?? seenMs }
}

/** The page of the entry: its link, else a guid that is an address. */
function entryLink(entry: RawEntry, about: About): string | undefined {
  const base = entry.base ?? about.base
  const resolve = (link: RawEntry['links'][number]): string | undefined =>
    resolveLink(link.href, link.base ?? base)
  const pages = entry.links.filter((link) => link.rel === 'alternate')
  // Several alternates are translations into other formats; people read HTML.
  const best = [...pages.filter((link) => (link.type ?? 'text/html').includes('html')), ...pages]
  const other = ['via', 'content', 'related'].flatMap((rel) => entry.links.filter((link) => link.rel === rel))
  const link = [...best, ...other].map(resolve).find((one) => one !== undefined)
  const fromId =
    entry.idIsLink === true && /^https?:\/\//i.test(entry.id ?? '') ? resolveLink(entry.id, base) : undefined
  const found = best.map(resolve).find((one) => one !== undefined) ?? fromId ?? link
  return found === undefined ? undefined : unwrapLink(found)
}

function toAuthor(entry: RawEntry, { feed, facts, base, title, authors }: About): FetchedAuthor {
  const people = [named(entry.authors), named(entry.source?.authors ?? []), authors].find(
    (group) => group.length > 0,
  )
  const sourceTitle = titleText(
    entry.source?.title === undefined ? undefined : { value: entry.source.title, kind: 'maybe' },
  )
  const own = named(entry.authors).length > 0
  const name =
    (own ? undefined : sourceTitle) ??
    (people === undefined ? undefined : [...new Set(people.map(([, one]) => one))].join(', ')) ??
    title
  const single = people?.length === 1 && people[0]?.[1] === name ? people[0][0] : undefined
  const icon = entry.media.find(isIcon)
  return {
    remoteId: `${facts.feedId}#author:${name}`,
    handle: name,
    name,
    ...optional(
      'url',
      resolveLink(
        single?.uri ?? (people !== undefined || name === sourceTitle ? undefined : feed.link),
        base,
      ),
    ),
    ...optional('avatarUrl', resolveLink(single?.avatar ?? icon?.url, base)),
  }
}

/** People with the name to show: their own, else the part of the mail address that is theirs. */
function named(people: RawAuthor[]): [RawAuthor, string][] {
  return people.slice(0, 20).flatMap((person) => {
    const own = titleText(person.name === undefined ? undefined : { value: person.name, kind: 'maybe' })
    const name = own ?? person.email?.split('@')[0]?.trim()
    return name === undefined || name === '' ? [] : [[person, name] satisfies [RawAuthor, string]]
  })
}

/**
 * True for a feed of comments, seen by its address or by what all its entries point at. Titles are no sign: they are
 * written in the site's language.
 */
export function isCommentsFeed(feed: RawFeed, url: string): boolean {
  if (isCommentsAddress(url)) return true
  return (
    feed.entries.length > 0 &&
    feed.entries.every((entry) =>
      [entry.id, ...entry.links.map((link) => link.href)].some((text) =>
        /#comment-?\d+$|#c\d{5,}$/.test(text ?? ''),
      ),
    )
  )
}

/** WordPress, Blogger and others name their comments feeds alike. */
export function isCommentsAddress(url: string): boolean {
  return /\/comments\/(?:feed|rss|atom|default|index\.xml)\b|comments-(?:rss2?|atom)\b|\/comments\.(?:rss|xml|atom)\b/i.test(
    url,
  )
}

function toCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined
}

/** A language tag in its usual spelling (`en-us` and `en_US` are `en-US`); undefined where it is none. */
export function toLang(text: string | undefined): string | undefined {
  const tag = text?.trim().replaceAll('_', '-') ?? ''
  if (tag.length > 35 || !/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) || /^und\b/i.test(tag))
    return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch (error) {
    // RangeError is how a well-looking tag that is none is told.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** What the feed said, without the parsers' ways of saying it, as JSON. */
function toRaw(entry: RawEntry, feed: RawFeed): Json {
  // The entry holds strings, numbers, lists and plain objects only, so its JSON is a Json.
  return JSON.parse(printable(JSON.stringify({ format: feed.format, parser: feed.parser, ...entry }))) as Json
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  // The compiler does not follow a computed key of a generic.
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>)
}
