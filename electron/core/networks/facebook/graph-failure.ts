import { z } from 'zod'
import { Failure, type FailureCode } from '#shared/failure'
import { readGraphUsage, statusFailure } from '../http.ts'
import type { HttpAnswer } from '../types.ts'
import { scopeWords } from './scopes.ts'

/**
 * What a refusal of the Graph API means. It answers nearly everything with 400 and tells by `error.code` and
 * `error.error_subcode` (developers.facebook.com/docs/graph-api/guides/error-handling). Pure.
 */

const graphError = z.object({
  error: z.looseObject({
    message: z.string().default(''),
    code: z.number().int().default(0),
    error_subcode: z.number().int().optional().catch(undefined),
    error_user_msg: z.string().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
  }),
})
export type GraphError = z.infer<typeof graphError>['error']

export interface Asked {
  nowMs: number
  /** Values that must not appear in any words. */
  secrets: readonly string[]
  /** The permission that what was asked for rests on. */
  scope?: string | undefined
}

/** Wait where a limit is told without a time. */
const plainWaitMs = 15 * 60_000
const longestSaid = 200

/** The failure of an answer that is none. */
export function graphFailure(answer: HttpAnswer, asked: Asked): Failure {
  const error = errorIn(answer)
  if (error === undefined) return statusFailure(answer, { secrets: asked.secrets })
  const known = codeOf(error, answer.status)
  const byStatus = statusFailure({ ...answer, body: new Uint8Array() })
  const code = known ?? byStatus.code
  const said = plain(error.error_user_msg ?? error.message, asked.secrets)
  const first = known === undefined ? byStatus.message : words(known, error, asked)
  const message = `${first}${said === '' ? '' : ` It said: ${said}`}`
  const retryAtMs =
    code === 'rate-limited'
      ? (readGraphUsage(answer.headers, asked.nowMs)?.resetMs ?? asked.nowMs + plainWaitMs)
      : undefined
  return new Failure(code, message, { status: answer.status, retryAtMs })
}

/** Undefined where the body is no error of this API: a gateway's page, or nothing. */
function errorIn({ body }: HttpAnswer): GraphError | undefined {
  const text = new TextDecoder().decode(body).trimStart()
  if (!text.startsWith('{')) return undefined
  try {
    return graphError.safeParse(JSON.parse(text)).data?.error
  } catch {
    // Cut off or something else: then the status is all there is.
    return undefined
  }
}

/** Undefined: as the status says. */
export function codeOf(error: GraphError, status: number): FailureCode | undefined {
  const { code, error_subcode: subcode } = error
  if (code === 190 || code === 102 || code === 2500) return 'signed-out'
  if ([4, 17, 32, 341, 613].includes(code) || (code >= 80_000 && code <= 80_014)) return 'rate-limited'
  if (code === 368 || code === 3 || code === 10 || (code >= 200 && code <= 299)) return 'forbidden'
  if ((code === 100 && subcode === 33) || code === 803 || code === 21) return 'gone'
  if (code === 506) return 'duplicate'
  if (code === 1 || code === 2 || error.is_transient === true) return 'unavailable'
  if (code === 100) return status === 404 ? 'gone' : 'rejected'
  return undefined
}

/** What became of a token, by subcode. */
const tokenWords: Record<number, string> = {
  458: 'The app was removed from the Facebook account.',
  459: 'Facebook wants the person behind the token to log in on its site first.',
  460: 'The password of the person behind the token was changed.',
  463: 'The token has expired.',
  464: 'Facebook wants the person behind the token to confirm the account.',
  467: 'The token is not valid any more.',
  492: 'The person behind the token no longer has a role on the Page.',
}

function words(code: FailureCode, error: GraphError, asked: Asked): string {
  switch (code) {
    case 'signed-out':
      return `${tokenWords[error.error_subcode ?? 0] ?? 'Facebook does not accept the token (any more).'} Make a new one and sign in again.`
    case 'rate-limited':
      return 'Facebook asks Earshot to wait: the calls of this app or Page are used up for now.'
    case 'forbidden':
      return error.code === 368
        ? 'Facebook blocks this for the time being because it takes it for abuse. Wait a day, and look at the Page quality on its site.'
        : forbiddenWords(error, asked)
    case 'gone':
      return 'Facebook does not have this (any more), or does not show it to this Page.'
    case 'duplicate':
      return 'Facebook has exactly this comment already.'
    case 'unavailable':
      return 'Facebook has trouble of its own.'
    default:
      return 'Facebook refused what it was sent.'
  }
}

function forbiddenWords(error: GraphError, asked: Asked): string {
  const named = [...new Set(error.message.match(/\b(?:pages|instagram|business)_\w+/g) ?? [])]
  const lacking = named.length > 0 ? named : asked.scope === undefined ? [] : [asked.scope]
  return lacking.length === 0
    ? 'Facebook does not allow this to the Page.'
    : `Facebook does not allow this: the token probably lacks ${lacking.map(scopeWords).join(' or ')}.`
}

/** One line without addresses and secrets: Graph repeats broken tokens in its words. */
function plain(said: string, secrets: readonly string[]): string {
  const line = secrets
    .reduce((text, secret) => (secret.length < 4 ? text : text.replaceAll(secret, '…')), said)
    .replace(/<[^>]*>?/g, ' ')
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, '…')
    .replace(/\bEAA\w{8,}/g, '…')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  const short = line.length > longestSaid ? `${line.slice(0, longestSaid - 1)}…` : line
  return short === '' || /[.!?…]$/.test(short) ? short : `${short}.`
}
