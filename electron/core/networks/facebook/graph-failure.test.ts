import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { graphFailure } from './graph-failure.ts'

const nowMs = Date.UTC(2026, 9, 1, 9)
const secret = 'EAAverySecretTokenOfThePage'

function failure(
  error: Record<string, unknown>,
  options: { status?: number; headers?: Record<string, string>; scope?: string } = {},
): Failure {
  return graphFailure(
    {
      status: options.status ?? 400,
      headers: options.headers ?? {},
      body: Buffer.from(JSON.stringify({ error })),
      url: 'https://graph.facebook.com/v26.0/me',
    },
    { nowMs, secrets: [secret], scope: options.scope },
  )
}

test.each([
  [{ code: 190, error_subcode: 463 }, 'signed-out', 'The token has expired'],
  [{ code: 190, error_subcode: 467 }, 'signed-out', 'not valid any more'],
  [{ code: 190 }, 'signed-out', 'does not accept the token'],
  [{ code: 102 }, 'signed-out', 'sign in again'],
  [{ code: 4 }, 'rate-limited', 'wait'],
  [{ code: 17 }, 'rate-limited', 'wait'],
  [{ code: 32 }, 'rate-limited', 'wait'],
  [{ code: 613 }, 'rate-limited', 'wait'],
  [{ code: 80_001 }, 'rate-limited', 'wait'],
  [{ code: 10 }, 'forbidden', 'does not allow this'],
  [{ code: 200 }, 'forbidden', 'does not allow this'],
  [{ code: 299 }, 'forbidden', 'does not allow this'],
  [{ code: 100, error_subcode: 33 }, 'gone', 'does not have this'],
  [{ code: 803 }, 'gone', 'does not have this'],
  [{ code: 100 }, 'rejected', 'refused'],
  [{ code: 368 }, 'forbidden', 'abuse'],
  [{ code: 506 }, 'duplicate', 'already'],
  [{ code: 1 }, 'unavailable', 'trouble of its own'],
  [{ code: 2 }, 'unavailable', 'trouble of its own'],
  [{ code: 960, is_transient: true }, 'unavailable', 'trouble of its own'],
  [{ code: 77_777 }, 'rejected', 'refused'],
] as const)('%o means %s', (error, code, words) => {
  const known = failure({ message: '', ...error })
  expect([known.code, known.message.toLowerCase()]).toEqual([
    code,
    expect.stringContaining(words.toLowerCase()),
  ])
})

test('a limit waits as long as the headers say, else a quarter of an hour', () => {
  const usage = JSON.stringify({
    '17': [{ type: 'pages', call_count: 101, estimated_time_to_regain_access: 42 }],
  })
  const told = failure({ code: 80_001 }, { headers: { 'x-business-use-case-usage': usage } })
  expect(told.retryAtMs).toBe(nowMs + 42 * 60_000)
  expect(failure({ code: 4 }).retryAtMs).toBe(nowMs + 15 * 60_000)
})

test('a missing permission is named, as Facebook named it or as the request needs it', () => {
  const named = failure({ code: 200, message: '(#200) Requires pages_manage_engagement permission' })
  expect(named.message).toContain('lacks pages_manage_engagement (to answer, hide and like)')
  const unnamed = failure({ code: 10, message: '(#10) No' }, { scope: 'pages_read_user_content' })
  expect(unnamed.message).toContain('lacks pages_read_user_content (to read what visitors say)')
})

test('tokens and addresses that Facebook repeats are not said again', () => {
  const { message } = failure({
    code: 190,
    message: `Malformed access token ${secret} or EAAanotherToken1. See https://developers.facebook.com/docs <b>now</b>`,
  })
  expect(message).not.toMatch(/EAA|https?:|<b>/)
  expect(message).toContain('Malformed access token')
})

test('what is no error of this API is known by its status', () => {
  const page = (status: number, body: string) =>
    graphFailure(
      { status, headers: {}, body: Buffer.from(body), url: 'https://graph.facebook.com/' },
      {
        nowMs,
        secrets: [],
      },
    ).code
  expect(page(401, '<html>')).toBe('signed-out')
  expect(page(403, '{"error"')).toBe('forbidden')
  expect(page(404, '')).toBe('gone')
  expect(page(400, '{"error":"a word"}')).toBe('rejected')
})

test('whatever comes, the words are plain and keep the secret', () => {
  fc.assert(
    fc.property(
      fc.record({
        message: fc.oneof(
          fc.string(),
          fc.constant(`x ${secret} y`),
          fc.constant('see https://a.example/b?c#d and www.a.example'),
        ),
        code: fc.oneof(fc.integer({ min: -1, max: 900 }), fc.integer()),
        error_subcode: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
      }),
      fc.constantFrom(400, 401, 403, 404, 410, 422),
      (error, status) => {
        const known = failure(error, { status })
        expect(known).toBeInstanceOf(Failure)
        expect(known.message).not.toContain(secret)
        expect(known.message).not.toMatch(/https?:\/\/|\bundefined\b|\n/)
        expect(known.message).toMatch(/[.!?…]$/)
      },
    ),
  )
})
