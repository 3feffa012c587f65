import { isThisMachine } from '../server-address.ts'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { Json, NetworkContext, SignedIn } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { asJson, proven, wireTokens, type Credentials, type Nonces } from './client.ts'
import { dpopKey, newKey, sha256 } from './dpop.ts'
import {
  actorOf,
  didDocument,
  handleOf,
  homeWords,
  pdsOf,
  type Places,
  placesOf,
  resolveActor,
} from './identity.ts'
import { baseFacts, whoAmI } from './sign-in.ts'
import { refused } from './xrpc.ts'

/**
 * Signing in by the browser (atproto.com/specs/oauth): pushed request (RFC 9126), PKCE (RFC 7636), proofs (RFC 9449),
 * the answer on 127.0.0.1 (RFC 8252). There is no secret of ours and no page of ours: the client is `http://localhost`,
 * which every server knows without asking anybody, and which carries its redirect and scopes in its own name.
 */

const scope = 'atproto transition:generic'

const wireResource = z.looseObject({ authorization_servers: z.array(z.string()).min(1) })
const wireServer = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  pushed_authorization_request_endpoint: z.string(),
})
const wirePushed = z.looseObject({ request_uri: z.string().min(1) })

const pendingShape = z.object({
  host: z.string(),
  issuer: z.string(),
  tokenEndpoint: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  state: z.string(),
  verifier: z.string(),
  key: dpopKey,
  /** Absent where the person is chosen on the server's page. */
  did: z.string().optional(),
})

/** Announces the request to the server that signs people in, and builds the address to open in the browser. */
export async function beginBrowserSignIn(
  ctx: NetworkContext,
  host: string,
  redirectUri: string,
  fields: Record<string, string> = {},
): Promise<{ url: string; pending: Json }> {
  const typedHost = host.trim() === '' ? (fields['host'] ?? '') : host
  const places = placesOf(typedHost)
  const who = (fields['handle'] ?? '').trim()
  const did = who === '' ? undefined : await resolveActor(ctx.http, actorOf(who), places)
  const home = did === undefined ? places.entryway : pdsOf(await didDocument(ctx.http, did, places), places)
  const server = await serverFor(ctx, home, places)
  const key = newKey()
  const state = ctx.newId()
  const verifier = `${ctx.newId()}${ctx.newId()}`
    .replace(/[^\w.~-]/g, '')
    .padEnd(43, '0')
    .slice(0, 128)
  // Ports of a loopback redirect do not count, so the client has one name for good.
  const registered = redirectUri.replace(/:\d+(?=\/)/, '')
  const clientId = `http://localhost?${new URLSearchParams({ redirect_uri: registered, scope }).toString()}`
  const form = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: sha256(verifier),
    code_challenge_method: 'S256',
    ...(who === '' ? {} : { login_hint: actorOf(who) }),
  }
  const nonces: Nonces = new Map()
  const request = { method: 'POST' as const, form, publicOnly: !places.typed }
  const answer = await proven(ctx, key, nonces, server.pushed_authorization_request_endpoint, request)
  if (answer.status >= 300) throw refused(answer, [])
  const pushed = readOne(wirePushed, parseJson(answer), new URL(server.issuer).host, 'a sign-in')
  const query = new URLSearchParams({ client_id: clientId, request_uri: pushed.request_uri })
  const pending = {
    host: typedHost,
    issuer: server.issuer,
    tokenEndpoint: server.token_endpoint,
    clientId,
    redirectUri,
    state,
    verifier,
    key,
    ...(did === undefined ? {} : { did }),
  }
  return { url: `${server.authorization_endpoint}?${query.toString()}`, pending }
}

/** The server that signs in the people of a PDS; an entryway signs in its own. */
async function serverFor(
  ctx: NetworkContext,
  home: string,
  places: Places,
): Promise<z.infer<typeof wireServer>> {
  const issuer = (await issuersOf(ctx, home, places))[0] ?? home
  const { origin, host } = new URL(issuer)
  const { data } = await ctx.http.json(`${origin}/.well-known/oauth-authorization-server`, {
    publicOnly: !places.typed,
    named: `the sign-in of ${new URL(home).host}`,
  })
  const server = readOne(wireServer, data, host, 'a sign-in')
  const endpoints = [
    server.authorization_endpoint,
    server.token_endpoint,
    server.pushed_authorization_request_endpoint,
  ]
  // A server speaks for itself only (RFC 8414, section 3.3).
  if (new URL(server.issuer).origin !== origin || endpoints.some((each) => !isOf(each, origin)))
    throw new Failure('bad-response', `${host} sends sign-ins on to somewhere else. Use an app password.`)
  return server
}

