import type { Account } from '#shared/domain/account'
import type { NetworkManifest } from '#shared/domain/network'
import { parseQuery } from '#shared/domain/query/parse'
import type { RuleSource } from '#shared/domain/rule'

/** A place that a rule can listen at, as the form offers it. */
export interface Place {
  key: string
  source: RuleSource
  label: string
  /** The network has no search: it is matched in what its other streams bring. */
  here: boolean
  /** Why it cannot be chosen now; absent where it can. */
  lacks?: string
}

export const placeKey = (source: RuleSource): string => `${source.network} ${String(source.accountId ?? '')}`

/** Every place where words can be listened for: each account of a network that has a search, or the network as nobody. */
export function placesOf(networks: readonly NetworkManifest[], accounts: readonly Account[]): Place[] {
  return networks.flatMap((network): Place[] => {
    const kind = network.streamKinds.find((one) => one.kind === 'keyword')
    if (kind === undefined) return []
    const here = kind.here === true
    const make = (source: RuleSource, label: string, lacks?: string): Place => ({
      key: placeKey(source),
      source,
      label,
      here,
      ...(lacks === undefined ? {} : { lacks }),
    })
    const own = accounts.filter((account) => account.network === network.id)
    const places = own.map((account) =>
      make({ network: network.id, accountId: account.id }, `${network.label} as ${account.handle}`),
    )
    if (!kind.needsAccount) places.push(make({ network: network.id }, network.label))
    return places.length > 0
      ? places
      : [make({ network: network.id }, network.label, 'needs an account; sign in first')]
  })
}

/** Where a new rule listens unless the user says otherwise: everywhere it can, once for each network. */
export function usualPlaces(places: readonly Place[]): Set<string> {
  const chosen = new Map<string, string>()
  for (const { key, source, lacks } of places)
    if (lacks === undefined && !chosen.has(source.network)) chosen.set(source.network, key)
  return new Set(chosen.values())
}

/** What is wrong with the form, in words; empty where it can be kept. */
export function ruleProblem(query: string, chosen: ReadonlySet<string>): string | undefined {
  if (query.trim() === '') return 'Write what to listen for.'
  const [first] = parseQuery(query).errors ?? []
  if (first !== undefined) return `${first.message}. ${first.hint}`
  if (chosen.size === 0) return 'Choose at least one place to listen at.'
  return undefined
}

/** Share of the marked hits that were for us, in whole percent; undefined with fewer than five marks. */
export function precisionOf(marks: { relevant: number; irrelevant: number }): number | undefined {
  const all = marks.relevant + marks.irrelevant
  return all < 5 ? undefined : Math.round((100 * marks.relevant) / all)
}

/** Dollars for people: two digits, more only where they matter. */
export function dollars(microUsd: number): string {
  const usd = microUsd / 1_000_000
  return `$${usd.toFixed(usd > 0 && usd < 0.1 ? 3 : 2)}`
}
