import { Failure } from '#shared/failure'
import { givenAddress } from '../server-address.ts'

/** Where the Graph API is, and which version of it is spoken. Pinned here and nowhere else. */

/** Meta keeps a version for two years (developers.facebook.com/docs/graph-api/changelog). */
export const graphVersion = 'v26.0'

export const graphOrigin = 'https://graph.facebook.com'

/**
 * The address that a sign-in asks for; nothing typed means the real one. Others are gateways and the demo town.
 * Throws bad-input: a credential leaves over https only, or stays on this machine.
 */
export function originOf(typed: string): string {
  const text = typed.trim()
  if (text === '') return graphOrigin
  const url = givenAddress(text)
  if (url !== undefined) return url.origin
  throw new Failure('bad-input', 'The address of another Graph server starts with https.')
}
