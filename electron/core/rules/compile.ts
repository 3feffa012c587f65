import type { Query } from '#shared/domain/query/ast'
import { type Condition, lower } from '#shared/domain/query/lower'
import { isHandle, looseName } from '#shared/domain/query/subject'
import { asciiLower } from '#shared/domain/query/subject'
import { simplify } from './simplify.ts'
import { isIndexed, matchExpression } from './full-text.ts'
import { conditionSql, type Named, SqlParts } from './condition-sql.ts'
import { driver, hasDriver, itemsOfConversations, jointDriver } from './drivers.ts'

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
  /** Only items with this id or one above it. */
  fromId?: number | undefined
  /** Only items of these conversations, which hold so many items: the search starts from them. */
  within?: { conversationIds: readonly number[]; items: number } | undefined
  /** No items of these conversations. */
  except?: readonly number[] | undefined
  limit: number
  named: Named
  /**
   * Given selects of item ids, says which of them gives few enough to start from, or undefined for none.
   * Without it every query is a walk from the newest.
   */
  choose?: ((selects: readonly Select[]) => Start | undefined) | undefined
}

/** Where a query starts: the place of the select, and how many items it gives. */
export interface Start {
  place: number
  count: number
}

export interface Select {
  /** A select of item ids as `id`, newest first. */
  sql: string
  params: Record<string, string>
}

export interface Compiled extends Select {
  /** It reads few items or the full-text index alone; else it may have to look at items one by one until enough is found. */
  isLed: boolean
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
  return { sql, params: compiler.parts.params, isLed: compiler.isLed }
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
  isLed = true
  private readonly options: CompileOptions

  constructor(options: CompileOptions) {
    this.options = options
    this.limit = Math.max(1, Math.floor(options.limit))
    this.parts = new SqlParts((fact) => idsNamed(fact, options.named))
  }

  /** The walks whose union answers the conjunction of the conditions. */
  plan(conditions: readonly Condition[], walksLeft: number): string[] {
    const { within } = this.options
    if (within !== undefined)
      return [this.fromFew(itemsOfConversations(within.conversationIds), within.items, conditions)]
    const few = this.chooseFew(conditions)
    if (few !== undefined) return [few]
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

  /** The walk from the few items that the caller chooses among what the conditions offer. */
  private chooseFew(conditions: readonly Condition[]): string | undefined {
    const { choose } = this.options
    if (choose === undefined) return undefined
    const offers = conditions.flatMap((part, index) => (hasDriver(part) ? [index] : []))
    const joint = jointDriver(conditions)
    const selects = offers.map((index) => this.standalone(conditions[index]))
    if (joint !== undefined) selects.push({ sql: joint, params: {} })
    if (selects.length === 0) return undefined
    const chosen = choose(selects)
    if (chosen === undefined) return undefined
    if (joint !== undefined && chosen.place === offers.length)
      return this.fromFew(joint, chosen.count, conditions)
    const place = offers[chosen.place]
    const condition = place === undefined ? undefined : conditions[place]
    const ids = condition === undefined ? undefined : driver(condition, this.parts)
    if (place === undefined || ids === undefined) return undefined
    return this.fromFew(ids, chosen.count, conditions.toSpliced(place, 1))
  }

  private standalone(condition: Condition | undefined): Select {
    const parts = new SqlParts((fact) => idsNamed(fact, this.options.named))
    const sql = condition === undefined ? undefined : driver(condition, parts)
    return { sql: sql ?? 'SELECT id FROM items WHERE 0', params: parts.params }
  }

  /** `ids` selects about `count` items, of which the conditions are asked. */
  private fromFew(ids: string, count: number, conditions: readonly Condition[]): string {
    const rest =
      count <= mostLookups
        ? conditions.map((part) => conditionSql(part, this.parts))
        : this.atOnce(conditions)
    return this.walk('items i', 'i.id', [`i.id IN (${ids})`, ...rest])
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
    this.isLed &&= rest.length === 0
    const needsItem = this.options.except !== undefined || rest.some((sql) => /\b[ic]\./.test(sql))
    const table = needsItem ? 'item_fts CROSS JOIN items i ON i.id = item_fts.rowid' : 'item_fts'
    return this.walk(table, 'item_fts.rowid', [`item_fts MATCH ${expression}`, ...rest])
  }

  private fromItems(conditions: readonly Condition[]): string {
    this.isLed &&= conditions.length === 0
    return this.walk(
      'items i',
      'i.id',
      conditions.map((part) => conditionSql(part, this.parts)),
    )
  }

  /** `id` is the integer that orders the walk. Numbers stand in the text: bound ones would be REAL, which FTS5 ignores. */
  private walk(table: string, id: string, conditions: readonly string[]): string {
    const { beforeId, fromId, except } = this.options
    const where = conditions.map((sql) => sql.replaceAll('{id}', id))
    if (beforeId !== undefined) where.push(`${id} < ${Math.floor(beforeId)}`)
    if (fromId !== undefined) where.push(`${id} >= ${Math.floor(fromId)}`)
    if (except !== undefined) where.push(`+i.conversation_id NOT IN (${except.map(Math.floor).join(', ')})`)
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
  return isIndexed(part) || hasDriver(part)
}
