import { parseAtomFeed } from 'feedsmith'
import { Failure } from '#shared/failure'
import { isComment, isNamed, postOfAddress } from './place.ts'
import { isBlank, nobody, pictureAt, type Told } from './told.ts'

/**
 * Reddit's Atom feeds. A feed says less than the API: not what a comment answers, no points, no edits. What was written
 * stands in the content between two marks; around it Reddit puts who wrote it and where.
 */

type Entry = NonNullable<ReturnType<typeof parseAtomFeed<string>>['entries']>[number]

/** A feed holds so many entries at most. */
export const mostEntries = 100

/** The posts and comments of a feed; subreddits, which a search finds too, are left out. Throws bad-response. */
export function readFeed(body: Uint8Array, host: string): Told[] {
  const entries = entriesOf(new TextDecoder().decode(body), host)
  const told = entries.map(toldOfEntry)
  const good = told.filter((one) => one !== undefined)
  if (good.length === 0 && entries.some(({ id }) => id === undefined || isNamed(id)))
    throw new Failure('bad-response', `${host} sent a feed whose entries cannot be understood.`)
  return good
}

function entriesOf(text: string, host: string): Entry[] {
  try {
    return parseAtomFeed(text, { maxItems: 2 * mostEntries }).entries ?? []
  } catch (cause) {
    const what = /^\s*(?:<!doctype html|<html)/i.test(text) ? 'a web page' : 'something that is no feed'
    throw new Failure('bad-response', `${host} answered with ${what} instead of a feed.`, { cause })
  }
}

function toldOfEntry(entry: Entry): Told | undefined {
  const { id: name } = entry
  const createdMs = Date.parse(entry.published ?? entry.updated ?? '')
  if (name === undefined || !isNamed(name) || !Number.isFinite(createdMs)) return undefined
  const address = entry.links?.find(({ href }) => href !== undefined)?.href
  const author = authorOf(entry)
  const content = entry.content?.value ?? ''
  const link = isComment(name) ? undefined : linkOf(content, address)
  const picture = pictureAt(link)
  const written = /<!-- SC_OFF -->(.*?)<!-- SC_ON -->/s.exec(content)?.[1]
  return {
    name,
    author,
    createdMs,
    title: titleOf(entry, name, author),
    link: picture === undefined ? link : undefined,
    html: written ?? '',
    post: isComment(name) ? postOfAddress(address) : undefined,
    path: pathOf(address),
    subreddit: entry.categories?.[0]?.term,
    locked: false,
    archived: false,
    poll: false,
    media: picture === undefined ? [] : [picture],
    isGone: isBlank((written ?? '').replaceAll(/<[^>]*>/g, '')),
  }
}

function authorOf({ authors }: Entry): string {
  const name = (authors?.[0]?.name ?? '').replace(/^\/?u\//, '').trim()
  return name === '' ? nobody : name
}

/** The title of a comment's entry names its author before the title of the post. */
function titleOf(entry: Entry, name: string, author: string): string | undefined {
  const title = entry.title?.value
  if (title === undefined || !isComment(name)) return title
  const start = [`/u/${author} on `, `${author} on `].find((one) => title.startsWith(one))
  return start === undefined ? title : title.slice(start.length)
}

/** What a post points to, unless that is its own page. */
function linkOf(content: string, address: string | undefined): string | undefined {
  const link = /<a href="([^"]+)">\s*\[link\]\s*<\/a>/.exec(content)?.[1]?.replaceAll('&amp;', '&')
  if (link === undefined || link === address || pathOf(link) === pathOf(address)) return undefined
  // Pictures of a gallery stand on a page of their own, which says nothing more.
  return /^https?:\/\/[^/]+\/gallery\//.test(link) ? undefined : link
}

/** The path below Reddit's own root, also where that is a folder. */
function pathOf(address: string | undefined): string | undefined {
  return /^https?:\/\/[^/]+.*?(\/(?:r|user)\/[^?#]*)/.exec(address ?? '')?.[1]
}
