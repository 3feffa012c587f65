import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { boardLogins } from '#demo/faces/lemmy-sessions'
import { startTown, type Town, type TownOptions } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, SignedIn, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
let town: Town
let clock: FakeClock
let outside: TestOutside

async function start(options: TownOptions = {}): Promise<void> {
  await close()
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false, ...options })
  outside = testOutside(clock)
}

let isOpen = false
async function close(): Promise<void> {
  if (!isOpen) return
  await outside.close()
  await town.close()
}

beforeEach(async () => {
  await start()
  isOpen = true
})
afterEach(async () => {
  await close()
  isOpen = false
})

/** Both servers of the town: where they are, and which API they have. */
const servers = [
  { version: '0.19', folder: '/lemmy', api: '/lemmy/api/v3', inbox: '/lemmy/api/v3/user/replies' },
  {
    version: '1.0',
    folder: '/lemmy-1',
    api: '/lemmy-1/api/v4',
    inbox: '/lemmy-1/api/v4/account/notification',
  },
] as const

function accountOf({ host, remoteId, handle, credentials, facts }: SignedIn): NetworkAccount {
  return { id: 1, host, remoteId, handle, credentials, facts }
}

async function signedIn(folder = '/lemmy'): Promise<NetworkAccount> {
  const fields = { user: 'crumb', password: boardLogins.crumb.password }
  return accountOf(await network.signInWithToken(outside.ctx, `${town.url}${folder}`, fields))
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
  const deletions: string[] = []
  let cursor = from
  for (let pages = 1; pages <= 30; pages += 1) {
    const page = await network.pull(outside.ctx, account, stream, cursor)
    items.push(...page.items)
    deletions.push(...(page.deletions ?? []).map(({ ref }) => ref))
    cursor = page.cursor
    if (!page.more) return { ...page, items, deletions, cursor, pages }
  }
  throw new Error('it does not end')
}

async function heardAs(account: NetworkAccount, start_: string, stream = streamOf('replies')) {
  const found = (await hear(account, stream)).items.find(({ text }) => text.startsWith(start_))
  if (found === undefined) throw new Error(`nobody said ${start_}`)
  return found
}

function names({ remoteId, ref = '', raw }: FetchedItem) {
  return { remoteId, ref, raw }
}

function inTown(start_: string) {
  const found = town.statuses('lemmy').find(({ text }) => text.startsWith(start_))
  if (found === undefined) throw new Error(`nobody said ${start_}`)
  return found
}

const saidInTown = (text: string) => town.statuses('lemmy').filter((one) => one.text === text)

