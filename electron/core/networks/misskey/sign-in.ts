import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { TextRule } from '#shared/domain/text'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { readOne } from '../read-wire.ts'
import {
  asJson,
  clientOf,
  factsOf,
  metaFacts,
  originOf,
  signedInClient,
  strangerClient,
  textRuleOf,
  type Client,
  type Facts,
} from './client.ts'
import { authorOf } from './parse.ts'
import { codeIn, refusalOf } from './refusals.ts'
import { askedRights, neededRights, rightsInWords, type Right } from './rights.ts'
import { wireCheck, wireMeta, wireUser } from './wire.ts'

/**
 * Signing in by MiAuth (misskey-hub.net/docs/for-developers/api/token/miauth): a page of the server asks the user for
 * the rights under a session that we made up, comes back to 127.0.0.1, and gives the token once for that session.
 * There is no registration and no secret. Or with a token that was made on the server's own settings page.
 */

const pendingShape = z.object({ origin: z.string(), session: z.string() })

/** Builds the address to open in the browser. Throws bad-input where the server is no Misskey. */
export async function beginBrowserSignIn(
  ctx: NetworkContext,
  host: string,
  redirectUri: string,
): Promise<{ url: string; pending: Json }> {
  const origin = originOf(host)
  // Asked first, so that nobody is sent to a page that does not exist.
  await askMeta(strangerClient(ctx.http, origin, false))
  const session = ctx.newId()
  const callback = new URL(redirectUri)
  // MiAuth adds its session to the address; what waits for the browser goes by a code, as with other networks.
  callback.searchParams.set('code', 'miauth')
  const query = new URLSearchParams({
    name: 'Earshot',
    callback: callback.href,
    permission: askedRights.join(','),
  })
  return {
    url: `${origin}/miauth/${encodeURIComponent(session)}?${query.toString()}`,
    pending: { origin, session },
  }
}

/** Fetches the token for which the user agreed. */
export async function finishBrowserSignIn(
  ctx: NetworkContext,
  pending: Json,
  params: Record<string, string>,
): Promise<SignedIn> {
  const parsed = pendingShape.safeParse(pending)
  if (!parsed.success) throw new Failure('bad-input', 'This sign-in is over. Start it again.')
  const { origin, session } = parsed.data
  if (params['session'] !== session)
    throw new Failure('bad-input', 'The browser came back with an answer to another sign-in. Start it again.')
  const stranger = strangerClient(ctx.http, origin, false)
  const data = await stranger.ask(`miauth/${encodeURIComponent(session)}/check`)
  const { ok, token } = readOne(wireCheck, data, stranger.host, 'a sign-in')
  if (!ok || token === undefined)
    throw new Failure('forbidden', `You did not allow Earshot at ${stranger.host}. Nothing was changed.`)
  return whoAmI(ctx, origin, token)
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
  return whoAmI(ctx, origin, token)
}

async function whoAmI(ctx: NetworkContext, origin: string, token: string): Promise<SignedIn> {
  const meta = await askMeta(strangerClient(ctx.http, origin, false))
  const client = signedInClient(ctx.http, origin, token, undefined)
  const mayLike = await refuseMissing(client)
  const user = readOne(wireUser, await client.ask('i'), client.host, 'an account')
  const known = metaFacts(meta, origin)
  const author = authorOf({ ...user, host: undefined }, { origin, domain: known.domain })
  const facts: Facts = { ...known, userId: user.id, acct: author.remoteId, mayLike }
  return {
    remoteId: author.remoteId,
    handle: author.handle,
    name: author.name,
    host: origin,
    credentials: { token },
    facts: asJson(facts),
    textRule: textRuleOf(facts),
    streams: [{ kind: 'mentions', name: `Mentions of ${author.handle}`, config: {} }],
  }
}

/** Asks again what the server says of itself, and whether likes are allowed by now. */
export async function refreshFacts(
  ctx: NetworkContext,
  account: NetworkAccount,
): Promise<{ facts: Json; textRule?: TextRule | undefined }> {
  const client = clientOf(ctx.http, account)
  const known = factsOf(account)
  if (known === undefined) throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete.`)
  const { userId, acct } = known
  const mayLike = await refuseMissing(client)
  const facts: Facts = { ...metaFacts(await askMeta(client), client.origin), userId, acct, mayLike }
  return { facts: asJson(facts), textRule: textRuleOf(facts) }
}

/**
 * Calls that tell whether a right is held and do nothing: rights are checked before what was sent is, and a call to
 * delete that names nothing is refused as such.
 */
const probes: Readonly<Record<Right, [endpoint: string, body: Readonly<Record<string, unknown>>]>> = {
  'read:account': ['i', {}],
  'read:notifications': ['i/notifications', { limit: 1, markAsRead: false }],
  'write:notes': ['notes/delete', {}],
  'write:reactions': ['notes/reactions/delete', {}],
}

/** Throws forbidden with everything that is missing; answers whether likes are allowed. No call tells the rights of a token. */
async function refuseMissing(client: Client): Promise<boolean> {
  const missing: Right[] = []
  for (const right of Object.keys(probes) as Right[]) if (await lacks(client, right)) missing.push(right)
  const needed = missing.filter((right) => neededRights.includes(right))
  if (needed.length === 0) return !missing.includes('write:reactions')
  throw new Failure(
    'forbidden',
    `The sign-in at ${client.host} lacks ${rightsInWords(needed)}. Make a new one that allows this.`,
  )
}

async function lacks(client: Client, right: Right): Promise<boolean> {
  const [endpoint, body] = probes[right]
  const answer = await client.attempt(endpoint, body)
  const code = codeIn(answer)
  if (answer.status < 400 || code === 'INVALID_PARAM') return false
  if (code === 'PERMISSION_DENIED') return true
  throw refusalOf(answer, endpoint, [])
}

/** A server that does not have the call at all is no server of this kind. */
async function askMeta(client: Client): Promise<z.infer<typeof wireMeta>> {
  try {
    const data = await client.ask('meta', { detail: false })
    return readOne(wireMeta, data, client.host, 'an account of itself')
  } catch (error) {
    if (error instanceof Failure && ['gone', 'bad-response', 'rejected'].includes(error.code))
      throw new Failure('bad-input', `${client.host} does not speak like Misskey. Check the address.`, {
        cause: error,
      })
    throw error
  }
}
