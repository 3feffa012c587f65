import { Failure } from '#shared/failure'
import { safeAddress } from '../server-address.ts'

/** A forum's addresses: as typed, as it is asked, and as its posts are named. Pure. */

/** What an address on a forum leads to. */
export type Spot =
  | { type: 'forum' }
  /** `slug` as the address has it; the number, where it has one, stands for it better. */
  | { type: 'category'; slug: string; id: string | undefined }
  | { type: 'tag'; tag: string }
  | { type: 'user'; name: string }

export interface Address {
  /** `https://forum.example`, or with the folder that the forum stands in; no slash at the end. */
  site: string
  spot: Spot
}

/** The parts of a path where the forum's own pages begin. */
const pages = /\/(?:c|tags?|t|u|p|g|latest|new|top|hot|unread|categories|search|login|about|faq)(?:\/|$)/

/** Reads an address on a forum; the scheme may be left out. Throws bad-input with what to change. */
export function readAddress(typed: string): Address {
  const url = safeAddress(typed, 'a forum. It looks like https://forum.example', 'along')
  const start = pages.exec(url.pathname)?.index ?? url.pathname.length
  const inside = url.pathname.slice(start).replace(/\.json$/, '')
  return {
    site: `${url.origin}${url.pathname.slice(0, start).replace(/\/+$/, '')}`,
    spot: spotOf(inside.split('/').slice(1).map(decoded)),
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    // A stray percent sign means itself.
    if (error instanceof URIError) return part
    throw error
  }
}

function spotOf([kind, ...rest]: readonly string[]): Spot {
  const parts = rest.filter((part) => part !== '' && part !== 'l' && part !== 'none' && part !== 'all')
  if (kind === 'c') {
    const id = parts.findLast((part) => /^\d+$/.test(part))
    const slug = parts.findLast((part) => !/^\d+$/.test(part) && !/^(?:latest|top|new|hot)$/.test(part))
    if (slug !== undefined || id !== undefined) return { type: 'category', slug: slug ?? id ?? '', id }
  }
  const [first] = parts
  // `/tags/c/…` is a tag within a category; the tag stands last.
  if ((kind === 'tag' || kind === 'tags') && first !== undefined) {
    const tag = parts.findLast((part) => !/^\d+$/.test(part)) ?? first
    return { type: 'tag', tag }
  }
  if (kind === 'u' && first !== undefined) return { type: 'user', name: first }
  return { type: 'forum' }
}

/** A forum's name in ids and for people: the same over http and https. */
export function siteKey(site: string): string {
  return site.replace(/^https?:\/\//, '')
}

export function refSpaceOf(site: string): string {
  return `discourse:${siteKey(site)}`
}

/** Where a post stands: its topic, and its number there, which no other post of the topic ever gets. */
export interface PostPlace {
  topic: number
  number: number
}

/** A post's name, the same for whoever hears it: `forum.example/t/12/3`. */
export function postName(site: string, { topic, number }: PostPlace): string {
  return `${siteKey(site)}/t/${String(topic)}/${String(number)}`
}

const named = /^(.+)\/t\/(\d+)\/(\d+)$/

/** The place that a name tells. Throws not-supported for what is no post. */
export function placeOfName(name: string): PostPlace & { site: string } {
  const [, key = '', topic = '', number = ''] = named.exec(name) ?? []
  if (key === '') throw new Failure('not-supported', 'This is no post that a forum can be asked for.')
  return { site: readAddress(key).site, topic: Number(topic), number: Number(number) }
}

const pendingMark = /^(.+)\/pending\/(\d+)$/

/** The name of a post of ours that waits until somebody of the forum lets it through. */
export function pendingName(site: string, id: number): string {
  return `${siteKey(site)}/pending/${String(id)}`
}

export function pendingIdOf(name: string): number | undefined {
  const id = pendingMark.exec(name)?.[2]
  return id === undefined ? undefined : Number(id)
}
