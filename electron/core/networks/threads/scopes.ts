import { Failure } from '#shared/failure'

/** The permissions of a token, and what each is for (developers.facebook.com/docs/threads/get-started). */

const uses = {
  threads_basic: 'do anything at all',
  threads_manage_mentions: 'hear mentions',
  threads_read_replies: 'hear replies',
  threads_keyword_search: 'search',
  threads_profile_discovery: 'hear what a profile posts',
  threads_content_publish: 'publish what you say',
  threads_manage_replies: 'answer, and hide replies',
} as const
export type Scope = keyof typeof uses

/** Any of them lets something be heard. */
const hearing: readonly Scope[] = [
  'threads_manage_mentions',
  'threads_read_replies',
  'threads_keyword_search',
  'threads_profile_discovery',
]

/** A permission with what it is for, for words. */
export function scopeWords(scope: string): string {
  return isScope(scope) ? `${scope} (to ${uses[scope]})` : scope
}

function isScope(text: string): text is Scope {
  return text in uses
}

/** What of `wanted` a token lacks; nothing where Threads did not say what it has. */
export function lacking(held: readonly string[] | undefined, wanted: readonly Scope[]): Scope[] {
  return held === undefined ? [] : wanted.filter((scope) => !held.includes(scope))
}

/** Throws forbidden and names what is missing for one thing. */
export function demand(held: readonly string[] | undefined, wanted: readonly Scope[]): void {
  const missing = lacking(held, wanted)
  if (missing.length > 0) throw new Failure('forbidden', lackWords(missing))
}

export function lackWords(missing: readonly Scope[]): string {
  const those = missing.length === 1 ? 'this permission' : 'these permissions'
  return `The token lacks ${missing.map(scopeWords).join(', ')}. Make a new one with ${those} and sign in again.`
}

/** Throws forbidden where a token could hear nothing: everything that it lacks for that is named. */
export function refuseDeaf(held: readonly string[] | undefined): void {
  const basic = lacking(held, ['threads_basic'])
  const deaf = lacking(held, hearing)
  if (basic.length === 0 && deaf.length < hearing.length) return
  throw new Failure('forbidden', lackWords(deaf.length < hearing.length ? basic : [...basic, ...deaf]))
}
