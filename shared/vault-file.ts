import { z } from 'zod'

/**
 * `<data>/vault.json`: the data keys that seal credentials, newest last. Each sealed credential names its key, so a key
 * that cannot be opened today (a locked keyring, another machine) costs nothing for good.
 */
export const vaultKey = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** `keyring`: `key` is the data key encrypted by the system's keyring. `file`: it is the data key itself. */
  kind: z.enum(['keyring', 'file']),
  /** base64 */
  key: z.string(),
})
export type VaultKey = z.infer<typeof vaultKey>

export const vaultFile = z.object({ version: z.literal(1), keys: z.array(vaultKey) })
export type VaultFile = z.infer<typeof vaultFile>

export const emptyVault: VaultFile = { version: 1, keys: [] }
export const vaultFileName = 'vault.json'
