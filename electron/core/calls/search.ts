import type { Database } from '../db/open.ts'
import type { Place } from '../db/conversations.ts'
import { readQuery } from '#shared/domain/query/check'
import { searchItems } from '../rules/search.ts'

/** Items looked at for one page at the most, where many hits fall into few conversations. */
const mostItems = 2000

/**
 * A page of conversations that hold a hit, newest hit first. `after` is the item id of the last row.
 * Throws bad-input with the column and a hint where the query cannot be read.
 */
export function searchPlaces(
  query: string,
  after: number | undefined,
  limit: number,
  nowMs: number,
  db: Database,
  toPlaces: (itemIds: number[]) => Place[],
): Place[] {
  const ids = searchIds(db, query, after, Math.min(mostItems, limit * 8), nowMs)
  return toPlaces(ids).slice(0, limit)
}

/** Item ids that match a query, newest first. Throws bad-input as above. */
export function searchIds(
  db: Database,
  query: string,
  beforeId: number | undefined,
  limit: number,
  nowMs: number,
): number[] {
  return searchItems(db, readQuery(query), { beforeId, limit, nowMs })
}
