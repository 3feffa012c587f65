import type Database from 'better-sqlite3'
import type { Query } from '#shared/domain/query/ast'
import { compile, type Compiled, type Start } from './compile.ts'
import type { Named } from './condition-sql.ts'

export interface SearchOptions {
  /** Only items below this id: the last one of the page before. */
  beforeId?: number | undefined
  limit: number
  nowMs: number
}

/** Up to here it is cheaper to look at every item a condition gives than to walk from the newest. */
const few = 5000

/** Ids of the stored items that a query matches, newest first. */
export function searchItems(db: Database.Database, query: Query, options: SearchOptions): number[] {
  const { sql, params } = searchSql(db, query, options)
  return db.prepare<[Record<string, string>], number>(sql).pluck().all(params)
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
  return compile(query, {
    ...options,
    named: loadNamed(db, query),
    choose: (selects) => smallest(db, selects),
  })
}

/** The select with the fewest items, if those are few. Counting stops at the limit. */
function smallest(db: Database.Database, selects: readonly Compiled[]): Start | undefined {
  let best: Start | undefined
  let least = few + 1
  selects.forEach(({ sql, params }, place) => {
    const count = db
      .prepare<[Record<string, string>], number>(`SELECT count(*) FROM (${sql} LIMIT ${least})`)
      .pluck()
      .get(params)
    if (count === undefined || count >= least) return
    best = { place, count }
    least = count
  })
  return best
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
