import type Database from 'better-sqlite3'
import type { Query } from '#shared/domain/query/ast'
import { compile, type Compiled, type Offer, type Select, type Start } from './compile.ts'
import type { Named } from './condition-sql.ts'

export interface SearchOptions {
  /** Only items below this id: the last one of the page before. */
  beforeId?: number | undefined
  /** Only items with this id or one above it. */
  fromId?: number | undefined
  /** Only items of these conversations. */
  within?: readonly number[] | undefined
  /** No items of these conversations. */
  except?: readonly number[] | undefined
  limit: number
  nowMs: number
}

const fewest = 1000
const most = 20_000

/**
 * Up to how many items it is cheaper to look at all that a condition gives than to walk from the newest: a walk that
 * finds `limit` of them, evenly spread over the store, passes as many items as this squared.
 */
function fewOf(db: Database.Database, limit: number): number {
  const stored = db.prepare<[], number>("SELECT n FROM counters WHERE name = 'items'").pluck().get() ?? 0
  return Math.min(most, Math.max(fewest, Math.floor(Math.sqrt(limit * stored))))
}

/** Ids of the stored items that a query matches, newest first. */
export function searchItems(db: Database.Database, query: Query, options: SearchOptions): number[] {
  const { sql, params } = searchSql(db, query, options)
  return idsOf(db, sql, params)
}

/** Those of the given stored items that a query matches, newest first. */
export function searchAmong(
  db: Database.Database,
  query: Query,
  ids: readonly number[],
  nowMs: number,
): number[] {
  if (ids.length === 0) return []
  const { sql, params } = compile(query, {
    nowMs,
    among: ids,
    limit: ids.length,
    named: loadNamed(db, query),
  })
  return db.prepare<[Record<string, string>], number>(sql).pluck().all(params)
}

/** The statement that searchItems runs, chosen by what the store holds now. */
export function searchSql(db: Database.Database, query: Query, options: SearchOptions): Compiled {
  const { within, ...rest } = options
  return compile(query, {
    ...rest,
    within: within === undefined ? undefined : { conversationIds: within, items: itemsIn(db, within) },
    named: loadNamed(db, query),
    choose: (offers) => smallest(db, offers, fewOf(db, options.limit)),
  })
}

/** What a search found that may not look at everything. */
export interface Looked {
  ids: number[]
  /** Items from this id on were looked at; absent where all were. */
  fromId?: number | undefined
}

/**
 * As searchItems, in bounded time: a query that would have to look at items one by one looks at the newest
 * `mostItems` and says so. Others have an index that leads them, and look at everything.
 */
export function searchNewest(
  db: Database.Database,
  query: Query,
  options: SearchOptions & { mostItems: number },
): Looked {
  const free = searchSql(db, query, options)
  if (free.isLed) return { ids: idsOf(db, free.sql, free.params) }
  const fromId = db
    .prepare<[number], number>('SELECT id FROM items ORDER BY id DESC LIMIT 1 OFFSET ?')
    .pluck()
    .get(options.mostItems - 1)
  if (fromId === undefined) return { ids: idsOf(db, free.sql, free.params) }
  return { ids: searchItems(db, query, { ...options, fromId }), fromId }
}

function idsOf(db: Database.Database, sql: string, params: Record<string, string>): number[] {
  return db.prepare<[Record<string, string>], number>(sql).pluck().all(params)
}

function itemsIn(db: Database.Database, conversationIds: readonly number[]): number {
  const sql =
    'SELECT coalesce(sum(item_count), 0) FROM conversations WHERE id IN (SELECT value FROM json_each(?))'
  return db.prepare<[string], number>(sql).pluck().get(JSON.stringify(conversationIds)) ?? 0
}

/** The offer with the fewest items, if those are few. Counting stops at the limit. */
function smallest(db: Database.Database, offers: readonly Offer[], few: number): Start | undefined {
  let best: Start | undefined
  let least = few + 1
  offers.forEach(({ items, conversations }, place) => {
    // Conversations hold at least as many items and are counted much faster.
    if (conversations !== undefined && countUpTo(db, conversations, least) >= least) return
    const count = countUpTo(db, items, least)
    if (count >= least) return
    best = { place, count }
    least = count
  })
  return best
}

function countUpTo(db: Database.Database, { sql, params }: Select, limit: number): number {
  const counting = `SELECT count(*) FROM (${sql} LIMIT ${limit})`
  return db.prepare<[Record<string, string>], number>(counting).pluck().get(params) ?? 0
}

function loadNamed(db: Database.Database, query: Query): Named {
  const asked = new Set(namesIn(query))
  return {
    streams: asked.has('stream')
      ? db.prepare<[], { id: number; name: string }>('SELECT id, name FROM streams').all()
      : [],
    tags: asked.has('tag')
      ? db.prepare<[], { id: number; name: string }>('SELECT id, name FROM tags').all()
      : [],
    accounts: asked.has('account')
      ? db
          .prepare<[], { id: number; handle: string }>(
            "SELECT id, ltrim(handle, '@') AS handle FROM accounts",
          )
          .all()
      : [],
  }
}

function namesIn(query: Query): string[] {
  switch (query.type) {
    case 'and':
    case 'or':
      return query.of.flatMap(namesIn)
    case 'not':
      return namesIn(query.of)
    case 'field':
      return [query.field]
    default:
      return []
  }
}
