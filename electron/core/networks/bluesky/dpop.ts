import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { z } from 'zod'

/**
 * Proofs that a token is used by whom it was given to (DPoP, RFC 9449): a small JWT over method and address, signed
 * with a key of this sign-in. ES256, as every atproto server must know it.
 */

/** A private key on the curve P-256 as JWK (RFC 7518, section 6.2). */
export const dpopKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})
export type DpopKey = z.infer<typeof dpopKey>

export function newKey(): DpopKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return dpopKey.parse(privateKey.export({ format: 'jwk' }))
}

export interface Proof {
  method: string
  url: string
  /** Unique, so that a server can refuse a second use. */
  id: string
  atMs: number
  /** What the server gave last to be signed. */
  nonce?: string | undefined
  /** The access token that goes with it. */
  token?: string | undefined
}

/** The value of the DPoP header. */
export function proofOf(key: DpopKey, proof: Proof): string {
  const { origin, pathname } = new URL(proof.url)
  const { kty, crv, x, y } = key
  const head = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }
  const claims = {
    jti: proof.id,
    htm: proof.method,
    htu: `${origin}${pathname}`,
    iat: Math.floor(proof.atMs / 1000),
    ...(proof.nonce === undefined ? {} : { nonce: proof.nonce }),
    ...(proof.token === undefined ? {} : { ath: sha256(proof.token) }),
  }
  const signed = `${encoded(head)}.${encoded(claims)}`
  const signature = sign('sha256', Buffer.from(signed), {
    key: createPrivateKey({ key, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  })
  return `${signed}.${signature.toString('base64url')}`
}

/** base64url(SHA-256(text)): PKCE's challenge (RFC 7636) and the hash of a token in a proof. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
