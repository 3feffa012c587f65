import type { Item } from '#shared/domain/item'
import { Failure } from '#shared/failure'
import { findAccount } from '../db/accounts.ts'
import { findItem } from '../db/conversation-detail.ts'
import { currentId } from '../db/conversation-upkeep.ts'
import { recordOperation, statesOf } from '../db/operations.ts'
import { backToDraft, handMessage, placesOf, stepMessage, type StoredOutgoing } from '../db/outbox.ts'
import { countAsPosted } from '../handed.ts'
import type { World } from '../world.ts'
import type { CallContext, PartOf } from './index.ts'
import { mustHavePage } from './reply-way.ts'

/*
 * Where a network takes an answer from no program, the user posts it by hand:
 * 1. The words are kept as `handed` before the page opens, so that nothing is lost when the browser does not come up.
 * 2. The conversation stays open: nobody has been answered yet.
 * 3. Whether it was posted, the user says later, or the network, when the answer is heard.
 */
export function handOffCalls({
  world,
  found,
}: CallContext & { found: (id: string) => StoredOutgoing }): Pick<
  PartOf<'replies' | 'outbox'>,
  'replies.handOff' | 'outbox.handOff' | 'outbox.confirm'
> {
  const { db, deps, changes } = world
  return {
    'replies.handOff': (input) => {
      const conversationId = currentId(db, input.conversationId)
      const item = answered(world, input.inReplyTo)
      if (input.accountId !== undefined && findAccount(db, input.accountId)?.network !== item.network)
        throw new Failure('not-found', 'The account that was to say this is not here any more.')
      const url = mustHavePage(world, item, input.text)
      if (input.text.trim() === '') return { url }
      const now = deps.clock.now()
      const id = deps.newId()
      db.transaction(() => {
        handMessage(db, { ...input, conversationId }, id, now)
        recordHandOver(world, id, conversationId, now)
      })()
      changes.tell(['outbox', 'drafts', 'conversations'], [conversationId])
      return { url, id }
    },

    'outbox.handOff': ({ id }) => {
      const message = found(id)
      const { conversationId } = message
      if (message.inReplyTo === undefined || conversationId === undefined)
        throw new Failure('bad-input', 'This message answers nothing, so there is no page for it.')
      const url = mustHavePage(world, answered(world, message.inReplyTo), message.text)
      const now = deps.clock.now()
      // Asked for once more, only the page is opened again.
      if (message.state === 'handed') return { url, text: message.text }
      db.transaction(() => {
        stepMessage(db, message, 'handed', now)
        recordHandOver(world, id, conversationId, now)
      })()
      changes.tell(['outbox', 'conversations'], [conversationId])
      return { url, text: message.text }
    },

    'outbox.confirm': ({ id, posted }) => {
      const message = found(id)
      if (message.state !== 'handed')
        throw new Failure('bad-input', `This message is ${message.state} already; nothing is asked about it.`)
      db.transaction(() => {
        if (posted) countAsPosted(world, message, undefined)
        else backToDraft(db, message, deps.clock.now())
      })()
      changes.tell(['outbox', 'drafts', 'conversations', 'lanes', 'streams', 'ledger'], placesOf(message))
      return { conversationId: message.conversationId }
    },
  }
}

function answered(world: World, itemId: number): Item {
  const item = findItem(world.db, itemId)
  if (item === undefined) throw new Failure('not-found', 'What you answer is not here any more.')
  return item
}

/** Undo brings the words back as a draft. */
function recordHandOver(world: World, outboxId: string, conversationId: number, nowMs: number): void {
  const before = statesOf(world.db, [conversationId])
  recordOperation(
    world.db,
    {
      id: world.deps.newId(),
      kind: 'hand',
      payload: { outboxId, conversationId },
      inverse: { kind: 'send', outboxId, before },
    },
    nowMs,
  )
}
