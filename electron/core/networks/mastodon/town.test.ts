import { afterEach, beforeEach, expect, test } from 'vitest'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import { startTown, type Town, type TownOptions } from '#demo/town'
import { listenForRedirect } from '../../sign-in-redirect.ts'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, Page, SignedIn, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
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

function accountOf({ host, remoteId, handle, credentials, facts }: SignedIn): NetworkAccount {
  return { id: 1, host, remoteId, handle, credentials, facts }
}

async function signedIn(): Promise<NetworkAccount> {
  return accountOf(await network.signInWithToken(outside.ctx, town.url, { token: town.account.token }))
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail', { cause: error })
}

async function newestMention(account: NetworkAccount): Promise<FetchedItem & { ref: string }> {
  const page = await network.pull(outside.ctx, account, { id: 1, kind: 'mentions', config: {} }, null)
  const newest = page.items.filter(({ direct }) => direct).sort((a, b) => b.createdMs - a.createdMs)[0]
  if (newest?.ref === undefined) throw new Error('nobody speaks to us')
  return { ...newest, ref: newest.ref }
}

test('a pasted token says who we are and what the server allows', async () => {
  const signed = await network.signInWithToken(outside.ctx, town.url, { token: ` ${town.account.token} ` })
  expect(signed).toMatchObject({
    handle: town.account.handle,
    host: town.url,
    streams: [{ kind: 'mentions' }],
  })
  expect(signed.textRule).toMatchObject({ unit: 'graphemes', max: 500, urlWeight: 23 })
  expect(JSON.stringify(signed.facts)).not.toContain(town.account.token)
})

test('a wrong token, an empty one and a server of another kind are told apart', async () => {
  const codeOf = async (host: string, token: string) =>
    (await failureOf(network.signInWithToken(outside.ctx, host, { token }))).code
  expect(await codeOf(town.url, 'wrong')).toBe('signed-out')
  expect(await codeOf(town.url, ' ')).toBe('bad-input')
  town.misbehave({ path: '/api/v1/accounts', fault: 'html' })
  expect(await codeOf(town.url, town.account.token)).toBe('bad-input')
})

