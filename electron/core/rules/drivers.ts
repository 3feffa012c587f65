import type { Condition, Fact } from '#shared/domain/query/lower'
import { currentIdSql, SqlParts } from './condition-sql.ts'

/*
 * Where a search may start instead of walking from the newest: selects of few items, each answered by an index and
 * read row by row, so that counting can stop early.
 */

export interface Driver {
  /** A select of the ids of all items that meet the condition, as `id`. */
  items: string
  /** Where those are the items of some conversations: a select of their ids. There are no fewer items. */
  conversations?: string
}

/** How to start from the items that meet a condition; undefined where no index gives them. */
export function driver(condition: Condition, parts: SqlParts): Driver | undefined {
  switch (condition.op) {
    case 'person':
      if (condition.role === 'parent') return undefined
      return {
        items: `SELECT x.id FROM items x WHERE x.author_id IN (SELECT h.id FROM handles h WHERE ${parts.handle(condition.handle)})`,
      }
    case 'conversation':
      return { items: `SELECT x.id FROM items x WHERE x.conversation_id = ${currentIdSql(condition.id)}` }
    case 'has':
      return ofConversations(
        condition.what === 'note'
          ? 'SELECT DISTINCT conversation_id AS id FROM notes'
          : "SELECT conversation_id AS id FROM outbox WHERE state = 'draft' AND conversation_id IS NOT NULL",
      )
    case 'named': {
      const ids = parts.idsOf(condition).join(', ')
      if (condition.what === 'stream')
        return { items: `SELECT x.item_id AS id FROM hits x WHERE x.stream_id IN (${ids})` }
      if (condition.what === 'tag')
        return ofConversations(`SELECT conversation_id AS id FROM conversation_tags WHERE tag_id IN (${ids})`)
      return ofConversations(`SELECT id FROM conversations WHERE account_id IN (${ids})`)
    }
    case 'purpose': {
      const purpose = parts.bind(condition.purpose)
      return {
        items: `SELECT x.item_id AS id FROM streams s CROSS JOIN hits x ON x.stream_id = s.id WHERE s.purpose = ${purpose}
          UNION ALL SELECT x.id FROM outbox o CROSS JOIN items x ON x.conversation_id = o.conversation_id WHERE o.purpose = ${purpose} AND o.state <> 'draft'`,
      }
    }
    case 'is':
      return stateDriver(condition.what)
    default:
      return undefined
  }
}

/**
 * The same for conditions that together have an index of conversations: what a lane shows. Undefined where none has.
 * Every condition still has to be asked of each item.
 */
export function jointDriver(conditions: readonly Condition[]): Driver | undefined {
  const has = (what: (Fact & { op: 'is' })['what']): boolean =>
    conditions.some((part) => part.op === 'is' && part.what === what)
  if (!has('open')) return undefined
  const open = "state = 'open'"
  if (has('due')) return ofConversations(loudAndQuiet(`${open} AND direct = 1 AND due_item_id IS NOT NULL`))
  if (has('question') && has('latest'))
    return { items: loudAndQuiet(`${open} AND question = 1`, 'shown_item_id AS id') }
  if (has('newcomer')) return ofConversations(loudAndQuiet(`${open} AND newcomer = 1`))
  return undefined
}

/** True if `driver` has a select for the condition. */
export function hasDriver(condition: Condition): boolean {
  return driver(condition, new SqlParts(() => [])) !== undefined
}

/** Items of given conversations; the ids stand in the text, as all numbers do. */
export function itemsOfConversations(ids: readonly number[]): string {
  return `SELECT x.id FROM items x WHERE x.conversation_id IN (${ids.map(Math.floor).join(', ')})`
}

function ofConversations(conversations: string): Driver {
  const items = `SELECT x.id FROM (${conversations}) y CROSS JOIN items x ON x.conversation_id = y.id`
  return { items, conversations }
}

/** In two parts, because the indexes of lanes leave quiet conversations out, and those have one of their own. */
function loudAndQuiet(where: string, what = 'id'): string {
  const select = `SELECT ${what} FROM conversations WHERE ${where} AND`
  return `${select} quiet IS NULL UNION ALL ${select} quiet IS NOT NULL`
}

function stateDriver(what: (Fact & { op: 'is' })['what']): Driver | undefined {
  switch (what) {
    case 'open':
    case 'waiting':
    case 'snoozed':
    case 'done':
      return ofConversations(loudAndQuiet(`state = '${what}'`))
    case 'quiet':
      return ofConversations('SELECT id FROM conversations WHERE quiet IS NOT NULL')
    case 'muted':
    case 'noise':
      return ofConversations(`SELECT id FROM conversations WHERE quiet = '${what}'`)
    case 'vip':
      return {
        items: 'SELECT x.id FROM items x WHERE x.author_id IN (SELECT id FROM handles WHERE vip = 1)',
      }
    case 'saved':
      return ofConversations('SELECT id FROM conversations WHERE saved = 1')
    case 'mine':
      return { items: 'SELECT x.id FROM items x WHERE x.mine = 1' }
    case 'edited':
    case 'deleted':
      return { items: `SELECT x.id FROM items x WHERE x.state <> 'live' AND x.state = '${what}'` }
    case 'keyword':
      return {
        items:
          "SELECT x.item_id AS id FROM streams s CROSS JOIN hits x ON x.stream_id = s.id WHERE s.kind = 'keyword'",
      }
    case 'newcomer':
    case 'unread':
    case 'question':
    case 'direct':
    case 'due':
    case 'latest':
      return undefined
  }
}
