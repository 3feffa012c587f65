import { Failure } from '#shared/failure'
import type { Vault } from '../deps.ts'

/** A vault for tests: seals by reversing bits, so that a credential in clear is noticed; can be told to ask for consent. */
export function memoryVault(options: { asks?: boolean } = {}): Vault {
  let agreed = options.asks !== true
  const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0xff)
  return {
    state: () => (agreed ? { kind: 'file', words: 'For tests.' } : { kind: 'none', words: 'Asks first.' }),
    async seal(plain) {
      if (!agreed) throw new Failure('needs-consent', 'There is no keyring here. Agree to a key file first.')
      return flip(new TextEncoder().encode(plain))
    },
    async unseal(sealed) {
      return new TextDecoder().decode(flip(sealed))
    },
    consent() {
      agreed = true
    },
  }
}
