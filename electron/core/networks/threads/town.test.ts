import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { threadsTokens } from '#demo/faces/threads-tokens'
import { startTown, type Town, type TownOptions, type TownPost } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, SignedIn, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
const dayMs = 86_400_000
let town: Town
let clock: FakeClock
let outside: TestOutside

async function open(options: TownOptions = {}): Promise<void> {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false, ...options })
  outside = testOutside(clock)
}
async function shut(): Promise<void> {
  await outside.close()
  await town.close()
}

beforeEach(() => open())
afterEach(shut)

const mentions: StreamRef = { id: 1, kind: 'mentions', config: {} }
const replies: StreamRef = { id: 2, kind: 'replies', config: {} }
const words: StreamRef = { id: 3, kind: 'keyword', config: { query: 'sourdough' } }

function signIn(token: string): Promise<SignedIn> {
  return network.signInWithToken(outside.ctx, town.url, { token })
}

async function asBakery(token: string = threadsTokens.good): Promise<NetworkAccount> {
  const { host, remoteId, handle, credentials, facts } = await signIn(token)
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

async function pullAll(
  account: NetworkAccount,
  stream: StreamRef,
  from: Json = null,
): Promise<{
  items: FetchedItem[]
  cursor: Json
  coveredToMs: number | undefined
  fromMs: number | undefined
}> {
  const items: FetchedItem[] = []
  let cursor = from
  for (let pages = 1; pages < 30; pages += 1) {
    const page = await network.pull(outside.ctx, account, stream, cursor)
    items.push(...page.items)
    cursor = page.cursor
    if (!page.more) return { items, cursor, coveredToMs: page.coveredToMs, fromMs: page.coveredFromMs }
  }
  throw new Error('it does not end')
}

const named = (item: FetchedItem | undefined): FetchedItem & { ref: string } => {
  if (item?.ref === undefined) throw new Error('nothing was heard')
  return { ...item, ref: item.ref }
}
const saying = (items: readonly FetchedItem[], said: string) =>
  named(items.find(({ text }) => text.includes(said)))
const said = () => town.statuses('threads')
const postSaying = (text: string): TownPost => {
  const post = said().find((each) => each.text.includes(text))
  if (post === undefined) throw new Error(`nobody said ${text}`)
  return post
}
const requests = (path: RegExp) => town.requests().filter(({ path: asked }) => path.test(asked))

function moveOn(ms: number): void {
  town.advance(ms)
  clock.advance(ms)
}

describe('signing in', () => {
  test('a token says whose it is and what it may do; two streams come with it', async () => {
    const signed = await signIn(` ${threadsTokens.good}\n`)
    expect(signed).toMatchObject({
      remoteId: '7400000000000017',
      handle: '@crumb.bakery',
      name: 'Crumb Bakery',
      host: town.url,
      facts: { username: 'crumb.bakery', scopes: expect.arrayContaining(['threads_keyword_search']) },
      credentials: { issuedMs: startMs - 2 * 3_600_000, expiresMs: startMs + 60 * dayMs },
      textRule: { unit: 'emoji-bytes', max: 500 },
    })
    expect(signed.streams.map(({ kind }) => kind)).toEqual(['mentions', 'replies'])
    expect(JSON.stringify(signed.facts)).not.toContain(threadsTokens.good)
  })

  test('a token that can hear nothing is refused, and everything that it lacks for that is named', async () => {
    const { code, message } = await failureOf(signIn(threadsTokens.basic))
    expect(code).toBe('forbidden')
    expect(message).toContain('threads_manage_mentions (to hear mentions)')
    expect(message).toContain('threads_read_replies (to hear replies)')
    expect(message).toContain('threads_keyword_search (to search)')
    expect(message).not.toContain('threads_basic')
  })

  test('tokens that end within hours, have ended, are no tokens or belong to an app are told apart', async () => {
    expect(await failureOf(signIn(threadsTokens.short))).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('ends in about 1 hours'),
    })
    const ended = await failureOf(signIn(threadsTokens.ended))
    expect([ended.code, ended.message]).toEqual(['signed-out', expect.stringContaining('not valid')])
    const wrong = await failureOf(signIn('THAAnoSuchTokenAtAll'))
    expect(wrong.code).toBe('signed-out')
    expect(wrong.message).not.toContain('THAAnoSuchTokenAtAll')
    expect(await failureOf(signIn('TH|1234|secret'))).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('token of an app'),
    })
    for (const nothing of ['', 'two words']) expect((await failureOf(signIn(nothing))).code).toBe('bad-input')
  })

  test('where Threads does not tell about a token, what it lacks shows when it is used', async () => {
    const account = await asBakery(threadsTokens.untold)
    expect(account.facts).not.toHaveProperty('scopes')
    expect((await pullAll(account, mentions)).items.length).toBeGreaterThan(0)
    const { code, message } = await failureOf(pullAll(account, words))
    expect([code, message]).toEqual(['forbidden', expect.stringContaining('threads_keyword_search')])
  })

  test('streams whose permission is missing are refused in words, and the rest works', async () => {
    const account = await asBakery(threadsTokens.narrow)
    const before = town.requests().length
    const refused = await failureOf(pullAll(account, mentions))
    expect([refused.code, refused.message]).toEqual([
      'forbidden',
      expect.stringContaining('threads_manage_mentions (to hear mentions)'),
    ])
    expect(town.requests()).toHaveLength(before)
    const { items } = await pullAll(account, replies)
    expect(saying(items, 'in writing').direct).toBe(true)
    expect(network.acts(account, { kind: 'reply' })).toEqual([])
    const way = network.replyWay(account, { kind: 'reply', raw: {}, direct: true })
    expect([way.way, way.reason]).toEqual(['browser', expect.stringContaining('threads_content_publish')])
    expect(network.cannotPost(account)).toContain('threads_content_publish')
    expect(network.cannotPost(await asBakery())).toBeUndefined()
    const speech = { key: 'k', attempt: 1, text: 'Yes.', inReplyTo: saying(items, 'in writing') }
    expect((await failureOf(network.send(outside.ctx, account, speech))).code).toBe('forbidden')
  })

  test('another address is taken over https or on this machine only', async () => {
    const wrong = network.signInWithToken(outside.ctx, 'http://gateway.example', { token: 'THAA1' })
    expect((await failureOf(wrong)).code).toBe('bad-input')
  })

  test('a new name of the account is learnt', async () => {
    const account = await asBakery()
    const old = {
      ...account,
      facts: { userId: account.remoteId, username: 'bread', scopes: ['threads_basic'] },
    }
    expect((await network.refreshFacts(outside.ctx, old)).facts).toEqual({
      userId: account.remoteId,
      username: 'crumb.bakery',
      scopes: ['threads_basic'],
    })
  })
})

