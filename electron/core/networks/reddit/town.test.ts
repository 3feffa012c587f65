import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { app } from '#demo/faces/reddit-oauth'
import { startTown, type Town, type TownOptions } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, SignedIn, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
const hourMs = 3_600_000
let town: Town
let clock: FakeClock
let outside: TestOutside

async function start(options: TownOptions = {}): Promise<void> {
  await close()
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false, ...options })
  outside = testOutside(clock)
  isOpen = true
}

let isOpen = false
async function close(): Promise<void> {
  if (!isOpen) return
  isOpen = false
  await outside.close()
  await town.close()
}

beforeEach(() => start())
afterEach(close)

function pass(ms: number): void {
  clock.advance(ms)
  town.advance(ms)
}

/** What the browser comes back with from Reddit's page. */
async function decide(url: string, fields: Record<string, string>): Promise<Record<string, string>> {
  const body = new URLSearchParams({ ...Object.fromEntries(new URL(url).searchParams), ...fields })
  const answer = await fetch(url.replace(/\?.*$/, ''), { method: 'POST', body, redirect: 'manual' })
  return Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
}

const begin = (clientId = app.clientId) =>
  network.beginBrowserSignIn(outside.ctx, town.url, app.redirectUri, { clientId })

async function signedIn(): Promise<NetworkAccount> {
  const { url, pending } = await begin()
  const done = await network.finishBrowserSignIn(
    outside.ctx,
    pending,
    await decide(url, { authorize: 'Allow' }),
  )
  return accountOf(done)
}

function accountOf({ host, remoteId, handle, credentials, facts }: SignedIn): NetworkAccount {
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

function streamOf(kind: StreamRef['kind'], typed: Record<string, string> = {}): StreamRef {
  return { id: 1, kind, config: network.checkConfig(kind, typed).config }
}

async function hear(account: NetworkAccount | null, stream: StreamRef, from: Json = null) {
  const items: FetchedItem[] = []
  let cursor = from
  for (let pages = 1; pages <= 40; pages += 1) {
    const page = await network.pull(outside.ctx, account, stream, cursor)
    items.push(...page.items)
    cursor = page.cursor
    if (!page.more) return { ...page, items, cursor, pages }
  }
  throw new Error('it does not end')
}

async function heardAs(account: NetworkAccount, beginning: string, stream = streamOf('replies')) {
  const found = (await hear(account, stream)).items.find(({ text }) => text.startsWith(beginning))
  if (found === undefined) throw new Error(`nobody said ${beginning}`)
  return found
}

const names = ({ remoteId, ref = '', raw }: FetchedItem) => ({ remoteId, ref, raw })

function inTown(beginning: string) {
  const found = town.statuses('reddit').find(({ text }) => text.startsWith(beginning))
  if (found === undefined) throw new Error(`nobody said ${beginning}`)
  return found
}

const saidInTown = (text: string) => town.statuses('reddit').filter((one) => one.text === text)
const asked = (path: string) => town.requests().filter((one) => one.path.startsWith(path)).length

test('signs in by the browser as an installed app, and keeps no more than it needs', async () => {
  const { url, pending } = await begin(` ${app.clientId} `)
  expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
    client_id: app.clientId,
    redirect_uri: `http://127.0.0.1:${String(network.manifest.signIn.redirectPort)}/callback`,
    duration: 'permanent',
    response_type: 'code',
    scope: 'identity read submit privatemessages history vote',
  })
  const params = await decide(url, { authorize: 'Allow' })
  const done = await network.finishBrowserSignIn(outside.ctx, pending, params)
  expect(done).toMatchObject({
    remoteId: 'crumb',
    handle: 'u/crumb',
    host: town.url,
    facts: { name: 'crumb' },
  })
  expect(done.streams.map(({ kind }) => kind)).toEqual(['replies', 'mentions'])
  expect(Object.keys(done.credentials ?? {})).toEqual([
    'clientId',
    'accessToken',
    'refreshToken',
    'expiresMs',
  ])
  expect(await network.refreshFacts(outside.ctx, accountOf(done))).toEqual({ facts: { name: 'crumb' } })
  // A code works once.
  expect((await failureOf(network.finishBrowserSignIn(outside.ctx, pending, params))).code).toBe('signed-out')
})

