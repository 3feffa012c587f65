import { z } from 'zod'
import { Failure, type FailureCode } from '#shared/failure'
import { statusFailure } from '../http.ts'
import type { HttpAnswer } from '../types.ts'
import { nextPacificMidnight } from './pacific.ts'

/**
 * What a refusal of Google means, by the reasons in its body (developers.google.com/youtube/v3/docs/errors): a 403 may
 * be a day's units, a scope, an API that was never enabled, or a video without comments. Pure.
 */

const body = z.looseObject({
  error: z.looseObject({
    message: z.string().catch('').default(''),
    status: z.string().catch('').default(''),
    errors: z
      .array(z.looseObject({ reason: z.string().catch('').default('') }))
      .catch([])
      .default([]),
    details: z
      .array(z.looseObject({ reason: z.string().catch('').default('') }))
      .catch([])
      .default([]),
  }),
})

/** Statuses whose body says more than the status. Redirects are among them: a key must not follow one elsewhere. */
export const explained = [301, 302, 303, 307, 308, 400, 401, 403, 404, 409, 410] as const

const minuteMs = 60_000
const unitsWords =
  'The day’s units of this Google Cloud project are used up. Google counts them anew at midnight in California; until then YouTube is not asked.'
const searchWords =
  'The day’s hundred searches of this Google Cloud project are used up. Google counts them anew at midnight in California; comments are heard all the same.'

/** By reason. Those about limits are decided apart. */
const meanings: Readonly<Record<string, readonly [FailureCode, string]>> = {
  authError: ['signed-out', 'Google does not accept this sign-in any more. Sign in again.'],
  required: ['signed-out', 'Google wants a sign-in for this. Sign in again.'],
  API_KEY_INVALID: ['signed-out', 'Google does not know this API key. Copy it again from Credentials in your project.'],
  keyInvalid: ['signed-out', 'Google does not know this API key. Copy it again from Credentials in your project.'],
  keyExpired: ['signed-out', 'This API key has ended. Make another in your Google Cloud project.'],
  CREDENTIALS_MISSING: ['forbidden', 'An API key can only read. Sign in with the browser to answer or moderate.'],
  accessNotConfigured: ['forbidden', 'YouTube Data API v3 is not enabled in this Google Cloud project. Open APIs & Services, Library, and enable it.'],
  SERVICE_DISABLED: ['forbidden', 'YouTube Data API v3 is not enabled in this Google Cloud project. Open APIs & Services, Library, and enable it.'],
  insufficientPermissions: ['forbidden', 'The sign-in lacks the scope youtube.force-ssl. Sign in again, and leave the box on Google’s page ticked.'],
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: ['forbidden', 'The sign-in lacks the scope youtube.force-ssl. Sign in again, and leave the box on Google’s page ticked.'],
  ipRefererBlocked: ['forbidden', 'This API key is restricted to other machines. Change its restrictions under Credentials.'],
  API_KEY_SERVICE_BLOCKED: ['forbidden', 'This API key is restricted to other APIs. Allow it YouTube Data API v3 under Credentials.'],
  commentsDisabled: ['forbidden', 'Comments are turned off for this video.'],
  ineligibleAccount: ['forbidden', 'The signed-in account has no channel that may comment. Set it up on YouTube first.'],
  authenticatedUserNotChannel: ['forbidden', 'The signed-in account has no channel. Make one on YouTube first.'],
  authenticatedUserAccountSuspended: ['forbidden', 'YouTube has suspended the signed-in account.'],
  authenticatedUserAccountClosed: ['signed-out', 'The signed-in YouTube account is closed.'],
  videoNotFound: ['gone', 'YouTube does not have this video (any more), or it is private.'],
  channelNotFound: ['gone', 'YouTube does not have this channel (any more).'],
  commentNotFound: ['gone', 'YouTube does not have this comment (any more).'],
  commentThreadNotFound: ['gone', 'YouTube does not have this comment (any more).'],
  parentCommentNotFound: ['gone', 'YouTube does not have the comment that this answers (any more).'],
  parentCommentIsPrivate: ['forbidden', 'The comment that this answers is private.'],
  commentTextTooLong: ['rejected', 'The comment is too long for YouTube.'],
  commentTextRequired: ['rejected', 'YouTube takes no empty comment.'],
  invalidCommentMetadata: ['rejected', 'YouTube refused the comment as it is. Change its words and send it again.'],
  operationNotSupported: ['not-supported', 'YouTube lets no program decide about this comment. YouTube Studio can.'],
  invalidPageToken: ['bad-response', 'YouTube has forgotten how far Earshot had read. It begins again at the newest.'],
  // On a write it is told apart below: there it mostly means that the words are refused.
  processingFailure: ['unavailable', 'YouTube could not process this right now.'],
} // prettier-ignore

