/** The rights that a sign-in asks for, by the names of Misskey, and how its pages call them. Pure. */

export const rights = {
  'read:account': 'View your account information',
  'read:notifications': 'View your notifications',
  'write:notes': 'Compose or delete notes',
  'write:reactions': 'Edit your reactions',
} as const
export type Right = keyof typeof rights

export const askedRights = Object.keys(rights)

/** Without these nothing is heard, or nothing can be answered; without the last one likes are not offered. */
export const neededRights: readonly Right[] = ['read:account', 'read:notifications', 'write:notes']

/** The right that a call rests on, by what it is called. */
export function rightFor(endpoint: string): Right {
  if (endpoint === 'i/notifications') return 'read:notifications'
  if (endpoint.startsWith('notes/reactions/')) return 'write:reactions'
  return endpoint === 'notes/create' || endpoint === 'notes/delete' ? 'write:notes' : 'read:account'
}

/** `read:account (View your account information)`. */
export function rightsInWords(missing: readonly Right[]): string {
  return missing.map((right) => `${right} (${rights[right]})`).join(', ')
}
