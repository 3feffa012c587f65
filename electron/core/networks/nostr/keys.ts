import { decode, npubEncode } from 'nostr-tools/nip19'
import { getPublicKey } from 'nostr-tools/pure'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount } from '../types.ts'

/** Keys as people paste them (NIP-19). No message of here ever repeats what was pasted. */

export interface Keys {
  /** 64 hex digits. */
  publicKey: string
  /** `nsec1…`; absent where only the public key was given, which can read and say nothing. */
  nsec?: string | undefined
}

/** What was pasted at sign-in. Throws bad-input in words that do not show it. */
export function pastedKeys(text: string): Keys {
  const typed = text.trim().replace(/^nostr:/i, '')
  if (/^bunker:/i.test(typed))
    throw new Failure('not-supported', 'Earshot cannot sign through a bunker yet. Paste an nsec or an npub.')
  const code = decoded(typed)
  if (code?.type === 'nsec') return { publicKey: getPublicKey(code.data), nsec: typed.toLowerCase() }
  const publicKey = publicKeyOf(typed)
  if (publicKey !== undefined && !/^[0-9a-f]{64}$/i.test(typed)) return { publicKey }
  throw new Failure(
    'bad-input',
    'This is no key: paste the whole nsec1… to read and write, or the npub1… to read only.',
  )
}

/** A person as typed: npub, nprofile or 64 hex digits. Undefined where it is none. */
export function publicKeyOf(text: string): string | undefined {
  const typed = text.trim().replace(/^nostr:/i, '')
  if (/^[0-9a-f]{64}$/i.test(typed)) return typed.toLowerCase()
  const code = decoded(typed)
  if (code?.type === 'npub') return code.data
  return code?.type === 'nprofile' ? code.data.pubkey : undefined
}

type Decoded = ReturnType<typeof decode>

export function decoded(text: string): Decoded | undefined {
  try {
    return decode(text.toLowerCase())
  } catch {
    // Its checksum or its form is wrong: no code at all. What was thrown may repeat a secret, so it goes no further.
    return undefined
  }
}

const stored = z.looseObject({ nsec: z.string().optional() })

/** The secret key of an account; undefined where it may only read. */
export function secretOf({ credentials }: { credentials: Json }): Uint8Array | undefined {
  const { data } = stored.safeParse(credentials)
  const code = data?.nsec === undefined ? undefined : decoded(data.nsec)
  return code?.type === 'nsec' ? code.data : undefined
}

export function mustSign(account: NetworkAccount): Uint8Array {
  const secret = secretOf(account)
  if (secret !== undefined) return secret
  throw new Failure(
    'forbidden',
    'This account was signed in with its public key, which can only read. Sign in with the nsec to write.',
  )
}

/** `npub1abcdefgh…wxyz` for a text, the same for everybody who is shown it. */
export function shortNpub(publicKey: string): string {
  const npub = npubEncode(publicKey)
  return `${npub.slice(0, 12)}…${npub.slice(-4)}`
}
