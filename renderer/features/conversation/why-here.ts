import type { Hit } from '#shared/domain/item'

/** Why a conversation is here: one line per stream that heard it. */
export interface Reason {
  streamId: number
  streamName: string
  /** The rule in the words of the query language or of the network; empty where the name already says it. */
  rule: string
  /** How and when, for example `heard live`. The time is drawn beside it. */
  how: string
  fetchedMs: number
  /** How many items of this conversation this stream heard. */
  times: number
}

/** Hits gathered by stream, first heard first. */
export function reasonsOf(hits: readonly Hit[]): Reason[] {
  const byStream = new Map<number, Reason>()
  for (const hit of hits.toSorted((a, b) => a.fetchedMs - b.fetchedMs)) {
    const known = byStream.get(hit.streamId)
    if (known !== undefined) {
      known.times += 1
      continue
    }
    byStream.set(hit.streamId, {
      streamId: hit.streamId,
      streamName: hit.streamName,
      rule: hit.rule === hit.streamName ? '' : hit.rule,
      how: howWords(hit.via),
      fetchedMs: hit.fetchedMs,
      times: 1,
    })
  }
  return [...byStream.values()]
}

/** `via` is open-ended in the contract; a way that has no words here is named as it is. */
function howWords(via: string): string {
  const words: Record<string, string> = {
    live: 'heard live',
    poll: 'heard by asking',
    thread: 'found with its thread',
    backfill: 'found while catching up',
  }
  return words[via] ?? `heard by ${via}`
}