test('a sign-in that goes wrong says what to do', async () => {
  expect((await failureOf(begin('two words'))).code).toBe('bad-input')
  const { url, pending } = await begin()
  const finish = (params: Record<string, string>) =>
    failureOf(network.finishBrowserSignIn(outside.ctx, pending, params))
  expect(await finish(await decide(url, {}))).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('did not allow'),
  })
  expect((await finish({ code: 'x', state: 'of another' })).code).toBe('bad-input')
  const fewer = await decide(url, { authorize: 'Allow', scope: 'identity read' })
  expect(await finish(fewer)).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('lacks submit, privatemessages, history, vote'),
  })
  const hourly = await decide(url, { authorize: 'Allow', duration: 'temporary' })
  expect(await finish(hourly)).toMatchObject({ message: expect.stringContaining('for an hour only') })
  const unknown = await network.beginBrowserSignIn(outside.ctx, town.url, app.redirectUri, {
    clientId: 'another-client-id',
  })
  expect((await fetch(unknown.url)).status).toBe(400)
  const good = await decide(url, { authorize: 'Allow' })
  const stolen = { ...JSON.parse(JSON.stringify(pending)), clientId: 'another-client-id' }
  expect(await failureOf(network.finishBrowserSignIn(outside.ctx, stolen, good))).toMatchObject({
    code: 'signed-out',
    message: expect.stringContaining('client ID'),
  })
})

