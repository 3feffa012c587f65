import type { Query } from '#shared/domain/query/ast'
import { type Condition, lower } from '#shared/domain/query/lower'
import { isHandle, looseName } from '#shared/domain/query/subject'
import { asciiLower } from '#shared/domain/query/subject'
import { simplify } from './simplify.ts'
import { isIndexed, matchExpression } from './full-text.ts'
import { conditionSql, type Named, SqlParts } from './condition-sql.ts'
import { driver, type Driver, hasDriver, itemsOfConversations, jointDriver } from './drivers.ts'

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
  /** Only items with this id or one above it. */
  fromId?: number | undefined
  /** Only items of these conversations, which hold so many items: the search starts from them. */
  within?: { conversationIds: readonly number[]; items: number } | undefined
  /** No items of these conversations. */
  except?: readonly number[] | undefined
  limit: number
  named: Named
  /**
   * Given selects of items, says which of them gives few enough to start from, or undefined for none.
   * Without it every query is a walk from the newest.
   */
  choose?: ((offers: readonly Offer[]) => Start | undefined) | undefined
}

/** Selects of item ids, and of conversation ids where the items are those of whole conversations. */
export interface Offer {
  items: Select
  conversations?: Select | undefined
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
    const { within, among } = this.options
    if (among !== undefined) return [this.fromFew(among.map(Math.floor).join(', '), among.length, conditions)]
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
    const places = conditions.flatMap((part, index) => (hasDriver(part) ? [index] : []))
    const joint = jointDriver(conditions)
    const offers = places.map((index) => this.offer((parts) => this.driverAt(conditions, index, parts)))
    if (joint !== undefined) offers.push(this.offer(() => joint))
    const chosen = offers.length === 0 ? undefined : choose(offers)
    if (chosen === undefined) return undefined
    const place = places[chosen.place]
    // What holds for several conditions together still leaves each of them to be asked.
    if (place === undefined) return joint && this.fromFew(joint.items, chosen.count, conditions)
    const { items } = this.driverAt(conditions, place, this.parts)
    return this.fromFew(items, chosen.count, conditions.toSpliced(place, 1))
  }

  private driverAt(conditions: readonly Condition[], place: number, parts: SqlParts): Driver {
    const condition = conditions[place]
    const found = condition === undefined ? undefined : driver(condition, parts)
    return found ?? { items: 'SELECT id FROM items WHERE 0' }
  }

  /** The selects of a driver as statements of their own. */
  private offer(make: (parts: SqlParts) => Driver): Offer {
    const parts = new SqlParts((fact) => idsNamed(fact, this.options.named))
    const { items, conversations } = make(parts)
    return {
      items: { sql: items, params: parts.params },
      conversations: conversations === undefined ? undefined : { sql: conversations, params: parts.params },
    }
  }

  /** `ids` selects about `count` items, of which the conditions are asked. */
  private fromFew(ids: string, count: number, conditions: readonly Condition[]): string {
    const { rest, low, high } = this.bounds(conditions)
    const asked = count <= mostLookups ? this.sqlOf(rest) : this.atOnce(rest)
    return this.walk('items i', 'i.id', [`i.id IN (${ids})`, ...within('i.id', low, high), ...asked])
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
    const { rest, low, high } = this.bounds(conditions)
    const expression = this.parts.bind(matchExpression(rest.filter(isIndexed)))
    const asked = this.sqlOf(rest.filter((part) => !isIndexed(part)))
    this.isLed &&= asked.length === 0
    const needsItem = this.options.except !== undefined || asked.some((sql) => /\b[ic]\./.test(sql))
    const table = needsItem ? 'item_fts CROSS JOIN items i ON i.id = item_fts.rowid' : 'item_fts'
    const id = 'item_fts.rowid'
    return this.walk(table, id, [`item_fts MATCH ${expression}`, ...within(id, low, high), ...asked])
  }

  private fromItems(conditions: readonly Condition[]): string {
    const { rest, low, high } = this.bounds(conditions)
    this.isLed &&= rest.length === 0
    // Said to be rare, else SQLite, expecting to read all items, first reads all conversations into a filter.
    const from = `likelihood(i.id >= ${low ?? 0}, 0.00001)`
    const isQuestion = rest.some((part) => part.op === 'is' && part.what === 'question')
    const [table, only] = isQuestion
      ? ['items i INDEXED BY items_question', ['i.question = 1']]
      : ['items i', []]
    const bounds = within('i.id', undefined, high)
    return this.walk(table, 'i.id', [from, ...only, ...bounds, ...this.sqlOf(rest)])
  }

  /** One bound at each end, because SQLite begins and ends a walk by one alone and reads on to the other. */
  private bounds(conditions: readonly Condition[]): {
    rest: Condition[]
    low: number | undefined
    high: number | undefined
  } {
    const lows = [this.options.fromId ?? 0]
    const highs = [this.options.beforeId ?? Infinity]
    const rest = conditions.filter((part) => {
      if (part.op === 'idFrom') lows.push(part.id)
      else if (part.op === 'idBelow') highs.push(part.id)
      return part.op !== 'idFrom' && part.op !== 'idBelow'
    })
    const low = Math.floor(Math.max(...lows))
    const high = Math.floor(Math.min(...highs))
    return { rest, low: low > 0 ? low : undefined, high: Number.isFinite(high) ? high : undefined }
  }

  private sqlOf(conditions: readonly Condition[]): string[] {
    return conditions.map((part) => conditionSql(part, this.parts))
  }

  /** `id` is the integer that orders the walk. Numbers stand in the text: bound ones would be REAL, which FTS5 ignores. */
  private walk(table: string, id: string, conditions: readonly string[]): string {
    const { except } = this.options
    const where = conditions.map((sql) => sql.replaceAll('{id}', id))
    if (except !== undefined) where.push(`+i.conversation_id NOT IN (${except.map(Math.floor).join(', ')})`)
    // CROSS JOIN keeps the order of the walk: SQLite would rather start from a small table and sort.
    const joined = where.some((sql) => /\bc\./.test(sql))
      ? `${table} CROSS JOIN conversations c ON c.id = i.conversation_id`
      : table
    return `SELECT ${id} AS id FROM ${joined} WHERE ${where.join(' AND ')} ORDER BY ${id} DESC LIMIT ${this.limit}`
  }
}

function within(id: string, low: number | undefined, high: number | undefined): string[] {
  return [
    ...(low === undefined ? [] : [`${id} >= ${low}`]),
    ...(high === undefined ? [] : [`${id} < ${high}`]),
  ]
}

/** Alternatives are walked apart where one of them has a better way than looking at every item. */
function gains(part: Condition): boolean {
  if (part.op === 'and') return part.of.some(gains)
  return isIndexed(part) || hasDriver(part)
}
