import { expect, test } from 'vitest'
import { credentialsIn, credentialsJson, isDue } from './renewal.ts'

const nowMs = Date.UTC(2026, 9, 1, 9)
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const token = 'THAA'

test.each([
  ['a token of today is left alone', { issuedMs: nowMs - hourMs, expiresMs: nowMs + 60 * dayMs }, false],
  ['one of last week too', { issuedMs: nowMs - 7 * dayMs, expiresMs: nowMs + 53 * dayMs }, false],
  ['one of ten days is renewed', { issuedMs: nowMs - 11 * dayMs, expiresMs: nowMs + 49 * dayMs }, true],
  ['one that ends tomorrow still is', { issuedMs: nowMs - 59 * dayMs, expiresMs: nowMs + dayMs }, true],
  ['one that has ended cannot be', { issuedMs: nowMs - 61 * dayMs, expiresMs: nowMs - dayMs }, false],
  [
    'one that is young and ends soon must not be',
    { issuedMs: nowMs - hourMs, expiresMs: nowMs + dayMs },
    false,
  ],
  ['one of which nothing is known is renewed after a day', { issuedMs: nowMs - 26 * hourMs }, true],
  [
    'after a failure it is left alone for hours',
    { issuedMs: nowMs - 11 * dayMs, expiresMs: nowMs + 49 * dayMs, triedMs: nowMs - hourMs },
    false,
  ],
  [
    'and tried again then',
    { issuedMs: nowMs - 11 * dayMs, expiresMs: nowMs + 49 * dayMs, triedMs: nowMs - 7 * hourMs },
    true,
  ],
])('%s', (_, given, due) => {
  expect(isDue({ token, ...given }, nowMs)).toBe(due)
})

test('credentials are stored and read back as they are; anything else is none', () => {
  const known = { token, issuedMs: 1, expiresMs: 2, triedMs: 3 }
  expect(credentialsIn(credentialsJson(known))).toEqual(known)
  expect(credentialsIn(credentialsJson({ token, issuedMs: 1 }))).toEqual({ token, issuedMs: 1 })
  expect(credentialsIn({ token })).toBeUndefined()
})
