import { Failure } from '#shared/failure'

/**
 * Addresses of servers as people type them, and whether a password may travel to them. In one place, because every
 * network that asks for an address has to decide this alike. Pure.
 */

/** True for this machine itself by name or address, with or without a port, whatever path follows. */
export function isThisMachine(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:[/?#]|$)/i.test(host)
}

/** True where nobody can read along: over https or wss, or on this machine itself. */
export function isPrivateWay(url: URL): boolean {
  return (
    /^(?:https|wss):$/.test(url.protocol) || (/^(?:http|ws):$/.test(url.protocol) && isThisMachine(url.host))
  )
}

/**
 * The address that typed text means; the scheme may be left out. `is` says what it should be and how that looks, as in
 * `a server. It looks like town.example`. Throws bad-input with what to change.
 */
export function typedAddress(typed: string, is: string): URL {
  const text = typed.trim()
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isThisMachine(text) ? 'http' : 'https'}://${text}`
  const url = URL.canParse(whole) && !/\s/.test(text) ? new URL(whole) : undefined
  const isPlace = url !== undefined && (url.hostname.includes('.') || isThisMachine(url.host))
  if (url === undefined || !isPlace || !/^https?:$/.test(url.protocol))
    throw new Failure('bad-input', `This is not the address of ${is}.`)
  if (url.username !== '' || url.password !== '')
    throw new Failure(
      'bad-input',
      'Leave the name and the password out of the address: Earshot would keep them unsealed.',
    )
  return url
}

/** As typedAddress, for what a password is sent to. Throws bad-input where others could read along. */
export function safeAddress(typed: string, is: string, lost = 'the sign-in'): URL {
  const url = typedAddress(typed, is)
  if (isPrivateWay(url)) return url
  throw new Failure('bad-input', `${url.host} must be asked over https, or others could read ${lost}.`)
}

/** The host out of `@ana@town.example`; any other text as it is. */
export function hostOfHandle(typed: string): string {
  const text = typed.trim()
  return /^[@!]?[^@!/\s]+@([^@/\s]+)$/.exec(text)?.[1] ?? text
}

/** A whole address that is given and not typed, if nobody can read along there. */
export function givenAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && isPrivateWay(url) ? url : undefined
}
