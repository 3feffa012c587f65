import { createHash } from 'node:crypto'
import { npubEncode } from 'nostr-tools/nip19'
import { finalizeEvent, getPublicKey } from 'nostr-tools/pure'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTown, type Town } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { rejection } from '../conformance-items.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { network } from './index.ts'
import { Relay } from './relay.ts'
import { readKept } from './wire.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
let town: Town
let clock: FakeClock
let outside: TestOutside
let ctx: NetworkContext
/** Every word that went out over a socket. */
let sent: string[]

async function begin(options: Partial<Parameters<typeof startTown>[0]> = {}): Promise<void> {
  town = await startTown({ nowMs: startMs, answers: false, ...options })
}
beforeEach(async () => {
  clock = fakeClock(startMs)
  await begin()
  outside = testOutside(clock)
  sent = []
  const { openSocket } = outside.ctx
  ctx = {
    ...outside.ctx,
    openSocket(...args) {
      const socket = openSocket(...args)
      return {
        close: () => socket.close(),
        send(text) {
          sent.push(text)
          socket.send(text)
        },
      }
    },
  }
})
afterEach(async () => {
  await outside.close()
  await town.close()
})

const secretOf = (name: string) => new Uint8Array(createHash('sha256').update(`${name} of the town`).digest())
const publicKeyOf = (name: string) => getPublicKey(secretOf(name))
const at = (path: string) => `${town.url.replace('http', 'ws')}${path}`
const mentions: StreamRef = { id: 1, kind: 'mentions', config: {} }
const key = () => town.logins['nostr']?.['key'] ?? ''
const townPost = (start: string) => town.statuses('nostr').find(({ text }) => text.startsWith(start))

async function signIn(fields: Record<string, string> = {}): Promise<NetworkAccount> {
  const { host, remoteId, handle, credentials, facts } = await network.signInWithToken(ctx, town.url, {
    key: key(),
    ...fields,
  })
  return { id: 1, host, remoteId, handle, credentials, facts }
}
const both = () => signIn({ relays: `${at('/relay')} ${at('/members')}` })
const hear = (account: NetworkAccount, stream = mentions, cursor: Json = null): Promise<Page> =>
  network.pull(ctx, account, stream, cursor)

function pass(ms: number): void {
  town.advance(ms)
  clock.advance(ms)
}

async function item(account: NetworkAccount, start: string): Promise<FetchedItem> {
  const { items } = await hear(account)
  const found = items.find(({ text }) => text.replace(/^@npub\S+ /, '').startsWith(start))
  if (found === undefined) throw new Error(`nobody said ${start}`)
  return found
}
const answerTo = ({ remoteId, ref, raw }: FetchedItem) => ({ remoteId, ref: ref ?? remoteId, raw })

/** Somebody else hands an event in. */
async function handIn(name: string, kind: number, tags: string[][], content = ''): Promise<void> {
  const relay = await Relay.open(outside.ctx, at('/relay'), secretOf(name))
  const created_at = Math.floor(clock.now() / 1000)
  await relay.publish(finalizeEvent({ kind, created_at, tags, content }, secretOf(name)))
  relay.close()
}

test('a key signs in at once, with the name and the relays that were published', async () => {
  const signedIn = await network.signInWithToken(ctx, town.url, { key: key() })
  expect(signedIn).toMatchObject({
    remoteId: publicKeyOf('crumb'),
    handle: npubEncode(publicKeyOf('crumb')),
    name: 'Crumb Bakery :crumb:',
    host: at('/relay'),
    facts: { read: [at('/relay')], write: [at('/relay')] },
    textRule: { unit: 'codepoints', max: 5000 },
  })
  expect(JSON.stringify(signedIn.facts)).not.toContain('nsec')
})

test('the secret key goes nowhere, whatever is heard and said', async () => {
  const account = await both()
  const asked = await item(account, 'can 28 children')
  await network.send(ctx, account, { key: 'k', attempt: 1, text: 'Yes.', inReplyTo: answerTo(asked) })
  await network.act(ctx, account, 'like', { ...answerTo(asked), raw: asked.raw })
  const hex = Buffer.from(secretOf('crumb')).toString('hex')
  expect(sent.some((text) => text.startsWith('["AUTH"'))).toBe(true)
  for (const text of [...sent, JSON.stringify(town.requests())]) expect(text).not.toMatch(`${key()}|${hex}`)
})

