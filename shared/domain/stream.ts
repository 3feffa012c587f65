import { z } from 'zod'
import { failureShape } from '../failure.ts'
import { gap } from './coverage.ts'
import { streamKind } from './network.ts'

/**
 * A stream's health, stored with the stream and shown louder than any item:
 * - ok       the last request succeeded and the next is not overdue
 * - new      never asked yet
 * - late     no success for longer than three intervals (at least 10 minutes), retrying by itself
 * - limited  the network asked us to wait until `untilMs`
 * - signed-out  credentials are missing or refused; the user must sign in again
 * - broken   will not heal by itself: `failure` says why
 * - paused   the user paused it
 */
export const health = z.enum(['ok', 'new', 'late', 'limited', 'signed-out', 'broken', 'paused'])
export type Health = z.infer<typeof health>

/** Per-kind settings of a stream, as typed into the manifest's form: `{ tag: 'bread' }`, `{ query: '…' }`, `{ url: '…' }`. */
export const streamConfig = z.record(z.string(), z.string())
export type StreamConfig = z.infer<typeof streamConfig>

/**
 * How loud something is that was heard:
 * - silent  in the lists only
 * - digest  in the catch-up too
 * - badge   counted on the program's badge while it needs an answer
 * - banner  told at once, on the badge and in the catch-up
 */
export const notifyLevel = z.enum(['silent', 'badge', 'banner', 'digest'])
export type NotifyLevel = z.infer<typeof notifyLevel>

export const stream = z.object({
  id: z.number().int(),
  accountId: z.number().int().optional(),
  /** The rule whose source it is: keyword streams. */
  ruleId: z.number().int().optional(),
  network: z.string(),
  kind: streamKind,
  name: z.string(),
  config: streamConfig,
  intervalMs: z.number().int(),
  paused: z.boolean(),
  /** Counts for what a stream of its own hears; one that a rule asked for is as loud as its rule. */
  notify: notifyLevel,
  health,
  /** Reason in words and code when health is neither ok nor new. */
  failure: failureShape.optional(),
  /** limited: until when. */
  untilMs: z.number().optional(),
  /** Everything up to here has been heard, except for holes that stay: see `gap` and the call `streams.coverage`. */
  heardToMs: z.number().optional(),
  /** The hole that matters most: one that is being filled, else one that stays and was noticed within a day. */
  gap: gap.optional(),
  /** Usually busy, and nothing came since, which is hardly chance. */
  silentSinceMs: z.number().optional(),
  /** Items an hour, as heard lately. */
  pace: z.number().optional(),
  lastOkMs: z.number().optional(),
  nextPullMs: z.number().optional(),
  /** A live connection is up. */
  live: z.boolean(),
  open: z.number().int(),
  itemCount: z.number().int(),
})
export type Stream = z.infer<typeof stream>
