import { z } from 'zod'

/** What was heard while the user was away, offered at the return. */
export const catchUpOffer = z.object({
  /** When the absence began: the offer's name. */
  leftMs: z.number(),
  /** Conversations in which something was heard since, counted up to 999. */
  heard: z.number().int(),
})
export type CatchUpOffer = z.infer<typeof catchUpOffer>

/** One way through what was heard since the user left: oldest first, fixed when it was opened, with an end. */
export const pass = z.object({
  id: z.number().int(),
  sinceMs: z.number(),
  openedMs: z.number(),
  /** Streams set to silent are part of it. */
  withSilent: z.boolean(),
  /** Conversations in it. */
  total: z.number().int(),
})
export type Pass = z.infer<typeof pass>

/** What is said at the end of a pass. `heard` is the sum of `answered`, `settled` and `left`. */
export const passNote = z.object({
  heard: z.number().int(),
  /** We spoke in it since the pass was opened. */
  answered: z.number().int(),
  /** Done, put off, or waiting for them, without a word of ours. */
  settled: z.number().int(),
  /** Still open. */
  left: z.number().int(),
  /** Left out, because only silent streams heard them. */
  silent: z.number().int(),
  /** When the next answer is due by the user's promise; in the past where somebody waits longer already. */
  nextDueMs: z.number().optional(),
})
export type PassNote = z.infer<typeof passNote>
