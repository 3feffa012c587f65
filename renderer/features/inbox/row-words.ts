import type { ConversationRow } from '#shared/domain/conversation'
import { agoWords } from '../../ui/ago-words.ts'

/** What the upper right of a row says: how long somebody has waited, and whether that is later than promised. */
export interface Waited {
  words: string
  late: boolean
}

/** How long they have waited for us; when nobody waits, how old it is. */
export function waitedWords(
  row: Pick<ConversationRow, 'waitingSinceMs' | 'createdMs' | 'state'>,
  promiseMs: number | undefined,
  nowMs: number,
): Waited {
  const since = row.waitingSinceMs
  if (since === undefined || row.state !== 'open')
    return { words: agoWords(row.createdMs, nowMs), late: false }
  const late = promiseMs !== undefined && nowMs - since > promiseMs
  return { words: agoWords(since, nowMs) + (late ? ' · late' : ''), late }
}

/** Who and how many: the handle of a lone voice, or how many others take part. */
export function besideName(row: Pick<ConversationRow, 'author' | 'others' | 'itemCount'>): string {
  if (row.others === 0) return row.author.handle
  return `+${row.others} · ${row.itemCount} posts`
}

/** What the eye sees without words, said to a screen reader after the row's own text. */
export function unseenWords(row: Pick<ConversationRow, 'unread'>, checked: boolean): string {
  return [checked ? 'ticked' : '', row.unread ? 'unread' : ''].filter((part) => part !== '').join(', ')
}

/** The state of a conversation as a chip, where the lane does not say it already. */
export function stateWords(row: Pick<ConversationRow, 'state' | 'saved'>): string | undefined {
  if (row.state === 'done') return 'done'
  if (row.state === 'snoozed') return 'snoozed'
  if (row.state === 'waiting') return 'waiting for them'
  return undefined
}

/**
 * What stands here once and was heard more often: on how many streams, and where else. Undefined where nothing is folded
 * into it; `labelOf` names networks.
 */
export function alsoWords(
  { network, alsoOn, heardOn }: Pick<ConversationRow, 'network' | 'alsoOn' | 'heardOn'>,
  labelOf: (network: string) => string,
): { words: string; whole: string } | undefined {
  if (alsoOn.length === 0) return undefined
  const others = alsoOn.filter((other) => other !== network).map(labelOf)
  const also = others.length === 0 ? undefined : `also on ${others.join(', ')}`
  const times = heardOn > 1 ? `heard on ${heardOn} streams` : undefined
  const words = times ?? also ?? 'heard more than once'
  return {
    words,
    whole: ['The same post', words, ...(also === undefined || also === words ? [] : [also])].join(', '),
  }
}
