import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { dailyLimit, refusal } from './refusals.ts'

const nowMs = Date.UTC(2026, 9, 1, 9)
const midnightMs = Date.UTC(2026, 9, 2, 7)

function answerOf(status: number, reason: string, message: string, more: object = {}) {
  const body = { error: { code: status, message, errors: [{ reason, domain: 'x', message }], ...more } }
  return {
    status,
    headers: {},
    url: 'https://www.googleapis.com/youtube/v3/comments',
    body: Buffer.from(JSON.stringify(body)),
  }
}

const readBy = { nowMs, isWrite: false, secrets: ['ya29.secret'] }

test.each([
  [403, 'quotaExceeded', 'rate-limited', 'midnight in California'],
  [403, 'dailyLimitExceeded', 'rate-limited', 'midnight in California'],
  [403, 'rateLimitExceeded', 'rate-limited', 'too often'],
  [403, 'userRateLimitExceeded', 'rate-limited', 'too often'],
  [403, 'commentsDisabled', 'forbidden', 'turned off'],
  [403, 'insufficientPermissions', 'forbidden', 'youtube.force-ssl'],
  [403, 'accessNotConfigured', 'forbidden', 'enable it'],
  [403, 'ineligibleAccount', 'forbidden', 'no channel'],
  [403, 'forbidden', 'forbidden', 'does not allow this'],
  [404, 'videoNotFound', 'gone', 'this video'],
  [404, 'parentCommentNotFound', 'gone', 'that this answers'],
  [400, 'commentTextTooLong', 'rejected', 'too long'],
  [400, 'operationNotSupported', 'not-supported', 'YouTube Studio'],
  [400, 'processingFailure', 'unavailable', 'right now'],
  [400, 'invalidPageToken', 'bad-response', 'begins again'],
  [400, 'invalidValue', 'rejected', 'refused'],
  [401, 'authError', 'signed-out', 'Sign in again'],
] as const)('%i %s is %s', (status, reason, code, words) => {
  const failure = refusal(answerOf(status, reason, 'Something.'), readBy)
  expect([failure.code, failure.status]).toEqual([code, status])
  expect(failure.message).toContain(words)
})

test('what a day holds is waited for until midnight in California, a minute only for what came too fast', () => {
  const at = (reason: string) => refusal(answerOf(403, reason, 'x'), readBy).retryAtMs
  expect([at('quotaExceeded'), at('rateLimitExceeded')]).toEqual([midnightMs, nowMs + 60_000])
})

test('a 403 that says until when is waited for', () => {
  const answer = { ...answerOf(403, 'forbidden', 'x'), headers: { 'retry-after': '90' } }
  expect(refusal(answer, readBy)).toMatchObject({ code: 'rate-limited', retryAtMs: nowMs + 90_000 })
})

test('a comment that could not be processed is for its author to look at', () => {
  const failure = refusal(answerOf(400, 'processingFailure', 'x'), { ...readBy, isWrite: true })
  expect(failure.code).toBe('rejected')
})

test('newer refusals name their reason in details', () => {
  const details = { status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] }
  const failure = refusal(answerOf(400, 'badRequest', 'API key not valid.', details), readBy)
  expect([failure.code, failure.message]).toEqual(['signed-out', expect.stringContaining('API key')])
})

test('words of Google come without links, markup and secrets; pages and redirects are told too', () => {
  const said = 'See <a href="/x">docs</a> at https://developers.google.com/y about ya29.secret'
  const { message } = refusal(answerOf(403, 'brandNew', said), readBy)
  expect(message).toContain('See docs at … about …')
  const page = { ...answerOf(403, '', ''), body: Buffer.from('<html>Blocked</html>') }
  expect(refusal(page, readBy).code).toBe('forbidden')
  expect(refusal({ ...page, status: 302 }, readBy).code).toBe('bad-response')
})

test('a 429 that speaks of a day is waited for as long, any other as it says', () => {
  const searches = new Failure('rate-limited', "It said: Quota exceeded for quota metric 'Search Queries' and limit 'Search Queries per day'.", { status: 429, retryAtMs: 5 }) // prettier-ignore
  expect(dailyLimit(searches, nowMs)).toMatchObject({
    code: 'rate-limited',
    retryAtMs: midnightMs,
    message: expect.stringContaining('hundred searches'),
  })
  const minute = new Failure('rate-limited', "limit 'Queries per minute'.", { status: 429, retryAtMs: 5 })
  expect(dailyLimit(minute, nowMs)).toBe(minute)
})
