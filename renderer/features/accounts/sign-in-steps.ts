import type { Settings } from '#shared/contract'
import type { Account, VaultState } from '#shared/domain/account'
import { signInWays, type FormField, type NetworkManifest, type SignInWay } from '#shared/domain/network'
import { readUsd } from '../../ui/dollars.ts'

/** What a sign-in is doing. */
export type SignInState =
  | { at: 'form' }
  | { at: 'busy' }
  /** The page is open, or a code waits to be typed there; the attempt can be called off, or its page opened again. */
  | { at: 'waiting'; attempt: string; url: string; userCode?: string | undefined }
  /** There is no keyring: asks before anything is stored. */
  | { at: 'consent' }
  | { at: 'failed'; error: unknown }

/** How the user proves who they are, and what was typed for it. */
export interface SignInBy {
  way: SignInWay
  fields: Readonly<Record<string, string>>
}

/** The fields that a network asks for on this way; before its page opens, an app of the user's own. */
export function fieldsOf(network: NetworkManifest, way: SignInWay): readonly FormField[] {
  return way === 'token' ? network.signIn.tokenFields : (network.signIn.browserFields ?? [])
}

/** Networks that have something to sign in to. */
export function signInNetworks(networks: readonly NetworkManifest[]): NetworkManifest[] {
  return networks.filter((network) => signInWays(network).length > 0)
}

/** The user is asked before the sign-in starts, so that a finished sign-in is never thrown away for lack of a place. */
export function needsConsentFirst(vault: VaultState, settings: Pick<Settings, 'fileKeyConsent'>): boolean {
  return vault.kind === 'none' && !settings.fileKeyConsent
}

/** Where to sign in: an account's own server, the typed one, or the network's only one (said as nothing). */
export function hostOf(network: NetworkManifest, typed: string, account: Account | undefined): string {
  if (account !== undefined) return account.host
  return network.signIn.asksHost ? typed.trim() : ''
}

/** A network that charges is asked nothing before the user said how much it may cost. */
export function asksLimit(
  network: NetworkManifest,
  settings: Pick<Settings, 'spendCapsUsd'> | undefined,
): boolean {
  return (
    (network.prices ?? []).length > 0 &&
    settings !== undefined &&
    (settings.spendCapsUsd[network.id] ?? 0) === 0
  )
}

/** The field of the limit, beside those of the network itself. */
export const limitField = 'spendCapUsd'

/** What is missing, by field; `host` is the server. Empty when sign-in may start. */
export function checkSignIn(
  network: NetworkManifest,
  way: SignInWay,
  host: string,
  values: Readonly<Record<string, string>>,
  withLimit = false,
): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (network.signIn.asksHost && host.trim() === '')
    wrong['host'] = 'The server is needed, for example town.example.'
  Object.assign(wrong, missing(fieldsOf(network, way), values))
  if (withLimit && !((readUsd(values[limitField] ?? '') ?? 0) > 0))
    wrong[limitField] = 'Write a sum in dollars, for example 5.'
  return wrong
}

function missing(
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const lacking = fields.filter((field) => field.required && (values[field.name] ?? '').trim() === '')
  return Object.fromEntries(lacking.map((field) => [field.name, `${field.label} is needed.`]))
}

/** Pasted credentials often carry the line's end with them. */
export function trimmed(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]))
}
