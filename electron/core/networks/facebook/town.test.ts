import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { appId, appSecret, tokens } from '#demo/faces/facebook-tokens'
import { startTown, type Town, type TownOptions } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, Json, NetworkAccount, SignedIn, StreamRef } from '../types.ts'
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
async function shut(): Promise<void> {
  await outside.close()
  await town.close()
}

beforeEach(() => open())
afterEach(shut)

const comments: StreamRef = { id: 1, kind: 'comments', config: {} }
const mentions: StreamRef = { id: 2, kind: 'mentions', config: {} }
const instagram: StreamRef = { id: 3, kind: 'comments', config: { on: 'instagram' } }

function signIn(fields: Record<string, string>): Promise<SignedIn> {
  return network.signInWithToken(outside.ctx, town.url, fields)
}

async function asPage(fields: Record<string, string> = { token: tokens.page }): Promise<NetworkAccount> {
  const { host, remoteId, handle, credentials, facts } = await signIn(fields)
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
): Promise<{ items: FetchedItem[]; cursor: Json; coveredToMs: number | undefined; pages: number }> {
  const items: FetchedItem[] = []
  let cursor = from
  for (let pages = 1; pages < 30; pages += 1) {
    const page = await network.pull(outside.ctx, account, stream, cursor)
    items.push(...page.items)
    cursor = page.cursor
    if (!page.more) return { items, cursor, coveredToMs: page.coveredToMs, pages }
  }
  throw new Error('it does not end')
}

const named = (item: FetchedItem | undefined): FetchedItem & { ref: string } => {
  if (item?.ref === undefined) throw new Error('nothing was heard')
  return { ...item, ref: item.ref }
}
const saying = (items: readonly FetchedItem[], words: string) =>
  named(items.find(({ text }) => text.includes(words)))
const on = (where: 'facebook' | 'instagram') => town.statuses(where)
const requests = (path: RegExp) => town.requests().filter(({ path: asked }) => path.test(asked))

function pagePost(): string {
  const post = on('facebook').findLast((each) => each.author === 'crumb' && each.inReplyTo === undefined)
  if (post === undefined) throw new Error('the Page has no post')
  return post.id
}

describe('signing in', () => {
  test('a Page token says which Page, which Instagram account, and what it may do', async () => {
    const signed = await signIn({ token: ` ${tokens.page}\n` })
    expect(signed).toMatchObject({
      remoteId: '104857600017',
      handle: '@crumbbakery',
      name: 'Crumb Bakery',
      host: town.url,
      facts: { pageId: '104857600017', igUsername: 'crumb.bakery' },
    })
    expect(signed.streams.map(({ kind, config }) => [kind, config])).toEqual([
      ['comments', {}],
      ['mentions', {}],
      ['comments', { on: 'instagram' }],
    ])
    expect(JSON.stringify(signed.facts)).not.toContain(tokens.page)
  })

  test('missing permissions are named one by one', async () => {
    const { code, message } = await failureOf(signIn({ token: tokens.weak }))
    expect(code).toBe('forbidden')
    expect(message).toContain('pages_read_user_content (to read what visitors say)')
    expect(message).toContain('pages_manage_engagement (to answer, hide and like)')
    expect(message).not.toContain('pages_read_engagement')
  })

  test('tokens that end within hours, have ended, are no tokens or belong to a person are told apart', async () => {
    expect(await failureOf(signIn({ token: tokens.short }))).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('ends in about 1 hours'),
    })
    const ended = await failureOf(signIn({ token: tokens.ended }))
    expect([ended.code, ended.message]).toEqual(['signed-out', expect.stringMatching(/expired|not valid/)])
    const wrong = await failureOf(signIn({ token: 'EAAnoSuchToken' }))
    expect(wrong.code).toBe('signed-out')
    expect(wrong.message).not.toContain('EAAnoSuchToken')
    expect(await failureOf(signIn({ token: tokens.user }))).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('token of a person'),
    })
    expect((await failureOf(signIn({}))).code).toBe('bad-input')
    expect((await failureOf(signIn({ token: 'two words' }))).code).toBe('bad-input')
  })

  test('a user token is exchanged with the app of the user, and the Page chosen by name or number', async () => {
    const given = { userToken: tokens.user, appId, appSecret }
    const several = await failureOf(signIn(given))
    expect([several.code, several.message]).toEqual([
      'bad-input',
      expect.stringContaining('Lindenbrook Saturday Market (104857600099)'),
    ])
    expect((await signIn({ ...given, page: 'crumb bakery' })).remoteId).toBe('104857600017')
    expect((await signIn({ ...given, page: '104857600099' })).name).toBe('Lindenbrook Saturday Market')
    expect((await failureOf(signIn({ ...given, page: 'Moon Bakery' }))).message).toContain('Moon Bakery')
    expect((await failureOf(signIn({ ...given, appSecret: '' }))).code).toBe('bad-input')
    expect((await failureOf(signIn({ ...given, appId: 'crumb' }))).code).toBe('bad-input')
    // The secret left in a body, never in an address.
    expect(JSON.stringify(town.requests())).not.toContain(appSecret)
  })

  test('with an app secret every call proves it, and a wrong one is refused', async () => {
    const account = await asPage({ token: tokens.page, appSecret })
    await pullAll(account, mentions)
    expect(requests(/tagged$/)[0]?.query).toMatch(/appsecret_proof=[0-9a-f]{64}/)
    expect((await failureOf(asPage({ token: tokens.page, appSecret: 'guess' }))).message).toContain('proof')
  })

  test('another address is taken over https or on this machine only', async () => {
    const wrong = network.signInWithToken(outside.ctx, 'http://gateway.example', { token: tokens.page })
    expect((await failureOf(wrong)).code).toBe('bad-input')
  })
})