describe('the token', () => {
  test('is renewed ten days after it was made, stored before it is used, and renewed once', async () => {
    const account = await asBakery(threadsTokens.old)
    await pullAll(account, mentions)
    expect(outside.renewed).toHaveLength(1)
    expect(outside.renewed[0]).toMatchObject({ issuedMs: startMs, expiresMs: startMs + 60 * dayMs })
    await pullAll(account, mentions)
    expect(requests(/^\/refresh_access_token$/)).toHaveLength(1)
    // What came instead is used from then on.
    const renewed = { ...account, credentials: outside.renewed[0] ?? null }
    moveOn(45 * dayMs)
    expect((await pullAll(renewed, mentions)).items.length).toBeGreaterThan(0)
  })

  test('is left alone while it is young', async () => {
    const account = await asBakery()
    moveOn(8 * dayMs)
    await pullAll(account, mentions)
    expect(requests(/^\/refresh_access_token$/)).toHaveLength(0)
  })

  test('that cannot be renewed is used as it is, and tried again hours later', async () => {
    const account = await asBakery(threadsTokens.old)
    town.misbehave({ path: '/refresh_access_token', fault: 500 })
    expect((await pullAll(account, mentions)).items.length).toBeGreaterThan(0)
    const kept = { ...account, credentials: outside.renewed[0] ?? null }
    await pullAll(kept, mentions)
    expect(requests(/^\/refresh_access_token$/)).toHaveLength(1)
    town.behave()
    moveOn(7 * 3_600_000)
    // The test setting hands out what was renewed before; a fresh one stands for the next start.
    await outside.close()
    outside = testOutside(clock)
    await pullAll(kept, mentions)
    expect(requests(/^\/refresh_access_token$/)).toHaveLength(2)
    expect(outside.renewed[0]).toMatchObject({ issuedMs: startMs + 7 * 3_600_000 })
  })
})

