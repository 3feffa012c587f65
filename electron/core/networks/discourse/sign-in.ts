import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { TextRule } from '#shared/domain/text'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { readOne } from '../read-wire.ts'
import {
  asJson,
  clientOf,
  factsOf,
  signedInClient,
  strangerClient,
  type Client,
  type Credentials,
  type Facts,
} from './client.ts'
import { makeKeyPair, openGrant } from './key-pair.ts'
import { readAddress, siteKey } from './place.ts'
import { ruleOf } from './text-rule.ts'
import { wireBasicInfo, wireSession, wireSettings } from './wire.ts'

/**
 * Signing in with a key that the user grants on the forum's own page (meta.discourse.org/t/48536), or with one that an
 * administrator made. The page sends nobody back to a program that the forum's keeper did not list, so what it shows is
 * pasted; that works on every forum.
 */

const applicationName = 'Earshot'
/** Reading, and saying; `write` alone would be enough, but the page explains both. */
const scopes = 'read,write'

const pendingShape = z.object({
  site: z.string(),
  clientId: z.string(),
  nonce: z.string(),
  privateKey: z.string(),
})

export async function beginBrowserSignIn(
  ctx: NetworkContext,
  host: string,
): Promise<{ url: string; pending: Json }> {
  const { site } = readAddress(host)
  await titleOf(ctx, site)
  const { publicKey, privateKey } = await makeKeyPair()
  const [clientId, nonce] = [ctx.newId(), ctx.newId()]
  const query = new URLSearchParams({
    application_name: applicationName,
    client_id: clientId,
    scopes,
    nonce,
    public_key: publicKey,
  })
  return {
    url: `${site}/user-api-key/new?${query.toString()}`,
    pending: { site, clientId, nonce, privateKey },
  }
}

const grantShape = z.looseObject({ key: z.string().min(1), nonce: z.string() })

export async function finishBrowserSignIn(
  ctx: NetworkContext,
  pending: Json,
  params: Record<string, string>,
): Promise<SignedIn> {
  const begun = pendingShape.safeParse(pending).data
  if (begun === undefined) throw new Failure('bad-input', 'This sign-in is over. Start it again.')
  const grant = grantShape.safeParse(openGrant(begun.privateKey, params['pasted'] ?? '')).data
  if (grant === undefined || grant.nonce !== begun.nonce)
    throw new Failure(
      'bad-input',
      'This was granted to another sign-in. Start again, and copy what the page shows.',
    )
  const { site, clientId } = begun
  return whoAmI(ctx, site, { kind: 'user', key: grant.key, clientId })
}

/** Tests a key that an administrator made. */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const { site } = readAddress(host)
  const username = (fields['user'] ?? '').trim().replace(/^@/, '')
  const key = (fields['key'] ?? '').trim()
  if (username === '') throw new Failure('bad-input', 'Type your name on the forum.')
  if (!/^[\x21-\x7e]+$/.test(key)) throw new Failure('bad-input', 'Paste the API key; it is one word.')
  return whoAmI(ctx, site, { kind: 'admin', key, username })
}

async function whoAmI(ctx: NetworkContext, site: string, given: Credentials): Promise<SignedIn> {
  const title = await titleOf(ctx, site)
  const client = signedInClient(ctx, site, given, undefined)
  const { current_user: user } = await probe(client, given)
  const facts: Facts = { username: user.username, title, ...(await limitsOf(client)) }
  const host = siteKey(site)
  return {
    remoteId: `${host}#user-${String(user.id)}`,
    handle: `@${user.username}@${host}`,
    name: user.name === '' ? user.username : user.name,
    host: site,
    credentials: asJson(given),
    facts: asJson(facts),
    textRule: ruleOf(facts, false),
    streams: [{ kind: 'mentions', name: `@${user.username} on ${title}`, config: {} }],
  }
}

async function probe(client: Client, given: Credentials) {
  try {
    return readOne(wireSession, await client.json('/session/current.json'), client.host, 'a user')
  } catch (error) {
    const isRefused =
      error instanceof Failure && ['signed-out', 'forbidden', 'gone', 'rejected'].includes(error.code)
    if (!isRefused) throw error
    const words =
      given.kind === 'user'
        ? 'Start the sign-in again.'
        : 'Check both: the key belongs to all users or to just this one, and may read and write everything (scope Global).'
    throw new Failure(
      'signed-out',
      `${client.host} does not accept this key${given.kind === 'user' ? '' : ' with this name'}. ${words}`,
      {
        status: error.status,
        cause: error,
      },
    )
  }
}

/** The forum's name, which it tells everybody. Throws bad-input where no forum of this kind answers. */
export async function titleOf(ctx: NetworkContext, site: string): Promise<string> {
  const client = strangerClient(ctx, site)
  try {
    const { title } = readOne(
      wireBasicInfo,
      await client.json('/site/basic-info.json'),
      client.host,
      'its name',
    )
    return title.trim() === '' ? client.host : title.trim()
  } catch (error) {
    if (!(error instanceof Failure) || !['gone', 'bad-response', 'rejected'].includes(error.code)) throw error
    throw new Failure(
      'bad-input',
      `No Discourse forum answers at ${client.host}. Check the address, with the folder that the forum stands in.`,
      { cause: error },
    )
  }
}

/** How short and how long posts may be; forums that do not say so judge for themselves. */
async function limitsOf(client: Client): Promise<Pick<Facts, 'minPost' | 'minPrivate' | 'maxPost'>> {
  try {
    const data = await client.json('/site/settings.json')
    const read = readOne(wireSettings, data, client.host, 'its settings')
    return {
      minPost: read.min_post_length,
      minPrivate: read.min_personal_message_post_length,
      maxPost: read.max_post_length,
    }
  } catch (error) {
    if (error instanceof Failure && ['gone', 'forbidden', 'bad-response'].includes(error.code)) return {}
    throw error
  }
}

/** Asks again what the forum allows. */
export async function refreshFacts(
  ctx: NetworkContext,
  account: NetworkAccount,
): Promise<{ facts: Json; textRule: TextRule }> {
  const known = factsOf(account)
  const client = clientOf(ctx, account)
  if (known === undefined) throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete.`)
  const { current_user: user } = readOne(
    wireSession,
    await client.json('/session/current.json'),
    client.host,
    'a user',
  )
  const facts: Facts = {
    username: user.username,
    title: await titleOf(ctx, account.host),
    ...(await limitsOf(client)),
  }
  return { facts: asJson(facts), textRule: ruleOf(facts, false) }
}
