import { hostOfHandle, safeAddress } from '../server-address.ts'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { TextRule } from '#shared/domain/text'
import { parseJson, statusFailure } from '../http.ts'
import type { Http, HttpRequest, Json, NetworkAccount } from '../types.ts'
import { fullAcct, type Viewer } from './parse.ts'
import type { WireInstance } from './wire.ts'

/** Talking to one server: its address, who we are there, and what we know of it. */

const software = z.enum(['mastodon', 'gotosocial', 'pleroma', 'snac', 'other'])
export type Software = z.infer<typeof software>

/** What is kept of an account besides its credentials. */
const facts = z.object({
  accountId: z.string(),
  acct: z.string(),
  url: z.string().optional(),
  domain: z.string(),
  software,
  /** Address of the streaming service; absent where there is none. */
  streaming: z.string().optional(),
  maxCharacters: z.number().optional(),
  urlWeight: z.number().optional(),
  /** Version of Mastodon's own API, 7 being 4.5; absent for other software. */
  apiVersion: z.number().optional(),
})
export type Facts = z.infer<typeof facts>

const credentials = z.object({
  token: z.string(),
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
})
export type Credentials = z.infer<typeof credentials>

/** A server as one account, or as a stranger. */
export interface Client {
  origin: string
  /** For words. */
  host: string
  viewer: Viewer
  facts: Facts | undefined
  json(path: string, request?: HttpRequest): Promise<{ data: unknown; link: string | undefined }>
}

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(http: Http, account: NetworkAccount): Client {
  const known = credentials.safeParse(account.credentials)
  const parsed = facts.safeParse(account.facts)
  if (!known.success || !parsed.success)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return signedInClient(http, account.host, known.data.token, parsed.data)
}

/** Who reads, for work that needs no request. */
export function viewerOf(account: NetworkAccount): Viewer {
  const parsed = facts.safeParse(account.facts)
  const { origin, host } = new URL(account.host)
  if (!parsed.success) return { origin, domain: host }
  const { accountId, acct, url, domain } = parsed.data
  return { origin, domain, me: { id: accountId, acct: fullAcct(acct, domain), url } }
}

export function factsOf(account: NetworkAccount): Facts | undefined {
  return facts.safeParse(account.facts).data
}

