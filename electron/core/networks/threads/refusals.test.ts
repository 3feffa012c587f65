import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Failure } from '#shared/failure'
import { refusalOf } from './refusals.ts'
import type { Scope } from './scopes.ts'

const nowMs = Date.UTC(2026, 9, 1, 9)
const secret = 'THAAverySecretTokenOfTheBakery'

function failure(
  error: Record<string, unknown>,
  options: { status?: number; headers?: Record<string, string>; scope?: Scope } = {},
): Failure {
  return refusalOf(
    {
      status: options.status ?? 400,
      headers: options.headers ?? {},
      body: Buffer.from(JSON.stringify({ error })),
      url: 'https://graph.threads.net/v1.0/me',
    },
    { nowMs, secrets: [secret], scope: options.scope },
  )
}

test.each([
  [{ code: 190, error_subcode: 463 }, 'signed-out', 'The token has expired'],
  [{ code: 190, error_subcode: 467 }, 'signed-out', 'not valid any more'],
  [{ code: 190 }, 'signed-out', 'does not accept the token'],
  [{ code: 104 }, 'signed-out', 'sign in again'],
  [{ code: 4 }, 'rate-limited', 'wait'],
  [{ code: 17 }, 'rate-limited', 'wait'],
  [{ code: 32 }, 'rate-limited', 'wait'],
  [{ code: 613 }, 'rate-limited', 'wait'],
  [{ code: 9, error_subcode: 2_207_042 }, 'rate-limited', 'publish in a day'],
  [{ code: 10 }, 'forbidden', 'does not allow this'],
  [{ code: 200 }, 'forbidden', 'does not allow this'],
  [{ code: 100, error_subcode: 10 }, 'forbidden', 'does not allow this'],
  [{ code: 368 }, 'forbidden', 'abuse'],
  [{ code: 24 }, 'gone', 'does not have this'],
  [{ code: 24, error_subcode: 4_279_009 }, 'unavailable', 'not done preparing'],
  [{ code: 100, error_subcode: 33 }, 'gone', 'does not show it'],
  [{ code: 100, message: 'Param reply_to_id is not a valid threads_media ID' }, 'gone', 'does not have this'],
  [{ code: 100, message: 'Param text must be at most 500 characters long.' }, 'rejected', '500 characters'],
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

test('a permission that is missing comes with 500, and is named by the answer or by what was asked', () => {
  const message = 'Application does not have permission for this action'
  const plain = failure({ code: 10, message }, { status: 500, scope: 'threads_keyword_search' })
  expect([plain.code, plain.message]).toEqual([
    'forbidden',
    expect.stringContaining('threads_keyword_search (to search), or the app was not approved for it'),
  ])
  const told = failure({
    code: 100,
    error_subcode: 10,
    message: 'This action requires the threads_basic permission.',
  })
  expect([told.code, told.message]).toEqual(['forbidden', expect.stringContaining('threads_basic (to do')])
  expect(failure({ code: 77_777 }, { status: 500 }).code).toBe('unavailable')
})

test('a limit waits as long as the headers say, else a quarter of an hour', () => {
  const usage = JSON.stringify({ call_count: 100, total_time: 3, total_cputime: 1 })
  expect(failure({ code: 4 }, { headers: { 'x-app-usage': usage } }).retryAtMs).toBe(nowMs + 30 * 60_000)
  expect(failure({ code: 4 }).retryAtMs).toBe(nowMs + 15 * 60_000)
  expect(failure({ code: 100 }).retryAtMs).toBeUndefined()
})

test('whatever it says, no token, address or markup comes through, and the words end as words do', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: -2, max: 700 }), (said, code) => {
      const { message } = failure({ code, message: `${said} ${secret} <b>x</b> https://x.example/${secret}` })
      expect(message).not.toContain(secret)
      expect(message).not.toMatch(/<b>|https?:\/\//)
      expect(message).toMatch(/[.!?…]$/)
    }),
  )
})

test('what is no refusal of this API is read by its status', () => {
  const page = { status: 404, headers: {}, body: Buffer.from('<html>'), url: 'https://graph.threads.net/' }
  expect(refusalOf(page, { nowMs, secrets: [] }).code).toBe('gone')
  expect(refusalOf({ ...page, body: Buffer.from('{"error":') }, { nowMs, secrets: [] }).code).toBe('gone')
})
