import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson, statusFailure } from '../http.ts'
import type { HttpAnswer, HttpRequest, Json, NetworkAccount, NetworkContext } from '../types.ts'
import type { Viewer } from './parse.ts'
import { placeOfName, siteKey } from './place.ts'
import { plain, wireRefusal } from './wire.ts'

/** Talking to one forum: as one of its users or as a stranger, and what its refusals mean. */

/** What a user granted to Earshot, or a key that an administrator made. */
const credentials = z.union([
  z.object({ kind: z.literal('user'), key: z.string(), clientId: z.string() }),
  z.object({ kind: z.literal('admin'), key: z.string(), username: z.string() }),
])
export type Credentials = z.infer<typeof credentials>

/** What is kept of an account besides its credentials. */
const facts = z.object({
  username: z.string(),
  /** The forum's name. */
  title: z.string(),
  /** Fewest and most characters of a post, where the forum says so. */
  minPost: z.number().int().optional(),
  /** The fewest of one in a private topic, where that differs. */
  minPrivate: z.number().int().optional(),
  maxPost: z.number().int().optional(),
})
export type Facts = z.infer<typeof facts>

export interface Client {
  /** For words. */
  host: string
  viewer: Viewer
  signedIn: boolean
  json(route: string, request?: HttpRequest): Promise<unknown>
}

export function factsOf(account: Pick<NetworkAccount, 'facts'>): Facts | undefined {
  return facts.safeParse(account.facts).data
}

/** Facts and credentials as core stores them. */
export function asJson(value: Facts | Credentials): Json {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))
}

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(ctx: NetworkContext, account: NetworkAccount): Client {
  const known = factsOf(account)
  const parsed = credentials.safeParse(account.credentials)
  if (!parsed.success || known === undefined)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return signedInClient(ctx, account.host, parsed.data, known.username)
}

export function signedInClient(
  ctx: NetworkContext,
  site: string,
  given: Credentials,
  username: string | undefined,
): Client {
  const headers: Record<string, string> =
    given.kind === 'user'
      ? { 'user-api-key': given.key, 'user-api-client-id': given.clientId }
      : { 'api-key': given.key, 'api-username': given.username }
  return {
    host: siteKey(site),
    viewer: { site, username },
    signedIn: true,
    json: (route, request = {}) => ask(ctx, site, route, { ...request, headers }, true),
  }
}

/** Talks as nobody. `publicOnly` for forums that the user did not type. */
export function strangerClient(ctx: NetworkContext, site: string, publicOnly = false): Client {
  return {
    host: siteKey(site),
    viewer: { site },
    signedIn: false,
    json: (route, request = {}) => ask(ctx, site, route, { ...request, publicOnly }, false),
  }
}

/** As the account, or, without one, as a stranger at the forum that a post's name tells. */
export function clientOfName(ctx: NetworkContext, account: NetworkAccount | null, name: string): Client {
  return account === null ? strangerClient(ctx, placeOfName(name).site, true) : clientOf(ctx, account)
}

/** Refusals whose reason is in the body. */
const explained = [400, 403, 422] as const
const whoAmI = '/session/current.json'

async function ask(
  ctx: NetworkContext,
  site: string,
  route: string,
  request: HttpRequest,
  signedIn: boolean,
): Promise<unknown> {
  try {
    const answer = await ctx.http.request(`${site}${route}`, { ...request, accept: explained })
    // A forum for members only sends strangers to the page where they sign in.
    if (!signedIn && new URL(answer.url).pathname.endsWith('/login'))
      throw new Failure('forbidden', membersOnly(siteKey(site)), { status: answer.status })
    if (answer.status < 400) return parseJson(answer)
    const failure = refusal(answer, signedIn)
    // A key that was withdrawn is refused in the words of any other refusal; only this question tells them apart.
    if (failure.code === 'forbidden' && signedIn && typeOf(answer) === 'invalid_access' && route !== whoAmI)
      await ask(ctx, site, whoAmI, { headers: request.headers ?? {} }, true)
    throw failure
  } catch (error) {
    if (error instanceof Failure && error.code === 'signed-out' && !signedIn)
      throw new Failure('forbidden', membersOnly(siteKey(site)), { status: error.status, cause: error })
    throw error
  }
}

/** What a refusal means, by the word in its body. */
function refusal(answer: HttpAnswer, signedIn: boolean): Failure {
  const host = new URL(answer.url).host
  const { status } = answer
  const said = refusalIn(answer)
  const words = said?.errors[0] === undefined ? '' : ` It said: ${plain(said.errors[0])}`
  if (status === 403) {
    const isWhoAmI = new URL(answer.url).pathname.endsWith(whoAmI)
    if (signedIn && (said?.error_type === 'not_logged_in' || (isWhoAmI && said?.error_type !== undefined)))
      return new Failure('signed-out', `${host} does not accept the key (any more). Sign in again.`, {
        status,
      })
    if (!signedIn) return new Failure('forbidden', membersOnly(host), { status })
    return new Failure('forbidden', `${host} does not allow this account to do that.${words}`, { status })
  }
  if (said === undefined) return statusFailure(answer)
  return new Failure('rejected', `${host} did not take this.${words}`, { status })
}

function membersOnly(host: string): string {
  return `${host} shows this to its members only. Sign in there, and listen as your account.`
}

function refusalIn(answer: HttpAnswer): z.output<typeof wireRefusal> | undefined {
  try {
    return wireRefusal.safeParse(parseJson({ ...answer, status: 200 })).data
  } catch (error) {
    // A page instead of JSON: something stands before the forum, and the status says what it wants.
    if (error instanceof Failure) return undefined
    throw error
  }
}

function typeOf(answer: HttpAnswer): string | undefined {
  return refusalIn(answer)?.error_type
}
