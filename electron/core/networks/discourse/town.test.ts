import { afterEach, beforeEach, expect, test } from 'vitest'
import { forumAdminKey } from '#demo/faces/discourse-keys'
import { ask, at, each } from '#demo/testing'
import { startTown, type Town } from '#demo/town'
import { Failure } from '#shared/failure'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, Page, SignedIn, StreamRef } from '../types.ts'
import { network } from './index.ts'

/* The network against the town's forum. */

const startMs = Date.UTC(2026, 10, 21, 10)

let town: Town
let clock: FakeClock
let outside: TestOutside
let site: string
beforeEach(async () => {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false })
  outside = testOutside(clock)
  site = `${town.url}/forum`
})
afterEach(async () => {
  await outside.close()
  await town.close()
})

function accountOf({ host, remoteId, handle, credentials, facts }: SignedIn): NetworkAccount {
  return { id: 1, host, remoteId, handle, credentials, facts }
}

async function signedIn(user = 'crumb'): Promise<NetworkAccount> {
  return accountOf(await network.signInWithToken(outside.ctx, site, { user, key: forumAdminKey }))
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail as expected', { cause: error })
}

const mentions: StreamRef = { id: 1, kind: 'mentions', config: {} }

/** Pulls as core does, until there is no more. */
async function hear(account: NetworkAccount | null, stream: StreamRef = mentions, from: Json = null) {
  const items: FetchedItem[] = []
  let cursor = from
  for (let pages = 1; pages <= 30; pages += 1) {
    const page: Page = await network.pull(outside.ctx, account, stream, cursor)
    items.push(...page.items)
    cursor = page.cursor ?? cursor
    if (!page.more) return { items, cursor, page }
  }
  throw new Error('paging does not end')
}

const everything = (): StreamRef => ({ id: 2, kind: 'feed', config: { site } })

async function heardAs(account: NetworkAccount, start: string): Promise<FetchedItem> {
  const { items } = await hear(account, { id: 2, kind: 'feed', config: {} })
  const found = items.find(({ text }) => text.startsWith(start))
  if (found === undefined) throw new Error(`nobody said ${start}`)
  return found
}

function names({ remoteId, raw, visibility }: FetchedItem) {
  return { remoteId, ref: remoteId, raw, visibility }
}

function inTown(start: string) {
  const found = town.statuses('discourse').find(({ text }) => text.startsWith(start))
  if (found === undefined) throw new Error(`nobody said ${start}`)
  return found
}

const saidInTown = (text: string) => town.statuses('discourse').filter((one) => one.text === text)

/** Opens the page as a browser does, says yes, and copies what it shows. */
async function grant(url: string, more: Record<string, string> = {}): Promise<string> {
  expect((await fetch(url)).status).toBe(200)
  const form = new URLSearchParams([...new URL(url).searchParams, ...Object.entries(more)])
  const answer = await fetch(`${site}/user-api-key`, { method: 'POST', body: form, redirect: 'manual' })
  const location = answer.headers.get('location')
  return location ?? /<pre>([^<]+)<\/pre>/.exec(await answer.text())?.[1] ?? ''
}

async function signedInByPage(): Promise<NetworkAccount> {
  const { url, pending } = await network.beginBrowserSignIn(outside.ctx, site)
  const pasted = await grant(url)
  return accountOf(await network.finishBrowserSignIn(outside.ctx, pending, { pasted }))
}

test('a key is granted on the forum’s page, pasted, and hears and speaks', async () => {
  const { url, pending } = await network.beginBrowserSignIn(outside.ctx, `${site}/latest`)
  const asked = new URL(url).searchParams
  expect([asked.get('application_name'), asked.get('scopes')]).toEqual(['Earshot', 'read,write'])
  expect(asked.has('auth_redirect')).toBe(false)
  expect(url).not.toContain('PRIVATE')
  const pasted = await grant(url)
  const signed = await network.finishBrowserSignIn(outside.ctx, pending, { pasted })
  const { host } = new URL(town.url)
  expect(signed).toMatchObject({
    host: site,
    handle: `@crumb@${host}/forum`,
    name: 'Crumb Bakery',
    facts: { username: 'crumb', title: 'Lindenbrook Talks', minPost: 20, minPrivate: 10, maxPost: 32_000 },
    textRule: { unit: 'codepoints', max: 32_000 },
    streams: [{ kind: 'mentions', name: '@crumb on Lindenbrook Talks', config: {} }],
  })
  expect(JSON.stringify(signed)).not.toContain('PRIVATE')
  expect((await hear(accountOf(signed))).items.length).toBeGreaterThan(3)
})

