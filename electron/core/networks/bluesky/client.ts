import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { TextRule } from '#shared/domain/text'
import { parseJson } from '../http.ts'
import type { HttpAnswer, HttpRequest, Json, NetworkAccount, NetworkContext } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { dpopKey, proofOf, type DpopKey } from './dpop.ts'
import { homeWords } from './identity.ts'
import type { Viewer } from './parse.ts'
import { wireSession } from './wire.ts'
import { isExpired, readStatuses, refused, wantsNonce } from './xrpc.ts'

/** Talking to the account's own server (its PDS) as the account; it hands on to the AppView what is the AppView's. */

/** What is kept of an account besides its credentials. */
const facts = z.object({
  did: z.string(),
  handle: z.string(),
  name: z.string(),
  avatarUrl: z.string().optional(),
  /** Origin of the server that holds the account. */
  pds: z.string(),
  /** The server was typed by the user, so it may lie on this machine or in a private network. */
  typed: z.boolean(),
  /** Address of Jetstream, without path. */
  jetstream: z.string(),
})
export type Facts = z.infer<typeof facts>

const password = z.object({ by: z.literal('password'), access: z.string(), refresh: z.string() })
const oauth = z.object({
  by: z.literal('oauth'),
  access: z.string(),
  refresh: z.string(),
  issuer: z.string(),
  tokenEndpoint: z.string(),
  clientId: z.string(),
  key: dpopKey,
})
const credentials = z.discriminatedUnion('by', [password, oauth])
export type Credentials = z.infer<typeof credentials>

/** Counted in user-perceived characters, and in bytes besides (lexicon app.bsky.feed.post). */
export const textRule: TextRule = { unit: 'graphemes', max: 300, alsoMaxBytes: 3000 }

/** A server as one account. */
export interface Client {
  facts: Facts
  viewer: Viewer
  /** For words. */
  host: string
  /** A query of XRPC by its name. */
  get(nsid: string, query?: HttpRequest['query'], bucket?: string): Promise<unknown>
  /** A procedure of XRPC by its name. */
  post(nsid: string, body: unknown, bucket?: string): Promise<unknown>
}

export function factsOf(account: Pick<NetworkAccount, 'facts'>): Facts | undefined {
  return facts.safeParse(account.facts).data
}

/** Who reads, for work that needs no request. */
export function viewerOf(account: NetworkAccount | null): Viewer {
  return { did: account === null ? undefined : account.remoteId }
}

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(ctx: NetworkContext, account: NetworkAccount): Client {
  const known = factsOf(account)
  if (known === undefined || !credentials.safeParse(account.credentials).success)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return signedInClient(ctx, account.credentials, known)
}

/** Keeps its credentials fresh: where the server says that they ran out, they are renewed once and the call repeated. */
export function signedInClient(ctx: NetworkContext, given: Json, known: Facts): Client {
  const host = new URL(known.pds).host
  const nonces: Nonces = new Map()
  let held = given
  const ask = async (nsid: string, request: HttpRequest & { method: 'GET' | 'POST' }): Promise<unknown> => {
    const url = `${known.pds}/xrpc/${nsid}`
    const once = () =>
      askAs(ctx, credentials.parse(held), nonces, url, { ...request, publicOnly: !known.typed })
    let answer = await once()
    if (isExpired(answer)) {
      held = await ctx.renewCredentials(held, (current) => renew(ctx, current, known, nonces))
      answer = await once()
    }
    if (answer.status >= 300) throw refused(answer, secretsOf(held))
    return answer.body.length === 0 ? {} : parseJson(answer)
  }
  return {
    facts: known,
    viewer: { did: known.did },
    host,
    get: (nsid, query, bucket) =>
      ask(nsid, {
        method: 'GET',
        ...(query === undefined ? {} : { query }),
        ...(bucket === undefined ? {} : { bucket }),
      }),
    post: (nsid, body, bucket = 'write') => ask(nsid, { method: 'POST', json: body, bucket }),
  }
}

/** The last nonce of each origin. */
export type Nonces = Map<string, string>

