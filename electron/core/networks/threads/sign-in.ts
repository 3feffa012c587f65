import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { originOf } from './api.ts'
import { apiOf, clientOf, factsJson, factsOf, type Api, type Facts } from './client.ts'
import { manifest } from './manifest.ts'
import { credentialsJson } from './renewal.ts'
import { refuseDeaf } from './scopes.ts'
import { readOne, wireMe, wireTokenFacts } from './wire.ts'

/**
 * Signing in with a token of the user's own app. A browser sign-in is not possible from a program: Threads sends people
 * back to addresses with https only, and wants the app's secret in exchange
 * (developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions).
 */

/** A token that ends sooner than this is one from a quick try: it would leave the account silent within hours. */
const shortestLifeMs = 86_400_000

/** Tests a pasted token. Throws bad-input, signed-out or forbidden with words that name what is missing. */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const origin = originOf(host)
  const token = wordIn(fields['token'] ?? '')
  const nowMs = ctx.clock.now()
  const api = apiOf(ctx, origin, () => Promise.resolve(token))
  const told = await tokenFacts(api, token)
  refuseShort(told?.expiresMs, nowMs)
  refuseDeaf(told?.scopes)
  const me = await whoami(api)
  const facts: Facts = { userId: me.id, username: me.username, scopes: told?.scopes }
  return {
    remoteId: me.id,
    handle: `@${me.username}`,
    name: me.name === '' ? me.username : me.name,
    host: origin,
    credentials: credentialsJson({
      token,
      issuedMs: told?.issuedMs ?? nowMs,
      expiresMs: told?.expiresMs,
    }),
    facts: factsJson(facts),
    textRule: manifest.textRule,
    // Also where the token lacks the permission: then the stream itself says in words what it needs.
    streams: [
      { kind: 'mentions', name: `Mentions of @${me.username}`, config: {} },
      { kind: 'replies', name: `Replies to @${me.username}`, config: {} },
    ],
  }
}

/** Asks again what we are called, and what the token may do. */
export async function refreshFacts(
  ctx: NetworkContext,
  account: NetworkAccount,
): Promise<{ facts: Json; textRule?: SignedIn['textRule'] }> {
  const client = clientOf(ctx, account)
  const me = await whoami(client)
  return {
    facts: factsJson({ userId: me.id, username: me.username, scopes: factsOf(account)?.scopes }),
    textRule: manifest.textRule,
  }
}

function wordIn(typed: string): string {
  const text = typed.trim()
  if (text === '' || /[^\x21-\x7e]/.test(text))
    throw new Failure('bad-input', 'Paste the token: one word without spaces.')
  if (text.startsWith('TH|'))
    throw new Failure(
      'bad-input',
      'This is the token of an app. Take the one of your account: in the app, Use cases, Threads, Settings, User Token Generator.',
    )
  return text
}

interface TokenFacts {
  scopes: string[] | undefined
  issuedMs: number | undefined
  expiresMs: number | undefined
}

/** What Threads says of the token; undefined where it tells this only to others. */
async function tokenFacts(api: Api, token: string): Promise<TokenFacts | undefined> {
  try {
    const answer = await api.ask('/debug_token', { query: { input_token: token } })
    const { data } = readOne(wireTokenFacts, answer, 'facts about the token')
    if (!data.is_valid)
      throw new Failure(
        'signed-out',
        `Threads says that the token is not valid (any more)${endWords(data.expires_at)}. Make a new one.`,
      )
    return {
      scopes: data.scopes,
      issuedMs: millisOf(data.issued_at),
      expiresMs: millisOf(data.expires_at),
    }
  } catch (error) {
    // Only testers of an app may ask about its tokens. What the token can do then shows when it is used.
    const isClosed = error instanceof Failure && ['forbidden', 'rejected', 'gone'].includes(error.code)
    if (isClosed) return undefined
    throw error
  }
}

async function whoami(api: Api): Promise<{ id: string; username: string; name: string }> {
  const data = await api.ask('/me', { query: { fields: 'id,username,name' }, scope: 'threads_basic' })
  return readOne(wireMe, data, 'an account')
}

/** Zero means never. */
function millisOf(seconds: number | undefined): number | undefined {
  return seconds === undefined || seconds <= 0 ? undefined : seconds * 1000
}

function endWords(seconds: number | undefined): string {
  const ms = millisOf(seconds)
  return ms === undefined ? '' : `: it ended on ${new Date(ms).toISOString().slice(0, 10)}`
}

function refuseShort(expiresMs: number | undefined, nowMs: number): void {
  if (expiresMs === undefined || expiresMs - nowMs >= shortestLifeMs) return
  const hours = Math.max(0, Math.round((expiresMs - nowMs) / 3_600_000))
  throw new Failure(
    'bad-input',
    `This token ends in about ${String(hours)} hours. Take one of the User Token Generator of your app: it lives for sixty days and is renewed by itself.`,
  )
}
