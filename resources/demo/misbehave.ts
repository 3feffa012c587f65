import type { Answer } from './message.ts'
import { html } from './message.ts'

/** How an answer can go wrong. A number is that HTTP status, in the shape the real servers give it. */
export type Fault =
  | 401
  | 402
  | 403
  | 404
  | 410
  | 422
  | 429
  | 500
  | 502
  | 503
  | 'slow'
  | 'truncated'
  | 'wrong-type'
  | 'html'
  | 'empty'
  | 'repeated-cursor'
  | 'duplicate-items'
  | 'clock-skew'
  | 'reset'
  | 'dropped-stream'

export const faults: readonly Fault[] = [
  ...([401, 402, 403, 404, 410, 422, 429, 500, 502, 503] as const),
  ...([
    'slow',
    'truncated',
    'wrong-type',
    'html',
    'empty',
    'repeated-cursor',
    'duplicate-items',
    'clock-skew',
  ] as const),
  ...(['reset', 'dropped-stream'] as const),
]

export interface Rule {
  /** Prefix of the path that it is for. */
  path: string
  fault: Fault
  /** Only requests with this method. */
  method?: string | undefined
  /** How often, then all is well again. Absent: until `behave`. */
  times?: number | undefined
  /** With 429 and 503: the Retry-After header, seconds or an HTTP date as it stands. Absent: no such header. */
  retryAfter?: number | string | undefined
  /** With 429: the distance of X-RateLimit-Reset from now, in seconds; 300 if absent. */
  resetAfter?: number | undefined
  /** The request takes effect all the same; only its answer is lost to the fault (statuses, reset). */
  acts?: boolean | undefined
  /** With slow: town milliseconds to hold the answer; absent: until `release`. */
  ms?: number | undefined
  /** With clock-skew: how far in the future the server believes itself to be; an hour if absent. */
  skewMs?: number | undefined
}

/** The rules in force, oldest first; each request uses up at most one. */
export class Misbehaviour {
  private rules: Rule[] = []

  add(rule: Rule): void {
    if (!faults.includes(rule.fault)) throw new RangeError(`there is no fault called ${String(rule.fault)}`)
    if (!rule.path.startsWith('/')) throw new RangeError('the path of a rule starts with /')
    this.rules.push({ ...rule })
  }

  clear(): void {
    this.rules = []
  }

  /** The rule for this request, counted as used. */
  take(method: string, path: string): Rule | undefined {
    const rule = this.rules.find(
      (each) => path.startsWith(each.path) && (each.method === undefined || each.method === method),
    )
    if (rule?.times === undefined) return rule
    rule.times -= 1
    if (rule.times <= 0) this.rules = this.rules.filter((each) => each !== rule)
    return rule
  }
}

const words: Record<number, string> = {
  401: 'The access token is invalid',
  402: 'No credits are left',
  403: 'This action is not allowed',
  404: 'Record not found',
  410: 'Gone',
  422: 'Validation failed: Text is not acceptable',
  429: 'Too many requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'There was a temporary problem serving your request, please try again',
}

/**
 * An answer that stands in for the real one; undefined if the fault changes the real one instead. `own` words a
 * status in the way of the network that was asked, where that differs from Mastodon's.
 */
export function standIn(
  rule: Rule,
  nowMs: number,
  own: (status: number, resetAtMs: number) => Answer | undefined = () => undefined,
): Answer | undefined {
  if (rule.fault === 'html')
    return html('<html><body><h1>Checking your browser</h1><p>One moment, please.</p></body></html>')
  if (rule.fault === 'empty')
    return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: '' }
  if (typeof rule.fault !== 'number') return undefined
  const resetAfter = rule.resetAfter ?? (typeof rule.retryAfter === 'number' ? rule.retryAfter : 300)
  const owned = own(rule.fault, nowMs + resetAfter * 1000)
  if (owned !== undefined) {
    const wait: Record<string, string> =
      rule.retryAfter === undefined ? {} : { 'retry-after': String(rule.retryAfter) }
    return { ...owned, headers: { ...owned.headers, ...wait } }
  }
  if (rule.fault === 502)
    return html(
      '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>',
      502,
    )
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
  if (rule.retryAfter !== undefined) headers['retry-after'] = String(rule.retryAfter)
  // One style at a time: a window that ends long after the wait would say two things at once.
  if (rule.fault === 429 && (rule.retryAfter === undefined || rule.resetAfter !== undefined)) {
    headers['x-ratelimit-limit'] = '300'
    headers['x-ratelimit-remaining'] = '0'
    headers['x-ratelimit-reset'] = isoMicros(nowMs + (rule.resetAfter ?? 300) * 1000)
  }
  return { status: rule.fault, headers, body: JSON.stringify({ error: words[rule.fault] }) }
}

