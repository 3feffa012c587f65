import { describe, expect, test } from 'vitest'
import type { Account } from '#shared/domain/account'
import type { NetworkManifest, StreamKindManifest } from '#shared/domain/network'
import {
  checkFields,
  checkInterval,
  isFoundByAddress,
  draftOf,
  kindOffers,
  looksLikeAddress,
  openNetworks,
} from './stream-form.ts'

const tag: StreamKindManifest = {
  kind: 'hashtag',
  label: 'Hashtag',
  withoutAccount: true,
  needsAccount: false,
  fields: [
    { name: 'tag', label: 'Hashtag', kind: 'text', required: true },
    { name: 'host', label: 'Server', kind: 'url', required: false },
  ],
  floorMs: 60_000,
  defaultMs: 300_000,
}
const mentions: StreamKindManifest = {
  ...tag,
  kind: 'mentions',
  label: 'Mentions',
  withoutAccount: false,
  needsAccount: true,
  fields: [],
}
const town: NetworkManifest = {
  id: 'town',
  label: 'Town',
  badge: 't',
  color: { light: '#000', dark: '#fff' },
  signIn: { browser: true, tokenFields: [], steps: {}, asksHost: true },
  streamKinds: [tag, mentions],
  speaks: { reply: 'api', visibilities: [], contentWarning: false },
  importFormats: [],
}
const account: Account = {
  id: 1,
  network: 'town',
  host: 'https://town.example',
  handle: '@crumb',
  name: 'Crumb',
  state: 'ok',
  createdMs: 1,
}

describe('kinds of streams', () => {
  test('one that needs an account says so while there is none', () => {
    expect(kindOffers(town, []).map((offer) => offer.lacks)).toEqual([undefined, 'Sign in to Town first.'])
    expect(kindOffers(town, [account]).map((offer) => offer.lacks)).toEqual([undefined, undefined])
  })

  test('accounts of other networks never listen for this one', () => {
    expect(kindOffers(town, [{ ...account, network: 'village' }])[1]?.accounts).toEqual([])
  })

  test('a network is open if one of its kinds is', () => {
    expect(
      openNetworks([town, { ...town, id: 'closed', streamKinds: [mentions] }]).map((network) => network.id),
    ).toEqual(['town'])
  })
})

describe('the form', () => {
  test('says which field is missing or is no address', () => {
    expect(checkFields(tag.fields, { tag: ' ', host: 'not an address' })).toEqual({
      tag: 'Hashtag is needed.',
      host: 'This is not an address.',
    })
    expect(checkFields(tag.fields, { tag: 'rye' })).toEqual({})
  })

  test('an address needs no scheme, but must be able to be one', () => {
    for (const good of [
      'town.example',
      'https://town.example/feed.xml',
      'localhost',
      '127.0.0.1:8080',
      'http://box:3000',
    ]) {
      expect(looksLikeAddress(good)).toBe(true)
    }
    for (const bad of ['bread', 'two words', '', 'https://']) expect(looksLikeAddress(bad)).toBe(false)
  })

  test('becomes a draft without blank fields', () => {
    expect(draftOf('town', tag, { tag: ' rye ', host: '' }, { accountId: undefined, name: ' ' })).toEqual({
      network: 'town',
      kind: 'hashtag',
      config: { tag: 'rye' },
    })
    expect(draftOf('town', tag, { tag: 'rye' }, { accountId: 1, name: 'Rye' })).toMatchObject({
      accountId: 1,
      name: 'Rye',
    })
  })

  test('an interval may be typed, and the network’s floor holds', () => {
    expect(checkInterval('5 min', 60_000, '1 min')).toEqual({ ms: 300_000 })
    expect(checkInterval('10 s', 60_000, '1 min')).toEqual({ wrong: 'Not more often than every 1 min.' })
    expect(checkInterval('often', 60_000, '1 min')).toEqual({ wrong: 'Write a time such as 5 min or 1 h.' })
  })
})

test('a kind that needs nothing but an address is looked up there', () => {
  const feed: StreamKindManifest = {
    ...tag,
    kind: 'feed',
    fields: [{ name: 'url', label: 'Address', kind: 'url', required: true }],
  }
  expect(isFoundByAddress(feed)).toBe(true)
  expect(isFoundByAddress(tag)).toBe(false)
  expect(isFoundByAddress(mentions)).toBe(false)
})
