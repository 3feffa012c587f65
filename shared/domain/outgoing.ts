import { z } from 'zod'
import { failureShape } from '../failure.ts'

export const purpose = z.enum([
  'answer',
  'help',
  'thank',
  'learn',
  'introduce',
  'correct',
  'invite',
  'promote',
])
export type Purpose = z.infer<typeof purpose>

/**
 * States of an outgoing message and the legal steps between them:
 *
 *     draft -> held -> queued -> sending -> sent
 *      |          \        \          \-> queued (passing failure, tried again)
 *      |           \-> draft (undo send)  \-> failed -> queued (retry) | draft (edit) | handed
 *      \-> handed -> sent (posted by hand) | draft (not posted)
 *
 * `held` is the undo window: nothing has left the machine. `sending` is written before the network
 * call, so that a crash finds it again and repeats the very same request under the same key.
 * `handed` was copied and opened in the user's browser, because the network takes it from no program: whether it was
 * posted there, only the user knows, or the network when it is heard.
 */
export const outgoingState = z.enum(['draft', 'held', 'queued', 'sending', 'sent', 'failed', 'handed'])
export type OutgoingState = z.infer<typeof outgoingState>

const steps: Record<OutgoingState, readonly OutgoingState[]> = {
  draft: ['held', 'queued', 'handed'],
  held: ['draft', 'queued'],
  queued: ['sending', 'draft', 'failed'],
  sending: ['sent', 'queued', 'failed'],
  failed: ['queued', 'draft', 'handed'],
  handed: ['sent', 'draft'],
  sent: [],
}

/** True if an outgoing message may go from one state to the other. */
export function mayStep(from: OutgoingState, to: OutgoingState): boolean {
  return steps[from].includes(to)
}

export const draft = z.object({
  id: z.string(),
  conversationId: z.number().int(),
  accountId: z.number().int().optional(),
  text: z.string(),
  warning: z.string().optional(),
  visibility: z.string().optional(),
  purpose: purpose.optional(),
  updatedMs: z.number(),
})
export type Draft = z.infer<typeof draft>

/** A post that is being written: it answers nothing. */
export const postDraft = z.object({
  accountId: z.number().int().optional(),
  text: z.string(),
  warning: z.string().optional(),
  /** Who may read it, by the network's word; absent: as the account has it there. */
  visibility: z.string().optional(),
  purpose: purpose.optional(),
})
export type PostDraft = z.infer<typeof postDraft>

/** One row of the outbox screen. */
export const outgoing = z.object({
  id: z.string(),
  state: outgoingState,
  accountId: z.number().int().optional(),
  accountHandle: z.string().optional(),
  network: z.string(),
  /** Absent for a post that has not been said yet. */
  conversationId: z.number().int().optional(),
  /** It answers nothing. */
  isPost: z.boolean(),
  /** Who is answered; empty for a post, and where nobody knows any more. */
  to: z.string(),
  text: z.string(),
  warning: z.string().optional(),
  visibility: z.string().optional(),
  purpose: purpose.optional(),
  /** held: until when it can be taken back; queued: not before. */
  dueMs: z.number().optional(),
  tries: z.number().int(),
  failure: failureShape.optional(),
  sentUrl: z.string().optional(),
  updatedMs: z.number(),
})
export type Outgoing = z.infer<typeof outgoing>
