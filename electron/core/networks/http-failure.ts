import { Failure, type FailureCode } from '#shared/failure'

/** Turns what goes wrong on the way to a host into failures with words for people. Pure. */

/** The parts of an answer that decide about its failure. */
export interface FailedAnswer {
  status: number
  headers: Record<string, string>
  body: Uint8Array
  url: string
}

const longestDetail = 200

/**
 * The failure that a status means; the words name the host, what to do, and what the host said of itself, if it
 * said so as JSON. `secrets` never appear in the words, even if the host repeats them.
 */
export function statusFailure(
  answer: FailedAnswer,
  details: { retryAtMs?: number | undefined; secrets?: readonly string[] } = {},
): Failure {
  const host = hostOf(answer.url)
  const code = codeOf(answer.status, details.retryAtMs)
  const said = detailOf(answer, details.secrets ?? [])
  const message = `${words(code, host, answer.status)}${said === '' ? '' : ` It said: ${said}`}`
  return new Failure(code, message, { status: answer.status, retryAtMs: details.retryAtMs })
}

function codeOf(status: number, retryAtMs: number | undefined): FailureCode {
  if (status === 401) return 'signed-out'
  if (status === 402) return 'billing'
  if (status === 404 || status === 410) return 'gone'
  if (status === 408) return 'timeout'
  if (status === 409) return 'duplicate'
  if (status === 429 || ((status === 503 || status === 403) && retryAtMs !== undefined)) return 'rate-limited'
  if (status === 400 || status === 413 || status === 422) return 'rejected'
  if (status === 403 || status === 407 || status === 451) return 'forbidden'
  if (status >= 500) return 'unavailable'
  return 'bad-response'
}

function words(code: FailureCode, host: string, status: number): string {
  switch (code) {
    case 'signed-out':
      return `${host} does not accept the sign-in (any more). Sign in again.`
    case 'forbidden':
      return `${host} does not allow this.`
    case 'billing':
      return `${host} asks to be paid before it answers.`
    case 'gone':
      return `${host} does not have this (any more).`
    case 'duplicate':
      return `${host} already has exactly this.`
    case 'rate-limited':
      return `${host} asks Earshot to wait before it asks again.`
    case 'rejected':
      return `${host} refused what it was sent.`
    case 'timeout':
      return `${host} took too long to answer.`
    case 'unavailable':
      return `${host} has trouble of its own (status ${status}).`
    default:
      return `${host} answered in a way that Earshot does not understand (status ${status}).`
  }
}

/** One line of what the host said in JSON: Mastodon and OAuth `error`, problem+json, Graph and X shapes. Never HTML. */
function detailOf(answer: FailedAnswer, secrets: readonly string[]): string {
  const start = new TextDecoder().decode(answer.body.subarray(0, 65_536)).trimStart()
  if (!start.startsWith('{')) return ''
  let data: unknown
  try {
    data = JSON.parse(start)
  } catch {
    // A failure whose details cannot be read is still the failure its status says.
    return ''
  }
  const said = pick(data) ?? ''
  const plain = said
    .replace(/<[^>]*>?/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  const hidden = secrets.reduce(
    (text, secret) => (secret.length < 4 ? text : text.replaceAll(secret, '…')),
    plain,
  )
  const short = hidden.length > longestDetail ? `${hidden.slice(0, longestDetail - 1)}…` : hidden
  return short === '' || /[.!?…]$/.test(short) ? short : `${short}.`
}

function pick(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(data))
  const nested = fields.get('error')
  if (typeof nested === 'object' && nested !== null) return pick(nested)
  // `error_description` explains OAuth's short `error`; Mastodon has the sentence in `error`.
  for (const name of ['error_description', 'detail', 'message', 'error', 'title']) {
    const value = fields.get(name)
    if (typeof value === 'string' && value.trim() !== '') return value
  }
  const errors = fields.get('errors')
  return Array.isArray(errors) ? pick(errors[0]) : undefined
}

const offlineWords: Record<string, string> = {
  ENOTFOUND: 'has no address that can be found. Check the spelling and the connection',
  EAI_AGAIN: 'cannot be looked up right now. Check the connection',
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'broke the connection off',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached: there is no network',
  ENETDOWN: 'cannot be reached: there is no network',
  EADDRNOTAVAIL: 'cannot be reached: there is no network',
  EPIPE: 'broke the connection off',
  UND_ERR_SOCKET: 'broke the connection off',
}
const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])

/** The failure behind an error that the connection threw; `phase` tells a refused connection from a torn answer. */
export function connectionFailure(error: unknown, host: string, phase: 'connect' | 'body'): Failure {
  const causes = causesOf(error)
  const ours = causes.find((cause) => cause instanceof Failure)
  if (ours !== undefined) return ours
  const codes = causes.map(codeOfError)
  if (codes.some((code) => timeoutCodes.has(code))) return timeoutFailure(host, error)
  if (phase === 'body')
    return new Failure('bad-response', `The answer of ${host} broke off in the middle.`, { cause: error })
  if (codes.some((code) => /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))) {
    return new Failure('unavailable', `The certificate of ${host} cannot be trusted, so nothing was sent.`, {
      cause: error,
    })
  }
  if (codes.some((code) => code.startsWith('HPE_'))) {
    return new Failure('bad-response', `${host} answered with something that is not HTTP.`, { cause: error })
  }
  const known = codes.map((code) => offlineWords[code]).find((text) => text !== undefined)
  return new Failure('offline', `${host} ${known ?? 'cannot be reached'}.`, { cause: error })
}

export function timeoutFailure(host: string, cause?: unknown): Failure {
  return new Failure('timeout', `${host} took too long to answer.`, { cause })
}

/** Host and port for people; `the address` where there is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address'
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = []
  let next: unknown = error
  // Several addresses tried at once come as an AggregateError; its first error stands for all.
  while (next !== undefined && next !== null && causes.length < 8) {
    causes.push(next)
    next = next instanceof AggregateError && next.errors.length > 0 ? next.errors[0] : innerOf(next)
  }
  return causes
}

function innerOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

function codeOfError(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
}

/** A host was about to be asked that nobody named. */
export function unnamedFailure(host: string): Failure {
  return new Failure(
    'forbidden',
    `${host} was not asked: no network, account or stream of yours names it. Please report this.`,
  )
}
