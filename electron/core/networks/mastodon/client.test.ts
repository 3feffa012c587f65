import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { instanceFacts, linkIds, originOf, softwareOf, textRuleOf } from './client.ts'
import { wireInstance } from './wire.ts'

test.each([
  ['town.example', 'https://town.example'],
  [' Town.Example/ ', 'https://town.example'],
  ['https://town.example/@ana', 'https://town.example'],
  ['@ana@town.example', 'https://town.example'],
  ['ana@town.example', 'https://town.example'],
  ['town.example:8443', 'https://town.example:8443'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['http://localhost:3000', 'http://localhost:3000'],
])('%s means the server %s', (typed, origin) => {
  expect(originOf(typed)).toBe(origin)
})

test.each([
  '',
  'town',
  'not a server',
  'ftp://town.example',
  'http://town.example',
  'javascript:alert(1)',
  'https://',
])('"%s" means no server', (typed) => {
  expect(() => originOf(typed)).toThrow(Failure)
})

test('whatever is typed, it is an origin or bad input', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.emailAddress()), (typed) => {
      try {
        expect(new URL(originOf(typed)).origin).toBe(originOf(typed))
      } catch (error) {
        expect(error instanceof Failure && error.code).toBe('bad-input')
      }
    }),
  )
})

test('Link headers give ids, whatever their order, and never an address to follow', () => {
  expect(
    linkIds('<https://evil.example/api?max_id=5>; rel="next", </api?limit=2&min_id=9>; rel="prev"'),
  ).toEqual({ next: '5', prev: '9' })
  expect(linkIds('<https://x/api?a=1,2&since_id=01K6>; title="a, b"; rel=prev')).toEqual({ prev: '01K6' })
  expect(linkIds('<https://x/api>; rel="next"')).toEqual({ next: undefined })
  expect(linkIds(undefined)).toEqual({})
  fc.assert(fc.property(fc.string(), (header) => typeof linkIds(header) === 'object'))
})

test.each([
  ['4.5.2', 'https://github.com/mastodon/mastodon', 'mastodon'],
  ['4.4.0+glitch', '', 'mastodon'],
  ['0.19.1+git-f2e3a4b', '', 'gotosocial'],
  ['2.7.2 (compatible; Pleroma 2.9.1)', '', 'pleroma'],
  ['2.7.2 (compatible; Akkoma 3.15.2)', '', 'pleroma'],
  ['4.0.0 (not true; really snac/2.75)', '', 'snac'],
  ['3.5.3 (compatible; Pixelfed 0.12.4)', '', 'other'],
])('version %s is %s', (version, source_url, kind) => {
  expect(softwareOf({ version, source_url })).toBe(kind)
})

test('limits and addresses are read from either version of the instance answer', () => {
  const v2 = wireInstance.parse({
    domain: 'town.example',
    version: '4.5.0',
    api_versions: { mastodon: 7 },
    configuration: {
      urls: { streaming: 'wss://live.town.example' },
      statuses: { max_characters: 640, characters_reserved_per_url: 23 },
    },
  })
  expect(instanceFacts(v2, 'https://www.town.example')).toEqual({
    domain: 'town.example',
    software: 'mastodon',
    streaming: 'wss://live.town.example',
    maxCharacters: 640,
    urlWeight: 23,
    apiVersion: 7,
  })
  const v1 = wireInstance.parse({
    uri: 'https://pl.example',
    version: '2.7.2 (compatible; Pleroma 2.9)',
    max_toot_chars: 5000,
    urls: { streaming_api: 'wss://pl.example' },
  })
  const facts = { accountId: '1', acct: 'x', ...instanceFacts(v1, 'https://pl.example') }
  expect(facts).toMatchObject({ domain: 'pl.example', maxCharacters: 5000, streaming: 'wss://pl.example' })
  expect(textRuleOf(facts)).toEqual({ unit: 'graphemes', max: 5000, warningCounts: true })
})

test('a token goes to an unencrypted streaming address only where the server itself is asked so', () => {
  const announcing = (streaming: string) => wireInstance.parse({ configuration: { urls: { streaming } } })
  expect(instanceFacts(announcing('ws://evil.example'), 'https://town.example').streaming).toBe(
    'wss://town.example',
  )
  expect(instanceFacts(announcing('https://town.example'), 'https://town.example').streaming).toBe(
    'wss://town.example',
  )
  expect(instanceFacts(announcing('wss://localhost:8080'), 'http://localhost:8080').streaming).toBe(
    'ws://localhost:8080',
  )
  expect(
    instanceFacts(announcing('wss://town.example/api/v1/streaming/'), 'https://town.example').streaming,
  ).toBe('wss://town.example')
})
