import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { startTown, type Town, type TownOptions } from '#demo/town'
import { ask, at } from '#demo/testing'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type {
  FetchedItem,
  Json,
  NetworkAccount,
  Page,
  SignedIn,
  Speech,
  StreamRef,
  Thread,
} from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
const hourMs = 3_600_000
const api = '/xrpc/app.bsky.'
let town: Town
let clock: FakeClock
let outside: TestOutside

async function open(options: TownOptions = {}): Promise<void> {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false, ...options })
  outside = testOutside(clock)
}
beforeEach(() => open())
afterEach(async () => {
  await outside.close()
  await town.close()
})

const login = (): Record<string, string> => ({ ...town.logins['bluesky'] })
const signIn = (fields: Record<string, string> = {}): Promise<SignedIn> =>
  network.signInWithToken(outside.ctx, '', { ...login(), ...fields })

async function signedIn(): Promise<NetworkAccount> {
  const { host, remoteId, handle, credentials, facts } = await signIn()
  return { id: 1, host, remoteId, handle, credentials, facts }
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail', { cause: error })
}

const mentions: StreamRef = { id: 1, kind: 'mentions', config: {} }
const keyword = (query: string): StreamRef => ({ id: 2, kind: 'keyword', config: { query } })

async function pullAll(account: NetworkAccount, stream: StreamRef, from: Json = null) {
  let cursor = from
  const items: FetchedItem[] = []
  for (;;) {
    const page: Page = await network.pull(outside.ctx, account, stream, cursor)
    items.push(...page.items)
    cursor = page.cursor ?? cursor
    if (!page.more) return { items, cursor, page }
  }
}

function say(text: string, more: Partial<Parameters<Town['say']>[0]> = {}): string {
  return town.say({ author: 'kwame', text, on: 'bluesky', ...more })
}
const heard = async (account: NetworkAccount, words: string): Promise<FetchedItem> => {
  const found = (await pullAll(account, mentions)).items.find(({ text }) => text.includes(words))
  if (found === undefined) throw new Error(`not heard: ${words}`)
  return found
}
const speech = (parent: FetchedItem | undefined, text: string, more: Partial<Speech> = {}): Speech => ({
  key: '6f1b-1',
  text,
  ...(parent === undefined ? {} : { inReplyTo: { remoteId: parent.remoteId, ref: parent.ref ?? '' } }),
  ...more,
})
const ours = () => town.statuses('bluesky').filter(({ author }) => author === 'crumb')

async function recordOf(uri: string): Promise<unknown> {
  const [repo = '', collection = '', rkey = ''] = uri.replace('at://', '').split('/')
  const query = new URLSearchParams({ repo, collection, rkey })
  const { data } = await ask(town, `/xrpc/com.atproto.repo.getRecord?${query.toString()}`, { token: null })
  return at(data, 'value')
}

