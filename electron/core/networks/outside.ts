import { subscribe } from 'node:diagnostics_channel'
import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP, isIPv6 } from 'node:net'
import { EnvHttpProxyAgent, fetch as undiciFetch, WebSocket } from 'undici'
import { Failure } from '#shared/failure'
import type { Fetch } from '../deps.ts'
import type { OpenSocket } from './types.ts'

/**
 * The real connections, by undici in place of what the runtime brings, because Electron's Node has no WebSocket of
 * its own and an agent of one undici cannot serve another's fetch. Proxies come from HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
 *
 * `publicOnly` is decided after name resolution, by the very lookup that the connection uses, so that a name cannot
 * be public when asked and private when connected to. Behind a proxy the proxy resolves names; there only
 * literal addresses and names that are local by their form can be refused.
 */
export interface OutsideOptions {
  /** The demo town lives on the loopback address: `publicOnly` lets that through. */
  allowLoopback?: boolean
  /** Replaced by tests only, which cannot have a name of the public internet lead back to this machine. */
  lookup?: Lookup
}

type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void

/** Makes the real `Fetch`; `close` ends idle connections. */
export function createFetch(options: OutsideOptions = {}): Fetch & { close(): Promise<void> } {
  const allowLoopback = options.allowLoopback ?? false
  const anywhere = new EnvHttpProxyAgent()
  const publicOnly = new EnvHttpProxyAgent({
    connect: { lookup: publicLookup(allowLoopback, options.lookup ?? systemLookup) },
  })
  const fetch: Fetch = async (url, init) => {
    if (init.publicOnly && !mayName(new URL(url).hostname, allowLoopback)) throw privateFailure()
    const response = await undiciFetch(url, {
      method: init.method,
      headers: init.headers,
      body: init.body ?? null,
      signal: init.signal,
      redirect: 'manual',
      dispatcher: init.publicOnly ? publicOnly : anywhere,
    })
    return { status: response.status, headers: response.headers, body: response.body }
  }
  return Object.assign(fetch, {
    close: async () => {
      await Promise.all([anywhere.destroy(), publicOnly.destroy()])
    },
  })
}

/** The real text WebSocket; messages that are not text are dropped. */
export const openSocket: OpenSocket = (url, protocols, headers, handlers) => {
  const socket = new WebSocket(url, {
    protocols: [...protocols],
    headers,
    dispatcher: new EnvHttpProxyAgent(),
  })
  let closed = false
  const close = (reason: string) => {
    if (closed) return
    closed = true
    handlers.onClose(reason)
  }
  socket.addEventListener('open', () => closed || handlers.onOpen())
  socket.addEventListener('message', (event) => {
    if (!closed && typeof event.data === 'string') handlers.onText(event.data)
  })
  if (handlers.onPing !== undefined) whenPinged(socket, () => closed || handlers.onPing?.())
  socket.addEventListener('error', () => close('the connection failed'))
  socket.addEventListener('close', (event) =>
    close(event.reason === '' ? `closed (${event.code})` : event.reason),
  )
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => {
      socket.close()
      close('closed by us')
    },
  }
}

const pinged = new WeakMap<object, () => void>()
let listens = false

/** The WebSocket interface keeps pings to itself; undici tells of them beside it, for all sockets in one place. */
function whenPinged(socket: WebSocket, tell: () => void): void {
  pinged.set(socket, tell)
  if (listens) return
  listens = true
  subscribe('undici:websocket:ping', (message) => {
    // Typed unknown by Node; undici documents { payload, websocket }.
    const { websocket } = message as { websocket: object }
    pinged.get(websocket)?.()
  })
}

function privateFailure(): Failure {
  return new Failure('forbidden', 'The address lies inside a private network, so it was not opened.')
}

/** A DNS lookup that fails when any of the addresses is not public: one bad answer among good ones is an attack. */
function publicLookup(allowLoopback: boolean, lookup: Lookup) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, [])
      if (addresses.some(({ address }) => !mayOpen(address, allowLoopback)))
        return callback(privateFailure(), [])
      const [first] = addresses
      if (options.all === true || first === undefined) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
  }
}

function mayOpen(ip: string, allowLoopback: boolean): boolean {
  return isPublicAddress(ip) || (allowLoopback && isLoopback(ip))
}