describe('hearing', () => {
  test('comments come with their posts; an idle turn costs one call', async () => {
    const account = await asPage()
    const first = await pullAll(account, comments)
    expect(first.coveredToMs).toBe(startMs)
    const caraway = saying(first.items, 'strong caraway')
    expect(first.items.map(({ ref }) => ref)).toContain(caraway.parentRef)
    const before = town.requests().length
    const idle = await pullAll(account, comments, first.cursor)
    expect([idle.items, town.requests().length - before]).toEqual([[], 1])
  })

  test('a comment below an old post is heard, and a reply to a reply stands below the same comment', async () => {
    const account = await asPage()
    const { cursor } = await pullAll(account, comments)
    const top = town.say({ on: 'facebook', author: 'ana', text: 'Still open?', inReplyTo: pagePost() })
    const ours = town.say({ on: 'facebook', author: 'crumb', text: 'Until two.', inReplyTo: top })
    town.say({ on: 'facebook', author: 'ana', text: '@crumb I run!', inReplyTo: ours })
    const { items } = await pullAll(account, comments, cursor)
    const question = saying(items, 'Still open?')
    expect(saying(items, 'Until two.')).toMatchObject({ parentRef: question.ref, mine: true, direct: false })
    expect(saying(items, 'I run!')).toMatchObject({
      parentRef: question.ref,
      direct: true,
      spans: [{ type: 'mention', value: 'Crumb Bakery' }],
    })
  })

  test('more than a page of comments between two turns leaves no hole', async () => {
    const account = await asPage()
    const { cursor } = await pullAll(account, comments)
    town.advance(60_000)
    clock.advance(60_000)
    for (let n = 0; n < 230; n += 1)
      town.say({ on: 'facebook', author: 'ana', text: `number ${String(n)}`, inReplyTo: pagePost() })
    const { items } = await pullAll(account, comments, cursor)
    expect(
      new Set(items.filter(({ text }) => text.includes(' number ')).map(({ remoteId }) => remoteId)).size,
    ).toBe(230)
  })

  test('visitors and who tags the Page are heard once each, and names that are kept back say so', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, mentions)
    expect(saying(items, 'carried my shopping')).toMatchObject({ kind: 'mention' })
    expect(saying(items, 'Best thing in this town').author.handle).toBe('name withheld')
    expect(new Set(items.map(({ remoteId }) => remoteId)).size).toBe(items.length)
    expect(items.every(({ mine }) => !mine)).toBe(true)
  })

  test('Instagram: pictures, comments and replies; the account itself is ours', async () => {
    const account = await asPage()
    const { items, cursor } = await pullAll(account, instagram)
    expect(saying(items, 'That ear!')).toMatchObject({
      kind: 'comment',
      direct: true,
      author: { handle: '@priya' },
    })
    expect(saying(items, 'The mill knows').mine).toBe(true)
    const picture = on('instagram').findLast((each) => each.inReplyTo === undefined)
    const top = town.say({ on: 'instagram', author: 'ana', text: 'Salt?', inReplyTo: picture?.id })
    town.say({ on: 'instagram', author: 'nils', text: 'Surely.', inReplyTo: top })
    const later = await pullAll(account, instagram, cursor)
    expect(saying(later.items, 'Surely.').parentRef).toBe(saying(later.items, 'Salt?').ref)
  })

  test('a post that vanishes while it is asked for does not stop the others', async () => {
    const account = await asPage()
    const { cursor } = await pullAll(account, comments)
    const kept = town.say({ on: 'facebook', author: 'crumb', text: 'A post that stays.' })
    const gone = town.say({ on: 'facebook', author: 'crumb', text: 'A post that goes.' })
    town.say({ on: 'facebook', author: 'ana', text: 'Good!', inReplyTo: kept })
    const asked = network.pull(
      {
        ...outside.ctx,
        http: {
          ...outside.ctx.http,
          async request(url, request) {
            // It goes between the list and the step.
            if (
              request?.query?.['ids']?.includes(gone) === true &&
              on('facebook').some(({ id }) => id === gone)
            )
              town.remove(gone, 'facebook')
            return outside.ctx.http.request(url, request)
          },
        },
      },
      account,
      comments,
      cursor,
    )
    const { items } = await asked
    expect(saying(items, 'Good!').direct).toBe(true)
    expect(items.some(({ text }) => text.includes('that goes'))).toBe(false)
  })

  test('a hole in the past of the wall is filled backwards and ends', async () => {
    const account = await asPage()
    const gap = { fromMs: startMs - 12 * 3_600_000, toMs: startMs - 3_600_000 }
    const page = await network.backfill(outside.ctx, account, mentions, gap, null)
    expect(page.more).toBe(false)
    expect(page.items.map(({ text }) => text.slice(0, 9)).sort()).toEqual([
      'Best thin',
      'I would l',
      'Opening h',
    ])
    const closed = network.backfill(outside.ctx, account, comments, gap, null)
    expect((await failureOf(closed)).code).toBe('not-supported')
  })

  test('a hole larger than a page is filled without one', async () => {
    const account = await asPage()
    for (let n = 0; n < 120; n += 1) {
      town.advance(1000)
      town.say({ on: 'facebook', author: 'ana', text: `wall ${String(n)}` })
      if (n % 2 === 0) town.say({ on: 'facebook', author: 'nils', text: `@crumb tag ${String(n)}` })
    }
    const gap = { fromMs: startMs, toMs: startMs + 200_000 }
    const heard = new Set<string>()
    let oldest = Number.POSITIVE_INFINITY
    let cursor: Json = null
    for (let more = true, pages = 0; more; pages += 1) {
      expect(pages).toBeLessThan(20)
      const page = await network.backfill(outside.ctx, account, mentions, gap, cursor)
      for (const { remoteId, createdMs } of page.items) {
        expect(createdMs).toBeLessThan(oldest + 1000)
        heard.add(remoteId)
      }
      oldest = Math.min(oldest, ...page.items.map(({ createdMs }) => createdMs))
      ;({ cursor, more } = page)
    }
    expect(heard.size).toBe(180)
  })
})

