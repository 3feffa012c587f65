import { isThisMachine, safeAddress } from '../server-address.ts'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { Http } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { handleShape } from './facets.ts'
import { wireDidDocument, wireRepo, wireResolved, type WireDidDocument } from './wire.ts'

/**
 * From what a person types to the server that holds their account (atproto.com/specs/identity): handle -> DID -> DID
 * document -> PDS. Everything is sent to that server; it asks the AppView for us.
 */

/** Where identities are looked up. Typed hosts are trusted to be where they are; others must be public addresses. */
export interface Places {
  /** Signs in, where a handle tells nothing (an e-mail address). */
  entryway: string
  /** Turns handles into DIDs. */
  resolver: string
  /** Directory of did:plc documents. */
  directory: string
  typed: boolean
}

const publicPlaces: Places = {
  entryway: 'https://bsky.social',
  resolver: 'https://public.api.bsky.app',
  directory: 'https://plc.directory',
  typed: false,
}

/** A server that was typed answers for everything but the directory, unless it runs on this very machine. */
export function placesOf(typedHost: string): Places {
  if (typedHost.trim() === '') return publicPlaces
  const origin = originOf(typedHost)
  const directory = isThisMachine(new URL(origin).host) ? origin : publicPlaces.directory
  return { entryway: origin, resolver: origin, directory, typed: true }
}

/** Why the server is asked that an identity leads to, for the ledger of hosts. */
export const homeWords = 'the server that keeps the account'

/** What typed text means as a server: `bsky.social`, `https://pds.example`. Throws bad-input. */
export function originOf(typed: string): string {
  return safeAddress(typed, 'a server. It looks like bsky.social').origin
}

/** What typed text means as a person: a handle or a DID, also out of a profile's address. Throws bad-input. */
export function actorOf(typed: string): string {
  const text = typed
    .trim()
    .replace(/^https?:\/\/[^/]+\/profile\//i, '')
    .replace(/^at:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^[@\u200e\u2066\u2068\u202a]+/, '')
    .replace(/[\u2069\u202c]+$/, '')
  if (/^did:(?:plc:[a-z2-7]{24}|web:[\w.:%-]+)$/.test(text)) return text
  const handle = text.toLowerCase()
  if (handleShape.test(handle) && handle.length <= 253) return handle
  throw new Failure('bad-input', 'This is not a handle. A handle has a dot in it, like ana.bsky.social.')
}

/** The DID behind a handle; a DID is its own answer. Throws bad-input where nobody has the handle. */
export async function resolveActor(http: Http, actor: string, places: Places): Promise<string> {
  if (actor.startsWith('did:')) return actor
  const did = (await askResolver(http, actor, places)) ?? (await askHandleItself(http, actor, places))
  if (did !== undefined) return did
  throw new Failure('bad-input', `Nobody is called @${actor}. Check the spelling.`)
}

async function askResolver(http: Http, handle: string, places: Places): Promise<string | undefined> {
  const answer = await http.request(`${places.resolver}/xrpc/com.atproto.identity.resolveHandle`, {
    query: { handle },
    accept: [400, 404],
    publicOnly: !places.typed,
  })
  if (answer.status !== 200) return undefined
  return readOne(wireResolved, parseJson(answer), new URL(answer.url).host, 'an identity').did
}

/** The host of the handle says whose it is; of use for handles that the resolver does not know yet. */
async function askHandleItself(http: Http, handle: string, places: Places): Promise<string | undefined> {
  if (places.typed) return undefined
  try {
    const answer = await http.request(`https://${handle}/.well-known/atproto-did`, {
      publicOnly: true,
      maxBytes: 4096,
      named: `the handle @${handle}`,
    })
    const said = new TextDecoder().decode(answer.body).trim()
    return /^did:[a-z]+:[\w.:%-]+$/.test(said) ? said : undefined
  } catch (error) {
    // No such host, or one that knows nothing of this: nobody has the handle, which is what the caller says.
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** The document of a DID. Throws gone where there is none (any more). */
export async function didDocument(http: Http, did: string, places: Places): Promise<WireDidDocument> {
  const publicOnly = !places.typed
  if (did.startsWith('did:web:')) {
    const host = decodeURIComponent(did.slice('did:web:'.length))
    const scheme = isThisMachine(host) && places.typed ? 'http' : 'https'
    return document(http, `${scheme}://${host}/.well-known/did.json`, did, publicOnly)
  }
  try {
    return await document(http, `${places.directory}/${did}`, did, publicOnly)
  } catch (error) {
    // A laboratory has its directory elsewhere; its server knows the documents of its own people.
    const isElsewhere =
      error instanceof Failure && error.code === 'gone' && places.directory === places.entryway
    if (!isElsewhere) throw error
    const { data } = await http.json(`${places.entryway}/xrpc/com.atproto.repo.describeRepo`, {
      query: { repo: did },
    })
    return readOne(wireRepo, data, new URL(places.entryway).host, 'an identity').didDoc
  }
}

async function document(http: Http, url: string, did: string, publicOnly: boolean): Promise<WireDidDocument> {
  const { data } = await http.json(url, { publicOnly, maxBytes: 262_144, named: `the identity ${did}` })
  const found = readOne(wireDidDocument, data, new URL(url).host, 'an identity')
  if (found.id !== did)
    throw new Failure('bad-response', `${new URL(url).host} answered with the identity of somebody else.`)
  return found
}

/** Origin of the server that holds the account. Throws bad-response where the document names none that may be used. */
export function pdsOf(doc: WireDidDocument, places: Places): string {
  const endpoint = doc.service.find(
    ({ id, type }) => id.endsWith('#atproto_pds') && type === 'AtprotoPersonalDataServer',
  )?.serviceEndpoint
  const url = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint) : undefined
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && places.typed && isThisMachine(url.host))
  if (url === undefined || !isSafe)
    throw new Failure('bad-response', 'This account names no server that holds it. Is it still there?')
  return url.origin
}

export function handleOf(doc: WireDidDocument): string | undefined {
  return doc.alsoKnownAs
    .find((name) => name.startsWith('at://'))
    ?.slice('at://'.length)
    .toLowerCase()
}
