import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { startTown, type Town } from '#demo/town'
import { blogLogins } from '#demo/faces/wordpress-auth'
import { listenForRedirect } from '../../sign-in-redirect.ts'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, SignedIn, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
const comments: StreamRef = { id: 1, kind: 'comments', config: {} }
const path = '/blog/wp-json/wp/v2/comments'
let town: Town
let site: string
let clock: FakeClock
let outside: TestOutside

beforeEach(async () => {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false })
  site = `${town.url}/blog`
  outside = testOutside(clock)
})
afterEach(async () => {
  await outside.close()
  await town.close()
})

function accountOf({ host, remoteId, handle, credentials, facts }: SignedIn): NetworkAccount {
  return { id: 1, host, remoteId, handle, credentials, facts }
}

async function signedIn(user: keyof typeof blogLogins = 'crumb', host = site): Promise<NetworkAccount> {
  const fields = { user, password: blogLogins[user] }
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
    if (!page.more) return { items, cursor, coveredToMs: page.coveredToMs, configPatch: page.configPatch }
  }
  throw new Error('it does not end')
}

async function heardAs(account: NetworkAccount, start: string): Promise<FetchedItem> {
  const found = (await hear(account)).items.find(({ text }) => text.startsWith(start))
  if (found === undefined) throw new Error(`nobody said "${start}"`)
  return found
}

const names = ({ remoteId, raw }: FetchedItem) => ({ remoteId, ref: remoteId, raw })

test('an application password says who we are, and starts with the comments of the blog', async () => {
  const signed = await network.signInWithToken(outside.ctx, `${town.url}/blog/a-blog-then/`, {
    user: 'crumb',
    password: blogLogins.crumb.replaceAll(' ', ''),
  })
  expect(signed).toMatchObject({
    host: site,
    handle: `crumb@127.0.0.1:${new URL(town.url).port}/blog`,
    name: 'Crumb Bakery',
    facts: { canModerate: true },
    streams: [{ kind: 'comments', name: 'Comments on Crumb Bakery, the long version', config: {} }],
  })
  expect(JSON.stringify(signed.facts)).not.toContain('rye0')
})

test('a wrong password, which the blog does not mind, is told as signed out in words', async () => {
  const failure = await failureOf(
    network.signInWithToken(outside.ctx, site, { user: 'crumb', password: 'wrong word' }),
  )
  expect(failure.code).toBe('signed-out')
  expect(failure.message).toContain('an application password, not the one that you sign in with')
  expect(failure.message).not.toContain('wrong word')
  const codeOf = async (host: string, fields: Record<string, string>) =>
    (await failureOf(network.signInWithToken(outside.ctx, host, fields))).code
  expect(await codeOf(site, { user: 'crumb', password: ' ' })).toBe('bad-input')
  expect(await codeOf('http://blog.example', { user: 'crumb', password: 'x' })).toBe('bad-input')
  expect(await codeOf(`${town.url}/gazette/`, { user: 'crumb', password: 'x' })).toBe('bad-input')
})

async function press(url: string, button: 'approve' | 'reject'): Promise<void> {
  const form = new URL(url).searchParams
  form.set(button, '1')
  const answer = await fetch(url.split('?')[0] ?? '', { method: 'POST', body: form, redirect: 'manual' })
  await fetch(answer.headers.get('location') ?? '')
}

test('a sign-in in the browser: approved, and the password that travelled is exchanged and withdrawn', async () => {
  const redirect = await listenForRedirect()
  const { url, pending } = await network.beginBrowserSignIn(outside.ctx, site, redirect.redirectUri)
  expect((await fetch(url)).status).toBe(200)
  await press(url, 'approve')
  const params = await redirect.params
  redirect.close()
  const signed = await network.finishBrowserSignIn(outside.ctx, pending, params)
  expect(signed.handle).toMatch(/^crumb@/)
  expect((await hear(accountOf(signed))).items.length).toBeGreaterThan(40)
  const travelled = {
    ...accountOf(signed),
    credentials: { user: 'crumb', password: params['password'] ?? '' },
  }
  expect((await failureOf(hear(travelled))).code).toBe('signed-out')
})