test('what was copied badly, or granted to another sign-in, is told in words and may be pasted again', async () => {
  const first = await network.beginBrowserSignIn(outside.ctx, site)
  const second = await network.beginBrowserSignIn(outside.ctx, site)
  const pasted = await grant(first.url)
  const finish = (given: string, pending = second.pending) =>
    network.finishBrowserSignIn(outside.ctx, pending, { pasted: given })
  expect(await failureOf(finish('Thank you'))).toMatchObject({ code: 'bad-input' })
  expect((await failureOf(finish(pasted))).message).toContain('another sign-in')
  // The same key pair, but another word to know the answer by.
  const forged = await grant(first.url, { nonce: 'somebody else' })
  expect((await failureOf(finish(forged, first.pending))).message).toContain('another sign-in')
  expect((await finish(pasted, first.pending)).handle).toMatch(/^@crumb@/)
})

test('the address that a forum’s own app is sent to can be pasted as it stands', async () => {
  const { url, pending } = await network.beginBrowserSignIn(outside.ctx, site)
  const pasted = await grant(url, { auth_redirect: 'discourse://auth_redirect' })
  expect(pasted).toMatch(/^discourse:/)
  expect((await network.finishBrowserSignIn(outside.ctx, pending, { pasted })).handle).toMatch(/^@crumb@/)
})

test('an administrator’s key is tested at once, with words for what is wrong', async () => {
  const failureFor = (host: string, user: string, key: string) =>
    failureOf(network.signInWithToken(outside.ctx, host, { user, key }))
  expect(await failureFor(site, 'crumb', 'wrong-key-of-nobody')).toMatchObject({
    code: 'signed-out',
    message: expect.stringMatching(/does not accept this key with this name.*scope Global/),
  })
  expect((await failureFor(site, 'nobody', forumAdminKey)).code).toBe('signed-out')
  expect((await failureFor(site, '', forumAdminKey)).code).toBe('bad-input')
  expect((await failureFor(site, 'crumb', 'two words')).code).toBe('bad-input')
  expect((await failureFor('http://forum.example', 'crumb', 'k')).code).toBe('bad-input')
  expect(await failureFor(`${town.url}/blog`, 'crumb', 'k')).toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('No Discourse forum answers'),
  })
})

test('a key that was withdrawn signs the account out, and one refusal does not', async () => {
  const account = await signedInByPage()
  town.misbehave({ path: '/forum/notifications.json', fault: 403, times: 1 })
  expect(await failureOf(hear(account))).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('not permitted to view'),
  })
  const key = String(at(account.credentials, 'key'))
  await fetch(`${site}/user-api-key/revoke`, { method: 'POST', headers: { 'user-api-key': key } })
  expect(await failureOf(hear(account))).toMatchObject({
    code: 'signed-out',
    message: expect.stringContaining('Sign in again'),
  })
})

test('mentions, answers, quotes and messages are heard as spoken to us, and what is new in our topics as well', async () => {
  const { items } = await hear(await signedIn())
  const found = (start: string) => items.find(({ text }) => text.includes(start))
  expect(found('does it need its own table')).toMatchObject({ kind: 'mention', direct: true })
  expect(found('It was a kilo')).toMatchObject({
    kind: 'reply',
    direct: true,
    title: 'My dough climbs out of the bowl at night',
  })
  expect(found('It was a kilo')?.text).toContain(':sweat_smile:')
  expect(found('visit a starter without waking it')).toMatchObject({ kind: 'comment', direct: true })
  expect(found('flour dust') ?? found('about his cough')).toMatchObject({
    direct: true,
    visibility: 'direct',
  })
  // One notification stands for both, at the first.
  expect([found('Please do not close at three'), found('three comes a little later')]).toMatchObject([
    { direct: false },
    { direct: false },
  ])
  expect(items.some(({ mine }) => mine)).toBe(false)
})

