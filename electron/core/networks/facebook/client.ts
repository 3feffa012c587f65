import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson, readGraphUsage } from '../http.ts'
import type { HttpRequest, Json, NetworkAccount, NetworkContext } from '../types.ts'
import { graphFailure } from './graph-failure.ts'
import { graphVersion } from './graph.ts'

/** Talking to the Graph API as one Page. */

const facts = z.object({
  pageId: z.string(),
  pageName: z.string(),
  username: z.string().optional(),
  /** The Instagram professional account that belongs to the Page. */
  igId: z.string().optional(),
  igUsername: z.string().optional(),
  /** Permissions of the token; absent where Facebook did not say. */
  scopes: z.array(z.string()).optional(),
  /** When the token ends; absent for never. */
  expiresMs: z.number().optional(),
  dataAccessExpiresMs: z.number().optional(),
})
export type Facts = z.infer<typeof facts>

const credentials = z.object({ token: z.string(), appSecret: z.string().optional() })
export type Credentials = z.infer<typeof credentials>

/** What talking needs of a context. */
type Outside = Pick<NetworkContext, 'http' | 'clock'>

export interface Call {
  query?: Record<string, string | undefined>
  form?: Record<string, string>
  method?: 'POST' | 'DELETE'
  /** The permission that it rests on, named where it is refused. */
  scope?: string
  /** Instagram's quota is counted apart. */
  instagram?: boolean
}

export interface Graph {
  ask(path: string, call?: Call): Promise<unknown>
  /** How much of the fullest quota was used, in percent, by the answers so far. */
  usedPercent(): number
}

export interface Client extends Graph {
  facts: Facts
}

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(ctx: Outside, account: NetworkAccount): Client {
  const known = credentials.safeParse(account.credentials)
  const parsed = factsOf(account)
  if (!known.success || parsed === undefined)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return { facts: parsed, ...graphOf(ctx, account.host, known.data) }
}

export function factsOf(account: NetworkAccount): Facts | undefined {
  return facts.safeParse(account.facts).data
}

/** Statuses whose bodies say more than they do. */
const spoken = [400, 401, 403, 404, 410, 422]

/** Talks with a token. The token travels in a header; with an app secret each call proves that it is known. */
export function graphOf(
  { http, clock }: Outside,
  origin: string,
  { token, appSecret }: Partial<Credentials>,
): Graph {
  const proof: Record<string, string> =
    appSecret === undefined || token === undefined
      ? {}
      : { appsecret_proof: createHmac('sha256', appSecret).update(token).digest('hex') }
  const secrets = [token, appSecret].filter((secret) => secret !== undefined)
  let usedPercent = 0
  return {
    usedPercent: () => usedPercent,
    async ask(path, call = {}) {
      const answer = await http.request(`${origin}/${graphVersion}${path}`, requestOf(call, token, proof))
      const nowMs = clock.now()
      usedPercent = Math.max(usedPercent, readGraphUsage(answer.headers, nowMs)?.percent ?? 0)
      if (answer.status >= 300) throw graphFailure(answer, { nowMs, secrets, scope: call.scope })
      return parseJson(answer)
    },
  }
}

function requestOf(call: Call, token: string | undefined, proof: Record<string, string>): HttpRequest {
  return {
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    query: { ...call.query, ...proof },
    accept: spoken,
    ...(call.method === undefined ? {} : { method: call.method }),
    ...(call.form === undefined ? {} : { form: call.form }),
    bucket: call.instagram === true ? 'instagram' : 'pages',
  }
}

/** Facts and credentials as core stores them. */
export function asJson(value: Facts | Credentials): Json {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))
}
