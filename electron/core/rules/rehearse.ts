import { and, or, type Query } from '#shared/domain/query/ast'
import { lower } from '#shared/domain/query/lower'
import type { ConversationRow } from '#shared/domain/conversation'
import { conversationRows, placesOfItems } from '../db/conversations.ts'
import type { Database } from '../db/open.ts'
import { countMarks } from '../db/verdicts.ts'
import { match, prepareSubject } from './matcher.ts'
import { searchItems } from './search.ts'
import { simplify } from './simplify.ts'
import { loadSubjects } from './subjects.ts'

/** What a rehearsal looks at, at the most: it answers while somebody types. */
const mostItems = 5000
const samplesShown = 6

export interface Rehearsal {
  days: { dayMs: number; count: number }[]
  count: number
  capped: boolean
  relevant: number
  irrelevant: number
  samples: ConversationRow[]
}

/** What a query would have caught of what is stored, in the last `days` local days. No network is asked. */
export function rehearse(
  db: Database,
  query: Query,
  { networks, days, nowMs }: { networks: readonly string[] | undefined; days: number; nowMs: number },
): Rehearsal {
  const starts = dayStarts(nowMs, days)
  const wanted: Query[] = [
    query,
    { type: 'not', of: { type: 'is', what: 'mine' } },
    ...(networks === undefined || networks.length === 0
      ? []
      : [or(networks.map((network): Query => ({ type: 'field', field: 'network', value: network })))]),
  ]
  const from = (starts[0] ?? 0) * 1024
  const ids = searchItems(db, and(wanted), { limit: mostItems, nowMs, fromId: from })
  return {
    days: countByDay(
      starts,
      ids.map((id) => Math.floor(id / 1024)),
    ),
    count: ids.length,
    capped: ids.length === mostItems,
    ...countMarks(db, ids),
    samples: samplesOf(db, query, ids, nowMs),
  }
}

/** The first moments of the last local days, oldest first; today is the last. */
export function dayStarts(nowMs: number, days: number): number[] {
  const today = new Date(nowMs)
  today.setHours(0, 0, 0, 0)
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(today)
    day.setDate(day.getDate() - (days - 1 - index))
    return day.getTime()
  })
}

/** Moments counted into days. Pure. */
export function countByDay(
  starts: readonly number[],
  moments: readonly number[],
): { dayMs: number; count: number }[] {
  const counts = starts.map((dayMs) => ({ dayMs, count: 0 }))
  for (const ms of moments) {
    const day = counts.findLast((one) => one.dayMs <= ms)
    if (day !== undefined) day.count += 1
  }
  return counts
}

/** Rows of the newest hits, with what matched in them. */
export function samplesOf(
  db: Database,
  query: Query,
  ids: readonly number[],
  nowMs: number,
): ConversationRow[] {
  const places = placesOfItems(db, ids.slice(0, samplesShown * 8)).slice(0, samplesShown)
  const condition = simplify(lower(query, nowMs))
  const matched = new Map(
    loadSubjects(
      db,
      places.map((place) => place.itemId),
    ).map((subject) => [subject.id, match(condition, prepareSubject(subject)).spans]),
  )
  return conversationRows(db, places).map((row) => ({
    ...row,
    matched: (matched.get(row.itemId) ?? []).filter((span) => span.end <= row.text.length),
  }))
}

/** How many stored items of a network meet a query in the last `days` local days, ours too; counted up to 5,000. */
export function countHeard(
  db: Database,
  query: Query,
  { network, days, nowMs }: { network: string; days: number; nowMs: number },
): number {
  const from = (dayStarts(nowMs, days)[0] ?? 0) * 1024
  const there = and([query, { type: 'field', field: 'network', value: network }])
  return searchItems(db, there, { limit: mostItems, nowMs, fromId: from }).length
}

/** Of a rule's newest hits, which would stay and which would go with another query. */
export function compareQueries(
  db: Database,
  hitIds: readonly number[],
  query: Query,
  nowMs: number,
): { kept: number[]; lost: number[] } {
  const condition = simplify(lower(query, nowMs))
  const kept = new Set(
    loadSubjects(db, hitIds)
      .filter((subject) => match(condition, prepareSubject(subject)).matched)
      .map((subject) => subject.id),
  )
  return { kept: hitIds.filter((id) => kept.has(id)), lost: hitIds.filter((id) => !kept.has(id)) }
}