test('a token is renewed before it ends and when it is refused, and an app that was taken away is told', async () => {
  const account = await signedIn()
  pass(2 * hourMs)
  const before = asked('/reddit/api/v1/access_token')
  expect((await hear(account, streamOf('mentions'))).items.length).toBeGreaterThan(0)
  expect(asked('/reddit/api/v1/access_token')).toBe(before + 1)
  const [fresh] = outside.renewed
  if (fresh === undefined) throw new Error('nothing was renewed')
  town.misbehave({ path: '/reddit/oauth/message/mentions', fault: 401, times: 1 })
  expect((await hear({ ...account, credentials: fresh }, streamOf('mentions'))).items.length).toBeGreaterThan(
    0,
  )
  const { refreshToken } = JSON.parse(JSON.stringify(fresh))
  await fetch(`${town.url}/reddit/api/v1/revoke_token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${app.clientId}:`).toString('base64')}` },
    body: new URLSearchParams({ token: String(refreshToken) }),
  })
  const failure = await failureOf(hear({ ...account, credentials: fresh }, streamOf('replies')))
  expect(failure).toMatchObject({ code: 'signed-out', message: expect.stringContaining('Sign in again') })
  expect((await failureOf(hear({ ...account, credentials: null }, streamOf('replies')))).code).toBe(
    'signed-out',
  )
  expect((await failureOf(hear(null, streamOf('replies')))).code).toBe('signed-out')
})

test('hears replies and what we said, mentions apart from them, and no letters', async () => {
  const account = await signedIn()
  const replies = (await hear(account, streamOf('replies'))).items
  const tray = replies.find(({ text }) => text.startsWith('is the burnt tray'))
  expect(tray).toMatchObject({ kind: 'reply', direct: true, author: { handle: 'u/pip' } })
  expect(tray?.parentRef).toBe(tray?.rootRef)
  expect(tray?.title).toBe('We are the bakery on Lemon Street. Ask us anything, we are awake anyway')
  expect(replies.filter(({ mine }) => mine).length).toBeGreaterThan(5)
  expect(replies.filter(({ mine, direct }) => !mine && !direct)).toEqual([])
  const mentions = (await hear(account, streamOf('mentions'))).items
  expect(mentions.map(({ text }) => text.slice(0, 20))).toEqual([
    'u/crumb what do you ',
    '28 children have not',
  ])
  expect(mentions.every(({ kind, direct }) => kind === 'mention' && direct)).toBe(true)
  expect(mentions[0]?.spans[0]).toMatchObject({ type: 'mention', value: 'u/crumb' })
  expect([...replies, ...mentions].some(({ text }) => text.includes('bandstand buns'))).toBe(false)
  // Reading the inbox marks nothing as read.
  expect(town.requests().filter(({ path }) => path.includes('/message/')).every(({ query }) => query.includes('mark=false'))).toBe(true) // prettier-ignore
})

test('a subreddit is heard with its posts and comments, with an account and without one', async () => {
  const account = await signedIn()
  const stream = streamOf('list', { subreddit: 'dailyloaf', host: town.url })
  const asUs = await hear(account, stream)
  const asNobody = await hear(null, stream)
  const byName = new Map(asUs.items.map((item) => [item.remoteId, item]))
  expect(asNobody.items.map(({ remoteId }) => remoteId).sort()).toEqual([...byName.keys()].sort())
  for (const item of asNobody.items) {
    const same = byName.get(item.remoteId)
    expect([item.text, item.title, item.author, item.createdMs, item.rootRef, item.url]).toEqual(
      same === undefined ? [] : [same.text, same.title, same.author, same.createdMs, same.rootRef, same.url],
    )
  }
  const link = asUs.items.find(({ title }) => title?.startsWith('Steam in a home oven'))
  expect(link?.text.split('\n')[0]).toBe('https://workshop.example/steam-without-tears')
  // What answers ours is said to us, whichever stream hears it.
  expect(asUs.items.find(({ text }) => text.startsWith('One to five to five by weight'))?.direct).toBe(true)
  expect(
    asNobody.items.every(({ direct, mine, standing }) => !direct && !mine && standing === undefined),
  ).toBe(true)
  for (const who of [account, null]) {
    const failure = await failureOf(hear(who, streamOf('list', { subreddit: 'nowhere', host: town.url })))
    expect(failure).toMatchObject({ code: 'gone', message: expect.stringContaining('no subreddit') })
  }
})

test('an answer to us is known as one wherever it is heard first, and nobody is asked where nothing is new', async () => {
  const account = await signedIn()
  const stream = streamOf('author', { user: 'rufus' })
  const { items, cursor } = await hear(account, stream)
  // What it answers is in no list of Rufus.
  expect(items.find(({ text }) => text === 'The reason is sandwiches.')).toMatchObject({
    kind: 'reply',
    direct: true,
  })
  const before = asked('/reddit/oauth/message')
  pass(hourMs)
  await hear(account, stream, cursor)
  expect(asked('/reddit/oauth/message')).toBe(before)
})

test('words are found in posts, everywhere or in one subreddit, with an account and without one', async () => {
  const account = await signedIn()
  for (const who of [account, null]) {
    const titles = async (typed: Record<string, string>) =>
      (await hear(who, streamOf('keyword', { ...typed, host: town.url }))).items.map(({ title = '' }) =>
        title.slice(0, 12),
      )
    expect(await titles({ query: '(oven steam) OR "6:10 bus"' })).toEqual(['The 6:10 bus', 'Steam in a h'])
    expect(await titles({ query: 'bakery OR oven', subreddit: 'r/dailyloaf' })).toEqual([
      'Steam in a h',
      'Starter smel',
    ])
  }
})

test('many pages are turned, a first look ends at its cap, nothing new is missed, and the hole is filled', async () => {
  const account = await signedIn()
  const root = inTown('We are the bakery')
  const comeIn = (count: number, what: string) => {
    for (let n = 0; n < count; n += 1) {
      pass(1000)
      town.say({ on: 'reddit', author: 'leo_t', text: `${what} ${n}`, inReplyTo: root.id })
    }
  }
  comeIn(340, 'first')
  const first = await hear(account, streamOf('replies'))
  expect(first.items.filter(({ text }) => text.startsWith('first'))).toHaveLength(300)
  expect(first.coveredFromMs).toBeGreaterThan(startMs)
  expect(first.holeReason).toMatch(/\w/)
  pass(3 * hourMs)
  comeIn(470, 'later')
  const second = await hear(account, streamOf('replies'), first.cursor)
  expect(second.items.filter(({ text }) => text.startsWith('later'))).toHaveLength(470)
  expect([second.coveredToMs, second.coveredFromMs]).toEqual([clock.now(), undefined])
  const gap = { fromMs: startMs - 86_400_000, toMs: first.coveredFromMs ?? 0 }
  const filled: FetchedItem[] = []
  let cursor: Json = null
  for (let more = true; more;) {
    const page = await network.backfill(outside.ctx, account, streamOf('replies'), gap, cursor)
    filled.push(...page.items)
    ;({ cursor, more } = page)
    expect(page.coveredFromMs).toBeUndefined()
  }
  expect(filled.filter(({ text }) => text.startsWith('first')).length).toBeGreaterThanOrEqual(40)
  expect(filled.every(({ createdMs }) => createdMs <= gap.toMs && createdMs >= gap.fromMs)).toBe(true)
  expect((await failureOf(network.backfill(outside.ctx, null, streamOf('list', { subreddit: 'dailyloaf' }), gap, null))).code).toBe('not-supported') // prettier-ignore
})

test('of more than a thousand only the newest thousand are given, and the rest is a hole that stays', async () => {
  const account = await signedIn()
  const stream = streamOf('list', { subreddit: 'dailyloaf' })
  const { cursor } = await hear(account, stream)
  const root = inTown('[dailyloaf] Steam')
  pass(hourMs)
  for (let n = 0; n < 1050; n += 1) {
    pass(1000)
    town.say({ on: 'reddit', author: 'leo_t', text: `steam ${n}`, inReplyTo: root.id })
  }
  const later = await hear(account, stream, cursor)
  expect(later.items.filter(({ text }) => text.startsWith('steam'))).toHaveLength(1000)
  expect(later.coveredFromMs).toBe(startMs + hourMs + 51_000)
  expect(later.holeReason).toContain('thousand')
  const gap = { fromMs: startMs, toMs: later.coveredFromMs ?? 0 }
  let [at, last]: [Json, Awaited<ReturnType<typeof network.backfill>> | undefined] = [null, undefined]
  do {
    last = await network.backfill(outside.ctx, account, stream, gap, at)
    at = last.cursor
  } while (last.more)
  expect(last.coveredFromMs).toBe(gap.toMs)
})

test('a page that went with the comment it began after leaves a hole, not a silence', async () => {
  const account = await signedIn()
  const root = inTown('We are the bakery')
  for (let n = 0; n < 150; n += 1) {
    pass(1000)
    town.say({ on: 'reddit', author: 'leo_t', text: `Knock ${n}`, inReplyTo: root.id })
  }
  const first = await network.pull(outside.ctx, account, streamOf('replies'), null)
  expect(first.more).toBe(true)
  // In the town, who answers the bakery names it.
  town.remove(inTown(`@crumb ${first.items.at(-1)?.text ?? ''}`).id, 'reddit')
  const rest = await hear(account, streamOf('replies'), first.cursor)
  expect(rest.coveredFromMs).toBe(first.items.at(-1)?.createdMs)
})

test('a feed holds a hundred: what it no longer holds is a hole, and nothing can fill it', async () => {
  const stream = streamOf('author', { user: 'leo_t', host: town.url })
  const first = await hear(null, stream)
  expect([first.coveredFromMs, first.holeReason]).toEqual([undefined, undefined])
  const root = inTown('[dailyloaf] Steam')
  pass(hourMs)
  for (let n = 0; n < 130; n += 1) {
    pass(1000)
    town.say({ on: 'reddit', author: 'leo_t', text: `steam ${n}`, inReplyTo: root.id })
  }
  const later = await hear(null, stream, first.cursor)
  expect(later.items).toHaveLength(100)
  expect(later.coveredFromMs).toBe(startMs + hourMs + 31_000)
  expect(later.holeReason).toContain('Without an account')
  const again = await hear(null, stream, later.cursor)
  expect(again.coveredFromMs).toBeUndefined()
})

test('a wall before strangers is waited out for an hour', async () => {
  const stream = streamOf('list', { subreddit: 'dailyloaf', host: town.url })
  town.misbehave({ path: '/reddit/r/dailyloaf/new/.rss', fault: 403, times: 1 })
  expect(await failureOf(hear(null, stream))).toMatchObject({
    code: 'rate-limited',
    retryAtMs: startMs + hourMs,
    message: expect.stringContaining('without an account'),
  })
})

test('strangers ask for one feed a minute: the walk waits, goes on where it was, and loses nothing', async () => {
  await start({ rateLimit: true })
  const stream = streamOf('list', { subreddit: 'dailyloaf', host: town.url })
  const posts = await network.pull(outside.ctx, null, stream, null)
  expect([posts.more, posts.coveredToMs]).toEqual([true, undefined])
  const failure = await failureOf(network.pull(outside.ctx, null, stream, posts.cursor))
  expect(failure).toMatchObject({ code: 'rate-limited', retryAtMs: startMs + 60_000 })
  pass(61_000)
  const comments = await network.pull(outside.ctx, null, stream, posts.cursor)
  expect([comments.more, comments.coveredToMs]).toEqual([false, startMs])
  expect(comments.items.every(({ kind }) => kind === 'comment')).toBe(true)
  // The API is counted apart.
  expect((await hear(await signedIn(), streamOf('mentions'))).items.length).toBeGreaterThan(0)
})

test('an answer stands below its comment, and below a post where the post is answered', async () => {
  const account = await signedIn()
  const parent = await heardAs(account, 'is the burnt tray')
  const speech = { key: 'k1', attempt: 1, text: 'It is *art* now.\nCome and see.', inReplyTo: names(parent) }
  const { item, refSpace } = await network.send(outside.ctx, account, speech)
  expect(item).toMatchObject({ mine: true, direct: false, parentRef: parent.ref, rootRef: parent.rootRef })
  expect(item.text).toBe('It is art now.\nCome and see.')
  expect(refSpace).toBe(network.refSpace())
  // Lines stay lines in Markdown by two spaces.
  expect(saidInTown('It is *art* now.  \nCome and see.')[0]?.inReplyTo).toBe(inTown('is the burnt tray').id)
  const post = await heardAs(account, 'Two minutes, engine off', streamOf('keyword', { query: 'bus' }))
  const below = await network.send(outside.ctx, account, {
    key: 'k2',
    attempt: 1,
    text: 'Crumbs.',
    inReplyTo: names(post),
  })
  expect(below.item.parentRef).toBe(post.ref)
  expect((await failureOf(network.send(outside.ctx, account, { key: 'k', text: 'Hello' }))).code).toBe(
    'not-supported',
  )
})

test('an answer that was lost after it took effect is found again, and the same words elsewhere are not it', async () => {
  const account = await signedIn()
  const parent = await heardAs(account, 'is the burnt tray')
  const speech = {
    key: 'k1',
    attempt: 1,
    text: 'It is.\n\nAsk u/ivy: https://e.example/?a=1',
    inReplyTo: names(parent),
  }
  town.misbehave({ path: '/reddit/oauth/api/comment', method: 'POST', fault: 503, times: 1, acts: true })
  expect((await failureOf(network.send(outside.ctx, account, speech))).code).toBe('unavailable')
  const { item } = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(item).toMatchObject({ mine: true, parentRef: parent.ref })
  expect(saidInTown(speech.text)).toHaveLength(1)
  // Without a number it may be a repeat too.
  const { attempt: _, ...unnumbered } = speech
  expect((await network.send(outside.ctx, account, unnumbered)).item.remoteId).toBe(item.remoteId)
  const other = await heardAs(account, 'The reason is sandwiches')
  await network.send(outside.ctx, account, { ...speech, attempt: 2, inReplyTo: names(other) })
  expect(saidInTown(speech.text)).toHaveLength(2)
  pass(25 * hourMs)
  await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(saidInTown(speech.text)).toHaveLength(3)
})

test('locked, archived and deleted things, too much text and too little are told in words', async () => {
  const account = await signedIn()
  const answer = (item: FetchedItem, text = 'Hello') =>
    failureOf(network.send(outside.ctx, account, { key: text, attempt: 1, text, inReplyTo: names(item) }))
  const locked = await heardAs(account, 'Then who is the host', streamOf('author', { user: 'dimitri' }))
  const archived = await heardAs(account, 'The council has one', streamOf('author', { user: 'nils' }))
  for (const [item, word] of [
    [locked, 'locked'],
    [archived, 'archived'],
  ] as const) {
    // prettier-ignore
    expect(await answer(item)).toMatchObject({ code: 'forbidden', message: expect.stringContaining(word) })
    expect(network.replyWay(account, item)).toMatchObject({
      way: 'none',
      reason: expect.stringContaining(word),
    })
  }
  const open = await heardAs(account, 'is the burnt tray')
  expect(network.replyWay(account, open)).toEqual({ way: 'api' })
  expect(network.replyWay(null, open)).toMatchObject({
    way: 'browser',
    reason: expect.stringContaining('approved'),
  })
  expect(await answer(open, 'x'.repeat(10_001))).toMatchObject({
    code: 'rejected',
    message: expect.stringContaining('10,000'),
  })
  expect(await answer(open, ' ')).toMatchObject({
    code: 'rejected',
    message: expect.stringContaining('empty'),
  })
  town.remove(inTown('is the burnt tray').id, 'reddit')
  expect(await answer(open)).toMatchObject({ code: 'gone', message: expect.stringContaining('deleted') })
})

test('too many comments wait for as long as Reddit says', async () => {
  await start({ rateLimit: true })
  const account = await signedIn()
  const parent = await heardAs(account, 'is the burnt tray')
  const say = (text: string) =>
    network.send(outside.ctx, account, { key: text, attempt: 1, text, inReplyTo: names(parent) })
  for (let n = 0; n < 3; n += 1) await say(`Tray ${n}.`)
  expect(await failureOf(say('And the wall.'))).toMatchObject({
    code: 'rate-limited',
    retryAtMs: startMs + 570_000,
  })
  pass(571_000)
  expect((await say('And the wall.')).item.text).toBe('And the wall.')
})

test('votes for a comment and a post, and takes it back', async () => {
  const account = await signedIn()
  const comment = await heardAs(account, 'is the burnt tray')
  const post = await heardAs(account, 'Day nine', streamOf('list', { subreddit: 'dailyloaf' }))
  for (const item of [comment, post]) {
    const before = item.metrics.likes ?? 0
    const after = async (act: 'like' | 'unlike') => {
      const [now] = (await network.act(outside.ctx, account, act, names(item))).items
      return [now?.remoteId, now?.standing?.liked, now?.metrics.likes]
    }
    expect(item.standing).toEqual({ liked: false })
    expect(await after('like')).toEqual([item.remoteId, true, before + 1])
    expect(await after('like')).toEqual([item.remoteId, true, before + 1])
    expect(await after('unlike')).toEqual([item.remoteId, false, before])
  }
  expect((await failureOf(network.act(outside.ctx, account, 'hide', names(comment)))).code).toBe(
    'not-supported',
  )
})

test('a thread is the post with its comments, what was deleted is a hole that nothing falls into', async () => {
  const account = await signedIn()
  const middle = await heardAs(account, 'The reason is sandwiches')
  const read = () =>
    network.thread(outside.ctx, account, { remoteId: middle.remoteId, ref: middle.ref ?? '' })
  const { items, missing } = await read()
  expect([items.length, missing]).toEqual([10, 0])
  expect(items.filter(({ kind }) => kind === 'post').map(({ title }) => title)).toEqual([middle.title])
  expect(items.find(({ text }) => text.startsWith('Why does the door'))?.direct).toBe(true)
  town.remove(inTown('Why does the door').id, 'reddit')
  const later = await read()
  expect([later.items.length, later.missing]).toEqual([9, 0])
  expect(later.items.some(({ text }) => text.startsWith('It was hung by a man'))).toBe(true)
  expect((await failureOf(network.thread(outside.ctx, null, names(middle)))).code).toBe('not-supported')
})

test('of a long thread what the page leaves out is asked for, and the rest is counted as missing', async () => {
  const account = await signedIn()
  const root = inTown('The 6:10 bus')
  for (let n = 0; n < 1200; n += 1)
    town.say({ on: 'reddit', author: 'leo_t', text: `bag ${n}`, inReplyTo: root.id })
  const post = await heardAs(account, 'Two minutes, engine off', streamOf('keyword', { query: 'bus' }))
  const whole = await network.thread(outside.ctx, account, names(post))
  // One page of five hundred, and five requests for a hundred each; 1,203 comments there are.
  expect([whole.items.length, whole.missing]).toEqual([1 + 1000, 203])
  const last = (await hear(account, streamOf('author', { user: 'leo_t' }))).items.find(
    ({ text }) => text === 'bag 1199',
  )
  if (last === undefined) throw new Error('the last is not heard')
  const near = await network.thread(outside.ctx, account, names(last))
  expect(near.items.some(({ remoteId }) => remoteId === last.remoteId)).toBe(true)
})

test('a second look tells edits and deletions, and leaves alone what it cannot name', async () => {
  const account = await signedIn()
  const [kept, gone] = [await heardAs(account, 'is the burnt tray'), await heardAs(account, 'The reason is')]
  const post = await heardAs(account, 'Two minutes, engine off', streamOf('keyword', { query: 'bus' }))
  pass(60_000)
  town.edit(inTown('is the burnt tray').id, 'is the burnt tray **still** on the wall', 'reddit')
  town.remove(inTown('The reason is').id, 'reddit')
  town.remove(inTown('The 6:10 bus').id, 'reddit')
  const refs = [kept, gone, post].map(({ ref = '' }) => ref)
  const seen = await network.recheck(outside.ctx, account, [
    ...refs,
    't1_zzzzzz',
    'https://elsewhere.example/5',
  ])
  expect(seen.items.map(({ text, editedMs }) => [text, editedMs])).toEqual([
    ['is the burnt tray still on the wall', startMs + 60_000],
  ])
  expect(seen.deletions).toEqual([...refs.slice(1), 't1_zzzzzz'].map((ref) => ({ ref })))
  expect((await failureOf(network.recheck(outside.ctx, null, refs))).code).toBe('not-supported')
})

test('whatever tells of an item tells it in the same words, or it would look edited', async () => {
  const account = await signedIn()
  const streams = [
    streamOf('replies'),
    streamOf('mentions'),
    streamOf('list', { subreddit: 'dailyloaf' }),
    streamOf('list', { subreddit: 'lindenbrook' }),
    streamOf('author', { user: 'rufus' }),
    streamOf('keyword', { query: 'oven OR bakery OR bus' }),
  ]
  const heard: FetchedItem[] = []
  for (const stream of streams) heard.push(...(await hear(account, stream)).items)
  for (const stream of streams.slice(2)) heard.push(...(await hear(null, { ...stream, config: { ...stream.config, host: town.url } })).items) // prettier-ignore
  const tray = await heardAs(account, 'is the burnt tray')
  const { item: said } = await network.send(outside.ctx, account, {
    key: 'k',
    attempt: 1,
    text: 'It is.',
    inReplyTo: names(tray),
  })
  heard.push(said, ...(await hear(account, streamOf('replies'))).items)
  heard.push(...(await network.thread(outside.ctx, account, names(tray))).items)
  heard.push(...(await network.act(outside.ctx, account, 'like', names(tray))).items)
  const all = [...new Set(heard.map(({ remoteId }) => remoteId))]
  for (let at = 0; at < all.length; at += network.recheckBatch) {
    const { items } = await network.recheck(outside.ctx, account, all.slice(at, at + network.recheckBatch))
    heard.push(...items)
  }
  expect(all.length).toBeGreaterThan(30)
  for (const [name, told] of Map.groupBy(heard, ({ remoteId }) => remoteId)) {
    expect(told.length, name).toBeGreaterThan(1)
    const words = told.map(({ title, text, warning }) => JSON.stringify([title, text, warning]))
    expect([...new Set(words)], name).toHaveLength(1)
  }
})

test('a sign-in without a right is told by the call that needs it', async () => {
  const account = await signedIn()
  town.misbehave({ path: '/reddit/oauth/api/vote', fault: 403 })
  const item = await heardAs(account, 'is the burnt tray')
  expect((await failureOf(network.act(outside.ctx, account, 'like', names(item)))).code).toBe('forbidden')
})
