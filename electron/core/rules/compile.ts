import type { Query } from '#shared/domain/query/ast'
import { type Condition, lower } from '#shared/domain/query/lower'
import { isHandle, looseName } from '#shared/domain/query/subject'
import { asciiLower } from '#shared/domain/query/subject'
import { simplify } from './simplify.ts'
import { isIndexed, matchExpression } from './full-text.ts'
import { conditionSql, driverOf, type Named, SqlParts } from './condition-sql.ts'

/**
 * From a query to SQL over the stored items. How an answer is found, in this order:
 * 1. A condition that few items meet (a saved conversation, an author, a tag) gives the items; words are then
 *    looked up item by item, or, beyond a hundred items, all at once. The caller knows how many are few.
 * 2. Else the full-text index gives them, newest first, with everything that can be said in tokens in one
 *    expression; what is only excluded is taken from all items, which are those of any kind.
 * 3. Else the items themselves are walked from the newest.
 * Alternatives that cannot be one full-text expression become one such walk each, joined.
 * No walk sorts; each ends as soon as enough is found.
 */
export interface CompileOptions {
  nowMs: number
  /** Only items with ids below this one. */
  beforeId?: number | undefined
  /** Only these items, which are looked at one by one. */
  among?: readonly number[] | undefined
  limit: number
  named: Named
  /**
   * Given selects of item ids, says which of them gives few enough to start from, or undefined for none.
   * Without it every query is a walk from the newest.
   */
  choose?: ((selects: readonly Compiled[]) => Start | undefined) | undefined
}

/** Where a query starts: the place of the select, and how many items it gives. */
export interface Start {
  place: number
  count: number
}

export interface Compiled {
  /** A select of item ids as `id`, newest first. */
  sql: string
  params: Record<string, string>
}

const mostWalks = 16

/** Looking words up for one item costs some 60 microseconds, reading all items with a word a few milliseconds. */
const mostLookups = 100

/** SQL that selects the ids of the items a query matches, newest first. Throws nothing. */
export function compile(query: Query, options: CompileOptions): Compiled {
  const compiler = new Compiler(options)
  const condition = simplify(resolve(lower(query, options.nowMs), options.named))
  const walks = compiler.plan(condition.op === 'and' ? condition.of : [condition], mostWalks)
  const [only = ''] = walks
  const sql =
    walks.length === 1
      ? only
      : `SELECT id FROM (${walks.map((walk) => `SELECT id FROM (${walk})`).join(' UNION ')}) ORDER BY id DESC LIMIT ${compiler.limit}`
  return { sql, params: compiler.parts.params }
}

/** Names become numbers here, because SQLite does not know our folding. */
function resolve(condition: Condition, named: Named): Condition {
  switch (condition.op) {
    case 'and':
    case 'or':
      return { op: condition.op, of: condition.of.map((part) => resolve(part, named)) }
    case 'not':
      return { op: 'not', of: resolve(condition.of, named) }
    case 'named':
      return idsNamed(condition, named).length === 0 ? { op: 'always', value: false } : condition
    default:
      return condition
  }
}

/** The ids of the streams, tags or accounts that a name means. */
export function idsNamed({ what, name }: Condition & { op: 'named' }, named: Named): number[] {
  const loose = looseName(name)
  const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id)
  switch (what) {
    case 'stream':
      return ids(
        named.streams.filter((stream) => String(stream.id) === name || looseName(stream.name) === loose),
      )
    case 'tag':
      return ids(named.tags.filter((tag) => looseName(tag.name) === loose))
    case 'account':
      return ids(named.accounts.filter(({ handle }) => isHandle(handle, asciiLower(name))))
  }
}

class Compiler {
  readonly parts: SqlParts
  readonly limit: number
  private readonly options: CompileOptions

  constructor(options: CompileOptions) {
    this.options = options
    this.limit = Math.max(1, Math.floor(options.limit))
    this.parts = new SqlParts((fact) => idsNamed(fact, options.named))
  }

  /** The walks whose union answers the conjunction of the conditions. */
  plan(conditions: readonly Condition[], walksLeft: number): string[] {
    const { among } = this.options
    if (among !== undefined) return [this.fromThese(conditions, among)]
    const driver = this.chooseDriver(conditions)
    if (driver !== undefined) return [this.fromDriver(conditions, driver)]
    const split = conditions.findIndex(
      (part) => part.op === 'or' && !isIndexed(part) && part.of.length <= walksLeft,
    )
    const alternatives = conditions[split]
    if (alternatives?.op === 'or' && alternatives.of.some(gains)) {
      const share = Math.floor(walksLeft / alternatives.of.length)
      const others = conditions.toSpliced(split, 1)
      return alternatives.of.flatMap((part) =>
        this.plan([...others, ...(part.op === 'and' ? part.of : [part])], share),
      )
    }
    return [conditions.some(isIndexed) ? this.fromIndex(conditions) : this.fromItems(conditions)]
  }