async function agree(url: string, decision: Record<string, string>): Promise<void> {
  const form = new URL(url).searchParams
  for (const [name, value] of Object.entries(decision)) form.set(name, value)
  const answer = await fetch(`${town.url}/oauth/authorize`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  await fetch(answer.headers.get('location') ?? '')
}

test('a sign-in in the browser: registered, agreed, back on the loopback address, signed in', async () => {
  const redirect = await listenForRedirect()
  const { url, pending } = await network.beginBrowserSignIn(outside.ctx, town.url, redirect.redirectUri)
  expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
  await agree(url, { decision: 'allow' })
  const signed = await network.finishBrowserSignIn(outside.ctx, pending, await redirect.params)
  redirect.close()
  expect(signed.handle).toBe(town.account.handle)
  expect((await newestMention(accountOf(signed))).direct).toBe(true)
})

test('a refusal in the browser, an answer to another sign-in and a scope taken away are said in words', async () => {
  const redirect = await listenForRedirect()
  const { url, pending } = await network.beginBrowserSignIn(outside.ctx, town.url, redirect.redirectUri)
  await agree(url, { _method: 'delete' })
  const refused = await failureOf(network.finishBrowserSignIn(outside.ctx, pending, await redirect.params))
  redirect.close()
  expect([refused.code, refused.message]).toEqual(['forbidden', expect.stringContaining('did not allow')])
  const other = await failureOf(
    network.finishBrowserSignIn(outside.ctx, pending, { code: 'x', state: 'other' }),
  )
  expect(other.code).toBe('bad-input')

  const second = await listenForRedirect()
  const begun = await network.beginBrowserSignIn(outside.ctx, town.url, second.redirectUri)
  await agree(begun.url, { decision: 'allow', scope: 'read:accounts read:statuses' })
  const weak = await failureOf(network.finishBrowserSignIn(outside.ctx, begun.pending, await second.params))
  second.close()
  expect(weak.code).toBe('forbidden')
  expect(weak.message).toContain('lacks read:notifications, write:statuses')
})

test('a reply arrives in the thread, as visible as what it answers and under its warning', async () => {
  const account = await signedIn()
  town.say({ author: 'kwame', text: '@crumb a private word', visibility: 'direct', warning: 'food' })
  const mention = await newestMention(account)
  const { item } = await network.send(outside.ctx, account, {
    key: 'k1',
    text: '@kwame of course',
    visibility: 'public',
    inReplyTo: {
      remoteId: mention.remoteId,
      ref: mention.ref,
      visibility: mention.visibility,
      warning: mention.warning,
    },
  })
  expect(item).toMatchObject({
    mine: true,
    direct: false,
    visibility: 'direct',
    warning: 'food',
    parentRef: mention.ref,
  })
  expect(town.statuses().at(-1)).toMatchObject({
    author: 'crumb',
    inReplyTo: mention.ref,
    visibility: 'direct',
    warning: 'food',
  })
})

test('a try whose answer was lost is not said twice, neither within the hour of the key nor long after', async () => {
  const account = await signedIn()
  const mention = await newestMention(account)
  const speech = {
    key: 'k2',
    text: `Yes, at https://town.example/map, until six.`,
    inReplyTo: { remoteId: mention.remoteId, ref: mention.ref },
  }
  const before = town.statuses().length
  town.misbehave({ path: '/api/v1/statuses', method: 'POST', fault: 'reset', acts: true, times: 1 })
  const lost = await failureOf(network.send(outside.ctx, account, { ...speech, attempt: 1 }))
  expect(['offline', 'bad-response']).toContain(lost.code)
  expect(town.statuses()).toHaveLength(before + 1)
  const again = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  // A server that ignores the key altogether is one where it always differs.
  town.advance(7_200_000)
  clock.advance(7_200_000)
  const late = await network.send(outside.ctx, account, { ...speech, key: 'other' })
  expect(late.item.remoteId).toBe(again.item.remoteId)
  expect(town.statuses()).toHaveLength(before + 1)
})

test('the same words in answer to somebody else are said', async () => {
  const account = await signedIn()
  const before = town.statuses().length
  for (const key of ['a', 'b']) {
    const id = town.say({ author: 'kwame', text: `@crumb question ${key}?` })
    await network.send(outside.ctx, account, {
      key,
      text: 'Thank you!',
      inReplyTo: { remoteId: `${town.url}/p/${id}`, ref: id },
    })
  }
  expect(town.statuses()).toHaveLength(before + 4)
})

test('too long a text is rejected with the reason of the server', async () => {
  const account = await signedIn()
  const failure = await failureOf(
    network.send(outside.ctx, account, { key: 'k', text: 'x'.repeat(501), attempt: 1 }),
  )
  expect([failure.code, failure.message]).toEqual(['rejected', expect.stringContaining('500')])
})

test('a thread brings the other branches too, from wherever in it one looks', async () => {
  const account = await signedIn()
  const root = town.say({ author: 'nils', text: 'who bakes the best rye?' })
  town.say({ author: 'gwen', text: 'not I', inReplyTo: root })
  town.say({ author: 'kwame', text: '@crumb you do', inReplyTo: root })
  const mention = await newestMention(account)
  const { items, missing } = await network.thread(outside.ctx, account, mention)
  expect(items.map(({ text }) => text).sort()).toEqual(['@crumb you do', 'not I', 'who bakes the best rye?'])
  expect(missing).toBe(0)
  // Its beginning is not to be had: what there is of the post's own branch is given.
  town.misbehave({ path: `/api/v1/statuses/${root}/context`, fault: 404 })
  const partly = await network.thread(outside.ctx, account, mention)
  expect(partly.items.map(({ text }) => text)).toEqual(['who bakes the best rye?', '@crumb you do'])
})

test('somebody is heard by their name, once it is known who that is', async () => {
  const account = await signedIn()
  const pull = (who: string, cursor: Json = null) =>
    network.pull(outside.ctx, account, refFor('author', { who }), cursor)
  const first = await pull('@kwame')
  expect(first.configPatch?.['id']).toMatch(/^\d+$/)
  expect(new Set(first.items.map(({ author }) => author.handle))).toEqual(
    new Set([first.items[0]?.author.handle]),
  )
  expect((await pull('@ana@harbour.example')).items.length).toBeGreaterThan(0)
  expect((await pull(`${town.url}/@kwame`)).configPatch).toEqual(first.configPatch)
  const nobody = await failureOf(pull('@nobody@harbour.example'))
  expect([nobody.code, nobody.message]).toEqual(['gone', expect.stringContaining('nobody@harbour.example')])
})

test('a list is heard by its name, its number or its address; what its people pass on is not', async () => {
  const account = await signedIn()
  const pull = (list: string) => network.pull(outside.ctx, account, refFor('list', { list }), null)
  const byName = await pull('NEIGHBOURS ')
  expect(byName.configPatch).toEqual({ id: '11' })
  expect(byName.items.length).toBeGreaterThan(0)
  expect((await pull('11')).items).toEqual(byName.items)
  expect((await pull(`${town.url}/lists/11`)).items).toEqual(byName.items)
  const none = await failureOf(pull('Rivals'))
  expect([none.code, none.message]).toEqual(['gone', expect.stringContaining('“Neighbours”, “Up the coast”')])
})

function refFor(kind: 'author' | 'list', config: StreamConfig): StreamRef {
  return { id: 7, kind, config: network.checkConfig(kind, config).config }
}

test('a thread comes whole, in one place of names, and counts what is missing', async () => {
  const account = await signedIn()
  const root = town.say({ author: 'kwame', text: '@crumb a question' })
  const middle = town.say({ author: 'nils', text: 'and another', inReplyTo: root })
  town.say({ author: 'gwen', text: 'only for friends of mine', inReplyTo: root, visibility: 'direct' })
  town.say({ author: 'kwame', text: 'the end', inReplyTo: middle })
  const mention = await newestMention(account)
  const { items, refSpace, missing } = await network.thread(outside.ctx, account, mention)
  expect(items.map(({ text }) => text)).toEqual(['@crumb a question', 'and another', 'the end'])
  expect(new Set(items.map(({ rootRef }) => rootRef))).toEqual(new Set([root]))
  expect(refSpace).toBe(network.refSpace(account))
  expect(missing).toBeGreaterThanOrEqual(0)
})

test('a post that this server never saw is looked up by its address', async () => {
  const account = await signedIn()
  const mention = await newestMention(account)
  const { items } = await network.thread(outside.ctx, account, {
    remoteId: mention.remoteId,
    ref: mention.remoteId,
  })
  expect(items.map(({ ref }) => ref)).toContain(mention.ref)
  const unknown = network.thread(outside.ctx, account, {
    remoteId: 'https://x.example/1',
    ref: 'https://x.example/1',
  })
  expect((await failureOf(unknown)).code).toBe('gone')
})

test('looked at again: edits come anew, what was deleted is a deletion', async () => {
  const account = await signedIn()
  const kept = town.say({ author: 'kwame', text: '@crumb first wording' })
  const gone = town.say({ author: 'nils', text: '@crumb soon gone' })
  town.edit(kept, '@crumb second wording')
  town.remove(gone)
  const { items, deletions } = await network.recheck(outside.ctx, account, [kept, gone])
  expect(items.map(({ text }) => text)).toEqual(['@crumb second wording'])
  expect(deletions).toEqual([{ ref: gone }])
  expect((await network.recheck(outside.ctx, account, [gone])).deletions).toEqual([{ ref: gone }])
})

test('without an account, posts are looked at again where they were heard', async () => {
  const kept = town.say({ author: 'kwame', text: 'first #rye' })
  const gone = town.say({ author: 'nils', text: 'soon gone #rye' })
  town.edit(kept, 'second #rye')
  town.remove(gone)
  const config = { tag: 'rye', host: town.url }
  const look = (refs: string[]) => network.recheck(outside.ctx, null, refs, config)
  const { items, deletions, refSpace } = await look([kept, gone, 'https://x.example/1'])
  expect(items.map(({ text }) => text)).toEqual(['second #rye'])
  expect([deletions, refSpace]).toEqual([[{ ref: gone }], network.strangerSpace(config)])
  expect((await look([gone])).deletions).toEqual([{ ref: gone }])
  // It lists posts for strangers and shows none of them: that says nothing of what was deleted.
  town.misbehave({ path: '/api/v1/statuses/', fault: 404 })
  expect((await failureOf(look([kept, gone]))).code).toBe('forbidden')
  const nowhere = network.recheck(outside.ctx, null, [kept], { tag: 'rye' })
  expect((await failureOf(nowhere)).code).toBe('not-supported')
})

test('a server that says 404 to everything has not lost everything', async () => {
  const account = await signedIn()
  town.misbehave({ path: '/api/', fault: 404 })
  expect((await failureOf(network.recheck(outside.ctx, account, ['1', '2']))).code).toBe('gone')
})

test('live: a mention arrives, its edit and its deletion follow, a hashtag arrives at its own stream', async () => {
  const account = await signedIn()
  const pages: [number, Omit<Page, 'cursor' | 'more'>][] = []
  let tell = (): void => undefined
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      tell = () => {
        if (pages.length >= count) resolve()
      }
      tell()
    })
  const streams: StreamRef[] = [
    { id: 1, kind: 'mentions', config: {} },
    { id: 2, kind: 'hashtag', config: { tag: 'sourdough' } },
  ]
  let id = ''
  const down = new Promise<string>((resolve) => {
    network.listen(outside.ctx, account, streams, {
      onUp() {
        id = town.say({ author: 'kwame', text: '@crumb live?' })
      },
      onPage(streamId, page) {
        pages.push([streamId, page])
        tell()
      },
      onDown: resolve,
    })
  })
  await until(1)
  expect(pages[0]).toMatchObject([1, { items: [{ text: '@crumb live?', direct: true, kind: 'mention' }] }])
  town.edit(id, '@crumb live!')
  await until(2)
  expect(pages[1]).toMatchObject([1, { items: [{ text: '@crumb live!' }] }])
  town.remove(id)
  await until(3)
  expect(pages[2]).toMatchObject([1, { items: [], deletions: [{ ref: id }] }])
  town.say({ author: 'nils', text: 'My #sourdough is awake' })
  await until(4)
  expect(pages[3]).toMatchObject([2, { items: [{ text: 'My #sourdough is awake', direct: false }] }])
  town.dropStreams()
  expect(await down).not.toBe('')
  expect(JSON.stringify(town.requests())).not.toContain(town.account.token)
})

