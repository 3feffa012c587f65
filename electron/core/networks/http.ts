import { Failure } from '#shared/failure'
import type { Clock } from '../clock.ts'
import type { Fetch, HostLedger } from '../deps.ts'
import type { Http, HttpAnswer, HttpRequest, LineStream } from './types.ts'
import { connectionFailure, hostOf, statusFailure, timeoutFailure, unnamedFailure } from './http-failure.ts'
import { planWait, readLimits } from './http-limits.ts'
import { lowerCased, nextHop, prepare, type Outgoing } from './http-request.ts'

export { statusFailure } from './http-failure.ts'
export { readGraphUsage } from './http-usage.ts'

/**
 * The one way to the outside. Its rules:
 * 1. A host that asked us to wait is not asked before that; the wait is stored in the ledger, so a restart keeps it.
 * 2. Redirects are followed here, hop by hop: at most five, credentials stay with the origin they were meant for,
 *    and an address that must be public must be public at each hop.
 * 3. The time covers the whole exchange; the size is that of the decoded body.
 * 4. Words of failures name the host and what to do; never a path, a query, a secret, or a page's HTML.
 * 5. Nobody is asked whom nothing names: the reach of the work, the request itself, or a host that sends on. The
 *    ledger keeps which of them it was.
 */
export interface HttpDeps {
  fetch: Fetch
  ledger: HostLedger
  clock: Clock
  random(): number
  /** Sent as User-Agent. */
  userAgent?: string
}

/** Whom one piece of work may ask. */
export interface Reach {
  /** On whose word the host (with a port that is not the scheme's own) may be asked; undefined: it may not. */
  why(host: string): string | undefined
}

export interface HttpOptions {
  signal: AbortSignal
  reach: Reach
  /** The account that asks: its limits are counted apart from those of others on the same host. */
  bucket?: string | undefined
}

const mostRedirects = 5
const defaultTimeoutMs = 20_000
const redirectStatuses = new Set([301, 302, 303, 307, 308])
/** Of an answer that is a failure only its first bytes are read, for the host's own words. */
const failureBytes = 65_536

/** Makes the `Http` of one piece of work; `signal` ends everything that it has under way. */
export function createHttp(deps: HttpDeps): (options: HttpOptions) => Http {
  return ({ signal, reach, bucket: account = '' }) => {
    const bucketOf = (own: string | undefined) => [account, own ?? ''].filter((part) => part !== '').join('/')
    const request = (url: string, options: HttpRequest = {}) =>
      exchange(deps, { signal, reach }, url, { ...options, bucket: bucketOf(options.bucket) })
    return {
      request,
      lines: (url, options = {}) =>
        openLines(deps, { signal, reach }, url, { ...options, bucket: bucketOf(options.bucket) }),
      async json(url, options = {}) {
        const answer = await request(url, {
          ...options,
          headers: { accept: 'application/json', ...lowerCased(options.headers) },
        })
        return { data: parseJson(answer), answer }
      },
    }
  }
}

async function exchange(
  deps: HttpDeps,
  { signal: outer, reach }: HttpOptions,
  url: string,
  options: HttpRequest,
): Promise<HttpAnswer> {
  let out = named(reach, prepare(url, options, deps.userAgent ?? 'Earshot'))
  const ending = ender(deps.clock, outer, options.timeoutMs ?? defaultTimeoutMs)
  try {
    let permanent = true
    for (let hop = 0; ; hop += 1) {
      const answer = await oneHop(deps, out, ending)
      const location = redirectStatuses.has(answer.status) ? answer.headers['location'] : undefined
      if (location === undefined || out.accept.includes(answer.status)) {
        return settle(out, answer, hop > 0 && permanent ? out.url.href : undefined)
      }
      if (hop === mostRedirects) {
        throw new Failure(
          'bad-response',
          `${hostOf(url)} sends every request on to somewhere else, without end.`,
        )
      }
      permanent &&= answer.status === 301 || answer.status === 308
      out = nextHop(out, answer.status, location)
    }
  } finally {
    ending.done()
  }
}

/** One signal for both reasons to stop early: time is up, or core no longer wants the answer. */
interface Ending {
  signal: AbortSignal
  /** Why it ended, if it did. */
  failure(host: string): Failure | undefined
  /** Starts the time anew: something came. */
  again(timeoutMs: number): void
  /** Ended on purpose: no failure. */
  stop(): void
  isStopped(): boolean
  done(): void
}

