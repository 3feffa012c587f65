import type { Moderation } from '#shared/domain/item'
import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page } from '../types.ts'
import { clientOf, factsOf } from './client.ts'
import { commentItem, commentOfRaw, refSpace } from './parse.ts'
import type { ModerationStatus } from './wire.ts'

/** What the keeper of a channel decides about comments (comments.setModerationStatus). Fifty units each. */

const decisions: Partial<Record<ItemAct, { status: ModerationStatus; moderation: Moderation }>> = {
  approve: { status: 'published', moderation: 'approved' },
  hold: { status: 'heldForReview', moderation: 'held' },
  trash: { status: 'rejected', moderation: 'trash' },
}

/** YouTube tells how a comment stands to the keeper of its channel alone, so what is told can be decided about. */
export function acts(
  account: NetworkAccount,
  item: { moderation?: Moderation | undefined },
): readonly ItemAct[] {
  return factsOf(account)?.writes === true && item.moderation !== undefined
    ? ['approve', 'hold', 'trash']
    : []
}

/** Decides. YouTube answers with nothing, so the item comes back as it was kept, standing as it was asked to. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  wanted: ItemAct,
  item: { remoteId: string; raw: Json },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const decision = decisions[wanted]
  if (decision === undefined)
    throw new Failure(
      'not-supported',
      'YouTube lets programs publish, hold or reject comments, nothing else.',
    )
  const client = clientOf(ctx, account)
  await client.post('comments/setModerationStatus', {
    id: item.remoteId,
    moderationStatus: decision.status,
  })
  const kept = commentOfRaw(item.raw)
  if (kept === undefined) return { items: [], refSpace }
  const { moderationStatus: _, ...snippet } = kept.comment.snippet
  const comment = { ...kept.comment, snippet: { ...snippet, moderationStatus: decision.status } }
  return { items: [commentItem(comment, kept.place, client.viewer)], refSpace }
}
