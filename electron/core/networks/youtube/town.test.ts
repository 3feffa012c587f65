import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { unitsOf } from '#demo/faces/youtube-quota'
import { startTown, type Town } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, SignedIn, StreamRef } from '../types.ts'
import { network } from './index.ts'
import { scope } from './manifest.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const redirectUri = 'http://127.0.0.1:41999/callback'
const comments: StreamRef = { id: 1, kind: 'comments', config: {} }
const threadsPath = '/youtube/v3/commentThreads'
let town: Town
let clock: FakeClock
let outside: TestOutside

beforeEach(async () => {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false })
  outside = testOutside(clock)
})
afterEach(async () => {
  await outside.close()
  await town.close()
})

function pass(ms: number): void {
  town.advance(ms)
  clock.advance(ms)
}

function login(): { host: string; fields: Record<string, string> } {
  const { host = '', ...fields } = town.logins['youtube'] ?? {}
  return { host, fields }
}

async function decide(url: string, choice: Record<string, string>): Promise<Record<string, string>> {
  const asked = new URL(url)
  const body = new URLSearchParams([...asked.searchParams, ...Object.entries(choice)])
  const answer = await fetch(asked.origin + asked.pathname, { method: 'POST', body, redirect: 'manual' })
  return Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
}

const allowed = { decision: 'continue', granted: scope }

async function throughBrowser(
  choice: Record<string, string> = allowed,
  changed: Record<string, string> = {},
) {
  const { host, fields } = login()
  const begun = await network.beginBrowserSignIn(outside.ctx, host, redirectUri, { ...fields, ...changed })
  return network.finishBrowserSignIn(outside.ctx, begun.pending, await decide(begun.url, choice))
}

function accountOf({ host, remoteId, handle, credentials, facts }: SignedIn): NetworkAccount {
  return { id: 1, host, remoteId, handle, credentials, facts }
}

async function signedIn(): Promise<NetworkAccount> {
  return accountOf(await throughBrowser())
}

async function withKey(): Promise<NetworkAccount> {
  const { host, fields } = login()
  return accountOf(await network.signInWithToken(outside.ctx, host, fields))
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail', { cause: error })
}

async function hear(account: NetworkAccount | null, stream = comments, from: Json = null) {
  const items: FetchedItem[] = []
  let cursor = from
  for (let pages = 0; pages < 20; pages += 1) {
    const page = await network.pull(outside.ctx, account, stream, cursor)
    items.push(...page.items)
    cursor = page.cursor
    if (!page.more) return { ...page, all: items }
  }
  throw new Error('it does not end')
}

function saying(items: readonly FetchedItem[], start: string): FetchedItem {
  const found = items.find(({ text }) => text.startsWith(start))
  if (found === undefined) throw new Error(`nobody said "${start}"`)
  return found
}

/** Units and searches that some work takes. */
async function taking<T>(work: () => Promise<T>): Promise<{ took: ReturnType<typeof unitsOf>; result: T }> {
  const before = town.requests().length
  const result = await work()
  return { took: unitsOf(town.requests().slice(before)), result }
}

const names = ({ remoteId, ref = '', raw }: FetchedItem) => ({ remoteId, ref, raw })

/** Our own channel's feed, as a stranger hears it. */
async function feedStream(): Promise<StreamRef> {
  const { remoteId } = await withKey()
  return { id: 9, kind: 'author', config: { channel: remoteId, host: town.url } }
}

function postOf(start: string): string {
  const found = town.statuses('youtube').find(({ text }) => text.startsWith(start))
  if (found === undefined) throw new Error(`there is no "${start}"`)
  return found.id
}

function comment(text: string, below = 'How we shape a rye', author = 'kwame'): string {
  return town.say({ on: 'youtube', author, text, inReplyTo: postOf(below) })
}

test('the browser brings tokens, and the account starts with the comments on its channel', async () => {
  const signed = await throughBrowser()
  expect(signed).toMatchObject({
    host: town.url,
    handle: '@crumb',
    name: 'Crumb Bakery',
    facts: { writes: true },
    credentials: { by: 'tokens', expiresMs: startMs + 3_599_000 },
    streams: [{ kind: 'comments', name: 'Comments on Crumb Bakery', config: {} }],
  })
  expect(signed.remoteId).toMatch(/^UC[\w-]{22}$/)
  expect(JSON.stringify(signed.facts)).not.toContain('token')
})

