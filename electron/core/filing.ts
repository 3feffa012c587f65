import type { Change } from './db/conversation-upkeep.ts'
import { type ExistingItem, isRevision, type Known } from './db/item-writes.ts'
import type { Database } from './db/open.ts'
import type { Deletion, FetchedItem } from './networks/types.ts'

export type Via = 'poll' | 'live' | 'thread' | 'backfill' | 'sent' | 'recheck' | 'archive'

/** What was read from an archive is the past: it asks for nothing, and comes up when somebody looks for it. */
export const isPast = (batch: Pick<Batch, 'via'>): boolean => batch.via === 'archive'

export interface Batch {
  network: string
  accountId: number | undefined
  /** The stream that heard these; absent for threads and re-checks, which give no reason to be here. */
  streamId: number | undefined
  via: Via
  refSpace: string
  /** The import that reads these from an archive. */
  importId?: number | undefined
  items: readonly FetchedItem[]
  deletions?: readonly Deletion[] | undefined
  /** The rule whose source the stream is: only what meets it is stored. */
  ruleId?: number | undefined
  /** What the stream asks for in words, where that says more than its name and is no rule. */
  rule: string
  /** What of an item matched it. */
  matched?: ((item: FetchedItem) => { start: number; end: number }[]) | undefined
}

/** True where a stored item is to say what is heard of it now. */
export function isEdit(batch: Pick<Batch, 'via'>, item: FetchedItem, existing: ExistingItem): boolean {
  return existing.state !== 'deleted' && !isPast(batch) && isRevision(item, existing)
}

/** What a batch did to a conversation. */
export interface Touched extends Change {
  /** One new item and nothing else: its row was written whole and needs no recount. */
  isComplete: boolean
  /** Newest item that each stream heard in it. */
  heard: Map<number, number>
}

/** A batch on its way. */
export interface Filing {
  db: Database
  batch: Batch
  nowMs: number
  known: Known
  touched: Map<number, Touched>
  /** Conversations that were joined to another: gone under this id. */
  joined: number[]
  /** Items added to streams besides the batch's own, by the rules that they meet. */
  counts: Map<number, number>
  /** Items that were taken for a first contact until older ones came. */
  formerFirsts: number[]
  /** Conversations in which somebody speaks to us. */
  pressing: Set<number>
  /** Items that some stream heard for the first time. */
  heardIds: Set<number>
}

export function beginFiling(db: Database, batch: Batch, nowMs: number, known: Known): Filing {
  return {
    db,
    batch,
    nowMs,
    known,
    touched: new Map(),
    joined: [],
    counts: new Map(),
    formerFirsts: [],
    pressing: new Set(),
    heardIds: new Set(),
  }
}

export function untouched(): Touched {
  return {
    answered: false,
    weSpoke: false,
    newcomer: false,
    isNew: false,
    isComplete: false,
    heard: new Map(),
  }
}

export function touch(touched: Map<number, Touched>, id: number): Touched {
  let change = touched.get(id)
  if (change === undefined) touched.set(id, (change = untouched()))
  return change
}

export function heardIn(change: Touched, streamId: number, itemId: number): void {
  change.heard.set(streamId, Math.max(change.heard.get(streamId) ?? 0, itemId))
}
