import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { HttpAnswer, HttpRequest, Json, NetworkAccount, NetworkContext } from '../types.ts'
import { credentials, renewed, type Credentials } from './oauth.ts'
import type { Viewer } from './parse.ts'
import { hostOf, placeOf, type Place } from './place.ts'
import { explained, refuseElsewhere, refusal } from './refusals.ts'

/** Talking to Reddit's API as one account, and to its feeds as nobody. */

const facts = z.object({ name: z.string() })
export type Facts = z.infer<typeof facts>

/** Renewed this long before the end, so that no request starts with a token that ends under way. */
const earlyMs = 60_000

/** Reddit slows down whoever does not name the program, its kind and, where there is one, its user. */
const program = 'desktop:earshot:1'

type Query = NonNullable<HttpRequest['query']>

export interface Client {
  viewer: Viewer
  /** Our own name. */
  me: string
  /** For words. */
  host: string
  /** Throws Failure; what is not there is gone. */
  get(path: string, query?: Query): Promise<unknown>
  post(path: string, form: Record<string, string>): Promise<unknown>
}

export function factsOf(account: NetworkAccount): Facts | undefined {
  return facts.safeParse(account.facts).data
}

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(ctx: NetworkContext, account: NetworkAccount): Client {
  const parsed = credentials.safeParse(account.credentials)
  const known = factsOf(account)
  if (!parsed.success || known === undefined)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return clientWith(ctx, account.host, known.name, parsed.data)
}

/** A call for oneself; `name` is empty while nobody is known yet. */
export function clientWith(ctx: NetworkContext, host: string, name: string, given: Credentials): Client {
  const place = placeOf(host)
  let held = given
  const ask = async (path: string, request: HttpRequest): Promise<unknown> => {
    if (held.expiresMs - earlyMs <= ctx.clock.now()) held = await renewed(ctx, host, held)
    let answer = await askAs(ctx, place, path, request, held, name)
    if (answer.status === 401) {
      held = await renewed(ctx, host, held)
      answer = await askAs(ctx, place, path, request, held, name)
    }
    if (answer.status >= 400)
      throw refusal(answer, { signedIn: true, nowMs: ctx.clock.now(), secrets: [held.accessToken] })
    refuseElsewhere(answer)
    return parseJson(answer)
  }
  return {
    viewer: { place, me: name === '' ? undefined : name },
    me: name,
    host: hostOf(place),
    get: (path, query) => ask(path, { query: { raw_json: '1', ...query } }),
    post: (path, form) => ask(path, { method: 'POST', form: { raw_json: '1', ...form } }),
  }
}

function askAs(
  ctx: NetworkContext,
  { api }: Place,
  path: string,
  request: HttpRequest,
  { accessToken }: Credentials,
  name: string,
): Promise<HttpAnswer> {
  return ctx.http.request(`${api}${path}`, {
    ...request,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${accessToken}`,
      'user-agent': name === '' ? program : `${program} (by /u/${name})`,
    },
    accept: explained,
  })
}

/** A feed, as nobody. Counted apart from everything else, for what strangers may ask for is little. */
export async function askFeed(
  ctx: Pick<NetworkContext, 'http' | 'clock'>,
  { www }: Place,
  path: string,
  query: Query,
): Promise<HttpAnswer> {
  const answer = await ctx.http.request(`${www}${path}`, {
    query,
    headers: { accept: 'application/atom+xml, application/xml;q=0.9', 'user-agent': program },
    accept: explained,
    bucket: 'feeds',
  })
  if (answer.status >= 400) throw refusal(answer, { signedIn: false, nowMs: ctx.clock.now() })
  refuseElsewhere(answer)
  return answer
}

export function factsAsJson({ name }: Facts): Json {
  return { name }
}
