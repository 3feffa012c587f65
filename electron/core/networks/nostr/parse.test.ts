import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor } from '#shared/redact'
import { caught, recorded } from '../conformance-items.ts'
import { pastedKeys, publicKeyOf } from './keys.ts'
import { parseRecorded, placeOf } from './parse.ts'
import { togetherFailure } from './pool.ts'
import { refusal } from './refusals.ts'
import { relayAddress, typedRelays } from './relays.ts'
import { relayList } from './sign-in.ts'
import { tagsOfReply } from './speak.ts'
import { saidText, textOf } from './text.ts'
import { readEvent, readKept } from './wire.ts'

const nsec = 'nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5'
const npub = 'npub180cvv07tjdrrgpa0j7j7tmnyl2yr6yr7l8j4s3evf6u64th6gkwsyjh6w6'
const hex = '3bf0c63fcb93463407af97a5e5ee64fa883d107ef9e558472c4eb9aaaefa459d'

const thread = parseRecorded(recorded('./nostr/fixtures/thread.json'))
const odd = parseRecorded(recorded('./nostr/fixtures/odd.json'))
const found = (items: typeof odd, start: string) => items.find(({ text }) => text.startsWith(start))

test('a thread is joined by marked tags, and by their order where they have no marks', () => {
  const [root, reply, nested, old, quote] = thread
  expect(thread).toHaveLength(5)
  expect(root).toMatchObject({ kind: 'post', parentRef: undefined })
  expect(reply).toMatchObject({ kind: 'reply', parentRef: root?.remoteId, rootRef: root?.remoteId })
  expect(nested).toMatchObject({ parentRef: reply?.remoteId, rootRef: root?.remoteId })
  expect(old).toMatchObject({ parentRef: nested?.remoteId, rootRef: root?.remoteId })
  // A quotation answers nothing.
  expect(quote).toMatchObject({ kind: 'post', parentRef: undefined })
})

test('people have the names of their profiles, or the start of their key', () => {
  expect(thread[0]?.author).toMatchObject({ name: 'Mara of the Mill', bio: 'Stones, water, flour.' })
  expect(thread[1]?.author.name).toMatch(/^npub1.{7}$/)
})

test('likes are counted, and neither a dislike nor an emoji is one', () => {
  expect(thread[0]?.metrics).toEqual({ likes: 1 })
})

test('codes, addresses and hashtags of any script become spans', () => {
  const root = thread[0]
  expect(root?.text).toMatch(/🌾 @npub1.{7}….{4} see https:\/\/mill/)
  const pieces = root?.spans.map(({ start, end, type }) => [type, root.text.slice(start, end)])
  expect(pieces?.slice(1)).toEqual([
    ['link', 'https://mill.example/flour?x=1'],
    ['hashtag', '#Bread'],
    ['hashtag', '#パン'],
  ])
})

test('what is forged, floods or is no note is dropped; odd notes are heard', () => {
  expect(found(odd, 'Something else')).toBeUndefined()
  expect(found(odd, 'Everybody')).toBeUndefined()
  expect(found(odd, '# An article')).toBeUndefined()
  expect(odd).toHaveLength(9)
  expect(found(odd, '面包')).toMatchObject({ title: '面包', warning: 'Sensitive' })
  expect(found(odd, 'https://pics')?.media).toEqual([
    { kind: 'image', url: 'https://pics.example/loaf.jpg', alt: 'A dark loaf' },
  ])
  expect(found(odd, 'A fine article')).toMatchObject({ kind: 'comment', parentRef: undefined })
  expect(found(odd, 'I agree')?.parentRef).toMatch(/^[0-9a-f]{64}$/)
  expect(found(odd, 'Half a sign')?.text).toContain('nostr:nprofile1broken @npub1')
})

test('every text keeps its spans inside, in order', () => {
  const parts = fc.constantFrom('nostr:', npub, ' #a ', '#', 'https://x.example/', '.', '👩🏽‍🍳', '\ud83d', 'é')
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string())), (words) => {
      const { text, spans } = textOf(words.join(''))
      let end = 0
      for (const span of spans) {
        expect(span.start).toBeGreaterThanOrEqual(end)
        expect(span.end).toBeGreaterThan(span.start)
        end = span.end
      }
      expect(end).toBeLessThanOrEqual(text.length)
      expect(text.isWellFormed()).toBe(true)
    }),
  )
})

test('what is said names people by code and tags', () => {
  const said = saidText(`Thank you @${npub}, and nostr:${npub}! #Bread #bread https://x.example/#part`)
  expect(said).toEqual({
    content: `Thank you nostr:${npub}, and nostr:${npub}! #Bread #bread https://x.example/#part`,
    hashtags: ['bread'],
    people: [hex],
  })
})

