import type { Database } from './open.ts'
import { all, one, run } from './statement.ts'

/*
 * The same post over several accounts or networks is one row: the first conversation that holds it is the head, later
 * ones are folded into it. They stay whole, can be opened from the head, and stand on their own again when somebody
 * answers in them.
 */

/** Posts further apart than this are not the same one carried on, but said again. */
const windowMs = 7 * 86_400_000

export interface Carried {
  print: number
  itemId: number
  conversationId: number
  name: string
  handle: string
  isArticle: boolean
}

/**
 * Takes note of what a new conversation begins with; answers the conversation that holds the same post by the same
 * author already. Two people saying the same are two.
 */
export function headOf(db: Database, carried: Carried): number | undefined {
  const known = one<{ id: number; name: string; handle: string; item_id: number }>(
    db,
    `SELECT c.id, h.name, h.handle, i.id AS item_id FROM prints p JOIN conversations c ON c.id = p.conversation_id
     JOIN items i ON i.id = c.shown_item_id JOIN handles h ON h.id = i.author_id WHERE p.print = @print`,
    { print: carried.print },
  )
  if (known === undefined) {
    run(
      db,
      'INSERT OR REPLACE INTO prints (print, conversation_id) VALUES (CAST(@print AS INTEGER), @conversationId)',
      { print: carried.print, conversationId: carried.conversationId },
    )
    return undefined
  }
  const apartMs = Math.abs(carried.itemId - known.item_id) / 1024
  if (known.id === carried.conversationId || apartMs > windowMs) return undefined
  return carried.isArticle || isSameName(carried, known) ? known.id : undefined
}

function isSameName(a: { name: string; handle: string }, b: { name: string; handle: string }): boolean {
  const bare = (handle: string): string => (handle.replace(/^@/, '').split(/[@.]/)[0] ?? '').toLowerCase()
  return (a.name !== '' && a.name.toLowerCase() === b.name.toLowerCase()) || bare(a.handle) === bare(b.handle)
}

/** Conversations folded into one, with what is needed to say where else it was heard. */
export function foldedInto(db: Database, headId: number): { id: number; network: string }[] {
  return all<{ id: number; network: string }>(
    db,
    "SELECT id, network FROM conversations WHERE quiet IS NOT NULL AND quiet = 'folded' AND quiet_by = @headId ORDER BY newest_item_id",
    { headId },
  )
}
