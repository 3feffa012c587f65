import { createHash } from 'node:crypto'
import { normaliseLink } from './links.ts'
import type { RawEntry, RawFeed } from './raw-feed.ts'

/**
 * Who an entry is, so that it is stored once however often it is fetched:
 * 1. its guid or id; 2. its address without what counts visitors; 3. a hash of title, date and content.
 * A guid that is an address, a tag: or a urn: is unique in the world and taken as it is, so that an article heard in
 * two feeds is one item; everything else is unique in its feed only and gets the feed's address in front.
 * A guid that names no single entry (the site's address, or one that entries with other addresses share) is no guid.
 */
export function entryIds(
  feed: RawFeed,
  feedId: string,
  linkOf: (entry: RawEntry) => string | undefined,
): string[] {
  const shared = sharedIds(feed, linkOf)
  return feed.entries.map((entry) => {
    const id = entry.id?.trim()
    if (id !== undefined && id !== '' && !shared.has(id) && !isSite(id, feed.link))
      return scopedId(id, feedId)
    const link = linkOf(entry)
    if (link !== undefined && !isSite(link, feed.link)) return `${feedId}#${normaliseLink(link)}`
    return `${feedId}#${contentHash(entry)}`
  })
}

/** A guid as remoteId: as it is where it is unique in the world, else with the feed's address in front. */
export function scopedId(id: string, feedId: string): string {
  return /^(?:https?:\/\/\S|tag:\S|urn:\S)/i.test(id) ? id : `${feedId}#${id}`
}

/** Ids that stand on entries with different addresses. */
function sharedIds(feed: RawFeed, linkOf: (entry: RawEntry) => string | undefined): Set<string> {
  const links = new Map<string, string | undefined>()
  const shared = new Set<string>()
  for (const entry of feed.entries) {
    const id = entry.id?.trim()
    if (id === undefined || id === '') continue
    const link = linkOf(entry)
    if (links.has(id) && links.get(id) !== link) shared.add(id)
    links.set(id, link)
  }
  return shared
}

function isSite(id: string, site: string | undefined): boolean {
  const bare = (text: string): string => text.trim().replace(/\/$/, '')
  return site !== undefined && site.length - id.length < 50 && bare(id) === bare(site)
}

function contentHash(entry: RawEntry): string {
  const parts = [
    entry.title?.value,
    entry.published.find((date) => date !== undefined),
    (entry.content ?? entry.summary)?.value,
    entry.media[0]?.url,
  ]
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? '')))
    .digest('hex')
    .slice(0, 32)
}

/** The name of a feed for `refSpace` and `remoteId`: its address with the host in lower case, without fragment and login. */
export function feedIdOf(address: string): string {
  const url = new URL(address)
  url.hash = ''
  url.username = ''
  url.password = ''
  return url.href
}