/** ISO 8601 with six digits of a second, as Ruby writes it. */
export function isoMicros(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z')
}

/** Bends a good answer. `url` is the request's own address. */
export function bend(rule: Rule, answer: Answer, url: URL): Answer {
  if (rule.fault === 'wrong-type')
    return { ...answer, headers: { ...answer.headers, 'content-type': 'application/octet-stream' } }
  if (rule.fault === 'repeated-cursor')
    return {
      ...answer,
      headers: { ...answer.headers, link: repeatedLink(answer, url) },
      body: repeatedCursor(answer.body, url),
    }
  if (rule.fault === 'duplicate-items')
    return {
      ...answer,
      body: changeItems(answer.body, (items) => items.flatMap((item) => [item, item]), true),
    }
  if (rule.fault === 'clock-skew') {
    const skewMs = rule.skewMs ?? 3_600_000
    return {
      ...answer,
      body: changeItems(answer.body, (items) => items.map((item) => shiftTimes(item, skewMs))),
    }
  }
  return answer
}

/** A Link header that leads back to this very page, in both directions. */
function repeatedLink(answer: Answer, url: URL): string {
  const link = answer.headers['link'] ?? ''
  const same = url.toString()
  return ['next', 'prev']
    .filter((rel) => rel === 'next' || link.includes(`rel="${rel}"`))
    .map((rel) => `<${same}>; rel="${rel}"`)
    .join(', ')
}

/** Where the cursor is a field of the answer: the one that was asked with, once more. */
function repeatedCursor(body: string | Uint8Array, url: URL): string | Uint8Array {
  const asked = url.searchParams.get('cursor')
  const token = url.searchParams.get('pagination_token') ?? url.searchParams.get('next_token')
  if (token !== null) return changeItems(body, ([data]) => [repeatToken(data, token)])
  if (asked === null) return body
  return changeItems(body, ([data]) =>
    typeof data === 'object' && data !== null && 'cursor' in data ? [{ ...data, cursor: asked }] : [data],
  )
}

/** A page that was reached by a token in `meta` (X) and names itself as the next. */
function repeatToken(data: unknown, asked: string): unknown {
  if (typeof data !== 'object' || data === null || !('meta' in data)) return data
  const { meta } = data
  return typeof meta !== 'object' || meta === null ? data : { ...data, meta: { ...meta, next_token: asked } }
}

/** Changes a list, or an object as a list of one; with `inside`, the lists that an object holds. */
function changeItems(
  body: string | Uint8Array,
  change: (items: unknown[]) => unknown[],
  inside = false,
): string | Uint8Array {
  if (typeof body !== 'string') return body
  let data: unknown
  try {
    data = JSON.parse(body)
  } catch {
    // Not JSON: a feed or a page, which has no list to change.
    return body
  }
  if (Array.isArray(data)) return JSON.stringify(change(data))
  if (!inside || typeof data !== 'object' || data === null) return JSON.stringify(change([data])[0])
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(data).map(([name, value]) => [name, Array.isArray(value) ? change(value) : value]),
    ),
  )
}

/** Moves every ISO time in a value, however deep. */
function shiftTimes(value: unknown, byMs: number): unknown {
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? new Date(Date.parse(value) + byMs).toISOString() : value
  if (Array.isArray(value)) return value.map((each) => shiftTimes(each, byMs))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shiftTimes(each, byMs)]))
}
