import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { readQuery } from '#shared/domain/query/check'
import { originOf } from './client.ts'
import { checkConfig } from './check-config.ts'
import { refusalOf } from './refusals.ts'
import { narrowerThan, visibilityOf } from './speak.ts'
import { translateQuery } from './translate.ts'

test('an answer is never wider than what it answers', () => {
  expect(narrowerThan(undefined)).toEqual(['public', 'home', 'followers', 'specified'])
  expect(narrowerThan('followers')).toEqual(['followers', 'specified'])
  expect(narrowerThan('something new')).toEqual(['specified'])
  expect(visibilityOf('public', 'home')).toBe('home')
  expect(visibilityOf('specified', 'home')).toBe('specified')
  expect(visibilityOf(undefined, undefined)).toBe('public')
})

function refusal(status: number, error: object, endpoint = 'notes/create'): Failure {
  const body = Buffer.from(JSON.stringify({ error }))
  const answer = { status, headers: {}, body, url: `https://town.example/api/${endpoint}` }
  return refusalOf(answer, endpoint, ['secret-token'])
}

test.each([
  // The same, by an old version and a new one.
  [403, 'AUTHENTICATION_FAILED', 'signed-out'],
  [401, 'AUTHENTICATION_FAILED', 'signed-out'],
  [401, 'CREDENTIAL_REQUIRED', 'signed-out'],
  [400, 'PERMISSION_DENIED', 'forbidden'],
  [403, 'YOUR_ACCOUNT_SUSPENDED', 'forbidden'],
  [400, 'NO_SUCH_REPLY_TARGET', 'gone'],
  [400, 'YOU_HAVE_BEEN_BLOCKED', 'forbidden'],
  [400, 'UNAVAILABLE', 'not-supported'],
  [400, 'CONTAINS_PROHIBITED_WORDS', 'rejected'],
  [400, 'MAX_LENGTH', 'rejected'],
  [400, 'SOMETHING_NEW', 'rejected'],
] as const)('%i %s is %s, in words that say what to do', (status, code, expected) => {
  const failure = refusal(status, { code, message: 'in short: secret-token' })
  expect(failure.code).toBe(expected)
  expect(failure.message).toMatch(/\S.{15,}[.!?…]$/)
  expect(failure.message).not.toContain('secret-token')
})

test('a right that is missing is named, and a parameter that is wrong says why', () => {
  expect(refusal(403, { code: 'PERMISSION_DENIED' }, 'i/notifications').message).toContain(
    'read:notifications (View your notifications)',
  )
  expect(
    refusal(400, { code: 'INVALID_PARAM', info: { reason: 'must NOT have more than 3000 characters' } })
      .message,
  ).toBe('town.example refused what it was sent. It said: must NOT have more than 3000 characters.')
})

test('a page instead of a refusal is what its status says', () => {
  const answer = {
    status: 403,
    headers: {},
    body: Buffer.from('<html>Blocked</html>'),
    url: 'https://town.example/api/i',
  }
  expect(refusalOf(answer, 'i', []).code).toBe('forbidden')
})

test('servers are found in what people type, and refused in words', () => {
  expect(
    ['town.example', 'https://town.example/@ana', '@ana@town.example', '127.0.0.1:3000'].map(originOf),
  ).toEqual(['https://town.example', 'https://town.example', 'https://town.example', 'http://127.0.0.1:3000'])
  for (const typed of ['', 'town', 'http://town.example', 'ftp://town.example', 'two words.example'])
    expect(() => originOf(typed)).toThrow(Failure)
})

test('addresses of antennas and lists are kept in one shape', () => {
  const address = (typed: string) => checkConfig('list', { address: typed }).config['address']
  expect(address(' https://Town.example/my/antennas/9X1b2 ')).toBe(
    'https://town.example/timeline/antenna/9X1b2',
  )
  expect(address('https://town.example/list/9a?x=1')).toBe('https://town.example/timeline/list/9a')
  expect(checkConfig('hashtag', { tag: '＃朝ごはん'.normalize('NFKC') }).config).toEqual({ tag: '朝ごはん' })
})

test.each([
  ['bread', ['bread'], ['bread']],
  // One word that must be there, and the longest: a plain search takes what it is given as it stands.
  ['"late parcel" bread', ['parcel'], ['"late parcel"', 'bread']],
  ['refund OR parcel', ['refund', 'parcel'], ['refund OR parcel']],
  ['#bread -hiring', ['bread'], ['-hiring', '#bread']],
  ['is:question', [], ['is:question']],
])('%j is asked as %j', (typed, asked, here) => {
  const said = translateQuery(readQuery(typed))
  expect(said.asked).toEqual(asked)
  expect([...said.here].sort()).toEqual([...here].sort())
})
