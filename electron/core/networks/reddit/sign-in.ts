import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { clientOf, clientWith, factsAsJson, type Client } from './client.ts'
import { manifest } from './manifest.ts'
import { asJson, authorizeAddress, redeem, scopes, type Credentials } from './oauth.ts'
import { placeOf } from './place.ts'
import { wireMe } from './wire.ts'

/** Signing in by the browser, with an installed app of the user's own. */

const pendingShape = z.object({
  host: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  state: z.string(),
})

/** Builds the address to open in the browser; nothing is asked of Reddit yet. */
export async function beginBrowserSignIn(
  ctx: NetworkContext,
  host: string,
  redirectUri: string,
  fields: Record<string, string>,
): Promise<{ url: string; pending: Json }> {
  const clientId = (fields['clientId'] ?? '').trim()
  if (!/^[\w-]{10,64}$/.test(clientId))
    throw new Failure(
      'bad-input',
      'Paste the client ID of your own app at reddit.com/prefs/apps: the word of some twenty letters below “installed app”.',
    )
  const asked = { clientId, redirectUri, state: ctx.newId() }
  return { url: authorizeAddress(placeOf(host), asked), pending: { host, ...asked } }
}

/** Turns the redirect's parameters into an account. */
export async function finishBrowserSignIn(
  ctx: NetworkContext,
  pending: Json,
  params: Record<string, string>,
): Promise<SignedIn> {
  const parsed = pendingShape.safeParse(pending)
  if (!parsed.success) throw new Failure('bad-input', 'This sign-in is over. Start it again.')
  const { host, clientId, redirectUri, state } = parsed.data
  if (params['error'] === 'access_denied')
    throw new Failure('forbidden', 'You did not allow Earshot at Reddit. Nothing was changed.')
  if (params['error'] !== undefined)
    throw new Failure('forbidden', `Reddit refused the sign-in (${params['error'].slice(0, 60)}).`)
  const { code } = params
  if (code === undefined || params['state'] !== state)
    throw new Failure('bad-input', 'The browser came back with an answer to another sign-in. Start it again.')
  const {
    accessToken,
    refreshToken,
    expiresMs,
    scopes: granted,
  } = await redeem(ctx, placeOf(host), clientId, {
    code,
    redirectUri,
  })
  const missing = scopes.filter((scope) => !granted.includes(scope) && !granted.includes('*'))
  if (missing.length > 0)
    throw new Failure('forbidden', `The sign-in at Reddit lacks ${missing.join(', ')}. Sign in again, and allow all that is asked for.`) // prettier-ignore
  if (refreshToken === undefined)
    throw new Failure('forbidden', 'Reddit allowed Earshot for an hour only. Sign in again, and allow it to stay.') // prettier-ignore
  return whoAmI(ctx, host, { clientId, accessToken, refreshToken, expiresMs })
}

async function whoAmI(ctx: NetworkContext, host: string, signedIn: Credentials): Promise<SignedIn> {
  const client = clientWith(ctx, host, '', signedIn)
  const name = await nameOf(client)
  const { www } = client.viewer.place
  return {
    remoteId: name.toLowerCase(),
    handle: `u/${name}`,
    name,
    host: new URL(www).origin,
    credentials: asJson(signedIn),
    facts: factsAsJson({ name }),
    textRule: manifest.textRule,
    streams: [
      { kind: 'replies', name: `Replies to u/${name}`, config: {} },
      { kind: 'mentions', name: `Mentions of u/${name}`, config: {} },
    ],
  }
}

async function nameOf(client: Client): Promise<string> {
  const parsed = wireMe.safeParse(await client.get('/api/v1/me'))
  if (!parsed.success)
    throw new Failure('bad-response', `${client.host} answered with something that is no account.`)
  if (parsed.data.is_suspended === true)
    throw new Failure('forbidden', 'Reddit has suspended this account. Ask there what can be done.')
  return parsed.data.name
}

/** Asks again who we are: suspensions are told here. */
export async function refreshFacts(ctx: NetworkContext, account: NetworkAccount): Promise<{ facts: Json }> {
  return { facts: factsAsJson({ name: await nameOf(clientOf(ctx, account)) }) }
}
