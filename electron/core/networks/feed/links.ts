/** Addresses in feeds: relative, sloppy or wrapped, made absolute and safe to show. All functions are pure. */

/** Longer addresses are refused everywhere in the program. */
const longestLink = 4000

/**
 * The absolute address of `href` against `base`; undefined unless it is http or https. What is absolute already is
 * kept as written, because feeds use addresses as names.
 */
export function resolveLink(href: string | undefined, base: string | undefined): string | undefined {
  // Line breaks and tabs inside an address come from pretty-printed XML.
  const written = href?.replace(/[\r\n\t]+/g, '').trim()
  if (written === undefined || written === '' || written.length > longestLink) return undefined
  const typed = written.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:\/\//i, 'http://')
  const whole = /^www\.[^/]+\./i.test(typed) ? `http://${typed}` : typed
  const url = toUrl(whole, base)
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined
  return /^https?:\/\/[^\s<>"\\^`{|}]+$/i.test(whole) ? whole : url.href
}

/** A new base: `inner` as written in xml:base, inside `outer`. Nonsense leaves the outer base in force. */
export function joinBase(outer: string, inner: string | undefined): string {
  if (inner === undefined || inner.length > longestLink || inner.trim() === '') return outer
  const url = toUrl(inner.trim().replaceAll('&amp;', '&'), outer)
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.href : outer
}

function toUrl(text: string, base: string | undefined): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined
}

/** The page behind Google's counting redirect, as Google Alerts wraps every link; anything else unchanged. */
export function unwrapLink(link: string): string {
  const url = toUrl(link, undefined)
  if (
    url === undefined ||
    url.pathname !== '/url' ||
    !/^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/.test(url.hostname)
  )
    return link
  const target = url.searchParams.get('url') ?? url.searchParams.get('q') ?? ''
  return /^https?:\/\//i.test(target) && URL.canParse(target) ? target : link
}

const countingParameters = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid)$/i

/** One spelling for addresses that differ only in case of the host, default port and parameters that count visitors. */
export function normaliseLink(link: string): string {
  const url = toUrl(link, undefined)
  if (url === undefined) return link
  const names = Array.from(url.searchParams.keys())
  for (const name of names) if (countingParameters.test(name)) url.searchParams.delete(name)
  return url.href.endsWith('#') ? url.href.slice(0, -1) : url.href
}
