import type { Query } from '#shared/domain/query/ast'
import { readQuery } from '#shared/domain/query/check'
import { lower } from '#shared/domain/query/lower'
import { placesOfItems, type Place } from '../db/conversations.ts'
import type { Database } from '../db/open.ts'
import { match, type Matched, prepareSubject } from '../rules/matcher.ts'
import { searchItems } from '../rules/search.ts'
import { simplify } from '../rules/simplify.ts'
import { loadSubjects } from '../rules/subjects.ts'

/** Items asked for at once for each conversation wanted: several hits often fall into one. */
const itemsPerPlace = 8
const mostItems = 2000

/** Item ids that match a query, newest first. Throws bad-input as readQuery. */
export function searchIds(
  db: Database,
  query: string,
  beforeId: number | undefined,
  limit: number,
  nowMs: number,
): number[] {
  return searchItems(db, readQuery(query), { beforeId, limit, nowMs })
}

export interface PageOptions {
  /** The item by which the last row of the page before is shown. */
  after?: number | undefined
  /** Conversations wanted. */
  limit: number
  nowMs: number
}

/**
 * A page of conversations that hold an item which the query finds: each once, by its newest such item, newest first.
 * Fewer than asked for are all there are.
 */
export function searchPlaces(db: Database, query: Query, { after, limit, nowMs }: PageOptions): Place[] {
  const places: Place[] = []
  /** Stood on an earlier page, by a newer item. */
  const passed: number[] = []
  const atOnce = Math.min(mostItems, limit * itemsPerPlace)
  for (let beforeId = after; places.length < limit;) {
    const known = [...places.map(({ id }) => id), ...passed]
    const except = known.length === 0 ? undefined : known
    const ids = searchItems(db, query, { beforeId, except, limit: atOnce, nowMs })
    const found = placesOfItems(db, ids)
    const earlier = after === undefined ? new Set() : idsOf(matchesWithin(db, query, found, nowMs, after))
    for (const place of found) {
      if (earlier.has(place.id)) passed.push(place.id)
      else places.push(place)
    }
    if (ids.length < atOnce) break
    beforeId = ids.at(-1)
  }
  return places.slice(0, limit)
}

/** Those of the conversations that hold what the query finds, by the newest item of each. */
export function placesWithin(
  db: Database,
  query: Query,
  conversationIds: readonly number[],
  nowMs: number,
): Place[] {
  return matchesWithin(
    db,
    query,
    conversationIds.map((id) => ({ id })),
    nowMs,
  )
}

function matchesWithin(
  db: Database,
  query: Query,
  conversations: readonly { id: number }[],
  nowMs: number,
  fromId?: number,
): Place[] {
  if (conversations.length === 0) return []
  const within = conversations.map(({ id }) => id)
  const everything = Number.MAX_SAFE_INTEGER
  return placesOfItems(db, searchItems(db, query, { within, fromId, limit: everything, nowMs }))
}

function idsOf(places: readonly Place[]): Set<number> {
  return new Set(places.map(({ id }) => id))
}

/** How many conversations hold a match newer than the item `since`, counted up to `most`. */
export function countNewerMatches(
  db: Database,
  query: Query,
  since: number,
  most: number,
  nowMs: number,
): number {
  const ids = searchItems(db, query, { fromId: since + 1, limit: most * itemsPerPlace, nowMs })
  return Math.min(most, placesOfItems(db, ids).length)
}

/** Where the words of a query stand in the texts of these items; items that it does not find have no entry. */
export function marksOf(
  db: Database,
  query: Query,
  itemIds: readonly number[],
  nowMs: number,
): Map<number, Matched[]> {
  const condition = simplify(lower(query, nowMs))
  const marks = new Map<number, Matched[]>()
  for (const subject of loadSubjects(db, itemIds)) {
    const { matched, spans } = match(condition, prepareSubject(subject))
    if (matched) marks.set(subject.id, spans)
  }
  return marks
}