function askAs(
  ctx: NetworkContext,
  held: Credentials,
  nonces: Nonces,
  url: string,
  request: HttpRequest & { method: 'GET' | 'POST' },
): Promise<HttpAnswer> {
  const accept = { accept: 'application/json' }
  if (held.by === 'password')
    return ctx.http.request(url, {
      ...request,
      headers: { ...accept, authorization: `Bearer ${held.access}` },
      accept: readStatuses,
      named: homeWords,
    })
  const headers = { ...accept, authorization: `DPoP ${held.access}` }
  return proven(ctx, held.key, nonces, url, { ...request, headers }, held.access)
}

/** A request with a proof; repeated once where the server wants its nonce signed. */
export async function proven(
  ctx: NetworkContext,
  key: DpopKey,
  nonces: Nonces,
  url: string,
  request: HttpRequest & { method: 'GET' | 'POST' },
  token?: string,
): Promise<HttpAnswer> {
  const { origin } = new URL(url)
  const once = async () => {
    const nonce = nonces.get(origin)
    const dpop = proofOf(key, {
      method: request.method,
      url,
      id: ctx.newId(),
      atMs: ctx.clock.now(),
      nonce,
      token,
    })
    const answer = await ctx.http.request(url, {
      ...request,
      headers: { ...request.headers, dpop },
      accept: readStatuses,
      named: homeWords,
    })
    const next = answer.headers['dpop-nonce']
    if (next !== undefined) nonces.set(origin, next)
    return answer
  }
  const answer = await once()
  return wantsNonce(answer) ? once() : answer
}

/** New credentials for those that ran out. Throws signed-out where the sign-in has ended for good. */
async function renew(ctx: NetworkContext, current: Json, known: Facts, nonces: Nonces): Promise<Json> {
  const held = credentials.parse(current)
  return held.by === 'password' ? renewPassword(ctx, held, known) : renewOauth(ctx, held, known, nonces)
}

async function renewPassword(
  ctx: NetworkContext,
  held: z.infer<typeof password>,
  known: Facts,
): Promise<Json> {
  const answer = await ctx.http.request(`${known.pds}/xrpc/com.atproto.server.refreshSession`, {
    method: 'POST',
    headers: { accept: 'application/json', authorization: `Bearer ${held.refresh}` },
    accept: readStatuses,
    bucket: 'session',
    publicOnly: !known.typed,
    named: homeWords,
  })
  if (isExpired(answer))
    throw new Failure('signed-out', `The sign-in of @${known.handle} has ended. Sign in again.`, {
      status: answer.status,
    })
  if (answer.status >= 300) throw refused(answer, [held.refresh])
  const session = readOne(wireSession, parseJson(answer), new URL(known.pds).host, 'a sign-in')
  return asJson({ ...held, access: session.accessJwt, refresh: session.refreshJwt })
}

export const wireTokens = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  token_type: z.string().regex(/^dpop$/i),
  scope: z.string(),
  sub: z.string(),
})

async function renewOauth(
  ctx: NetworkContext,
  held: z.infer<typeof oauth>,
  known: Facts,
  nonces: Nonces,
): Promise<Json> {
  const { host } = new URL(held.tokenEndpoint)
  const form = { grant_type: 'refresh_token', refresh_token: held.refresh, client_id: held.clientId }
  const request = { method: 'POST' as const, form, bucket: 'session', publicOnly: !known.typed }
  const answer = await proven(ctx, held.key, nonces, held.tokenEndpoint, request)
  const failure = answer.status >= 300 ? refused(answer, secretsOf(asJson(held))) : undefined
  if (failure?.code === 'signed-out')
    throw new Failure(
      'signed-out',
      `${host} has ended the sign-in of @${known.handle}, as it does after two weeks with desktop programs. Sign in again, or use an app password.`,
      { status: failure.status },
    )
  if (failure !== undefined) throw failure
  const tokens = readOne(wireTokens, parseJson(answer), host, 'a sign-in')
  if (tokens.sub !== known.did)
    throw new Failure('signed-out', `${host} answered for somebody else. Sign in again.`)
  return asJson({ ...held, access: tokens.access_token, refresh: tokens.refresh_token })
}

function secretsOf(held: Json): string[] {
  const parsed = credentials.safeParse(held)
  return parsed.success ? [parsed.data.access, parsed.data.refresh] : []
}

/** Facts and credentials as core stores them. */
export function asJson(value: Facts | Credentials): Json {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))
}
