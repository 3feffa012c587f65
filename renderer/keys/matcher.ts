/** What a stroke led to. `swallowed`: it ended a sequence that means nothing. */
export type Match =
  | { type: 'commands'; ids: readonly string[]; keys: string }
  | { type: 'pending'; keys: string }
  | { type: 'swallowed' }
  | { type: 'none' }

/** A sequence is forgotten after this pause. */
export const sequenceMs = 1500

/**
 * Follows strokes through bindings (`[keys, command id]`, keys like `g i`). Times are milliseconds of any one clock.
 * A stroke that begins a sequence waits for the next one; one that cannot continue it ends it and does nothing,
 * so that a slip after `g` never marks something done.
 */
export function createMatcher(bindings: readonly (readonly [keys: string, id: string])[]): {
  press: (stroke: string, atMs: number) => Match
  reset: () => void
} {
  const byKeys = new Map<string, string[]>()
  const beginnings = new Set<string>()
  for (const [keys, id] of bindings) {
    byKeys.set(keys, [...(byKeys.get(keys) ?? []), id])
    const strokes = keys.split(' ')
    for (let n = 1; n < strokes.length; n += 1) beginnings.add(strokes.slice(0, n).join(' '))
  }
  let pending = ''
  let pendingMs = 0

  return {
    press(stroke, atMs) {
      const before = pending !== '' && atMs - pendingMs <= sequenceMs ? pending : ''
      const keys = before === '' ? stroke : `${before} ${stroke}`
      pending = ''
      const ids = byKeys.get(keys)
      if (ids !== undefined) return { type: 'commands', ids, keys }
      if (beginnings.has(keys)) {
        pending = keys
        pendingMs = atMs
        return { type: 'pending', keys }
      }
      return before === '' ? { type: 'none' } : { type: 'swallowed' }
    },
    reset() {
      pending = ''
    },
  }
}
