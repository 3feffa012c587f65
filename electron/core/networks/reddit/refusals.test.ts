import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { refusal, refuseElsewhere, waitOf, writtenFailure } from './refusals.ts'

const nowMs = 1_000_000
const answer = (status: number, body: string) => ({
  status,
  headers: {},
  body: Buffer.from(body),
  url: 'https://www.reddit.com/r/x/.rss',
})
const shapeOf = (status: number, body: string, signedIn: boolean) => {
  const { code, retryAtMs } = refusal(answer(status, body), { signedIn, nowMs })
  return [code, retryAtMs]
}

test('a page with 403 is a wall that an hour may open, JSON says why a place is closed', () => {
  expect(shapeOf(403, '<html>Blocked</html>', false)).toEqual(['rate-limited', nowMs + 3_600_000])
  expect(shapeOf(403, '<html>Blocked</html>', true)).toEqual(['rate-limited', nowMs + 3_600_000])
  expect(shapeOf(403, '{"reason":"private","message":"Forbidden","error":403}', false)).toEqual(['forbidden', undefined]) // prettier-ignore
  expect(shapeOf(404, '{"reason":"banned","message":"Not Found","error":404}', true)).toEqual([
    'gone',
    undefined,
  ])
  expect(shapeOf(404, '{"message":"Not Found","error":404}', true)).toEqual(['gone', undefined])
  expect(shapeOf(401, '{"message":"Unauthorized","error":401}', true)).toEqual(['signed-out', undefined])
  expect(shapeOf(401, '{"message":"Unauthorized","error":401}', false)).toEqual(['forbidden', undefined])
})

test('without an account the words name both that a page with 403 may mean', () => {
  const { message } = refusal(answer(403, '403'), { signedIn: false, nowMs })
  expect(message).toMatch(/too often.*private or closed/)
})

test('where Reddit leads to another page instead, that says why', () => {
  const codeAt = (path: string) => {
    try {
      refuseElsewhere({ url: `https://www.reddit.com${path}` })
      return undefined
    } catch (error) {
      return error instanceof Failure ? error.code : error
    }
  }
  expect(codeAt('/subreddits/search.rss?q=nowhere')).toBe('gone')
  expect(codeAt('/over18?dest=https%3A%2F%2Fwww.reddit.com%2Fr%2Fx')).toBe('forbidden')
  expect(codeAt('/r/dailyloaf/new/.rss')).toBeUndefined()
})

test('how long to wait is told in seconds or in words, which are rounded down', () => {
  expect(waitOf('Take a break for 9 minutes before trying again.', undefined)).toBe(600_000)
  expect(waitOf('you are doing that too much. try again in 1 hour.', undefined)).toBe(7_200_000)
  expect(waitOf('Take a break for 30 seconds before trying again.', undefined)).toBe(30_000)
  expect(waitOf('Take a break for 9 minutes before trying again.', 545.2)).toBe(545_200)
  expect(waitOf('Later.', undefined)).toBe(600_000)
})

test.each([
  ['RATELIMIT', 'rate-limited'],
  ['THREAD_LOCKED', 'forbidden'],
  ['TOO_OLD', 'forbidden'],
  ['DELETED_COMMENT', 'gone'],
  ['DELETED_LINK', 'gone'],
  ['NO_TEXT', 'rejected'],
  ['TOO_LONG', 'rejected'],
  ['USER_BLOCKED', 'forbidden'],
  ['SUBREDDIT_NOTALLOWED', 'forbidden'],
  ['USER_REQUIRED', 'signed-out'],
  ['SOMETHING_NEW', 'rejected'],
])('%s is %s, in words', (code, expected) => {
  const failure = writtenFailure({ code, words: 'that is how it is' }, undefined, nowMs)
  expect(failure.code).toBe(expected)
  expect(failure.message).toMatch(/^[A-Z].*\.$/)
})

test('what is not known is told in the words of Reddit', () => {
  expect(writtenFailure({ code: 'NEW', words: 'no <b>\nthanks' }, undefined, nowMs).message).toBe(
    'Reddit does not take this. It said: no <b> thanks.',
  )
})
