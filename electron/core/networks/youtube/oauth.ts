import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson, statusFailure } from '../http.ts'
import type { HttpAnswer, NetworkContext } from '../types.ts'
import { scope } from './manifest.ts'
import type { Places } from './places.ts'

/**
 * Google's sign-in for desktop apps: an authorization code with PKCE that comes back to this machine
 * (developers.google.com/identity/protocols/oauth2/native-app). The secret of a desktop client goes along because
 * Google wants it, and guards nothing.
 */

export interface App {
  clientId: string
  clientSecret: string
}

export interface Tokens {
  accessToken: string
  refreshToken: string | undefined
  expiresMs: number
  scopes: string[]
}

const wireToken = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
  scope: z.string().catch('').default(''),
})
const wireRefusal = z.looseObject({
  error: z.string(),
  error_description: z.string().catch('').default(''),
})

export function newVerifier(): string {
  return randomBytes(48).toString('base64url')
}

/** The page on which the user allows us in. Consent is always asked for: without it a second sign-in brings no refresh token. */
export function consentAddress(
  places: Places,
  asked: { clientId: string; redirectUri: string; state: string; verifier: string },
): string {
  const url = new URL(places.consent)
  url.search = new URLSearchParams({
    client_id: asked.clientId,
    redirect_uri: asked.redirectUri,
    response_type: 'code',
    scope,
    state: asked.state,
    code_challenge: createHash('sha256').update(asked.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    access_type: 'offline',
    prompt: 'consent',
  }).toString()
  return url.toString()
}

/** Exchanges a code for tokens. */
export function redeem(
  ctx: NetworkContext,
  places: Places,
  app: App,
  given: { code: string; redirectUri: string; verifier: string },
): Promise<Tokens> {
  return exchange(ctx, places, app, {
    grant_type: 'authorization_code',
    code: given.code,
    redirect_uri: given.redirectUri,
    code_verifier: given.verifier,
  })
}

/** A new access token. The refresh token stays as it is. */
export function refresh(
  ctx: NetworkContext,
  places: Places,
  app: App,
  refreshToken: string,
): Promise<Tokens> {
  return exchange(ctx, places, app, { grant_type: 'refresh_token', refresh_token: refreshToken })
}

async function exchange(
  ctx: NetworkContext,
  places: Places,
  { clientId, clientSecret }: App,
  form: Record<string, string>,
): Promise<Tokens> {
  const sent = { client_id: clientId, client_secret: clientSecret, ...form }
  const answer = await ctx.http.request(places.token, { form: sent, accept: [400, 401, 403] })
  if (answer.status >= 400) throw tokenRefusal(answer, Object.values(sent))
  const parsed = wireToken.safeParse(parseJson(answer))
  if (!parsed.success)
    throw new Failure('bad-response', 'Google answered the sign-in with something that holds no token.')
  const { access_token, expires_in, refresh_token, scope: granted } = parsed.data
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresMs: ctx.clock.now() + expires_in * 1000,
    scopes: granted.split(/\s+/).filter((one) => one !== ''),
  }
}

function tokenRefusal(answer: HttpAnswer, secrets: string[]): Failure {
  const { status } = answer
  switch (errorIn(answer)) {
    case 'invalid_grant':
      return new Failure(
        'signed-out',
        'Google has ended this sign-in: it was taken back there, or the project is in testing, where it lasts seven days. Sign in again, and publish the project under Audience to make it last.',
        { status },
      )
    case 'invalid_client':
    case 'unauthorized_client':
      return new Failure(
        'signed-out',
        'Google does not know this client ID with this secret. Copy both again from Clients in your project.',
        { status },
      )
    case 'redirect_uri_mismatch':
      return new Failure(
        'bad-input',
        'This client does not take sign-ins that come back to this machine. Make one of the type Desktop app.',
        { status },
      )
    default:
      return statusFailure(answer, { secrets })
  }
}

function errorIn({ body }: HttpAnswer): string | undefined {
  try {
    return wireRefusal.parse(JSON.parse(new TextDecoder().decode(body))).error
  } catch {
    // A page instead of JSON: something stands before Google, and the status says what it wants.
    return undefined
  }
}
