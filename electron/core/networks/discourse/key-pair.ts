import { constants, generateKeyPair, privateDecrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { Failure } from '#shared/failure'

/**
 * The key pair of one sign-in. The forum encrypts what it grants with the public key (RSA, PKCS #1 v1.5) and shows it
 * in lines of base64; only who holds the private key can read it.
 */

const bits = 2048
/** Base64 of one block. */
const letters = 344

export async function makeKeyPair(): Promise<{ publicKey: string; privateKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

/** What the forum granted, from what its page shows. Throws bad-input where that is not all of it, or for another key. */
export function openGrant(privateKey: string, pasted: string): unknown {
  const block = blockIn(pasted)
  if (block === undefined) {
    throw new Failure(
      'bad-input',
      'This is not all that the page shows. Copy the whole block of letters and digits, from its first line to its last.',
    )
  }
  const opened = unpadded(decrypted(privateKey, block))
  const data = opened === undefined ? undefined : parsed(opened.toString('utf8'))
  if (data === undefined) {
    throw new Failure(
      'bad-input',
      'This was granted to another sign-in. Copy what the page shows that this sign-in opened, or start again.',
    )
  }
  return data
}

/** The block, with whatever was copied around it: words of the page, or an address that it stands in. */
function blockIn(pasted: string): Buffer | undefined {
  const inAddress = /[?&]payload=([^&\s]+)/.exec(pasted)?.[1]
  const text = inAddress === undefined ? pasted : percentDecoded(inAddress)
  const lines = text.split(/\s+/).filter((line) => /^[A-Za-z0-9+/]{24,}={0,2}$/.test(line))
  // Other words of the page are shorter than the lines, of which the last ends with the padding.
  const found = [lines.join(''), text.replace(/\s+/g, '')].find(
    (whole) => whole.length === letters && /^[A-Za-z0-9+/]+={0,2}$/.test(whole),
  )
  return found === undefined ? undefined : Buffer.from(found, 'base64')
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    // Cut in the middle of a sign: then it is no block either.
    if (error instanceof URIError) return text
    throw error
  }
}

/** Without a look at the padding: runtimes differ in whether they take this old one off. */
function decrypted(privateKey: string, block: Buffer): Buffer {
  try {
    return privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block)
  } catch (error) {
    // A number that is too large for the key was made for another.
    if (error instanceof Error) return Buffer.alloc(0)
    throw error
  }
}

/** `00 02`, at least eight bytes that are not zero, `00`, and then what was said (RFC 8017, 7.2.2). */
function unpadded(block: Buffer): Buffer | undefined {
  const end = block.indexOf(0, 2)
  return block[0] === 0 && block[1] === 2 && end >= 10 ? block.subarray(end + 1) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
