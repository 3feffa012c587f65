import type { ConversationRow } from '#shared/domain/conversation'
import type { Query } from '#shared/domain/query/ast'
import { currentId } from '../db/conversation-upkeep.ts'
import { conversationItems } from '../db/conversation-detail.ts'
import { conversationRows, placesOfItems, type Place } from '../db/conversations.ts'
import type { Database } from '../db/open.ts'
import { knownNames, namesBegun } from '../db/query-names.ts'
import { searchNewest } from '../rules/search.ts'
import { daysOf } from './days.ts'
import type { CallContext, PartOf } from './index.ts'
import { readQuery } from '#shared/domain/query/check'
import { marksOf } from './search.ts'

/** Items counted at the most. */
const mostCounted = 1000
/** Items looked at one by one at the most, where no index leads: some 40 ms. */
export const mostLookedAt = 20_000

export function queryCalls({ world }: CallContext): PartOf<'query'> {
  const { db, deps } = world
  return {
    'query.preview': ({ query, limit }) => {
      const nowMs = deps.clock.now()
      const ast = readQuery(query)
      const { ids, fromId } = searchNewest(db, ast, {
        limit: mostCounted + 1,
        mostItems: mostLookedAt,
        nowMs,
      })
      const counted = ids.slice(0, mostCounted)
      const isAll = ids.length <= mostCounted && fromId === undefined
      const oldestMs = isAll ? 0 : msOf((ids.length > mostCounted ? counted.at(-1) : fromId) ?? 0)
      return {
        count: counted.length,
        more: !isAll,
        sinceMs: fromId === undefined ? undefined : msOf(fromId),
        rows: markedRows(db, ast, placesOfItems(db, counted).slice(0, limit), nowMs),
        perDay: daysOf(counted.map(msOf), oldestMs, nowMs),
      }
    },

    'query.names': ({ field, begun }) =>
      field === undefined ? knownNames(db, [...deps.networks.keys()]) : namesBegun(db, field, begun),

    'query.marks': ({ query, conversationId }) => {
      const ids = conversationItems(db, currentId(db, conversationId)).map((item) => item.id)
      const marks = marksOf(db, readQuery(query), ids, deps.clock.now())
      return [...marks].map(([itemId, matched]) => ({ itemId, matched }))
    },
  }
}

function msOf(itemId: number): number {
  return Math.floor(itemId / 1024)
}

/** Rows for places that a query found, with its own words marked. */
export function markedRows(
  db: Database,
  query: Query,
  places: readonly Place[],
  nowMs: number,
): ConversationRow[] {
  const rows = conversationRows(db, places)
  const marks = marksOf(
    db,
    query,
    rows.map((row) => row.itemId),
    nowMs,
  )
  return rows.map((row) => ({
    ...row,
    matched: (marks.get(row.itemId) ?? []).filter(({ end }) => end <= row.text.length),
  }))
}
