import { isPrivateWay } from '../server-address.ts'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson, statusFailure } from '../http.ts'
import type { Http, HttpAnswer, HttpRequest, Json, NetworkAccount, NetworkContext } from '../types.ts'
import type { Viewer } from './parse.ts'
import { endpoint, rootWords, siteKey } from './site.ts'
import { wireError } from './wire.ts'

/** Talking to one blog: where its API is, who we are there, and what its refusals mean. */

/** What is kept of an account besides its credentials. */
const facts = z.object({
  /** Root of the REST API. */
  root: z.string(),
  userId: z.number().int(),
  canModerate: z.boolean(),
})
export type Facts = z.infer<typeof facts>

const credentials = z.object({ user: z.string(), password: z.string() })
export type Credentials = z.infer<typeof credentials>

/** A blog as one account, or as a stranger. */
export interface Client {
  /** For words. */
  host: string
  viewer: Viewer
  canModerate: boolean
  signedIn: boolean
  /** `pages` is absent where the answer is no list. */
  json(route: string, request?: HttpRequest): Promise<{ data: unknown; pages: number | undefined }>
}

/** A blog that was found. */
export interface Place {
  site: string
  root: string
}

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(ctx: NetworkContext, account: NetworkAccount): Client {
  const known = factsOf(account)
  const parsed = credentials.safeParse(account.credentials)
  if (!parsed.success || known === undefined)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return signedInClient(ctx, { site: account.host, root: known.root }, parsed.data, known)
}

export function factsOf(account: NetworkAccount): Facts | undefined {
  return facts.safeParse(account.facts).data
}

export function signedInClient(
  ctx: NetworkContext,
  { site, root }: Place,
  { user, password }: Credentials,
  known: Pick<Facts, 'userId' | 'canModerate'> | undefined,
): Client {
  const host = new URL(root).host
  if (!isPrivateWay(new URL(root)))
    throw new Failure('bad-input', `${host} must be asked over https, or others could read the sign-in.`)
  const authorization = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
  return {
    host,
    viewer: { site, userId: known?.userId, ours: known?.canModerate ?? false },
    canModerate: known?.canModerate ?? false,
    signedIn: true,
    json: (route, request = {}) =>
      ask(ctx, endpoint(root, route), { ...request, headers: { ...request.headers, authorization } }, true),
  }
}

/** Talks as nobody. `publicOnly` for blogs that the user did not type. */
export function strangerClient(
  ctx: NetworkContext,
  { site, root }: Place,
  options: { ours: boolean; publicOnly: boolean },
): Client {
  return {
    host: new URL(root).host,
    viewer: { site, ours: options.ours },
    canModerate: false,
    signedIn: false,
    json: (route, request = {}) =>
      ask(ctx, endpoint(root, route), { ...request, publicOnly: options.publicOnly }, false),
  }
}

/** Refusals whose reason is in the body. */
const explained = [400, 401, 403, 409] as const

async function ask(
  ctx: { http: Http; clock: NetworkContext['clock'] },
  url: string,
  request: HttpRequest,
  signedIn: boolean,
): Promise<{ data: unknown; pages: number | undefined }> {
  const answer = await ctx.http.request(url, {
    ...request,
    headers: { accept: 'application/json', ...request.headers },
    accept: explained,
    named: rootWords,
  })
  if (answer.status >= 400) throw refusal(answer, request, signedIn, ctx.clock.now())
  const pages = Number(answer.headers['x-wp-totalpages'] ?? Number.NaN)
  return { data: parseJson(answer), pages: Number.isInteger(pages) ? pages : undefined }
}

/** WordPress lets a person comment every 15 seconds (check_comment_flood_db), and says no more of it than that. */
const floodMs = 15_000

/** What a refusal means, by the code in its body. */
export function refusal(answer: HttpAnswer, request: HttpRequest, signedIn: boolean, nowMs: number): Failure {
  const { host } = new URL(answer.url)
  const { status } = answer
  switch (errorCode(answer)) {
    case 'comment_flood':
      return new Failure('rate-limited', `${host} takes one comment every 15 seconds.`, {
        status,
        retryAtMs: nowMs + floodMs,
      })
    case 'comment_duplicate':
      return new Failure('duplicate', `${host} already has exactly this comment.`, { status })
    case 'rest_comment_closed':
      return new Failure('forbidden', 'Comments on this post are closed. The words are kept in the outbox.', {
        status,
      })
    case 'rest_comment_invalid_post_id':
    case 'rest_comment_trash_post':
    case 'rest_comment_draft_post':
      return new Failure('gone', 'The post that this answers is not public any more.', { status })
    case 'comment_content_column_length':
      return new Failure('rejected', `The comment is too long for ${host}.`, { status })
    default:
      break
  }
  if ((status === 401 || status === 403) && !signedIn) {
    return new Failure(
      'forbidden',
      `${host} shows its comments to its own people only. Sign in there, or add the address of its comments feed under Feeds.`,
      { status },
    )
  }
  if (status === 403)
    return new Failure('forbidden', `${host} does not allow this user to do that.`, { status })
  return statusFailure(answer, { secrets: secretsOf(request) })
}

function secretsOf({ headers }: HttpRequest): string[] {
  const pair = headers?.['authorization']?.replace('Basic ', '') ?? ''
  return pair === ''
    ? []
    : [
        pair,
        Buffer.from(pair, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, ''),
      ]
}

function errorCode(answer: HttpAnswer): string | undefined {
  try {
    return wireError.safeParse(parseJson({ ...answer, status: 200 })).data?.code
  } catch (error) {
    // A page instead of JSON: something stands before the blog, and the status says what it wants.
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** Facts and credentials as core stores them. */
export function asJson(value: Facts | Credentials): Json {
  return { ...value }
}

/** A name for people: `blog.example/notes`. */
export function siteLabel(site: string): string {
  return siteKey(site)
}
