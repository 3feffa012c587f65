import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson, readGraphUsage } from '../http.ts'
import type { Json, NetworkAccount, NetworkContext } from '../types.ts'
import { apiVersion } from './api.ts'
import { refusalOf, spoken } from './refusals.ts'
import { credentialsIn, renewed } from './renewal.ts'
import type { Scope } from './scopes.ts'

/** Talking to the Threads API as one account. */

const facts = z.object({
  userId: z.string(),
  /** Without the @; people can change it. */
  username: z.string(),
  /** Permissions of the token; absent where Threads did not say. */
  scopes: z.array(z.string()).optional(),
})
export type Facts = z.infer<typeof facts>

export interface Call {
  query?: Record<string, string | undefined>
  form?: Record<string, string>
  /** The permission that it rests on, named where it is refused. */
  scope?: Scope
  /** Searches and profiles are counted apart, by numbers of a day. */
  bucket?: 'search' | 'profiles'
}

export interface Api {
  ask(path: string, call?: Call): Promise<unknown>
  /** How much of the fullest quota was used, in percent, by the answers so far. */
  usedPercent(): number
}

export interface Client extends Api {
  facts: Facts
}

type Outside = Pick<NetworkContext, 'http' | 'clock' | 'renewCredentials'>

/** Talks as the account, with a token that is renewed in time. Throws signed-out where its credentials cannot be read. */
export function clientOf(ctx: Outside, account: NetworkAccount): Client {
  const known = factsOf(account)
  if (known === undefined || credentialsIn(account.credentials) === undefined)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  let token: Promise<string> | undefined
  return {
    facts: known,
    ...apiOf(ctx, account.host, () => (token ??= renewed(ctx, account.host, account.credentials))),
  }
}

export function factsOf(account: NetworkAccount): Facts | undefined {
  return facts.safeParse(account.facts).data
}

/** Talks with a token, which travels in a header. */
export function apiOf(
  { http, clock }: Pick<Outside, 'http' | 'clock'>,
  origin: string,
  tokenNow: () => Promise<string>,
): Api {
  let usedPercent = 0
  return {
    usedPercent: () => usedPercent,
    async ask(path, call = {}) {
      const token = await tokenNow()
      const answer = await http.request(`${origin}/${apiVersion}${path}`, {
        headers: { accept: 'application/json', authorization: `Bearer ${token}` },
        query: call.query ?? {},
        accept: spoken,
        ...(call.form === undefined ? {} : { form: call.form }),
        bucket: call.bucket ?? 'threads',
      })
      const nowMs = clock.now()
      usedPercent = Math.max(usedPercent, readGraphUsage(answer.headers, nowMs)?.percent ?? 0)
      if (answer.status >= 300) throw refusalOf(answer, { nowMs, secrets: [token], scope: call.scope })
      return parseJson(answer)
    },
  }
}

/** Facts as core stores them. */
export function factsJson({ userId, username, scopes }: Facts): Json {
  return { userId, username, ...(scopes === undefined ? {} : { scopes }) }
}