export function signedInClient(http: Http, origin: string, token: string, known: Facts | undefined): Client {
  const { host } = new URL(origin)
  const viewer: Viewer =
    known === undefined
      ? { origin, domain: host }
      : {
          origin,
          domain: known.domain,
          me: { id: known.accountId, acct: fullAcct(known.acct, known.domain), url: known.url },
        }
  return {
    origin,
    host,
    viewer,
    facts: known,
    json: (path, request = {}) =>
      ask(http, `${origin}${path}`, {
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${token}` },
      }),
  }
}

/** Talks as nobody. `publicOnly` for servers that the user did not type. */
export function strangerClient(http: Http, origin: string, publicOnly: boolean): Client {
  const { host } = new URL(origin)
  return {
    origin,
    host,
    viewer: { origin, domain: host },
    facts: undefined,
    json: (path, request = {}) => ask(http, `${origin}${path}`, { ...request, publicOnly }),
  }
}

async function ask(
  http: Http,
  url: string,
  request: HttpRequest,
): Promise<{ data: unknown; link: string | undefined }> {
  const answer = await http.request(url, {
    ...request,
    headers: { accept: 'application/json', ...request.headers },
    accept: [...(request.accept ?? []), 422],
  })
  if (answer.status === 422) {
    // Some servers answer a bad token so, with nothing in the body (snac).
    const token = request.headers?.['authorization']?.replace('Bearer ', '')
    const isToken = token !== undefined && answer.body.length === 0
    throw statusFailure(isToken ? { ...answer, status: 401 } : answer, {
      secrets: token === undefined ? [] : [token],
    })
  }
  return { data: parseJson(answer), link: answer.headers['link'] }
}

/** Ids that a Link header (RFC 8288) leads to; addresses are not followed, so that no server can send us elsewhere. */
export function linkIds(link: string | undefined): { next?: string | undefined; prev?: string | undefined } {
  const ids: { next?: string | undefined; prev?: string | undefined } = {}
  for (const match of (link ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^,;"=]+(?:=(?:"[^"]*"|[^,;"]*))?)*)/g)) {
    const [, target = '', parameters = ''] = match
    if (!URL.canParse(target, 'https://link.invalid/')) continue
    const query = new URL(target, 'https://link.invalid/').searchParams
    const rel = /rel="?([^";]*)/.exec(parameters)?.[1]?.split(/\s+/) ?? []
    if (rel.includes('next')) ids.next = query.get('max_id') ?? undefined
    if (rel.includes('prev')) ids.prev = query.get('min_id') ?? query.get('since_id') ?? undefined
  }
  return ids
}

/** What typed text means as a server: `town.example`, `https://town.example/@ana`, `@ana@town.example`. */
export function originOf(typed: string): string {
  return safeAddress(hostOfHandle(typed), 'a server. It looks like town.example').origin
}

/** What software answers, by what it says of its version. */
export function softwareOf(instance: Pick<WireInstance, 'version' | 'source_url'>): Software {
  const said = `${instance.version} ${instance.source_url}`.toLowerCase()
  if (/snac/.test(said)) return 'snac'
  if (/pleroma|akkoma/.test(said)) return 'pleroma'
  if (/gotosocial|^0\.\d+\.\d+/.test(said)) return 'gotosocial'
  if (/pixelfed|friendica|sharkey|misskey|iceshrimp|firefish|takahe|mitra|hollo/.test(said)) return 'other'
  return 'mastodon'
}

/** What to keep of an instance's own words. `host` is that of its address. */
export function instanceFacts(
  instance: WireInstance,
  origin: string,
): Omit<Facts, 'accountId' | 'acct' | 'url'> {
  const kind = softwareOf(instance)
  const statuses = instance.configuration?.statuses
  return {
    domain: domainOf(instance, origin),
    software: kind,
    streaming: kind === 'snac' ? undefined : streamingOf(instance, origin),
    maxCharacters:
      statuses?.max_characters ?? instance.max_toot_chars ?? (kind === 'mastodon' ? 500 : undefined),
    urlWeight: statuses?.characters_reserved_per_url,
    apiVersion: kind === 'mastodon' ? instance.api_versions?.mastodon : undefined,
  }
}

function domainOf(instance: WireInstance, origin: string): string {
  const said = instance.domain ?? instance.uri ?? ''
  const host = URL.canParse(said) && said.includes('://') ? new URL(said).host : said
  return host === '' ? new URL(origin).host : host.toLowerCase()
}

/** Servers behind a proxy announce `wss:` even where they are asked over http (a laboratory). */
function streamingOf(instance: WireInstance, origin: string): string {
  const own = origin.replace(/^http/, 'ws')
  const said = instance.configuration?.urls?.streaming ?? instance.urls?.streaming_api
  if (said === undefined || !URL.canParse(said)) return own
  const url = new URL(said)
  if (origin.startsWith('http:') && url.host === new URL(origin).host) return own
  const isSafe = url.protocol === 'wss:' || (url.protocol === 'ws:' && origin.startsWith('http:'))
  return isSafe ? said.replace(/\/+$/, '').replace(/\/api\/v1\/streaming$/, '') : own
}

/** How the server counts; undefined where it does not say how long a post may be. */
export function textRuleOf({ software: kind, maxCharacters, urlWeight }: Facts): TextRule | undefined {
  if (maxCharacters === undefined) return undefined
  if (kind === 'mastodon') {
    const max = maxCharacters
    return {
      unit: 'graphemes',
      max,
      urlWeight: urlWeight ?? 23,
      mentionLocalPartOnly: true,
      warningCounts: true,
    }
  }
  // The others count every character as it stands.
  return {
    unit: kind === 'gotosocial' ? 'codepoints' : 'graphemes',
    max: maxCharacters,
    warningCounts: true,
  }
}

/** Facts and credentials as core stores them. */
export function asJson(value: Facts | Credentials): Json {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))
}
