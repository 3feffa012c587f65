import { z } from 'zod'
import { Failure, type FailureCode } from '#shared/failure'
import { statusFailure } from '../http.ts'
import type { HttpAnswer } from '../types.ts'
import { rightFor, rightsInWords } from './rights.ts'

/**
 * What a refusal means. Misskey words it in the body, `{ error: { code, message, id, info } }`, and its statuses differ
 * between versions (a wrong token was 403 and is 401, a missing right was 400 and is 403): the code decides. Pure.
 */

const refusal = z.looseObject({
  error: z.looseObject({
    code: z.string(),
    message: z.string().optional().catch(undefined),
    info: z.looseObject({ reason: z.string().optional() }).optional().catch(undefined),
  }),
})

type Words = (host: string, endpoint: string) => string

const meanings: Readonly<Record<string, [FailureCode, Words]>> = {
  AUTHENTICATION_FAILED: ['signed-out', signIn],
  CREDENTIAL_REQUIRED: ['signed-out', signIn],
  PERMISSION_DENIED: [
    'forbidden',
    (host, endpoint) => `The sign-in at ${host} lacks ${rightsInWords([rightFor(endpoint)])}. Sign in again.`,
  ],
  YOUR_ACCOUNT_SUSPENDED: ['forbidden', (host) => `${host} has suspended this account. Ask its moderators.`],
  YOUR_ACCOUNT_MOVED: [
    'forbidden',
    (host) => `This account has moved away from ${host} and may not write there.`,
  ],
  ACCOUNT_LOCKED: [
    'forbidden',
    (host) => `This account has moved away from ${host} and may not write there.`,
  ],
  ROLE_PERMISSION_DENIED: [
    'forbidden',
    (host) => `${host} does not allow this to the roles of your account.`,
  ],
  ACCESS_DENIED: ['forbidden', (host) => `${host} allows this to no program.`],
  UNAVAILABLE: [
    'not-supported',
    (host) =>
      `${host} does not let your account search in the words of notes. Listen to a hashtag there, or to an antenna that you make on its page.`,
  ],
  NO_SUCH_NOTE: ['gone', (host) => `${host} does not have this note (any more).`],
  NO_SUCH_REPLY_TARGET: ['gone', (host) => `${host} does not have the note that you answer (any more).`],
  NO_SUCH_OBJECT: ['gone', (host) => `${host} cannot find this note (any more).`],
  NO_SUCH_USER: ['gone', (host) => `${host} does not have this account (any more).`],
  NO_SUCH_ANTENNA: [
    'gone',
    (host) => `${host} does not have this antenna (any more). Check its address, or remove the stream.`,
  ],
  NO_SUCH_LIST: [
    'gone',
    (host) => `${host} does not have this list (any more). Check its address, or remove the stream.`,
  ],
  YOU_HAVE_BEEN_BLOCKED: [
    'forbidden',
    () => 'The author of this note has blocked you, so that it cannot be answered or liked.',
  ],
  CANNOT_REPLY_TO_AN_INVISIBLE_NOTE: [
    'forbidden',
    (host) => `${host} does not show this note to your account, so that it cannot be answered.`,
  ],
  CANNOT_REPLY_TO_A_PURE_RENOTE: [
    'rejected',
    () => 'A renote says nothing of its own. Answer the note inside.',
  ],
  CANNOT_REPLY_TO_SPECIFIED_VISIBILITY_NOTE_WITH_EXTENDED_VISIBILITY: [
    'rejected',
    () => 'This note was for a few people only. Choose the visibility specified, and send again.',
  ],
  CONTAINS_PROHIBITED_WORDS: [
    'rejected',
    (host) => `${host} does not take a note with these words. Change them, and send again.`,
  ],
  CONTAINS_TOO_MANY_MENTIONS: [
    'rejected',
    (host) => `${host} does not take a note that names so many people. Take some out, and send again.`,
  ],
  MAX_LENGTH: [
    'rejected',
    (host) => `${host} does not take so long a note. Make it shorter, and send again.`,
  ],
}

function signIn(host: string): string {
  return `${host} does not accept the sign-in (any more). Sign in again.`
}

/** The code of a refusal; undefined where it is worded in another way. */
export function codeIn(answer: Pick<HttpAnswer, 'body'>): string | undefined {
  return read(answer)?.code
}

/** The failure that an answer with a status of 400 or more means. */
export function refusalOf(answer: HttpAnswer, endpoint: string, secrets: readonly string[]): Failure {
  const said = read(answer)
  const { host } = new URL(answer.url)
  const meaning = said === undefined || !Object.hasOwn(meanings, said.code) ? undefined : meanings[said.code]
  if (meaning !== undefined) {
    const [code, words] = meaning
    return new Failure(code, words(host, endpoint), { status: answer.status })
  }
  const reason = said?.info?.reason
  if (said?.code === 'INVALID_PARAM' && reason !== undefined)
    return new Failure('rejected', `${host} refused what it was sent. It said: ${sentence(reason)}`, {
      status: answer.status,
    })
  return statusFailure(answer, { secrets })
}

function read({ body }: Pick<HttpAnswer, 'body'>) {
  try {
    return refusal.safeParse(JSON.parse(new TextDecoder().decode(body))).data?.error
  } catch {
    // Not JSON: the status says enough.
    return undefined
  }
}

function sentence(said: string): string {
  const plain = said
    .replace(/<[^>]*>?/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
  return /[.!?…]$/.test(plain) ? plain : `${plain}.`
}
