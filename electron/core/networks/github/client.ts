import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { HttpAnswer, HttpRequest, Json, NetworkAccount, NetworkContext } from '../types.ts'
import { githubFailure, graphqlFailure } from './github-failure.ts'
import { apiOf } from './hosts.ts'

/** Talking to GitHub as one account. */

const facts = z.object({
  login: z.string(),
  /** Database id of the user. */
  id: z.string(),
  scopes: z.array(z.string()),
})
export type Facts = z.infer<typeof facts>
const credentials = z.object({ token: z.string() })

/** Who reads, and where: names of items hold the host, since numbers are each server's own. */
export interface Viewer {
  /** `github.com` */
  host: string
  origin: string
  login: string
}

export interface Client {
  viewer: Viewer
  facts: Facts
  rest(path: string, request?: HttpRequest): Promise<{ data: unknown; answer: HttpAnswer }>
  /** `partly`: what was found counts, even if other parts were not. */
  graphql(document: string, variables: Json, partly?: boolean): Promise<unknown>
}

/** What talking needs of a context. */
export type Outside = Pick<NetworkContext, 'http' | 'clock'>

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(ctx: Outside, account: NetworkAccount): Client {
  const known = credentials.safeParse(account.credentials)
  const parsed = factsOf(account)
  if (!known.success || parsed === undefined)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return {
    facts: parsed,
    viewer: viewerOf(account.host, parsed.login),
    ...talk(ctx, account.host, known.data.token),
  }
}

export function viewerOf(origin: string, login: string): Viewer {
  return { host: new URL(origin).host, origin, login }
}

export function factsOf(account: NetworkAccount): Facts | undefined {
  return facts.safeParse(account.facts).data
}

/** Bodies as HTML besides Markdown, because only GitHub knows what a name or a number in it links to. */
export const fullBody = 'application/vnd.github.full+json'
const version = '2022-11-28'

export function talk(
  { http, clock }: Outside,
  origin: string,
  token: string,
): Pick<Client, 'rest' | 'graphql'> {
  const { rest, graphql } = apiOf(origin)
  const authorization = `Bearer ${token}`
  return {
    async rest(path, request = {}) {
      const answer = await http.request(`${rest}${path}`, {
        bucket: 'core',
        ...request,
        headers: { accept: fullBody, 'x-github-api-version': version, ...request.headers, authorization },
        accept: [...(request.accept ?? []), 403, 422],
      })
      if (answer.status === 403 || answer.status === 422) throw githubFailure(answer, clock.now())
      const isBare = answer.status === 304 || answer.status === 301 || answer.status === 204
      return { data: isBare ? undefined : parseJson(answer), answer }
    },
    async graphql(document, variables, partly = false) {
      const answer = await http.request(graphql, {
        bucket: 'graphql',
        headers: { accept: 'application/json', authorization },
        json: { query: document, variables },
        accept: [403],
      })
      if (answer.status === 403) throw githubFailure(answer, clock.now())
      const { data, errors } = graphqlAnswer.parse(parseJson(answer))
      const failure = graphqlFailure(errors, clock.now())
      const isFound = partly && data !== undefined && data !== null && failure?.code === 'gone'
      if (failure !== undefined && !isFound) throw failure
      return data
    },
  }
}

const graphqlAnswer = z
  .looseObject({ data: z.unknown().optional(), errors: z.unknown().optional() })
  .catch({ data: undefined, errors: [{ type: undefined, message: 'It sent something else than data' }] })

/** The page that a Link header leads to next; its address is not followed, so that no server can send us elsewhere. */
export function nextPage({ headers, url }: Pick<HttpAnswer, 'headers' | 'url'>): number | undefined {
  const target = /<([^>]+)>;[^,]*rel="?next"?/.exec(headers['link'] ?? '')?.[1]
  const page = target !== undefined && URL.canParse(target) ? pageIn(target) : undefined
  // A page that leads to itself is the last one.
  return page === undefined || page <= (pageIn(url) ?? 1) ? undefined : page
}

function pageIn(url: string): number | undefined {
  const page = Number.parseInt(new URL(url).searchParams.get('page') ?? '', 10)
  return Number.isSafeInteger(page) ? page : undefined
}

/** Facts as core stores them. */
export function asJson(value: Facts): Json {
  return { ...value }
}