test('a refusal in the browser and an answer to another sign-in are told apart', async () => {
  const redirect = await listenForRedirect()
  const { url, pending } = await network.beginBrowserSignIn(outside.ctx, site, redirect.redirectUri)
  await press(url, 'reject')
  const params = await redirect.params
  redirect.close()
  const finish = (given: Record<string, string>) =>
    failureOf(network.finishBrowserSignIn(outside.ctx, pending, given))
  expect(await finish(params)).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('did not allow'),
  })
  expect((await finish({ ...params, code: 'another' })).code).toBe('bad-input')
})

test('a moderator hears what waits, and no spam', async () => {
  const { items } = await hear(await signedIn())
  const waiting = items.filter(({ standing }) => standing?.moderation === 'held')
  expect(waiting.map(({ author }) => author.name)).toEqual(expect.arrayContaining(['Abel M.', 'Zofia']))
  expect(waiting.every(({ direct }) => direct)).toBe(true)
  expect(items.some(({ text }) => text.includes('CRUMBCOIN'))).toBe(false)
  const own = items.filter(({ mine }) => mine)
  expect(own.length).toBeGreaterThan(10)
  expect(own.some(({ direct }) => direct)).toBe(false)
  const answer = items.find(({ text }) => text.startsWith('Rice flour! Thank you.'))
  expect(answer).toMatchObject({ kind: 'reply', title: 'Why our rye takes two days' })
  expect(items.map(({ remoteId }) => remoteId)).toContain(answer?.parentRef)
})

test('somebody who keeps no blog hears what is public, and is told when his password does not count any more', async () => {
  const account = await signedIn('beatrix')
  const { items } = await hear(account)
  expect(items.some(({ standing }) => standing?.moderation === 'held')).toBe(false)
  expect(items.filter(({ direct }) => direct).map(({ text }) => text)).toEqual(['641.815, we looked it up.'])
  const failure = await failureOf(hear({ ...account, credentials: { user: 'beatrix', password: 'gone' } }))
  expect(failure.code).toBe('signed-out')
})

test('a stranger hears the same comments by the same names, and the blog is found once', async () => {
  const stream: StreamRef = { id: 1, kind: 'comments', config: { site: `${site}/a-blog-then` } }
  const first = await hear(null, stream)
  expect(first.configPatch).toEqual({ site, root: `${site}/wp-json/` })
  const asModerator = await hear(await signedIn())
  const known = new Map(asModerator.items.map((item) => [item.remoteId, item]))
  expect(first.items.length).toBeGreaterThan(30)
  for (const item of first.items) {
    expect(known.get(item.remoteId)?.author.remoteId).toBe(item.author.remoteId)
    expect(known.get(item.remoteId)?.title).toBe(item.title)
  }
})

test('a comment that is let through late is heard by strangers when its time is past', async () => {
  const stream: StreamRef = { id: 1, kind: 'comments', config: { site, root: `${site}/wp-json/` } }
  const account = await signedIn()
  const { cursor } = await hear(null, stream)
  const held = await heardAs(account, 'I can say something about barley')
  await network.act(outside.ctx, account, 'approve', names(held))
  const { items } = await hear(null, stream, cursor)
  expect(items.map(({ remoteId }) => remoteId)).toContain(held.remoteId)
})

test('a reply stands below its comment, as it was typed, and twice is once', async () => {
  const account = await signedIn()
  const parent = await heardAs(account, 'Why is the oven 38?')
  const speech = {
    key: 'k1',
    attempt: 1,
    text: 'It\'s "cheap" at night, <i>really</i> & truly...',
    inReplyTo: names(parent),
  }
  const { item } = await network.send(outside.ctx, account, speech)
  expect(item).toMatchObject({ mine: true, direct: false, parentRef: parent.remoteId, title: parent.title })
  expect(item.text).toBe('It’s “cheap” at night, <i>really</i> & truly…')
  const again = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(again.item.remoteId).toBe(item.remoteId)
  expect(town.statuses('wordpress').filter(({ text }) => text === speech.text)).toHaveLength(1)
})

