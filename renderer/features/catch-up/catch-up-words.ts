import type { PassNote } from '#shared/domain/catch-up'
import { bareWhen, saidWhen } from '../../ui/said-when.ts'

/** `14 heard since 12:10`. */
export function offerWords(heard: number, leftMs: number, nowMs: number, locale?: string): string {
  return `${heard >= 999 ? 'More than 999' : heard} heard since ${bareWhen(leftMs, nowMs, locale)}`
}

/** The sums of a pass, each in a word; what is zero is not said, but for what was heard. */
export function noteSums(note: PassNote): { label: string; count: number }[] {
  return [
    { label: 'heard', count: note.heard },
    { label: 'answered', count: note.answered },
    { label: 'settled', count: note.settled },
    { label: 'left open', count: note.left },
  ].filter(({ label, count }) => label === 'heard' || count > 0)
}

/** What is due next by the user's promise. */
export function dueWords(nextDueMs: number | undefined, nowMs: number, locale?: string): string {
  if (nextDueMs === undefined) return 'Nobody waits for an answer.'
  const at = saidWhen(nextDueMs, nowMs, locale)
  return nextDueMs <= nowMs
    ? `Somebody has waited longer than you promised: the answer was due ${at}.`
    : `The next answer is due ${at}.`
}

/** What only silent streams heard, as a button says it. */
export function silentWords(count: number): string {
  return count === 1 ? '1 more from silent streams' : `${count} more from silent streams`
}