test('a server without search says so, and silence where it has one is silence', async () => {
  const account = await signedIn()
  const words = { id: 3, kind: 'keyword' as const, config: { query: 'xyzzyplugh' } }
  expect((await network.pull(outside.ctx, account, words, null)).items).toEqual([])
  await outside.close()
  await town.close()
  await open({ fullTextSearch: false })
  const failure = await failureOf(network.pull(outside.ctx, await signedIn(), words, null))
  expect([failure.code, failure.message]).toEqual(['not-supported', expect.stringContaining('no search')])
})

test('more than a page between two pulls is heard without a hole', async () => {
  const account = await signedIn()
  const stream = { id: 2, kind: 'hashtag' as const, config: { tag: 'sourdough' } }
  let { cursor, more } = await network.pull(outside.ctx, account, stream, null)
  while (more) ({ cursor, more } = await network.pull(outside.ctx, account, stream, cursor))
  for (let n = 0; n < 95; n += 1) town.say({ author: 'kwame', text: `#sourdough number ${n}` })
  const heard: string[] = []
  more = true
  while (more) {
    const page = await network.pull(outside.ctx, account, stream, cursor)
    heard.push(...page.items.map(({ text }) => text))
    ;({ cursor, more } = page)
  }
  expect(heard).toHaveLength(95)
})

