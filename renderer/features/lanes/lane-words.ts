import type { NotifyLevel } from '#shared/domain/stream'

const longest = 80

/** The name of a lane: as given, else its query, cut to what a name may have. */
export function laneName(given: string, query: string): string {
  const name = given.trim() === '' ? query.replaceAll(/\s+/g, ' ').trim() : given.trim()
  return name.length <= longest ? name : `${name.slice(0, longest - 1)}…`
}

export const notifyWords: Record<NotifyLevel, string> = {
  silent: 'Say nothing',
  badge: 'Count it on the badge',
  banner: 'Show a banner',
  digest: 'Tell me in the digest',
}
