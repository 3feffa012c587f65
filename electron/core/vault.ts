import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyringState, OpenedKey } from '#shared/core-process'
import type { VaultState } from '#shared/domain/account'
import { Failure } from '#shared/failure'
import { emptyVault, vaultFile, vaultFileName, type VaultFile, type VaultKey } from '#shared/vault-file'
import type { Vault } from './deps.ts'

/**
 * Seals credentials with AES-256-GCM under a data key. The data key rests in `vault.json`, itself encrypted by the
 * system's keyring (main opens it and hands it over), or in clear behind file permissions after the user agreed.
 *
 * A sealed credential is: version (1 byte), key id (8), nonce (12), tag (16), cipher text; the first two are authenticated too.
 */
export interface VaultOptions {
  dataFolder: string
  keyring: KeyringState
  /** Keys that the keyring opened. */
  opened: readonly OpenedKey[]
  /** Told of every text that was sealed or unsealed, so that the log can hide it. */
  onPlain?: (plain: string) => void
}

const version = 1
const headBytes = 9
const nonceBytes = 12
const tagBytes = 16

/** Opens the vault of a data folder. Throws bad-input when `vault.json` cannot be read. */
export function openVault(options: VaultOptions): Vault {
  const path = join(options.dataFolder, vaultFileName)
  let file = readVaultFile(path)
  let agreed = false
  const keys = new Map<string, Buffer>()
  for (const { id, key } of options.opened) keys.set(id, Buffer.from(key, 'base64'))
  for (const key of file.keys) if (key.kind === 'file') keys.set(key.id, Buffer.from(key.key, 'base64'))

  const usable = (kind: VaultKey['kind']): VaultKey | undefined =>
    file.keys.findLast((key) => key.kind === kind && keys.has(key.id))

  const makeFileKey = (): VaultKey => {
    if (!agreed) throw new Failure('needs-consent', questionWords(options.keyring))
    const key: VaultKey = {
      id: randomBytes(8).toString('hex'),
      kind: 'file',
      key: randomBytes(32).toString('base64'),
    }
    file = { ...file, keys: [...file.keys, key] }
    writeVaultFile(path, file)
    keys.set(key.id, Buffer.from(key.key, 'base64'))
    return key
  }

  return {
    state: () => vaultState({ keyring: options.keyring, sealsWith: sealing(usable, agreed), agreed }),
    async seal(plain) {
      options.onPlain?.(plain)
      const key = usable('keyring') ?? usable('file') ?? makeFileKey()
      return sealWith(key.id, keyBytes(keys, key.id), plain)
    },
    async unseal(sealed) {
      const id = keyIdOf(sealed)
      const key = keys.get(id)
      if (key === undefined) throw new Failure('signed-out', shutWords(file, id, options.keyring))
      const plain = unsealWith(key, sealed)
      options.onPlain?.(plain)
      return plain
    },
    consent() {
      agreed = true
    },
  }
}

/** Which kind of key the next credential is sealed with; undefined where the user must agree first. */
function sealing(
  usable: (kind: VaultKey['kind']) => VaultKey | undefined,
  agreed: boolean,
): VaultKey['kind'] | undefined {
  if (usable('keyring') !== undefined) return 'keyring'
  return usable('file') !== undefined || agreed ? 'file' : undefined
}

function keyBytes(keys: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const key = keys.get(id)
  if (key === undefined) throw new Failure('bug', 'the vault lost a key that it had')
  return key
}

/** Pure, but for the nonce. */
export function sealWith(id: string, key: Uint8Array, plain: string): Uint8Array {
  const head = Buffer.concat([Buffer.from([version]), Buffer.from(id, 'hex')])
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(head)
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([head, nonce, cipher.getAuthTag(), text])
}

/** Throws signed-out when the bytes are not what was sealed. Pure. */
export function unsealWith(key: Uint8Array, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const nonce = bytes.subarray(headBytes, headBytes + nonceBytes)
  const tag = bytes.subarray(headBytes + nonceBytes, headBytes + nonceBytes + tagBytes)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(bytes.subarray(0, headBytes))
    decipher.setAuthTag(tag)
    const text = bytes.subarray(headBytes + nonceBytes + tagBytes)
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new Failure('signed-out', 'The stored sign-in is damaged and cannot be opened. Sign in again.', {
      cause: error,
    })
  }
}

function keyIdOf(sealed: Uint8Array): string {
  if (sealed.length < headBytes + nonceBytes + tagBytes || sealed[0] !== version) {
    throw new Failure('signed-out', 'The stored sign-in cannot be read by this Earshot. Sign in again.')
  }
  return Buffer.from(sealed.subarray(1, headBytes)).toString('hex')
}

function readVaultFile(path: string): VaultFile {
  if (!existsSync(path)) return emptyVault
  try {
    return vaultFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new Failure(
      'bad-input',
      `${path} cannot be read, so no sign-in can be opened. Restore it from a backup, or move it away and sign in again.`,
      { cause: error },
    )
  }
}

function writeVaultFile(path: string, file: VaultFile): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  // Whole or not at all: half a key file would cost every sign-in.
  writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

const keyFileWords =
  'Sign-ins are kept encrypted, but their key lies in a file in your data folder that only your user may read. Whoever can read your files, such as a backup of your disk, can open them.'

/** Plain words for the settings screen. Pure. */
export function vaultState(input: {
  keyring: KeyringState
  sealsWith: VaultKey['kind'] | undefined
  agreed: boolean
}): VaultState {
  if (input.sealsWith === 'keyring')
    return {
      kind: 'keyring',
      words: "Sign-ins are kept encrypted; their key is kept by your system's keyring.",
    }
  if (input.sealsWith === 'file') return { kind: 'file', words: keyFileWords }
  return { kind: 'none', words: questionWords(input.keyring) }
}

function questionWords(keyring: KeyringState): string {
  const why =
    keyring === 'shut'
      ? "Your system's keyring did not open the key of your sign-ins."
      : 'Your system has no keyring that could keep the key of your sign-ins.'
  return `${why} Earshot can keep the key in a file in your data folder instead: whoever can read your files could then open your sign-ins. Nothing is stored before you agree.`
}

function shutWords(file: VaultFile, id: string, keyring: KeyringState): string {
  const key = file.keys.find((candidate) => candidate.id === id)
  if (key === undefined) return 'The key of this sign-in is missing from the data folder. Sign in again.'
  return keyring === 'none'
    ? "This sign-in is kept by your system's keyring, which cannot be reached from here. Open the Earshot window, or sign in again here."
    : "Your system's keyring did not open this sign-in. Unlock the keyring and start Earshot again, or sign in again."
}
