import { isIPv4 } from 'node:net'
import { Failure } from '#shared/failure'

/** The address of a feed as a person types it, checked and completed. */

/** Throws bad-input with what to change. The scheme may be left out. */
export function readAddress(typed: string): URL {
  const text = typed
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^(?:feed|rss|itpc|pcast):\/\//i, 'https://')
  if (text === '') throw new Failure('bad-input', 'The address is missing.')
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isPrivateHost(hostPart(text)) ? 'http' : 'https'}://${text}`
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  if (url === undefined || /\s/.test(text))
    throw new Failure('bad-input', `${quote(typed)} is not a web address.`)
  if (!/^https?:$/.test(url.protocol))
    throw new Failure('bad-input', `${quote(typed)} does not start with https:// or http://.`)
  if (url.username !== '' || url.password !== '') {
    throw new Failure(
      'bad-input',
      'Leave the name and the password out of the address: Earshot would keep them unsealed.',
    )
  }
  if (!/[.:]/.test(url.hostname) && !isPrivateHost(url.hostname)) {
    throw new Failure(
      'bad-input',
      `${quote(typed)} names no host; an address looks like https://blog.example/feed.`,
    )
  }
  url.hash = ''
  return url
}

function hostPart(text: string): string {
  return /^(\[[^\]]*\]|[^/:?#]*)/.exec(text)?.[0] ?? ''
}

function quote(text: string): string {
  return `“${text.trim().slice(0, 80)}”`
}

/** True where the name itself says that the host is in the user's own network: then the user meant it. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  if (host === 'localhost' || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(host)) return true
  if (isIPv4(host)) return isPrivateIPv4(host)
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([\da-f]{1,4}):([\da-f]{1,4}))$/.exec(host)
  if (mapped !== null) return isPrivateIPv4(mapped[1] ?? fromHextets(mapped[2], mapped[3]))
  return host === '::1' || host === '::' || /^f[cd][\da-f]{2}:|^fe[89ab][\da-f]:/.test(host)
}

function fromHextets(high = '0', low = '0'): string {
  const bits = parseInt(high, 16) * 65_536 + parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.')
}

function isPrivateIPv4(host: string): boolean {
  const [a = 0, b = 0] = host.split('.').map(Number)
  if (a === 10 || a === 127 || a === 0) return true
  return (
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127)
  )
}

/** A short name for a stream that has no title yet: host and path. */
export function addressName(url: URL): string {
  const path = url.pathname.replace(/\/+$/, '')
  return `${url.host.replace(/^www\./, '')}${path.length > 60 ? `${path.slice(0, 59)}…` : path}`
}
