import { Failure } from '#shared/failure'
import { parseJson, statusFailure } from '../http.ts'
import type { HttpAnswer } from '../types.ts'
import { wireRefusal } from './wire.ts'

/** What Reddit's refusals mean. Pure. */

/** Statuses whose reason is in the body. */
export const explained = [401, 403, 404] as const

const hourMs = 3_600_000

export interface Asker {
  signedIn: boolean
  nowMs: number
  secrets?: readonly string[]
}

/**
 * The API says why something is closed, as JSON. A page instead of that is the wall that Reddit puts before whoever asks
 * too often or looks like a program: nothing helps but to wait. A feed of what is closed gives a page as well, so that
 * without an account the two cannot be told apart (r2/controllers/error.py of github.com/reddit-archive/reddit).
 */
export function refusal(answer: HttpAnswer, { signedIn, nowMs, secrets = [] }: Asker): Failure {
  const { host } = new URL(answer.url)
  const { status } = answer
  const said = saidIn(answer)
  if (status === 403 && said === undefined) {
    const words = signedIn
      ? `${host} has blocked Earshot for now. It is asked again in an hour.`
      : `${host} refuses whoever asks too often without an account, and what is private or closed, and does not say which. It is asked again in an hour.`
    return new Failure('rate-limited', words, { status, retryAtMs: nowMs + hourMs })
  }
  const words = closed[said?.reason ?? '']
  if (words !== undefined) return new Failure(status === 404 ? 'gone' : 'forbidden', words, { status })
  if (status === 401 && !signedIn)
    return new Failure('forbidden', `${host} shows this to signed-in people only.`, { status })
  return statusFailure(answer, { secrets })
}

const closed: Readonly<Record<string, string | undefined>> = {
  private: 'This subreddit is private: only its members read it.',
  banned: 'Reddit has closed this subreddit.',
  quarantined: 'This subreddit is quarantined: open it once in the browser, signed in, and agree to see it.',
  gold_only: 'This subreddit is for paying members only.',
  user_blocked: 'One of you has blocked the other at Reddit.',
}

/** Undefined where no JSON came. */
function saidIn(answer: HttpAnswer): { reason?: string | undefined } | undefined {
  try {
    return wireRefusal.safeParse(parseJson(answer)).data
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** Where a subreddit does not exist, Reddit leads to its search for subreddits; where it asks for an age, to its question. */
export function refuseElsewhere(answer: Pick<HttpAnswer, 'url'>): void {
  const { pathname, host } = new URL(answer.url)
  if (/\/subreddits\/search\b/.test(pathname))
    throw new Failure('gone', `${host} knows no subreddit of this name. Check its spelling.`)
  if (/\/(?:over18|quarantine)\b/.test(pathname))
    throw new Failure('forbidden', `${host} asks who wants to see this, and so shows it to signed-in people only.`) // prettier-ignore
}

const kept = 'Your words are kept in the outbox.'

/** Refusals of what is written (r2/lib/errors.py of github.com/reddit-archive/reddit), which come with status 200. */
export function writtenFailure(
  { code, words }: { code: string; words: string },
  rateLimitS: number | undefined,
  nowMs: number,
): Failure {
  switch (code) {
    case 'RATELIMIT':
    case 'SUBREDDIT_RATELIMIT': {
      const waitMs = waitOf(words, rateLimitS)
      return new Failure(
        'rate-limited',
        'Reddit takes no more comments of this account for a moment. Earshot tries again by itself.',
        { retryAtMs: nowMs + waitMs },
      )
    }
    case 'THREAD_LOCKED':
    case 'COMMENT_LOCKED':
      return new Failure('forbidden', `This is locked, so nobody can answer it any more. ${kept}`)
    case 'TOO_OLD':
      return new Failure('forbidden', `This is archived: Reddit takes no answers to what is so old. ${kept}`)
    case 'DELETED_COMMENT':
    case 'DELETED_LINK':
    case 'DELETED_THING':
      return new Failure('gone', `What you answer was deleted or removed. ${kept}`)
    case 'NO_TEXT':
      return new Failure('rejected', 'Reddit takes no empty answer. Write something.')
    case 'TOO_LONG':
      return new Failure('rejected', 'Reddit takes 10,000 characters at most. Shorten the text.')
    case 'USER_BLOCKED':
    case 'USER_BLOCKED_MESSAGE':
      return new Failure('forbidden', `One of you has blocked the other at Reddit. ${kept}`)
    case 'SUBREDDIT_NOTALLOWED':
    case 'BANNED_FROM_SUBREDDIT':
      return new Failure('forbidden', `This account may not write in this subreddit. ${kept}`)
    case 'USER_REQUIRED':
      return new Failure('signed-out', 'Reddit does not accept the sign-in (any more). Sign in again.')
    default:
      return new Failure('rejected', `Reddit does not take this${said(words)}`)
  }
}

function said(words: string): string {
  const line = words.replace(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, 200) // prettier-ignore
  if (line === '') return '.'
  return `. It said: ${line}${/[.!?…]$/.test(line) ? '' : '.'}`
}

const unitMs: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: hourMs,
}
/** Where it does not say how long. */
const plainWaitMs = 10 * 60_000

/** `Take a break for 9 minutes before trying again`. Seconds beside it are exact; words are rounded down. */
export function waitOf(words: string, seconds: number | undefined): number {
  const [, amount, unit = ''] = /(\d+) (millisecond|second|minute|hour)s?\b/i.exec(words) ?? []
  const step = unitMs[unit.toLowerCase()] ?? 0
  // Nine minutes are more than nine and less than ten.
  const spoken = amount === undefined ? 0 : (Number(amount) + (step >= 60_000 ? 1 : 0)) * step
  const told = seconds === undefined ? 0 : seconds * 1000
  if (told > 0) return Math.ceil(told)
  return spoken > 0 ? spoken : plainWaitMs
}