describe('limits', () => {
  test('before the quota is used up Earshot waits by itself, and each bucket waits for itself', async () => {
    await shut()
    await open({ rateLimit: true })
    const account = await asPage()
    let failure: Failure | undefined
    for (let n = 0; n < 120 && failure === undefined; n += 1)
      failure = await pullAll(account, comments).then(
        () => undefined,
        (error: unknown) => (error instanceof Failure ? error : undefined),
      )
    expect(failure).toMatchObject({ code: 'rate-limited', retryAtMs: startMs + 600_000 })
    // Nobody was refused: the last call of the hour is still there for somebody else.
    expect(town.requests().some(({ status }) => status === 400)).toBe(false)
    const asked = town.requests().length
    await failureOf(pullAll(account, mentions))
    expect(town.requests()).toHaveLength(asked)
    expect((await pullAll(account, instagram)).items.length).toBeGreaterThan(0)
    clock.advance(600_000)
    town.advance(3_600_000)
    expect((await pullAll(account, comments)).items.length).toBeGreaterThan(0)
  })

  test('streams are asked less often when the quota fills', async () => {
    await shut()
    await open({ rateLimit: true })
    const account = await asPage()
    let cursor: Json = null
    const wishes: (number | undefined)[] = []
    for (let n = 0; n < 85; n += 1) {
      const page = await network.pull(outside.ctx, account, comments, cursor)
      cursor = page.cursor
      wishes.push(page.nextPollMs)
    }
    expect(wishes[0]).toBeUndefined()
    expect(wishes.at(-1)).toBe(20 * 60_000)
  })
})