/** What the name alone tells: literal addresses are judged here, since no lookup happens for them. */
function mayName(hostname: string, allowLoopback: boolean): boolean {
  const name = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (isIP(name) !== 0) return mayOpen(name, allowLoopback)
  if (name === 'localhost' || name.endsWith('.localhost')) return allowLoopback
  return !/\.(local|internal|lan|home\.arpa|intranet|corp|home)$/.test(name) && name.includes('.')
}

function isLoopback(ip: string): boolean {
  if (isIPv6(ip)) {
    const bytes = bytesOfV6(ip)
    const v4 = bytes === undefined ? undefined : embeddedV4(bytes)
    return v4 === undefined ? bytes?.every((byte, i) => byte === (i === 15 ? 1 : 0)) === true : v4[0] === 127
  }
  return isIP(ip) === 4 && ip.startsWith('127.')
}

/** Prefixes of IPv4 that are not the public internet (IANA special-purpose registry), as [first byte …, bits]. */
const privateV4: readonly (readonly [readonly [number, number, number, number], number])[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 88, 99, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 4],
  [[240, 0, 0, 0], 4],
]

/**
 * True for addresses of the public internet. Everything else is false: private, loopback, link-local, carrier NAT,
 * multicast, documentation and reserved ranges, and IPv6 forms that carry such an IPv4 address (mapped, compatible,
 * NAT64, 6to4). What is no address at all is false too.
 */
export function isPublicAddress(ip: string): boolean {
  const kind = isIP(ip)
  if (kind === 4) return isPublicV4(ip.split('.').map(Number))
  if (kind !== 6 || ip.includes('%')) return false
  const bytes = bytesOfV6(ip)
  if (bytes === undefined) return false
  const v4 = embeddedV4(bytes)
  if (v4 !== undefined) return isPublicV4(v4)
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  // Only 2000::/3 is global unicast; inside it 2001::/23 (Teredo and protocol use) and 2001:db8::/32 are not.
  if (a < 0x20 || a > 0x3f) return false
  if (a === 0x20 && b === 0x01 && (c < 0x02 || (c === 0x0d && d === 0xb8))) return false
  return !(a === 0x3f && b === 0xff && c < 0x10)
}

function isPublicV4(bytes: readonly number[]): boolean {
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  return !privateV4.some(([prefix, bits]) => {
    const size = 2 ** (32 - bits)
    const start = prefix.reduce((sum, byte) => sum * 256 + byte, 0)
    return number >= start && number < start + size
  })
}

/** The IPv4 address inside an IPv6 one: ::a.b.c.d, ::ffff:a.b.c.d, ::ffff:0:a.b.c.d, 64:ff9b::/96 and 2002::/16. */
function embeddedV4(bytes: readonly number[]): readonly number[] | undefined {
  const zero = (from: number, to: number) => bytes.slice(from, to).every((byte) => byte === 0)
  const last = bytes.slice(12)
  if (bytes[0] === 0x20 && bytes[1] === 0x02) return bytes.slice(2, 6)
  if (bytes[0] === 0 && bytes[1] === 0x64 && bytes[2] === 0xff && bytes[3] === 0x9b) return last
  if (zero(0, 10) && bytes[10] === 0xff && bytes[11] === 0xff) return last
  if (zero(0, 8) && bytes[8] === 0xff && bytes[9] === 0xff && zero(10, 12)) return last
  // :: and ::1 are not IPv4 addresses.
  if (zero(0, 12) && !(last[0] === 0 && last[1] === 0 && last[2] === 0)) return last
  return undefined
}

/** The 16 bytes of an IPv6 address in any of its spellings. */
function bytesOfV6(ip: string): number[] | undefined {
  const plain = ip.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number)
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  })
  const [left = '', right] = plain.split('::')
  const groups = (side: string) =>
    side === '' ? [] : side.split(':').map((group) => Number.parseInt(group, 16))
  const start = groups(left)
  const end = right === undefined ? [] : groups(right)
  const middle = right === undefined ? 0 : 8 - start.length - end.length
  if (middle < 0) return undefined
  const all = [...start, ...Array.from({ length: middle }, () => 0), ...end]
  return all.length === 8 ? all.flatMap((group) => [group >> 8, group & 255]) : undefined
}