describe('signing in', () => {
  test('a handle and an app password say who we are, and the password is not kept', async () => {
    const signed = await signIn()
    expect(signed).toMatchObject({
      handle: '@crumb.lindenbrook.example',
      name: 'Crumb Bakery',
      host: town.url,
      textRule: { unit: 'graphemes', max: 300, alsoMaxBytes: 3000 },
      streams: [{ kind: 'mentions' }],
    })
    expect(JSON.stringify(signed)).not.toContain(login()['password'])
  })

  test('an e-mail address signs in too, and a handle may be written in any way', async () => {
    expect((await signIn({ handle: 'bakery@lindenbrook.example' })).handle).toBe('@crumb.lindenbrook.example')
    expect((await signIn({ handle: ' @Crumb.Lindenbrook.example ' })).handle).toBe(
      '@crumb.lindenbrook.example',
    )
  })

  test('a wrong password, none, no handle and another kind of server are told apart', async () => {
    expect((await failureOf(signIn({ password: 'abcd-efgh' }))).code).toBe('signed-out')
    expect((await failureOf(signIn({ password: ' ' }))).code).toBe('bad-input')
    expect((await failureOf(signIn({ handle: 'crumb' }))).code).toBe('bad-input')
    town.misbehave({ path: '/xrpc/com.atproto.server', fault: 'html' })
    expect((await failureOf(signIn())).code).toBe('bad-input')
    town.behave()
    town.misbehave({ path: '/xrpc/com.atproto.server', fault: 404 })
    expect((await failureOf(signIn())).message).toContain('does not speak like a Bluesky server')
  })

  test('with the AppView down a sign-in goes through under the handle, and gets its name later', async () => {
    town.misbehave({ path: api, fault: 502 })
    const signed = await signIn()
    expect(signed.name).toBe('crumb.lindenbrook.example')
    town.behave()
    const account = { ...(await signedIn()), facts: signed.facts }
    expect((await network.refreshFacts(outside.ctx, account)).facts).toMatchObject({ name: 'Crumb Bakery' })
  })

  test('too many sign-ins wait as told, without holding up anything else', async () => {
    await outside.close()
    await town.close()
    await open({ rateLimit: true })
    const account = await signedIn()
    for (let i = 1; i < 30; i += 1) await signIn()
    const failure = await failureOf(signIn())
    expect([failure.code, failure.retryAtMs]).toEqual(['rate-limited', startMs + 300_000])
    expect((await pullAll(account, mentions)).items.length).toBeGreaterThan(0)
  })
})

describe('a session that ran out', () => {
  test('is renewed once, kept, and the call goes through', async () => {
    const account = await signedIn()
    town.advance(3 * hourMs)
    clock.advance(3 * hourMs)
    expect((await pullAll(account, mentions)).items.length).toBeGreaterThan(10)
    expect(outside.renewed).toHaveLength(1)
    expect(outside.renewed[0]).not.toEqual(account.credentials)
    const asked = town.requests().filter(({ path }) => path.endsWith('refreshSession'))
    expect(asked).toHaveLength(1)
  })

  test('that cannot be renewed any more asks to sign in again', async () => {
    const account = await signedIn()
    town.advance(91 * 24 * hourMs)
    const failure = await failureOf(pullAll(account, mentions))
    expect([failure.code, failure.message]).toEqual(['signed-out', expect.stringContaining('Sign in again')])
  })

  test('a host in trouble while it renews is no lost sign-in', async () => {
    const account = await signedIn()
    town.advance(3 * hourMs)
    town.misbehave({ path: '/xrpc/com.atproto.server.refreshSession', fault: 503 })
    expect((await failureOf(pullAll(account, mentions))).code).toBe('unavailable')
    town.behave()
    expect((await pullAll(account, mentions)).items.length).toBeGreaterThan(10)
  })
})

