import { Failure } from '#shared/failure'

/** Scopes of classic tokens and of OAuth apps (docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps). */

/** Asked for in the device flow: what is public, and the notifications. Private repositories need a token with `repo`. */
export const askedScopes = 'notifications public_repo'

/** Any of each line will do; the first is named where all are missing. */
const needed: readonly { any: readonly string[]; words: string }[] = [
  { any: ['notifications', 'repo'], words: 'notifications (to hear what is said to you)' },
  { any: ['public_repo', 'repo'], words: 'public_repo (to answer and react; repo for private repositories)' },
]

export function scopesIn(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '')
}

/**
 * Throws forbidden and names every scope that is missing. `header` is X-OAuth-Scopes, which classic and OAuth tokens
 * always get; fine-grained tokens have no scopes and may not read notifications.
 */
export function refuseMissing(header: string | undefined): string[] {
  if (header === undefined)
    throw new Failure(
      'forbidden',
      'Fine-grained tokens and those of GitHub Apps may not read notifications. Make a classic token with notifications and public_repo.',
    )
  const held = scopesIn(header)
  const missing = needed.filter(({ any }) => !any.some((scope) => held.includes(scope)))
  if (missing.length === 0) return held
  throw new Failure(
    'forbidden',
    `The sign-in lacks ${missing.map(({ words }) => words).join(' and ')}. Make a new one with ${missing.length === 1 ? 'this scope' : 'these scopes'} ticked.`,
  )
}

/** Of the scopes that would do, those to ask for; none where one of them is held or nothing is said. */
export function missingFor(held: readonly string[], accepted: readonly string[]): string[] {
  return accepted.some((scope) => held.includes(scope)) ? [] : [...accepted]
}