function isOf(endpoint: string, origin: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const url = new URL(endpoint)
  return url.origin === origin && (url.protocol === 'https:' || isThisMachine(url.host))
}

/** Who may sign in people of this PDS; empty where it does not say (an entryway is no PDS). */
async function issuersOf(ctx: NetworkContext, home: string, places: Places): Promise<string[]> {
  try {
    const { data } = await ctx.http.json(`${home}/.well-known/oauth-protected-resource`, {
      publicOnly: !places.typed,
      named: homeWords,
    })
    const said = readOne(wireResource, data, new URL(home).host, 'a sign-in')
    return said.authorization_servers.filter((each) => URL.canParse(each))
  } catch (error) {
    if (error instanceof Failure && error.code === 'gone') return []
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
  const { issuer, tokenEndpoint, clientId, key } = parsed.data
  const places = placesOf(parsed.data.host)
  const code = codeOf(parsed.data, params)
  const nonces: Nonces = new Map()
  const form = {
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    redirect_uri: parsed.data.redirectUri,
    code_verifier: parsed.data.verifier,
  }
  const request = { method: 'POST' as const, form, publicOnly: !places.typed }
  const answer = await proven(ctx, key, nonces, tokenEndpoint, request)
  if (answer.status >= 300) throw refused(answer, [code, parsed.data.verifier])
  const { host } = new URL(issuer)
  const tokens = readOne(wireTokens, parseJson(answer), host, 'a sign-in')
  const missing = scope.split(' ').filter((each) => !tokens.scope.split(/\s+/).includes(each))
  if (missing.length > 0)
    throw new Failure(
      'forbidden',
      `The sign-in at ${host} lacks ${missing.join(', ')}. Start it again and allow it.`,
    )
  const { pds, handle } = await checkSubject(ctx, tokens.sub, parsed.data, places)
  const credentials: Credentials = {
    by: 'oauth',
    access: tokens.access_token,
    refresh: tokens.refresh_token,
    issuer,
    tokenEndpoint,
    clientId,
    key,
  }
  return whoAmI(ctx, asJson(credentials), baseFacts(tokens.sub, handle, pds, places))
}

function codeOf({ issuer, state }: z.infer<typeof pendingShape>, params: Record<string, string>): string {
  const { host } = new URL(issuer)
  if (params['state'] !== state)
    throw new Failure('bad-input', 'The browser came back with an answer to another sign-in. Start it again.')
  // The answer names who gave it (RFC 9207), so that no other server can slip one in.
  if (params['iss'] !== undefined && params['iss'] !== issuer)
    throw new Failure('bad-input', 'The browser came back with the answer of another server. Start it again.')
  if (params['error'] === 'access_denied')
    throw new Failure('forbidden', `You did not allow Earshot at ${host}. Nothing was changed.`)
  if (params['error'] !== undefined)
    throw new Failure('forbidden', `${host} refused the sign-in (${params['error'].slice(0, 60)}).`)
  if (params['code'] === undefined)
    throw new Failure('bad-input', 'The browser came back with an answer to another sign-in. Start it again.')
  return params['code']
}

/** A server can claim to have signed in anybody; whether it may is said by the server that holds the account. */
async function checkSubject(
  ctx: NetworkContext,
  sub: string,
  pending: z.infer<typeof pendingShape>,
  places: Places,
): Promise<{ pds: string; handle: string }> {
  const doc = await didDocument(ctx.http, sub, places)
  const pds = pdsOf(doc, places)
  const isAllowed =
    new URL(pending.issuer).origin === pds || (await issuersOf(ctx, pds, places)).includes(pending.issuer)
  if (!isAllowed || (pending.did !== undefined && pending.did !== sub))
    throw new Failure(
      'forbidden',
      'The server signed in somebody else than was asked for. Nothing was changed.',
    )
  return { pds, handle: handleOf(doc) ?? sub }
}