describe('hearing', () => {
  test('mentions: posts and replies that name us, by their authors, with who they are', async () => {
    const account = await asBakery()
    const { items, coveredToMs } = await pullAll(account, mentions)
    expect(coveredToMs).toBe(startMs)
    expect(saying(items, 'all six sides')).toMatchObject({
      kind: 'mention',
      direct: true,
      author: { remoteId: 'oskar', handle: '@oskar', url: `${town.url}/threads/@oskar` },
      spans: [{ type: 'mention', value: '@crumb.bakery', start: 0, end: 13 }],
    })
    const answer = saying(items, 'it bites back')
    expect(answer).toMatchObject({ kind: 'reply', direct: true })
    expect(answer.parentRef).toBe(answer.rootRef)
    // Private profiles are not told.
    expect(items.some(({ text }) => text.includes('plum cake'))).toBe(false)
  })

  test('replies come with their posts; an idle look asks each post once and brings nothing new', async () => {
    const account = await asBakery()
    const first = await pullAll(account, replies)
    expect(first.coveredToMs).toBe(startMs)
    const card = saying(first.items, 'i point')
    expect(first.items.map(({ ref }) => ref)).toContain(card.parentRef)
    expect(saying(first.items, 'The small print stays')).toMatchObject({ mine: true, direct: false })
    expect(saying(first.items, 'Then I order')).toMatchObject({
      direct: true,
      parentRef: saying(first.items, 'The small print stays').ref,
      rootRef: card.rootRef,
    })
    expect(saying(first.items, 'that label').author.handle).toBe('name withheld')
    // A post that nobody answered is not asked.
    expect(first.items.some(({ text }) => text.includes('everything to smell'))).toBe(false)
    const before = town.requests().length
    const known = new Set(first.items.map(({ remoteId }) => remoteId))
    const idle = await pullAll(account, replies, first.cursor)
    expect(idle.items.filter(({ remoteId }) => !known.has(remoteId))).toEqual([])
    expect(town.requests().length - before).toBe(5)
  })

  test('a reply far below an old post is heard, and a first reply brings its post along', async () => {
    const account = await asBakery()
    const { cursor } = await pullAll(account, replies)
    moveOn(60_000)
    const deep = postSaying('still folded')
    town.say({ on: 'threads', author: 'ferdi', text: 'I see a leg of it.', inReplyTo: deep.id })
    const quiet = postSaying('everything to smell')
    town.say({ on: 'threads', author: 'ivy', text: 'It smells of toast.', inReplyTo: quiet.id })
    const { items } = await pullAll(account, replies, cursor)
    expect(saying(items, 'a leg of it').parentRef).toBe(saying(items, 'still folded').ref)
    expect(saying(items, 'smells of toast').parentRef).toBe(saying(items, 'everything to smell').ref)
  })

  test('of a hundred posts the newest are asked at every look, the others in turn', async () => {
    const account = await asBakery()
    for (let n = 0; n < 40; n += 1) {
      town.advance(1000)
      const id = town.say({ on: 'threads', author: 'crumb', text: `Loaf ${String(n)} of the day.` })
      town.say({ on: 'threads', author: 'ana', text: `I take loaf ${String(n)}.`, inReplyTo: id })
    }
    clock.advance(60_000)
    let { cursor } = await pullAll(account, replies)
    moveOn(3_600_000)
    // Ten posts back from the end of the newest, and one of the very first ones.
    town.say({ on: 'threads', author: 'leo_t', text: 'mine!', inReplyTo: postSaying('Loaf 30 of').id })
    town.say({
      on: 'threads',
      author: 'leo_t',
      text: 'mine too!',
      inReplyTo: postSaying('keep the small').id,
    })
    const looks: string[][] = []
    for (let look = 0; look < 5; look += 1) {
      const page = await pullAll(account, replies, cursor)
      ;({ cursor } = page)
      looks.push(
        page.items.filter(({ text }) => /mine/.test(text)).map(({ text }) => text.replace(/^@\S+ /, '')),
      )
    }
    expect(looks[0]).toContain('mine!')
    expect(looks.flat()).toContain('mine too!')
    expect(looks.flat().filter((text) => text === 'mine too!')).toHaveLength(1)
  })

  test('more than a look can hold is a hole that is told', async () => {
    const account = await asBakery()
    const { cursor } = await pullAll(account, replies)
    const root = postSaying('does anybody still read').id
    for (let n = 0; n < 520; n += 1) {
      moveOn(1000)
      town.say({ on: 'threads', author: 'ana', text: `point ${String(n)}`, inReplyTo: root })
    }
    const { items, fromMs } = await pullAll(account, replies, cursor)
    const points = items.filter(({ text }) => / point \d/.test(text))
    expect(points).toHaveLength(500)
    expect(fromMs).toBe(Math.min(...points.map(({ createdMs }) => createdMs)))
  })

  test('a post of ours that vanishes while it is asked for does not stop the others', async () => {
    const account = await asBakery()
    const { cursor } = await pullAll(account, replies)
    moveOn(60_000)
    town.say({
      on: 'threads',
      author: 'ana',
      text: 'Agnes for mayor.',
      inReplyTo: postSaying('Agnes. It').id,
    })
    const gone = postSaying('does anybody still read')
    const asked = network.pull(
      {
        ...outside.ctx,
        http: {
          ...outside.ctx.http,
          async request(url, request) {
            // It goes between the list and the step.
            if (url.includes('/conversation') && said().some(({ id }) => id === gone.id))
              town.remove(gone.id, 'threads')
            return outside.ctx.http.request(url, request)
          },
        },
      },
      account,
      replies,
      cursor,
    )
    expect(saying((await asked).items, 'for mayor').direct).toBe(true)
  })

  test('words: one search for each alternative, everything asked in the words of the network', async () => {
    const account = await asBakery()
    const stream = { ...words, config: { query: '"plaited loaf" OR sourdough' } }
    const { items } = await pullAll(account, stream)
    expect(saying(items, 'practising knots').direct).toBe(true)
    expect(saying(items, 'lean towards the window')).toMatchObject({ kind: 'post', direct: false })
    expect(saying(items, 'The sourdough has a name').mine).toBe(true)
    const asked = requests(/keyword_search$/).map(({ query }) => new URLSearchParams(query).get('q'))
    expect(asked).toEqual(['plaited loaf', 'sourdough'])
    // A page that is not full ends a search: asking on would take one more of the day's.
    expect(asked).toHaveLength(2)
  })

  test('an app without approval finds its own posts and hears its testers alone', async () => {
    const account = await asBakery(threadsTokens.unapproved)
    const found = await pullAll(account, words)
    expect(found.items.length).toBeGreaterThan(0)
    expect(found.items.every(({ mine }) => mine)).toBe(true)
    const heard = await pullAll(account, mentions)
    expect(heard.items.map(({ author }) => author.handle)).toEqual(['@zofia'])
    expect(saying((await pullAll(account, replies)).items, 'i point').direct).toBe(true)
  })

  test('a topic and a profile; profiles that are not told are refused in words', async () => {
    const account = await asBakery()
    const topic = await pullAll(account, { id: 4, kind: 'hashtag', config: { tag: 'BreadTalk' } })
    expect(topic.items.length).toBeGreaterThanOrEqual(4)
    expect(topic.items.every(({ spans }) => spans.some(({ value }) => value === 'breadtalk'))).toBe(true)
    const seal = saying(topic.items, 'harbour seal')
    expect(seal.media.map(({ alt }) => alt)).toHaveLength(2)
    const nils = await pullAll(account, { id: 5, kind: 'author', config: { profile: 'nils' } })
    expect(nils.items.map(({ author }) => author.handle)).toEqual(['@nils', '@nils', '@nils'])
    const small = await failureOf(pullAll(account, { id: 6, kind: 'author', config: { profile: 'pip' } }))
    expect(small.code).toBe('gone')
  })

  test('a hole larger than a page is filled backwards without one; those of replies cannot be', async () => {
    const account = await asBakery()
    for (let n = 0; n < 250; n += 1) {
      town.advance(1000)
      town.say({ on: 'threads', author: 'ana', text: `@crumb hello ${String(n)}` })
    }
    clock.advance(300_000)
    const gap = { fromMs: startMs, toMs: startMs + 250_000 }
    const heard = new Set<string>()
    let oldest = Number.POSITIVE_INFINITY
    let cursor: Json = null
    for (let more = true, pages = 0; more; pages += 1) {
      expect(pages).toBeLessThan(10)
      const page = await network.backfill(outside.ctx, account, mentions, gap, cursor)
      for (const { remoteId, createdMs } of page.items) {
        expect(createdMs).toBeLessThan(oldest + 1000)
        heard.add(remoteId)
      }
      oldest = Math.min(oldest, ...page.items.map(({ createdMs }) => createdMs))
      ;({ cursor, more } = page)
    }
    expect(heard.size).toBe(250)
    const closed = network.backfill(outside.ctx, account, replies, gap, null)
    expect((await failureOf(closed)).code).toBe('not-supported')
  })

  test('more mentions between two looks than a page holds leave no hole', async () => {
    const account = await asBakery()
    const { cursor } = await pullAll(account, mentions)
    for (let n = 0; n < 230; n += 1) {
      moveOn(1000)
      town.say({ on: 'threads', author: 'ana', text: `@crumb number ${String(n)}` })
    }
    const { items, fromMs } = await pullAll(account, mentions, cursor)
    expect(
      new Set(items.filter(({ text }) => text.includes(' number ')).map(({ remoteId }) => remoteId)).size,
    ).toBe(230)
    expect(fromMs).toBeUndefined()
  })
})