test('a like is made, known by the next pull, and taken back', async () => {
  const account = await signedIn()
  const before = await newestMention(account)
  expect(before.standing).toEqual({ liked: false })
  const names = { remoteId: before.remoteId, ref: before.ref }
  const liked = await network.act(outside.ctx, account, 'like', names)
  expect(liked.items[0]).toMatchObject({ remoteId: before.remoteId, standing: { liked: true } })
  expect((await newestMention(account)).standing).toEqual({ liked: true })
  expect(town.statuses().find(({ id }) => id === before.ref)?.liked).toBe(true)
  await network.act(outside.ctx, account, 'unlike', names)
  expect((await newestMention(account)).standing).toEqual({ liked: false })
})

test('a sign-in without the right to like is told what it lacks', async () => {
  const account = await signedIn()
  const { remoteId, ref } = await newestMention(account)
  town.misbehave({ path: `/api/v1/statuses/${ref}/favourite`, fault: 403 })
  const failure = await failureOf(network.act(outside.ctx, account, 'like', { remoteId, ref }))
  expect(failure).toMatchObject({ code: 'forbidden', message: expect.stringContaining('write:favourites') })
  expect((await failureOf(network.act(outside.ctx, account, 'spam', { remoteId, ref }))).code).toBe(
    'not-supported',
  )
})
