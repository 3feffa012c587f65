import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext } from '../types.ts'
import { hostOf, libraryOver, type Api } from './over-http.ts'
import type { Viewer } from './parse.ts'

/** One account of X: who it is, its tokens, and how they are renewed. */

export const defaultOrigin = 'https://api.x.com'
/** Renewed this long before the end, so that no request starts with a token that ends under way. */
const earlyMs = 60_000

const credentials = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  expiresMs: z.number().optional(),
  clientId: z.string().optional(),
  appBearer: z.string().optional(),
})
export type Credentials = z.infer<typeof credentials>

const facts = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  /** The account's own developer account holds the app: mentions cost a fifth. */
  ownsApp: z.boolean(),
})
export type Facts = z.infer<typeof facts>

export interface Client {
  origin: string
  /** For words. */
  host: string
  me: Viewer
  facts: Facts
  /** What reading our own timelines costs. */
  ownPrice: 'owned-read' | 'post-read'
  /** Speaks as the user, with a token that was renewed where that was due. */
  asUser<T>(ask: (api: Api) => Promise<T>): Promise<T>
  /** Speaks as the app; undefined where its bearer token was not given. */
  appBearer: string | undefined
}

/** Throws signed-out where the credentials cannot be read. */
export function clientOf(ctx: NetworkContext, account: NetworkAccount): Client {
  const known = credentials.safeParse(account.credentials)
  const fact = facts.safeParse(account.facts)
  if (!known.success || !fact.success)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  const origin = originOf(account.host)
  let now = known.data
  return {
    origin,
    host: hostOf(origin),
    me: fact.data,
    facts: fact.data,
    ownPrice: fact.data.ownsApp ? 'owned-read' : 'post-read',
    appBearer: known.data.appBearer,
    async asUser(ask) {
      const ends = now.expiresMs
      if (ends !== undefined && ends - earlyMs <= ctx.clock.now())
        now = await renewed(ctx, origin, account, now)
      try {
        return await ask(libraryOver(ctx.http, origin, now.accessToken).v2)
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'signed-out' || now.refreshToken === undefined)
          throw error
        now = await renewed(ctx, origin, account, now)
        return ask(libraryOver(ctx.http, origin, now.accessToken).v2)
      }
    },
  }
}

export function viewerOf(account: NetworkAccount): Viewer | undefined {
  return facts.safeParse(account.facts).data
}

/** The base address: X, or what a test or the demo puts in its place. */
export function originOf(host: string): string {
  return host === '' ? defaultOrigin : new URL(host).origin
}

/**
 * Exchanges the refresh token, which works once: core lets one exchange run at a time for each account, stores the new
 * pair before it is used, and hands it to whoever comes second.
 */
async function renewed(
  ctx: NetworkContext,
  origin: string,
  account: NetworkAccount,
  used: Credentials,
): Promise<Credentials> {
  const fresh = await ctx.renewCredentials(asJson(used), async (current) => {
    const { refreshToken, clientId, ...rest } = credentials.parse(current)
    if (refreshToken === undefined || clientId === undefined)
      throw new Failure(
        'signed-out',
        `The sign-in of ${account.handle} ran out after two hours. Sign in again.`,
      )
    const token = await libraryOver(ctx.http, origin, { clientId }).refreshOAuth2Token(refreshToken)
    return asJson({
      ...rest,
      clientId,
      accessToken: token.accessToken,
      refreshToken: token.refreshToken ?? refreshToken,
      expiresMs: ctx.clock.now() + token.expiresIn * 1000,
    })
  })
  const parsed = credentials.safeParse(fresh)
  if (!parsed.success)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return parsed.data
}

/** Drops what is undefined, which JSON has not. */
export function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json // it came through JSON.stringify
}
