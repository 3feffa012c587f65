import type { ConversationRow } from '#shared/domain/conversation'

/** What a source shows first; searches and streams are newest first. */
export type Order = 'oldest' | 'newest'

export interface Entry {
  row: ConversationRow
  /** The cursor by which it stands where it stands. A newer cursor moves it only when the list is shown anew. */
  place: number
}

/**
 * The part of a source that is held: rows from where it was opened to as far as was paged. Nothing in it
 * moves by itself; what belongs before its first row waits in `pending` until it is asked for.
 */
export interface ListWindow {
  order: Order
  entries: readonly Entry[]
  /** There is more after the last row. */
  more: boolean
  /** Cursor of the first row when the list was opened. Undefined when it was empty. */
  head: number | undefined
  /** Conversations that wait behind the pill. */
  pending: ReadonlySet<number>
  /** Rows that were let go at the start, because more than `mostRows` were held. */
  dropped: number
}

export interface Page {
  rows: readonly ConversationRow[]
  more: boolean
}

/** Rows held at the most; the first ones are let go in steps of `dropStep`. */
export const mostRows = 4000
const dropStep = 1000

/** A list opened at its first page. */
export function openWindow(page: Page, order: Order): ListWindow {
  return {
    order,
    entries: distinct(page.rows.map(toEntry)),
    more: page.more,
    head: page.rows[0]?.cursor,
    pending: new Set(),
    dropped: 0,
  }
}

/** The page after the last row. Rows already held stay where they are. */
export function appendPage(list: ListWindow, page: Page): ListWindow {
  const entries = distinct([...list.entries, ...page.rows.map(toEntry)])
  const drop = entries.length > mostRows ? dropStep : 0
  return {
    ...list,
    entries: entries.slice(drop),
    more: page.more,
    head: list.head ?? page.rows[0]?.cursor,
    dropped: list.dropped + drop,
  }
}

/** The cursor to page on from; undefined asks for the first page. */
export function tailOf(list: ListWindow): number | undefined {
  return list.entries.at(-1)?.place
}

export interface Redrawn {
  rows: readonly ConversationRow[]
  /** Ids that are not in the source any more. */
  left: readonly number[]
}

export interface MergeOptions {
  /** Conversations that are shown wherever they belong, even before the first row: what undo brought back. */
  restore?: ReadonlySet<number>
  /** The source is a search: its rows show what was found, and nothing new joins by itself. */
  fixed?: boolean
}

/**
 * Rows that core gave again after a change: known ones are redrawn in their place, those that left go, new ones
 * within the held part are put where they belong, and those before it wait behind the pill.
 */
export function mergeRows(list: ListWindow, redrawn: Redrawn, options: MergeOptions = {}): ListWindow {
  const left = new Set(redrawn.left)
  const byId = new Map(redrawn.rows.map((row) => [row.id, row]))
  const known = new Set(list.entries.map((entry) => entry.row.id))
  const kept = list.entries
    .filter((entry) => !left.has(entry.row.id))
    .map((entry) => redraw(entry, byId.get(entry.row.id), options.fixed === true))
  const pending = new Set([...list.pending].filter((id) => !left.has(id)))
  if (options.fixed === true) return { ...list, entries: kept, pending }

  const joining: Entry[] = []
  for (const row of byId.values()) {
    if (known.has(row.id)) {
      if (comesBeforeHead(list, row.cursor) && list.order === 'newest') pending.add(row.id)
    } else if (options.restore?.has(row.id) === true || isWithin(list, row.cursor)) {
      joining.push(toEntry(row))
      pending.delete(row.id)
    } else if (comesBeforeHead(list, row.cursor)) {
      pending.add(row.id)
    }
  }
  const entries = joining.length === 0 ? kept : [...kept, ...joining].sort(inOrder(list.order))
  const head = list.head ?? entries[0]?.place
  return { ...list, entries, pending, head }
}

function redraw(entry: Entry, row: ConversationRow | undefined, fixed: boolean): Entry {
  if (row === undefined) return entry
  if (!fixed) return { row, place: entry.place }
  const { state, saved, snoozedUntilMs, unread, waitingSinceMs, itemCount } = row
  return {
    row: { ...entry.row, state, saved, snoozedUntilMs, unread, waitingSinceMs, itemCount },
    place: entry.place,
  }
}

function isWithin(list: ListWindow, cursor: number): boolean {
  if (comesBeforeHead(list, cursor)) return false
  const tail = tailOf(list)
  return !list.more || tail === undefined || !isAfter(list.order, cursor, tail)
}

function comesBeforeHead(list: ListWindow, cursor: number): boolean {
  return list.head !== undefined && cursor !== list.head && isAfter(list.order, list.head, cursor)
}

function isAfter(order: Order, cursor: number, other: number): boolean {
  return order === 'oldest' ? cursor > other : cursor < other
}

function inOrder(order: Order): (a: Entry, b: Entry) => number {
  return order === 'oldest' ? (a, b) => a.place - b.place : (a, b) => b.place - a.place
}

function toEntry(row: ConversationRow): Entry {
  return { row, place: row.cursor }
}

function distinct(entries: readonly Entry[]): Entry[] {
  const seen = new Set<number>()
  return entries.filter(({ row }) => !seen.has(row.id) && seen.add(row.id))
}
