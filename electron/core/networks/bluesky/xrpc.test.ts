import { expect, test } from 'vitest'
import { isExpired, refused, wantsNonce } from './xrpc.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  url: 'https://pds.example/xrpc/app.bsky.feed.getPosts?uris=x',
})
const says = (status: number, error: string, message = '') => answer(status, { error, message })

test.each([
  [400, 'ExpiredToken', '', 'signed-out'],
  [400, 'InvalidToken', '', 'signed-out'],
  [401, 'AuthMissing', 'Authentication Required', 'signed-out'],
  [401, 'AuthenticationRequired', 'Invalid identifier or password', 'signed-out'],
  [400, 'AccountTakedown', 'Account has been taken down', 'forbidden'],
  [400, 'BlockedByActor', '', 'forbidden'],
  [403, 'ScopeMissingError', '', 'forbidden'],
  [400, 'NotFound', 'Post not found: at://x', 'gone'],
  [400, 'RecordNotFound', '', 'gone'],
  [400, 'InvalidRequest', 'Profile not found', 'gone'],
  [400, 'InvalidRequest', 'grapheme too big (maximum 300, got 301)', 'rejected'],
  [400, 'UpstreamFailure', '', 'unavailable'],
  [400, 'SomethingNew', 'in words', 'rejected'],
  [501, 'MethodNotImplemented', '', 'not-supported'],
  [401, 'constructor', '', 'signed-out'],
] as const)('%i %s %s is %s', (status, error, message, code) => {
  const failure = refused(says(status, error, message), [])
  expect(failure.code).toBe(code)
  expect(failure.message).toMatch(/^pds\.example .*[.!?…]$/)
})

test('a token that ran out is known by name or by header, and nothing else is taken for it', () => {
  expect(isExpired(says(400, 'ExpiredToken'))).toBe(true)
  expect(isExpired(answer(401, '', { 'www-authenticate': 'DPoP error="invalid_token"' }))).toBe(true)
  expect(isExpired(says(401, 'AuthMissing'))).toBe(false)
  expect(isExpired(says(400, 'InvalidRequest'))).toBe(false)
  expect(isExpired(answer(200, { error: 'ExpiredToken' }))).toBe(false)
  expect(isExpired(answer(400, '<html>'))).toBe(false)
})

test('a missing nonce is known by name or by header', () => {
  expect(wantsNonce(says(400, 'use_dpop_nonce'))).toBe(true)
  expect(wantsNonce(answer(401, '{', { 'www-authenticate': 'DPoP error="use_dpop_nonce"' }))).toBe(true)
  expect(wantsNonce(says(400, 'invalid_grant'))).toBe(false)
})

test('no secret comes back in words, even where the server repeats it', () => {
  const { message } = refused(says(400, 'InvalidRequest', 'bad password hunter-two'), ['hunter-two'])
  expect(message).not.toContain('hunter-two')
})