test('what is heard later is only what is new', async () => {
  const account = await signedIn()
  const { cursor } = await hear(account)
  expect((await hear(account, mentions, cursor)).items).toEqual([])
  clock.advance(3_600_000)
  town.advance(3_600_000)
  const parent = inTown('Jam.')
  town.say({ on: 'discourse', author: 'bramble', text: '@crumb will you take plum?', inReplyTo: parent.id })
  expect((await hear(account, mentions, cursor)).items.map(({ text }) => text)).toEqual([
    '@crumb will you take plum?',
  ])
})

test('a stranger hears everything that is public, by the names that members hear', async () => {
  const asStranger = await hear(null, everything())
  const asMember = await hear(await signedIn(), { id: 2, kind: 'feed', config: {} })
  expect(asStranger.items.length).toBeGreaterThan(30)
  expect(asStranger.items.map(({ remoteId }) => remoteId)).toEqual(
    asMember.items.map(({ remoteId }) => remoteId),
  )
  expect(asStranger.items.some(({ visibility }) => visibility === 'direct')).toBe(false)
  expect(asStranger.items.some(({ mine, direct }) => mine || direct)).toBe(false)
  const hen = asStranger.items.find(({ title }) => title === 'The weather vane points at the bakery')
  expect(asStranger.items.find(({ media }) => media.length > 0)).toMatchObject({
    text: expect.not.stringContaining('240 KB'),
    media: [{ kind: 'image', url: `${town.url}/forum/uploads/default/original/1X/vane.jpeg` }],
  })
  expect(hen?.url).toMatch(/\/forum\/t\/the-weather-vane-points-at-the-bakery\/\d+\/\d+$/)
})

test('of a topic that a word was found in, everything since the last look is read', async () => {
  const stream: StreamRef = { id: 3, kind: 'keyword', config: { query: 'dough', site } }
  const first = await hear(null, stream)
  expect(first.items.map(({ author }) => author.handle)).toEqual(['@josip'])
  clock.advance(3_600_000)
  town.advance(3_600_000)
  const parent = inTown('Weighed it')
  // More than stand around a post, so that the topic is read further back.
  for (let n = 1; n <= 30; n += 1)
    town.say({
      on: 'discourse',
      author: 'josip',
      text: `The dough, part ${String(n)}.`,
      inReplyTo: parent.id,
    })
  const { items } = await hear(null, stream, first.cursor)
  expect(items.filter(({ text }) => text.startsWith('The dough, part'))).toHaveLength(30)
})

test('a category, a tag and a person are heard without an account', async () => {
  const titles = async (where: string) => {
    const { config } = network.checkConfig('list', { where })
    const { items } = await hear(null, { id: 4, kind: 'list', config })
    return new Set(items.map(({ title }) => title))
  }
  expect(await titles(`${site}/c/market/6`)).toEqual(new Set(['Who brings what on Saturday']))
  expect(await titles(`${site}/tag/fermentation`)).toEqual(
    new Set(['My dough climbs out of the bowl at night', 'How old is your starter, honestly']),
  )
  const { items } = await hear(null, { id: 5, kind: 'author', config: { user: 'casimir', site } })
  expect(items).toHaveLength(2)
  const other = { id: 6, kind: 'list', config: { where: 'https://other.example/c/x/1' } } as const
  expect(await failureOf(hear(await signedIn(), other))).toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('Listen to it without an account'),
  })
})