describe('limits', () => {
  beforeEach(async () => {
    await shut()
    await open({ rateLimit: true })
  })

  test('before the quota is used up streams are asked less often, and then Earshot waits by itself', async () => {
    const account = await asBakery()
    const wishes: (number | undefined)[] = []
    let failure: Failure | undefined
    let cursor: Json = null
    for (let n = 0; n < 300 && failure === undefined; n += 1)
      failure = await network.pull(outside.ctx, account, mentions, cursor).then(
        (page) => {
          ;({ cursor } = page)
          wishes.push(page.nextPollMs)
          return undefined
        },
        (error: unknown) => (error instanceof Failure ? error : undefined),
      )
    expect(wishes[0]).toBeUndefined()
    expect(wishes.at(-1)).toBe(30 * 60_000)
    expect(failure).toMatchObject({ code: 'rate-limited', retryAtMs: startMs + 600_000 })
    expect(town.requests().some(({ status }) => status === 400)).toBe(false)
  })

  test('searches of a day are counted apart: their end stops nothing else', async () => {
    const account = await asBakery()
    let failure: Failure | undefined
    for (let n = 0; n < 30 && failure === undefined; n += 1)
      failure = await pullAll(account, words).then(
        () => undefined,
        (error: unknown) => (error instanceof Failure ? error : undefined),
      )
    expect(failure).toMatchObject({ code: 'rate-limited', retryAtMs: startMs + 15 * 60_000 })
    expect((await pullAll(account, mentions)).items.length).toBeGreaterThan(0)
    moveOn(dayMs)
    expect((await pullAll(account, words)).items.length).toBeGreaterThan(0)
  })

  test('a day’s replies are used up: that is said with numbers before anything leaves, and heals', async () => {
    const account = await asBakery()
    const asked = saying((await pullAll(account, mentions)).items, 'all six sides')
    const send = (text: string) =>
      network.send(outside.ctx, account, { key: text, attempt: 1, text, inReplyTo: asked })
    for (const text of ['The top.', 'No, the bottom.', 'Any.']) await send(text)
    const failure = await failureOf(send('Turn it.'))
    expect([failure.code, failure.message]).toEqual([
      'rate-limited',
      expect.stringContaining('3 replies of an account in 24 hours, and 3 are used up'),
    ])
    expect(failure.retryAtMs).toBe(startMs + 30 * 60_000)
    expect(said().some(({ text }) => text === 'Turn it.')).toBe(false)
    moveOn(dayMs)
    expect((await send('Turn it.')).item.text).toBe('Turn it.')
  })
})

