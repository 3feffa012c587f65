import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { Json, NetworkContext } from '../types.ts'
import { hostOf, placeOf, type Place } from './place.ts'
import { explained, refusal } from './refusals.ts'
import { wireToken } from './wire.ts'

/**
 * Reddit's OAuth for installed apps (github.com/reddit-archive/reddit/wiki/OAuth2): no secret and no PKCE; the client
 * names itself by HTTP Basic with an empty password. An access token lives an hour; the refresh token that comes with
 * `duration=permanent` is good until the user takes the app away.
 */

export const scopes = ['identity', 'read', 'submit', 'privatemessages', 'history', 'vote'] as const

export const credentials = z.object({
  clientId: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresMs: z.number(),
})
export type Credentials = z.infer<typeof credentials>

/** What a token answer means. */
export interface Tokens {
  accessToken: string
  /** Absent when a token was renewed: the old one stays good. */
  refreshToken: string | undefined
  expiresMs: number
  scopes: string[]
}

/** The page that asks the user. */
export function authorizeAddress(
  { www }: Place,
  { clientId, redirectUri, state }: { clientId: string; redirectUri: string; state: string },
): string {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    state,
    redirect_uri: redirectUri,
    duration: 'permanent',
    scope: scopes.join(' '),
  })
  return `${www}/api/v1/authorize?${query.toString()}`
}

/** Exchanges the code that the browser came back with. Throws signed-out where it does not count. */
export function redeem(
  ctx: NetworkContext,
  place: Place,
  clientId: string,
  { code, redirectUri }: { code: string; redirectUri: string },
): Promise<Tokens> {
  return tokens(ctx, place, clientId, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
  })
}

/** Renews an access token; core lets one exchange run at a time. */
export async function renewed(ctx: NetworkContext, host: string, used: Credentials): Promise<Credentials> {
  const fresh = await ctx.renewCredentials(asJson(used), async (current) => {
    const { clientId, refreshToken } = credentials.parse(current)
    const got = await tokens(ctx, placeOf(host), clientId, {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    })
    return asJson({
      clientId,
      accessToken: got.accessToken,
      refreshToken: got.refreshToken ?? refreshToken,
      expiresMs: got.expiresMs,
    })
  })
  const parsed = credentials.safeParse(fresh)
  if (!parsed.success) throw new Failure('signed-out', 'The sign-in at Reddit is incomplete. Sign in again.')
  return parsed.data
}

async function tokens(
  ctx: NetworkContext,
  place: Place,
  clientId: string,
  form: Record<string, string>,
): Promise<Tokens> {
  const answer = await ctx.http.request(`${place.www}/api/v1/access_token`, {
    method: 'POST',
    form,
    headers: {
      accept: 'application/json',
      authorization: `Basic ${Buffer.from(`${clientId}:`).toString('base64')}`,
    },
    accept: [400, ...explained],
    bucket: 'sign-in',
  })
  const host = hostOf(place)
  if (answer.status === 401)
    throw new Failure(
      'signed-out',
      `${host} does not know this client ID as an installed app. Check it at reddit.com/prefs/apps.`,
      { status: 401 },
    )
  if (answer.status === 400) throw ended(host)
  if (answer.status >= 400) throw refusal(answer, { signedIn: true, nowMs: ctx.clock.now() })
  const parsed = wireToken.safeParse(parseJson(answer))
  if (!parsed.success) throw new Failure('bad-response', `${host} answered with something that is no token.`)
  const { data } = parsed
  // A refusal comes with status 200.
  if ('error' in data) throw ended(host)
  return {
    accessToken: data.access_token,
    refreshToken: data.refresh_token,
    expiresMs: ctx.clock.now() + data.expires_in * 1000,
    scopes: data.scope.split(/[\s,]+/),
  }
}

function ended(host: string): Failure {
  return new Failure('signed-out', `${host} does not accept the sign-in (any more). Sign in again.`)
}

export function asJson(value: Credentials): Json {
  return { ...value }
}
