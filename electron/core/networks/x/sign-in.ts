import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkContext, SignedIn } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { asJson, defaultOrigin, originOf, type Credentials, type Facts } from './client.ts'
import { manifest } from './manifest.ts'
import { hostOf, libraryOver } from './over-http.ts'
import { paidRead } from './paying.ts'
import { wireMe } from './wire.ts'

/**
 * Signing in with an app of the user's own: OAuth 2.0 with PKCE as a public client (docs.x.com, OAuth 2.0
 * authorization code flow), so that there is no secret. Or with tokens that the user made elsewhere.
 */

const scopes = ['tweet.read', 'tweet.write', 'users.read', 'offline.access'] as const

const pendingShape = z.object({
  host: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  state: z.string(),
  verifier: z.string(),
  ownsApp: z.boolean(),
  appBearer: z.string().optional(),
})

/** Builds the address to open in the browser; nothing is asked of X yet. */
export async function beginBrowserSignIn(
  ctx: NetworkContext,
  host: string,
  redirectUri: string,
  fields: Record<string, string>,
): Promise<{ url: string; pending: Json }> {
  const clientId = word(fields['clientId'], 'client ID')
  if (clientId === undefined)
    throw new Failure('bad-input', 'Paste the OAuth 2.0 client ID of your own app at console.x.com.')
  const { url, state, codeVerifier } = libraryOver(ctx.http, defaultOrigin, {
    clientId,
  }).generateOAuth2AuthLink(redirectUri, { scope: [...scopes], state: ctx.newId() })
  const pending = {
    host,
    clientId,
    redirectUri,
    state,
    verifier: codeVerifier,
    ownsApp: saysYes(fields['ownsApp']),
    appBearer: word(fields['appBearer'], 'app bearer token'),
  }
  return { url: host === '' ? url : elsewhere(url, originOf(host)), pending: asJson(pending) }
}

/** The same page at another host. */
function elsewhere(url: string, origin: string): string {
  const { pathname, search } = new URL(url)
  return `${origin}${pathname}${search}`
}

/** Turns the redirect's parameters into an account. */
export async function finishBrowserSignIn(
  ctx: NetworkContext,
  pending: Json,
  params: Record<string, string>,
): Promise<SignedIn> {
  const parsed = pendingShape.safeParse(pending)
  if (!parsed.success) throw new Failure('bad-input', 'This sign-in is over. Start it again.')
  const { host, clientId, redirectUri, state, verifier, ownsApp, appBearer } = parsed.data
  if (params['error'] === 'access_denied')
    throw new Failure('forbidden', 'You did not allow Earshot at X. Nothing was changed.')
  if (params['error'] !== undefined)
    throw new Failure('forbidden', `X refused the sign-in (${params['error'].slice(0, 60)}).`)
  if (params['code'] === undefined || params['state'] !== state)
    throw new Failure('bad-input', 'The browser came back with an answer to another sign-in. Start it again.')
  const token = await libraryOver(ctx.http, originOf(host), { clientId }).loginWithOAuth2({
    code: params['code'],
    codeVerifier: verifier,
    redirectUri,
  })
  refuseMissing(token.scope)
  return whoAmI(ctx, host, ownsApp, {
    accessToken: token.accessToken,
    refreshToken: token.refreshToken,
    expiresMs: ctx.clock.now() + token.expiresIn * 1000,
    clientId,
    appBearer,
  })
}

/** Tests pasted tokens. */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const accessToken = word(fields['accessToken'], 'access token')
  if (accessToken === undefined)
    throw new Failure('bad-input', 'Paste the user access token: one word without spaces.')
  const refreshToken = word(fields['refreshToken'], 'refresh token')
  const clientId = word(fields['clientId'], 'client ID')
  if (refreshToken !== undefined && clientId === undefined)
    throw new Failure(
      'bad-input',
      'A refresh token is of use only with the client ID of its app. Paste both, or neither.',
    )
  return whoAmI(ctx, host, saysYes(fields['ownsApp']), {
    accessToken,
    refreshToken,
    clientId,
    appBearer: word(fields['appBearer'], 'app bearer token'),
  })
}

function refuseMissing(granted: readonly string[]): void {
  const missing = scopes.filter((scope) => !granted.includes(scope))
  if (missing.length > 0)
    throw new Failure('forbidden', `The sign-in at X lacks ${missing.join(', ')}. Choose Read and write for your app, and sign in again.`) // prettier-ignore
}

async function whoAmI(
  ctx: NetworkContext,
  host: string,
  ownsApp: boolean,
  signedIn: Credentials,
): Promise<SignedIn> {
  const origin = originOf(host)
  const { v2 } = libraryOver(ctx.http, origin, signedIn.accessToken)
  const answer = await paidRead(
    ctx,
    { 'user-read': 1 },
    () => v2.me({ 'user.fields': ['name', 'username'] }),
    () => ({ 'user-read': 1 }),
  )
  const { data: me } = readOne(wireMe, answer, hostOf(origin), 'an account')
  const facts: Facts = { id: me.id, username: me.username, name: me.name ?? me.username, ownsApp }
  return {
    remoteId: me.id,
    handle: `@${me.username}`,
    name: facts.name,
    host: host === '' ? defaultOrigin : origin,
    credentials: asJson(signedIn),
    facts: asJson(facts),
    textRule: manifest.textRule,
    streams: [{ kind: 'mentions', name: `Mentions of @${me.username} on X`, config: {} }],
  }
}

/** A pasted word without the spaces around it; undefined where nothing was pasted. Throws bad-input. */
function word(typed: string | undefined, what: string): string | undefined {
  const text = (typed ?? '').trim().replace(/^Bearer\s+/i, '')
  if (text === '') return undefined
  if (/[^\x21-\x7e]/.test(text))
    throw new Failure('bad-input', `The ${what} is one word without spaces. Paste it alone.`)
  return text
}

function saysYes(typed: string | undefined): boolean {
  return /^y(?:es)?$/i.test((typed ?? '').trim())
}