describe('speaking', () => {
  const askedOf = async (account: NetworkAccount) =>
    saying((await pullAll(account, replies)).items, 'Then I order')

  test('a reply is made in two steps, stands below what it answers, and is heard again as the same', async () => {
    const account = await asBakery()
    const asked = await askedOf(account)
    const { item } = await network.send(outside.ctx, account, {
      key: 'a',
      attempt: 1,
      text: 'At eight, with your name on it.',
      inReplyTo: asked,
    })
    expect(item).toMatchObject({ mine: true, direct: false, parentRef: asked.ref, rootRef: asked.rootRef })
    const there = said().at(-1)
    expect([there?.author, there?.inReplyTo]).toEqual(['crumb', postSaying('Then I order').id])
    expect(requests(/\/(?:threads|threads_publish)$/).filter(({ method }) => method === 'POST')).toHaveLength(
      2,
    )
    const later = await pullAll(account, replies)
    expect(saying(later.items, 'with your name')).toMatchObject({ remoteId: item.remoteId, ref: item.ref })
    expect(network.replyDefaults().text).toBe('')
  })

  test('a post of our own, and an answer below a post of somebody else', async () => {
    const account = await asBakery()
    const { item } = await network.send(outside.ctx, account, {
      key: 'p',
      attempt: 1,
      text: 'Warm rolls at six.',
    })
    expect(item).toMatchObject({ kind: 'post', mine: true, ref: item.remoteId })
    expect(item.parentRef).toBeUndefined()
    const plait = saying((await pullAll(account, mentions)).items, 'practising knots')
    const answer = await network.send(outside.ctx, account, {
      key: 'q',
      attempt: 1,
      text: 'Four, and a calm morning.',
      inReplyTo: plait,
    })
    expect(answer.item.parentRef).toBe(plait.ref)
    expect(said().at(-1)?.inReplyTo).toBe(postSaying('practising knots').id)
  })

  test('where only the answer to the publishing is lost, the container tells, and nothing is said twice', async () => {
    const account = await asBakery()
    const asked = await askedOf(account)
    const speech = { key: 'k', attempt: 1, text: 'Yes, at eight.', inReplyTo: asked }
    town.misbehave({ path: '/v1.0/me/threads_publish', method: 'POST', fault: 'reset', acts: true, times: 1 })
    const { item } = await network.send(outside.ctx, account, speech)
    expect(item).toMatchObject({ text: 'Yes, at eight.', parentRef: asked.ref })
    expect(said().filter(({ text }) => text === 'Yes, at eight.')).toHaveLength(1)
  })

  test('Threads says 500 with code 10 and has published all the same: it is found', async () => {
    const account = await asBakery()
    const asked = await askedOf(account)
    town.misbehave({ path: '/v1.0/me/threads_publish', method: 'POST', fault: 403, acts: true, times: 1 })
    await network.send(outside.ctx, account, { key: 'k', attempt: 1, text: 'At eight.', inReplyTo: asked })
    expect(said().filter(({ text }) => text === 'At eight.')).toHaveLength(1)
  })

  test('a try whose answers were all lost is found by the next one', async () => {
    const account = await asBakery()
    const asked = await askedOf(account)
    const speech = { key: 'k', text: 'We keep one.', inReplyTo: asked }
    town.misbehave({ path: '/v1.0/me/threads_publish', method: 'POST', fault: 'reset', acts: true, times: 1 })
    town.misbehave({ path: '/v1.0/me/replies', fault: 503 })
    expect((await failureOf(network.send(outside.ctx, account, { ...speech, attempt: 1 }))).code).toBe(
      'unavailable',
    )
    // Nor is anything said while it cannot be looked for.
    expect((await failureOf(network.send(outside.ctx, account, { ...speech, attempt: 2 }))).code).toBe(
      'unavailable',
    )
    town.behave()
    const again = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
    expect(again.item).toMatchObject({ mine: true, text: speech.text, parentRef: asked.ref })
    expect(said().filter(({ text }) => text === speech.text)).toHaveLength(1)
  })

  test('a container that was lost does no harm: the next try makes another', async () => {
    const account = await asBakery()
    const asked = await askedOf(account)
    const speech = { key: 'k', text: 'Sliced thin.', inReplyTo: asked }
    town.misbehave({ path: '/v1.0/me/threads', method: 'POST', fault: 'reset', acts: true, times: 1 })
    expect((await failureOf(network.send(outside.ctx, account, { ...speech, attempt: 1 }))).code).toBe(
      'offline',
    )
    await network.send(outside.ctx, account, { ...speech, attempt: 2 })
    expect(said().filter(({ text }) => text === speech.text)).toHaveLength(1)
  })

  test('what is not ready to be published waits for the next try, and at the third Threads does it by itself', async () => {
    const account = await asBakery()
    const asked = await askedOf(account)
    const speech = { key: 'k', text: 'The card: https://crumb.example/card', inReplyTo: asked }
    for (const attempt of [1, 2]) {
      const failure = await failureOf(network.send(outside.ctx, account, { ...speech, attempt }))
      expect([failure.code, failure.message]).toEqual([
        'unavailable',
        expect.stringContaining('not done preparing'),
      ])
    }
    const { item } = await network.send(outside.ctx, account, { ...speech, attempt: 3 })
    expect(item).toMatchObject({ mine: true, parentRef: asked.ref })
    expect(said().filter(({ text }) => text === speech.text)).toHaveLength(1)
  })

  test('the same words to somebody else, or the day before, are no repeat', async () => {
    const account = await asBakery()
    const { items } = await pullAll(account, replies)
    const send = (inReplyTo: FetchedItem & { ref: string }) =>
      network.send(outside.ctx, account, { key: 'k', attempt: 2, text: 'Thank you!', inReplyTo })
    await send(saying(items, 'i point'))
    await send(saying(items, 'I read it aloud'))
    expect(said().filter(({ text }) => text === 'Thank you!')).toHaveLength(2)
    moveOn(dayMs + 1000)
    await send(saying(items, 'i point'))
    expect(said().filter(({ text }) => text === 'Thank you!')).toHaveLength(3)
  })

  test('what was said counts as said even if it cannot be read again', async () => {
    const account = await asBakery()
    const asked = await askedOf(account)
    const asking = outside.ctx.http
    const http = {
      ...asking,
      request: (...[url, request]: Parameters<typeof asking.request>) =>
        /\/v1\.0\/18\d+$/.test(url)
          ? Promise.reject(new Failure('timeout', 'The line is slow.'))
          : asking.request(url, request),
    }
    const { item } = await network.send({ ...outside.ctx, http }, account, {
      key: 'k',
      attempt: 1,
      text: 'Noted.',
      inReplyTo: asked,
    })
    expect(item).toMatchObject({ mine: true, text: 'Noted.', createdMs: startMs, parentRef: asked.ref })
  })

  test('too long, too many links, deleted meanwhile: each is said in words', async () => {
    const account = await asBakery()
    const asked = await askedOf(account)
    const send = (text: string) =>
      failureOf(network.send(outside.ctx, account, { key: 'k', attempt: 1, text, inReplyTo: asked }))
    const long = await send('🥐'.repeat(126))
    expect([long.code, long.message]).toEqual([
      'rejected',
      expect.stringContaining('4 over the limit of 500'),
    ])
    const before = town.requests().length
    const links = await send([1, 2, 3, 4, 5, 6].map((n) => `https://crumb.example/${String(n)}`).join(' '))
    expect([links.code, links.message]).toEqual([
      'rejected',
      expect.stringContaining('6 links; at most 5 are taken'),
    ])
    expect(town.requests()).toHaveLength(before)
    town.remove(postSaying('Then I order').id, 'threads')
    expect((await send('Too late.')).code).toBe('gone')
  })
})

