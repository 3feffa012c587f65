import { safeStorage } from 'electron'
import type { Keyring } from './keyring.ts'

/** Electron 45 has asynchronous calls and will drop the others; Electron 33, the fallback, has only the others. */
const hasAsync = typeof Reflect.get(safeStorage, 'encryptStringAsync') === 'function'

/** The system's keyring through Electron. To be used after `ready`. */
export const systemKeyring: Keyring = {
  async available() {
    if (process.platform === 'linux') {
      // Without a keyring Chromium encrypts with a key that is in its source code, which is no protection.
      const backend = safeStorage.getSelectedStorageBackend()
      if (backend === 'basic_text' || backend === 'unknown') return false
    }
    return hasAsync ? safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable()
  },
  async encrypt(plain) {
    return hasAsync ? safeStorage.encryptStringAsync(plain) : safeStorage.encryptString(plain)
  },
  async decrypt(sealed) {
    if (!hasAsync) return safeStorage.decryptString(Buffer.from(sealed))
    return (await safeStorage.decryptStringAsync(Buffer.from(sealed))).result
  },
}
