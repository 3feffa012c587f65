import { z } from 'zod'
import { Failure, isPassing } from '#shared/failure'
import type { DeviceSignIn, Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { asJson, clientOf, factsOf, talk, viewerOf, type Facts } from './client.ts'
import { originOf } from './hosts.ts'
import { manifest } from './manifest.ts'
import { authorOf } from './parse.ts'
import { askedScopes, refuseMissing } from './scopes.ts'
import { readOne, wireDeviceAnswer, wireDeviceCode, wireUser } from './wire.ts'

/**
 * Signing in with a classic token, or by a code that is typed on GitHub's page (the device flow, RFC 8628): it needs
 * the client id of an OAuth app and no secret, and its tokens do not end.
 */

const waitMore = 5000

/** An Enterprise Server is typed as a field; a sign-in of an account that exists comes with its address. */
function addressOf(host: string, fields: Record<string, string>): string {
  return originOf(host.trim() === '' ? (fields['server'] ?? '') : host)
}

/** Tests a pasted token. */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const origin = addressOf(host, fields)
  const token = (fields['token'] ?? '').trim().replace(/^(?:Bearer|token)\s+/i, '')
  if (token === '' || /[^\x21-\x7e]/.test(token))
    throw new Failure('bad-input', 'Paste the token: one word without spaces.')
  if (token.startsWith('github_pat_')) refuseMissing(undefined)
  return whoAmI(ctx, origin, token)
}

const pendingShape = z.object({
  origin: z.string(),
  clientId: z.string(),
  deviceCode: z.string(),
  intervalMs: z.number(),
})

/** Asks for a code. Throws bad-input where the client id is not known, or its app has the device flow switched off. */
export async function beginDeviceSignIn(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<DeviceSignIn> {
  const origin = addressOf(host, fields)
  const clientId = (fields['clientId'] ?? '').trim()
  if (!/^[\w.-]{8,80}$/.test(clientId))
    throw new Failure(
      'bad-input',
      'Type the client ID of your OAuth app; it looks like Ov23li0123456789abcd.',
    )
  const data = await askForm(ctx, `${origin}/login/device/code`, { client_id: clientId, scope: askedScopes })
  refuseError(data)
  const { node } = readOne(wireDeviceCode, data, 'a code')
  const intervalMs = node.interval * 1000
  return {
    url: pageOf(node.verification_uri, origin),
    userCode: node.user_code,
    pending: { origin, clientId, deviceCode: node.device_code, intervalMs },
    intervalMs,
    expiresMs: node.expires_in * 1000,
  }
}

/** The page is opened in the user's browser: only one of the very server is, whatever it answered. */
function pageOf(said: string, origin: string): string {
  const url = URL.canParse(said) ? new URL(said) : undefined
  return url?.origin === origin ? url.href : `${origin}/login/device`
}

/** Asks whether the code was typed. Trouble that passes by itself does not end the attempt; its time does. */
export async function pollDeviceSignIn(
  ctx: NetworkContext,
  pending: Json,
): Promise<{ signedIn?: SignedIn | undefined; intervalMs?: number | undefined }> {
  const parsed = pendingShape.safeParse(pending)
  if (!parsed.success) throw new Failure('bad-input', 'This sign-in is over. Start it again.')
  const { origin, clientId, deviceCode, intervalMs } = parsed.data
  const data = await askPatiently(ctx, `${origin}/login/oauth/access_token`, {
    client_id: clientId,
    device_code: deviceCode,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  })
  if (data === undefined) return { intervalMs: intervalMs + waitMore }
  const { node } = readOne(wireDeviceAnswer, data, 'an answer about the code')
  if (node.error === 'authorization_pending') return { intervalMs }
  if (node.error === 'slow_down')
    return { intervalMs: node.interval === undefined ? intervalMs + waitMore : node.interval * 1000 }
  refuseError(data)
  if (node.access_token === undefined)
    throw new Failure('bad-response', 'GitHub answered with something else than a token.')
  return { signedIn: await whoAmI(ctx, origin, node.access_token) }
}

/** Undefined where there was trouble on the way that passes by itself. */
async function askPatiently(
  ctx: NetworkContext,
  url: string,
  form: Record<string, string>,
): Promise<unknown> {
  try {
    return await askForm(ctx, url, form)
  } catch (error) {
    if (error instanceof Failure && isPassing(error.code)) return undefined
    throw error
  }
}

/** GitHub answers forms with forms unless asked for JSON; a client id that it does not know is 404. */
async function askForm(ctx: NetworkContext, url: string, form: Record<string, string>): Promise<unknown> {
  try {
    return (await ctx.http.json(url, { form })).data
  } catch (error) {
    if (error instanceof Failure && error.code === 'gone')
      throw new Failure(
        'bad-input',
        'GitHub does not know this client ID. Copy it from the page of your OAuth app.',
        {
          cause: error,
        },
      )
    throw error
  }
}

function refuseError(data: unknown): void {
  const error = z.looseObject({ error: z.string() }).safeParse(data).data?.error
  switch (error) {
    case undefined:
      return
    case 'access_denied':
      throw new Failure('forbidden', 'You did not allow Earshot on GitHub. Nothing was changed.')
    case 'expired_token':
    case 'token_expired':
      throw new Failure('timeout', 'The code was not used in time. Start the sign-in again.')
    case 'device_flow_disabled':
      throw new Failure(
        'bad-input',
        'Your OAuth app has the device flow switched off. Tick Enable Device Flow on its page, then try again.',
      )
    case 'incorrect_client_credentials':
    case 'unauthorized_client':
      throw new Failure(
        'bad-input',
        'GitHub does not know this client ID. Copy it from the page of your OAuth app.',
      )
    default:
      throw new Failure('forbidden', `GitHub refused the sign-in (${error.slice(0, 60)}).`)
  }
}

async function whoAmI(ctx: NetworkContext, origin: string, token: string): Promise<SignedIn> {
  const { data, answer } = await talk(ctx, origin, token).rest('/user')
  const { node } = readOne(wireUser, data, 'a user')
  const scopes = refuseMissing(answer.headers['x-oauth-scopes'])
  const { id, login } = node
  const facts: Facts = { login, id, scopes }
  const { remoteId, handle, name } = authorOf(
    { id, login, name: node.name ?? undefined, isBot: false },
    viewerOf(origin, login),
  )
  return {
    remoteId,
    handle,
    name,
    host: origin,
    credentials: { token },
    facts: asJson(facts),
    textRule: manifest.textRule,
    streams: [{ kind: 'mentions', name: `GitHub notifications of ${handle}`, config: {} }],
  }
}

/** Asks again how we are called and what the token may do. */
export async function refreshFacts(ctx: NetworkContext, account: NetworkAccount): Promise<{ facts: Json }> {
  const client = clientOf(ctx, account)
  const { data, answer } = await client.rest('/user')
  const { node } = readOne(wireUser, data, 'a user')
  const scopes = refuseMissing(answer.headers['x-oauth-scopes'])
  return { facts: asJson({ login: node.login, id: factsOf(account)?.id ?? node.id, scopes }) }
}
