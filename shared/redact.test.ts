import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from './failure.ts'
import { createRedactor, textsIn } from './redact.ts'

const cleaned = (details: unknown, ...secrets: string[]): string => {
  const redactor = createRedactor()
  for (const secret of secrets) redactor.hide(secret)
  return JSON.stringify(redactor.clean(details)) ?? ''
}

test('values under telling names are hidden, at any depth', () => {
  const line = cleaned({
    access_token: 'a1',
    refreshToken: 'a2',
    password: 'a3',
    nested: { list: [{ client_secret: 'a4', authorization: 'a5', apiKey: 'a6' }], headers: { cookie: 'a7' } },
    pending: { verifier: 'a8' },
  })
  expect(line).not.toMatch(/a[1-8]/)
})

test('secrets inside of texts are hidden by their shape', () => {
  const line = cleaned({
    url: 'https://user:hunter2@town.example/x?code=abc123&page=2&access_token=xyz789#token=zzz',
    why: 'sent Authorization: Bearer abc.def-123',
    jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig',
    pasted: 'signed in with nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5.',
  })
  expect(line).not.toMatch(/hunter2|abc123|xyz789|zzz|abc\.def|eyJ|nsec1|vl029/)
  expect(line).toContain('page=2')
})

test('a value that was told to be hidden never shows, wherever it is', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 6, unit: fc.constantFrom(...'abcXYZ019-_') }),
      fc.string(),
      fc.string(),
      (secret, before, after) => {
        const line = cleaned(
          { event: before + secret + after, error: new Error(secret), list: [{ deep: secret }] },
          secret,
        )
        expect(line.replaceAll('[hidden]', '')).not.toContain(secret)
      },
    ),
  )
})

test('a secret that is part of another does not leave the rest of it', () => {
  expect(cleaned({ what: 'x longsecret-tail y' }, 'longsecret', 'longsecret-tail')).not.toContain('tail')
})

test("people's words are not logged", () => {
  const line = cleaned({ item: { text: 'hello bakery', title: 'On bread', id: 7 }, body: '<p>hello</p>' })
  expect(line).not.toMatch(/bakery|bread|hello/)
  expect(line).toContain('7')
})

test('what helps to find a fault stays', () => {
  const failure = new Failure('unavailable', 'The host has trouble.', {
    status: 503,
    cause: new Error('socket closed'),
  })
  const line = cleaned({ error: failure, host: 'town.example', took: 12 })
  for (const part of ['unavailable', 'The host has trouble.', '503', 'socket closed', 'town.example', '12'])
    expect(line).toContain(part)
})

test('circles, bytes and huge texts do not stop it', () => {
  const circle: { self?: unknown } = {}
  circle.self = circle
  const line = cleaned({ circle, bytes: new Uint8Array(9), many: 'x'.repeat(100_000), big: 10n })
  expect(line).toContain('[9 bytes]')
  expect(line.length).toBeLessThan(6000)
})

test('the texts of a credential are found wherever they are in it', () => {
  expect(textsIn({ a: 'one', b: [{ c: 'two' }, 3, null], d: 'three' })).toEqual(['one', 'two', 'three'])
})
