import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyringState, OpenedKey } from '#shared/core-process'
import { emptyVault, vaultFile, vaultFileName, type VaultFile } from '#shared/vault-file'

/** The system's keyring, as far as it is used. */
export interface Keyring {
  /** True only where what is encrypted is really kept by the system and not by a key that everybody knows. */
  available(): Promise<boolean>
  encrypt(plain: string): Promise<Uint8Array>
  /** Rejects when this keyring did not encrypt it, or is locked. */
  decrypt(sealed: Uint8Array): Promise<string>
}

export interface OpenedKeys {
  keyring: KeyringState
  keys: OpenedKey[]
}

/**
 * Opens the data keys that the keyring holds, and makes the first one where there is a keyring. A file that cannot
 * be read is left alone: core says so when it opens the vault. The keys are for core's private channel only.
 */
export async function openKeys(dataFolder: string, keyring: Keyring): Promise<OpenedKeys> {
  const path = join(dataFolder, vaultFileName)
  const file = readVault(path)
  if (file === undefined) return { keyring: 'none', keys: [] }
  const held = file.keys.filter((key) => key.kind === 'keyring')
  if (!(await keyring.available())) return { keyring: held.length > 0 ? 'shut' : 'none', keys: [] }
  const keys: OpenedKey[] = []
  for (const { id, key } of held) {
    try {
      keys.push({ id, key: await keyring.decrypt(Buffer.from(key, 'base64')) })
    } catch {
      // Locked, or of another machine: this key stays shut and the vault says so where it is needed.
    }
  }
  if (keys.length > 0) return { keyring: 'open', keys }
  if (held.length > 0) return { keyring: 'shut', keys }
  return { keyring: 'open', keys: [await makeKey(path, file, keyring)] }
}

async function makeKey(path: string, file: VaultFile, keyring: Keyring): Promise<OpenedKey> {
  const id = randomBytes(8).toString('hex')
  const key = randomBytes(32).toString('base64')
  const sealed = Buffer.from(await keyring.encrypt(key)).toString('base64')
  const next: VaultFile = { ...file, keys: [...file.keys, { id, kind: 'keyring', key: sealed }] }
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return { id, key }
}

function readVault(path: string): VaultFile | undefined {
  if (!existsSync(path)) return emptyVault
  try {
    return vaultFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}
