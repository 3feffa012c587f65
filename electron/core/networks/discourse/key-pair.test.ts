import { constants, publicEncrypt } from 'node:crypto'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { makeKeyPair, openGrant } from './key-pair.ts'

/* What a forum's page shows, as it is copied. */

function seal(publicKey: string, said: string): string {
  const sealed = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(said))
  return `${sealed.toString('base64').replaceAll(/.{60}/g, '$&\n')}\n`
}

const said = { key: 'k'.repeat(64), nonce: 'n' }

test('the block opens as it stands, on one line, with words around it, and in an address', async () => {
  const { publicKey, privateKey } = await makeKeyPair()
  const block = seal(publicKey, JSON.stringify(said))
  for (const pasted of [
    block,
    block.replaceAll('\n', ''),
    `   ${block.replaceAll('\n', '\r\n  ')}`,
    `Please paste the following key into your application:\n\n${block}\nThank you.`,
    `discourse://auth_redirect?payload=${encodeURIComponent(block)}`,
  ])
    expect(openGrant(privateKey, pasted)).toEqual(said)
})

test('half of it, something else, and what was granted to another are told apart in words', async () => {
  const [ours, other] = [await makeKeyPair(), await makeKeyPair()]
  const block = seal(ours.publicKey, JSON.stringify(said))
  const wordsFor = (privateKey: string, pasted: string): string => {
    try {
      openGrant(privateKey, pasted)
    } catch (error) {
      if (error instanceof Failure && error.code === 'bad-input') return error.message
      throw error
    }
    throw new Error('it opened')
  }
  for (const pasted of ['', 'yes', block.slice(0, 200), block.slice(0, -20), '%', '?payload=%E0%A4'])
    expect(wordsFor(ours.privateKey, pasted)).toMatch(/not all that the page shows/)
  expect(wordsFor(other.privateKey, block)).toMatch(/another sign-in/)
  expect(wordsFor(ours.privateKey, seal(ours.publicKey, 'no json'))).toMatch(/another sign-in/)
})
