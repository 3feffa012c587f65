import { brokenWords, measure } from '#shared/domain/measure'
import type { Outgoing } from '#shared/domain/outgoing'
import { Failure } from '#shared/failure'
import { findAccount } from '../db/accounts.ts'
import { currentId } from '../db/conversation-upkeep.ts'
import { findItem } from '../db/conversation-detail.ts'
import { planJob, removeJob } from '../db/jobs.ts'
import { recordOperation, statesOf } from '../db/operations.ts'
import {
  backToDraft,
  findOutgoing,
  holdMessage,
  listOutbox,
  placesOf,
  removeMessage,
  saveDraft,
  stepMessage,
  type StoredOutgoing,
} from '../db/outbox.ts'
import { readSettings } from '../db/settings.ts'
import { run } from '../db/statement.ts'
import { networkOf, type World } from '../world.ts'
import { handOffCalls } from './hand-off.ts'
import type { CallContext, PartOf } from './index.ts'
import { replyDefaultsOf } from './reply-way.ts'

export function outboxCalls(context: CallContext): PartOf<'drafts' | 'replies' | 'outbox'> {
  const { world, wakeJobs } = context
  const { db, deps, changes } = world
  const found = (id: string): StoredOutgoing => {
    const message = findOutgoing(db, id)
    if (message === undefined) throw new Failure('not-found', 'This message is not in the outbox any more.')
    return message
  }
  return {
    'drafts.save': (words) => {
      const now = deps.clock.now()
      saveDraft(db, { ...words, conversationId: currentId(db, words.conversationId) }, deps.newId(), now)
      changes.tell(['drafts'], [words.conversationId])
      return { savedMs: now }
    },

    'replies.send': (input) => {
      const id = currentId(db, input.conversationId)
      checkReply(world, input)
      const now = deps.clock.now()
      const outboxId = deps.newId()
      const dueMs = now + readSettings(db).undoSendMs
      db.transaction(() => {
        const before = statesOf(db, [id])
        holdMessage(db, { ...input, conversationId: id }, outboxId, dueMs, now)
        run(db, 'UPDATE conversations SET state = @state, snoozed_until_ms = NULL WHERE id = @id', {
          id,
          state: input.thenDone ? 'done' : 'waiting',
        })
        recordOperation(
          db,
          {
            id: deps.newId(),
            kind: 'send',
            payload: { outboxId, conversationId: id },
            inverse: { kind: 'send', outboxId, before },
          },
          now,
        )
        planJob(db, 'send', outboxId, dueMs)
      })()
      changes.tell(['outbox', 'conversations', 'lanes', 'streams'], [id])
      wakeJobs()
      return publicMessage(found(outboxId))
    },

    ...handOffCalls({ ...context, found }),

    'outbox.list': () => listOutbox(db).map(publicMessage),

    'outbox.cancel': ({ id }) => {
      const message = found(id)
      if (!db.transaction(() => cancelMessage(world, id))())
        throw new Failure('bad-input', `This message is ${message.state} already; it cannot be taken back.`)
      run(db, "UPDATE conversations SET state = 'open' WHERE id = @id AND state IN ('waiting', 'done')", {
        id: message.conversationId ?? null,
      })
      changes.tell(['outbox', 'drafts', 'conversations', 'lanes'], placesOf(message))
      return { conversationId: message.conversationId }
    },

    'outbox.retry': ({ id }) => {
      const message = found(id)
      const now = deps.clock.now()
      db.transaction(() => {
        if (message.state === 'failed') stepMessage(db, message, 'queued', now)
        planJob(db, 'send', id, now)
      })()
      changes.tell(['outbox'])
      wakeJobs()
      return {}
    },

    'outbox.discard': ({ id }) => {
      const message = found(id)
      if (message.state === 'sending' || message.state === 'sent')
        throw new Failure('bad-input', `This message is ${message.state}; it cannot be discarded.`)
      db.transaction(() => {
        removeJob(db, 'send', id)
        removeMessage(db, id)
      })()
      changes.tell(['outbox', 'conversations'], placesOf(message))
      return {}
    },
  }
}

export function publicMessage({
  inReplyTo: _inReplyTo,
  thenDone: _thenDone,
  ...message
}: StoredOutgoing): Outgoing {
  return message
}

function checkReply(
  world: World,
  input: { accountId: number; inReplyTo: number; text: string; warning?: string | undefined },
): void {
  const account = findAccount(world.db, input.accountId)
  if (account === undefined)
    throw new Failure('not-found', 'The account that was to say this is not here any more.')
  const item = findItem(world.db, input.inReplyTo)
  if (item === undefined) throw new Failure('not-found', 'What you answer is not here any more.')
  if (input.text.trim() === '') throw new Failure('bad-input', 'There is nothing to send yet.')
  const network = networkOf(world, item.network)
  const defaults = replyDefaultsOf(world, network, account, item)
  const rule = defaults?.textRule ?? account.textRule ?? network.manifest.textRule
  if (rule === undefined) return
  const broken = brokenWords(measure(input.text, rule, input.warning, defaults?.named))
  if (broken.length > 0) throw new Failure('bad-input', broken.join(' '))
}

/** Takes a message back if it has not left; false when it was too late. Call it in a transaction. */
export function cancelMessage(world: World, id: string): boolean {
  const message = findOutgoing(world.db, id)
  if (message === undefined || !['held', 'queued', 'failed', 'handed'].includes(message.state)) return false
  removeJob(world.db, 'send', id)
  backToDraft(world.db, message, world.deps.clock.now())
  return true
}