test('a reply keeps the root, and names what it answers with its relay', () => {
  const [root, reply] = thread.map(({ raw }) => readKept(raw))
  if (root === undefined || reply === undefined) throw new Error('two were recorded')
  expect(tagsOfReply(root)).toEqual([['e', root.event.id, 'wss://relay.example', 'root', root.event.pubkey]])
  expect(tagsOfReply(reply)).toEqual([
    ['e', root.event.id, 'wss://relay.example', 'root', root.event.pubkey],
    ['e', reply.event.id, 'wss://relay.example', 'reply', reply.event.pubkey],
  ])
  const comment = readKept(found(odd, 'A fine article')?.raw)
  if (comment === undefined) throw new Error('it was recorded')
  expect(tagsOfReply(comment).map(([key]) => key)).toEqual(['A', 'K', 'P', 'e', 'k'])
  expect(placeOf({ ...comment.event, tags: tagsOfReply(comment) }).parent).toBe(comment.event.id)
})

test('an event that was changed anywhere is none', () => {
  const kept = readKept(thread[0]?.raw)
  if (kept === undefined) throw new Error('it was recorded')
  expect(readEvent(kept.event)).toEqual(kept.event)
  for (const change of [{ content: 'x' }, { created_at: 1 }, { pubkey: hex }, { tags: [] }, { id: hex }])
    expect(readEvent({ ...kept.event, ...change })).toBeUndefined()
})

test('keys are read in their forms, and no failure repeats a secret', () => {
  expect(pastedKeys(` ${nsec}\n`)).toMatchObject({ nsec })
  expect(pastedKeys(npub)).toEqual({ publicKey: hex })
  expect(publicKeyOf(`nostr:${npub}`)).toBe(hex)
  expect(publicKeyOf(hex.toUpperCase())).toBe(hex)
  for (const typed of [nsec.slice(0, -1), `${nsec}x`, hex, '', 'bunker://abc?secret=hush']) {
    const failure = caught(() => pastedKeys(typed))
    expect(failure?.message).toMatch(/\w.*[.]$/)
    expect(`${failure?.message} ${String(failure?.cause)}`).not.toMatch(/vl029|hush|3bf0c6/)
  }
  const shown = JSON.stringify(createRedactor().clean({ why: `bad key ${nsec}`, nested: [{ it: nsec }] }))
  expect(shown).not.toContain('vl029')
})

test('relays speak over wss, or on this machine', () => {
  expect(relayAddress(' WSS://Relay.Example/')).toBe('wss://relay.example')
  expect(relayAddress('wss://relay.example/path/')).toBe('wss://relay.example/path')
  expect(relayAddress('ws://127.0.0.1:7000/relay')).toBe('ws://127.0.0.1:7000/relay')
  for (const no of [
    'ws://relay.example',
    'https://relay.example',
    'wss://me:pw@relay.example',
    'wss://x',
    'a b',
    'relay.example',
  ])
    expect(relayAddress(no), no).toBeUndefined()
  expect(typedRelays('wss://a.example, wss://b.example  wss://a.example/')).toEqual([
    'wss://a.example',
    'wss://b.example',
  ])
  expect(caught(() => typedRelays('ws://a.example'))?.code).toBe('bad-input')
  const many = Array.from({ length: 9 }, (_, n) => `wss://r${n}.example`).join(' ')
  expect(caught(() => typedRelays(many))?.code).toBe('bad-input')
})

test('the newest list of relays counts, for reading and writing apart', () => {
  const list = (created_at: number, tags: string[][]) => ({
    id: '',
    pubkey: '',
    sig: '',
    content: '',
    kind: 10002,
    created_at,
    tags,
  })
  const newest = list(2, [
    ['r', 'wss://both.example'],
    ['r', 'wss://in.example/', 'read'],
    ['r', 'wss://out.example', 'write'],
    ['r', 'ws://open.example'],
  ])
  expect(relayList([list(1, [['r', 'wss://old.example']]), newest])).toEqual({
    read: ['wss://both.example', 'wss://in.example'],
    write: ['wss://both.example', 'wss://out.example'],
  })
  expect(relayList([])).toBeUndefined()
})

test('refusals of relays are ours in code and words', () => {
  const codes = [
    ['rate-limited: slow down', 'rate-limited'],
    ['blocked: go away', 'forbidden'],
    ['restricted: pay first', 'forbidden'],
    ['auth-required: who are you', 'forbidden'],
    ['pow: 28 bits needed', 'rejected'],
    ['invalid: too long', 'rejected'],
    ['error: disk is full', 'unavailable'],
    ['unsupported: no search', 'not-supported'],
    ['', 'rejected'],
  ] as const
  for (const [reason, code] of codes) {
    const failure = refusal('relay.example', reason, 1000)
    expect([reason, failure.code]).toEqual([reason, code])
    expect(failure.message).toMatch(/^relay\.example .*\.$/)
  }
  expect(refusal('r', 'rate-limited: x', 1000).retryAtMs).toBe(61_000)
  expect(refusal('r', 'blocked: see <b>https://x.example</b>', 0).message).not.toMatch(/<|https/)
})

test('of several failures the one that may pass is told, with all their words', () => {
  const failed = ['error: full', 'blocked: no'].map((reason, n) => ({
    url: `wss://r${n}.example`,
    failure: refusal(`r${n}`, reason, 0),
  }))
  const both = togetherFailure(failed)
  expect(both.code).toBe('unavailable')
  expect(both.message).toMatch(/full.*no/)
})