test('a hole in the past is filled from the search and from the notifications', async () => {
  const account = await signedIn()
  const gap = { fromMs: startMs - 12 * 86_400_000, toMs: startMs - 3 * 86_400_000 }
  const fill = async (stream: StreamRef) => {
    const items: FetchedItem[] = []
    let cursor: Json = null
    for (let more = true; more;) {
      const page = await network.backfill(outside.ctx, account, stream, gap, cursor)
      items.push(...page.items)
      ;({ cursor, more } = page)
    }
    expect(items.every(({ createdMs }) => createdMs >= gap.fromMs && createdMs <= gap.toMs)).toBe(true)
    return items
  }
  const { items: all } = await hear(account, { id: 2, kind: 'feed', config: {} })
  const inGap = all.filter(({ createdMs }) => createdMs >= gap.fromMs && createdMs <= gap.toMs)
  const filled = await fill({ id: 2, kind: 'feed', config: {} })
  expect(new Set(filled.map(({ remoteId }) => remoteId))).toEqual(
    new Set(inGap.map(({ remoteId }) => remoteId)),
  )
  expect((await fill(mentions)).map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining('how much is half')]),
  )
})

test('a reply stands below its post, and twice is once', async () => {
  const account = await signedIn()
  const parent = await heardAs(account, '@crumb are you bringing')
  const speech = {
    key: 'k1',
    attempt: 1,
    text: 'We bring it, with a table, a knife & <our own> crumbs.',
    inReplyTo: names(parent),
  }
  const { item, refSpace } = await network.send(outside.ctx, account, speech)
  expect(item).toMatchObject({
    mine: true,
    direct: false,
    parentRef: parent.remoteId,
    title: parent.title,
    text: speech.text,
  })
  expect(refSpace).toBe(network.refSpace(account))
  for (const attempt of [2, undefined]) {
    const again = await network.send(outside.ctx, account, { ...speech, attempt })
    expect(again.item.remoteId).toBe(item.remoteId)
  }
  // As if it were new: the forum refuses the same words, and that is no failure.
  expect((await network.send(outside.ctx, account, speech)).item.remoteId).toBe(item.remoteId)
  expect(saidInTown(speech.text)).toHaveLength(1)
  expect(saidInTown(speech.text)[0]?.inReplyTo).toBe(inTown('@crumb are you bringing').id)
})

test('an answer that was lost after it took effect is found again', async () => {
  const account = await signedInByPage()
  const parent = await heardAs(account, 'It has for a week')
  const speech = { key: 'k1', attempt: 1, text: 'The hen may come in and look.', inReplyTo: names(parent) }
  town.misbehave({ path: '/forum/posts.json', method: 'POST', fault: 503, times: 1, acts: true })
  expect((await failureOf(network.send(outside.ctx, account, speech))).code).toBe('unavailable')
  const { item } = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(item).toMatchObject({ text: speech.text, mine: true })
  expect(saidInTown(speech.text)).toHaveLength(1)
})

test('a post that somebody must let through is held, and not sent twice', async () => {
  const account = await signedIn('zofia')
  const parent = await heardAs(account, 'The council has not taken')
  const speech = { key: 'k1', attempt: 1, text: 'I am new here and I like hens.', inReplyTo: names(parent) }
  const { item } = await network.send(outside.ctx, account, speech)
  expect(item).toMatchObject({
    mine: true,
    parentRef: parent.remoteId,
    text: speech.text,
    standing: { moderation: 'held' },
  })
  const again = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(again.item).toMatchObject({ remoteId: item.remoteId, standing: { moderation: 'held' } })
  const waiting = await ask(town, '/forum/posts/zofia/pending.json', {
    token: null,
    headers: { 'api-key': forumAdminKey, 'api-username': 'zofia' },
  })
  expect(each(at(waiting.data, 'pending_posts'), 'raw_text')).toEqual([speech.text])
  // It waits still; another that waits no more is gone from here.
  const seen = await network.recheck(outside.ctx, account, [
    item.remoteId,
    item.remoteId.replace(/\d+$/, '9'),
  ])
  expect(seen.deletions).toEqual([{ ref: item.remoteId.replace(/\d+$/, '9') }])
  const failure = await failureOf(
    network.send(outside.ctx, account, {
      key: 'k2',
      attempt: 1,
      text: 'Me too, and more of them.',
      inReplyTo: names(item),
    }),
  )
  expect([failure.code, failure.message]).toEqual(['not-supported', expect.stringContaining('waits')])
  expect((await network.thread(outside.ctx, account, names(item))).items).toEqual([])
})

