import { expect, test } from 'vitest'
import { githubFailure, graphqlFailure } from './github-failure.ts'

const nowMs = Date.UTC(2026, 9, 1, 9)
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  url: 'https://api.github.com/x',
})

test('403 is a limit where headers or words say so, with the time they tell', () => {
  const waits = (body: unknown, headers: Record<string, string>) =>
    githubFailure(answer(403, body, headers), nowMs).retryAtMs
  expect(waits({}, { 'retry-after': '90' })).toBe(nowMs + 90_000)
  const reset = String((nowMs + 600_000) / 1000)
  expect(waits({}, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })).toBe(nowMs + 600_000)
  expect(waits({ message: 'You have exceeded a secondary rate limit.' }, {})).toBe(nowMs + 60_000)
  expect(waits({ message: 'Must have admin rights' }, { 'x-ratelimit-remaining': '12' })).toBeUndefined()
})

test('403 names the scope that is missing, or the single sign-on', () => {
  const lacking = githubFailure(
    answer(
      403,
      { message: 'Resource not accessible' },
      {
        'x-oauth-scopes': 'read:user',
        'x-accepted-oauth-scopes': 'public_repo, repo',
      },
    ),
    nowMs,
  )
  expect([lacking.code, lacking.message]).toEqual([
    'forbidden',
    expect.stringContaining('public_repo or repo'),
  ])
  const held = githubFailure(
    answer(403, {}, { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'public_repo, repo' }),
    nowMs,
  )
  expect(held.message).toBe('GitHub does not allow this.')
  const sso = githubFailure(
    answer(403, {}, { 'x-github-sso': 'required; url=https://github.com/orgs/x/sso' }),
    nowMs,
  )
  expect(sso.message).toContain('single sign-on')
  expect(sso.message).not.toContain('https')
})

test('422 says what is wrong, without addresses', () => {
  const failure = githubFailure(
    answer(422, {
      message: 'Validation Failed, see https://docs.github.com',
      errors: [{ resource: 'IssueComment', message: 'Body cannot be <b>blank</b>' }, 'and more'],
    }),
    nowMs,
  )
  expect(failure.code).toBe('rejected')
  expect(failure.message).toMatch(/Body cannot be blank . and more\.$/)
  expect(failure.message).not.toMatch(/https|</)
  expect(githubFailure(answer(422, '<html>'), nowMs).message).toBe('GitHub refused what it was sent.')
})

test.each([
  ['NOT_FOUND', 'gone'],
  ['FORBIDDEN', 'forbidden'],
  ['INSUFFICIENT_SCOPES', 'forbidden'],
  ['RATE_LIMITED', 'rate-limited'],
  ['UNPROCESSABLE', 'rejected'],
  ['SOMETHING_NEW', 'bad-response'],
])('GraphQL says %s with 200', (type, code) => {
  expect(graphqlFailure([{ type, message: 'No' }], nowMs)?.code).toBe(code)
})

test('no errors are no failure', () => {
  for (const none of [undefined, null, [], 'x']) expect(graphqlFailure(none, nowMs)).toBeUndefined()
})