describe('listening', () => {
  test('mentions, replies and quotes come with their kind, and what we said from a telephone too', async () => {
    const { items, page } = await pullAll(await signedIn(), mentions)
    const kindOf = (start: string) => {
      const found = items.find(({ text }) => text.includes(start))
      return [found?.kind, found?.direct]
    }
    expect(kindOf('Serious question')).toEqual(['mention', true])
    expect(kindOf('I pass your chimney')).toEqual(['reply', true])
    expect(kindOf('He sat for it')).toEqual(['mention', true])
    expect(kindOf('undefined is my new band name')).toEqual([undefined, undefined])
    expect(items.filter(({ mine }) => mine).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('One long whistle for burnt'),
    )
    expect([page.coveredToMs, page.coveredFromMs]).toEqual([startMs, undefined])
  })

  test('a second pull asks for as little as it can', async () => {
    const account = await signedIn()
    const { cursor } = await pullAll(account, mentions)
    const before = town.requests().length
    expect((await pullAll(account, mentions, cursor)).items.filter(({ mine }) => !mine)).toEqual([])
    expect(
      town
        .requests()
        .slice(before)
        .map(({ path }) => path),
    ).toEqual([`${api}notification.listNotifications`, `${api}feed.getAuthorFeed`])
  })

  test('pictures come with what they show, and a closed post says so before anybody writes', async () => {
    const account = await signedIn()
    const closed = await heard(account, 'A photograph of the price board')
    expect(closed.media).toMatchObject([{ kind: 'image', alt: expect.stringContaining('chalkboard') }])
    expect(network.replyWay(account, closed)).toMatchObject({
      way: 'none',
      reason: expect.stringContaining('only some'),
    })
    expect(network.replyWay(account, await heard(account, 'Serious question'))).toEqual({ way: 'api' })
    expect(network.replyWay(null, closed).way).toBe('none')
  })

  test('what the AppView does not show any more is taken as it was told', async () => {
    const account = await signedIn()
    town.misbehave({ path: `${api}feed.getPosts`, fault: 'empty', times: 1 })
    expect((await failureOf(pullAll(account, mentions))).code).toBe('bad-response')
    const { items } = await pullAll(account, mentions)
    expect(items.some(({ text }) => text.includes('Serious question'))).toBe(true)
  })

  test('a keyword asks for each alternative, and claims only what all of them have heard', async () => {
    const account = await signedIn()
    const { items, cursor, page } = await pullAll(account, keyword('sourdough OR "old oven"'))
    const words = items.map(({ text }) => text.slice(0, 12))
    expect(words).toContain('Tonight we t')
    expect(words).toContain('Pumpkin soup')
    expect(page.coveredToMs).toBe(startMs)
    const searches = town.requests().filter(({ path }) => path.endsWith('searchPosts'))
    expect(searches.map(({ query }) => new URLSearchParams(query).get('q'))).toContain('"old oven"')
    town.advance(60_000)
    clock.advance(60_000)
    say('The old oven sighs.')
    const later = await pullAll(account, keyword('sourdough OR "old oven"'), cursor)
    expect(later.items.some(({ text }) => text === 'The old oven sighs.')).toBe(true)
  })

  test('an author is followed by what does not change, whoever has the handle later', async () => {
    const account = await signedIn()
    const stream: StreamRef = { id: 3, kind: 'author', config: { actor: 'theo.far-shore.example' } }
    const first = await network.pull(outside.ctx, account, stream, null)
    expect(first.title).toBe('Posts by @theo.far-shore.example')
    // A hole is asked for by the same name, whoever has the handle then.
    const { did = '' } = first.configPatch ?? {}
    expect(did).toBe(first.items[0]?.author.remoteId)
    const gap = { fromMs: startMs - 4 * hourMs, toMs: startMs }
    const asLearnt = { ...stream, config: { actor: 'somebody.else.example', did } }
    await network.backfill(outside.ctx, account, asLearnt, gap, null)
    expect(town.requests().at(-1)?.query).toContain(encodeURIComponent(did))
    const { items, cursor } = await pullAll(account, stream)
    expect(items.every(({ author }) => author.handle === '@theo.far-shore.example')).toBe(true)
    const before = town.requests().length
    await pullAll(account, stream, cursor)
    expect(
      town
        .requests()
        .slice(before)
        .map(({ path }) => path),
    ).toEqual([`${api}feed.getAuthorFeed`])
    const nobody = { ...stream, config: { actor: 'nobody.example' } }
    expect((await failureOf(pullAll(account, nobody))).message).toContain('Nobody is called @nobody.example')
  })

  test('a list is heard under the name that its owner gave it, and one that is not there is gone', async () => {
    const account = await signedIn()
    const listAt = (address: string): StreamRef => ({
      id: 4,
      kind: 'list',
      config: network.checkConfig('list', { address }).config,
    })
    const own = listAt('https://bsky.app/profile/crumb.lindenbrook.example/lists/3kneighbours2/')
    const first = await network.pull(outside.ctx, account, own, null)
    expect([first.title, first.configPatch?.['list']]).toEqual([
      'Neighbours',
      expect.stringMatching(/^at:\/\/did:plc:.*\/app\.bsky\.graph\.list\/3kneighbours2$/),
    ])
    expect(first.items.length).toBeGreaterThan(3)
    const learnt = { ...own, config: { ...own.config, ...first.configPatch } }
    const again = await network.pull(outside.ctx, account, learnt, null)
    expect([again.title, again.configPatch]).toEqual([undefined, undefined])
    expect(listAt(first.configPatch?.['list'] ?? '').config['address']).toContain('/lists/3kneighbours2')
    const gone = listAt('https://bsky.app/profile/crumb.lindenbrook.example/lists/3knowhere')
    expect((await failureOf(network.pull(outside.ctx, account, gone, null))).code).toBe('gone')
  })

  test('a hole in the past is asked for by its bounds', async () => {
    const account = await signedIn()
    const gap = { fromMs: startMs - 4 * hourMs, toMs: startMs - 2 * hourMs }
    for (const stream of [
      mentions,
      keyword('lindenbrook'),
      { ...mentions, kind: 'author' as const, config: { actor: 'ana.harbour.example' } },
    ]) {
      const items: FetchedItem[] = []
      let page = await network.backfill(outside.ctx, account, stream, gap, null)
      items.push(...page.items)
      while (page.more) {
        page = await network.backfill(outside.ctx, account, stream, gap, page.cursor)
        items.push(...page.items)
      }
      expect([page.coveredToMs, page.coveredFromMs]).toEqual([gap.toMs, undefined])
      expect(items.every(({ createdMs }) => createdMs >= gap.fromMs - 1000 && createdMs <= gap.toMs)).toBe(
        true,
      )
      if (stream.kind !== 'author') expect(items.length, stream.kind).toBeGreaterThan(0)
    }
  })

  const idOf = (start: string): string =>
    town.statuses('bluesky').find(({ text }) => text.startsWith(start))?.id ?? ''
  const starts = ({ items }: Thread): string[] => items.map(({ text }) => text.slice(0, 10))
  const branches = ['Tonight we', 'I pass you', 'Which oven', 'One long w', 'Two long o']

  test('a thread comes whole from wherever in it, with the branches beside the one that is asked for', async () => {
    const account = await signedIn()
    const item = await heard(account, 'I pass your chimney')
    const root = { remoteId: item.rootRef ?? '' }
    const deepest = (await network.thread(outside.ctx, account, item)).items.find(({ text }) =>
      text.startsWith('Two long'),
    )
    for (const from of [item, root, deepest ?? root]) {
      const whole = await network.thread(outside.ctx, account, from)
      expect([starts(whole).toSorted(), whole.missing]).toEqual([branches.toSorted(), 0])
    }
  })

  test('a thread counts what is missing in it, and is gone with its post', async () => {
    const account = await signedIn()
    const item = await heard(account, 'I pass your chimney')
    const answer = (await pullAll(account, mentions)).items.find(({ text }) => text.startsWith('One long'))
    town.remove(idOf('I pass your'), 'bluesky')
    expect((await failureOf(network.thread(outside.ctx, account, item))).code).toBe('gone')
    const rest = await network.thread(outside.ctx, account, answer ?? item)
    expect([starts(rest), rest.missing]).toEqual([
      ['Tonight we', 'Which oven', 'One long w', 'Two long o'],
      1,
    ])
  })

  test('a thread whose root is gone shows what is around its post', async () => {
    const account = await signedIn()
    const item = await heard(account, 'I pass your chimney')
    town.remove(idOf('Tonight we'), 'bluesky')
    const rest = await network.thread(outside.ctx, account, item)
    expect([starts(rest), rest.missing]).toEqual([['I pass you', 'One long w', 'Two long o'], 1])
  })

  test('a root that cannot be asked for just now is no smaller thread', async () => {
    const account = await signedIn()
    const item = await heard(account, 'I pass your chimney')
    town.misbehave({ path: `${api}feed.getPostThread`, fault: 'clock-skew', skewMs: 0, times: 1 })
    town.misbehave({ path: `${api}feed.getPostThread`, fault: 502, times: 1 })
    expect((await failureOf(network.thread(outside.ctx, account, item))).code).toBe('unavailable')
  })

  test('looked at again, a deleted post is told, and a server that shows nothing at all is doubted', async () => {
    const account = await signedIn()
    const item = await heard(account, 'Serious question')
    const other = await heard(account, 'Hefezopf')
    const [id] = town.statuses('bluesky').flatMap((post) => (post.text.includes('Serious') ? [post.id] : []))
    town.remove(id ?? '', 'bluesky')
    const page = await network.recheck(outside.ctx, account, [item.remoteId, other.remoteId])
    expect([page.items.map(({ remoteId }) => remoteId), page.deletions]).toEqual([
      [other.remoteId],
      [{ ref: item.remoteId }],
    ])
    town.misbehave({ path: `${api}actor.getProfile`, fault: 502 })
    expect((await failureOf(network.recheck(outside.ctx, account, [item.remoteId]))).code).toBe('unavailable')
  })
})

