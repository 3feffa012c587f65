import { z } from 'zod'
import { textRule } from './text.ts'

export const account = z.object({
  id: z.number().int(),
  network: z.string(),
  /** Base address of the service, for example `https://town.example`. */
  host: z.string(),
  handle: z.string(),
  name: z.string(),
  state: z.enum(['ok', 'signed-out']),
  textRule: textRule.optional(),
  createdMs: z.number(),
})
export type Account = z.infer<typeof account>

/** What a host last said of how often an account may still ask it. */
export const accountLimit = z.object({
  host: z.string(),
  /** The kind of request that it counts apart (`search`), or empty for all of them. */
  kind: z.string(),
  remaining: z.number().int().optional(),
  /** How many a window holds. */
  quota: z.number().int().optional(),
  /** When a window begins anew. */
  resetMs: z.number().optional(),
  /** Nothing is asked before. */
  blockedUntilMs: z.number().optional(),
})
export type AccountLimit = z.infer<typeof accountLimit>

/** How an account is: what it may still ask, and what it cost this month. How its streams are stands with them. */
export const accountHealth = z.object({
  accountId: z.number().int(),
  /** Limits that hold now, those that are nearest first. */
  limits: z.array(accountLimit),
  /** Paid calls of this month in millionths of a US dollar, with what is not confirmed; absent where nothing is paid. */
  spentMicroUsd: z.number().int().optional(),
})
export type AccountHealth = z.infer<typeof accountHealth>

/** Where credentials rest. `keyring`: sealed by the system. `file`: by a key file that only file permissions protect. */
export const vaultState = z.object({
  kind: z.enum(['keyring', 'file', 'none']),
  /** One or two plain sentences for the settings screen. */
  words: z.string(),
})
export type VaultState = z.infer<typeof vaultState>
