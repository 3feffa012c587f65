import { Failure, type FailureCode } from '#shared/failure'
import { parseJson, statusFailure } from '../http.ts'
import type { HttpAnswer } from '../types.ts'
import { wireError } from './wire.ts'

/**
 * What a refusal means, by the word in its body (`LemmyErrorType` of github.com/LemmyNet/lemmy, crates/utils). Nearly
 * all of them are sent as 400; 401 is a wrong sign-in, 404 what is not there. Pure.
 */

/** Which of a server's limits a request counts against. */
export type Limit = 'read' | 'search' | 'comment' | 'sign-in'

/** 0.19 says nothing of when. These are one refill of its buckets as they are set from the start. */
const waitMs: Record<Limit, number> = {
  read: 60_000,
  search: 60_000,
  comment: 100_000,
  'sign-in': 20 * 60_000,
}

/** Statuses whose reason is in the body. */
export const explained = [400, 401, 404] as const

export interface Asker {
  signedIn: boolean
  limit: Limit
  nowMs: number
  secrets: readonly string[]
}

export function refusal(answer: HttpAnswer, { signedIn, limit, nowMs, secrets }: Asker): Failure {
  const { host } = new URL(answer.url)
  const { status } = answer
  const word = wordIn(answer)
  if (word === 'rate_limit_error')
    return new Failure('rate-limited', limitWords(host, limit), { status, retryAtMs: nowMs + waitMs[limit] })
  if (status === 401 || isSignIn(word)) return signInFailure(host, word, signedIn, status)
  if (status === 404 || isGone(word))
    return new Failure('gone', `${host} does not have this (any more).`, { status })
  const said = word === undefined ? undefined : sayings[word]
  if (said !== undefined) return new Failure(said.code, said.words(host), { status })
  return statusFailure(answer, { secrets })
}

function limitWords(host: string, limit: Limit): string {
  if (limit === 'comment')
    return `${host} takes no more comments for a moment. Earshot tries again by itself.`
  if (limit === 'sign-in')
    return `${host} has seen too many sign-ins. Wait for some twenty minutes and try again.`
  return `${host} asks Earshot to wait before it asks again.`
}

function isSignIn(word: string | undefined): boolean {
  return word === 'not_logged_in' || word === 'incorrect_login' || word === 'instance_is_private'
}

function isGone(word: string | undefined): boolean {
  return (
    word !== undefined &&
    (word.startsWith('couldnt_find_') || ['not_found', 'deleted', 'resolve_object_failed'].includes(word))
  )
}

function signInFailure(host: string, word: string | undefined, signedIn: boolean, status: number): Failure {
  if (!signedIn)
    return new Failure('forbidden', `${host} shows this to its own users only. Sign in there.`, { status })
  const words =
    word === 'incorrect_login' || word === undefined
      ? `${host} does not accept the sign-in (any more). Sign in again.`
      : `${host} has ended this sign-in, as it does after a change of password. Sign in again.`
  return new Failure('signed-out', words, { status })
}

interface Saying {
  code: FailureCode
  words: (host: string) => string
}

const kept = 'Your words are kept in the outbox.'
const locked: Saying = {
  code: 'forbidden',
  words: () => `This is locked, so nobody can answer it any more. ${kept}`,
}
const banned: Saying = {
  code: 'forbidden',
  words: (host) => `${host} has banned this account, here or everywhere. ${kept}`,
}
const blocked: Saying = {
  code: 'forbidden',
  words: () => `One of you has blocked the other, or the community is blocked. ${kept}`,
}
const notIn: Saying = {
  code: 'rejected',
  words: (host) => `${host} does not take these words: it forbids a word or a link in them.`,
}

const sayings: Readonly<Record<string, Saying | undefined>> = {
  locked,
  post_is_locked: locked,
  site_ban: banned,
  banned,
  banned_from_community: banned,
  person_is_banned_from_community: banned,
  person_is_banned_from_site: banned,
  person_is_blocked: blocked,
  community_is_blocked: blocked,
  instance_is_blocked: blocked,
  slurs: notIn,
  blocked_url: notIn,
  only_mods_can_post_in_community: {
    code: 'forbidden',
    words: () => `Only moderators may write in this community. ${kept}`,
  },
  max_comment_depth_reached: {
    code: 'rejected',
    words: () => 'This conversation is as deep as the server allows. Answer a comment further up.',
  },
  invalid_body_field: {
    code: 'rejected',
    words: (host) => `${host} does not take a text of this length.`,
  },
  language_not_allowed: {
    code: 'rejected',
    words: () => 'The community does not take the language that is set for your account there.',
  },
  missing_totp_token: {
    code: 'bad-input',
    words: () => 'This account is kept by a second factor: type the code that your authenticator shows now.',
  },
  incorrect_totp_token: {
    code: 'bad-input',
    words: () => 'The code of the second factor is wrong or has run out. Type the one that is shown now.',
  },
  email_not_verified: {
    code: 'forbidden',
    words: (host) => `${host} waits for you to follow the link in the mail that it sent you.`,
  },
  registration_application_is_pending: {
    code: 'forbidden',
    words: (host) => `${host} has not let this account in yet. Its administrators decide.`,
  },
  registration_denied: {
    code: 'forbidden',
    words: (host) => `${host} has not let this account in.`,
  },
}

/** The word of a refusal; undefined where a page or nothing came, and the status says it all. */
function wordIn(answer: HttpAnswer): string | undefined {
  try {
    const said = wireError.safeParse(parseJson(answer)).data
    // What is not there is `unknown` in older servers, and told by their database.
    return said?.error === 'unknown' && /record not found/i.test(said.message ?? '')
      ? 'not_found'
      : said?.error
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}