test('what keeps a sign-in from being whole is said in words', async () => {
  const { host, fields } = login()
  expect(await failureOf(throughBrowser({ decision: 'cancel' }))).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('did not allow'),
  })
  expect(await failureOf(throughBrowser({ decision: 'continue', granted: '' }))).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('youtube.force-ssl'),
  })
  expect(await failureOf(throughBrowser(allowed, { clientSecret: 'GOCSPX-wrong' }))).toMatchObject({
    code: 'signed-out',
    message: expect.stringContaining('client ID with this secret'),
  })
  const begun = await network.beginBrowserSignIn(outside.ctx, host, redirectUri, fields)
  const other = { ...(await decide(begun.url, allowed)), state: 'another' }
  expect((await failureOf(network.finishBrowserSignIn(outside.ctx, begun.pending, other))).code).toBe(
    'bad-input',
  )
  const missing = network.beginBrowserSignIn(outside.ctx, host, redirectUri, { clientId: 'x y' })
  expect((await failureOf(missing)).code).toBe('bad-input')
  const far = network.beginBrowserSignIn(outside.ctx, 'http://far.example', redirectUri, fields)
  expect((await failureOf(far)).code).toBe('bad-input')
})

test('without a host the browser is sent to Google itself, with a challenge and no secret', async () => {
  const { fields } = login()
  const { url } = await network.beginBrowserSignIn(outside.ctx, '', redirectUri, fields)
  const asked = new URL(url)
  expect(asked.origin + asked.pathname).toBe('https://accounts.google.com/o/oauth2/v2/auth')
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256')
  expect(asked.searchParams.get('redirect_uri')).toBe(redirectUri)
  expect(url).not.toContain('GOCSPX')
})

test('an API key is tried with its channel, hears what is public, and answers nothing', async () => {
  const { host, fields } = login()
  const pasted = (changed: Record<string, string>) =>
    failureOf(network.signInWithToken(outside.ctx, host, { ...fields, ...changed }))
  expect(await pasted({ apiKey: 'AIzaWrong' })).toMatchObject({ code: 'signed-out' })
  expect(await pasted({ channel: '@nobody-here' })).toMatchObject({ code: 'gone' })
  expect(await pasted({ channel: 'the bakery' })).toMatchObject({ code: 'bad-input' })
  const account = await withKey()
  const { all } = await hear(account)
  expect(all.some(({ standing }) => standing !== undefined)).toBe(false)
  expect(all.some(({ text }) => text.startsWith('My comment from yesterday'))).toBe(false)
  const item = saying(all, 'At 1:52')
  expect(network.replyWay(account, item).way).toBe('browser')
  expect(network.handOff(item)).toMatch(/^https:\/\/www\.youtube\.com\/watch\?v=[\w-]{11}&lc=Ug/)
  expect(network.acts(account, { moderation: 'approved' })).toEqual([])
  const sent = network.send(outside.ctx, account, { key: 'k', text: 'Hm.', inReplyTo: names(item) })
  expect(await failureOf(sent)).toMatchObject({ code: 'forbidden' })
  expect(town.requests().some(({ query }) => query.includes('AIza'))).toBe(false)
})

test('our channel is heard with what waits, without spam, and with all replies of a long thread', async () => {
  const { all, coveredToMs } = await hear(await signedIn())
  expect(coveredToMs).toBe(startMs)
  expect(saying(all, 'My comment from yesterday').standing).toEqual({ moderation: 'held' })
  expect(saying(all, 'At 1:52')).toMatchObject({
    title: 'How we shape a rye, at three in the morning',
    direct: true,
    standing: { moderation: 'approved' },
    metrics: { replies: 7 },
  })
  expect(all.some(({ text }) => text.includes('REAL viewers'))).toBe(false)
  const top = saying(all, 'At 1:52')
  const replies = all.filter(({ parentRef }) => parentRef === top.ref)
  expect(new Set(replies.map(({ remoteId }) => remoteId)).size).toBe(7)
  expect(all.filter(({ mine }) => mine).some(({ direct }) => direct)).toBe(false)
  expect(saying(all, 'Does it take a pizza?').editedMs).toBeGreaterThan(0)
})

test('a look takes two units where nothing is new, and one more for a long thread that grew', async () => {
  const account = await signedIn()
  const { cursor } = await hear(account)
  expect((await taking(() => hear(account, comments, cursor))).took).toEqual({ units: 2, searches: 0 })
  comment('@priya show us then', 'At 1:52')
  const { took, result } = await taking(() => hear(account, comments, cursor))
  expect(took).toEqual({ units: 3, searches: 0 })
  expect(saying(result.all, '@priya show us then').direct).toBe(true)
  expect((await taking(() => hear(account, comments, result.cursor))).took.units).toBe(2)
})