test('posts that are too short, closed topics and topics that are gone are told in words', async () => {
  const account = await signedIn()
  const answer = (item: FetchedItem, text = 'Twenty characters and some more.') =>
    failureOf(network.send(outside.ctx, account, { key: text, attempt: 1, text, inReplyTo: names(item) }))
  const open = await heardAs(account, 'Jam.')
  const asked = town.requests().length
  expect(await answer(open, 'Yes.')).toMatchObject({
    code: 'rejected',
    message: 'Lindenbrook Talks would not take this. This is 16 short of the least, 20.',
  })
  // A private topic wants less, and the composer counts by what is answered.
  const ruleFor = (visibility?: string) => network.replyDefaults(account, { visibility }).textRule
  expect(ruleFor()).toEqual({ unit: 'codepoints', max: 32_000, min: 20 })
  expect(ruleFor('direct')).toEqual({ unit: 'codepoints', max: 32_000, min: 10 })
  expect(town.requests()).toHaveLength(asked)
  expect(await answer(open, 'x'.repeat(32_001))).toMatchObject({
    code: 'rejected',
    message: expect.stringContaining('1 over the limit of 32000'),
  })
  expect((await answer(await heardAs(account, 'I have notes on this'))).code).toBe('forbidden')
  const gone = { ...open, remoteId: open.remoteId.replace(/\d+\/\d+$/, '999/1') }
  expect((await answer(gone)).code).toBe('gone')
  expect(
    (await failureOf(network.send(outside.ctx, account, { key: 'k', text: 'A new topic, then.' }))).code,
  ).toBe('not-supported')
})

test('a like counts once, and is taken back', async () => {
  const account = await signedIn()
  const item = await heardAs(account, 'Jam.')
  const after = async (wanted: 'like' | 'unlike') =>
    (await network.act(outside.ctx, account, wanted, names(item))).items[0]
  const liked = await after('like')
  expect([liked?.standing?.liked, liked?.title]).toEqual([true, item.title])
  const before = item.metrics.likes ?? 0
  expect(liked?.metrics.likes).toBe(before + 1)
  // The forum refuses a second one; the post tells that it is there.
  expect((await after('like'))?.standing?.liked).toBe(true)
  expect(inTown('Jam.').liked).toBe(true)
  expect((await after('unlike'))?.standing?.liked).toBe(false)
  expect((await after('unlike'))?.standing?.liked).toBe(false)
  expect((await failureOf(network.act(outside.ctx, account, 'hide', names(item)))).code).toBe('not-supported')
})

test('a thread is the whole topic, with the parents that posts name', async () => {
  const account = await signedIn()
  const middle = await heardAs(account, '@crumb how much is half')
  const { items, missing } = await network.thread(outside.ctx, account, names(middle))
  expect(items).toHaveLength(7)
  expect(missing).toBeUndefined()
  const known = new Set(items.map(({ remoteId }) => remoteId))
  expect(items.filter(({ parentRef }) => parentRef !== undefined && !known.has(parentRef))).toEqual([])
  const stranger = await network.thread(outside.ctx, null, names(middle))
  expect(stranger.items.map(({ remoteId }) => remoteId)).toEqual(items.map(({ remoteId }) => remoteId))
})

test('of a very long topic what is nearest is read, and the rest is counted', async () => {
  const account = await signedIn()
  const parent = inTown('Blue: Thursday')
  for (let n = 1; n <= 260; n += 1)
    town.say({ on: 'discourse', author: 'rufus', text: `Bin ${String(n)}.`, inReplyTo: parent.id })
  const last = await heardAs(account, 'Bin 260.')
  const { items, missing } = await network.thread(outside.ctx, account, names(last))
  expect(items.length).toBeGreaterThan(190)
  expect(items.length + (missing ?? 0)).toBe(265)
  expect(items[0]?.text).toMatch(/^From January/)
})

