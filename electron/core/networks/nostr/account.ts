import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount } from '../types.ts'
import type { Profile } from './wire.ts'

/** What is known of an account besides its keys: its relays, as typed and as published (NIP-65), and its profile. */

const factsShape = z.looseObject({
  typed: z.array(z.string()),
  read: z.array(z.string()),
  write: z.array(z.string()),
  signs: z.boolean().catch(false),
  profile: z
    .looseObject({
      name: z.string().optional(),
      display_name: z.string().optional(),
      about: z.string().optional(),
      picture: z.string().optional(),
    })
    .optional()
    .catch(undefined),
})

export interface Facts {
  /** Relays that the user named, or that stand in where none was named or published. */
  typed: string[]
  read: string[]
  write: string[]
  /** The secret key is here. Whoever decides what is offered is not shown credentials. */
  signs: boolean
  profile?: Profile | undefined
}

/** Throws signed-out where the account holds no relays, as nothing else heals that. */
export function factsOf(account: { facts: Json }): Facts {
  const { data } = factsShape.safeParse(account.facts)
  if (data !== undefined) return data
  throw new Failure('signed-out', 'The relays of this account are not known any more. Sign in again.')
}

/** Whether the account can say anything. */
export function signs(account: { facts: Json }): boolean {
  return factsShape.safeParse(account.facts).data?.signs === true
}

/** Whose account listens. Throws signed-out for none: every relay is an account's relay. */
export function mustHave(account: NetworkAccount | null): NetworkAccount {
  if (account !== null) return account
  throw new Failure(
    'signed-out',
    'Nostr is heard over the relays of an account. Sign in first; an npub will do.',
  )
}
