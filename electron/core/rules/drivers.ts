import type { Condition, Fact } from '#shared/domain/query/lower'
import { SqlParts } from './condition-sql.ts'

/** Where a search may start instead of walking from the newest: selects of the ids of few items, each answered by an index. */

/** A select of the ids of all items that meet the fact, answered by an index; undefined where there is none. */
export function driver(condition: Condition, parts: SqlParts): string | undefined {
  switch (condition.op) {
    case 'person':
      if (condition.role === 'parent') return undefined
      return `SELECT x.id FROM items x WHERE x.author_id IN (SELECT h.id FROM handles h WHERE ${parts.handle(condition.handle)})`
    case 'conversation':
      return `SELECT x.id FROM items x WHERE x.conversation_id = ${condition.id}`
    case 'has':
      return ofConversations(
        condition.what === 'note'
          ? 'SELECT conversation_id FROM notes'
          : "SELECT conversation_id FROM outbox WHERE state = 'draft'",
      )
    case 'named': {
      const ids = parts.idsOf(condition).join(', ')
      if (condition.what === 'stream')
        return `SELECT x.item_id AS id FROM hits x WHERE x.stream_id IN (${ids})`
      if (condition.what === 'tag')
        return ofConversations(`SELECT conversation_id FROM conversation_tags WHERE tag_id IN (${ids})`)
      return ofConversations(`SELECT id FROM conversations WHERE account_id IN (${ids})`)
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
export function jointDriver(conditions: readonly Condition[]): string | undefined {
  const has = (what: (Fact & { op: 'is' })['what']): boolean =>
    conditions.some((part) => part.op === 'is' && part.what === what)
  if (!has('open')) return undefined
  const open = "state = 'open'"
  if (has('due')) return ofConversations(loudAndQuiet(`${open} AND direct = 1 AND due_item_id IS NOT NULL`))
  if (has('question') && has('latest')) return loudAndQuiet(`${open} AND question = 1`, 'shown_item_id AS id')
  if (has('newcomer')) return ofConversations(loudAndQuiet(`${open} AND newcomer = 1`))
  return undefined
}

/** True if `driver` has a select for the condition. */
export function hasDriver(condition: Condition): boolean {
  return driver(condition, new SqlParts(() => [])) !== undefined
}

/** Items of given conversations; the ids stand in the text, as all numbers do. */
export function itemsOfConversations(ids: readonly number[]): string {
  return ofConversations(ids.map(Math.floor).join(', '))
}

function ofConversations(select: string): string {
  return `SELECT x.id FROM items x WHERE x.conversation_id IN (${select})`
}

/** In two parts, because the indexes of lanes leave quiet conversations out, and those have one of their own. */
function loudAndQuiet(where: string, what = 'id'): string {
  const select = `SELECT ${what} FROM conversations WHERE ${where} AND`
  return `${select} quiet IS NULL UNION ALL ${select} quiet IS NOT NULL`
}

function stateDriver(what: (Fact & { op: 'is' })['what']): string | undefined {
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
      return 'SELECT x.id FROM items x WHERE x.author_id IN (SELECT id FROM handles WHERE vip = 1)'
    case 'saved':
      return ofConversations('SELECT id FROM conversations WHERE saved = 1')
    case 'mine':
      return 'SELECT x.id FROM items x WHERE x.mine = 1'
    case 'edited':
    case 'deleted':
      return `SELECT x.id FROM items x WHERE x.state <> 'live' AND x.state = '${what}'`
    case 'newcomer':
    case 'unread':
    case 'question':
    case 'direct':
    case 'keyword':
    case 'due':
    case 'latest':
      return undefined
  }
}
