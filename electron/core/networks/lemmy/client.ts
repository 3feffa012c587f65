import { z } from 'zod'
import { parseJson } from '../http.ts'
import type { HttpRequest, Json, NetworkAccount, NetworkContext } from '../types.ts'
import { explained, refusal, type Limit } from './lemmy-failure.ts'
import type { Viewer } from './parse.ts'

/** Talking to one server, as one account or as a stranger. */

/** The API of 0.19 (and of what answers like it), or that of 1.0. */
export const apiShape = z.enum(['v3', 'v4'])
export type Api = z.infer<typeof apiShape>

/** What is kept of an account besides its credentials. */
const facts = z.object({
  api: apiShape,
  /** Number of the user at this server. */
  personId: z.number().int(),
  /** Address of the user, the same on every server. */
  address: z.string(),
  handle: z.string(),
})
export type Facts = z.infer<typeof facts>

/** What talking needs of a context. */
export type Outside = Pick<NetworkContext, 'http' | 'clock'>

/** A request of an API, by the path below its root. */
export interface Asking extends Omit<HttpRequest, 'accept' | 'bucket'> {
  limit?: Limit
}

export interface Client {
  server: string
  /** For words. */
  host: string
  api: Api
  viewer: Viewer
  signedIn: boolean
  /** Throws Failure; refusals are told by the word that they hold. */
  json(path: string, asking?: Asking): Promise<unknown>
}

export function factsOf(account: NetworkAccount): Facts | undefined {
  return facts.safeParse(account.facts).data
}

export function signedInClient(ctx: Outside, server: string, api: Api, jwt: string, known?: Facts): Client {
  const me =
    known === undefined ? undefined : { id: known.personId, address: known.address, handle: known.handle }
  return {
    server,
    host: new URL(server).host,
    api,
    viewer: { server, me },
    signedIn: true,
    json: (path, asking = {}) => ask(ctx, `${server}/api/${api}${path}`, asking, jwt),
  }
}

/** Talks as nobody. `named` says why, for servers that the user did not type; those must be public. */
export function strangerClient(ctx: Outside, server: string, api: Api, named?: string): Client {
  const reach = named === undefined ? {} : { publicOnly: true, named }
  return {
    server,
    host: new URL(server).host,
    api,
    viewer: { server },
    signedIn: false,
    json: (path, asking = {}) => ask(ctx, `${server}/api/${api}${path}`, { ...asking, ...reach }, undefined),
  }
}

async function ask(
  { http, clock }: Outside,
  url: string,
  { limit = 'read', ...request }: Asking,
  jwt: string | undefined,
): Promise<unknown> {
  const authorization: Record<string, string> = jwt === undefined ? {} : { authorization: `Bearer ${jwt}` }
  const answer = await http.request(url, {
    ...request,
    headers: { accept: 'application/json', ...request.headers, ...authorization },
    accept: explained,
    bucket: limit,
  })
  if (answer.status >= 400) {
    const secrets = jwt === undefined ? [] : [jwt]
    throw refusal(answer, { signedIn: jwt !== undefined, limit, nowMs: clock.now(), secrets })
  }
  return parseJson(answer)
}

/** Facts as core stores them. */
export function asJson(value: Facts): Json {
  return { ...value }
}