describe('speaking', () => {
  test('an answer stands below the comment, and an answer to a reply beside it', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, comments)
    const asked = saying(items, 'milk in it')
    const first = await network.send(outside.ctx, account, {
      key: 'a',
      attempt: 1,
      text: 'No milk at all.',
      inReplyTo: asked,
    })
    expect(first.item).toMatchObject({
      mine: true,
      parentRef: asked.ref,
      text: 'No milk at all.',
      kind: 'comment',
    })
    const reply = saying(items, 'Perfect. Twenty-eight')
    const second = await network.send(outside.ctx, account, {
      key: 'b',
      attempt: 1,
      text: 'Noted.',
      inReplyTo: reply,
    })
    expect(second.item.parentRef).toBe(reply.parentRef)
    const said = on('facebook').filter(({ text }) => ['No milk at all.', 'Noted.'].includes(text))
    expect(said.map(({ author }) => author)).toEqual(['crumb', 'crumb'])
    // Heard again, both are the same items.
    const later = await pullAll(account, comments)
    expect(saying(later.items, 'No milk at all.').remoteId).toBe(first.item.remoteId)
    expect(saying(later.items, 'Noted.')).toMatchObject({
      remoteId: second.item.remoteId,
      ref: second.item.ref,
    })
  })

  test('a try whose answer was lost is not said twice', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, comments)
    const speech = { key: 'k', text: 'We keep one for you.', inReplyTo: saying(items, 'until closing') }
    town.misbehave({ path: '/v26.0/', method: 'POST', fault: 'reset', acts: true, times: 1 })
    await failureOf(network.send(outside.ctx, account, { ...speech, attempt: 1 }))
    const again = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
    expect(again.item).toMatchObject({ mine: true, text: speech.text })
    expect(on('facebook').filter(({ text }) => text === speech.text)).toHaveLength(1)
  })

  test('what was said counts as said even if it cannot be read again', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, comments)
    const asked = saying(items, 'milk in it')
    town.misbehave({ path: '/v26.0/', method: 'GET', fault: 500 })
    const { item } = await network.send(outside.ctx, account, {
      key: 'k',
      attempt: 1,
      text: 'None.',
      inReplyTo: asked,
    })
    expect(item).toMatchObject({ mine: true, text: 'None.', createdMs: startMs, parentRef: asked.ref })
    expect(on('facebook').at(-1)?.text).toBe('None.')
  })

  test('Instagram: a reply names whom it answers, and its limits are told before anything leaves', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, instagram)
    const asked = saying(items, 'any left at like noon')
    expect(network.replyDefaults(account, { raw: asked.raw, authorHandle: asked.author.handle }).text).toBe(
      '',
    )
    const ours = await network.send(outside.ctx, account, {
      key: 'a',
      attempt: 1,
      text: 'Two!',
      inReplyTo: asked,
    })
    expect(ours.item).toMatchObject({ mine: true, parentRef: asked.ref })
    const before = town.requests().length
    for (const text of ['x'.repeat(301), '#a #b #c #d #e', 'https://a.example https://b.example']) {
      const failure = await failureOf(
        network.send(outside.ctx, account, { key: 'b', attempt: 1, text, inReplyTo: asked }),
      )
      expect([failure.code, failure.message]).toEqual([
        'rejected',
        expect.stringMatching(
          /^Instagram would not take this\. This (is 1 over the limit of 300|has 5 hashtags; at most 4 are|has 2 links; at most 1 is)/,
        ),
      ])
    }
    expect(town.requests()).toHaveLength(before)
    const reply = { raw: { timestamp: 'x', parent_id: '17' }, authorHandle: '@leo' }
    // The composer and core count by the same rule; on Facebook the manifest's counts.
    expect(network.replyDefaults(account, reply).textRule).toEqual({
      unit: 'codepoints',
      max: 300,
      maxHashtags: 4,
      maxLinks: 1,
    })
    const below = { raw: { created_time: 'x', parent: { id: '1' } }, authorHandle: '@leo' }
    expect(network.replyDefaults(account, below)).toEqual({ text: '', visibilities: [] })
    expect(network.replyDefaults(account, reply).text).toBe('@leo ')
  })

  test('what was deleted meanwhile is gone, and a post of our own is never made', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, comments)
    const asked = saying(items, 'milk in it')
    town.remove(on('facebook').find(({ text }) => text === asked.text)?.id ?? '', 'facebook')
    const speech = { key: 'k', attempt: 1, text: 'No.' }
    const gone = await failureOf(network.send(outside.ctx, account, { ...speech, inReplyTo: asked }))
    expect(gone.code).toBe('gone')
    expect((await failureOf(network.send(outside.ctx, account, speech))).code).toBe('not-supported')
  })

  test('where Facebook says no, the answer is given in the browser', async () => {
    const account = await asPage()
    const of = { kind: 'comment' as const, direct: true }
    expect(network.replyWay(account, { ...of, raw: { can_comment: false } }).way).toBe('browser')
    expect(network.replyWay(account, { ...of, raw: { can_comment: true } }).way).toBe('api')
    const narrow = {
      ...account,
      facts: { pageId: '1', pageName: 'B', igId: '2', scopes: ['instagram_basic'] },
    }
    expect(network.replyWay(narrow, { ...of, raw: { timestamp: 'x' } })).toMatchObject({
      way: 'browser',
      reason: expect.stringContaining('instagram_manage_comments'),
    })
  })
})

