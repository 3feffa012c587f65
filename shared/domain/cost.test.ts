import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costOf, dollars, microUsdOf, priceOfText, ruleCost } from './cost.ts'
import { findLinks } from './links.ts'
import type { NetworkManifest } from './network.ts'

const price = { microUsd: 15_000, withLinkMicroUsd: 200_000 }

test('a text costs what it says, and thirteen times as much with an address, which is named', () => {
  expect(priceOfText(price, 'We open at six.')).toEqual({ microUsd: 15_000 })
  expect(priceOfText(price, 'Look at https://example.com/menu')).toEqual({
    microUsd: 200_000,
    because: 'example.com',
  })
  expect(priceOfText(price, 'Even a bare example.com counts')).toEqual({
    microUsd: 200_000,
    because: 'example.com',
  })
  expect(priceOfText(price, 'Mail ana@example.com')).toEqual({ microUsd: 15_000 })
  expect(priceOfText({ microUsd: 5, withLinkMicroUsd: 5 }, 'example.com')).toEqual({ microUsd: 5 })
})

test('any text is dear exactly if it holds an address', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.boolean(), (words, withLink) => {
      const text = withLink ? `${words} example.com` : words
      expect(priceOfText(price, text).because !== undefined).toBe(findLinks(text).length > 0)
    }),
  )
})

const manifest: Pick<NetworkManifest, 'prices' | 'streamKinds'> = {
  prices: [
    { call: 'read', label: 'a post read', microUsd: 5000, per: 'item', source: 'a test' },
    { call: 'ask', label: 'a search', microUsd: 100, per: 'request', source: 'a test' },
  ],
  streamKinds: [
    {
      kind: 'keyword',
      label: 'Keyword',
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 60_000,
      defaultMs: 60_000,
      costs: ['read', 'ask'],
    },
  ],
}

test('a rule costs its hits and its requests, each by its price, for thirty days', () => {
  // 40 hits a day at $0.005 and 288 requests at $0.0001.
  expect(ruleCost(manifest, 40, 288)).toBe(30 * (40 * 5000 + 288 * 100))
  expect(ruleCost(manifest, 0, 0)).toBe(0)
  expect(ruleCost({ streamKinds: manifest.streamKinds }, 40, 288)).toBe(0)
  expect(ruleCost({ ...manifest, streamKinds: [] }, 40, 288)).toBe(0)
  expect(ruleCost(manifest, 40, 288, 'mentions')).toBe(0)
})

test('twice the hits cost twice the hits', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(2000), (hits, polls) => {
      const once = ruleCost(manifest, hits, polls)
      const polled = ruleCost(manifest, 0, polls)
      expect(ruleCost(manifest, 2 * hits, polls) - polled).toBe(2 * (once - polled))
    }),
  )
})

test('units add up, and what has no price adds nothing', () => {
  expect(costOf(manifest.prices, [{ call: 'read', units: 3 }, { call: 'gone', units: 9 }])).toBe(15_000) // prettier-ignore
  expect(costOf(undefined, [{ call: 'read', units: 3 }])).toBe(0)
})

test('sums are written as people write them', () => {
  expect([15_000, 200_000, 10_000, 0, 1_204_500_000, 1000, 100].map((sum) => dollars(sum))).toEqual([
    '$0.015',
    '$0.20',
    '$0.01',
    '$0.00',
    '$1,204.50',
    '$0.001',
    '$0.0001',
  ])
  expect(microUsdOf(12.345)).toBe(12_345_000)
  expect(microUsdOf(0.1 + 0.2)).toBe(300_000)
})
