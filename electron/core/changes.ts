import type { Clock } from './clock.ts'

/*
 * How the window learns that something stored changed.
 * 1. Told after the commit, never inside a transaction.
 * 2. Ids only: the window asks again for what it shows.
 * 3. At most one event per 100 ms; the first after a quiet time goes out at once.
 */

const gatherMs = 100
const mostIds = 500

export interface Changes {
  /** Nouns are first halves of call names: lanes, conversations, streams, accounts, outbox, settings, ledger. */
  tell(nouns: readonly string[], conversationIds?: readonly number[]): void
  /** Emits what is gathered now, without waiting. */
  flush(): void
  stop(): void
}

/** Gathers changes and emits them as one event. */
export function gatherChanges(
  clock: Clock,
  emit: (event: { nouns: string[]; conversationIds: number[] }) => void,
): Changes {
  const nouns = new Set<string>()
  const ids = new Set<number>()
  let lastMs = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | undefined
  const flush = (): void => {
    cancel = undefined
    lastMs = clock.now()
    const event = { nouns: [...nouns], conversationIds: [...ids].slice(-mostIds) }
    nouns.clear()
    ids.clear()
    emit(event)
  }
  return {
    tell(newNouns, conversationIds = []) {
      for (const noun of newNouns) nouns.add(noun)
      for (const id of conversationIds) ids.add(id)
      if (nouns.size === 0 || cancel !== undefined) return
      const wait = lastMs + gatherMs - clock.now()
      if (wait <= 0) flush()
      else cancel = clock.after(wait, flush)
    },
    flush() {
      cancel?.()
      if (nouns.size > 0) flush()
      else cancel = undefined
    },
    stop() {
      cancel?.()
      cancel = undefined
    },
  }
}
