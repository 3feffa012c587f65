import { createHash, createPublicKey, verify } from 'node:crypto'
import type { TownRequest } from '../message.ts'

/** Proofs of possession as a server checks them (DPoP, RFC 9449). */

export interface Proof {
  /** Thumbprint of the key (RFC 7638). */
  jkt: string
  nonce: string
  /** Hash of the access token that goes with it. */
  ath: string | undefined
}

export class ProofReader {
  private readonly used = new Set<string>()

  /** What a proof says, if it is one for this very request and was not used before. */
  read(request: TownRequest, origin: string): Proof | undefined {
    const [head = '', body = '', signature = ''] = (request.headers['dpop'] ?? '').split('.')
    const { typ, alg, jwk } = parsed(head)
    const { jti, htm, htu, nonce, ath } = parsed(body)
    if (typ !== 'dpop+jwt' || alg !== 'ES256' || typeof jwk !== 'object' || jwk === null) return undefined
    // Members that are no strings fail where the key is made of them.
    const { kty, crv, x, y, d } = jwk as Record<string, string>
    if (kty === undefined || crv === undefined || x === undefined || y === undefined || d !== undefined)
      return undefined
    const isSigned = verify(
      'sha256',
      Buffer.from(`${head}.${body}`),
      { key: createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
    const isHere = htm === request.method && htu === `${origin}${request.url.pathname}`
    if (!isSigned || !isHere || typeof jti !== 'string' || this.used.has(jti)) return undefined
    this.used.add(jti)
    return {
      // Members in the order of the alphabet.
      jkt: sha256(JSON.stringify({ crv, kty, x, y })),
      nonce: typeof nonce === 'string' ? nonce : '',
      ath: typeof ath === 'string' ? ath : undefined,
    }
  }
}

function parsed(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // No JWT at all.
    return {}
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
