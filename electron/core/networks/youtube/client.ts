import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { HttpRequest, Json, NetworkAccount, NetworkContext } from '../types.ts'
import { refresh } from './oauth.ts'
import type { Viewer } from './parse.ts'
import { placesOf, type Places } from './places.ts'
import { dailyLimit, explained, refusal } from './refusals.ts'

/** Talking to the Data API as one channel: by its tokens, which are renewed, or by an API key, which only reads. */

const credentials = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('tokens'),
    clientId: z.string(),
    clientSecret: z.string(),
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresMs: z.number(),
  }),
  z.object({ by: z.literal('key'), apiKey: z.string() }),
])
export type Credentials = z.infer<typeof credentials>

/** What is kept of an account besides its credentials. */
const facts = z.object({
  channelId: z.string(),
  /** With its @; the title where a channel has none. */
  handle: z.string(),
  title: z.string(),
  /** May answer and moderate; an API key may not. */
  writes: z.boolean(),
})
export type Facts = z.infer<typeof facts>

export interface Client {
  places: Places
  /** For words. */
  host: string
  viewer: Viewer
  /** May answer and moderate. */
  writes: boolean
  /** GET of a list, by its name in the API. */
  get(what: string, query: NonNullable<HttpRequest['query']>): Promise<unknown>
  /** POST; undefined where the answer is empty (204). */
  post(what: string, query: NonNullable<HttpRequest['query']>, body?: Json): Promise<unknown>
}

/** Renewed this long before the end, so that no request starts with a token that ends under way. */
const earlyMs = 60_000

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(ctx: NetworkContext, account: NetworkAccount): Client {
  const known = credentials.safeParse(account.credentials)
  const fact = facts.safeParse(account.facts)
  if (!known.success || !fact.success)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return clientWith(ctx, placesOf(account.host), known.data, fact.data, account.credentials)
}

export function factsOf(account: NetworkAccount): Facts | undefined {
  return facts.safeParse(account.facts).data
}

/** Talks with credentials, also before they are an account’s: `known` is absent until we know who we are. */
export function clientWith(
  ctx: NetworkContext,
  places: Places,
  given: Credentials,
  known: Facts | undefined,
  asStored: Json = asJson(given),
): Client {
  let now = given
  // Core tells by these whether somebody else has renewed them meanwhile: they go back as they came.
  let stored = asStored
  const renew = async (): Promise<void> => {
    stored = await renewed(ctx, places, stored)
    now = readCredentials(stored)
  }
  const ask = async (what: string, request: HttpRequest): Promise<unknown> => {
    if (now.by === 'tokens' && now.expiresMs - earlyMs <= ctx.clock.now()) await renew()
    try {
      return await once(ctx, `${places.api}/${what}`, request, now)
    } catch (error) {
      // Revoked before its time: the refresh token may still count.
      if (!(error instanceof Failure) || error.code !== 'signed-out' || now.by !== 'tokens') throw error
      await renew()
      return once(ctx, `${places.api}/${what}`, request, now)
    }
  }
  return {
    places,
    host: new URL(places.api).host,
    viewer: { channelId: known?.channelId, handle: known?.handle, isKeeper: known?.writes ?? false },
    writes: known?.writes ?? false,
    get: (what, query) => ask(what, { query, ...bucketOf(what) }),
    post: (what, query, body) =>
      ask(what, { method: 'POST', query, ...(body === undefined ? {} : { json: body }) }),
  }
}

/** Searches are counted apart by Google, so that their end stops nothing else here. */
function bucketOf(what: string): { bucket?: string } {
  return what === 'search' ? { bucket: 'search' } : {}
}

async function once(
  ctx: NetworkContext,
  url: string,
  request: HttpRequest,
  by: Credentials,
): Promise<unknown> {
  const nowMs = ctx.clock.now()
  const answer = await ctx.http
    .request(url, {
      ...request,
      // In a header, or the key would stand in every log on its way.
      headers: {
        accept: 'application/json',
        ...(by.by === 'key'
          ? { 'x-goog-api-key': by.apiKey }
          : { authorization: `Bearer ${by.accessToken}` }),
      },
      accept: explained,
    })
    .catch((error: unknown) => {
      throw error instanceof Failure ? dailyLimit(error, nowMs) : error
    })
  if (answer.status >= 300)
    throw refusal(answer, { nowMs, isWrite: request.method === 'POST', secrets: secretsOf(by) })
  return answer.status === 204 ? undefined : parseJson(answer)
}

function secretsOf(by: Credentials): string[] {
  return by.by === 'key' ? [by.apiKey] : [by.accessToken, by.refreshToken, by.clientSecret]
}

/** Exchanges the refresh token, which stays as it is, for another hour. */
function renewed(ctx: NetworkContext, places: Places, used: Json): Promise<Json> {
  return ctx.renewCredentials(used, async (current) => {
    const known = readCredentials(current)
    if (known.by !== 'tokens') return current
    const { accessToken, expiresMs, refreshToken } = await refresh(ctx, places, known, known.refreshToken)
    return asJson({ ...known, accessToken, expiresMs, refreshToken: refreshToken ?? known.refreshToken })
  })
}

function readCredentials(value: Json): Credentials {
  const parsed = credentials.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Failure('signed-out', 'The sign-in at Google is incomplete. Sign in again.')
}

/** Facts and credentials as core stores them: without what is undefined, which JSON has not. */
export function asJson(value: Facts | Credentials): Json {
  return Object.fromEntries(
    Object.entries(value).filter(
      (pair): pair is [string, string | number | boolean] => pair[1] !== undefined,
    ),
  )
}
