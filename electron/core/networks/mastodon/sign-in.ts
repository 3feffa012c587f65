import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { TextRule } from '#shared/domain/text'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { readOne } from '../read-wire.ts'
import {
  asJson,
  clientOf,
  factsOf,
  instanceFacts,
  originOf,
  signedInClient,
  strangerClient,
  textRuleOf,
  type Client,
  type Credentials,
  type Facts,
} from './client.ts'
import { authorOf, fullAcct } from './parse.ts'
import { wireAccount, wireApp, wireAppScopes, wireInstance, wireToken } from './wire.ts'

/**
 * Signing in: every server lets programs register themselves (docs.joinmastodon.org/methods/apps), so there is no
 * secret of ours. The code comes back to 127.0.0.1 under PKCE (RFC 7636, RFC 8252); servers without it ignore it.
 */

const neededScopes = ['read:accounts', 'read:notifications', 'read:statuses', 'write:statuses'] as const
const askedScopes = [...neededScopes, 'read:search', 'write:favourites'].join(' ')
/** For servers that know the large scopes only. */
const largeScopes = 'read write'

const pendingShape = z.object({
  origin: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  redirectUri: z.string(),
  scopes: z.string(),
  state: z.string(),
  verifier: z.string(),
})

/** Registers Earshot at the server and builds the address to open in the browser. */
export async function beginBrowserSignIn(
  ctx: NetworkContext,
  host: string,
  redirectUri: string,
): Promise<{ url: string; pending: Json }> {
  const origin = originOf(host)
  const stranger = strangerClient(ctx.http, origin, false)
  const { app, scopes } = await register(stranger, redirectUri)
  const state = ctx.newId()
  const verifier = `${ctx.newId()}${ctx.newId()}`
    .replace(/[^\w.~-]/g, '')
    .padEnd(43, '0')
    .slice(0, 128)
  const query = new URLSearchParams({
    client_id: app.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: scopes,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const { client_id: clientId, client_secret: clientSecret } = app
  return {
    url: `${origin}/oauth/authorize?${query.toString()}`,
    pending: { origin, clientId, clientSecret, redirectUri, scopes, state, verifier },
  }
}

async function register(
  client: Client,
  redirectUri: string,
): Promise<{ app: z.infer<typeof wireApp>; scopes: string }> {
  const ask = async (scopes: string) => {
    const form = { client_name: 'Earshot', redirect_uris: redirectUri, scopes }
    const { data } = await noApi(client.host, client.json('/api/v1/apps', { form }))
    return { app: readOne(wireApp, data, client.host, 'a registration'), scopes }
  }
  try {
    return await ask(askedScopes)
  } catch (error) {
    if (error instanceof Failure && error.code === 'rejected') return ask(largeScopes)
    throw error
  }
}

/** Turns the redirect's parameters into an account. */
export async function finishBrowserSignIn(
  ctx: NetworkContext,
  pending: Json,
  params: Record<string, string>,
): Promise<SignedIn> {
  const parsed = pendingShape.safeParse(pending)
  if (!parsed.success) throw new Failure('bad-input', 'This sign-in is over. Start it again.')
  const { origin, clientId, clientSecret, redirectUri, scopes, state, verifier } = parsed.data
  const stranger = strangerClient(ctx.http, origin, false)
  if (params['error'] === 'access_denied')
    throw new Failure('forbidden', `You did not allow Earshot at ${stranger.host}. Nothing was changed.`)
  if (params['error'] !== undefined)
    throw new Failure('forbidden', `${stranger.host} refused the sign-in (${params['error'].slice(0, 60)}).`)
  if (params['code'] === undefined || (params['state'] !== undefined && params['state'] !== state))
    throw new Failure('bad-input', 'The browser came back with an answer to another sign-in. Start it again.')
  const form = {
    grant_type: 'authorization_code',
    code: params['code'],
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUri,
    scope: scopes,
    code_verifier: verifier,
  }
  const { data } = await stranger.json('/oauth/token', { form })
  const token = readOne(wireToken, data, stranger.host, 'a token')
  refuseMissing(stranger.host, token.scope?.split(/\s+/))
  return whoAmI(ctx, origin, { token: token.access_token, clientId, clientSecret })
}

/** Tests a pasted token. */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const origin = originOf(host)
  const token = (fields['token'] ?? '').trim().replace(/^Bearer\s+/i, '')
  if (token === '' || /[^\x21-\x7e]/.test(token))
    throw new Failure('bad-input', 'Paste the access token: one word without spaces.')
  return whoAmI(ctx, origin, { token })
}

async function whoAmI(ctx: NetworkContext, origin: string, credentials: Credentials): Promise<SignedIn> {
  const client = signedInClient(ctx.http, origin, credentials.token, undefined)
  const { data } = await noApi(client.host, client.json('/api/v1/accounts/verify_credentials'))
  const account = readOne(wireAccount, data, client.host, 'an account')
  await refuseWeakToken(client)
  const instance = await askInstance(client)
  const facts: Facts = {
    ...instance,
    accountId: account.id,
    acct: fullAcct(account.acct, instance.domain),
    url: account.url,
  }
  const author = authorOf(account, { origin, domain: facts.domain })
  return {
    remoteId: author.remoteId,
    handle: author.handle,
    name: author.name,
    host: origin,
    credentials: asJson(credentials),
    facts: asJson(facts),
    textRule: textRuleOf(facts),
    streams: [{ kind: 'mentions', name: `Mentions of ${author.handle}`, config: {} }],
  }
}

/** Asks again what the instance says of itself. */
export async function refreshFacts(
  ctx: NetworkContext,
  account: NetworkAccount,
): Promise<{ facts: Json; textRule?: TextRule | undefined }> {
  const client = clientOf(ctx.http, account)
  const known = factsOf(account)
  if (known === undefined) throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete.`)
  const { accountId, acct, url } = known
  const facts: Facts = { ...(await askInstance(client)), accountId, acct, url }
  return { facts: asJson(facts), textRule: textRuleOf(facts) }
}

/** Version 2 of the answer, or version 1 from servers that have no other. */
async function askInstance(client: Client): Promise<ReturnType<typeof instanceFacts>> {
  for (const path of ['/api/v2/instance', '/api/v1/instance']) {
    try {
      const { data } = await client.json(path)
      return instanceFacts(readOne(wireInstance, data, client.host, 'limits'), client.origin)
    } catch (error) {
      // What is not there, or only for some, is asked for in the other way; the rest is trouble and rises.
      const mayGoOn = error instanceof Failure && ['gone', 'bad-response', 'rejected'].includes(error.code)
      if (!mayGoOn) throw error
    }
  }
  return instanceFacts(wireInstance.parse({}), client.origin)
}

/** Names what a token may not do, where the server tells; else tries the one call that everything rests on. */
async function refuseWeakToken(client: Client): Promise<void> {
  try {
    const { data } = await client.json('/api/v1/apps/verify_credentials')
    refuseMissing(client.host, readOne(wireAppScopes, data, client.host, 'an application').scopes)
  } catch (error) {
    // Servers without that call are known by the next one only.
    if (
      !(error instanceof Failure) ||
      !['gone', 'bad-response', 'rejected', 'signed-out'].includes(error.code)
    )
      throw error
  }
  try {
    await client.json('/api/v1/notifications', { query: { limit: '1' } })
  } catch (error) {
    if (error instanceof Failure && error.code === 'forbidden') refuseMissing(client.host, [])
    throw error
  }
}

function refuseMissing(host: string, scopes: readonly string[] | undefined): void {
  if (scopes === undefined) return
  const missing = neededScopes.filter((needed) => !covers(scopes, needed))
  if (missing.length === 0) return
  throw new Failure(
    'forbidden',
    `The sign-in at ${host} lacks ${missing.join(', ')}. Make a new one that allows read and write:statuses.`,
  )
}

/** True if one of the scopes held includes the one needed: `read` includes `read:statuses`. */
function covers(held: readonly string[], needed: string): boolean {
  return held.some(
    (scope) =>
      scope === needed ||
      needed.startsWith(`${scope}:`) ||
      (scope === 'profile' && needed === 'read:accounts'),
  )
}

/** A server that does not have the call at all is no server of this kind. */
async function noApi<T>(host: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Failure && (error.code === 'gone' || error.code === 'bad-response'))
      throw new Failure('bad-input', `${host} does not speak like a Mastodon server. Check the address.`, {
        cause: error,
      })
    throw error
  }
}
