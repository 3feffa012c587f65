import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { misskeyTokens } from '#demo/faces/misskey-miauth'
import { startTown, type Town, type TownOptions } from '#demo/town'
import { listenForRedirect } from '../../sign-in-redirect.ts'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, Page, SignedIn, Speech, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
const minute = 60_000
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

const accountOf = ({ host, remoteId, handle, credentials, facts }: SignedIn): NetworkAccount => ({
  id: 1,
  host,
  remoteId,
  handle,
  credentials,
  facts,
})

async function signedIn(token: string = misskeyTokens.full): Promise<NetworkAccount> {
  return accountOf(await network.signInWithToken(outside.ctx, town.url, { token }))
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
const sourdough: StreamRef = { id: 2, kind: 'hashtag', config: { tag: 'sourdough' } }
const words = (query: string): StreamRef => ({ id: 3, kind: 'keyword', config: { query } })

async function pullAll(account: NetworkAccount | null, stream: StreamRef, from: Json = null) {
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
  return town.say({ on: 'misskey', author: 'kwame', text, ...more })
}

const said = () => town.statuses('misskey')

async function heard(account: NetworkAccount, id: string): Promise<FetchedItem & { ref: string }> {
  const { items } = await pullAll(account, mentions)
  const item = items.find(({ ref }) => ref === id)
  if (item?.ref === undefined) throw new Error('it was not heard')
  return { ...item, ref: item.ref }
}

const answering = ({ remoteId, ref, visibility, warning, raw }: FetchedItem & { ref: string }) => ({
  remoteId,
  ref,
  visibility,
  warning,
  raw,
})

// Signing in

test('a pasted token says who we are, how long a note may be, and what a like is', async () => {
  const signed = await network.signInWithToken(outside.ctx, town.url, { token: ` ${misskeyTokens.full} ` })
  const { host } = new URL(town.url)
  expect(signed).toMatchObject({
    handle: `@crumb@${host}`,
    remoteId: `crumb@${host}`,
    host: town.url,
    textRule: { unit: 'codepoints', max: 3000 },
    streams: [{ kind: 'mentions' }],
    facts: { like: '❤', mayLike: true, tokenInHeader: true },
  })
  expect(JSON.stringify(signed.facts)).not.toContain(misskeyTokens.full)
  // The rights were tried without doing anything.
  expect(said().filter(({ author }) => author === 'crumb').length).toBeGreaterThan(3)
})

test('a wrong token, an empty one, and a server of another kind are told apart', async () => {
  const codeOf = async (host: string, token: string) =>
    (await failureOf(network.signInWithToken(outside.ctx, host, { token }))).code
  expect(await codeOf(town.url, 'wrong')).toBe('signed-out')
  expect(await codeOf(town.url, ' ')).toBe('bad-input')
  for (const fault of ['html', 404] as const) {
    town.misbehave({ path: '/api/meta', fault })
    expect(await codeOf(town.url, misskeyTokens.full)).toBe('bad-input')
    town.behave()
  }
})

test('what a token may not do is named at once; without the right to react there are no likes', async () => {
  const weak = await failureOf(network.signInWithToken(outside.ctx, town.url, { token: misskeyTokens.hears }))
  expect(weak.code).toBe('forbidden')
  expect(weak.message).toContain('lacks write:notes (Compose or delete notes).')
  const quiet = await signedIn(misskeyTokens.quiet)
  expect(network.acts(quiet)).toEqual([])
  expect(network.acts(await signedIn())).toEqual(['like', 'unlike'])
})

/** Says yes on the server's page, and lets the browser go where it sends it. */
async function agree(url: string): Promise<void> {
  const form = new URL(url).searchParams
  form.set('decision', 'allow')
  const answer = await fetch(url.split('?')[0] ?? '', { method: 'POST', body: form, redirect: 'manual' })
  expect((await fetch(answer.headers.get('location') ?? '')).status).toBe(200)
}

test('MiAuth: the page names the rights, comes back to this machine, and gives its token once', async () => {
  const redirect = await listenForRedirect()
  const { url, pending } = await network.beginBrowserSignIn(outside.ctx, town.url, redirect.redirectUri)
  expect(new URL(url).searchParams.get('permission')).toBe(
    'read:account,read:notifications,write:notes,write:reactions',
  )
  expect(await (await fetch(url)).text()).toContain('write:reactions')
  await agree(url)
  const params = await redirect.params
  redirect.close()
  const signed = await network.finishBrowserSignIn(outside.ctx, pending, params)
  expect(signed.handle).toContain('@crumb@')
  expect((await pullAll(accountOf(signed), mentions)).items.length).toBeGreaterThan(5)
  const again = await failureOf(network.finishBrowserSignIn(outside.ctx, pending, params))
  expect([again.code, again.message]).toEqual(['forbidden', expect.stringContaining('did not allow')])
})

test('an answer to another sign-in, and a page that nobody agreed to, sign nobody in', async () => {
  const { pending } = await network.beginBrowserSignIn(outside.ctx, town.url, 'http://127.0.0.1:9/callback')
  const finish = (session: string) =>
    failureOf(network.finishBrowserSignIn(outside.ctx, pending, { code: 'miauth', session }))
  expect((await finish('other')).code).toBe('bad-input')
  const { session } = pending as { session: string } // made by us
  expect((await finish(session)).code).toBe('forbidden')
})

test('facts are asked again, and a token that was taken back is signed out', async () => {
  const account = await signedIn()
  const { facts, textRule } = await network.refreshFacts(outside.ctx, account)
  expect([facts, textRule?.max]).toEqual([account.facts, 3000])
  const gone = { ...account, credentials: { token: 'takenBack' } }
  expect((await failureOf(network.pull(outside.ctx, gone, mentions, null))).code).toBe('signed-out')
})

// Hearing

test('mentions, replies without a name, quotes and notes for a few are heard, each once and with what they are', async () => {
  const account = await signedIn()
  const own = say('Fresh rolls', { author: 'crumb' })
  const { cursor } = await pullAll(account, mentions)
  town.advance(minute)
  clock.advance(minute)
  const mention = say('@crumb one')
  const reply = say('two', { inReplyTo: own })
  const quote = say('[quote] three', { inReplyTo: own, author: 'ana' })
  const secret = say('@crumb four', { visibility: 'direct' })
  say('nobody of you')
  const { items } = await pullAll(account, mentions, cursor)
  const fresh = items.filter(({ mine, createdMs }) => !mine && createdMs > startMs)
  expect(
    fresh
      .map(({ ref, kind, direct, visibility, parentRef }) => [ref, kind, direct, visibility, parentRef])
      .sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
  ).toEqual([
    [mention, 'mention', true, 'public', undefined],
    [reply, 'reply', true, 'public', own],
    [quote, 'mention', true, 'public', undefined],
    [secret, 'mention', true, 'specified', undefined],
  ])
  expect(fresh.find(({ ref }) => ref === quote)?.text).toBe(`three\n\nRE: ${town.url}/notes/${own}`)
})

test('what the account is not notified of is heard all the same, and our own answers come along', async () => {
  const account = await signedIn()
  town.misbehave({ path: '/api/i/notifications', fault: 'repeated-cursor' })
  const asked = say('@crumb quietly')
  say('Answered on a telephone', { author: 'crumb', inReplyTo: asked })
  const { items } = await pullAll(account, mentions)
  expect(items.find(({ ref }) => ref === asked)?.direct).toBe(true)
  expect(items.find(({ text }) => text === 'Answered on a telephone')).toMatchObject({
    mine: true,
    parentRef: asked,
  })
})

test('more than a page between two pulls is heard without a hole', async () => {
  const account = await signedIn()
  const { cursor } = await pullAll(account, sourdough)
  for (let n = 0; n < 230; n += 1) say(`#sourdough number ${n}`)
  const { items, page } = await pullAll(account, sourdough, cursor)
  const numbers = new Set(items.map(({ text }) => text).filter((text) => text.includes('number')))
  expect(numbers.size).toBe(230)
  expect(page).toMatchObject({ coveredToMs: startMs })
  expect(page.coveredFromMs).toBeUndefined()
})

test('a hashtag is heard without an account, where the server lets anybody read it', async () => {
  const alone: StreamRef = { ...sourdough, config: { tag: 'sourdough', host: town.url } }
  const { items } = await pullAll(null, alone)
  expect(items.length).toBeGreaterThan(5)
  expect(items.every(({ standing, mine }) => standing === undefined && !mine)).toBe(true)
  town.misbehave({ path: '/api/notes/search-by-tag', fault: 401 })
  const failure = await failureOf(network.pull(outside.ctx, null, alone, null))
  expect([failure.code, failure.message]).toEqual([
    'forbidden',
    expect.stringContaining('its own users only'),
  ])
})

test('words are searched, each alternative in its turn; a server that does not allow it says so', async () => {
  const account = await signedIn()
  const { items, page } = await pullAll(account, words('caraway OR caramel OR string'))
  expect(items.map(({ text }) => text.split(/[.,] /).at(-1) ?? '').sort()).toEqual([
    'I have kept the string.',
    'and nobody warned me.',
  ])
  expect(page.coveredToMs).toBe(startMs)
  await outside.close()
  await town.close()
  await open({ fullTextSearch: false })
  const failure = await failureOf(network.pull(outside.ctx, await signedIn(), words('bread'), null))
  expect([failure.code, failure.message]).toEqual([
    'not-supported',
    expect.stringContaining('does not let your account search'),
  ])
})

test('an antenna and a list are heard under their own names; one that is gone, and one of another server, say so', async () => {
  const account = await signedIn()
  const at = (path: string, origin = town.url): StreamRef => ({
    id: 4,
    kind: 'list',
    config: network.checkConfig('list', { address: `${origin}${path}` }).config,
  })
  const antenna = await network.pull(outside.ctx, account, at('/timeline/antenna/9antenna0001'), null)
  expect([antenna.title, antenna.items.length > 5]).toEqual(['Bread in the air', true])
  const list = await network.pull(outside.ctx, account, at('/my/lists/9list0000001'), null)
  expect(list.title).toBe('Regulars')
  expect(new Set(list.items.map(({ author }) => author.handle.split('@')[1]))).toContain('greta')
  const codeOf = async (stream: StreamRef) =>
    (await failureOf(network.pull(outside.ctx, account, stream, null))).code
  expect(await codeOf(at('/timeline/antenna/9gone'))).toBe('gone')
  expect(await codeOf(at('/timeline/list/9list0000001', 'https://other.example'))).toBe('bad-input')
})

test('a limit of one call is waited for there, and stops no other', async () => {
  const account = await signedIn()
  town.misbehave({ path: '/api/notes/search', fault: 429, resetAfter: 40 })
  const failure = await failureOf(network.pull(outside.ctx, account, words('bread'), null))
  expect([failure.code, failure.retryAtMs]).toEqual(['rate-limited', startMs + 40_000])
  town.behave()
  expect((await failureOf(network.pull(outside.ctx, account, words('bread'), null))).code).toBe(
    'rate-limited',
  )
  expect((await pullAll(account, sourdough)).items.length).toBeGreaterThan(5)
  clock.advance(41_000)
  expect((await pullAll(account, words('bread'))).items.length).toBeGreaterThan(0)
})

test('a server with limits is heard within them', async () => {
  await outside.close()
  await town.close()
  await open({ rateLimit: true })
  const account = await signedIn()
  for (let n = 0; n < 12; n += 1) await pullAll(account, mentions)
  for (let n = 0; n < 30; n += 1) {
    const failure = await network.pull(outside.ctx, account, mentions, null).catch((error: unknown) => error)
    if (!(failure instanceof Failure)) continue
    expect([failure.code, failure.retryAtMs]).toEqual(['rate-limited', startMs + 30_000])
    return
  }
  throw new Error('there was no limit')
})

test('a hole of mentions is filled from the past, quotes included', async () => {
  const account = await signedIn()
  const own = said().find(({ text }) => text.startsWith('Rye is out.'))
  const quote = said().find(({ text }) => text.startsWith('[quote]'))
  const gap = { fromMs: (own?.createdMs ?? 0) - minute, toMs: startMs - 100 * minute }
  const items: FetchedItem[] = []
  let cursor: Json = null
  for (let more = true; more;) {
    const page: Page = await network.backfill(outside.ctx, account, mentions, gap, cursor)
    items.push(...page.items)
    ;({ cursor, more } = page)
  }
  expect(items.map(({ ref }) => ref)).toEqual(expect.arrayContaining([own?.id, quote?.id]))
  expect(items.every(({ createdMs }) => createdMs >= gap.fromMs - minute)).toBe(true)
})

// Answering

test('a reply arrives in the thread, as visible as what it answers, to the same people, under its warning', async () => {
  const account = await signedIn()
  const id = say('@crumb @ana a private word', { visibility: 'direct', warning: 'food' })
  const mention = await heard(account, id)
  const defaults = network.replyDefaults(account, { ...mention, authorHandle: mention.author.handle })
  expect(defaults).toMatchObject({
    text: '@kwame @ana@harbour.example ',
    visibility: 'specified',
    visibilities: ['specified'],
    warning: 'food',
  })
  const { item } = await network.send(outside.ctx, account, {
    key: 'k',
    attempt: 1,
    text: `${defaults.text}of course`,
    visibility: 'public',
    inReplyTo: answering(mention),
  })
  expect(item).toMatchObject({ mine: true, visibility: 'specified', warning: 'food', parentRef: id })
  expect(said().at(-1)).toMatchObject({
    author: 'crumb',
    inReplyTo: id,
    visibility: 'direct',
    warning: 'food',
    mentions: expect.arrayContaining(['kwame', 'ana']),
  })
})

test('a note for a few goes to whom it names, and must name somebody', async () => {
  const account = await signedIn()
  const speech: Speech = { key: 'k', attempt: 1, text: '@ana@harbour.example hello', visibility: 'specified' }
  await network.send(outside.ctx, account, speech)
  expect(said().at(-1)).toMatchObject({ visibility: 'direct', mentions: ['ana'] })
  const failure = await failureOf(network.send(outside.ctx, account, { ...speech, text: 'hello' }))
  expect([failure.code, failure.message]).toEqual(['rejected', expect.stringContaining('must name somebody')])
})

test('a try whose answer was lost is not said twice; the same words to somebody else are', async () => {
  const account = await signedIn()
  const [first, second] = [say('@crumb question one?'), say('@crumb question two?')]
  const mention = await heard(account, first)
  const speech = {
    key: 'k2',
    text: 'Yes,  at https://town.example/map until **six**.',
    inReplyTo: answering(mention),
  }
  const before = said().length
  town.misbehave({ path: '/api/notes/create', fault: 'reset', acts: true, times: 1 })
  const lost = await failureOf(network.send(outside.ctx, account, { ...speech, attempt: 1 }))
  expect(['offline', 'bad-response']).toContain(lost.code)
  expect(said()).toHaveLength(before + 1)
  const again = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(said()).toHaveLength(before + 1)
  expect(again.item.ref).toBe(said().at(-1)?.id)
  await network.send(outside.ctx, account, { ...speech, inReplyTo: answering(await heard(account, second)) })
  expect(said()).toHaveLength(before + 2)
  // A day later the same words are meant anew.
  clock.advance(25 * 60 * minute)
  town.advance(25 * 60 * minute)
  await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(said()).toHaveLength(before + 3)
})

test('what is refused is said in words: too long, to who has blocked us, to what is gone, without the right', async () => {
  const account = await signedIn()
  const spam = said().find(({ author }) => author === 'coinparcel')
  const gone = say('@crumb soon gone')
  const answers: [string, NetworkAccount, Partial<Speech>][] = [
    ['rejected', account, { text: 'x'.repeat(3001) }],
    ['forbidden', account, { inReplyTo: answering(await heard(account, spam?.id ?? '')) }],
    ['gone', account, { inReplyTo: answering(await heard(account, gone)) }],
  ]
  town.remove(gone, 'misskey')
  const before = said().length
  for (const [code, by, speech] of answers) {
    const failure = await failureOf(
      network.send(outside.ctx, by, { key: code, attempt: 1, text: 'hello', ...speech }),
    )
    expect([code, failure.code]).toEqual([code, failure.code])
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(/3000|blocked you|any more/)
  }
  expect(said()).toHaveLength(before)
})

test('a like is made, known by the next pull, and taken back; twice changes nothing', async () => {
  const account = await signedIn()
  const id = say('@crumb lovely')
  const { remoteId, ref, standing } = await heard(account, id)
  expect(standing).toEqual({ liked: false })
  const before = said().at(-1)
  for (let n = 0; n < 2; n += 1) {
    const { items } = await network.act(outside.ctx, account, 'like', { remoteId, ref })
    expect(items[0]).toMatchObject({ ref, standing: { liked: true } })
  }
  expect((await heard(account, id)).standing).toEqual({ liked: true })
  expect([before?.liked, said().at(-1)?.liked]).toEqual([false, true])
  for (let n = 0; n < 2; n += 1) await network.act(outside.ctx, account, 'unlike', { remoteId, ref })
  expect((await heard(account, id)).standing).toEqual({ liked: false })
  const lacks = await failureOf(
    network.act(outside.ctx, await signedIn(misskeyTokens.quiet), 'like', { remoteId, ref }),
  )
  expect([lacks.code, lacks.message]).toEqual(['forbidden', expect.stringContaining('write:reactions')])
  expect((await failureOf(network.act(outside.ctx, account, 'spam', { remoteId, ref }))).code).toBe(
    'not-supported',
  )
})

// Threads, and what is still there

test('a thread comes whole, with its branches, and counts what is kept from us', async () => {
  const account = await signedIn()
  const root = say('a question')
  const middle = say('@crumb and another', { author: 'nils', inReplyTo: root })
  say('only for friends of mine', { author: 'gwen', inReplyTo: root, visibility: 'direct' })
  const branch = say('beside it', { author: 'pip', inReplyTo: root })
  say('the end', { inReplyTo: middle })
  const { items, refSpace, missing } = await network.thread(
    outside.ctx,
    account,
    await heard(account, middle),
  )
  expect(new Set(items.map(({ text }) => text))).toEqual(
    new Set(['a question', '@crumb and another', 'beside it', 'the end']),
  )
  expect(items.find(({ ref }) => ref === branch)?.parentRef).toBe(root)
  expect(new Set(items.map(({ rootRef }) => rootRef))).toEqual(new Set([root]))
  expect([refSpace, missing]).toEqual([network.refSpace(account), 1])
})

test('a large thread is asked for within bounds, and says how much is missing', async () => {
  const account = await signedIn()
  const root = say('@crumb count with me')
  let last = root
  for (let n = 0; n < 45; n += 1) last = say(`number ${n}`, { inReplyTo: last })
  const asked = town.requests().length
  const item = { remoteId: `${town.url}/notes/${root}`, ref: root }
  const { items, missing } = await network.thread(outside.ctx, account, item)
  expect(town.requests().length - asked).toBeLessThanOrEqual(32)
  expect(items.length).toBeGreaterThan(25)
  expect(missing).toBe(1)
})

test('a note that this server was never asked about is found by its address', async () => {
  const account = await signedIn()
  const id = say('@crumb from far away', { author: 'ana' })
  const { remoteId } = await heard(account, id)
  expect(remoteId).toBe(`https://harbour.example/users/ana/statuses/${id}`)
  const { items } = await network.thread(outside.ctx, account, { remoteId, ref: remoteId })
  expect(items.map(({ ref }) => ref)).toEqual([id])
  const unknown = { remoteId: 'https://x.example/1', ref: 'https://x.example/1' }
  expect((await failureOf(network.thread(outside.ctx, account, unknown))).code).toBe('gone')
})

test('looked at again: what is there comes as it is now, what was deleted is a deletion', async () => {
  const account = await signedIn()
  const [kept, gone] = [say('@crumb first'), say('@crumb soon gone')]
  town.edit(kept, '@crumb second', 'misskey')
  town.remove(gone, 'misskey')
  const { items, deletions } = await network.recheck(outside.ctx, account, [
    kept,
    gone,
    'https://x.example/1',
  ])
  expect(items.map(({ text }) => text)).toEqual(['@crumb second'])
  expect(deletions).toEqual([{ ref: gone }])
  town.misbehave({ path: '/api/', fault: 404 })
  expect((await failureOf(network.recheck(outside.ctx, account, [kept, gone]))).code).toBe('gone')
})

test('without an account, notes are looked at again where they were heard', async () => {
  const [kept, gone] = [say('first #rye'), say('soon gone #rye')]
  town.edit(kept, 'second #rye', 'misskey')
  town.remove(gone, 'misskey')
  const config = { tag: 'rye', host: town.url }
  const look = (refs: string[]) => network.recheck(outside.ctx, null, refs, config)
  const { items, deletions, refSpace } = await look([kept, gone])
  expect(items.map(({ text }) => text)).toEqual(['second #rye'])
  expect([deletions, refSpace]).toEqual([[{ ref: gone }], network.strangerSpace(config)])
  expect((await look([gone])).deletions).toEqual([{ ref: gone }])
  // It lists notes for strangers and shows none of them: that says nothing of what was deleted.
  town.misbehave({ path: '/api/notes/show', fault: 404 })
  expect((await failureOf(look([kept, gone]))).code).toBe('forbidden')
})

// Live

test('live: a mention arrives once, a quote and a hashtag too, and a deletion is told', async () => {
  const account = await signedIn()
  const own = said().find(({ author }) => author === 'crumb')
  const pages: [number, Omit<Page, 'cursor' | 'more'>][] = []
  let tell = (): void => undefined
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      tell = () => {
        if (pages.length >= count) resolve()
      }
      tell()
    })
  let up = (): void => undefined
  const isUp = new Promise<void>((resolve) => (up = resolve))
  const down = new Promise<string>((resolve) => {
    const antenna = {
      id: 5,
      kind: 'list' as const,
      config: { address: `${town.url}/timeline/antenna/9antenna0001` },
    }
    network.listen(outside.ctx, account, [mentions, sourdough, antenna, words('bread')], {
      onUp: () => up(),
      onPage(streamId, page) {
        pages.push([streamId, page])
        tell()
      },
      onDown: resolve,
    })
  })
  await isUp
  const first = say('#sourdough and rye')
  await until(2)
  expect(new Set(pages.map(([id]) => id))).toEqual(new Set([2, 5]))
  const mention = say('@crumb live?')
  await until(3)
  expect(pages[2]).toMatchObject([1, { items: [{ ref: mention, direct: true, kind: 'mention' }] }])
  expect(pages[2]?.[1].items[0]?.standing).toBeUndefined()
  say('[quote] look', { inReplyTo: own?.id })
  await until(4)
  expect(pages[3]).toMatchObject([1, { items: [{ direct: true, kind: 'mention' }] }])
  town.remove(mention, 'misskey')
  await until(5)
  expect(pages[4]?.[1]).toMatchObject({ items: [], deletions: [{ ref: mention }] })
  town.remove(first, 'misskey')
  await until(6)
  town.dropStreams()
  expect(await down).not.toBe('')
  expect(pages).toHaveLength(6)
  expect(JSON.stringify(town.requests())).not.toContain(misskeyTokens.full)
})

test('live: servers that read no header get the token in the address; streams with nothing live say so', async () => {
  const account = await signedIn()
  const old = { ...account, facts: { ...Object(account.facts), tokenInHeader: false } as Json }
  const open = (streams: StreamRef[]) =>
    new Promise<string>((resolve) => {
      network.listen(outside.ctx, old, streams, {
        onUp: () => town.dropStreams(),
        onPage: () => undefined,
        onDown: resolve,
      })
      clock.advance(1)
    })
  await open([mentions])
  expect(town.requests().at(-1)).toMatchObject({ path: '/streaming', query: `?i=${misskeyTokens.full}` })
  expect(await open([words('bread')])).toContain('nothing live')
})
