import { z } from 'zod'
import { purpose } from './outgoing.ts'
import { notifyLevel } from './stream.ts'

/**
 * Where a rule listens: a network as nobody, or with one of our accounts. `config` is what the network asks for beside
 * the query (a blog's address); without it, what is there already for this network and account is meant.
 */
export const ruleSource = z.object({
  network: z.string(),
  accountId: z.number().int().positive().optional(),
  config: z.record(z.string(), z.string()).optional(),
})
export type RuleSource = z.infer<typeof ruleSource>

/** A query that listens, on one network or several; each of its sources is a keyword stream. */
export const rule = z.object({
  id: z.number().int(),
  name: z.string(),
  /** In the query language. */
  query: z.string(),
  purpose: purpose.optional(),
  /** Added to the priority of what it hears. */
  weight: z.number().int(),
  notify: notifyLevel,
  hidesNoise: z.boolean(),
  paused: z.boolean(),
  createdMs: z.number(),
  sources: z.array(ruleSource.extend({ streamId: z.number().int() })),
  /** Conversations it heard that are open. */
  open: z.number().int(),
  itemCount: z.number().int(),
  /** What it has learnt from marks: how many, and how often hiding would have been right (0 to 1). */
  noise: z
    .object({
      relevant: z.number().int(),
      irrelevant: z.number().int(),
      precision: z.number(),
      recall: z.number(),
      mayHide: z.boolean(),
    })
    .optional(),
})
export type Rule = z.infer<typeof rule>

export const ruleDraft = z.object({
  /** Absent: named after its query. */
  name: z.string().trim().max(200).optional(),
  query: z.string().trim().min(1).max(4000),
  sources: z.array(ruleSource).min(1).max(50),
  purpose: purpose.optional(),
  weight: z.number().int().min(-100).max(100).default(0),
  notify: notifyLevel.default('badge'),
  hidesNoise: z.boolean().default(false),
})
export type RuleDraft = z.infer<typeof ruleDraft>

/** What one network is asked for a rule, and what is filtered here. */
export const asked = z.object({
  network: z.string(),
  accountId: z.number().int().optional(),
  /** polled: asked in these words. here: matched in what its other streams bring. */
  how: z.enum(['polled', 'here']),
  asked: z.array(z.string()),
  /** Parts of the query that the network does not know. */
  here: z.array(z.string()),
})
export type Asked = z.infer<typeof asked>

/** Something heard and kept that stands in no lane. */
export const mute = z.object({
  id: z.number().int(),
  query: z.string(),
  createdMs: z.number(),
  /** Conversations that are quiet because of it. */
  conversations: z.number().int(),
})
export type Mute = z.infer<typeof mute>
