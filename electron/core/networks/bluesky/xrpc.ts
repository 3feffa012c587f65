import { Failure } from '#shared/failure'
import { statusFailure } from '../http.ts'
import type { HttpAnswer } from '../types.ts'
import { wireError } from './wire.ts'

/**
 * What refusals mean. XRPC tells by name, and its statuses mislead: a token that ran out is 400, like a post that is
 * gone and like a request that is wrong (atproto.com/specs/xrpc, and as seen). Pure.
 */

/** Statuses that are looked into here; the others mean what they say. */
export const readStatuses: readonly number[] = [400, 401, 501]

/** The status of HTTP that says what an error's name means. */
const meanings: Readonly<Record<string, number>> = {
  AuthMissing: 401,
  AuthenticationRequired: 401,
  ExpiredToken: 401,
  InvalidToken: 401,
  invalid_token: 401,
  invalid_grant: 401,
  AccountTakedown: 403,
  AccountSuspended: 403,
  AccountDeactivated: 403,
  AuthorizationError: 403,
  BlockedActor: 403,
  BlockedByActor: 403,
  InsufficientScope: 403,
  ScopeMissingError: 403,
  insufficient_scope: 403,
  access_denied: 403,
  NotFound: 404,
  RecordNotFound: 404,
  RepoNotFound: 404,
  RepoTakendown: 404,
  RepoSuspended: 404,
  RepoDeactivated: 404,
  UpstreamFailure: 502,
  UpstreamTimeout: 504,
  NotEnoughResources: 503,
  InternalServerError: 500,
}

/** Why the server refused: its own short name, and its words. */
export function refusalOf(answer: Pick<HttpAnswer, 'body'>): { name: string; message: string } {
  try {
    const parsed = wireError.safeParse(JSON.parse(new TextDecoder().decode(answer.body)))
    return parsed.success
      ? { name: parsed.data.error, message: parsed.data.message }
      : { name: '', message: '' }
  } catch {
    // A page of something in between; the status alone has to tell.
    return { name: '', message: '' }
  }
}

/** True where new credentials may help: a token that ran out, under any of the names it goes by. */
export function isExpired(answer: Pick<HttpAnswer, 'body' | 'status' | 'headers'>): boolean {
  if (answer.status !== 400 && answer.status !== 401) return false
  const { name } = refusalOf(answer)
  return (
    ['ExpiredToken', 'InvalidToken', 'invalid_token'].includes(name) ||
    /error="invalid_token"/.test(answer.headers['www-authenticate'] ?? '')
  )
}

/** True where the proof lacks what the server gave to be signed (RFC 9449, section 8); it comes in `dpop-nonce`. */
export function wantsNonce(answer: Pick<HttpAnswer, 'body' | 'status' | 'headers'>): boolean {
  if (answer.status !== 400 && answer.status !== 401) return false
  return (
    refusalOf(answer).name === 'use_dpop_nonce' ||
    /error="use_dpop_nonce"/.test(answer.headers['www-authenticate'] ?? '')
  )
}

/** The failure that a refusal means. `secrets` never appear in its words. */
export function refused(answer: HttpAnswer, secrets: readonly string[]): Failure {
  const { name, message } = refusalOf(answer)
  if (answer.status === 501 || name === 'MethodNotImplemented')
    return new Failure('not-supported', `${new URL(answer.url).host} does not know this call.`, {
      status: answer.status,
    })
  const isMissing = name === 'InvalidRequest' && /\bnot found\b/i.test(message)
  const status = isMissing ? 404 : Object.hasOwn(meanings, name) ? meanings[name] : undefined
  return statusFailure({ ...answer, status: status ?? answer.status }, { secrets })
}