function ender(clock: Clock, outer: AbortSignal, timeoutMs: number): Ending {
  const controller = new AbortController()
  let timedOut = false
  let stopped = false
  const stop = () => controller.abort()
  const alarm = (ms: number) =>
    clock.after(ms, () => {
      timedOut = true
      stop()
    })
  let cancel = alarm(timeoutMs)
  if (outer.aborted) stop()
  outer.addEventListener('abort', stop, { once: true })
  return {
    signal: controller.signal,
    failure(host) {
      if (timedOut) return timeoutFailure(host)
      return outer.aborted ? new Failure('offline', 'The request was stopped.') : undefined
    },
    again(ms) {
      cancel()
      cancel = alarm(ms)
    },
    stop() {
      stopped = true
      stop()
    },
    isStopped: () => stopped || outer.aborted,
    done() {
      cancel()
      outer.removeEventListener('abort', stop)
    },
  }
}

/** An answer, and until when its host is not to be asked again because of it. */
type Hop = HttpAnswer & { blockedUntilMs: number | undefined }

async function oneHop(deps: HttpDeps, out: Outgoing, ending: Ending): Promise<Hop> {
  const { host } = out.url
  refuseBlocked(deps, host, out.bucket)
  let head: { status: number; headers: Record<string, string> } | undefined
  try {
    const { url, method, headers, body, publicOnly, maxBytes } = out
    const asked = deps.fetch(url.href, { method, headers, body, signal: ending.signal, publicOnly })
    const response = await untilEnd(ending, asked)
    head = { status: response.status, headers: joinHeaders(response.headers) }
    const bytes = isAnswer(head.status, out.accept)
      ? await readBody(response.body, maxBytes, host, ending)
      : await readFailureBody(response.body, ending)
    const blockedUntilMs = book(deps, out, head, bytes.length)
    return { ...head, url: url.href, body: bytes, blockedUntilMs }
  } catch (error) {
    const failure =
      ending.failure(host) ?? connectionFailure(error, host, head === undefined ? 'connect' : 'body')
    book(deps, out, head ?? { status: 0, headers: {} }, 0, failure)
    throw failure
  }
}

/** An answer that goes on; nothing of it is followed elsewhere, since what is long-lived is where it says it is. */
async function openLines(
  deps: HttpDeps,
  { signal: outer, reach }: HttpOptions,
  url: string,
  options: HttpRequest,
): Promise<LineStream> {
  const out = named(reach, prepare(url, options, deps.userAgent ?? 'Earshot'))
  const { host } = out.url
  refuseBlocked(deps, host, out.bucket)
  const silenceMs = options.timeoutMs ?? defaultTimeoutMs
  const ending = ender(deps.clock, outer, silenceMs)
  try {
    const { method, headers, body, publicOnly } = out
    const asked = deps.fetch(out.url.href, { method, headers, body, signal: ending.signal, publicOnly })
    const response = await untilEnd(ending, asked)
    const head = { status: response.status, headers: joinHeaders(response.headers) }
    if (!isAnswer(head.status, out.accept)) {
      const bytes = await readFailureBody(response.body, ending)
      const blockedUntilMs = book(deps, out, head, bytes.length)
      ending.done()
      settle(out, { ...head, url: out.url.href, body: bytes, blockedUntilMs }, undefined)
    }
    book(deps, out, head, 0)
    return {
      lines: readLines(deps, out, response.body, ending, silenceMs),
      close() {
        ending.stop()
        // Where nobody ever asked for a line, nothing else would end its alarm.
        ending.done()
      },
    }
  } catch (error) {
    ending.done()
    if (error instanceof Failure && error.status !== undefined) throw error
    const failure = ending.failure(host) ?? connectionFailure(error, host, 'connect')
    book(deps, out, { status: 0, headers: {} }, 0, failure)
    throw failure
  }
}

/** Lines as they come, without their ends. */
async function* readLines(
  deps: HttpDeps,
  out: Outgoing,
  body: AsyncIterable<Uint8Array> | null,
  ending: Ending,
  silenceMs: number,
): AsyncGenerator<string> {
  const { host } = out.url
  const decoder = new TextDecoder()
  let rest = ''
  let bytes = 0
  const iterator = body?.[Symbol.asyncIterator]()
  try {
    for (;;) {
      const part = await untilEnd(
        ending,
        iterator?.next() ?? Promise.resolve({ done: true as const, value: undefined }),
      )
      if (part.done === true) break
      ending.again(silenceMs)
      bytes += part.value.length
      rest += decoder.decode(part.value, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      if ([rest, ...lines].some((line) => line.length > out.maxBytes))
        throw new Failure('bad-response', `${host} sent a line without an end.`)
      for (const line of lines) yield line.replace(/\r$/, '')
    }
    rest += decoder.decode()
    if (rest !== '') yield rest
  } catch (error) {
    if (ending.isStopped()) return
    throw ending.failure(host) ?? connectionFailure(error, host, 'body')
  } finally {
    ending.done()
    iterator?.return?.()?.then(undefined, () => undefined)
    deps.ledger.book(host, { atMs: deps.clock.now(), bytes, requests: 0, bucket: out.bucket, why: out.why })
  }
}

/** Says on whose word the host is asked; throws forbidden where nobody named it. */
function named(reach: Reach, out: Outgoing): Outgoing {
  const why = reach.why(out.url.host) ?? out.why
  if (why === undefined) throw unnamedFailure(out.url.host)
  return { ...out, why }
}

function isAnswer(status: number, accept: readonly number[]): boolean {
  return (status >= 200 && status < 300) || accept.includes(status)
}

/** Rejects as soon as the exchange has ended, whether or not what is waited for listens to the signal. */
function untilEnd<T>(ending: Ending, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Failure('timeout', 'The exchange has ended.'))
    if (ending.signal.aborted) end()
    ending.signal.addEventListener('abort', end, { once: true })
    work.then(resolve, reject).finally(() => ending.signal.removeEventListener('abort', end))
  })
}