test('however many comments came, all are heard', async () => {
  const account = await signedIn()
  const { cursor } = await hear(account)
  for (let n = 0; n < 230; n += 1) {
    pass(60_000)
    comment(`Number ${n}.`)
  }
  const { all, coveredFromMs } = await hear(account, comments, cursor)
  expect(new Set(all.map(({ text }) => text).filter((text) => text.startsWith('Number'))).size).toBe(230)
  expect(coveredFromMs).toBeUndefined()
})

test('an answer far below is heard with the far look of the day', async () => {
  const account = await signedIn()
  const first = await hear(account)
  for (let n = 0; n < 120; n += 1) {
    pass(60_000)
    comment(`Number ${n}.`)
  }
  const second = await hear(account, comments, first.cursor)
  comment('I still fall asleep to it.', 'I fell asleep to this', 'ivy')
  const third = await hear(account, comments, second.cursor)
  expect(third.all.some(({ text }) => text.startsWith('I still fall'))).toBe(false)
  pass(dayMs)
  expect(saying((await hear(account, comments, third.cursor)).all, 'I still fall').direct).toBe(true)
})

test('tokens are renewed after an hour, once, and again after the account took one away', async () => {
  const account = await signedIn()
  pass(hourMs)
  await hear(account)
  const tokenCalls = () => town.requests().filter(({ path }) => path === '/token').length
  expect([tokenCalls(), outside.renewed.length]).toEqual([2, 1])
  const fresh = { ...account, credentials: outside.renewed[0] ?? null }
  const token = String(Reflect.get(Object(fresh.credentials), 'accessToken'))
  await fetch(`${town.url}/revoke`, { method: 'POST', body: new URLSearchParams({ token }) })
  expect((await hear(fresh)).all.length).toBeGreaterThan(10)
  expect(tokenCalls()).toBe(3)
})

test('a project in testing ends the sign-in after seven days, and it is said why', async () => {
  const account = await signedIn()
  pass(7 * dayMs + 1000)
  expect(await failureOf(hear(account))).toMatchObject({
    code: 'signed-out',
    message: expect.stringContaining('in testing'),
  })
})

test('a day’s units are waited for until midnight in California, and then all is well', async () => {
  const account = await signedIn()
  const { accessToken = '' } = account.credentials as { accessToken?: string } // shape of client.ts
  const headers = { authorization: `Bearer ${accessToken}` }
  const write = `${town.url}/youtube/v3/comments/setModerationStatus?id=x&moderationStatus=published`
  for (let calls = 0; calls < 200; calls += 1) await fetch(write, { method: 'POST', headers })
  // What is left does for no decision, but for forty-nine looks.
  for (let calls = 0; calls < 49; calls += 1)
    await fetch(`${town.url}/youtube/v3/videos?id=aaaaaaaaaaa`, { headers })
  const failure = await failureOf(hear(account))
  expect(failure).toMatchObject({ code: 'rate-limited', retryAtMs: Date.UTC(2026, 9, 2, 7) })
  expect(failure.message).toContain('midnight in California')
  pass(22 * hourMs)
  expect((await hear(account)).all.length).toBeGreaterThan(10)
})

test('a hundred searches a day end the searches, and comments are heard all the same', async () => {
  const account = await signedIn()
  const stream: StreamRef = { id: 2, kind: 'keyword', config: { query: 'rye' } }
  for (let calls = 0; calls < 100; calls += 1) await hear(account, stream)
  expect(await failureOf(hear(account, stream))).toMatchObject({
    code: 'rate-limited',
    retryAtMs: Date.UTC(2026, 9, 2, 7),
    message: expect.stringContaining('hundred searches'),
  })
  expect((await hear(account)).all.length).toBeGreaterThan(10)
})

