import { Failure } from '#shared/failure'
import { givenAddress, isThisMachine } from '../server-address.ts'

/** GitHub itself, or an Enterprise Server under an address of its own. */

export const githubOrigin = 'https://github.com'

/**
 * The address that a sign-in asks for; nothing typed means github.com. Throws bad-input: a credential leaves over
 * https only, or stays on this machine.
 */
export function originOf(typed: string): string {
  const text = typed.trim()
  if (text === '') return githubOrigin
  const url = givenAddress(text.includes('://') ? text : `https://${text}`)
  if (url === undefined || !(url.hostname.includes('.') || isThisMachine(url.host)))
    throw new Failure(
      'bad-input',
      'The address of an Enterprise Server looks like github.company.example, over https.',
    )
  return url.origin
}

/** Base addresses of both APIs (docs.github.com/en/enterprise-server/rest/using-the-rest-api). */
export function apiOf(origin: string): { rest: string; graphql: string } {
  const { host, protocol } = new URL(origin)
  // github.com, and companies whose data stays in their region.
  if (host === 'github.com' || host.endsWith('.ghe.com'))
    return { rest: `https://api.${host}`, graphql: `https://api.${host}/graphql` }
  return { rest: `${protocol}//${host}/api/v3`, graphql: `${protocol}//${host}/api/graphql` }
}
