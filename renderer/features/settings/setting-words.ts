import { durationWords, readDuration } from '../../ui/duration.ts'

const secondMs = 1000

/** Choices for the undo window; a stored one that is none of them is offered too, so that the screen never lies. */
export function undoChoices(currentMs: number): { value: string; label: string }[] {
  const usual = [0, 5, 8, 15, 30, 60, 120].map((seconds) => seconds * secondMs)
  const all = usual.includes(currentMs) ? usual : [...usual, currentMs].toSorted((a, b) => a - b)
  return all.map((ms) => ({ value: String(ms), label: ms === 0 ? 'none: send at once' : durationWords(ms) }))
}

/** A typed duration within bounds, or what is wrong with it. */
export function checkDuration(
  typed: string,
  minMs: number,
  maxMs: number,
): { ms: number } | { wrong: string } {
  const ms = readDuration(typed)
  if (ms === undefined) return { wrong: 'Write a time such as 4 h or 2 d.' }
  if (ms < minMs) return { wrong: `At least ${durationWords(minMs)}.` }
  if (ms > maxMs) return { wrong: `At most ${durationWords(maxMs)}.` }
  return { ms }
}