test('comments of one video, of a channel by its handle, and of what takes none', async () => {
  const account = await signedIn()
  const handle: StreamRef = { id: 2, kind: 'comments', config: { where: '@theo' } }
  const first = await hear(account, handle)
  expect(first).toMatchObject({
    configPatch: { where: expect.stringMatching(/^UC/) },
    title: 'Comments on @theo',
  })
  expect(saying(first.all, 'If @crumb does not know')).toMatchObject({ kind: 'mention', direct: true })
  expect(saying(first.all, '¿Y quién ganó?')).toMatchObject({ direct: false, standing: undefined })
  const found = (await hear(account)).all
  const video = saying(found, 'Six minutes fast').ref?.split('/')[0] ?? ''
  const one = await hear(account, { id: 3, kind: 'comments', config: { where: video } })
  expect(one.title).toBe('Comments on The blue oven starts, after sixty years')
  expect(one.all.every(({ ref }) => ref?.startsWith(`${video}/`))).toBe(true)
  const lost = { id: 4, kind: 'comments', config: { where: 'aaaaaaaaaaa' } } as const
  expect(await failureOf(hear(account, lost))).toMatchObject({ code: 'gone' })
  const nobody = { id: 5, kind: 'comments', config: { where: '@nobody-here' } } as const
  expect(await failureOf(hear(account, nobody))).toMatchObject({ code: 'gone' })
  const silent = (await hear(null, await feedStream())).items.find(({ title }) =>
    title?.includes('from above'),
  )
  const closed: StreamRef = { id: 6, kind: 'comments', config: { where: silent?.remoteId ?? '' } }
  expect(await failureOf(hear(account, closed))).toMatchObject({
    code: 'forbidden',
    message: 'Comments are turned off for this video.',
  })
})

test('videos are searched for words, heard with their whole description, and for one search a look', async () => {
  const account = await signedIn()
  const stream: StreamRef = { id: 2, kind: 'keyword', config: { query: 'sourdough OR flour' } }
  const { took, result } = await taking(() => hear(account, stream))
  expect(took).toEqual({ units: 1, searches: 1 })
  expect(result.nextPollMs).toBe(hourMs)
  const found = saying(result.all, 'Blind tasting')
  expect(found).toMatchObject({
    kind: 'mention',
    title: 'The Long Table, 41: eleven ryes, one winner',
    author: { name: 'Theo Nakamura' },
  })
  expect(found.text).toContain('https://long-table.example')
  expect(found.metrics.replies).toBe(3)
  expect(result.all.some(({ mine }) => mine)).toBe(true)
  pass(hourMs)
  town.say({ on: 'youtube', author: 'casimir', text: 'New flour\n\nGround on Friday.' })
  const later = await hear(account, stream, result.cursor)
  expect(later.all.map(({ title }) => title)).toContain('New flour')
  // A day is asked for again, for videos appear in the index late; what is older is not.
  expect(later.all.map(({ title }) => title)).not.toContain('Rye goes in, flour comes out')
})

test('the feed of a channel takes nothing, and knows no handles without an account', async () => {
  const stream = await feedStream()
  const { took, result } = await taking(() => hear(null, stream))
  expect(took).toEqual({ units: 0, searches: 0 })
  expect(result).toMatchObject({ title: 'Videos of Crumb Bakery', coveredToMs: startMs })
  expect(result.all).toHaveLength(4)
  const handle: StreamRef = { id: 2, kind: 'author', config: { channel: '@theo', host: town.url } }
  expect(await failureOf(hear(null, handle))).toMatchObject({ code: 'bad-input' })
  expect(await hear(await signedIn(), handle)).toMatchObject({ configPatch: { channel: expect.any(String) } })
  for (let n = 0; n < 16; n += 1) {
    pass(60_000)
    town.say({ on: 'youtube', author: 'crumb', text: `Video ${n}\n\nOne of many.` })
  }
  const later = await hear(null, stream, result.cursor)
  expect(later.coveredFromMs).toBe(saying(later.all, 'One of many.').createdMs - 14 * 60_000)
  expect(later.holeReason).toContain('newest fifteen')
})

test('a reply stands below its comment for fifty units; one to a reply goes to the thread with the name', async () => {
  const account = await signedIn()
  const { all } = await hear(account)
  const asked = saying(all, 'Bei Minute 2:40')
  expect(network.replyWay(account, asked)).toEqual({ way: 'api' })
  const speech = { key: 'k1', attempt: 1, text: 'Mit Reis & Geduld, <immer>.', inReplyTo: names(asked) }
  const { took, result } = await taking(() => network.send(outside.ctx, account, speech))
  expect(took.units).toBe(50)
  expect(result.item).toMatchObject({
    mine: true,
    direct: false,
    text: speech.text,
    parentRef: asked.ref,
    title: asked.title,
  })
  const heard = (await hear(account)).all.find(({ remoteId }) => remoteId === result.item.remoteId)
  expect([heard?.text, heard?.title, heard?.ref]).toEqual([
    result.item.text,
    result.item.title,
    result.item.ref,
  ])

  const reply = saying(all, 'I would have flipped it once.')
  const start = network.replyDefaults(account, { ...reply, authorHandle: reply.author.handle })
  expect(start.text).toBe('@dimitri ')
  const top = saying(all, 'At 1:52')
  expect(network.replyDefaults(account, { ...top, authorHandle: top.author.handle }).text).toBe('')
  const answer = { key: 'k2', attempt: 1, text: `${start.text}next time.`, inReplyTo: names(reply) }
  expect((await network.send(outside.ctx, account, answer)).item.parentRef).toBe(top.ref)
})

