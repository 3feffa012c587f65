import { describe, expect, test } from 'vitest'
import type { Account } from '#shared/domain/account'
import { signInWays, type NetworkManifest } from '#shared/domain/network'
import {
  asksLimit,
  checkSignIn,
  fieldsOf,
  hostOf,
  limitField,
  needsConsentFirst,
  signInNetworks,
  trimmed,
} from './sign-in-steps.ts'

const town: NetworkManifest = {
  id: 'town',
  label: 'Town',
  badge: 't',
  color: { light: '#000', dark: '#fff' },
  signIn: {
    browser: true,
    tokenFields: [{ name: 'token', label: 'Access token', kind: 'secret', required: true }],
    steps: {},
    asksHost: true,
  },
  streamKinds: [],
  speaks: { reply: 'api', visibilities: [], contentWarning: false },
  importFormats: [],
}
const account: Account = {
  id: 1,
  network: 'town',
  host: 'https://town.example',
  handle: '@c',
  name: 'C',
  state: 'signed-out',
  createdMs: 1,
}

test('an app of the user’s own is asked for before the browser opens', () => {
  const own = {
    ...town,
    signIn: {
      ...town.signIn,
      asksHost: false,
      browserFields: [{ name: 'clientId', label: 'Client ID', kind: 'text' as const, required: true }],
    },
  }
  expect(fieldsOf(own, 'browser').map(({ name }) => name)).toEqual(['clientId'])
  expect(fieldsOf(town, 'browser')).toEqual([])
  expect(checkSignIn(own, 'browser', '', {})).toEqual({ clientId: 'Client ID is needed.' })
  expect(checkSignIn(own, 'browser', '', { clientId: 'mine' })).toEqual({})
})

test('a network that charges asks for a limit first, until there is one', () => {
  const paid = {
    ...town,
    prices: [{ call: 'read', label: 'a read', microUsd: 1, per: 'item' as const, source: 'a test' }],
  }
  expect(asksLimit(town, { spendCapsUsd: {} })).toBe(false)
  expect(asksLimit(paid, { spendCapsUsd: {} })).toBe(true)
  expect(asksLimit(paid, { spendCapsUsd: { town: 5 } })).toBe(false)
  const check = (typed: string) =>
    checkSignIn(paid, 'token', 'town.example', { token: 't', [limitField]: typed }, true)[limitField]
  expect([check(''), check('0'), check('much')].every((words) => words?.includes('dollars'))).toBe(true)
  expect([check('5'), check('$12.50')]).toEqual([undefined, undefined])
})

test('only networks that have a sign-in are offered', () => {
  const feed = {
    ...town,
    id: 'feed',
    signIn: { browser: false, tokenFields: [], steps: {}, asksHost: false },
  }
  expect(signInNetworks([town, feed]).map((network) => network.id)).toEqual(['town'])
})

test('the ways are those of the manifest, the usual one first, each with fields of its own', () => {
  const byCode: NetworkManifest = {
    ...town,
    signIn: {
      ...town.signIn,
      browser: false,
      device: true,
      asksHost: false,
      browserFields: [{ name: 'clientId', label: 'Client ID', kind: 'text', required: true }],
    },
  }
  expect(signInWays(town)).toEqual(['browser', 'token'])
  expect(signInWays(byCode)).toEqual(['code', 'token'])
  expect(signInWays({ ...town, signIn: { ...town.signIn, pastedFirst: true } })).toEqual(['token', 'browser'])
  expect(signInNetworks([{ ...byCode, signIn: { ...byCode.signIn, tokenFields: [] } }])).toHaveLength(1)
  expect(fieldsOf(byCode, 'code').map(({ name }) => name)).toEqual(['clientId'])
  expect(fieldsOf(byCode, 'token').map(({ name }) => name)).toEqual(['token'])
  expect(fieldsOf(town, 'browser')).toEqual([])
  expect(checkSignIn(byCode, 'code', '', {})).toEqual({ clientId: 'Client ID is needed.' })
  expect(checkSignIn(byCode, 'code', '', { clientId: 'mine' })).toEqual({})
})

describe('before signing in', () => {
  test('the server and the token are asked for where they are needed', () => {
    expect(checkSignIn(town, 'token', ' ', {})).toEqual({
      host: 'The server is needed, for example town.example.',
      token: 'Access token is needed.',
    })
    expect(checkSignIn(town, 'browser', 'town.example', {})).toEqual({})
  })

  test('an account that signs in again does so at its own server', () => {
    expect(hostOf(town, 'other.example', account)).toBe('https://town.example')
    expect(hostOf(town, ' other.example ', undefined)).toBe('other.example')
    expect(hostOf({ ...town, signIn: { ...town.signIn, asksHost: false } }, 'x', undefined)).toBe('')
  })

  test('without a keyring the user is asked once, and first', () => {
    const vault = { kind: 'none', words: '' } as const
    expect(needsConsentFirst(vault, { fileKeyConsent: false })).toBe(true)
    expect(needsConsentFirst(vault, { fileKeyConsent: true })).toBe(false)
    expect(needsConsentFirst({ ...vault, kind: 'keyring' }, { fileKeyConsent: false })).toBe(false)
  })

  test('white space around pasted credentials is not part of them', () => {
    expect(trimmed({ token: ' abc\n' })).toEqual({ token: 'abc' })
  })
})
