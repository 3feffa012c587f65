import fc from 'fast-check'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openVault, sealWith, unsealWith } from './vault.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-vault-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const fresh = (onPlain?: (plain: string) => void) =>
  openVault({
    dataFolder: folder,
    keyring: 'none',
    opened: [],
    ...(onPlain === undefined ? {} : { onPlain }),
  })

test('what is sealed is unsealed again, whatever it is', () => {
  const key = Buffer.alloc(32, 3)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (plain) => {
      expect(unsealWith(key, sealWith('00112233aabbccdd', key, plain))).toBe(
        Buffer.from(plain, 'utf8').toString('utf8'),
      )
    }),
  )
})

test('a change of any one bit is noticed', () => {
  const key = Buffer.alloc(32, 3)
  const sealed = sealWith('00112233aabbccdd', key, '{"token":"abc"}')
  for (let at = 0; at < sealed.length * 8; at += 1) {
    const changed = Uint8Array.from(sealed)
    changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7))
    expect(() => unsealWith(key, changed), `bit ${String(at)}`).toThrow(
      expect.objectContaining({ code: 'signed-out' }),
    )
  }
})

test('the same words are never sealed to the same bytes', () => {
  const key = Buffer.alloc(32, 3)
  const once = Buffer.from(sealWith('00112233aabbccdd', key, 'same')).toString('hex')
  expect(Buffer.from(sealWith('00112233aabbccdd', key, 'same')).toString('hex')).not.toBe(once)
})

test('without a keyring nothing is stored before the user agreed', async () => {
  const vault = fresh()
  expect(vault.state().kind).toBe('none')
  await expect(vault.seal('x')).rejects.toMatchObject({ code: 'needs-consent' })
  expect(() => statSync(join(folder, 'vault.json'))).toThrow()
})

test('after consent the key lies in a file of the user alone, and the next run opens with it', async () => {
  const vault = fresh()
  vault.consent()
  const sealed = await vault.seal('{"token":"abcdef"}')
  expect(vault.state()).toMatchObject({ kind: 'file', words: expect.stringContaining('read your files') })
  const path = join(folder, 'vault.json')
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('abcdef')
  expect(readFileSync(path, 'utf8')).not.toContain('abcdef')
  expect(await fresh().unseal(sealed)).toBe('{"token":"abcdef"}')
})

test('one key file serves every credential', async () => {
  const vault = fresh()
  vault.consent()
  await vault.seal('a')
  const before = readFileSync(join(folder, 'vault.json'), 'utf8')
  await vault.seal('b')
  expect(readFileSync(join(folder, 'vault.json'), 'utf8')).toBe(before)
})

test('what a keyring keeps cannot be opened without it, and the words say where it can', async () => {
  const id = '00112233aabbccdd'
  writeFileSync(
    join(folder, 'vault.json'),
    JSON.stringify({ version: 1, keys: [{ id, kind: 'keyring', key: 'AAAA' }] }),
  )
  const sealed = sealWith(id, Buffer.alloc(32, 1), 'secret')
  await expect(fresh().unseal(sealed)).rejects.toMatchObject({
    code: 'signed-out',
    message: expect.stringContaining('Open the Earshot window'),
  })
})

test('a key that is gone, bytes of another format and half a credential are signed out, not a crash', async () => {
  const vault = fresh()
  for (const bytes of [
    sealWith('ffffffffffffffff', Buffer.alloc(32), 'x'),
    Uint8Array.of(9, 9, 9),
    new Uint8Array(0),
    new Uint8Array(60),
  ]) {
    await expect(vault.unseal(bytes)).rejects.toMatchObject({ code: 'signed-out' })
  }
})

test('a key file that cannot be read is said, and not overwritten', () => {
  const path = join(folder, 'vault.json')
  writeFileSync(path, 'half a fi')
  chmodSync(path, 0o600)
  expect(() => fresh()).toThrow(expect.objectContaining({ code: 'bad-input' }))
  expect(readFileSync(path, 'utf8')).toBe('half a fi')
})

test('every plain text is told to the log, so that it can hide it', async () => {
  const seen: string[] = []
  const vault = fresh((plain) => seen.push(plain))
  vault.consent()
  await vault.unseal(await vault.seal('{"token":"abc"}'))
  expect(seen).toEqual(['{"token":"abc"}', '{"token":"abc"}'])
})