test('an answer that was lost after it took effect is found again', async () => {
  const account = await signedIn()
  const parent = await heardAs(account, 'Why is the oven 38?')
  const speech = { key: 'k1', attempt: 1, text: 'Night tariff.', inReplyTo: names(parent) }
  town.misbehave({ path, method: 'POST', fault: 503, times: 1, acts: true })
  expect((await failureOf(network.send(outside.ctx, account, speech))).code).toBe('unavailable')
  const { item } = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(item.text).toBe('Night tariff.')
  expect(town.statuses('wordpress').filter(({ text }) => text === 'Night tariff.')).toHaveLength(1)
})

test('a flood waits 15 seconds, and what waits for a moderator cannot be found again', async () => {
  const account = await signedIn('beatrix')
  const parent = await heardAs(account, 'The mill reads along.')
  const say = (text: string) =>
    network.send(outside.ctx, account, { key: text, text, inReplyTo: names(parent) })
  const { item } = await say('Quietly.')
  expect(item.standing).toEqual({ moderation: 'held' })
  const flood = await failureOf(say('And again.'))
  expect([flood.code, flood.retryAtMs]).toEqual(['rate-limited', startMs + 15_000])
  expect((await failureOf(say('Quietly.'))).message).toContain('waits there')
})

test('closed comments, spam and comments that are gone are told in words', async () => {
  const account = await signedIn()
  const answer = (item: FetchedItem) =>
    failureOf(network.send(outside.ctx, account, { key: 'k', text: 'Hello', inReplyTo: names(item) }))
  const closed = await heardAs(account, 'can i come and count')
  expect(await answer(closed)).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('closed'),
  })
  const spam = await heardAs(account, 'Cats are 38 degrees')
  await network.act(outside.ctx, account, 'spam', names(spam))
  expect(await answer(spam)).toMatchObject({ code: 'gone', message: expect.stringContaining('spam') })
  const gone = { ...spam, remoteId: spam.remoteId.replace(/\d+$/, '9999') }
  expect((await answer(gone)).code).toBe('gone')
  const bare = { key: 'k', text: 'Hello' }
  expect((await failureOf(network.send(outside.ctx, account, bare))).code).toBe('not-supported')
})

test('moderation changes what others see, and only those who may can do it', async () => {
  const account = await signedIn()
  const held = await heardAs(account, 'My son had a reaction')
  expect(network.acts(account)).toEqual(['approve', 'hold', 'spam', 'trash'])
  const standingAfter = async (wanted: 'approve' | 'hold' | 'spam' | 'trash') =>
    (await network.act(outside.ctx, account, wanted, names(held))).items[0]?.standing?.moderation
  const stranger = async () =>
    (await hear(null, { id: 1, kind: 'comments', config: { site } })).items.some(
      ({ remoteId }) => remoteId === held.remoteId,
    )
  expect([await standingAfter('approve'), await stranger()]).toEqual(['approved', true])
  expect([await standingAfter('hold'), await stranger()]).toEqual(['held', false])
  expect([await standingAfter('spam'), await stranger()]).toEqual(['spam', false])
  expect([await standingAfter('trash'), await stranger()]).toEqual(['trash', false])
  expect([await standingAfter('approve'), await stranger()]).toEqual(['approved', true])
  const reader = await signedIn('beatrix')
  expect(network.acts(reader)).toEqual([])
  expect((await failureOf(network.act(outside.ctx, reader, 'spam', names(held)))).code).toBe('forbidden')
})

test('a thread is the comment at its top with all below it, and not the rest of the post', async () => {
  const account = await signedIn()
  const middle = await heardAs(account, 'In the basket, with rice flour.')
  const { items } = await network.thread(outside.ctx, account, { ...names(middle) })
  expect(items.map(({ author }) => author.name)).toEqual(['Priya Raman', 'Crumb Bakery', 'Priya Raman'])
  expect(new Set(items.map(({ rootRef }) => rootRef))).toEqual(new Set([middle.parentRef]))
  const asStranger = await network.thread(outside.ctx, null, { ...names(middle) })
  expect(asStranger.items.map(({ remoteId }) => remoteId)).toEqual(items.map(({ remoteId }) => remoteId))
})

