import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openVault } from '../core/vault.ts'
import { openKeys, type Keyring } from './keyring.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-keyring-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A keyring that encrypts by a secret of its machine; `locked` refuses to open. */
function keyringOf(machine: number, locked = false): Keyring {
  const mask = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ machine)
  return {
    available: async () => true,
    encrypt: async (plain) => Buffer.concat([Buffer.from([machine]), mask(Buffer.from(plain))]),
    async decrypt(sealed) {
      if (locked || sealed[0] !== machine) throw new Error('not mine')
      return Buffer.from(mask(sealed.subarray(1))).toString()
    },
  }
}
const none: Keyring = {
  available: async () => false,
  encrypt: () => Promise.reject(new Error('there is none')),
  decrypt: () => Promise.reject(new Error('there is none')),
}

test('where there is a keyring a key is made once, and rests encrypted in a file of the user alone', async () => {
  const first = await openKeys(folder, keyringOf(7))
  const again = await openKeys(folder, keyringOf(7))
  expect(first.keyring).toBe('open')
  expect(again).toEqual(first)
  const path = join(folder, 'vault.json')
  expect(readFileSync(path, 'utf8')).not.toContain(first.keys[0]?.key)
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0)
})

test('what was sealed in one run is unsealed in the next', async () => {
  const sealed = await openVault({ dataFolder: folder, ...(await vaultInput(keyringOf(7))) }).seal('"secret"')
  const next = openVault({ dataFolder: folder, ...(await vaultInput(keyringOf(7))) })
  expect(next.state().kind).toBe('keyring')
  expect(await next.unseal(sealed)).toBe('"secret"')
})

test('a locked keyring costs nothing for good: it says so, and opens everything the next time', async () => {
  const sealed = await openVault({ dataFolder: folder, ...(await vaultInput(keyringOf(7))) }).seal('"secret"')
  const locked = await openKeys(folder, keyringOf(7, true))
  expect(locked).toEqual({ keyring: 'shut', keys: [] })
  const shut = openVault({ dataFolder: folder, keyring: 'shut', opened: [] })
  await expect(shut.unseal(sealed)).rejects.toMatchObject({
    code: 'signed-out',
    message: /keyring did not open/,
  })
  await expect(shut.seal('"x"')).rejects.toMatchObject({ code: 'needs-consent' })
  const open = openVault({ dataFolder: folder, ...(await vaultInput(keyringOf(7))) })
  expect(await open.unseal(sealed)).toBe('"secret"')
})

test('without a keyring nothing is made before the user agrees', async () => {
  expect(await openKeys(folder, none)).toEqual({ keyring: 'none', keys: [] })
  expect(() => statSync(join(folder, 'vault.json'))).toThrow()
})

test('keys of another machine stay shut and are kept', async () => {
  await openKeys(folder, keyringOf(7))
  const before = readFileSync(join(folder, 'vault.json'), 'utf8')
  expect(await openKeys(folder, keyringOf(9))).toEqual({ keyring: 'shut', keys: [] })
  expect(readFileSync(join(folder, 'vault.json'), 'utf8')).toBe(before)
})

test('a file that cannot be read is not overwritten', async () => {
  writeFileSync(join(folder, 'vault.json'), '{"version":1,')
  await openKeys(folder, keyringOf(7))
  expect(readFileSync(join(folder, 'vault.json'), 'utf8')).toBe('{"version":1,')
})

async function vaultInput(keyring: Keyring) {
  const { keyring: state, keys } = await openKeys(folder, keyring)
  return { keyring: state, opened: keys }
}