async function readBody(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
  host: string,
  ending: Ending,
): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  const parts: Uint8Array[] = []
  let length = 0
  const iterator = body[Symbol.asyncIterator]()
  try {
    for (;;) {
      const part = await untilEnd(ending, iterator.next())
      if (part.done === true) break
      length += part.value.length
      if (length > maxBytes) {
        throw new Failure(
          'bad-response',
          `${host} sent more than ${Math.round(maxBytes / 1024)} KiB at once.`,
        )
      }
      parts.push(part.value)
    }
  } catch (error) {
    // Not awaited: a body that hangs would hang here too, and its end changes nothing for us.
    iterator.return?.()?.then(undefined, () => undefined)
    throw error
  }
  return Buffer.concat(parts)
}

/** The start of a failure's body; whatever is wrong with it, the status already says what happened. */
async function readFailureBody(body: AsyncIterable<Uint8Array> | null, ending: Ending): Promise<Uint8Array> {
  try {
    return await readBody(body, failureBytes, '', ending)
  } catch (error) {
    if (ending.signal.aborted) throw error
    return new Uint8Array()
  }
}

function refuseBlocked(deps: HttpDeps, host: string, bucket: string): void {
  const retryAtMs = deps.ledger.blockedUntil(host, bucket)
  if (retryAtMs <= deps.clock.now()) return
  throw new Failure('rate-limited', `${host} asked Earshot to wait, so it is not asked yet.`, { retryAtMs })
}

/** Writes one exchange into the ledger; returns until when the host is blocked by it. */
function book(
  deps: HttpDeps,
  out: Outgoing,
  head: { status: number; headers: Record<string, string> },
  bytes: number,
  failure?: Failure,
): number | undefined {
  const { host } = out.url
  // A host in trouble is in trouble for everybody; a limit is that of whoever met it.
  const bucket = head.status === 503 ? '' : out.bucket
  const atMs = deps.clock.now()
  const { quota, remaining, resetMs, ...rest } = readLimits(head.headers, atMs)
  const blockedUntilMs = planWait(head.status, { remaining, resetMs, ...rest }, atMs, () => deps.random())
  deps.ledger.book(host, {
    atMs,
    bytes,
    why: out.why,
    bucket,
    quota,
    remaining,
    resetMs,
    blockedUntilMs,
    failure: failure?.toShape(),
  })
  return blockedUntilMs
}

/** The last answer of the chain: handed on, or thrown as the failure that its status means. */
function settle(out: Outgoing, hop: Hop, movedTo: string | undefined): HttpAnswer {
  const { blockedUntilMs, ...answer } = hop
  if (isAnswer(answer.status, out.accept)) return movedTo === undefined ? answer : { ...answer, movedTo }
  // 403 only where the answer says until when: GitHub's limits.
  const waits = [403, 429, 503].includes(answer.status)
  throw statusFailure(answer, { retryAtMs: waits ? blockedUntilMs : undefined, secrets: out.secrets })
}

function joinHeaders(pairs: Iterable<[string, string]>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of pairs) {
    const key = name.toLowerCase()
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`
  }
  return headers
}

/** The body as JSON; a page or broken JSON is `bad-response`. */
export function parseJson(answer: Pick<HttpAnswer, 'body' | 'headers' | 'url' | 'status'>): unknown {
  const host = hostOf(answer.url)
  const text = new TextDecoder().decode(answer.body)
  try {
    return JSON.parse(text)
  } catch (cause) {
    const page = text.trimStart().startsWith('<') || (answer.headers['content-type'] ?? '').includes('html')
    const what = page
      ? 'a web page instead of data'
      : text === ''
        ? 'nothing'
        : 'data that is cut off or broken'
    throw new Failure('bad-response', `${host} answered with ${what}.`, { status: answer.status, cause })
  }
}
