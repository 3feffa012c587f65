import { z } from 'zod'
import { findLinks } from './links.ts'
import type { NetworkManifest, Price, StreamKind } from './network.ts'

/** What paid calls cost. Sums are whole millionths of a US dollar, so that they add up exactly. */

const microUsdInDollar = 1_000_000
const daysInMonth = 30

/** What sending costs, as the reply box needs it: with an address in the text it may cost more. */
export const sendPrice = z.object({
  microUsd: z.number().int().nonnegative(),
  withLinkMicroUsd: z.number().int().nonnegative(),
})
export type SendPrice = z.infer<typeof sendPrice>

/** The price of a text as it stands now, and the address that makes it dear. Pure and cheap: called at every key press. */
export function priceOfText(price: SendPrice, text: string): { microUsd: number; because?: string } {
  const [link] = findLinks(text)
  if (link === undefined) return { microUsd: price.microUsd }
  return price.withLinkMicroUsd === price.microUsd
    ? { microUsd: price.microUsd }
    : { microUsd: price.withLinkMicroUsd, because: link.domain }
}

/** Sum of priced units. A call that has no price throws nothing here and costs nothing: core refuses it when it is made. */
export function costOf(
  prices: readonly Price[] | undefined,
  units: readonly { call: string; units: number }[],
): number {
  return units.reduce((sum, part) => sum + part.units * (priceOf(prices, part.call)?.microUsd ?? 0), 0)
}

export function priceOf(prices: readonly Price[] | undefined, call: string): Price | undefined {
  return prices?.find((price) => price.call === call)
}

/**
 * What a keyword rule would cost in a month of 30 days on a network, in millionths of a dollar: each hit and each
 * request by the manifest's prices. 0 where the network is free or has no such stream.
 */
export function ruleCost(
  manifest: Pick<NetworkManifest, 'prices' | 'streamKinds'>,
  hitsPerDay: number,
  pollsPerDay: number,
  kind: StreamKind = 'keyword',
): number {
  const calls = manifest.streamKinds.find((one) => one.kind === kind)?.costs ?? []
  const perDay = calls.reduce((sum, call) => {
    const price = priceOf(manifest.prices, call)
    if (price === undefined) return sum
    return sum + price.microUsd * (price.per === 'item' ? hitsPerDay : pollsPerDay)
  }, 0)
  return Math.round(perDay * daysInMonth)
}

/** `$0.20`, `$0.015`, `$1,204.50`: as many digits as the sum has, at least two and at most four. */
export function dollars(microUsd: number, locale = 'en-US'): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  }).format(microUsd / microUsdInDollar)
}

/** Whole millionths of typed dollars. */
export function microUsdOf(usd: number): number {
  return Math.round(usd * microUsdInDollar)
}
