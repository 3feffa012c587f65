import { Failure } from '#shared/failure'
import { statusFailure } from '../http.ts'
import type { HttpAnswer } from '../types.ts'
import { wireProblem } from './wire.ts'

/** What X says when it refuses: statuses tell little, the problem's own words tell it. */

/** Codes that this folder acts on besides what core knows. */
export type Why = 'not-summoned' | 'duplicate' | 'other'

const why = new WeakMap<Failure, Why>()

/** The reason behind a failure of this folder. */
export function whyOf(error: unknown): Why | undefined {
  return error instanceof Failure ? (why.get(error) ?? 'other') : undefined
}

export const notSummonedWords =
  'X lets programs answer only where you are mentioned or are the author. Your words are kept: post them in the browser.'

/** The failure of an answer with status 400, 403 or 409. */
export function refusal(answer: Pick<HttpAnswer, 'status' | 'headers' | 'body' | 'url'>): Failure {
  const { detail, title, error } = problemOf(answer)
  const said = `${title ?? ''} ${detail ?? ''}`
  const plain = statusFailure(answer)
  if (/only reply to or quote/i.test(said) || /not permitted to reply/i.test(said))
    return tagged(new Failure('forbidden', notSummonedWords, { status: answer.status }), 'not-summoned')
  if (/duplicate content/i.test(said))
    return tagged(new Failure('duplicate', plain.message, { status: answer.status }), 'duplicate')
  if (/deleted or not visible/i.test(said))
    return new Failure('gone', 'What you answer was deleted at X, or its author hides it from you.', {
      status: answer.status,
    })
  if (/unsupported authentication/i.test(said))
    return new Failure('forbidden', 'X does not take this kind of sign-in for that. Check what the app at console.x.com may do.', { status: answer.status }) // prettier-ignore
  if (error !== undefined && /invalid_(?:request|grant|token)/.test(error))
    return new Failure('signed-out', 'X does not accept this sign-in (any more). Sign in again.', {
      status: answer.status,
    })
  if (/usage.?cap|credits|billing/i.test(said)) return new Failure('billing', plain.message, { status: 402 })
  return plain
}

function tagged(failure: Failure, reason: Why): Failure {
  why.set(failure, reason)
  return failure
}

function problemOf({ body }: Pick<HttpAnswer, 'body'>): {
  detail?: string | undefined
  title?: string | undefined
  error?: string | undefined
} {
  try {
    const parsed = wireProblem.safeParse(JSON.parse(new TextDecoder().decode(body.subarray(0, 65_536))))
    return parsed.success ? parsed.data : {}
  } catch {
    // No JSON: the status alone says what happened.
    return {}
  }
}
