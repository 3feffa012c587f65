import type { calls, Input } from '#shared/contract'
import { asFailure } from '#shared/failure'
import { openConversation } from '../state.ts'
import { showToast } from '../ui/toasts.tsx'
import { attempt, openExternal } from './actions.ts'
import { core, host } from './client.ts'

/** Answers that a person posts in the browser. */

/**
 * Keeps the words, copies them and opens the network's own page. Throws a Failure, because the reply box keeps the
 * words and shows why.
 */
export async function handOffReply(reply: Input<typeof calls, 'replies.handOff'>): Promise<void> {
  const { url, id } = await core.call('replies.handOff', reply)
  await copyAndOpen(reply.text, url)
  if (id !== undefined) showToast({ words: 'Copied. Paste it in the browser if it is not there already.' })
}

/** The same for a message that the network refused, or once more for one that was handed over. */
export async function handOffOutgoing(id: string): Promise<void> {
  const handed = await attempt('Not opened', () => core.call('outbox.handOff', { id }))
  if (handed !== undefined) await copyAndOpen(handed.text, handed.url)
}

async function copyAndOpen(text: string, url: string): Promise<void> {
  // A clipboard that another program holds must not keep the page from opening: the words are in the outbox.
  if (text.trim() !== '')
    await host
      .call('host.copyText', { text })
      .catch((error: unknown) => showToast({ tone: 'bad', words: `Not copied: ${asFailure(error).message}` }))
  await openExternal(url)
}

/** Whether words that were handed over were posted. A no brings them back into the reply box. */
export async function confirmPosted(id: string, posted: boolean): Promise<void> {
  const answer = await attempt('Not noted', () => core.call('outbox.confirm', { id, posted }))
  if (answer === undefined) return
  if (posted) showToast({ words: 'Noted as answered' })
  else if (answer.conversationId !== undefined) openConversation(answer.conversationId)
}
