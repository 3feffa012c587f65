import { useEffect, useState } from 'react'
import type { ConversationDetail } from '#shared/domain/conversation'
import { saveDraft } from '../../data/actions.ts'
import { rememberDraft } from '../../data/draft-cache.ts'
import { nowMs } from '../../ui/clock.ts'
import { afterPause, pauseMs, useFlushOnLeave } from './flush-on-leave.ts'
import { createDraftKeeper, type DraftKeeper, type KeptState } from './draft-keeper.ts'
import { isSameForm, isUntouched, startOfReply, type ReplyForm } from './reply-words.ts'

export interface ReplyFormState {
  form: ReplyForm
  kept: KeptState
  /** What the network suggests to begin with. */
  suggested: string
  change: (change: Partial<ReplyForm>) => void
  flush: () => Promise<void>
  /** The reply went out: the box begins anew. */
  sent: () => void
}

/**
 * The words of one conversation's reply, kept as they are typed. Mount it anew for another conversation:
 * what is not kept yet is kept when it goes.
 */
export function useReplyForm(detail: ConversationDetail): ReplyFormState {
  const suggested = detail.replyDefaults?.text ?? ''
  const [form, setForm] = useState(() => startOfReply(detail))
  const [kept, setKept] = useState<KeptState>('same')
  const [keeper] = useState(() => keeperOf(detail, form, suggested, setKept))
  useFlushOnLeave(keeper)
  useAdopting(detail, keeper, form, setForm)

  return {
    form,
    kept,
    suggested,
    change(change) {
      const next = { ...form, ...change }
      setForm(next)
      keeper.changed(next)
    },
    flush: () => keeper.flush(),
    sent() {
      const anew = startOfReply({ ...detail, draft: undefined })
      rememberDraft(detail.row.id, undefined)
      setForm(anew)
      keeper.settle(anew)
    },
  }
}

function keeperOf(
  detail: ConversationDetail,
  start: ReplyForm,
  suggested: string,
  onState: (state: KeptState) => void,
): DraftKeeper {
  return createDraftKeeper({
    start,
    pauseMs,
    onState,
    save: async (form) => {
      const warning = form.warning.trim() === '' ? undefined : form.warning
      // An empty text removes the draft: a bare greeting is not one.
      const text = isUntouched(form, suggested) ? '' : form.text
      const words = { ...form, text, warning }
      rememberDraft(detail.row.id, text === '' ? undefined : { ...words, updatedMs: nowMs() })
      await saveDraft({ ...words, conversationId: detail.row.id })
    },
    after: afterPause,
  })
}

/** Words that come back from outside (a message taken back) enter the box unless something newer is typed there. */
function useAdopting(
  detail: ConversationDetail,
  keeper: DraftKeeper,
  form: ReplyForm,
  setForm: (form: ReplyForm) => void,
): void {
  useEffect(() => {
    if (keeper.state() !== 'same' && keeper.state() !== 'saved') return
    const stored = startOfReply(detail)
    if (isSameForm(stored, form)) return
    setForm(stored)
    keeper.settle(stored)
    // Only what arrives from core is taken in; what is typed here must never come back as an echo.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [detail.draft, detail.replyDefaults, keeper])
}