describe('acting', () => {
  test('a reply at the top of its branch is hidden with all below it, and shown again', async () => {
    const account = await asBakery()
    const { items } = await pullAll(account, replies)
    const advert = saying(items, 'DEAD')
    expect(advert.standing).toEqual({ hidden: false })
    const after = async (what: 'hide' | 'unhide') =>
      (await network.act(outside.ctx, account, what, advert)).items[0]?.standing
    expect(await after('hide')).toEqual({ hidden: true })
    expect(saying((await pullAll(account, replies)).items, 'DEAD').standing).toEqual({ hidden: true })
    expect(await after('unhide')).toEqual({ hidden: false })
    expect(network.acts(account, { kind: 'reply' })).toEqual(['hide', 'unhide'])
    expect(network.acts(account, { kind: 'mention' })).toEqual([])
  })

  test('what cannot be hidden is refused in words', async () => {
    const account = await asBakery()
    const { items } = await pullAll(account, replies)
    const nested = await failureOf(network.act(outside.ctx, account, 'hide', saying(items, 'Then I order')))
    expect([nested.code, nested.message]).toEqual([
      'not-supported',
      expect.stringContaining('whole branches'),
    ])
    const heard = await pullAll(account, mentions)
    const post = network.act(outside.ctx, account, 'hide', saying(heard.items, 'all six sides'))
    expect((await failureOf(post)).code).toBe('not-supported')
    const elsewhere = network.act(outside.ctx, account, 'hide', saying(heard.items, 'it bites back'))
    expect((await failureOf(elsewhere)).message).toContain('below your own posts')
    const like = network.act(outside.ctx, account, 'like', saying(items, 'i point'))
    expect((await failureOf(like)).code).toBe('not-supported')
  })
})

