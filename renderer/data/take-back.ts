import { openPost } from '../dialogs.ts'
import { runCommand } from '../keys/commands.ts'
import { openConversation } from '../state.ts'
import { cancelSending } from './actions.ts'

/** Takes a message back while it has not left. Its words go back to where they were written. */
export async function takeBack(id: string): Promise<void> {
  const answer = await cancelSending(id)
  if (answer === undefined) return
  if (answer.conversationId === undefined) return openPost()
  openConversation(answer.conversationId)
  // The box is there once the conversation is drawn; without it the words still wait in the draft.
  requestAnimationFrame(() => requestAnimationFrame(() => runCommand('reply.start')))
}
