import { Failure } from '#shared/failure'
import type { HttpRequest } from './types.ts'

/** Requests as they leave, and what becomes of them at a redirect. Pure. */

/** A request ready to leave. */
export interface Outgoing {
  url: URL
  method: string
  /** Lower-case names. */
  headers: Record<string, string>
  body: string | undefined
  publicOnly: boolean
  maxBytes: number
  accept: readonly number[]
  /** On whose word its host is asked, where the request says so itself. */
  why: string | undefined
  /** Whose limits it counts against. */
  bucket: string
  /** Values that must not appear in any words for people. */
  secrets: string[]
}

const defaultMaxBytes = 5 * 1024 * 1024
/** Headers that belong to one origin only. */
const credentialHeaders = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'x-api-key',
  // Discourse
  'api-key',
  'user-api-key',
])

/** Builds what leaves from what was asked for; throws bad-input where the address is none. */
export function prepare(address: string, options: HttpRequest, userAgent: string): Outgoing {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Failure('bad-input', 'This is not a web address. It starts with https:// or http://.')
  }
  addQuery(url, options.query ?? {})
  const headers: Record<string, string> = { 'user-agent': userAgent, ...lowerCased(options.headers) }
  // A password in an address is a header in disguise; in the address it would end up in logs and redirects.
  if (url.username !== '' || url.password !== '') {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    headers['authorization'] ??= `Basic ${Buffer.from(pair).toString('base64')}`
    url.username = ''
    url.password = ''
  }
  url.hash = ''
  const body = bodyOf(options, headers)
  return {
    url,
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    body,
    publicOnly: options.publicOnly ?? false,
    maxBytes: options.maxBytes ?? defaultMaxBytes,
    accept: options.accept ?? [],
    why: options.named,
    bucket: options.bucket ?? '',
    secrets: secretsOf(headers, options.form ?? {}),
  }
}

/** Lists become `name[]=a&name[]=b` where the name ends so, else `name=a&name=b`. */
function addQuery(url: URL, query: NonNullable<HttpRequest['query']>): void {
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const one of typeof value === 'string' ? [value] : value) url.searchParams.append(name, one)
  }
}

function bodyOf(options: HttpRequest, headers: Record<string, string>): string | undefined {
  if (options.json !== undefined) {
    headers['content-type'] ??= 'application/json'
    return JSON.stringify(options.json)
  }
  if (options.form !== undefined) {
    headers['content-type'] ??= 'application/x-www-form-urlencoded'
    return new URLSearchParams(options.form).toString()
  }
  return undefined
}

function secretsOf(headers: Record<string, string>, form: Record<string, string>): string[] {
  const fromHeaders = [...credentialHeaders].flatMap((name) => (headers[name] ?? '').split(' ').slice(-1))
  const fromForm = Object.entries(form)
    .filter(([name]) => /token|secret|password|code/.test(name))
    .map(([, value]) => value)
  return [...fromHeaders, ...fromForm].filter((value) => value !== '')
}

/** What a redirect turns a request into; throws where following it would leak credentials or lose what was said. */
export function nextHop(out: Outgoing, status: number, location: string): Outgoing {
  const from = out.url.host
  const url = URL.canParse(location, out.url.href) ? new URL(location, out.url.href) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Failure('bad-response', `${from} sends requests on to something that is not a web address.`)
  }
  const hasCredentials = Object.keys(out.headers).some((name) => credentialHeaders.has(name))
  if (out.url.protocol === 'https:' && url.protocol === 'http:' && hasCredentials) {
    throw new Failure(
      'forbidden',
      `${from} sends requests on to an unencrypted address; the sign-in was not sent there.`,
    )
  }
  const repeatsBody = out.body !== undefined && status !== 303 && url.origin !== out.url.origin
  if ((out.method !== 'GET' && (status === 301 || status === 302)) || repeatsBody) {
    // Turning a POST into a GET would look like success and lose what was said; and bodies carry passwords and tokens,
    // which are for the origin that they were given to.
    throw new Failure('bad-response', `${from} has moved to ${url.host}. Sign in there.`, { status })
  }
  const headers =
    url.origin === out.url.origin
      ? out.headers
      : Object.fromEntries(Object.entries(out.headers).filter(([name]) => !credentialHeaders.has(name)))
  url.hash = ''
  const why = url.host === out.url.host ? out.why : `sent on by ${from}`
  if (status !== 303 || out.method === 'GET') return { ...out, url, headers, why }
  const { 'content-type': _, ...withoutType } = headers
  return { ...out, url, why, headers: withoutType, method: 'GET', body: undefined }
}

export function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
