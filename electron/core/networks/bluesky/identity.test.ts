import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { Fetch } from '../../deps.ts'
import { fakeClock } from '../../testing/fake-clock.ts'
import { createHttp } from '../http.ts'
import { anyHost, memoryLedger } from '../testing.ts'
import { actorOf, didDocument, originOf, pdsOf, placesOf, resolveActor } from './identity.ts'

const did = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const doc = (pds: string, id = did) => ({
  id,
  alsoKnownAs: ['at://ana.example'],
  service: [
    { id: '#labeler', type: 'AtprotoLabeler', serviceEndpoint: 'https://labels.example' },
    { id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: pds },
  ],
})

/** Answers by address; what is not there is 404. */
function worldOf(answers: Record<string, unknown>) {
  const asked: { url: string; publicOnly: boolean }[] = []
  const fetch: Fetch = async (address, { publicOnly }) => {
    asked.push({ url: address, publicOnly })
    const found = answers[address]
    const body = Buffer.from(
      typeof found === 'string' ? found : JSON.stringify(found ?? { error: 'NotFound' }),
    )
    return {
      status: found === undefined ? 404 : 200,
      headers: [],
      body: (async function* () {
        yield body
      })(),
    }
  }
  const { signal } = new AbortController()
  const http = createHttp({ fetch, ledger: memoryLedger(), clock: fakeClock(), random: () => 0 })({
    reach: anyHost,
    signal,
  })
  return { http, asked }
}
const code = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  )
const resolver = 'https://public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle?handle='
const places = placesOf('')

test('a handle leads by its DID and the directory to the server that holds the account', async () => {
  const { http, asked } = worldOf({
    [`${resolver}ana.example`]: { did },
    [`https://plc.directory/${did}`]: doc('https://pds.example/'),
  })
  const found = await resolveActor(http, 'ana.example', places)
  expect(pdsOf(await didDocument(http, found, places), places)).toBe('https://pds.example')
  // Nobody typed these addresses: none of them may lead into a private network.
  expect(asked.map(({ publicOnly }) => publicOnly)).toEqual([true, true])
})

test('a handle that the resolver does not know yet speaks for itself', async () => {
  const { http } = worldOf({ 'https://ana.example/.well-known/atproto-did': `${did}\n` })
  expect(await resolveActor(http, 'ana.example', places)).toBe(did)
  expect(await code(resolveActor(worldOf({}).http, 'ana.example', places))).toBe('bad-input')
  const page = worldOf({ 'https://ana.example/.well-known/atproto-did': '<html>' })
  expect(await code(resolveActor(page.http, 'ana.example', places))).toBe('bad-input')
})

test('did:web is asked for at its own host, and a document of somebody else is refused', async () => {
  const web = 'did:web:ana.example'
  const { http } = worldOf({ 'https://ana.example/.well-known/did.json': doc('https://pds.example', web) })
  expect((await didDocument(http, web, places)).id).toBe(web)
  const forged = worldOf({ [`https://plc.directory/${did}`]: doc('https://pds.example', 'did:plc:b') })
  expect(await code(didDocument(forged.http, did, places))).toBe('bad-response')
  expect(await code(didDocument(worldOf({}).http, did, places))).toBe('gone')
})

test('a typed server answers for itself, and on this machine for its own directory', () => {
  expect(placesOf('pds.example')).toEqual({
    entryway: 'https://pds.example',
    resolver: 'https://pds.example',
    directory: 'https://plc.directory',
    typed: true,
  })
  expect(placesOf('http://localhost:2583').directory).toBe('http://localhost:2583')
})

test('a server without encryption is used on this machine only, and only where it was typed', () => {
  const parsed = (pds: string) => ({ ...doc(pds) })
  expect(() => pdsOf(parsed('http://pds.example'), places)).toThrow(/no server/)
  expect(() => pdsOf(parsed('http://127.0.0.1:9'), places)).toThrow(/no server/)
  expect(pdsOf(parsed('http://127.0.0.1:9'), placesOf('127.0.0.1:9'))).toBe('http://127.0.0.1:9')
  expect(() => pdsOf({ ...parsed(''), service: [] }, places)).toThrow(/no server/)
})

test.each([
  ['@Ana.Bsky.Social ', 'ana.bsky.social'],
  ['https://bsky.app/profile/ana.bsky.social/post/3k', 'ana.bsky.social'],
  ['at://ana.bsky.social', 'ana.bsky.social'],
  [`https://bsky.app/profile/${did}`, did],
  ['\u202aana.bsky.social\u202c', 'ana.bsky.social'],
])('%s is %s', (typed, actor) => {
  expect(actorOf(typed)).toBe(actor)
})

test('what is no handle and no server is refused in words', () => {
  for (const typed of ['ana', '', 'ana bsky', 'did:plc:short', '-a.example', `${'a'.repeat(64)}.example`])
    expect(() => actorOf(typed), typed).toThrow(/dot in it/)
  for (const typed of ['here', 'two words.example', 'ftp://x.example'])
    expect(() => originOf(typed), typed).toThrow(/not the address/)
  expect(() => originOf('http://pds.example')).toThrow(/https/)
  expect(originOf('pds.example/path')).toBe('https://pds.example')
})
