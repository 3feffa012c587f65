import type { ConversationDetail } from '#shared/domain/conversation'
import type { Draft } from '#shared/domain/outgoing'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/**
 * Puts a draft that is on its way to core into the conversation as it is known here, so that leaving a
 * conversation and coming straight back shows the words just typed and not the ones before them.
 */
export function rememberDraft(
  conversationId: number,
  draft: Omit<Draft, 'id' | 'conversationId'> | undefined,
): void {
  queryClient.setQueryData<ConversationDetail>(keys.conversation(conversationId), (known) =>
    known === undefined
      ? undefined
      : {
          ...known,
          draft:
            draft === undefined ? undefined : { id: known.draft?.id ?? 'here', conversationId, ...draft },
        },
  )
}
