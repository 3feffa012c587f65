import type { ConversationState } from '#shared/domain/conversation'
import type { Item } from '#shared/domain/item'
import { Failure } from '#shared/failure'
import { whyOf, type ExportedWhy } from '../core/archives/exported-items.ts'
import { currentId } from '../core/db/conversation-upkeep.ts'
import { findItem, itemsByIds } from '../core/db/conversation-detail.ts'
import type { Database } from '../core/db/open.ts'
import { all, one } from '../core/db/statement.ts'
import { wholeNumber } from './given.ts'
import { formatTime, oneLine } from './output.ts'

/** An item as the command line prints it: the contract's item, where its conversation stands, and why it is here. */
export interface PrintedItem extends Item {
  conversation: { state: ConversationState; saved: boolean; snoozedUntilMs?: number | undefined }
  why: ExportedWhy[]
}

interface StateRow {
  item_id: number
  state: ConversationState
  saved: number
  until: number | null
}

/** Items with state and reasons, in the order of the ids; ids that are gone are left out. */
export function printedItems(db: Database, ids: readonly number[]): PrintedItem[] {
  const params = { ids: JSON.stringify(ids) }
  const items = new Map(itemsByIds(db, ids).map((item) => [item.id, item]))
  const states = new Map(
    all<StateRow>(
      db,
      `SELECT i.id AS item_id, c.state, c.saved, c.snoozed_until_ms AS until FROM json_each(@ids) x
       JOIN items i ON i.id = x.value JOIN conversations c ON c.id = i.conversation_id`,
      params,
    ).map((row) => [row.item_id, row]),
  )
  const why = whyOf(db, ids)
  return ids.flatMap((id) => {
    const item = items.get(id)
    const state = states.get(id)
    if (item === undefined || state === undefined) return []
    return [
      {
        ...item,
        conversation: {
          state: state.state,
          saved: state.saved === 1,
          snoozedUntilMs: state.until ?? undefined,
        },
        why: why.get(id) ?? [],
      },
    ]
  })
}

export function newestItemIds(db: Database, limit: number): number[] {
  return all<{ id: number }>(db, 'SELECT id FROM items ORDER BY id DESC LIMIT @limit', { limit }).map(
    (row) => row.id,
  )
}

/** Items of others that were stored since a moment, oldest first: in these conversations, or in the whole store. */
export function heardSince(
  db: Database,
  sinceMs: number,
  conversationIds: readonly number[] | 'all',
): number[] {
  const rows =
    conversationIds === 'all'
      ? all<{ id: number }>(
          db,
          'SELECT id FROM items WHERE received_ms >= @sinceMs AND mine = 0 ORDER BY id',
          { sinceMs },
        )
      : all<{ id: number }>(
          db,
          `SELECT i.id FROM items i WHERE i.conversation_id IN (SELECT value FROM json_each(@ids))
           AND i.received_ms >= @sinceMs AND i.mine = 0 ORDER BY i.id`,
          { sinceMs, ids: JSON.stringify(conversationIds.map((id) => currentId(db, id))) },
        )
  return rows.map((row) => row.id)
}

/**
 * What an argument names: an item by its id, or the conversation with that id. Item ids are times and far larger than
 * any conversation's, so the two never meet. Throws bad-input or not-found.
 */
export function named(db: Database, word: string): { conversationId: number; itemId: number | undefined } {
  const id = wholeNumber(word, 'ITEM')
  const item = findItem(db, id)
  if (item !== undefined) return { conversationId: item.conversationId, itemId: item.id }
  const conversationId = currentId(db, id)
  if (one(db, 'SELECT 1 FROM conversations WHERE id = @conversationId', { conversationId }) === undefined)
    throw new Failure('not-found', `There is no item or conversation ${word}.`)
  return { conversationId, itemId: undefined }
}

/** One line for people: when, where, who, what, and the id to answer it by. */
export function itemLine(item: PrintedItem): string {
  const state = item.conversation.state === 'open' ? '' : ` [${item.conversation.state}]`
  return `${formatTime(item.createdMs)}  ${item.network}  ${oneLine(item.author.handle, 60)}${state}  ${itemText(item, 200)}  (${String(item.id)})`
}

/** Title, warning and text of an item on one line. */
export function itemText(item: Item, most: number): string {
  if (item.state === 'deleted') return '(deleted)'
  const warning = item.warning === undefined ? undefined : `[${item.warning}]`
  return oneLine(
    [item.title, warning, item.text].filter((part) => part !== undefined && part !== '').join(' '),
    most,
  )
}