test('a public key reads, and says why it cannot write', async () => {
  // What is offered is decided without the credentials.
  expect(network.replyWay({ ...(await signIn()), credentials: null })).toEqual({ way: 'api' })
  expect(network.cannotPost({ ...(await signIn()), credentials: null })).toBeUndefined()
  const account = await signIn({ key: npubEncode(publicKeyOf('crumb')) })
  const asked = await item(account, 'can 28 children')
  expect(asked.direct).toBe(true)
  expect(network.replyWay(account)).toMatchObject({ way: 'browser' })
  expect(network.cannotPost(account)).toContain('secret key')
  expect(network.acts(account, { kind: 'mention' })).toEqual([])
  const failure = await rejection(network.send(ctx, account, { key: 'k', attempt: 1, text: 'x' }))
  expect([failure?.code, failure?.message]).toEqual(['forbidden', expect.stringContaining('nsec')])
})

test('relays that are none, and such that do not answer, are refused in words', async () => {
  expect((await rejection(signIn({ relays: 'ws://relay.example' })))?.code).toBe('bad-input')
  expect((await rejection(signIn({ key: 'hello' })))?.code).toBe('bad-input')
  expect((await rejection(signIn({ relays: at('/nobody') })))?.message).toMatch(/\w.*\.$/)
})

test('mentions and replies are heard with names; what is forged or floods is not', async () => {
  const { items } = await hear(await signIn())
  const direct = items.filter((one) => one.direct)
  const said = direct.map(({ text }) => text.replace(/^@npub\S+ /, ''))
  expect(said).toEqual(expect.arrayContaining([expect.stringMatching('^can 28 children'), expect.stringMatching('^How much more water'), expect.stringMatching('^هل خبز')])) // prettier-ignore
  expect(items.some(({ text }) => /closed for ever|Everybody look/.test(text))).toBe(false)
  expect(items.some(({ text }) => text.includes('1000 followers'))).toBe(false)
  expect(direct.find(({ text }) => text.includes('28 children'))?.author.name).toBe('Halima Yusuf')
  expect(direct.find(({ warning }) => warning === 'injury')).toBeDefined()
  const own = items.filter(({ mine }) => mine)
  expect(own.length).toBeGreaterThan(3)
  const ids = new Set(own.map(({ remoteId }) => remoteId))
  expect(items.some(({ mine, parentRef }) => !mine && ids.has(parentRef ?? ''))).toBe(true)
})

test('hashtags, a person and words are streams of their own', async () => {
  const account = await signIn()
  const texts = async (kind: StreamRef['kind'], config: Record<string, string>) =>
    (await hear(account, { id: 2, kind, config: network.checkConfig(kind, config).config })).items.map(
      ({ text }) => text,
    )
  expect(await texts('hashtag', { tag: '#Sourdough' })).toHaveLength(4)
  expect(await texts('author', { user: npubEncode(publicKeyOf('beatrix')) })).toHaveLength(2)
  const words = await texts('keyword', { query: 'argument OR mud' })
  expect(words.map((text) => text.slice(0, 10)).sort()).toEqual(['I found on', 'Which side', 'Wrote a re'])
})

test('words are asked of relays that can search, and of no other', async () => {
  const stream: StreamRef = { id: 2, kind: 'keyword', config: { query: 'mud' } }
  const page = await hear(await both(), stream)
  expect(page.items).toHaveLength(1)
  expect(page.holeReason).toBeUndefined()
  const members = await signIn({ relays: at('/members') })
  const account = { ...members, facts: { typed: [], read: [at('/members')], write: [at('/members')] } }
  const failure = await rejection(hear(account, stream))
  expect([failure?.code, failure?.message]).toEqual(['not-supported', expect.stringContaining('NIP-50')])
})

test('a relay for members is shown the key, and refuses who has none', async () => {
  const facts = { typed: [], read: [at('/members')], write: [at('/members')], signs: true }
  const account = { ...(await signIn()), facts }
  expect((await hear(account)).items.length).toBeGreaterThan(5)
  const failure = await rejection(hear({ ...account, credentials: {} }))
  expect([failure?.code, failure?.message]).toEqual(['forbidden', expect.stringContaining('members')])
})