test('an answer that was lost after it took effect is found again, and said once', async () => {
  const account = await signedIn()
  const asked = saying((await hear(account)).all, 'Bei Minute 2:40')
  const speech = { key: 'k1', attempt: 1, text: 'Mit Reis.', inReplyTo: names(asked) }
  town.misbehave({ path: '/youtube/v3/comments', method: 'POST', fault: 503, times: 1, acts: true })
  expect((await failureOf(network.send(outside.ctx, account, speech))).code).toBe('unavailable')
  const { took, result } = await taking(() => network.send(outside.ctx, account, { ...speech, attempt: 2 }))
  expect(took.units).toBe(1)
  expect(result.item).toMatchObject({ mine: true, parentRef: asked.ref })
  expect(town.statuses('youtube').filter(({ text }) => text === 'Mit Reis.')).toHaveLength(1)
  const other = { ...speech, key: 'k2', attempt: 2, text: 'Mit Roggen.' }
  expect((await network.send(outside.ctx, account, other)).item.text).toBe('Mit Roggen.')
})

test('what cannot be said is refused in words', async () => {
  const account = await signedIn()
  const { all } = await hear(account)
  const asked = saying(all, 'Bei Minute 2:40')
  const say = (text: string) =>
    failureOf(network.send(outside.ctx, account, { key: 'k', attempt: 1, text, inReplyTo: names(asked) }))
  expect(await say('x'.repeat(10_001))).toMatchObject({ code: 'rejected' })
  expect(await say('\u0000')).toMatchObject({
    code: 'rejected',
    message: expect.stringContaining('its words'),
  })
  town.remove(postOf('Bei Minute 2:40'), 'youtube')
  expect(await say('Too late.')).toMatchObject({ code: 'gone' })
  const post = network.send(outside.ctx, account, { key: 'k', attempt: 1, text: 'A post.' })
  expect(await failureOf(post)).toMatchObject({ code: 'not-supported' })
})

test('a video that was found is commented on, and the comment joins it', async () => {
  const account = await signedIn()
  const stream: StreamRef = { id: 2, kind: 'keyword', config: { query: 'sourdough' } }
  const video = saying((await hear(account, stream)).all, 'Blind tasting')
  const speech = { key: 'k1', attempt: 1, text: 'Thank you, and hello crust.', inReplyTo: names(video) }
  const { item } = await network.send(outside.ctx, account, speech)
  expect(item).toMatchObject({ mine: true, parentRef: video.ref, title: video.title })
  const again = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(again.item.remoteId).toBe(item.remoteId)
  expect(town.statuses('youtube').filter(({ text }) => text === speech.text)).toHaveLength(1)
  expect(network.handOff(video)).toBe(video.url)
})

test('what waits is let through, held again, and rejected, for fifty units each', async () => {
  const account = await signedIn()
  const held = saying((await hear(account)).all, 'My comment from yesterday')
  expect(network.acts(account, { moderation: 'held' })).toEqual(['approve', 'hold', 'trash'])
  expect(network.acts(account, { moderation: undefined })).toEqual([])
  const { took, result } = await taking(() => network.act(outside.ctx, account, 'approve', names(held)))
  expect(took.units).toBe(50)
  expect(result.items[0]).toMatchObject({ remoteId: held.remoteId, standing: { moderation: 'approved' } })
  expect(result.items[0]?.text).toBe(held.text)
  expect(saying((await hear(account)).all, 'My comment from').standing).toEqual({ moderation: 'approved' })
  await network.act(outside.ctx, account, 'hold', names(held))
  expect(saying((await hear(account)).all, 'My comment from').standing).toEqual({ moderation: 'held' })
  await network.act(outside.ctx, account, 'trash', names(held))
  expect((await hear(account)).all.some(({ text }) => text.startsWith('My comment from'))).toBe(false)
  const spam = network.act(outside.ctx, account, 'spam', names(held))
  expect((await failureOf(spam)).code).toBe('not-supported')
})

