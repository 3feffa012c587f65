import { z } from 'zod'
import { Failure, type FailureCode } from '#shared/failure'
import { readGraphUsage, statusFailure } from '../http.ts'
import type { HttpAnswer } from '../types.ts'
import { scopeWords, type Scope } from './scopes.ts'

/**
 * What a refusal of the Threads API means. It is worded as those of Meta's Graph API are: 400, or 500 for what the app
 * may not do, with `error.code` and `error.error_subcode`
 * (developers.facebook.com/docs/graph-api/guides/error-handling). Pure.
 */

const wireError = z.object({
  error: z.looseObject({
    message: z.string().default(''),
    code: z.number().int().default(0),
    error_subcode: z.number().int().optional().catch(undefined),
    error_user_msg: z.string().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
  }),
})
type WireError = z.infer<typeof wireError>['error']

export interface Asked {
  nowMs: number
  /** Values that must not appear in any words. */
  secrets: readonly string[]
  /** The permission that what was asked for rests on. */
  scope?: Scope | undefined
}

/** Statuses whose bodies say more than they do: 500 with code 10 is a permission that is missing. */
export const spoken = [400, 401, 403, 404, 410, 422, 500]

/** Wait where a limit is told without a time. */
const plainWaitMs = 15 * 60_000
const longestSaid = 200
/** A container that is published before it is ready. */
const notReady = 4_279_009
const tooManyPosts = 2_207_042

/** The failure of an answer that is none. */
export function refusalOf(answer: HttpAnswer, asked: Asked): Failure {
  const error = errorIn(answer)
  if (error === undefined) return statusFailure(answer, { secrets: asked.secrets })
  const known = codeOf(error, answer.status)
  const byStatus = statusFailure({ ...answer, body: new Uint8Array() })
  const code = known ?? byStatus.code
  const first = known === undefined ? byStatus.message : wordsOf(known, error, asked)
  const said = plain(error.error_user_msg ?? error.message, asked.secrets)
  const retryAtMs =
    code === 'rate-limited'
      ? (readGraphUsage(answer.headers, asked.nowMs)?.resetMs ?? asked.nowMs + plainWaitMs)
      : undefined
  return new Failure(code, said === '' ? first : `${first} It said: ${said}`, {
    status: answer.status,
    retryAtMs,
  })
}

/** Undefined where the body is no error of this API: a gateway's page, or nothing. */
function errorIn({ body }: HttpAnswer): WireError | undefined {
  const text = new TextDecoder().decode(body).trimStart()
  if (!text.startsWith('{')) return undefined
  try {
    return wireError.safeParse(JSON.parse(text)).data?.error
  } catch {
    // Cut off or something else: then the status is all there is.
    return undefined
  }
}

/** Undefined: as the status says. */
export function codeOf(error: WireError, status: number): FailureCode | undefined {
  const { code, error_subcode: subcode, message } = error
  if (code === 190 || code === 102 || code === 104) return 'signed-out'
  if ([4, 17, 32, 341, 613].includes(code) || (code >= 80_000 && code <= 80_014)) return 'rate-limited'
  if (subcode === tooManyPosts) return 'rate-limited'
  if (code === 100 && (subcode === 10 || /requires the threads_\w+ permission/.test(message)))
    return 'forbidden'
  if (code === 368 || code === 3 || code === 10 || (code >= 200 && code <= 299)) return 'forbidden'
  if (subcode === notReady) return 'unavailable'
  if (code === 24 || code === 803 || (code === 100 && (subcode === 33 || namesNothing(message))))
    return 'gone'
  if (code === 1 || code === 2 || code < 0 || error.is_transient === true) return 'unavailable'
  if (code === 100) return status === 404 ? 'gone' : 'rejected'
  return undefined
}

/** What is answered was deleted meanwhile. */
function namesNothing(message: string): boolean {
  return /\breply_to_id\b.*\bnot a valid\b/.test(message)
}

/** What became of a token, by subcode. */
const tokenWords: Record<number, string> = {
  458: 'The app was removed from the Threads account.',
  460: 'The password of the account was changed.',
  463: 'The token has expired.',
  467: 'The token is not valid any more.',
}

function wordsOf(code: FailureCode, error: WireError, asked: Asked): string {
  switch (code) {
    case 'signed-out':
      return `${tokenWords[error.error_subcode ?? 0] ?? 'Threads does not accept the token (any more).'} Make a new one and sign in again.`
    case 'rate-limited':
      return 'Threads asks Earshot to wait: what this account may ask or publish in a day is used up for now.'
    case 'forbidden':
      return error.code === 368
        ? 'Threads blocks this for the time being because it takes it for abuse. Wait a day.'
        : forbiddenWords(error, asked)
    case 'gone':
      return 'Threads does not have this (any more), or does not show it to this app.'
    case 'unavailable':
      return error.error_subcode === notReady
        ? 'Threads is not done preparing this yet.'
        : 'Threads has trouble of its own.'
    default:
      return 'Threads refused what it was sent.'
  }
}

function forbiddenWords({ message }: WireError, { scope }: Asked): string {
  const named = [...new Set(message.match(/\bthreads_[a-z_]+\b/g) ?? [])]
  const missing = named.length > 0 ? named : scope === undefined ? [] : [scope]
  return missing.length === 0
    ? 'Threads does not allow this to the app of this token.'
    : `Threads does not allow this: the token lacks ${missing.map(scopeWords).join(' or ')}, or the app was not approved for it.`
}

/** One line without addresses and secrets: broken tokens are repeated in the words. */
function plain(said: string, secrets: readonly string[]): string {
  const line = secrets
    .reduce((text, secret) => (secret.length < 4 ? text : text.replaceAll(secret, '…')), said)
    .replace(/<[^>]*>?/g, ' ')
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, '…')
    .replace(/\bTHA\w{8,}/g, '…')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  const short = line.length > longestSaid ? `${line.slice(0, longestSaid - 1)}…` : line
  return short === '' || /[.!?…]$/.test(short) ? short : `${short}.`
}