test('a relay that is away is named as a hole, and asked from where it was left', async () => {
  const account = await both()
  const first = await hear(account)
  expect(first.holeReason).toBeUndefined()
  pass(600_000)
  town.misbehave({ path: '/members', fault: 503 })
  town.say({ on: 'nostr', author: 'pip', text: '@crumb anybody' })
  const second = await hear(account, mentions, first.cursor)
  expect(second.items.some(({ text }) => text.endsWith('anybody'))).toBe(true)
  expect(second).toMatchObject({ coveredToMs: clock.now(), coveredFromMs: clock.now() })
  expect(second.holeReason).toContain('/members')
  const gap = { fromMs: startMs, toMs: clock.now() }
  expect((await rejection(network.backfill(ctx, account, mentions, gap)))?.code).toBe('unavailable')
  town.behave()
  pass(60_000)
  const third = await hear(account, mentions, second.cursor)
  expect(third.holeReason).toBeUndefined()
  const asked = sent
    .filter((text) => text.startsWith('["REQ"'))
    .map((text) => /"since":(\d+)/.exec(text)?.[1])
  expect(asked).toContain(String(startMs / 1000 - 600))
  expect((await network.backfill(ctx, account, mentions, gap)).coveredFromMs).toBeUndefined()
})

test('where no relay answers, nothing is heard and the reason is told', async () => {
  const account = await both()
  town.misbehave({ path: '/members', fault: 503 })
  town.misbehave({ path: '/relay', fault: 403 })
  const failure = await rejection(hear(account))
  expect(failure?.code).toBe('unavailable')
  expect(failure?.message).toMatch(/None of the 2 relays/)
})

test('what a relay does not give at once is walked to its end', async () => {
  const account = await signIn()
  const tag: StreamRef = { id: 2, kind: 'hashtag', config: { tag: 'kneading' } }
  const { cursor } = await hear(account, tag)
  for (let n = 0; n < 520; n += 1) {
    town.advance(500)
    town.say({ on: 'nostr', author: 'pip', text: `#kneading ${n}` })
  }
  clock.advance(260_000)
  const page = await hear(account, tag, cursor)
  expect(new Set(page.items.map(({ remoteId }) => remoteId)).size).toBe(520)
  expect(page).toMatchObject({ coveredToMs: clock.now() })
  expect(page.holeReason).toBeUndefined()
}, 60_000)

test('an answer belongs to what it answers, copies who takes part, and is heard once', async () => {
  const account = await signIn()
  const asked = await item(account, 'How much more water')
  const said = await network.send(ctx, account, {
    key: 'k1',
    attempt: 1,
    text: 'Two percent. #sourdough',
    inReplyTo: answerTo(asked),
  })
  expect(townPost('Two percent')?.inReplyTo).toBe(
    townPost('How much more')?.id ?? townPost('@crumb How much more')?.id,
  )
  expect(said.item).toMatchObject({
    mine: true,
    direct: false,
    parentRef: asked.remoteId,
    rootRef: asked.rootRef,
  })
  const tags = readKept(said.item.raw)?.event.tags ?? []
  expect(tags).toContainEqual(['e', asked.remoteId, at('/relay'), 'reply', publicKeyOf('priya')])
  expect(tags).toContainEqual(['p', publicKeyOf('priya')])
  expect(tags).toContainEqual(['t', 'sourdough'])
  const { items } = await hear(account)
  const heard = items.filter(({ remoteId }) => remoteId === said.item.remoteId)
  expect(heard.map(({ text }) => text)).toEqual([said.item.text])
})

test('an answer that was lost is found again, and said once', async () => {
  const account = await signIn()
  const speech = { key: 'k2', text: 'Monday is fine.', inReplyTo: answerTo(await item(account, 'can 28')) }
  town.misbehave({ path: '/relay', fault: 'truncated', acts: true })
  expect((await rejection(network.send(ctx, account, { ...speech, attempt: 1 })))?.code).toBe('bad-response')
  town.behave()
  pass(90_000)
  const said = await network.send(ctx, account, { ...speech, attempt: 2 })
  const again = await network.send(ctx, account, { ...speech, attempt: 3 })
  expect(again.item.remoteId).toBe(said.item.remoteId)
  expect(town.statuses('nostr').filter(({ text }) => text === 'Monday is fine.')).toHaveLength(1)
  // The same words on purpose are another message.
  await network.send(ctx, account, { ...speech, key: 'k3', attempt: 2 })
  expect(town.statuses('nostr').filter(({ text }) => text === 'Monday is fine.')).toHaveLength(2)
})

test('where a relay cannot tell whether it was said before, nothing is said', async () => {
  const account = await both()
  town.misbehave({ path: '/members', fault: 503 })
  const failure = await rejection(network.send(ctx, account, { key: 'k', attempt: 2, text: 'Once only.' }))
  expect(failure?.code).toBe('unavailable')
  expect(townPost('Once only.')).toBeUndefined()
})

