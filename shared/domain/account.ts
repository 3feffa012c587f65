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

/** Where credentials rest. `keyring`: sealed by the system. `file`: by a key file that only file permissions protect. */
export const vaultState = z.object({
  kind: z.enum(['keyring', 'file', 'none']),
  /** One or two plain sentences for the settings screen. */
  words: z.string(),
})
export type VaultState = z.infer<typeof vaultState>
