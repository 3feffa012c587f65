import type { PostDraft } from '#shared/domain/outgoing'
import type { PostSpeaker, PostStart } from '../../data/post-actions.ts'
import type { ReplyForm } from './reply-words.ts'

/**
 * The dialog as it opens: the kept words. Who speaks is chosen by the user, unless only one can: what is said in a
 * wrong name cannot be unsaid.
 */
export function startOfPost({ speakers, draft }: PostStart): ReplyForm {
  const known = speakers.some(({ accountId }) => accountId === draft?.accountId)
    ? draft?.accountId
    : undefined
  return {
    text: draft?.text ?? '',
    warning: draft?.warning ?? '',
    visibility: draft?.visibility,
    accountId: known ?? (speakers.length === 1 ? speakers[0]?.accountId : undefined),
    purpose: draft?.purpose,
  }
}

/** As core keeps it. A blank text keeps nothing, and a blank warning is none. */
export function wordsOfPost({ accountId, text, warning, visibility, purpose }: ReplyForm): PostDraft {
  return {
    text,
    ...(accountId === undefined ? {} : { accountId }),
    ...(warning.trim() === '' ? {} : { warning }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(purpose === undefined ? {} : { purpose }),
  }
}

/** The words as this account can say them: without a warning, or a visibility, that its network does not have. */
export function asSaidBy(
  form: ReplyForm,
  speaker: Pick<PostSpeaker, 'contentWarning' | 'visibilities'> | undefined,
): ReplyForm {
  if (speaker === undefined) return form
  const { visibility } = form
  const isThere = visibility !== undefined && speaker.visibilities.includes(visibility)
  return {
    ...form,
    warning: speaker.contentWarning ? form.warning : '',
    visibility: isThere ? visibility : undefined,
  }
}

/** `4 conversations wait for an answer`: said where one is about to speak unasked; undefined when none waits. */
export function waitingWords(count: number): string | undefined {
  if (count === 0) return undefined
  return count === 1 ? 'One conversation waits for an answer.' : `${count} conversations wait for an answer.`
}
