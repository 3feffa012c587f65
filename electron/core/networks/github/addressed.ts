import type { ItemKind } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'

/** Whom something on GitHub is said to: there are no threads to tell it in an issue, only order and names. Pure. */

export interface Said {
  mine: boolean
  isRoot: boolean
  spans: readonly Span[]
  /** What it stands under: an issue of ours, a comment of ours. */
  belowUs: boolean
  /** The comment right before is ours. */
  afterUs: boolean
  /** Why GitHub tells of it; absent where it was looked up. */
  reason?: string | undefined
}

/** Reasons for which an issue concerns us though it does not name us. */
const ours = new Set(['assign', 'review_requested', 'approval_requested'])

export function addressed(login: string, said: Said): { kind: ItemKind; direct: boolean } {
  const kind: ItemKind = said.isRoot ? 'post' : 'comment'
  if (said.mine) return { kind, direct: false }
  if (namesUs(login, said)) return { kind: 'mention', direct: true }
  if (said.belowUs || said.afterUs) return { kind: 'reply', direct: true }
  if (said.isRoot && ours.has(said.reason ?? '')) return { kind: 'mention', direct: true }
  return { kind, direct: false }
}

function namesUs(login: string, { spans, reason }: Said): boolean {
  const names = spans.filter(({ type }) => type === 'mention').map(({ value }) => (value ?? '').toLowerCase())
  if (names.includes(login.toLowerCase())) return true
  // Which of several teams is ours only GitHub knows; it says that one of them is.
  return reason === 'team_mention' && names.some((name) => name.includes('/'))
}
