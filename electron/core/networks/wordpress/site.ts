import { Failure } from '#shared/failure'
import { safeAddress, typedAddress } from '../server-address.ts'

/** A blog's addresses: as typed, as its REST API is asked, and as its comments are named. Pure. */

/** Throws bad-input with what to change. The scheme may be left out. */
export function readSite(typed: string): URL {
  const url = typedAddress(typed, 'a blog. It looks like https://blog.example')
  url.hash = ''
  return url
}

/** As readSite, for a blog that is sent a password. */
export function readSafeSite(typed: string): URL {
  safeAddress(typed, 'a blog. It looks like https://blog.example')
  return readSite(typed)
}

/** The address of a route below the root of a REST API, whether that is a path or `?rest_route=`. */
export function endpoint(root: string, route: string): string {
  const url = new URL(root)
  const asked = url.searchParams.get('rest_route')
  if (asked === null) url.pathname = joined(url.pathname, route)
  else url.searchParams.set('rest_route', joined(asked, route))
  return url.href
}

function joined(base: string, route: string): string {
  return `${base.replace(/\/+$/, '')}${route}`
}

/** The blog that an address of its REST API belongs to: the part before the routes. */
export function siteOfRoot(root: string): string {
  const url = new URL(root)
  // Hosts of many blogs name the blog in the route.
  const within = (url.searchParams.get('rest_route') ?? '').replace(/\/(?:wp\/v2\/(?!sites\/).*)?$/, '')
  const path = url.pathname.replace(/\/wp-json(?:\/.*)?$/, '').replace(/\/(?:index\.php)?$/, '')
  return `${url.origin}${path}${within}`
}

/** An address without what does not tell blogs apart. */
export function plainSite(address: string): string {
  const url = new URL(address)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** A blog's name in ids: the same over http and https. */
export function siteKey(site: string): string {
  return plainSite(site).replace(/^https?:\/\//, '')
}

/** A comment's name, the same for whoever hears it. */
export function commentName(site: string, id: number): string {
  return `${siteKey(site)}#comment-${id}`
}

/** The number of a comment at its blog. Throws not-supported for what is no comment. */
export function commentId(name: string): number {
  const id = /#comment-(\d+)$/.exec(name)?.[1]
  if (id === undefined) throw new Failure('not-supported', 'This is no comment that a blog can be asked for.')
  return Number(id)
}

/** The blog of a comment, from its name alone. */
export function siteOfName(name: string): URL {
  return readSite(name.replace(/#.*$/, ''))
}

/** Why the API is asked where it stands on another host than the blog, for the ledger of hosts. */
export const rootWords = 'the address that a blog gives for programs'
