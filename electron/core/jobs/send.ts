import { Failure } from '#shared/failure'
import { findItem, itemNames, itemRaw } from '../db/conversation-detail.ts'
import { findByRemoteId } from '../db/item-writes.ts'
import { findOutgoing, markSent, placesOf, stepMessage, type StoredOutgoing } from '../db/outbox.ts'
import { run } from '../db/statement.ts'
import { ingest } from '../ingest.ts'
import type { Speech } from '../networks/types.ts'
import { contextFor, markSignedOut, networkOf, openAccount, type World } from '../world.ts'
import { maySendAgain, nextTryMs } from './retry.ts'
import type { JobKind } from './runner.ts'

/*
 * A message leaves exactly once, as far as the network lets us know:
 * 1. `sending` is stored before the request. A process that dies there finds it again at its next start.
 * 2. Every try carries the same key (the message's id), so that the network knows a repeat.
 * 3. `sent` and the item are stored in one transaction after the answer.
 */

/** The job that sends one message of the outbox. Its key is the message's id. */
export function sendJob(world: World): JobKind {
  const { db, deps, changes } = world
  return {
    turn: 'speak',
    async run(job, signal) {
      const message = findOutgoing(db, job.key)
      if (message === undefined || !['held', 'queued', 'sending'].includes(message.state))
        return { againMs: undefined }
      const now = deps.clock.now()
      if (message.state === 'held') stepMessage(db, message, 'queued', now)
      if (message.state !== 'sending')
        stepMessage(db, { ...message, state: 'queued' }, 'sending', now, { tried: true })
      changes.tell(['outbox'])
      await speak(world, message, signal)
      changes.tell(['outbox', 'conversations', 'lanes', 'ledger'], placesOf(message))
      return { againMs: undefined }
    },
    failed(job, failure) {
      const message = findOutgoing(db, job.key)
      if (message === undefined || message.state !== 'sending') return { againMs: undefined }
      const now = deps.clock.now()
      const shape = failure.toShape()
      if (failure.code === 'signed-out' && message.accountId !== undefined)
        markSignedOut(world, message.accountId)
      const againMs = maySendAgain(shape, message.tries)
        ? nextTryMs(shape, message.tries, now, deps.random())
        : undefined
      if (againMs === undefined) {
        stepMessage(db, message, 'failed', now, { failure: shape })
        // The person still waits: the conversation comes back to the list.
        run(db, "UPDATE conversations SET state = 'open' WHERE id = @id AND state IN ('waiting', 'done')", {
          id: message.conversationId ?? null,
        })
      } else {
        stepMessage(db, message, 'queued', now, { dueMs: againMs, failure: shape })
      }
      changes.tell(['outbox', 'conversations', 'lanes'], placesOf(message))
      return { againMs }
    },
  }
}

async function speak(world: World, message: StoredOutgoing, signal: AbortSignal): Promise<void> {
  const { db, deps } = world
  if (message.accountId === undefined)
    throw new Failure(
      'signed-out',
      message.conversationId === undefined
        ? 'The account that was to say this is gone. Take the words back and choose another.'
        : 'The account that was to say this is gone. Choose another in the conversation.',
    )
  const network = networkOf(world, message.network)
  const account = await openAccount(world, message.accountId)
  if (network.send === undefined)
    throw new Failure('not-supported', `Earshot cannot speak on ${network.manifest.label}.`)
  const sent = await network.send(
    contextFor(world, signal, message),
    account,
    speechOf(world, message, network.refSpace?.(account)),
  )
  const now = deps.clock.now()
  ingest(
    db,
    {
      network: message.network,
      accountId: message.accountId,
      streamId: undefined,
      via: 'sent',
      refSpace: sent.refSpace,
      items: [sent.item],
      rule: '',
    },
    now,
    () => {
      const item = findByRemoteId(db, message.network, sent.item.remoteId)
      markSent(db, message.id, item?.id, now)
      run(
        db,
        'UPDATE handles SET last_answered_ms = @now WHERE id = (SELECT author_id FROM items WHERE id = @id)',
        { now, id: message.inReplyTo ?? 0 },
      )
      // "Waiting for them" unless the user said done: then it stays done until they answer.
      if (message.thenDone)
        run(db, "UPDATE conversations SET state = 'done' WHERE id = @id AND state = 'waiting'", {
          id: message.conversationId,
        })
    },
  )
}

function speechOf(world: World, message: StoredOutgoing, refSpace: string | undefined): Speech {
  const parent = message.inReplyTo === undefined ? undefined : findItem(world.db, message.inReplyTo)
  const names = message.inReplyTo === undefined ? undefined : itemNames(world.db, message.inReplyTo, refSpace)
  if (
    message.inReplyTo !== undefined &&
    (parent === undefined || names === undefined || parent.state === 'deleted')
  ) {
    throw new Failure(
      'gone',
      'What you answer was deleted, or is not kept here any longer. Your words are kept in the outbox.',
    )
  }
  return {
    key: message.id,
    // As stored before this try: one that is found in `sending` has been tried, and may have arrived.
    attempt: message.tries + 1,
    text: message.text,
    warning: message.warning,
    visibility: message.visibility,
    ...(names === undefined
      ? {}
      : {
          inReplyTo: {
            ...names,
            visibility: parent?.visibility,
            warning: parent?.warning,
            raw: parent === undefined ? undefined : itemRaw(world.db, parent.id),
          },
        }),
  }
}
