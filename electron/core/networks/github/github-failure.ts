import { z } from 'zod'
import { Failure } from '#shared/failure'
import { statusFailure } from '../http.ts'
import type { HttpAnswer } from '../types.ts'
import { missingFor, scopesIn } from './scopes.ts'

/** What a refusal of GitHub means (docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api). Pure. */

const refusal = z.looseObject({
  message: z.string().default(''),
  errors: z
    .array(
      z.union([z.string(), z.looseObject({ message: z.string().optional(), code: z.string().optional() })]),
    )
    .optional()
    .catch(undefined),
})

/** Secondary limits that say nothing of when: their documents ask for a minute at least. */
const plainWaitMs = 60_000
const longestSaid = 200

/** The failure of an answer whose body says more than its status: 403 and 422. */
export function githubFailure(answer: HttpAnswer, nowMs: number): Failure {
  const said = saidIn(answer)
  if (answer.status === 422)
    return new Failure('rejected', withSaid('GitHub refused what it was sent.', said), { status: 422 })
  if (answer.status !== 403) return statusFailure(answer)
  const retryAtMs = limitOf(answer, said, nowMs)
  if (retryAtMs !== undefined)
    return new Failure('rate-limited', 'GitHub asks Earshot to wait before it asks again.', {
      status: 403,
      retryAtMs,
    })
  return new Failure('forbidden', withSaid(forbiddenWords(answer.headers), said), { status: 403 })
}

/** When to ask again, where a 403 is a limit. */
function limitOf({ headers }: HttpAnswer, said: string, nowMs: number): number | undefined {
  const seconds = Number.parseInt(headers['retry-after'] ?? '', 10)
  if (Number.isFinite(seconds)) return nowMs + Math.max(1, seconds) * 1000
  const resetMs = Number.parseInt(headers['x-ratelimit-reset'] ?? '', 10) * 1000
  if (headers['x-ratelimit-remaining'] === '0')
    return Number.isFinite(resetMs) && resetMs > nowMs ? resetMs : nowMs + plainWaitMs
  return /secondary rate limit|rate limit exceeded|abuse detection/i.test(said)
    ? nowMs + plainWaitMs
    : undefined
}

function forbiddenWords(headers: Record<string, string>): string {
  if (headers['x-github-sso'] !== undefined)
    return 'The organisation wants this sign-in to be allowed by its single sign-on first, on the page of your tokens.'
  const missing = missingFor(
    scopesIn(headers['x-oauth-scopes']),
    scopesIn(headers['x-accepted-oauth-scopes']),
  )
  return missing.length === 0
    ? 'GitHub does not allow this.'
    : `GitHub does not allow this: the sign-in lacks ${missing.join(' or ')}.`
}

const graphqlErrors = z.array(z.looseObject({ type: z.string().optional(), message: z.string().default('') }))

/** The failure of GraphQL errors, which come with 200; undefined where there are none. */
export function graphqlFailure(errors: unknown, nowMs: number): Failure | undefined {
  const [first] = graphqlErrors.safeParse(errors).data ?? []
  if (first === undefined) return undefined
  const said = plain(first.message)
  switch (first.type) {
    case 'NOT_FOUND':
      return new Failure('gone', withSaid('GitHub does not have this (any more).', said))
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return new Failure('forbidden', withSaid('GitHub does not allow this.', said))
    case 'RATE_LIMITED':
      return new Failure('rate-limited', 'GitHub asks Earshot to wait before it asks again.', {
        retryAtMs: nowMs + plainWaitMs,
      })
    case 'UNPROCESSABLE':
      return new Failure('rejected', withSaid('GitHub refused what it was sent.', said))
    default:
      return new Failure('bad-response', withSaid('GitHub could not answer.', said))
  }
}

function saidIn({ body }: HttpAnswer): string {
  const text = new TextDecoder().decode(body).trimStart()
  if (!text.startsWith('{')) return ''
  try {
    const { message, errors = [] } = refusal.parse(JSON.parse(text))
    const details = errors.flatMap((error) => (typeof error === 'string' ? error : (error.message ?? [])))
    return plain([message, ...details].join('. '))
  } catch {
    // Broken words say nothing; the status says enough.
    return ''
  }
}

function plain(said: string): string {
  const line = said
    .replace(/<[^>]*>?/g, ' ')
    .replace(/\bhttps?:\/\/\S+/gi, '…')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  const short = line.length > longestSaid ? `${line.slice(0, longestSaid - 1)}…` : line
  return short === '' || /[.!?…]$/.test(short) ? short : `${short}.`
}

function withSaid(words: string, said: string): string {
  return said === '' ? words : `${words} It said: ${said}`
}
