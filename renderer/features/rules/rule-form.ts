import type { Account } from '#shared/domain/account'
import type { NetworkManifest } from '#shared/domain/network'
import { parseQuery } from '#shared/domain/query/parse'
import type { Rule, RuleSource } from '#shared/domain/rule'
import { fewestMarks, leastPrecision } from '#shared/domain/understanding/noise'

/** A place that a rule can listen at, as the form offers it. */
export interface Place {
  key: string
  source: RuleSource
  label: string
  /** The network has no search: it is matched in what its other streams bring. */
  here: boolean
  /** What it needs before it can be chosen; absent where it can. */
  lacks?: 'account' | 'address'
}

export const placeKey = (source: RuleSource): string => `${source.network} ${String(source.accountId ?? '')}`

/** Every place where words can be listened for: each account of a network that has a search, or the network as nobody. */
export function placesOf(networks: readonly NetworkManifest[], accounts: readonly Account[]): Place[] {
  return networks.flatMap((network): Place[] => {
    const kind = network.streamKinds.find((one) => one.kind === 'keyword')
    if (kind === undefined) return []
    const here = kind.here === true
    const make = (source: RuleSource, label: string, lacks?: Place['lacks']): Place => ({
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
    // Without an account such a network has to be told where it is, which this form does not ask.
    const asksWhere = kind.fields.length > 1
    if (!kind.needsAccount && !asksWhere) places.push(make({ network: network.id }, network.label))
    if (places.length > 0) return places
    return [make({ network: network.id }, network.label, kind.needsAccount ? 'account' : 'address')]
  })
}

export const isOpenTo = ({ lacks }: Place): boolean => lacks === undefined

/** Where words cannot be listened for yet, and what opens it: a sentence for each reason. */
export function lackWords(places: readonly Place[]): string[] {
  const named = (lacks: Place['lacks']): string =>
    places.flatMap((place) => (place.lacks === lacks ? [place.label] : [])).join(', ')
  const [account, address] = [named('account'), named('address')]
  return [
    ...(account === '' ? [] : [`Once you have signed in: ${account}.`]),
    ...(address === '' ? [] : [`By “Listen to something new”, with an address: ${address}.`]),
  ]
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

/** What a rule has learnt from “not for us”, and whether it may hide noise yet. */
export function noiseWords(rule: Pick<Rule, 'hidesNoise' | 'noise'>): string {
  const { noise, hidesNoise } = rule
  if (noise === undefined) return ''
  const marks = `${noise.irrelevant} marked not for us, ${noise.relevant} for us`
  if (noise.irrelevant < fewestMarks || noise.relevant < fewestMarks)
    return `${marks}; ${fewestMarks} of each are needed to tell noise.`
  const right = `would be right in ${Math.round(noise.precision * 100)} % of what it hid`
  if (!noise.mayHide)
    return `${marks}; it ${right}, ${Math.round(leastPrecision * 100)} % are needed to hide anything.`
  return hidesNoise
    ? `${marks}; hides likely noise, and ${right}.`
    : `${marks}; it ${right}. It hides nothing unless you let it.`
}
