import { z } from 'zod'
import { asked } from './rule.ts'
import { handle, itemId } from './item.ts'
import { streamKind } from './network.ts'

/** One stream that heard an item: by which rule, when, by which call, and what of it matched. */
export const whyHeard = z.object({
  streamId: z.number().int(),
  streamName: z.string(),
  kind: streamKind,
  network: z.string(),
  accountHandle: z.string().optional(),
  ruleId: z.number().int().optional(),
  /** The rule's query, or the hashtag. */
  rule: z.string(),
  matched: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
  fetchedMs: z.number(),
  /** poll, live, backfill, thread, match (matched here in what another stream brought), history, recheck, sent. */
  via: z.string(),
  /** What the network was asked, where it was. */
  asked: asked.optional(),
  /** By which call of the network; absent where the network was not asked for this stream. */
  call: z
    .object({
      /** What the network calls this kind of stream: `Mentions and replies`. */
      label: z.string(),
      /** As the network's documents name it: `timelines/tag/:tag`. */
      calls: z.array(z.string()).optional(),
      /** What of: the hashtag, address or person, as it was typed; absent where the kind says it all. */
      of: z.string().optional(),
      /** It is asked at least that often. */
      everyMs: z.number().int(),
    })
    .optional(),
})
export type WhyHeard = z.infer<typeof whyHeard>

export const why = z.object({
  itemId,
  conversationId: z.number().int(),
  text: z.string(),
  author: handle,
  heard: z.array(whyHeard),
  /** The archive that it came from. */
  archive: z.object({ name: z.string(), atMs: z.number() }).optional(),
  /** Hosts of the links in it, without www. */
  domains: z.array(z.string()),
  /** Words of it that made a rule match, as they stand in the text. */
  words: z.array(z.string()),
  /** The mute that keeps it out of the lanes. */
  mutedBy: z.object({ id: z.number().int(), query: z.string() }).optional(),
})
export type Why = z.infer<typeof why>