describe('acting', () => {
  test('likes and hides are done, undone, and shown in the item that comes back', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, comments)
    const item = saying(items, 'boost-now')
    const after = async (what: 'like' | 'unlike' | 'hide' | 'unhide') =>
      (await network.act(outside.ctx, account, what, item)).items[0]
    const likes = item.metrics.likes ?? 0
    expect(item.standing).toEqual({ liked: false, hidden: false })
    expect(await after('like')).toMatchObject({ metrics: { likes: likes + 1 }, standing: { liked: true } })
    expect(await after('unlike')).toMatchObject({ metrics: { likes }, standing: { liked: false } })
    expect((await after('hide'))?.standing).toMatchObject({ hidden: true })
    expect((await after('unhide'))?.standing).toMatchObject({ hidden: false })
    expect(network.acts(account, { kind: 'comment' })).toContain('hide')
    expect(network.acts(account, { kind: 'mention' })).toEqual(['like', 'unlike'])
  })

  test('on Instagram comments are hidden and nothing is liked; unknown acts are refused', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, instagram)
    const item = saying(items, 'confirm at')
    const hidden = await network.act(outside.ctx, account, 'hide', item)
    expect(hidden.items[0]?.standing).toMatchObject({ hidden: true })
    expect((await failureOf(network.act(outside.ctx, account, 'like', item))).code).toBe('not-supported')
    expect((await failureOf(network.act(outside.ctx, account, 'spam', item))).code).toBe('not-supported')
    const picture = named(items.find(({ kind }) => kind === 'post'))
    expect((await failureOf(network.act(outside.ctx, account, 'hide', picture))).code).toBe('not-supported')
  })
})

describe('looking again', () => {
  test('a thread comes whole, on the Page and on Instagram', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, comments)
    const thread = await network.thread(outside.ctx, account, saying(items, 'Perfect. Twenty-eight'))
    expect(thread.items.map(({ text }) => text.slice(0, 10))).toEqual(
      expect.arrayContaining(['Order list', 'Can the sc', 'One form f', 'Perfect. T', 'The form a']),
    )
    expect(thread.missing).toBe(0)
    const pictures = await pullAll(account, instagram)
    const below = await network.thread(outside.ctx, account, saying(pictures.items, 'I am crying'))
    expect(below.items).toHaveLength(5)
    expect(below.missing).toBe(0)
  })

  test('what was deleted is a deletion among fifty, the rest comes anew', async () => {
    const account = await asPage()
    const [onPage, pictures] = [await pullAll(account, comments), await pullAll(account, instagram)]
    const all = [...onPage.items.slice(0, 35), ...pictures.items.slice(0, 10)].map((item) => named(item))
    const gone = all.filter(({ kind }) => kind === 'comment').slice(0, 2)
    for (const { text } of gone)
      town.remove(on('facebook').find((each) => each.text.includes(text))?.id ?? '', 'facebook')
    const { items, deletions = [] } = await network.recheck(
      outside.ctx,
      account,
      all.map(({ ref }) => ref),
    )
    expect(deletions.map(({ ref }) => ref).sort()).toEqual(gone.map(({ ref }) => ref).sort())
    expect(items.length + deletions.length).toBe(all.length)
  })

  test('a token that sees nothing any more has lost nothing', async () => {
    const account = await asPage()
    const { items } = await pullAll(account, comments)
    town.misbehave({ path: '/v26.0/', fault: 404 })
    const failure = await failureOf(network.recheck(outside.ctx, account, [named(items[0]).ref]))
    expect(failure.code).toBe('gone')
  })
})