describe('speaking', () => {
  test('a reply stands in its thread, with people, links and hashtags marked in bytes', async () => {
    const account = await signedIn()
    const parent = await heard(account, 'I pass your chimney')
    const text = '👩‍🍳 Grüße an @ana.harbour.example und @niemand.example: https://crumb.example/öfen #パン'
    const { item, refSpace } = await network.send(
      outside.ctx,
      account,
      speech(parent, text, { lang: 'de', attempt: 1 }),
    )
    expect(item).toMatchObject({
      mine: true,
      direct: false,
      parentRef: parent.remoteId,
      rootRef: parent.rootRef,
      lang: 'de',
      text,
    })
    expect(refSpace).toBe('bluesky')
    const said = ours().at(-1)
    expect(said?.mentions).toEqual(['ana'])
    const record = await recordOf(item.remoteId)
    const whole = Buffer.from(text)
    const facets = at(record, 'facets') as {
      index: { byteStart: number; byteEnd: number }
      features: object[]
    }[]
    expect(
      facets.map(({ index, features }) => [
        whole.subarray(index.byteStart, index.byteEnd).toString(),
        features[0],
      ]),
    ).toEqual([
      ['@ana.harbour.example', { $type: 'app.bsky.richtext.facet#mention', did: parent.author.remoteId }],
      [
        'https://crumb.example/öfen',
        { $type: 'app.bsky.richtext.facet#link', uri: 'https://crumb.example/öfen' },
      ],
      ['#パン', { $type: 'app.bsky.richtext.facet#tag', tag: 'パン' }],
    ])
    expect(at(record, 'reply', 'root', 'uri')).toBe(parent.rootRef)
  })

  test('a post of our own answers nobody', async () => {
    const { item } = await network.send(outside.ctx, await signedIn(), speech(undefined, 'Good morning.'))
    expect([item.parentRef, ours().at(-1)?.inReplyTo]).toEqual([undefined, undefined])
  })

  test('a try whose answer was lost is not said twice, in whatever way it was lost', async () => {
    const account = await signedIn()
    const parent = await heard(account, 'Serious question')
    const before = ours().length
    const create = '/xrpc/com.atproto.repo.createRecord'
    for (const [n, fault] of (['reset', 502, 'truncated'] as const).entries()) {
      const words = speech(parent, `Answer number ${n}.`, { key: `key-${n}` })
      town.misbehave({ path: create, fault, acts: true, times: 1 })
      // After 502 it looks at once, and finds what it said; otherwise it does not know.
      const lost = await network.send(outside.ctx, account, { ...words, attempt: 1 }).then(
        () => 'said',
        (error: unknown) => (error instanceof Failure ? error.code : error),
      )
      expect(fault === 502 ? ['said'] : ['offline', 'bad-response']).toContain(lost)
      expect(ours()).toHaveLength(before + n + 1)
      const again = await network.send(outside.ctx, account, { ...words, attempt: 2 })
      // Even one that takes itself for the first finds its place taken.
      const third = await network.send(outside.ctx, account, { ...words, attempt: 1 })
      expect(third.item.remoteId).toBe(again.item.remoteId)
      expect(ours()).toHaveLength(before + n + 1)
    }
  })

  test('the same words under another key, or to somebody else, are said', async () => {
    const account = await signedIn()
    const before = ours().length
    const [one, other] = [await heard(account, 'Serious question'), await heard(account, 'Hefezopf')]
    await network.send(outside.ctx, account, speech(one, 'Yes!', { key: 'a' }))
    await network.send(outside.ctx, account, speech(one, 'Yes!', { key: 'b' }))
    await network.send(outside.ctx, account, speech(other, 'Yes!', { key: 'a' }))
    expect(ours()).toHaveLength(before + 3)
  })

  test('nothing is sent to where nobody would see it: a closed post, a deleted one', async () => {
    const account = await signedIn()
    const before = ours().length
    const closed = await failureOf(
      network.send(
        outside.ctx,
        account,
        speech(await heard(account, 'A photograph of the price board'), 'Ink.'),
      ),
    )
    expect([closed.code, closed.message]).toEqual(['forbidden', expect.stringContaining('only some people')])
    const parent = await heard(account, 'Serious question')
    const [id] = town.statuses('bluesky').flatMap((post) => (post.text.includes('Serious') ? [post.id] : []))
    town.remove(id ?? '', 'bluesky')
    expect((await failureOf(network.send(outside.ctx, account, speech(parent, 'Yes.')))).code).toBe('gone')
    expect(town.requests().some(({ path }) => path.endsWith('createRecord'))).toBe(false)
    expect(ours()).toHaveLength(before)
  })

  test('too long by signs or by bytes is said before anything is sent', async () => {
    const account = await signedIn()
    const parent = await heard(account, 'Serious question')
    const family = '👩‍👩‍👧‍👦'
    for (const text of ['x'.repeat(301), family.repeat(121)]) {
      const failure = await failureOf(network.send(outside.ctx, account, speech(parent, text)))
      expect([failure.code, failure.message]).toEqual([
        'rejected',
        expect.stringContaining('300 characters and 3000 bytes'),
      ])
    }
    await network.send(outside.ctx, account, speech(parent, family.repeat(120)))
    expect(ours().at(-1)?.text).toBe(family.repeat(120))
  })

  test('with the AppView down a reply waits, because nobody knows whether it would be seen', async () => {
    const account = await signedIn()
    const parent = await heard(account, 'Serious question')
    town.misbehave({ path: api, fault: 502 })
    expect((await failureOf(network.send(outside.ctx, account, speech(parent, 'Yes.')))).code).toBe(
      'unavailable',
    )
    town.behave()
    expect((await network.send(outside.ctx, account, speech(parent, 'Yes.', { attempt: 2 }))).item.text).toBe(
      'Yes.',
    )
  })

  test('a like is given once and taken back once', async () => {
    const account = await signedIn()
    const item = await heard(account, 'Serious question')
    const seen = { ...item, ref: item.ref ?? '' }
    const likes = () => town.statuses('bluesky').find(({ text }) => text.includes('Serious'))?.liked
    const page = await network.act(outside.ctx, account, 'like', seen)
    expect([page.items[0]?.metrics.likes, likes()]).toEqual([7, true])
    const twice = await network.act(outside.ctx, account, 'like', seen)
    expect([twice.items[0]?.metrics.likes, likes()]).toEqual([7, true])
    const back = await network.act(outside.ctx, account, 'unlike', seen)
    expect([back.items[0]?.metrics.likes, likes()]).toEqual([6, false])
    await network.act(outside.ctx, account, 'unlike', seen)
    expect(
      town.requests().filter(({ method, path }) => method === 'POST' && path.includes('repo')),
    ).toHaveLength(2)
    expect((await failureOf(network.act(outside.ctx, account, 'hide', seen))).code).toBe('not-supported')
  })
})
