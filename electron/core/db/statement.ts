import type { Database, Statement } from 'better-sqlite3'

const cache = new WeakMap<Database, Map<string, Statement>>()

function prepared(db: Database, sql: string): Statement {
  let statements = cache.get(db)
  if (statements === undefined) cache.set(db, (statements = new Map()))
  let statement = statements.get(sql)
  if (statement === undefined) statements.set(sql, (statement = db.prepare(sql)))
  return statement
}

type Params = Record<string, unknown>

/*
 * The three ways to ask. Statements are prepared once per database. The row type is a claim about the SELECT
 * beside it, which STRICT tables and the tests of each function hold true; the compiler cannot see into SQL.
 */
/* oxlint-disable typescript/no-unnecessary-type-parameters -- the caller names the row that its SELECT gives */
export function all<Row>(db: Database, sql: string, params: Params = {}): Row[] {
  return prepared(db, sql).all(params) as Row[]
}

export function one<Row>(db: Database, sql: string, params: Params = {}): Row | undefined {
  return prepared(db, sql).get(params) as Row | undefined
}

/** Runs a change; answers how many rows it touched and the last row id. */
export function run(db: Database, sql: string, params: Params = {}): { changes: number; id: number } {
  const { changes, lastInsertRowid } = prepared(db, sql).run(params)
  return { changes, id: Number(lastInsertRowid) }
}

/** Parses a JSON column that we wrote ourselves. */
export function fromJson<T>(text: string | null, empty: T): T {
  return text === null ? empty : (JSON.parse(text) as T) // the column's writer holds the shape
}