test('refusals of a relay keep the words here, with the reason', async () => {
  const account = await signIn()
  const say = (text: string) => rejection(network.send(ctx, account, { key: text, attempt: 1, text }))
  const long = await say('x'.repeat(5001))
  expect([long?.code, long?.message]).toEqual(['rejected', expect.stringContaining('5000 characters')])
  expect((await say('Win bread! #giveaway'))?.code).toBe('forbidden')
})

test('a relay that is asked too often is waited for', async () => {
  await town.close()
  await begin({ rateLimit: true })
  const account = await signIn()
  for (let n = 0; n < 5; n += 1)
    await network.send(ctx, account, { key: `k${n}`, attempt: 1, text: `Bun ${n}` })
  const failure = await rejection(network.send(ctx, account, { key: 'k6', attempt: 1, text: 'Bun 6' }))
  expect([failure?.code, failure?.retryAtMs]).toEqual(['rate-limited', startMs + 60_000])
})

test('a like is a reaction, said once, and taken back by deleting it', async () => {
  const account = await signIn()
  const asked = await item(account, 'can 28')
  const liked = await network.act(ctx, account, 'like', { ...answerTo(asked), raw: asked.raw })
  expect(liked.items[0]?.standing).toEqual({ liked: true })
  await network.act(ctx, account, 'like', { ...answerTo(asked), raw: asked.raw })
  expect(sent.filter((text) => /"kind":7\b/.test(text) && text.startsWith('["EVENT"'))).toHaveLength(1)
  expect((await item(account, 'can 28')).standing).toEqual({ liked: true })
  await network.act(ctx, account, 'unlike', { ...answerTo(asked), raw: asked.raw })
  expect((await item(account, 'can 28')).standing).toBeUndefined()
})

test('what its author deletes is deleted, and what a stranger wishes is not', async () => {
  const account = await signIn()
  const [gone, kept] = [await item(account, 'can 28'), await item(account, 'your shop clock')]
  await handIn('pip', 5, [['e', kept.remoteId]])
  town.remove(townPost('@crumb can 28')?.id ?? '', 'nostr')
  const refs = [gone, kept].map(({ ref, remoteId }) => ref ?? remoteId)
  const seen = await network.recheck(ctx, account, refs)
  expect(seen.deletions).toEqual([{ ref: gone.ref }])
  expect(seen.items.map(({ remoteId, text }) => [remoteId, text])).toEqual([[kept.remoteId, kept.text]])
})

test('a thread is the whole conversation, from any of its notes', async () => {
  const account = await signIn()
  const { items } = await network.thread(ctx, account, answerTo(await item(account, 'How much more')))
  expect(items).toHaveLength(5)
  expect(items.filter(({ parentRef }) => parentRef === undefined)).toHaveLength(1)
})

test('live: notes come as they are said, with names, and what authors delete goes', async () => {
  const account = await both()
  const user = publicKeyOf('tomas')
  const streams: StreamRef[] = [mentions, { id: 2, kind: 'author', config: { user } }]
  const told: string[] = []
  let wake = (): void => undefined
  const until = async (what: string) => {
    while (!told.includes(what)) await new Promise<void>((resolve) => (wake = resolve))
  }
  const tell = (what: string) => {
    told.push(what)
    wake()
  }
  const live = network.listen(ctx, account, streams, {
    onUp: (whole) => tell(`up ${whole?.join()}`),
    onDown: () => tell('down'),
    onAlive: () => tell('alive'),
    onPage(id, { items, deletions = [] }) {
      for (const { author, direct } of items) tell(`${id} ${author.name} ${direct}`)
      if (deletions.length > 0) tell('deleted')
    },
  })
  await until('up 1,2')
  const id = town.say({ on: 'nostr', author: 'tomas', text: '@crumb the clock is right' })
  await until('2 Tomas Lindqvist true')
  expect(told).toContain('1 Tomas Lindqvist true')
  town.remove(id, 'nostr')
  await until('deleted')
  pass(120_000)
  await until('alive')
  town.dropStreams()
  await until('down')
  // Two relays told the same: each is heard once.
  expect(told.filter((what) => what.includes('Tomas'))).toHaveLength(2)
  live.close()
})

test('facts are asked again, and relays that were typed stay', async () => {
  const account = await both()
  const { facts } = await network.refreshFacts(ctx, account)
  expect(facts).toMatchObject({ read: [at('/relay'), at('/members')], profile: { name: 'crumb' } })
})
