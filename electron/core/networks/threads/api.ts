import { Failure } from '#shared/failure'
import { givenAddress } from '../server-address.ts'

/** Where the Threads API is, and which version of it is spoken. Pinned here and nowhere else. */

/** The only version there is (developers.facebook.com/docs/threads/changelog). */
export const apiVersion = 'v1.0'

/** `graph.threads.com` answers the same (developers.facebook.com/docs/threads/overview). */
export const apiOrigin = 'https://graph.threads.net'

/**
 * The address that a sign-in asks for; nothing typed means the real one. Others are gateways and the demo town.
 * Throws bad-input: a credential leaves over https only, or stays on this machine.
 */
export function originOf(typed: string): string {
  const text = typed.trim()
  if (text === '') return apiOrigin
  const url = givenAddress(text)
  if (url !== undefined) return url.origin
  throw new Failure('bad-input', 'The address of another Threads server starts with https.')
}
