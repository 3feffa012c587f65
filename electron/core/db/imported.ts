import type { Database } from './open.ts'
import { one } from './statement.ts'

/**
 * True for a conversation of which nothing was ever heard: all that it holds came from archives. One that we have
 * answered since `itemId` was said is settled, and false.
 */
export function isOnlyPast(db: Database, conversationId: number, itemId: number): boolean {
  const other = one(
    db,
    `SELECT 1 FROM items i WHERE i.conversation_id = @conversationId
       AND (NOT EXISTS (SELECT 1 FROM import_items p WHERE p.item_id = i.id)
         OR EXISTS (SELECT 1 FROM hits x WHERE x.item_id = i.id) OR (i.mine = 1 AND i.id > @itemId)) LIMIT 1`,
    { conversationId, itemId },
  )
  return other === undefined
}

/** True for a conversation that something of came from an archive. */
export function holdsPast(db: Database, conversationId: number): boolean {
  const past = one(
    db,
    `SELECT 1 FROM items i JOIN import_items p ON p.item_id = i.id WHERE i.conversation_id = @conversationId LIMIT 1`,
    { conversationId },
  )
  return past !== undefined
}
