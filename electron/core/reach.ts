import { findAccount } from './db/accounts.ts'
import { listStreams } from './db/streams.ts'
import type { HostLedger } from './deps.ts'
import { unnamedFailure } from './networks/http-failure.ts'
import type { Reach } from './networks/http.ts'
import type { OpenSocket } from './networks/types.ts'
import type { World } from './world.ts'

/*
 * Whom one piece of work may ask. A host is asked because somebody named it: the network's manifest, the account (as
 * it was typed, or as the network said at sign-in), a stream's configuration, what the user has just typed, or, told
 * with the request, an answer that leads on to it. Whatever nobody named is not asked, and the ledger keeps on whose
 * word each host was.
 */

/** Who a piece of work is for. */
export interface Of {
  network: string
  accountId?: number | undefined
}

/** The reach of a network and its account; `typed` is what the user wrote just now (an address, the fields of a form). */
export function reachOf(world: World, of: Of, typed: readonly string[] = []): Reach {
  const manifest = world.deps.networks.get(of.network)?.manifest
  const label = manifest?.label ?? of.network
  const patterns = manifest?.hosts ?? []
  let named: Map<string, string> | undefined
  return {
    why(host) {
      if (patterns.some((pattern) => isMeantBy(pattern, host))) return `${label}: it is its own host`
      named ??= namedHosts(world, of, label, typed)
      return named.get(host)
    },
  }
}

function namedHosts(world: World, of: Of, label: string, typed: readonly string[]): Map<string, string> {
  const named = new Map<string, string>()
  const name = (value: unknown, why: string): void => {
    for (const host of hostsIn(value)) if (!named.has(host)) named.set(host, why)
  }
  const account = of.accountId === undefined ? undefined : findAccount(world.db, of.accountId)
  if (account !== undefined) name([account.host, account.facts], `${label}: the account ${account.handle}`)
  for (const stream of listStreams(world.db))
    if (stream.network === of.network) name(stream.config, `${label}: the stream ${stream.name}`)
  name(typed, `${label}: you typed it`)
  if (world.deps.demoHost !== undefined) name(world.deps.demoHost, 'the demo town')
  return named
}

/** Whether a host of a manifest means this one; `*.example.com` is all below example.com. */
export function isMeantBy(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

/**
 * Every host that a value names, at whatever depth: addresses with a scheme wherever they stand in a text, and texts
 * that are nothing but a host with perhaps a path. As URL.host writes them: lower case, with a port that is not the
 * scheme's own.
 */
export function hostsIn(value: unknown): string[] {
  if (typeof value === 'string') return hostsInText(value)
  if (Array.isArray(value)) return value.flatMap(hostsIn)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(hostsIn)
  return []
}

function hostsInText(text: string): string[] {
  const addresses = text.match(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi)
  if (addresses !== null) return addresses.flatMap(hostOfAddress)
  // What has no scheme is a host only if it could be nothing else: one word with a dot or a port in its first part.
  const bare = text.trim()
  return /^[^\s@/]+[.:][^\s@/]+(\/\S*)?$/.test(bare) ? hostOfAddress(`https://${bare}`) : []
}

function hostOfAddress(address: string): string[] {
  // Sockets are asked at hosts like pages are; other schemes do not tell of the port that is left out.
  const web = address.replace(/^ws(s?):/i, 'http$1:').replace(/^feed:/i, 'https:')
  if (!/^https?:/i.test(web) || !URL.canParse(web)) return []
  const { host } = new URL(web)
  return host === '' ? [] : [host]
}

/** What is received over a socket is booked this often, and at its end. */
const bookingMs = 60_000

/** Opens sockets within a reach only, and books what comes in over them. */
export function guardedSocket(
  open: OpenSocket,
  reach: Reach,
  ledger: HostLedger,
  now: () => number,
): OpenSocket {
  return (url, protocols, headers, handlers) => {
    const [host = ''] = hostOfAddress(url)
    const why = reach.why(host)
    if (why === undefined) throw unnamedFailure(host)
    let bytes = 0
    let bookedMs = now()
    const book = (requests: number): void => {
      bookedMs = now()
      ledger.book(host, { atMs: bookedMs, bytes, requests, bucket: '', why })
      bytes = 0
    }
    book(1)
    return open(url, protocols, headers, {
      ...handlers,
      onText(text) {
        bytes += Buffer.byteLength(text)
        if (now() - bookedMs >= bookingMs) book(0)
        handlers.onText(text)
      },
      onClose(reason) {
        book(0)
        handlers.onClose(reason)
      },
    })
  }
}