describe.each(servers)('$version', ({ folder, api, inbox }) => {
  test('signs in, tells which API there is, and keeps a token and no password', async () => {
    const fields = { user: ' crumb@lindenbrook.example ', password: boardLogins.crumb.password, code: '' }
    const found = await network.signInWithToken(outside.ctx, `${town.url}${folder}/login`, fields)
    expect(found).toMatchObject({
      remoteId: `${town.url}/lemmy/u/crumb`,
      handle: `@crumb@${new URL(town.url).host}`,
      host: `${town.url}${folder}`,
      facts: { api: folder === '/lemmy' ? 'v3' : 'v4' },
    })
    expect(found.streams.map(({ kind }) => kind)).toEqual(['replies', 'mentions'])
    expect(Object.keys(found.credentials ?? {})).toEqual(['jwt'])
    expect(JSON.stringify(found)).not.toContain(boardLogins.crumb.password)
    const { facts } = await network.refreshFacts(outside.ctx, accountOf(found))
    expect(facts).toEqual(found.facts)
  })

  test('a second factor is asked for, and a wrong code, name or password is said', async () => {
    const { password, code } = boardLogins.beatrix
    const tryAs = (fields: Record<string, string>) =>
      network.signInWithToken(outside.ctx, `${town.url}${folder}`, fields)
    const wrong = async (fields: Record<string, string>) => {
      const { code: said, message } = await failureOf(tryAs(fields))
      return [said, message]
    }
    expect(await wrong({ user: 'beatrix', password })).toEqual([
      'bad-input',
      expect.stringContaining('second factor'),
    ])
    expect(await wrong({ user: 'beatrix', password, code: '1' })).toEqual([
      'bad-input',
      expect.stringContaining('wrong or has run out'),
    ])
    const signed = await tryAs({ user: 'beatrix', password, code: `${code.slice(0, 3)} ${code.slice(3)}` })
    expect(signed.handle).toMatch(/^@beatrix@/)
    const unknown = ['signed-out', expect.stringContaining('does not know this name with this password')]
    expect(await wrong({ user: 'crumb', password: 'rye' })).toEqual(unknown)
    expect(await wrong({ user: 'nobody', password: 'rye' })).toEqual(unknown)
    expect((await wrong({ user: '', password: 'rye' }))[0]).toBe('bad-input')
    expect((await wrong({ user: 'crumb', password: '' }))[0]).toBe('bad-input')
  })

  test('hears replies and what we said ourselves, mentions apart from them', async () => {
    const account = await signedIn(folder)
    const replies = (await hear(account, streamOf('replies'))).items
    const door = replies.find(({ text }) => text.startsWith('Which door?'))
    expect(door).toMatchObject({ kind: 'reply', direct: true, mine: false })
    expect(door?.title).toBe('We open the bakehouse on Saturday night. Come and watch, or fold')
    expect(door?.parentRef).toBe(door?.rootRef)
    expect(replies.filter(({ mine }) => mine).length).toBeGreaterThan(8)
    expect(replies.filter(({ mine, direct }) => !mine && !direct)).toEqual([])
    const mentions = (await hear(account, streamOf('mentions'))).items
    expect(mentions.some(({ text }) => text.includes('smells of cinnamon'))).toBe(true)
    expect(mentions.every(({ kind, direct }) => kind === 'mention' && direct)).toBe(true)
    const insult = mentions.find(({ text }) => text.includes('Is that an insult?'))
    expect(insult?.spans[0]).toMatchObject({ type: 'mention', href: `${town.url}/lemmy/u/crumb` })
  })

  test('a community is heard by everybody, its posts and its comments, and no other', async () => {
    const stream = streamOf('list', { community: `${town.url}${folder}/c/sourdough` })
    const asStranger = await hear(null, stream)
    expect(asStranger.items.filter(({ kind }) => kind === 'post')).toHaveLength(3)
    expect(asStranger.items.length).toBeGreaterThan(15)
    expect(asStranger.items.every(({ standing, direct }) => standing === undefined && !direct)).toBe(true)
    // Which API the server has is asked once an hour.
    const asked = () => town.requests().filter(({ path }) => path.endsWith('/site')).length
    const before = asked()
    await hear(null, stream, asStranger.cursor)
    expect(asked()).toBe(before)
    clock.advance(3_600_000)
    await hear(null, stream, asStranger.cursor)
    expect(asked()).toBeGreaterThan(before)
    const asUs = await hear(await signedIn(folder), stream)
    const starter = asUs.items.find(({ title }) => title?.startsWith('Our starter plan'))
    expect(starter?.mine).toBe(true)
    // Below our own post it is said to us, whichever stream hears it.
    expect(asUs.items.find(({ text }) => text.startsWith('Saved. Our jam'))?.direct).toBe(true)
    expect(
      await failureOf(hear(null, streamOf('list', { community: `${town.url}${folder}/c/nowhere` }))),
    ).toMatchObject({ code: 'gone' })
  })

  test('a user and words are heard, with each word looked for in posts and in comments', async () => {
    const account = await signedIn(folder)
    const by = (await hear(account, streamOf('author', { user: `${town.url}${folder}/u/kwame` }))).items
    expect(new Set(by.map(({ author }) => author.name))).toEqual(new Set(['Kwame Asante']))
    expect(by.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['post']))
    const { items } = await hear(account, streamOf('keyword', { query: '"rice flour" OR bins' }))
    const posts = items.filter(({ parentRef }) => parentRef === undefined)
    expect(posts.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['The bins are open data now', expect.stringContaining('Rye that sticks')]),
    )
    expect(items.length - posts.length).toBeGreaterThan(1)
  })

  test('an answer to us is known as one wherever it is heard first', async () => {
    const account = await signedIn(folder)
    const { items } = await hear(
      account,
      streamOf('keyword', { query: '"Wet on purpose" OR "Then there will be"' }),
    )
    // What they answer is in neither search.
    expect(items.map(({ text, kind, direct }) => [text.slice(0, 5), kind, direct])).toEqual([
      ['Wet o', 'reply', true],
      ['Then ', 'reply', true],
    ])
    const asked = () => town.requests().filter(({ path }) => path.startsWith(inbox)).length
    const { cursor } = await hear(account, streamOf('keyword', { query: 'semolina' }))
    clock.advance(3 * 3_600_000)
    const before = asked()
    await hear(account, streamOf('keyword', { query: 'semolina' }), cursor)
    // Where nothing is new, nobody is asked.
    expect(asked()).toBe(before)
  })

  test('many pages are turned, a first look ends at its cap, and nothing new is missed', async () => {
    const account = await signedIn(folder)
    const root = inTown('We open the bakehouse')
    const comeIn = (count: number, what: string) => {
      for (let n = 0; n < count; n += 1) {
        town.advance(1000)
        town.say({ on: 'lemmy', author: 'leo_t', text: `${what} ${n}`, inReplyTo: root.id })
      }
      clock.advance(count * 1000)
    }
    comeIn(230, 'first')
    const first = await hear(account, streamOf('replies'))
    expect(first.items.filter(({ text }) => text.startsWith('first'))).toHaveLength(150)
    expect(first.coveredFromMs).toBeGreaterThan(startMs)
    expect(first.holeReason).toMatch(/\w/)
    clock.advance(3 * 3_600_000)
    town.advance(3 * 3_600_000)
    comeIn(170, 'later')
    const second = await hear(account, streamOf('replies'), first.cursor)
    expect(second.items.filter(({ text }) => text.startsWith('later'))).toHaveLength(170)
    expect([second.coveredToMs, second.coveredFromMs]).toEqual([clock.now(), undefined])
    const stream = streamOf('replies')
    const gap = { fromMs: startMs - 86_400_000, toMs: first.coveredFromMs ?? 0 }
    const filled: FetchedItem[] = []
    let cursor: Json = null
    for (let more = true; more;) {
      const page = await network.backfill(outside.ctx, account, stream, gap, cursor)
      filled.push(...page.items)
      ;({ cursor, more } = page)
      expect(page.coveredFromMs).toBeUndefined()
    }
    expect(filled.filter(({ text }) => text.startsWith('first')).length).toBeGreaterThanOrEqual(80)
    expect(filled.every(({ createdMs }) => createdMs <= gap.toMs)).toBe(true)
  })

  test('an answer stands below its comment, and below a post where the post is answered', async () => {
    const account = await signedIn(folder)
    const parent = await heardAs(account, 'Which door?')
    const speech = { key: 'k1', attempt: 1, text: 'The *green* one.\nKnock twice.', inReplyTo: names(parent) }
    const { item, refSpace } = await network.send(outside.ctx, account, speech)
    expect(item).toMatchObject({ mine: true, direct: false, parentRef: parent.ref, rootRef: parent.rootRef })
    expect(item.text).toBe('The green one.\nKnock twice.')
    expect(refSpace).toBe(network.refSpace(account))
    // Lines stay lines in Markdown by two spaces.
    expect(saidInTown('The *green* one.  \nKnock twice.')[0]?.inReplyTo).toBe(inTown('Which door?').id)
    const post = await heardAs(
      account,
      'https://lindenbrook.example/bins.json',
      streamOf('keyword', { query: 'bins' }),
    )
    const below = await network.send(outside.ctx, account, {
      key: 'k2',
      attempt: 1,
      text: 'Crumbs, other.',
      inReplyTo: names(post),
    })
    expect(below.item.parentRef).toBe(post.ref)
  })

  test('an answer that was lost after it took effect is found again, and the same words elsewhere are not it', async () => {
    const account = await signedIn(folder)
    const parent = await heardAs(account, 'Which door?')
    const speech = {
      key: 'k1',
      attempt: 1,
      text: 'The green one.\n\nKnock twice: https://e.example/?utm=1',
      inReplyTo: names(parent),
    }
    town.misbehave({ path: `${api}/comment`, method: 'POST', fault: 503, times: 1, acts: true })
    expect((await failureOf(network.send(outside.ctx, account, speech))).code).toBe('unavailable')
    const { item } = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
    expect(item.parentRef).toBe(parent.ref)
    expect(saidInTown(speech.text)).toHaveLength(1)
    // Without a number it may be a repeat too.
    const { attempt: _, ...unnumbered } = speech
    expect((await network.send(outside.ctx, account, unnumbered)).item.remoteId).toBe(item.remoteId)
    const other = await heardAs(account, 'Then there will be three of us')
    await network.send(outside.ctx, account, { ...speech, attempt: 2, inReplyTo: names(other) })
    expect(saidInTown(speech.text)).toHaveLength(2)
    clock.advance(25 * 3_600_000)
    town.advance(25 * 3_600_000)
    await network.send(outside.ctx, account, { ...speech, attempt: 2 })
    expect(saidInTown(speech.text)).toHaveLength(3)
  })

  test('locked and deleted things, too much text and nothing to answer are told in words', async () => {
    const account = await signedIn(folder)
    const answer = (item: FetchedItem, text = 'Hello') =>
      failureOf(network.send(outside.ctx, account, { key: text, attempt: 1, text, inReplyTo: names(item) }))
    const locked = await heardAs(account, 'I shall ask the Anchor')
    expect(await answer(locked)).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('locked'),
    })
    expect(network.replyWay(account, locked)).toMatchObject({
      way: 'none',
      reason: expect.stringContaining('locked'),
    })
    const open = await heardAs(account, 'Which door?')
    expect(network.replyWay(account, open)).toEqual({ way: 'api' })
    expect(await answer(open, 'x'.repeat(10_001))).toMatchObject({
      code: 'rejected',
      message: expect.stringContaining('length'),
    })
    town.remove(inTown('Which door?').id, 'lemmy')
    expect(await answer(open)).toMatchObject({ code: 'gone', message: expect.stringContaining('deleted') })
    const bare = { key: 'k', text: 'Hello' }
    expect((await failureOf(network.send(outside.ctx, account, bare))).code).toBe('not-supported')
  })

  test('likes a comment and a post, and takes it back', async () => {
    const account = await signedIn(folder)
    const comment = await heardAs(account, 'Which door?')
    const post = await heardAs(account, '1. wheat flour', streamOf('list', { community: 'sourdough' }))
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

  test('a thread is the post with its comments, for us and for strangers', async () => {
    const account = await signedIn(folder)
    const middle = await heardAs(account, 'Then there will be three of us')
    const { items, refSpace, missing } = await network.thread(outside.ctx, account, {
      remoteId: middle.remoteId,
      ref: middle.ref ?? '',
    })
    expect([items.length, missing, refSpace]).toEqual([9, 0, network.refSpace(account)])
    expect(items.filter(({ kind }) => kind === 'post').map(({ title }) => title)).toEqual([middle.title])
    town.remove(inTown('I come with the dog').id, 'lemmy')
    const later = await network.thread(outside.ctx, account, {
      remoteId: middle.remoteId,
      ref: middle.ref ?? '',
    })
    // The answer to what was deleted stays, and nothing is missing.
    expect([later.items.length, later.missing]).toEqual([8, 0])
    expect(later.items.some(({ text }) => text === 'He may watch.')).toBe(true)
    // Without an account the server that keeps it is asked, by the address that is its name.
    const { remoteId } = middle
    const asStranger = await network.thread(outside.ctx, null, { remoteId, ref: remoteId })
    expect(asStranger.items.map((item) => item.remoteId)).toEqual(later.items.map((item) => item.remoteId))
    expect(asStranger.refSpace).toBe(`lemmy:${new URL(town.url).host}/lemmy`)
    const elsewhere = 'https://harbour.example/users/ana/statuses/5'
    const failure = await failureOf(
      network.thread(outside.ctx, null, { remoteId: elsewhere, ref: elsewhere }),
    )
    expect(failure.code).toBe('not-supported')
  })

  test('a second look tells edits and deletions, and leaves alone what it cannot name', async () => {
    const account = await signedIn(folder)
    const [kept, gone] = [await heardAs(account, 'Which door?'), await heardAs(account, 'Then there will be')]
    const post = await heardAs(account, 'Left hand, blue', streamOf('keyword', { query: 'mitten' }))
    town.advance(60_000)
    town.edit(inTown('Which door?').id, 'Which door? The **green** one?', 'lemmy')
    town.remove(inTown('Then there will be').id, 'lemmy')
    town.remove(inTown('Found: one mitten').id, 'lemmy')
    const refs = [kept, gone, post].map(({ ref = '' }) => ref)
    const seen = await network.recheck(outside.ctx, account, [...refs, 'https://elsewhere.example/comment/5'])
    expect(seen.items.map(({ text, editedMs }) => [text, editedMs])).toEqual([
      ['Which door? The green one?', startMs + 60_000],
    ])
    expect(seen.deletions).toEqual(refs.slice(1).map((ref) => ({ ref })))
    const config = { host: `${town.url}${folder}` }
    const stranger = await network.recheck(outside.ctx, null, refs, config)
    expect(stranger.items.map(({ text }) => text)).toEqual(['Which door? The green one?'])
    expect(stranger.deletions).toEqual(seen.deletions)
    expect(stranger.refSpace).toBe(network.strangerSpace(config))
    expect((await failureOf(network.recheck(outside.ctx, null, refs))).code).toBe('not-supported')
  })

  test('what was heard at one server is answered at the other, by its address', async () => {
    const other = folder === '/lemmy' ? '/lemmy-1' : '/lemmy'
    const account = await signedIn(folder)
    const there = await hear(null, streamOf('list', { community: `${town.url}${other}/c/sourdough` }))
    const item = there.items.find(({ text }) => text.startsWith('Does the rice flour'))
    const here = await heardAs(account, 'Does the rice flour')
    expect(item?.remoteId).toBe(here.remoteId)
    expect(item?.ref).not.toBe(here.ref)
    // Core has no name of this server for it yet.
    const inReplyTo = { remoteId: here.remoteId, ref: here.remoteId }
    const { item: said } = await network.send(outside.ctx, account, {
      key: 'k',
      attempt: 1,
      text: 'A little.',
      inReplyTo,
    })
    expect(said.parentRef).toBe(here.ref)
    const nowhere = { remoteId: `${town.url}/lemmy/comment/99999`, ref: `${town.url}/lemmy/comment/99999` }
    const failure = await failureOf(
      network.send(outside.ctx, account, { key: 'k2', text: 'Hello', inReplyTo: nowhere }),
    )
    expect(failure.code).toBe('gone')
  })

  test('a token that counts no more is told, also where lists are public', async () => {
    const account = await signedIn(folder)
    const { jwt } = JSON.parse(JSON.stringify(account.credentials))
    const out = `${town.url}${api}${folder === '/lemmy' ? '/user/logout' : '/account/auth/logout'}`
    await fetch(out, { method: 'POST', headers: { authorization: `Bearer ${String(jwt)}` } })
    for (const stream of [streamOf('replies'), streamOf('mentions'), streamOf('keyword', { query: 'rye' })]) {
      const failure = await failureOf(hear(account, stream))
      expect([stream.kind, failure.code]).toEqual([stream.kind, 'signed-out'])
      expect(failure.message).toMatch(/Sign in again\.$/)
    }
    // Nothing is taken for deleted that is only not shown to strangers.
    expect((await failureOf(network.recheck(outside.ctx, account, ['comment-99999']))).code).toBe(
      'signed-out',
    )
    const bare = { ...account, credentials: null }
    expect((await failureOf(hear(bare, streamOf('replies')))).code).toBe('signed-out')
    expect((await failureOf(hear(null, streamOf('replies')))).code).toBe('signed-out')
  })

  test('the inbox that is not there is told as such', async () => {
    const account = await signedIn(folder)
    town.misbehave({ path: inbox, fault: 404 })
    expect(await failureOf(hear(account, streamOf('replies')))).toMatchObject({
      code: 'not-supported',
      message: expect.stringContaining('no list of replies'),
    })
  })

  test('limits are waited for as long as one refill takes', async () => {
    await start({ rateLimit: true })
    const account = await signedIn(folder)
    const parent = await heardAs(account, 'Which door?')
    const say = (text: string) =>
      network.send(outside.ctx, account, { key: text, attempt: 1, text, inReplyTo: names(parent) })
    for (let n = 0; n < 6; n += 1) await say(`Door ${n}.`)
    const failure = await failureOf(say('And the window.'))
    expect(failure).toMatchObject({ code: 'rate-limited', retryAtMs: expect.any(Number) })
    if (folder === '/lemmy') expect(failure.retryAtMs).toBe(startMs + 100_000)
    clock.advance(120_000)
    town.advance(120_000)
    expect((await say('And the window.')).item.text).toBe('And the window.')
  })

  test('a community is discovered at its address, and nothing else is asked', async () => {
    const [found] = await network.discover(outside.ctx, `${town.url}${folder}/c/sourdough`)
    expect(found?.draft).toMatchObject({ network: 'lemmy', kind: 'list' })
    expect(found?.sample).toHaveLength(3)
    const before = town.requests().length
    expect(await network.discover(outside.ctx, `${town.url}/gazette/`)).toEqual([])
    expect(town.requests()).toHaveLength(before)
  })
})

