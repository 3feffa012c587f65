import { recordOperation, statesOf } from './db/operations.ts'
import { Failure } from '#shared/failure'
import { findOutgoing, handedAndHeard, markSent, placesOf, type StoredOutgoing } from './db/outbox.ts'
import { run } from './db/statement.ts'
import type { World } from './world.ts'

/** What becomes of words that were handed to the browser. */

/** It was posted by hand: the conversation waits for them now. Call it in a transaction. */
export function countAsPosted(world: World, message: StoredOutgoing, itemId: number | undefined): void {
  const { db, deps } = world
  const now = deps.clock.now()
  const { id: outboxId, conversationId } = message
  if (conversationId === undefined) throw new Failure('bug', 'only what answers something is handed over')
  const before = statesOf(db, [conversationId])
  markSent(db, outboxId, itemId, now)
  run(
    db,
    "UPDATE conversations SET state = 'waiting', snoozed_until_ms = NULL WHERE id = @id AND state = 'open'",
    {
      id: conversationId,
    },
  )
  run(
    db,
    'UPDATE handles SET last_answered_ms = @now WHERE id = (SELECT author_id FROM items WHERE id = @id)',
    { now, id: message.inReplyTo ?? 0 },
  )
  recordOperation(
    db,
    {
      id: deps.newId(),
      kind: 'posted',
      payload: { outboxId, conversationId },
      inverse: { kind: 'states', before },
    },
    now,
  )
}

/** An answer of ours was heard under something for which words were handed over: nobody needs to be asked any more. */
export function settleHanded(world: World): void {
  for (const { id, itemId } of handedAndHeard(world.db)) {
    const message = findOutgoing(world.db, id)
    if (message === undefined) continue
    world.db.transaction(() => countAsPosted(world, message, itemId))()
    world.changes.tell(['outbox', 'conversations', 'lanes', 'ledger'], placesOf(message))
  }
}
