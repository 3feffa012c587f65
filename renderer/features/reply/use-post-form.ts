import { useState } from 'react'
import { savePost, type PostStart } from '../../data/post-actions.ts'
import { createDraftKeeper, type KeptState } from './draft-keeper.ts'
import { afterPause, pauseMs, useFlushOnLeave } from './flush-on-leave.ts'
import { startOfPost, wordsOfPost } from './post-words.ts'
import type { ReplyForm } from './reply-words.ts'

export interface PostForm {
  form: ReplyForm
  kept: KeptState
  change: (change: Partial<ReplyForm>) => void
  flush: () => Promise<void>
  /** The post went out: nothing of it is left to keep. */
  sent: () => void
}

/** The words of a post, kept as they are typed. Mount it anew for every opening of the dialog. */
export function usePostForm(start: PostStart): PostForm {
  const [form, setForm] = useState(() => startOfPost(start))
  const [kept, setKept] = useState<KeptState>('same')
  const [keeper] = useState(() =>
    createDraftKeeper({
      start: form,
      pauseMs,
      onState: setKept,
      save: async (words) => void (await savePost(wordsOfPost(words))),
      after: afterPause,
    }),
  )
  useFlushOnLeave(keeper)
  return {
    form,
    kept,
    change(change) {
      const next = { ...form, ...change }
      setForm(next)
      keeper.changed(next)
    },
    flush: () => keeper.flush(),
    sent: () => keeper.settle(form),
  }
}