test('a thread is its comment with all replies, under the title of the video', async () => {
  const account = await signedIn()
  const { all } = await hear(account)
  const reply = names(saying(all, 'Anybody here'))
  const { took, result } = await taking(() => network.thread(outside.ctx, account, reply))
  expect(took.units).toBe(3)
  expect([result.items.length, result.missing]).toEqual([8, 0])
  expect(new Set(result.items.map(({ title }) => title))).toEqual(new Set([saying(all, 'At 1:52').title]))
  expect(result.items.every(({ standing }) => standing === undefined || standing.moderation !== 'held')).toBe(
    true,
  )
  const held = await network.thread(outside.ctx, account, names(saying(all, 'My comment from')))
  expect(held.items).toHaveLength(1)
  const stream: StreamRef = { id: 2, kind: 'keyword', config: { query: 'sourdough' } }
  const video = saying((await hear(account, stream)).all, 'Blind tasting')
  const around = await network.thread(outside.ctx, account, names(video))
  expect([around.items.map(({ remoteId }) => remoteId), around.missing]).toEqual([[video.remoteId], 3])
  town.remove(postOf('At 1:52'), 'youtube')
  expect((await failureOf(network.thread(outside.ctx, account, reply))).code).toBe('gone')
})

test('a second look at fifty takes two units, and finds what was edited and deleted, not what waits', async () => {
  const account = await signedIn()
  const { all } = await hear(account)
  const video = saying((await hear(null, await feedStream())).all, 'One hour of rain')
  const edited = saying(all, 'Is anything in this kitchen')
  const gone = saying(all, 'Bei Minute 2:40')
  const held = saying(all, 'My comment from yesterday')
  const refs = [edited, gone, video].map(({ ref = '' }) => ref)
  expect((await taking(() => network.recheck(outside.ctx, account, [edited.ref ?? '']))).took.units).toBe(2)
  town.edit(postOf('Is anything in this kitchen'), 'Is anything here free of gluten?', 'youtube')
  town.remove(postOf('Bei Minute 2:40'), 'youtube')
  const { items, deletions } = await network.recheck(outside.ctx, account, [...refs, held.ref ?? ''])
  expect(deletions).toEqual([{ ref: gone.ref }])
  expect(items.map(({ remoteId }) => remoteId)).toEqual([edited.remoteId, video.remoteId])
  expect(items[0]).toMatchObject({ text: 'Is anything here free of gluten?', title: edited.title })
  const [same] = (await network.recheck(outside.ctx, account, [saying(all, 'At 1:52').ref ?? ''])).items
  expect(same).toMatchObject({ text: saying(all, 'At 1:52').text, title: saying(all, 'At 1:52').title })
})

test('where YouTube has forgotten how far a walk had come, it begins anew, and so does the filling of a hole', async () => {
  const account = await signedIn()
  const { cursor, all } = await hear(account)
  const walk = { look: 0, page: 2, token: 'Zm9yZ290dGVu', top: startMs, startMs, deep: false, left: false }
  const page = await network.pull(outside.ctx, account, comments, { ...Object(cursor), walk })
  expect(page.items.length).toBeGreaterThan(10)
  const gap = { fromMs: startMs - 2 * dayMs, toMs: startMs }
  const lost = { look: 0, page: 3, token: 'Zm9yZ290dGVu' }
  const filled = await network.backfill(outside.ctx, account, comments, gap, lost)
  expect(filled.items.map(({ remoteId }) => remoteId)).toContain(saying(all, 'Is anything in this').remoteId)
})

test('what a limit of a minute stops is heard when it is over', async () => {
  const account = await signedIn()
  town.misbehave({ path: threadsPath, fault: 429, times: 1, retryAfter: 30 })
  expect(await failureOf(hear(account))).toMatchObject({ code: 'rate-limited', retryAtMs: startMs + 30_000 })
  pass(31_000)
  expect((await hear(account)).all.length).toBeGreaterThan(10)
})

test('the channel’s new name is learnt, and a channel that is gone is told', async () => {
  const account = await signedIn()
  expect((await network.refreshFacts(outside.ctx, account)).facts).toEqual(account.facts)
  const key = await withKey()
  expect((await network.refreshFacts(outside.ctx, key)).facts).toMatchObject({ writes: false })
  const lost = { ...key, remoteId: 'UCnobodyIsHere0000000000' }
  expect((await failureOf(network.refreshFacts(outside.ctx, lost))).code).toBe('gone')
})