test('a walk whose next page went with the entry that named it begins again', async () => {
  const account = await signedIn('/lemmy-1')
  const root = inTown('We open the bakehouse')
  for (let n = 0; n < 60; n += 1)
    town.say({ on: 'lemmy', author: 'leo_t', text: `Knock ${n}`, inReplyTo: root.id })
  const stream = streamOf('replies')
  const first = await network.pull(outside.ctx, account, stream, null)
  expect(first.more).toBe(true)
  // In the town, who answers the bakery names it.
  town.remove(inTown(`@crumb ${first.items.at(-1)?.text ?? ''}`).id, 'lemmy')
  const lost = await network.pull(outside.ctx, account, stream, first.cursor)
  expect(lost).toMatchObject({ items: [], more: false })
  expect(lost.coveredToMs).toBeUndefined()
  const again = await hear(account, stream, lost.cursor)
  expect(again.items.filter(({ text }) => text.startsWith('Knock'))).toHaveLength(59)
})

test('a place that is no Lemmy is told at sign-in', async () => {
  const fields = { user: 'crumb', password: 'x' }
  const failure = await failureOf(network.signInWithToken(outside.ctx, `${town.url}/blog`, fields))
  expect(failure).toMatchObject({
    code: 'not-supported',
    message: expect.stringContaining('does not answer as Lemmy'),
  })
  town.misbehave({ path: '/lemmy/api', fault: 502 })
  expect((await failureOf(network.signInWithToken(outside.ctx, `${town.url}/lemmy`, fields))).code).toBe(
    'unavailable',
  )
})

