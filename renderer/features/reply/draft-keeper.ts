import type { ReplyForm } from './reply-words.ts'
import { isSameForm } from './reply-words.ts'

/**
 * Keeps the words of one conversation's reply.
 * 1. What is typed is kept after a pause, and at once when the field, the conversation or the window is left.
 * 2. One save at a time, in order; what is typed meanwhile is kept next.
 * 3. A save that failed is said and tried again at the next pause; nothing is thrown away.
 */
export type KeptState = 'same' | 'waiting' | 'saving' | 'saved' | 'failed'

export interface DraftKeeper {
  /** The form was changed by the user. */
  changed(form: ReplyForm): void
  /** Keeps now what is not kept yet; resolves when it is, or when saving failed. */
  flush(): Promise<void>
  /** The form was sent or replaced from outside: nothing of it is left to keep. */
  settle(form: ReplyForm): void
  state(): KeptState
}

export interface DraftKeeperParts {
  start: ReplyForm
  pauseMs: number
  save: (form: ReplyForm) => Promise<void>
  onState: (state: KeptState) => void
  /** Calls back once; returns how to call it off. */
  after: (ms: number, run: () => void) => () => void
}

export function createDraftKeeper({ start, pauseMs, save, onState, after }: DraftKeeperParts): DraftKeeper {
  let kept = start
  let current = start
  let state: KeptState = 'same'
  let callOff: (() => void) | undefined
  let running: Promise<void> | undefined

  const become = (next: KeptState) => {
    if (next === state) return
    state = next
    onState(next)
  }
  const keep = async (form: ReplyForm): Promise<void> => {
    become('saving')
    try {
      await save(form)
      kept = form
      become(isSameForm(form, current) ? 'saved' : 'waiting')
    } catch {
      // Said on the screen; the words stay in the box and are kept at the next pause.
      become('failed')
    }
  }
  const flush = async (): Promise<void> => {
    callOff?.()
    callOff = undefined
    if (running !== undefined) await running
    if (isSameForm(current, kept)) return
    running = keep(current).finally(() => {
      running = undefined
    })
    await running
  }
  return {
    changed(form) {
      current = form
      callOff?.()
      callOff = undefined
      if (isSameForm(form, kept)) {
        if (running === undefined) become(state === 'same' ? 'same' : 'saved')
        return
      }
      become('waiting')
      callOff = after(pauseMs, () => void flush())
    },
    flush,
    settle(form) {
      callOff?.()
      callOff = undefined
      kept = form
      current = form
      become('same')
    },
    state: () => state,
  }
}

/** What the box says about its draft; empty while there is nothing to say. */
export function keptWords(state: KeptState): string {
  switch (state) {
    case 'same':
      return ''
    case 'waiting':
    case 'saving':
      return 'keeping draft…'
    case 'saved':
      return 'draft saved'
    case 'failed':
      return 'draft not saved yet'
  }
}
