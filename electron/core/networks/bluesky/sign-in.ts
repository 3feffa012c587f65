import { isThisMachine } from '../server-address.ts'
import type { z } from 'zod'
import { Failure } from '#shared/failure'
import type { TextRule } from '#shared/domain/text'
import { parseJson } from '../http.ts'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { readOne } from '../read-wire.ts'
import {
  asJson,
  clientOf,
  factsOf,
  signedInClient,
  textRule,
  type Client,
  type Credentials,
  type Facts,
} from './client.ts'
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
import { authorOf } from './parse.ts'
import { wireAuthor, wireSession } from './wire.ts'
import { readStatuses, refusalOf, refused } from './xrpc.ts'

/** Hosted Jetstream; a server on this machine brings its own. */
const publicJetstream = 'wss://jetstream2.us-east.bsky.network'

/**
 * Signs in with a handle and an app password (com.atproto.server.createSession). What is kept are the two tokens of
 * the session and not the password.
 */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const places = placesOf(host.trim() === '' ? (fields['host'] ?? '') : host)
  const typed = (fields['handle'] ?? '').trim()
  const secret = (fields['password'] ?? '').trim()
  if (secret === '')
    throw new Failure('bad-input', 'Paste the app password. It looks like abcd-efgh-ijkl-mnop.')
  // An e-mail address signs in too, but leads to no server of its own.
  const identifier = typed.includes('@') && /^[^@\s]+@[^@\s]+$/.test(typed) ? typed : actorOf(typed)
  const server = await serverOf(ctx, identifier, places)
  const session = await noPds(new URL(server).host, createSession(ctx, server, places, identifier, secret))
  const pds = session.didDoc === undefined ? server : pdsOf(session.didDoc, places)
  const credentials: Credentials = {
    by: 'password',
    access: session.accessJwt,
    refresh: session.refreshJwt,
  }
  return whoAmI(ctx, asJson(credentials), baseFacts(session.did, session.handle, pds, places))
}

async function serverOf(ctx: NetworkContext, identifier: string, places: Places): Promise<string> {
  if (places.typed || identifier.includes('@')) return places.entryway
  const did = await resolveActor(ctx.http, identifier, places)
  return pdsOf(await didDocument(ctx.http, did, places), places)
}

async function createSession(
  ctx: NetworkContext,
  server: string,
  places: Places,
  identifier: string,
  secret: string,
): Promise<z.infer<typeof wireSession>> {
  const { host } = new URL(server)
  const answer = await ctx.http.request(`${server}/xrpc/com.atproto.server.createSession`, {
    json: { identifier, password: secret },
    accept: readStatuses,
    bucket: 'session',
    publicOnly: !places.typed,
    named: homeWords,
  })
  if (answer.status >= 300) {
    if (refusalOf(answer).name === 'AuthFactorTokenRequired')
      throw new Failure(
        'bad-input',
        'This is the password of the account itself, and it asks for a code by e-mail. Make an app password instead.',
      )
    throw refused(answer, [secret])
  }
  const session = readOne(wireSession, parseJson(answer), host, 'a sign-in')
  if (session.active === false)
    throw new Failure('forbidden', `This account is not active at ${host}. Open it there and see why.`)
  return session
}

/** A server that does not have the call at all, or answers with a page, is no server of this kind. */
async function noPds<T>(host: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Failure && (error.code === 'gone' || error.code === 'bad-response'))
      throw new Failure('bad-input', `${host} does not speak like a Bluesky server. Check the address.`, {
        cause: error,
      })
    throw error
  }
}

export function baseFacts(did: string, handle: string, pds: string, places: Places): Facts {
  const url = new URL(pds)
  const jetstream = isThisMachine(url.host)
    ? `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}`
    : publicJetstream
  return { did, handle, name: handle, pds, typed: places.typed, jetstream }
}

/** Who a fresh sign-in belongs to, and what it may hear. Throws forbidden where it may not read notifications. */
export async function whoAmI(ctx: NetworkContext, credentials: Json, known: Facts): Promise<SignedIn> {
  const facts = await withProfile(signedInClient(ctx, credentials, known), known)
  return {
    remoteId: facts.did,
    handle: `@${facts.handle}`,
    name: facts.name,
    host: facts.pds,
    credentials,
    facts: asJson(facts),
    textRule,
    streams: [{ kind: 'mentions', name: `Mentions of @${facts.handle}`, config: {} }],
  }
}

/** Adds how we are called. The profile comes from the AppView; while that is down, the handle has to do. */
async function withProfile(client: Client, known: Facts): Promise<Facts> {
  try {
    const data = await client.get('app.bsky.actor.getProfile', { actor: known.did })
    const { handle, name, avatarUrl } = authorOf(readOne(wireAuthor, data, client.host, 'a profile'))
    return { ...known, handle: handle.replace(/^@/, ''), name, avatarUrl }
  } catch (error) {
    // `gone`: an account that has never been shown anywhere has no profile yet.
    const mayGoOn = error instanceof Failure && ['unavailable', 'gone', 'not-supported'].includes(error.code)
    if (!mayGoOn) throw error
    return known
  }
}

/** Asks again how we are called and where we are held: handles change, and accounts move between servers. */
export async function refreshFacts(
  ctx: NetworkContext,
  account: NetworkAccount,
): Promise<{ facts: Json; textRule?: TextRule | undefined }> {
  const known = factsOf(account)
  if (known === undefined)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  const client = clientOf(ctx, account)
  const data = await client.get('com.atproto.server.getSession')
  const session = readOne(
    wireSession.pick({ did: true, handle: true, didDoc: true }),
    data,
    client.host,
    'a sign-in',
  )
  const handle = (session.didDoc === undefined ? undefined : handleOf(session.didDoc)) ?? session.handle
  return { facts: asJson(await withProfile(client, { ...known, handle })), textRule }
}
