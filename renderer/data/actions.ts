import type { Settings, TriageAct, calls, Input } from '#shared/contract'
import type { Item } from '#shared/domain/item'
import type { ItemAct } from '#shared/domain/network'
import { asFailure } from '#shared/failure'
import { failureSentence } from '../ui/failure-words.ts'
import { showToast, type Toast } from '../ui/toasts.tsx'
import { conversationHandled } from '../state.ts'
import { actedWords } from './act-words.ts'
import { core, host } from './client.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'
import { doneWords } from './triage-words.ts'

/**
 * Everything that changes something. Each tells what happened in a toast where that is not visible by
 * itself, offers undo where there is one, and turns a failure into words; the promise says if it worked.
 */

/** Runs an act; a failure is told in a toast. Resolves to undefined when it failed. */
export async function attempt<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code === 'bug') console.error(what, failure.cause ?? failure)
    showToast({ tone: 'bad', words: `${what}: ${failureSentence(failure.toShape())}` })
    return undefined
  }
}

/** Triage on one or many conversations. `who` names one of them for the toast. */
export async function triage(ids: readonly number[], act: TriageAct, who?: string): Promise<boolean> {
  if (ids.length === 0) return false
  const answer = await attempt('Not changed', () => core.call('conversations.triage', { ids: [...ids], act }))
  if (answer === undefined) return false
  const words = doneWords(act, ids.length, answer.changed.length, who)
  showToast(answer.changed.length === 0 ? { words } : withUndo(words, answer.operation))
  return true
}

const undoneListeners = new Set<(conversationIds: readonly number[]) => void>()

/** Told which conversations an undo brought back. */
export function onUndone(listener: (conversationIds: readonly number[]) => void): () => void {
  undoneListeners.add(listener)
  return () => undoneListeners.delete(listener)
}

/** Takes back the newest operation (or the named one) and says what it was. */
export async function undo(operation?: string): Promise<void> {
  const answer = await attempt('Not undone', () =>
    core.call('operations.undo', operation === undefined ? {} : { operation }),
  )
  if (answer === undefined) return
  showToast({ words: answer.words, id: 'triage' })
  for (const listener of undoneListeners) listener(answer.changed)
}

function withUndo(words: string, operation: string): Toast {
  return { id: 'triage', words, action: { label: 'Undo', key: 'z', run: () => void undo(operation) } }
}

/** Told quietly: the reply box shows whether its draft is saved. Throws a Failure. */
export const saveDraft = (draft: Input<typeof calls, 'drafts.save'>) => core.call('drafts.save', draft)

/**
 * Puts a reply into the outbox; with `thenDone` the list moves on to the next conversation. Throws a Failure,
 * because the reply box keeps the words and shows why.
 */
export async function sendReply(reply: Input<typeof calls, 'replies.send'>) {
  const sent = await core.call('replies.send', reply)
  if (reply.thenDone) conversationHandled(reply.conversationId)
  return sent
}

/** Takes a message back while it is held: its text is a draft again, of the conversation or as a post. Undefined where it failed. */
export async function cancelSending(
  id: string,
): Promise<{ conversationId?: number | undefined } | undefined> {
  return attempt('Not taken back', () => core.call('outbox.cancel', { id }))
}

export const retrySending = (id: string) =>
  attempt('Not sent again', () => core.call('outbox.retry', { id })).then((answer) => answer !== undefined)

export const discardOutgoing = (id: string) =>
  attempt('Not removed', () => core.call('outbox.discard', { id })).then((answer) => answer !== undefined)

export async function addNote(id: number, text: string): Promise<boolean> {
  const answer = await attempt('Note not kept', () => core.call('conversations.note', { id, text }))
  if (answer !== undefined) showToast(withUndo('Note kept', answer.operation))
  return answer !== undefined
}

export async function setTag(ids: readonly number[], tag: string, on: boolean): Promise<boolean> {
  const answer = await attempt('Label not changed', () =>
    core.call('conversations.tag', { ids: [...ids], tag, on }),
  )
  if (answer !== undefined)
    showToast(withUndo(on ? `Labelled “${tag}”` : `Label “${tag}” removed`, answer.operation))
  return answer !== undefined
}

/** Does something to an item at its network; a conversation that is finished by it is left. */
export async function actOn(
  item: Pick<Item, 'id' | 'conversationId'>,
  act: ItemAct,
  who: string,
): Promise<void> {
  const answer = await attempt('Not done', () => core.call('items.act', { id: item.id, act }))
  if (answer === undefined) return
  const words = actedWords(act, who)
  showToast(answer.undoable ? withUndo(words, answer.operation) : { words })
  if (answer.finished) conversationHandled(item.conversationId)
}

/** Marks as read; quiet, because nothing visible depends on it but the weight of a row. */
export async function markRead(id: number): Promise<void> {
  await core.call('conversations.read', { id }).catch((error: unknown) => {
    const failure = asFailure(error)
    // While core restarts the mark is lost and made again by the next look; anything else is a bug.
    if (failure.code !== 'offline') console.error('conversations.read', failure)
  })
}

export async function fetchThread(id: number): Promise<number | undefined> {
  const answer = await attempt('Thread not fetched', () => core.call('conversations.fetchThread', { id }))
  if (answer === undefined) return undefined
  const posts = answer.added === 1 ? '1 post' : `${answer.added} posts`
  showToast({ words: answer.added === 0 ? 'Nothing more to fetch' : `${posts} fetched` })
  return answer.added
}

/** Asks the networks now; all streams when no ids are named. */
export async function refreshStreams(ids?: readonly number[]): Promise<boolean> {
  const answer = await attempt('Not asked', () =>
    core.call('streams.refresh', ids === undefined || ids.length === 0 ? {} : { ids: [...ids] }),
  )
  if (answer !== undefined) showToast({ words: 'Asking now' })
  return answer !== undefined
}

export async function changeSettings(change: Partial<Settings>): Promise<boolean> {
  const settings = await attempt('Setting not kept', () => core.call('settings.set', change))
  if (settings === undefined) return false
  if (change.theme !== undefined)
    await attempt('Theme', () => host.call('host.setTheme', { theme: settings.theme }))
  await queryClient.invalidateQueries({ queryKey: keys.app() })
  return true
}

/** Opens a link in the user's browser; main looks at the scheme. */
export const openExternal = (url: string) =>
  attempt('Not opened', () => host.call('host.openExternal', { url }))
export const restartCore = () => attempt('Not restarted', () => host.call('host.restartCore', {}))