/** The failure of an answer that was refused. `secrets` never appear in its words. */
export function refusal(
  answer: HttpAnswer,
  asked: { nowMs: number; isWrite: boolean; secrets: readonly string[] },
): Failure {
  const { status } = answer
  if (status < 400)
    return new Failure('bad-response', `${hostOf(answer)} sends requests on to somewhere else.`, { status })
  const { reasons, message } = saidIn(answer)
  const limit = limitOf(reasons, message, asked.nowMs) ?? toldWait(answer, asked.nowMs)
  if (limit !== undefined)
    return new Failure('rate-limited', limit.words, { status, retryAtMs: limit.retryAtMs })
  if (asked.isWrite && reasons.includes('processingFailure'))
    return new Failure(
      'rejected',
      'YouTube could not process the comment. Look at its words and send it again.',
      {
        status,
      },
    )
  for (const reason of reasons) {
    const meaning = Object.hasOwn(meanings, reason) ? meanings[reason] : undefined
    if (meaning !== undefined) return new Failure(meaning[0], meaning[1], { status })
  }
  return statusFailure(withoutHtml(answer, message), { secrets: asked.secrets })
}

/** Whether a page could not be given because its token is too old; some lists say so as processingFailure. */
export function isLostPage(error: unknown): boolean {
  return (
    error instanceof Failure && error.status === 400 && ['bad-response', 'unavailable'].includes(error.code)
  )
}

/** A limit that was met with 429, which says nothing of its kind but in words. */
export function dailyLimit(failure: Failure, nowMs: number): Failure {
  const isDaily = failure.code === 'rate-limited' && /\bper day\b/i.test(failure.message)
  if (!isDaily) return failure
  const words = /search/i.test(failure.message) ? searchWords : unitsWords
  return new Failure('rate-limited', words, {
    status: failure.status,
    retryAtMs: nextPacificMidnight(nowMs),
    cause: failure,
  })
}

function limitOf(
  reasons: readonly string[],
  message: string,
  nowMs: number,
): { words: string; retryAtMs: number } | undefined {
  if (
    reasons.some((reason) => /^(?:quotaExceeded|dailyLimitExceeded)$/.test(reason)) ||
    /\bper day\b/i.test(message)
  )
    return {
      words: /search quer/i.test(message) ? searchWords : unitsWords,
      retryAtMs: nextPacificMidnight(nowMs),
    }
  if (reasons.some((reason) => /rateLimitExceeded$/i.test(reason)))
    return { words: 'YouTube was asked too often within a minute.', retryAtMs: nowMs + minuteMs }
  return undefined
}

/** Something before Google may refuse what comes too fast with 403 too, and says until when. */
function toldWait({ status, headers }: HttpAnswer, nowMs: number) {
  const seconds = Number.parseInt(headers['retry-after'] ?? '', 10)
  return status === 403 && seconds > 0
    ? { words: 'YouTube asks Earshot to wait before it asks again.', retryAtMs: nowMs + seconds * 1000 }
    : undefined
}

function saidIn({ body: bytes }: HttpAnswer): { reasons: string[]; message: string } {
  try {
    const { error } = body.parse(JSON.parse(new TextDecoder().decode(bytes)))
    const reasons = [...error.details, ...error.errors].map(({ reason }) => reason)
    return { reasons: reasons.filter((reason) => reason !== ''), message: error.message }
  } catch {
    // A page or broken JSON: the status says enough.
    return { reasons: [], message: '' }
  }
}

/** Google's sentences hold links to its documents. */
function withoutHtml(answer: HttpAnswer, message: string): HttpAnswer {
  const plain = message
    .replace(/<[^>]*>/g, '')
    .replace(/\bhttps?:\/\/\S+/g, '…')
    .replace(/&[a-z]+;|&#\d+;/g, ' ')
  return { ...answer, body: new TextEncoder().encode(JSON.stringify({ message: plain })) }
}

function hostOf({ url }: HttpAnswer): string {
  return new URL(url).host
}
