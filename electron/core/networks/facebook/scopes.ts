import { Failure } from '#shared/failure'

/** The permissions a token needs, and what each is for (developers.facebook.com/docs/permissions). */

const needed: Readonly<Record<string, string>> = {
  pages_read_engagement: 'read the posts of the Page',
  pages_read_user_content: 'read what visitors say',
  pages_manage_engagement: 'answer, hide and like',
}
const neededForInstagram: Readonly<Record<string, string>> = {
  instagram_basic: 'read the pictures',
  instagram_manage_comments: 'read, answer and hide comments',
}

/** A permission with what it is for, for words. */
export function scopeWords(scope: string): string {
  const use = needed[scope] ?? neededForInstagram[scope]
  return use === undefined ? scope : `${scope} (to ${use})`
}

/** Throws forbidden and names every permission that is missing. Undefined: Facebook did not say what there is. */
export function refuseMissing(held: readonly string[] | undefined): void {
  const missing = lacking(held, needed)
  if (missing.length === 0) return
  throw new Failure(
    'forbidden',
    `The token lacks ${missing.map(scopeWords).join(', ')}. Make a new one with ${missing.length === 1 ? 'this permission' : 'these permissions'} ticked.`,
  )
}

/** Permissions that listening on Instagram lacks; none where Facebook did not say. */
export function missingForInstagram(held: readonly string[] | undefined): string[] {
  return lacking(held, neededForInstagram)
}

function lacking(held: readonly string[] | undefined, wanted: Readonly<Record<string, string>>): string[] {
  return held === undefined ? [] : Object.keys(wanted).filter((scope) => !held.includes(scope))
}
