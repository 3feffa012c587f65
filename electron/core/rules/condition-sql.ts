import type { Condition, Fact } from '#shared/domain/query/lower'
import { matchExpression } from './full-text.ts'

/** What names in queries can mean: small tables, handed in whole. */
export interface Named {
  streams: readonly { id: number; name: string }[]
  tags: readonly { id: number; name: string }[]
  accounts: readonly { id: number; handle: string }[]
}

export type NamedFact = Fact & { op: 'named' }

/** Gathers the bound strings of one statement. */
export class SqlParts {
  readonly params: Record<string, string> = {}
  readonly idsOf: (fact: NamedFact) => number[]
  private count = 0

  constructor(idsOf: (fact: NamedFact) => number[]) {
    this.idsOf = idsOf
  }

  /** The place holder of a string. */
  bind(value: string): string {
    this.count += 1
    this.params[`p${this.count}`] = value
    return `@p${this.count}`
  }

  /** A condition on `h.handle`, answered by the index on handles. */
  handle(handle: string): string {
    const far = `${handle}@`
    return `(h.handle = ${this.bind(handle)} COLLATE NOCASE OR (h.handle >= ${this.bind(far)} COLLATE NOCASE AND h.handle < ${this.bind(`${far}\u{10ffff}`)} COLLATE NOCASE))`
  }
}

/**
 * A condition on `items i` (and `conversations c`) that is 1 or 0, never null. `{id}` stands for the id that the
 * walk runs over. The `+` keeps SQLite from leaving the walk for an index of a single column.
 */
export function conditionSql(condition: Condition, parts: SqlParts): string {
  switch (condition.op) {
    case 'always':
      return condition.value ? '1' : '0'
    case 'and':
    case 'or':
      return `(${condition.of.map((part) => conditionSql(part, parts)).join(condition.op === 'and' ? ' AND ' : ' OR ')})`
    case 'not':
      return `NOT ${conditionSql(condition.of, parts)}`
    case 'words':
      return `EXISTS (SELECT 1 FROM item_fts WHERE item_fts MATCH ${parts.bind(matchExpression([condition]))} AND rowid = i.id)`
    default:
      return factSql(condition, parts)
  }
}

function factSql(fact: Fact, parts: SqlParts): string {
  switch (fact.op) {
    case 'person': {
      const handle = parts.handle(fact.handle)
      return fact.role === 'author'
        ? `EXISTS (SELECT 1 FROM handles h WHERE h.id = i.author_id AND ${handle})`
        : `EXISTS (SELECT 1 FROM items p JOIN handles h ON h.id = p.author_id WHERE p.id = i.parent_id AND ${handle})`
    }
    case 'named':
      return namedSql(fact, parts.idsOf(fact))
    case 'purpose': {
      const purpose = parts.bind(fact.purpose)
      const heard = `EXISTS (SELECT 1 FROM hits x CROSS JOIN streams s ON s.id = x.stream_id WHERE x.item_id = i.id AND s.purpose = ${purpose})`
      const said = `EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = i.conversation_id AND o.purpose = ${purpose} AND o.state <> 'draft')`
      return `(${heard} OR ${said})`
    }
    case 'is':
      return stateSql(fact.what)
    case 'has':
      return fact.what === 'note'
        ? 'EXISTS (SELECT 1 FROM notes n WHERE n.conversation_id = i.conversation_id)'
        : "EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = i.conversation_id AND o.state = 'draft')"
    case 'thread':
      return '(c.item_count > 1)'
    case 'conversation':
      return `(+i.conversation_id = ${currentIdSql(fact.id)})`
    case 'count':
      return fact.field === 'likes'
        ? `COALESCE(json_extract(i.extra, '$.metrics.likes') ${fact.sign} ${fact.n}, 0)`
        : `EXISTS (SELECT 1 FROM handles h WHERE h.id = i.author_id AND h.followers ${fact.sign} ${fact.n})`
    case 'idBelow':
      return `({id} < ${fact.id})`
    case 'idFrom':
      return `({id} >= ${fact.id})`
  }
}

/** Where a conversation is now: what was asked of one holds for the one that it was joined to. */
export function currentIdSql(id: number): string {
  return `coalesce((SELECT new_id FROM conversation_moves WHERE old_id = ${id}), ${id})`
}

function namedSql({ what }: NamedFact, ids: readonly number[]): string {
  const list = ids.join(', ')
  switch (what) {
    case 'stream':
      return `EXISTS (SELECT 1 FROM hits x WHERE x.item_id = i.id AND x.stream_id IN (${list}))`
    case 'tag':
      return `EXISTS (SELECT 1 FROM conversation_tags g WHERE g.conversation_id = i.conversation_id AND g.tag_id IN (${list}))`
    case 'account':
      return `(c.account_id IS NOT NULL AND +c.account_id IN (${list}))`
  }
}

function stateSql(what: (Fact & { op: 'is' })['what']): string {
  switch (what) {
    case 'open':
    case 'waiting':
    case 'snoozed':
    case 'done':
      return `(+c.state = '${what}')`
    case 'saved':
      return '(+c.saved <> 0)'
    case 'newcomer':
      return '(+c.newcomer <> 0)'
    case 'unread':
      return '(i.id > c.read_item_id AND +i.mine = 0)'
    case 'question':
      return 'EXISTS (SELECT 1 FROM items q INDEXED BY items_question WHERE q.id = {id} AND q.question = 1)'
    case 'mine':
      return '(+i.mine <> 0)'
    case 'direct':
      return '(+i.direct <> 0)'
    case 'edited':
    case 'deleted':
      return `(+i.state = '${what}')`
    case 'keyword':
      return "EXISTS (SELECT 1 FROM hits x CROSS JOIN streams s ON s.id = x.stream_id WHERE x.item_id = i.id AND s.kind = 'keyword')"
    case 'due':
      return "(c.due_item_id IS NOT NULL AND i.id >= c.due_item_id AND +i.direct = 1 AND +i.mine = 0 AND +i.state <> 'deleted')"
    case 'latest':
      return '(i.id = +c.shown_item_id)'
    case 'vip':
      return 'EXISTS (SELECT 1 FROM handles h WHERE h.id = i.author_id AND h.vip = 1)'
    case 'quiet':
      return '(c.quiet IS NOT NULL)'
    case 'muted':
    case 'noise':
      return `(+c.quiet IS '${what}')`
  }
}
