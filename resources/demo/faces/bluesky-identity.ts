import { json, type Answer, type TownRequest } from '../message.ts'
import type { Person } from '../world.ts'
import { didOf, handleOf } from './bluesky-names.ts'
import { missing, refuse, type Town, type XrpcCall } from './bluesky-xrpc.ts'

/** Who is who (atproto.com/specs/did): the directory of did:plc, handles, and what a server says of itself. */

export function didDocument(person: Person, origin: string): Record<string, unknown> {
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: didOf(person),
    alsoKnownAs: [`at://${handleOf(person)}`],
    verificationMethod: [
      {
        id: `${didOf(person)}#atproto`,
        type: 'Multikey',
        controller: didOf(person),
        publicKeyMultibase: 'zQ3shTownTownTownTownTownTownTownTownTownTownTown',
      },
    ],
    service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: origin }],
  }
}

export function identityCalls(town: Town): XrpcCall[] {
  const { names, records, setting } = town
  return [
    {
      method: 'GET',
      nsid: 'com.atproto.identity.resolveHandle',
      open: true,
      handle({ params }) {
        const handle = params.get('handle')
        if (handle === undefined) return missing('handle')
        const person = names.personAt(handle)
        return person === undefined
          ? refuse(400, 'HandleNotFound', 'Unable to resolve handle')
          : json({ did: didOf(person) })
      },
    },
    {
      method: 'GET',
      nsid: 'com.atproto.repo.describeRepo',
      open: true,
      handle({ params }) {
        const person = names.personAt(params.get('repo') ?? '')
        if (person === undefined) return refuse(400, 'InvalidRequest', 'Could not find user')
        const [did, handle] = [didOf(person), handleOf(person)]
        return json({
          handle,
          did,
          didDoc: didDocument(person, setting.origin),
          collections: ['app.bsky.feed.post'],
          handleIsCorrect: true,
        })
      },
    },
    {
      method: 'GET',
      nsid: 'com.atproto.server.describeServer',
      open: true,
      handle: () =>
        json({
          did: 'did:web:localhost',
          availableUserDomains: ['.lindenbrook.example'],
          inviteCodeRequired: true,
          links: {},
          contact: {},
        }),
    },
    {
      method: 'GET',
      nsid: 'app.bsky.actor.getProfile',
      handle({ params }) {
        const person = names.personAt(params.get('actor') ?? '')
        return person === undefined
          ? refuse(400, 'InvalidRequest', 'Profile not found')
          : json(records.fullProfile(person))
      },
    },
    {
      method: 'GET',
      nsid: 'app.bsky.actor.getProfiles',
      handle({ params }) {
        const people = params.list('actors').flatMap((actor) => names.personAt(actor) ?? [])
        return json({ profiles: people.map((person) => records.fullProfile(person)) })
      },
    },
  ]
}

/** The directory, and the file by which the host of a handle says whose it is. */
export function identityPage(town: Town, { method, url }: TownRequest): Answer | undefined {
  if (method !== 'GET') return undefined
  const path = decodeURIComponent(url.pathname)
  if (path === '/.well-known/atproto-did')
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: didOf(town.names.bakery),
    }
  if (!path.startsWith('/did:plc:')) return undefined
  const person = town.names.personAt(path.slice(1))
  return person === undefined
    ? json({ message: `DID not registered: ${path.slice(1)}` }, 404)
    : json(didDocument(person, town.setting.origin), 200, {
        'content-type': 'application/did+ld+json; charset=utf-8',
      })
}