test('a server that was updated has not lost everything: it is asked again later', async () => {
  const account = await signedIn()
  const item = await heardAs(account, 'Which door?')
  // It is 1.0 now, and answers a part of the older API only.
  const updated = { ...account, host: `${town.url}/lemmy-1` }
  const work = [
    () => hear(updated, streamOf('replies')),
    () => network.recheck(outside.ctx, updated, [item.ref ?? '']),
    () => network.send(outside.ctx, updated, { key: 'k', text: 'Hello', inReplyTo: names(item) }),
  ]
  for (const each of work) {
    const failure = await failureOf(each())
    expect(failure).toMatchObject({ code: 'unavailable', message: expect.stringContaining('was updated') })
  }
  const { facts } = await network.refreshFacts(outside.ctx, updated)
  expect((await hear({ ...updated, facts }, streamOf('replies'))).items.length).toBeGreaterThan(5)
})

test('software that cannot say whether a token counts is asked who is there', async () => {
  const account = await signedIn()
  town.misbehave({ path: '/lemmy/api/v3/user/validate_auth', fault: 404 })
  expect((await hear(account, streamOf('keyword', { query: 'rye' }))).items.length).toBeGreaterThan(0)
  const ended = { ...account, credentials: { jwt: 'ended' } }
  expect((await failureOf(hear(ended, streamOf('keyword', { query: 'rye' })))).code).toBe('signed-out')
})

test('without an account a stream needs a server', async () => {
  expect(await failureOf(hear(null, streamOf('keyword', { query: 'rye' })))).toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('address of a server'),
  })
})
