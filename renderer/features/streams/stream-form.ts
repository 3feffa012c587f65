import type { StreamDraft } from '#shared/contract'
import type { Account } from '#shared/domain/account'
import type { FormField, NetworkManifest, StreamKindManifest } from '#shared/domain/network'
import { readDuration } from '../../ui/duration.ts'

/** A kind of stream that can be added now, with who may listen. */
export interface KindOffer {
  kind: StreamKindManifest
  /** Accounts of the network that may listen; empty means that it is listened to without one. */
  accounts: Account[]
  /** Why it cannot be added yet, in words. */
  lacks: string | undefined
}

/** The kinds of a network with the accounts that fit; those that need an account say so while there is none. */
export function kindOffers(network: NetworkManifest, accounts: readonly Account[]): KindOffer[] {
  const own = accounts.filter((account) => account.network === network.id)
  return network.streamKinds.map((kind) => ({
    kind,
    accounts:
      kind.needsAccount || !kind.withoutAccount ? own : own.filter((account) => account.state === 'ok'),
    lacks: !kind.withoutAccount && own.length === 0 ? `Sign in to ${network.label} first.` : undefined,
  }))
}

/** Networks that can be listened to without an account of ours. */
export function openNetworks(networks: readonly NetworkManifest[]): NetworkManifest[] {
  return networks.filter((network) => network.streamKinds.some((kind) => kind.withoutAccount))
}

/** What is wrong with each field, by name; empty when the form may be sent. Core checks the rest. */
export function checkFields(
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const wrong: Record<string, string> = {}
  for (const field of fields) {
    const value = (values[field.name] ?? '').trim()
    if (field.required && value === '') wrong[field.name] = `${field.label} is needed.`
    else if (field.kind === 'url' && value !== '' && !looksLikeAddress(value))
      wrong[field.name] = 'This is not an address.'
  }
  return wrong
}

/** `town.example`, `https://town.example/feed`: with or without scheme, but one word with a dot, a port or `localhost` in it. */
export function looksLikeAddress(typed: string): boolean {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(typed) ? typed : `https://${typed}`
  if (/\s/u.test(typed) || !URL.canParse(withScheme)) return false
  const { hostname, port } = new URL(withScheme)
  return hostname.includes('.') || hostname.startsWith('[') || hostname === 'localhost' || port !== ''
}

/** The draft that the form asks for; blank fields are left out. */
export function draftOf(
  network: string,
  kind: StreamKindManifest,
  values: Readonly<Record<string, string>>,
  more: { accountId: number | undefined; name: string },
): StreamDraft {
  const config = Object.fromEntries(
    kind.fields.flatMap((field) => {
      const value = (values[field.name] ?? '').trim()
      return value === '' ? [] : [[field.name, value]]
    }),
  )
  const name = more.name.trim()
  return {
    network,
    kind: kind.kind,
    config,
    ...(more.accountId === undefined ? {} : { accountId: more.accountId }),
    ...(name === '' ? {} : { name }),
  }
}

/** An interval as typed: the milliseconds, or why not. Networks set the floor. */
export function checkInterval(
  typed: string,
  floorMs: number,
  floorWords: string,
): { ms: number } | { wrong: string } {
  const ms = readDuration(typed)
  if (ms === undefined) return { wrong: 'Write a time such as 5 min or 1 h.' }
  if (ms < floorMs) return { wrong: `Not more often than every ${floorWords}.` }
  return { ms }
}

/** Kinds whose one needed field is an address: it is looked at first, and what is found there is offered. */
export function isFoundByAddress(kind: StreamKindManifest): boolean {
  const needed = kind.fields.filter((field) => field.required)
  return kind.withoutAccount && needed.length === 1 && needed[0]?.kind === 'url'
}
