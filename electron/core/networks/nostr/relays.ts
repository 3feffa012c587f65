import { Failure } from '#shared/failure'
import { givenAddress, isThisMachine } from '../server-address.ts'

/** Addresses of relays: how they are typed, compared and shown. Pure. */

/** Asked where the user names none and has published no list (NIP-65). The last one can search words. */
export const defaultRelays: readonly string[] = [
  'wss://relay.damus.io',
  'wss://nos.lol',
  'wss://relay.primal.net',
  'wss://relay.nostr.band',
]

/** More relays than this bring little but requests. */
export const mostRelays = 8

/**
 * The address in one spelling; undefined for what is no relay, or would speak openly over the internet. A scheme is
 * wanted: with it core knows the hosts that the user named, wherever they stand in a text.
 */
export function relayAddress(text: string): string | undefined {
  const url = givenAddress(text.trim())
  if (url === undefined || !/^wss?:$/.test(url.protocol)) return undefined
  if (url.hostname === '' || url.username !== '' || url.password !== '') return undefined
  if (!isThisMachine(url.host) && !url.hostname.includes('.')) return undefined
  url.hash = ''
  return url.href.replace(/\/+$/, '')
}

/** Relays as typed, between spaces or commas. Throws bad-input that names the one that is none. */
export function typedRelays(text: string): string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const relays = words.map((word) => {
    const relay = relayAddress(word)
    if (relay !== undefined) return relay
    throw new Failure(
      'bad-input',
      `"${word}" is no relay: type addresses like wss://relay.example, with spaces between them.`,
    )
  })
  if (new Set(relays).size > mostRelays)
    throw new Failure('bad-input', `Name ${mostRelays} relays at most: each is asked every time.`)
  return [...new Set(relays)]
}

/** What people know a relay by. */
export function relayName(url: string): string {
  const { host, pathname } = new URL(url)
  return pathname === '/' ? host : `${host}${pathname}`
}

/** Where its own document is (NIP-11): the same address, asked as a page. */
export function pageOf(relay: string): string {
  return relay.replace(/^ws/, 'http')
}