  private chooseDriver(conditions: readonly Condition[]): Start | undefined {
    const { choose } = this.options
    if (choose === undefined) return undefined
    const places = conditions.flatMap((part, index) => (driverOf(part) ? [index] : []))
    if (places.length === 0) return undefined
    const selects = places.map((place) => this.standalone(conditions[place]))
    const chosen = choose(selects)
    const place = places[chosen?.place ?? -1]
    return chosen === undefined || place === undefined ? undefined : { place, count: chosen.count }
  }

  private standalone(condition: Condition | undefined): Compiled {
    const parts = new SqlParts((fact) => idsNamed(fact, this.options.named))
    const sql = condition === undefined ? undefined : parts.driver(condition)
    return { sql: sql ?? 'SELECT id FROM items WHERE 0', params: parts.params }
  }

  private fromDriver(conditions: readonly Condition[], { place, count }: Start): string {
    const others = conditions.toSpliced(place, 1)
    const rest =
      count <= mostLookups ? others.map((part) => conditionSql(part, this.parts)) : this.atOnce(others)
    const ids = conditions[place] === undefined ? undefined : this.parts.driver(conditions[place])
    return this.walk('items i', 'i.id', [`i.id IN (${ids ?? 'SELECT id FROM items WHERE 0'})`, ...rest])
  }

  private fromThese(conditions: readonly Condition[], ids: readonly number[]): string {
    const rest =
      ids.length <= mostLookups
        ? conditions.map((part) => conditionSql(part, this.parts))
        : this.atOnce(conditions)
    return this.walk('items i', 'i.id', [`i.id IN (${ids.map(Math.floor).join(', ')})`, ...rest])
  }

  /** Conditions on items of which the words are looked up in one go for all of them. */
  private atOnce(conditions: readonly Condition[]): string[] {
    const wanted = conditions.filter((part) => part.op !== 'not' && isIndexed(part))
    const found = (parts: readonly Condition[]): string =>
      `(SELECT rowid FROM item_fts WHERE item_fts MATCH ${this.parts.bind(matchExpression(parts))})`
    const rest = conditions
      .filter((part) => !wanted.includes(part))
      .map((part) =>
        part.op === 'not' && isIndexed(part.of)
          ? `+i.id NOT IN ${found([part.of])}`
          : conditionSql(part, this.parts),
      )
    return wanted.length === 0 ? rest : [`+i.id IN ${found(wanted)}`, ...rest]
  }

  private fromIndex(conditions: readonly Condition[]): string {
    const expression = this.parts.bind(matchExpression(conditions.filter(isIndexed)))
    const rest = conditions.filter((part) => !isIndexed(part)).map((part) => conditionSql(part, this.parts))
    const needsItem = rest.some((sql) => /\b[ic]\./.test(sql))
    const table = needsItem ? 'item_fts CROSS JOIN items i ON i.id = item_fts.rowid' : 'item_fts'
    return this.walk(table, 'item_fts.rowid', [`item_fts MATCH ${expression}`, ...rest])
  }

  private fromItems(conditions: readonly Condition[]): string {
    return this.walk(
      'items i',
      'i.id',
      conditions.map((part) => conditionSql(part, this.parts)),
    )
  }

  /** `id` is the integer that orders the walk. Numbers stand in the text: bound ones would be REAL, which FTS5 ignores. */
  private walk(table: string, id: string, conditions: readonly string[]): string {
    const { beforeId } = this.options
    const where = conditions.map((sql) => sql.replaceAll('{id}', id))
    if (beforeId !== undefined) where.push(`${id} < ${Math.floor(beforeId)}`)
    // CROSS JOIN keeps the order of the walk: SQLite would rather start from a small table and sort.
    const joined = where.some((sql) => /\bc\./.test(sql))
      ? `${table} CROSS JOIN conversations c ON c.id = i.conversation_id`
      : table
    return `SELECT ${id} AS id FROM ${joined} WHERE ${where.join(' AND ') || '1'} ORDER BY ${id} DESC LIMIT ${this.limit}`
  }
}

/** Alternatives are walked apart where one of them has a better way than looking at every item. */
function gains(part: Condition): boolean {
  if (part.op === 'and') return part.of.some(gains)
  return isIndexed(part) || driverOf(part)
}