test('a second look tells edits and what is gone, topic by topic', async () => {
  const account = await signedIn()
  const [kept, edited, removed] = [
    await heardAs(account, 'Jam.'),
    await heardAs(account, 'Apfelkuchen'),
    await heardAs(account, 'I bring the accordion'),
  ]
  town.edit(inTown('Apfelkuchen').id, 'Apfelkuchen, drei Bleche.', 'discourse')
  town.remove(inTown('I bring the accordion').id, 'discourse')
  const nowhere = kept.remoteId.replace(/\d+\/\d+$/, '999/4')
  const asked = town.requests().length
  const seen = await network.recheck(outside.ctx, account, [
    ...[kept, edited, removed].map(({ remoteId }) => remoteId),
    nowhere,
  ])
  expect(seen.items.map(({ text, editedMs }) => [text, editedMs])).toEqual([
    ['Jam.', undefined],
    ['Apfelkuchen, drei Bleche.', startMs],
  ])
  expect(seen.deletions).toEqual([{ ref: removed.remoteId }, { ref: nowhere }])
  // The neighbours came along: two topics, and the one post that did not.
  expect(town.requests().length - asked).toBe(3)
  const stranger = await network.recheck(outside.ctx, null, [kept.remoteId, removed.remoteId])
  expect(stranger.deletions).toEqual([{ ref: removed.remoteId }])
})

test('a forum that closes to strangers deletes nothing for them', async () => {
  const account = await signedIn()
  const item = await heardAs(account, 'Jam.')
  town.misbehave({ path: '/forum/t/', fault: 403 })
  expect((await failureOf(network.recheck(outside.ctx, null, [item.remoteId]))).code).toBe('forbidden')
  expect((await network.recheck(outside.ctx, account, [item.remoteId])).deletions).toEqual([
    { ref: item.remoteId },
  ])
})

test('twenty requests a minute are enough, and a limit is waited for as long as the forum says', async () => {
  await town.close()
  town = await startTown({ nowMs: startMs, answers: false, rateLimit: true })
  site = `${town.url}/forum`
  const account = await signedInByPage()
  let cursor: Json = null
  const step = async (): Promise<Page> => {
    const page = await network.pull(outside.ctx, account, { id: 2, kind: 'feed', config: {} }, cursor)
    ;({ cursor } = page)
    return page
  }
  const failure = await failureOf(
    (async () => {
      for (let n = 0; n < 25; n += 1) await step()
    })(),
  )
  expect([failure.code, failure.retryAtMs]).toEqual(['rate-limited', startMs + 60_000])
  clock.advance(61_000)
  town.advance(61_000)
  expect((await step()).coveredToMs).toBe(startMs + 61_000)
})

test('what a forum allows is asked again', async () => {
  const account = await signedIn()
  const before = { ...account, facts: { username: 'crumb', title: 'Old name' } }
  const { facts, textRule } = await network.refreshFacts(outside.ctx, before)
  expect(facts).toEqual({
    username: 'crumb',
    title: 'Lindenbrook Talks',
    minPost: 20,
    minPrivate: 10,
    maxPost: 32_000,
  })
  expect(textRule.max).toBe(32_000)
  town.misbehave({ path: '/forum/site/settings.json', fault: 404 })
  expect((await network.refreshFacts(outside.ctx, before)).facts).toEqual({
    username: 'crumb',
    title: 'Lindenbrook Talks',
  })
})

test('a forum is discovered from any of its pages', async () => {
  const found = async (path: string) =>
    (await network.discover(outside.ctx, `${site}${path}`)).map(({ draft }) => [draft.kind, draft.name])
  const whole = ['feed', 'Everything on Lindenbrook Talks']
  expect(await found('')).toEqual([whole])
  expect(await found('/t/some-topic/21')).toEqual([whole])
  expect(await found('/c/bread/5')).toEqual([['list', 'bread on Lindenbrook Talks'], whole])
  expect(await found('/tag/stalls')).toEqual([['list', '#stalls on Lindenbrook Talks'], whole])
  expect(await found('/u/josip')).toEqual([['author', '@josip on Lindenbrook Talks'], whole])
  const [{ sample } = { sample: [] }] = await network.discover(outside.ctx, site)
  expect(sample).toHaveLength(3)
  expect((await failureOf(network.discover(outside.ctx, `${town.url}/hn`))).code).toBe('bad-input')
})
