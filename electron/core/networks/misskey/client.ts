import { hostOfHandle, safeAddress } from '../server-address.ts'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { TextRule } from '#shared/domain/text'
import { parseJson } from '../http.ts'
import type { Http, HttpAnswer, Json, NetworkAccount } from '../types.ts'
import type { Viewer } from './parse.ts'
import { refusalOf } from './refusals.ts'
import type { WireMeta } from './wire.ts'

/** Talking to one server: its address, who we are there, and what we know of it. */

/** What is kept of an account besides its credentials. */
const facts = z.object({
  userId: z.string(),
  acct: z.string(),
  domain: z.string(),
  maxCharacters: z.number().optional(),
  /** What a like is at this server. */
  like: z.string(),
  /** Whether the sign-in may like. */
  mayLike: z.boolean(),
  /** The streaming service takes the token as a header, so that it stands in no address. */
  tokenInHeader: z.boolean(),
})
export type Facts = z.infer<typeof facts>

const credentials = z.object({ token: z.string() })

export type Body = Readonly<Record<string, unknown>>

/** A server as one account, or as a stranger. */
export interface Client {
  origin: string
  /** For words. */
  host: string
  viewer: Viewer
  facts: Facts | undefined
  /** Asks a call of the API; throws Failure as of refusals.ts. */
  ask(endpoint: string, body?: Body): Promise<unknown>
  /** As ask, for calls that answer with nothing. */
  tell(endpoint: string, body: Body): Promise<void>
  /** As ask, with refusals (400, 401, 403) as answers. */
  attempt(endpoint: string, body: Body): Promise<HttpAnswer>
}

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(http: Http, account: NetworkAccount): Client {
  const known = credentials.safeParse(account.credentials)
  const parsed = facts.safeParse(account.facts)
  if (!known.success || !parsed.success)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return signedInClient(http, new URL(account.host).origin, known.data.token, parsed.data)
}

export function tokenOf(account: NetworkAccount): string {
  return credentials.parse(account.credentials).token
}

/** Who reads, for work that needs no request. */
export function viewerOf(account: NetworkAccount): Viewer {
  const { origin, host } = new URL(account.host)
  const known = factsOf(account)
  if (known === undefined) return { origin, domain: host }
  return { origin, domain: known.domain, me: { id: known.userId, acct: known.acct } }
}

export function factsOf(account: NetworkAccount): Facts | undefined {
  return facts.safeParse(account.facts).data
}

export function signedInClient(http: Http, origin: string, token: string, known: Facts | undefined): Client {
  const { host } = new URL(origin)
  const viewer: Viewer =
    known === undefined
      ? { origin, domain: host }
      : { origin, domain: known.domain, me: { id: known.userId, acct: known.acct } }
  return { origin, host, viewer, facts: known, ...callsOf(http, origin, token, false) }
}

/** Talks as nobody. */
export function strangerClient(http: Http, origin: string, publicOnly: boolean): Client {
  const { host } = new URL(origin)
  const viewer: Viewer = { origin, domain: host }
  return { origin, host, viewer, facts: undefined, ...callsOf(http, origin, undefined, publicOnly) }
}

/** The token goes as `i` in the body: every version takes it there, and bodies end up in no log. */
function callsOf(
  http: Http,
  origin: string,
  token: string | undefined,
  publicOnly: boolean,
): Pick<Client, 'ask' | 'tell' | 'attempt'> {
  const attempt = (endpoint: string, body: Body): Promise<HttpAnswer> =>
    http.request(`${origin}/api/${endpoint}`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      json: token === undefined ? body : { ...body, i: token },
      accept: [400, 401, 403],
      // Limits are counted for each call: too many notes stop no listening.
      bucket: endpoint,
      publicOnly,
    })
  const asked = async (endpoint: string, body: Body): Promise<HttpAnswer> => {
    const answer = await attempt(endpoint, body)
    if (answer.status < 400) return answer
    throw refusalOf(answer, endpoint, token === undefined ? [] : [token])
  }
  return {
    attempt,
    ask: async (endpoint, body = {}) => parseJson(await asked(endpoint, body)),
    tell: async (endpoint, body) => void (await asked(endpoint, body)),
  }
}

/** What typed text means as a server: `town.example`, `https://town.example/@ana`, `@ana@town.example`. */
export function originOf(typed: string): string {
  return safeAddress(hostOfHandle(typed), 'a server. It looks like town.example').origin
}

/** The like of Misskey itself, also where a note takes nothing else. */
const plainLike = '❤'

/** What to keep of a server's own words. */
export function metaFacts(
  meta: WireMeta,
  origin: string,
): Pick<Facts, 'domain' | 'maxCharacters' | 'like' | 'tokenInHeader'> {
  const said = meta.uri !== undefined && URL.canParse(meta.uri) ? new URL(meta.uri).host : ''
  const isOther = /firefish|calckey|foundkey|iceshrimp/i.test(`${meta.version} ${meta.repositoryUrl ?? ''}`)
  return {
    domain: said === '' ? new URL(origin).host : said.toLowerCase(),
    maxCharacters: meta.maxNoteTextLength,
    like: meta.defaultLike ?? meta.defaultReaction ?? plainLike,
    // Versions are years since 2023; what is older, or left before, reads the address only.
    tokenInHeader: /^20\d\d\./.test(meta.version) && !isOther,
  }
}

/** How the server counts: characters as they stand, and the warning apart. */
export function textRuleOf({ maxCharacters }: Pick<Facts, 'maxCharacters'>): TextRule | undefined {
  return maxCharacters === undefined ? undefined : { unit: 'codepoints', max: maxCharacters }
}

/** Facts as core stores them. */
export function asJson(value: Facts): Json {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))
}
