import type { ConversationDetail } from '#shared/domain/conversation'

/** What the network lets us do with the post to answer where that is less than all: a few words, and the reason. */
export interface Capability {
  words: string
  reason: string
}

/** Undefined where it can be answered here, which the reply box below it shows. Pure. */
export function capabilityOf({
  replyWay,
  cannotReply,
}: Pick<ConversationDetail, 'replyWay' | 'cannotReply'>): Capability | undefined {
  const { way, reason = '' } = replyWay
  if (way === 'none') return { words: 'read only', reason }
  if (cannotReply !== undefined) return { words: 'no answer now', reason: cannotReply }
  return way === 'browser' ? { words: 'answer in the browser', reason } : undefined
}