describe('looking again', () => {
  test('a conversation below a post of ours comes whole, one elsewhere up to its root', async () => {
    const account = await asBakery()
    const ours = await pullAll(account, replies)
    const whole = await network.thread(outside.ctx, account, saying(ours.items, 'Then I order'))
    expect(whole.items.map(({ text }) => text.slice(0, 10))).toEqual(
      expect.arrayContaining(['Honest que', 'i point. t', 'Then I ord', 'Menus are ']),
    )
    expect(whole.items).toHaveLength(8)
    const theirs = await pullAll(account, mentions)
    const chain = await network.thread(outside.ctx, account, saying(theirs.items, 'it bites back'))
    expect(chain.items.map(({ author }) => author.handle)).toEqual(['@theo', '@halima'])
    const gone = saying(theirs.items, 'all six sides')
    town.remove(postSaying('all six sides').id, 'threads')
    expect((await failureOf(network.thread(outside.ctx, account, gone))).code).toBe('gone')
  })

  test('what was deleted is a deletion, below our posts and elsewhere; the rest comes anew', async () => {
    const account = await asBakery()
    const below = await pullAll(account, replies)
    const heard = await pullAll(account, mentions)
    const all = [
      ...['i point', 'Then I order', 'DEAD', 'that label'].map((text) => saying(below.items, text)),
      ...['all six sides', 'practising knots', 'it bites back'].map((text) => saying(heard.items, text)),
    ]
    for (const text of ['DEAD', 'all six sides']) town.remove(postSaying(text).id, 'threads')
    const { items, deletions = [] } = await network.recheck(
      outside.ctx,
      account,
      all.map(({ ref }) => ref),
    )
    expect(deletions.map(({ ref }) => ref).sort()).toEqual(
      ['DEAD', 'all six sides'].map((text) => named(all.find((item) => item.text.includes(text))).ref).sort(),
    )
    // Also one whose author is private, who is not shown alone.
    expect(items).toHaveLength(5)
    expect(new Map(items.map(({ ref, direct }) => [ref, direct])).get(all[0]?.ref)).toBe(true)
  })

  test('posts that an app is not shown are no deletions', async () => {
    const refs = (await pullAll(await asBakery(), mentions)).items.map((item) => named(item).ref)
    // The same account by an app that lost its approval: it is shown nothing but its testers'.
    const account = await asBakery(threadsTokens.unapproved)
    town.remove(postSaying('practising knots').id, 'threads')
    const { items, deletions } = await network.recheck(outside.ctx, account, refs.slice(0, 5))
    expect([items, deletions]).toEqual([[], []])
  })

  test('a token that is shown nothing any more has lost nothing', async () => {
    const account = await asBakery()
    const { items } = await pullAll(account, replies)
    town.misbehave({ path: '/v1.0/18', fault: 404 })
    town.misbehave({ path: '/v1.0/me/mentions', fault: 403 })
    const refs = items.slice(0, 4).map((item) => named(item).ref)
    expect((await network.recheck(outside.ctx, account, refs)).deletions).toEqual([])
  })
})
