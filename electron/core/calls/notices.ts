import { asFailure, Failure } from '#shared/failure'
import { findItem } from '../db/conversation-detail.ts'
import { saveDraft, type Words } from '../db/outbox.ts'
import { conversationDetail } from './conversations.ts'
import type { CallContext, PartOf } from './index.ts'
import { outboxCalls } from './outbox.ts'

export function noticeCalls(context: CallContext): PartOf<'notices' | 'presence'> {
  const { world, presence } = context
  const { db, deps, changes } = world
  const outbox = outboxCalls(context)
  return {
    'notices.state': () => world.notices.state(),

    'notices.reply': async ({ itemId, text }) => {
      const item = findItem(db, itemId)
      if (item === undefined) throw new Failure('not-found', 'What you answer is not here any more.')
      const detail = conversationDetail(world, item.conversationId)
      const { speakAs: accountId, replyDefaults: defaults } = detail
      const begun = defaults?.text ?? ''
      const words: Words = {
        conversationId: item.conversationId,
        accountId,
        // Who is answered is named first, as in the window's own box.
        text: text.startsWith(begun.trimEnd()) ? text : begun + text,
        warning: defaults?.warning,
        visibility: defaults?.visibility,
      }
      try {
        if (detail.cannotReply !== undefined || accountId === undefined)
          throw new Failure('not-supported', detail.cannotReply ?? 'Nobody is signed in to answer here.')
        const sent = await outbox['replies.send']({
          ...words,
          accountId,
          inReplyTo: itemId,
          thenDone: false,
        })
        // Sending takes the conversation's draft for what is sent; the one in the window is another and stays.
        if (detail.draft !== undefined) saveDraft(db, detail.draft, detail.draft.id, deps.clock.now())
        return sent
      } catch (error) {
        // The banner is gone with what was typed into it: the words must not be.
        const before = detail.draft === undefined ? '' : `${detail.draft.text}\n\n`
        saveDraft(db, { ...words, text: before + words.text }, deps.newId(), deps.clock.now())
        changes.tell(['drafts', 'conversations'], [item.conversationId])
        throw asFailure(error)
      }
    },

    'presence.back': () => {
      presence.back()
      return {}
    },

    'presence.left': () => {
      presence.left()
      return {}
    },
  }
}
