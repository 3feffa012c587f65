import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { asJson, clientOf, clientWith, type Client, type Credentials, type Facts } from './client.ts'
import { manifest, scope } from './manifest.ts'
import { readChannel } from './names.ts'
import { consentAddress, newVerifier, redeem } from './oauth.ts'
import { placesOf } from './places.ts'
import { readList, wireChannel, type WireChannel } from './wire.ts'

/** Signing in: by the browser with a client of the user's own project, or with an API key, which only reads. */

const pendingShape = z.object({
  host: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  redirectUri: z.string(),
  state: z.string(),
  verifier: z.string(),
})

export async function beginBrowserSignIn(
  ctx: NetworkContext,
  host: string,
  redirectUri: string,
  fields: Record<string, string>,
): Promise<{ url: string; pending: Json }> {
  const clientId = word(fields['clientId'], 'client ID')
  const clientSecret = word(fields['clientSecret'], 'client secret')
  const places = placesOf(host)
  const asked = { clientId, redirectUri, state: ctx.newId(), verifier: newVerifier() }
  return { url: consentAddress(places, asked), pending: { host: places.host, clientSecret, ...asked } }
}

export async function finishBrowserSignIn(
  ctx: NetworkContext,
  pending: Json,
  params: Record<string, string>,
): Promise<SignedIn> {
  const parsed = pendingShape.safeParse(pending)
  if (!parsed.success) throw new Failure('bad-input', 'This sign-in is over. Start it again.')
  const { host, clientId, clientSecret, redirectUri, state, verifier } = parsed.data
  if (params['error'] === 'access_denied')
    throw new Failure('forbidden', 'You did not allow Earshot at Google, or are no test user of the project. Nothing was changed.') // prettier-ignore
  if (params['error'] !== undefined)
    throw new Failure('forbidden', `Google refused the sign-in (${params['error'].slice(0, 60)}).`)
  const { code } = params
  if (code === undefined || params['state'] !== state)
    throw new Failure('bad-input', 'The browser came back with an answer to another sign-in. Start it again.')
  const places = placesOf(host)
  const tokens = await redeem(ctx, places, { clientId, clientSecret }, { code, redirectUri, verifier })
  if (!tokens.scopes.includes(scope))
    throw new Failure('forbidden', 'The sign-in lacks the scope youtube.force-ssl. Sign in again, and leave the box on Google’s page ticked.') // prettier-ignore
  if (tokens.refreshToken === undefined)
    throw new Failure('bad-response', 'Google gave no lasting sign-in. Take Earshot out of your account’s connections at Google, and sign in again.') // prettier-ignore
  const { accessToken, refreshToken, expiresMs } = tokens
  const by: Credentials = {
    by: 'tokens',
    clientId,
    clientSecret,
    accessToken,
    refreshToken,
    expiresMs,
  }
  return signedIn(clientWith(ctx, places, by, undefined), by, { mine: 'true' })
}

/** Tests a pasted API key with the channel that it is to listen for. */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const by: Credentials = { by: 'key', apiKey: word(fields['apiKey'], 'API key') }
  const channel = readChannel(fields['channel'] ?? '')
  return signedIn(clientWith(ctx, placesOf(host), by, undefined), by, filterOf(channel))
}

/** Who we are, or which channel somebody named. */
export function filterOf(channel: { channel: string } | { handle: string }): Record<string, string> {
  return 'channel' in channel ? { id: channel.channel } : { forHandle: channel.handle }
}

/** The channel that a filter finds; undefined where there is none. One unit. */
export async function findChannel(
  client: Client,
  filter: Record<string, string>,
): Promise<WireChannel | undefined> {
  const data = await client.get('channels', { part: 'snippet', ...filter })
  return readList(wireChannel, data, client.host).entries[0]
}

async function signedIn(client: Client, by: Credentials, filter: Record<string, string>): Promise<SignedIn> {
  const channel = await findChannel(client, filter)
  if (channel === undefined) throw noChannel(by)
  const facts = factsFrom(channel, by.by === 'tokens')
  return {
    remoteId: channel.id,
    handle: facts.handle,
    name: facts.title,
    host: client.places.host,
    credentials: asJson(by),
    facts: asJson(facts),
    textRule: manifest.textRule,
    streams: [{ kind: 'comments', name: `Comments on ${facts.title}`, config: {} }],
  }
}

function noChannel({ by }: Credentials): Failure {
  return by === 'tokens'
    ? new Failure(
        'forbidden',
        'This Google account has no YouTube channel. Choose the account of your channel.',
      )
    : new Failure('gone', 'YouTube knows no such channel. Look at its handle, or paste its address.')
}

function factsFrom({ id, snippet }: WireChannel, writes: boolean): Facts {
  const title = snippet.title.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  const handle = snippet.customUrl.startsWith('@') ? snippet.customUrl : title
  return { channelId: id, handle: handle === '' ? id : handle, title: title === '' ? id : title, writes }
}

/** Asks again what the channel is called. */
export async function refreshFacts(
  ctx: NetworkContext,
  account: NetworkAccount,
): Promise<{ facts: Json; textRule?: SignedIn['textRule'] }> {
  const client = clientOf(ctx, account)
  const channel = await findChannel(client, client.writes ? { mine: 'true' } : { id: account.remoteId })
  if (channel === undefined)
    throw new Failure('gone', `YouTube does not have the channel ${account.handle} any more.`)
  return { facts: asJson(factsFrom(channel, client.writes)), textRule: manifest.textRule }
}

/** A pasted word without the spaces around it. Throws bad-input. */
function word(typed: string | undefined, what: string): string {
  const text = (typed ?? '').trim()
  if (text === '' || /[^\x21-\x7e]/.test(text))
    throw new Failure(
      'bad-input',
      `The ${what} is one word without spaces. Copy it from your Google Cloud project.`,
    )
  return text
}