test('a second look tells edits, spam and what is gone, for moderators and for strangers', async () => {
  const account = await signedIn()
  const { items } = await hear(account)
  const [kept, spam, gone] = ['The mill reads along', 'Cats are 38', 'I have waited'].map((start) => {
    const found = items.find(({ text }) => text.startsWith(start))
    if (found === undefined) throw new Error(start)
    return found
  })
  if (kept === undefined || spam === undefined || gone === undefined) throw new Error('three were found')
  await network.act(outside.ctx, account, 'spam', names(spam))
  const inTown = (start: string) =>
    town.statuses('wordpress').find(({ text }) => text.startsWith(start))?.id ?? ''
  town.edit(inTown('The mill reads'), 'The mill reads along, slowly.', 'wordpress')
  town.remove(inTown('I have waited'), 'wordpress')
  const refs = [kept, spam, gone].map(({ remoteId }) => remoteId)
  const seen = await network.recheck(outside.ctx, account, refs)
  expect(seen.items.map(({ text, standing }) => [text.slice(0, 22), standing?.moderation])).toEqual([
    ['The mill reads along, ', 'approved'],
    ['Cats are 38 degrees. T', 'spam'],
  ])
  expect(seen.deletions).toEqual([{ ref: gone.remoteId }])
  const asStranger = await network.recheck(outside.ctx, null, refs)
  expect(asStranger.deletions).toEqual([{ ref: spam.remoteId }, { ref: gone.remoteId }])
})

test('a hole in the past is filled, page by page, with nothing from outside of it', async () => {
  const account = await signedIn()
  const gap = { fromMs: startMs - 24 * 86_400_000, toMs: startMs - 12 * 86_400_000 }
  const items: FetchedItem[] = []
  let cursor: Json = null
  for (let more = true; more;) {
    const page = await network.backfill(outside.ctx, account, comments, gap, cursor)
    items.push(...page.items)
    ;({ cursor, more } = page)
  }
  expect(items.length).toBeGreaterThan(10)
  expect(items.every(({ createdMs }) => createdMs >= gap.fromMs && createdMs <= gap.toMs)).toBe(true)
  const all = (await hear(account)).items.filter(
    ({ createdMs }) => createdMs >= gap.fromMs && createdMs <= gap.toMs,
  )
  expect(new Set(items.map(({ remoteId }) => remoteId))).toEqual(new Set(all.map(({ remoteId }) => remoteId)))
})

test('words are found wherever one alternative stands, also without an account', async () => {
  const stream: StreamRef = { id: 1, kind: 'keyword', config: { query: '"rice flour" OR espelta', site } }
  const { items } = await hear(null, stream)
  expect(items.map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining('rice flour'), expect.stringContaining('espelta')]),
  )
  expect(items.every(({ direct }) => !direct)).toBe(true)
})

test('a blog is discovered from any of its pages; one with a closed API offers its feed', async () => {
  const [found] = await network.discover(outside.ctx, `${site}/closed-for-the-inventory/`)
  expect(found).toMatchObject({
    title: 'Comments on Crumb Bakery, the long version',
    draft: { network: 'wordpress', kind: 'comments', config: { site, root: `${site}/wp-json/` } },
  })
  expect(found?.sample).toHaveLength(3)
  town.misbehave({ path, fault: 401 })
  const [other] = await network.discover(outside.ctx, site)
  expect(other?.draft).toMatchObject({
    network: 'feed',
    kind: 'comments',
    config: { url: `${site}/comments/feed/` },
  })
})

test('a blog without pretty addresses answers to everything alike', async () => {
  town.misbehave({ path: '/blog/wp-json', fault: 'html' })
  const account = await signedIn('crumb', `${site}/?rest_route=/`)
  const parent = await heardAs(account, 'How warm is your cupboard?')
  const { item } = await network.send(outside.ctx, account, {
    key: 'k',
    text: '29.',
    inReplyTo: names(parent),
  })
  expect(item.parentRef).toBe(parent.remoteId)
  expect((await network.refreshFacts(outside.ctx, account)).facts).toMatchObject({ canModerate: true })
})

test('what is asked for holds no mail addresses, and what is kept none either', async () => {
  const { items } = await hear(await signedIn())
  expect(JSON.stringify(items)).not.toContain('@mail.example')
  const lists = town.requests().filter((one) => one.path === path)
  expect(lists.every(({ query }) => !query.includes('author_email'))).toBe(true)
})
