import type { ConversationDetail } from '#shared/domain/conversation'

type Person = ConversationDetail['person']

/** First contact: this is all we ever heard of them, and we never answered. */
export function isNewcomer(person: Person, heldOfThem: number): boolean {
  return person.lastAnsweredMs === undefined && person.itemCount <= heldOfThem
}

/** `1 post heard`, `23 posts heard`. */
export function heardWords(count: number): string {
  return count === 1 ? '1 post heard' : `${count.toLocaleString()} posts heard`
}

/** `1 follower`, `1,204 followers`; undefined where the network does not say. */
export function followerWords(followers: number | undefined): string | undefined {
  if (followers === undefined) return undefined
  return followers === 1 ? '1 follower' : `${followers.toLocaleString()} followers`
}

/** What is left of the promise, or by how much it is broken. */
export interface Promised {
  late: boolean
  /** Always positive. */
  byMs: number
}

/** Undefined while nobody waits for an answer of ours. Whole minutes, because it is said in minutes. */
export function promised(
  waitingSinceMs: number | undefined,
  promiseMs: number,
  nowMs: number,
): Promised | undefined {
  if (waitingSinceMs === undefined) return undefined
  const left = waitingSinceMs + promiseMs - nowMs
  const minuteMs = 60_000
  return { late: left < 0, byMs: Math.max(1, Math.round(Math.abs(left) / minuteMs)) * minuteMs }
}

/** `3 h 18 min`, `2 d 4 h`, `18 min`: two units at most. */
export function spanWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const parts = [
    [days, 'd'],
    [hours, 'h'],
    [minutes % 60, 'min'],
  ] as const
  const from = parts.findIndex(([count]) => count > 0)
  if (from === -1) return '0 min'
  const said = parts.slice(from, from + 2).filter(([count]) => count > 0)
  return said.map(([count, unit]) => `${count} ${unit}`).join(' ')
}
