import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '#core/clock'
import { network } from '#core/networks/bluesky/index'
import { testOutside, type TestOutside } from '#core/networks/testing'
import type { FetchedItem, NetworkAccount, SignedIn } from '#core/networks/types'
import { openCore, type OpenedCore } from '#core/open-core'
import { Failure } from '#shared/failure'
import { startSwitch, type Recording, type Switch } from './appview-switch.ts'
import { decideAt } from './atproto-browser.ts'
import { expiredToken, naming, startAtproto, type Atproto, type Ref } from './atproto.ts'
import { until } from './until.ts'

/** Core, as it runs in the window, and the Bluesky network by itself, against servers that nobody here wrote. */

// Told by scripts/test-real.ts, which starts this file only where there is one.
const folder = process.env['EARSHOT_ATPROTO_READY'] ?? ''
const ends: (() => Promise<void>)[] = []
const afterEverything = async () => {
  for (const end of ends.splice(0)) await end()
}

/** As core has it, where no id comes twice: a real server refuses a proof that it has seen. */
function realOutside(): TestOutside {
  const outside = testOutside(systemClock)
  return { ...outside, ctx: { ...outside.ctx, newId: () => randomUUID() } }
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail', { cause: error })
}

function accountOf({ host, remoteId, handle, credentials, facts }: SignedIn): NetworkAccount {
  return { id: 1, host, remoteId, handle, credentials, facts }
}

async function openTestCore(): Promise<OpenedCore> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'earshot-real-'))
  const opened = openCore({ dataFolder, program: 'command line', version: '0.0.0-test', demo: true })
  ends.unshift(async () => {
    await opened.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })
  await opened.core.handlers['settings.set']({ fileKeyConsent: true, undoSendMs: 0 })
  return opened
}

const nowhere: Ref = { uri: '', cid: '' }

/** What a real PDS says where it has no AppView; the other half of this file plays it back. */
let unavailable: Recording

describe('with the AppView off', () => {
  let real: Atproto
  let outside: TestOutside
  beforeAll(async () => {
    real = await startAtproto(folder, { appView: false })
    ends.unshift(() => real.stop())
    outside = realOutside()
    ends.unshift(() => outside.close())
  }, 150_000)
  afterAll(afterEverything, 60_000)

  const signIn = () => {
    const { handle, appPassword } = real.people.alice
    return network.signInWithToken(outside.ctx, real.pds, { handle, password: appPassword })
  }

  test('a sign-in goes through, what cannot be read is said as unavailable, and posts are still written', async () => {
    const signed = await signIn()
    expect([signed.handle, signed.name]).toEqual(['@alice.test', 'alice.test'])
    const account = accountOf(signed)
    const mentions = { id: 1, kind: 'mentions' as const, config: {} }
    const failure = await failureOf(network.pull(outside.ctx, account, mentions, null))
    expect([failure.code, failure.status]).toEqual(['unavailable', 502])
    expect(failure.message).toMatch(/has trouble of its own/)
    const { item } = await network.send(outside.ctx, account, {
      key: 'k',
      text: 'Nobody reads this yet.',
      attempt: 1,
    })
    const again = await network.send(outside.ctx, account, {
      key: 'k',
      text: 'Nobody reads this yet.',
      attempt: 2,
    })
    expect(again.item.remoteId).toBe(item.remoteId)
    const raw = await fetch(`${real.pds}/xrpc/app.bsky.notification.listNotifications`, {
      headers: { authorization: `Bearer ${(account.credentials as { access: string }).access}` },
    })
    unavailable = {
      status: raw.status,
      type: raw.headers.get('content-type') ?? '',
      body: await raw.text(),
    }
    expect(JSON.parse(unavailable.body)).toMatchObject({ error: 'UpstreamFailure' })
  })
})

describe('the whole network', () => {
  let real: Atproto
  let outside: TestOutside
  let opened: OpenedCore
  let appView: Switch
  let account: NetworkAccount
  beforeAll(async () => {
    real = await startAtproto(folder, { appView: true })
    ends.unshift(() => real.stop())
    appView = await startSwitch(real.pds, unavailable)
    ends.unshift(() => appView.stop())
    outside = realOutside()
    ends.unshift(() => outside.close())
    opened = await openTestCore()
    const { handle, appPassword } = real.people.alice
    account = accountOf(
      await network.signInWithToken(outside.ctx, real.pds, { handle, password: appPassword }),
    )
  }, 150_000)
  afterAll(afterEverything, 60_000)

  async function heardInCore(words: string) {
    const { handlers } = opened.core
    await handlers['streams.refresh']({})
    const page = await handlers['conversations.page']({ source: { type: 'lane', lane: 'heard' }, limit: 50 })
    return page.rows.find((row) => row.text.includes(words))
  }
  async function heard(words: string): Promise<FetchedItem & { ref: string }> {
    const mentions = { id: 1, kind: 'mentions' as const, config: {} }
    const item = await until(`"${words}" is heard`, async () => {
      const { items } = await network.pull(outside.ctx, account, mentions, null)
      return items.find(({ text }) => text.includes(words))
    })
    return { ...item, ref: item.remoteId }
  }
  const recordAt = async (uri: string) => {
    const [repo = '', collection = '', rkey = ''] = uri.replace('at://', '').split('/')
    const stored = await real.call('alice', 'GET', 'com.atproto.repo.getRecord', {
      query: { repo, collection, rkey },
    })
    return (stored as { value: Record<string, unknown> }).value // as the lexicon says
  }
  const ourPosts = async () => {
    const query = { repo: real.people.alice.did, collection: 'app.bsky.feed.post', limit: '100' }
    const listed = await real.call('alice', 'GET', 'com.atproto.repo.listRecords', { query })
    return (listed as { records: { uri: string; value: { text: string } }[] }).records // as the lexicon says
  }

  test('core signs in, hears what is there, answers, and the answer is where it belongs', async () => {
    const { handlers } = opened.core
    const { handle, appPassword } = real.people.alice
    const signedIn = await handlers['accounts.signIn']({
      network: 'bluesky',
      host: '',
      fields: { handle, password: appPassword, host: appView.url },
    })
    expect(signedIn).toMatchObject({ network: 'bluesky', state: 'ok', handle: '@alice.test', name: 'Alice' })
    await until('a quote is heard', () => heardInCore('Quoting alice'))

    const text = 'Hey @alice.test, do you open on Sunday, 日本語 & all? 👩‍👩‍👧‍👦'
    await real.write('bob', 'app.bsky.feed.post', naming(text, '@alice.test', real.people.alice.did))
    const row = await until('the mention is heard', () => heardInCore('do you open on Sunday'))
    expect(row.text).toBe(text)
    expect(row.waitingSinceMs).toBeDefined()
    const detail = await handlers['conversations.get']({ id: row.id })
    await handlers['replies.send']({
      conversationId: row.id,
      inReplyTo: detail.focusItemId,
      accountId: detail.speakAs ?? 0,
      text: '👋🏽 From eight until noon, @bob.test. See https://bakery.example/時間 #パン',
      thenDone: true,
    })
    const arrived = await until('bob is told of the answer', async () => {
      const listed = await real.call('bob', 'GET', 'app.bsky.notification.listNotifications')
      const { notifications } = listed as {
        notifications: { uri: string; reason: string; record: { text?: string } }[]
      } // as the lexicon says
      return notifications.find(({ record }) => record.text?.includes('From eight until noon') === true)
    })
    // It names bob as well, and that is what the network calls the reason.
    expect(arrived.reason).toBe('mention')
    const record = await recordAt(arrived.uri)
    const facets = record['facets'] as {
      index: { byteStart: number; byteEnd: number }
      features: { $type: string }[]
    }[]
    const whole = Buffer.from(String(record['text']))
    expect(
      facets.map(({ index, features }) => [
        features[0]?.$type.split('#')[1],
        whole.subarray(index.byteStart, index.byteEnd).toString(),
      ]),
    ).toEqual([
      ['mention', '@bob.test'],
      ['link', 'https://bakery.example/時間'],
      ['tag', '#パン'],
    ])
    expect(record['reply']).toMatchObject({
      parent: { uri: (await heard('do you open on Sunday')).remoteId },
    })
  })

  test('the AppView goes and comes back: said as unavailable, then healed by itself', async () => {
    const { handlers } = opened.core
    const stream = async () => {
      const listed = await handlers['streams.list']({})
      return listed.find(({ kind, network: id }) => kind === 'mentions' && id === 'bluesky')
    }
    appView.turn(false)
    await handlers['streams.refresh']({})
    await until('the trouble is told', async () => (await stream())?.failure?.code === 'unavailable')
    appView.turn(true)
    const text = '@alice.test are you back?'
    await real.write('carla', 'app.bsky.feed.post', naming(text, '@alice.test', real.people.alice.did))
    await until('what was said meanwhile is heard', () => heardInCore('are you back?'))
    const healed = await stream()
    expect([healed?.health, healed?.failure]).toEqual(['ok', undefined])
  })

  test('what was there from the start comes with its kinds, threads and pictures', async () => {
    // The seed is written faster than the AppView reads it, which tells nobody of an answer to what it has not read yet.
    const { root = nowhere, replyAlice = nowhere } = real.posts
    const answer = (text: string, parent: Ref) => ({ text, reply: { root, parent } })
    await real.write('bob', 'app.bsky.feed.post', answer('Under the first post', root))
    await real.write('carla', 'app.bsky.feed.post', answer('Deep in the thread', replyAlice))
    await heard('Under the first post')
    await heard('Deep in the thread')
    const { items } = await network.pull(outside.ctx, account, { id: 1, kind: 'mentions', config: {} }, null)
    const kind = (start: string) => {
      const item = items.find(({ text }) => text.startsWith(start))
      return [item?.kind, item?.direct]
    }
    expect(kind('Under the first post')).toEqual(['reply', true])
    expect(kind('Deep in the thread')).toEqual(['reply', true])
    expect(kind('Hey @alice.test and @bob.test')).toEqual(['mention', true])
    expect(kind('Quoting alice')).toEqual(['mention', true])
    expect(kind('It does, @bob.test')).toEqual(['post', false])
    const thread = await network.thread(outside.ctx, account, { remoteId: real.posts['replyBob']?.uri ?? '' })
    // All branches: also the answer to the root that stands beside the one that was asked for.
    expect(thread.items).toHaveLength(6)
    expect(thread.missing).toBe(0)
    const picture = { id: 2, kind: 'author' as const, config: { actor: 'bob.test' } }
    const posts = await network.pull(outside.ctx, account, picture, null)
    expect(posts.items.find(({ text }) => text.startsWith('A picture'))?.media).toMatchObject([
      { alt: 'one red pixel' },
    ])
  })

  test('a list of people is heard under its own name, by the address of its page', async () => {
    const now = new Date().toISOString()
    const list = await real.write('alice', 'app.bsky.graph.list', {
      purpose: 'app.bsky.graph.defs#curatelist',
      name: 'Neighbours',
      createdAt: now,
    })
    const subject = real.people.bob.did
    await real.write('alice', 'app.bsky.graph.listitem', { subject, list: list.uri, createdAt: now })
    const key = list.uri.split('/').at(-1) ?? ''
    const address = `https://bsky.app/profile/alice.test/lists/${key}`
    const { config } = network.checkConfig('list', { address })
    const page = await until('the AppView knows the list', async () => {
      const found = await network.pull(outside.ctx, account, { id: 5, kind: 'list', config }, null)
      return found.items.length > 0 && found
    })
    expect([page.title, page.configPatch]).toEqual(['Neighbours', { list: list.uri }])
    expect(new Set(page.items.map(({ author }) => author.handle))).toEqual(new Set(['@bob.test']))
  })

  test('a search finds words, and a second look costs one request', async () => {
    const stream = { id: 3, kind: 'keyword' as const, config: { query: 'voice' } }
    const first = await network.pull(outside.ctx, account, stream, null)
    expect(first.items.map(({ text }) => text)).toContainEqual(expect.stringContaining('Third voice'))
    const second = await network.pull(outside.ctx, account, stream, first.cursor)
    expect(second.more).toBe(false)
  })

  test('said once: a repeat under the same key, whatever it takes itself for, writes nothing new', async () => {
    const parent = await heard('a mention out of the blue')
    const speech = {
      key: 'once',
      text: 'Out of the blue indeed.',
      inReplyTo: { remoteId: parent.remoteId, ref: parent.ref },
    }
    const one = await network.send(outside.ctx, account, { ...speech, attempt: 1 })
    const two = await network.send(outside.ctx, account, { ...speech, attempt: 1 })
    const three = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
    expect(new Set([one, two, three].map(({ item }) => item.remoteId)).size).toBe(1)
    expect((await ourPosts()).filter(({ value }) => value.text === speech.text)).toHaveLength(1)
  })

  test('too long is refused in the words of both, by signs and by bytes', async () => {
    const family = '👩‍👩‍👧‍👦'
    const failure = await failureOf(
      network.send(outside.ctx, account, { key: 'long', text: family.repeat(121) }),
    )
    expect(failure.code).toBe('rejected')
    await network.send(outside.ctx, account, { key: 'long', text: family.repeat(120) })
    // The same limits as the server's own: one more is refused there too.
    await expect(real.write('alice', 'app.bsky.feed.post', { text: family.repeat(121) })).rejects.toThrow(
      /3000/,
    )
    await expect(real.write('alice', 'app.bsky.feed.post', { text: 'x'.repeat(301) })).rejects.toThrow(/300/)
  })

  test('a closed post and a deleted one are not answered, though the server would take it', async () => {
    const text = '@alice.test nobody may answer this'
    const closed = await real.write(
      'carla',
      'app.bsky.feed.post',
      naming(text, '@alice.test', real.people.alice.did),
    )
    await real.write(
      'carla',
      'app.bsky.feed.threadgate',
      { post: closed.uri, allow: [] },
      closed.uri.split('/').at(-1),
    )
    const item = await until('the post is closed', async () => {
      const found = await heard('nobody may answer this')
      return network.replyWay(account, found).way === 'none' ? found : undefined
    })
    const speech = { key: 'closed', text: 'Yes.', inReplyTo: { remoteId: item.remoteId, ref: item.ref } }
    expect((await failureOf(network.send(outside.ctx, account, speech))).code).toBe('forbidden')

    const gone = await real.write(
      'carla',
      'app.bsky.feed.post',
      naming('@alice.test soon gone', '@alice.test', real.people.alice.did),
    )
    const seen = await heard('soon gone')
    await real.call('carla', 'POST', 'com.atproto.repo.deleteRecord', {
      json: {
        repo: real.people.carla.did,
        collection: 'app.bsky.feed.post',
        rkey: gone.uri.split('/').at(-1),
      },
    })
    await until('the AppView forgets it', async () => {
      const page = await network.recheck(outside.ctx, account, [seen.remoteId, item.remoteId])
      return page.deletions?.some(({ ref }) => ref === seen.remoteId)
    })
    const late = { key: 'gone', text: 'Too late.', inReplyTo: { remoteId: seen.remoteId, ref: seen.ref } }
    expect((await failureOf(network.send(outside.ctx, account, late))).code).toBe('gone')
    expect((await ourPosts()).some(({ value }) => ['Yes.', 'Too late.'].includes(value.text))).toBe(false)
  })

  test('a like is there, and is gone again', async () => {
    const item = await heard('Quoting alice')
    const likes = async () => {
      const query = { repo: real.people.alice.did, collection: 'app.bsky.feed.like' }
      const listed = await real.call('alice', 'GET', 'com.atproto.repo.listRecords', { query })
      const { records } = listed as { records: { value: { subject: { uri: string } } }[] } // as the lexicon says
      return records.filter(({ value }) => value.subject.uri === item.remoteId).length
    }
    await network.act(outside.ctx, account, 'like', item)
    expect(await likes()).toBe(1)
    await until('the AppView knows of the like', async () => {
      const page = await network.recheck(outside.ctx, account, [item.remoteId])
      const raw = page.items[0]?.raw as { viewer?: { like?: string } } | undefined
      return raw?.viewer?.like !== undefined
    })
    await network.act(outside.ctx, account, 'unlike', item)
    expect(await likes()).toBe(0)
  })

  test('a token that ran out is renewed, and a refresh token that is none ends the sign-in', async () => {
    const held = account.credentials as { by: string; access: string; refresh: string }
    const mentions = { id: 1, kind: 'mentions' as const, config: {} }
    const stale = { ...account, credentials: { ...held, access: expiredToken(real.people.alice.did) } }
    const own = realOutside()
    expect((await network.pull(own.ctx, stale, mentions, null)).items.length).toBeGreaterThan(3)
    expect(own.renewed).toHaveLength(1)
    const dead = { ...account, credentials: { ...held, access: 'x.y.z', refresh: 'x.y.z' } }
    const other = realOutside()
    expect((await failureOf(network.pull(other.ctx, dead, mentions, null))).code).toBe('signed-out')
    await own.close()
    await other.close()
    // What was renewed is what holds from now on.
    account = { ...account, credentials: own.renewed[0] ?? null }
  })

  test('a sign-in by the browser: the server’s own page, our loopback address, proofs that it takes, tokens renewed', async () => {
    const redirectUri = 'http://127.0.0.1:49152/callback'
    const { url, pending } = await network.beginBrowserSignIn(outside.ctx, real.pds, redirectUri, {
      handle: 'alice.test',
    })
    const back = new URL(await decideAt(url, real.people.alice, 'consent'))
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri)
    const own = realOutside()
    const signed = await network.finishBrowserSignIn(own.ctx, pending, Object.fromEntries(back.searchParams))
    expect([signed.handle, signed.name]).toEqual(['@alice.test', 'Alice'])
    const mentions = { id: 1, kind: 'mentions' as const, config: {} }
    const byOauth = accountOf(signed)
    expect((await network.pull(own.ctx, byOauth, mentions, null)).items.length).toBeGreaterThan(3)
    const { item } = await network.send(own.ctx, byOauth, { key: 'oauth', text: 'Signed in by the browser.' })
    expect((await ourPosts()).some(({ uri }) => uri === item.remoteId)).toBe(true)

    const held = signed.credentials as Record<string, unknown>
    const broken = {
      ...byOauth,
      credentials: {
        ...held,
        access: `${String(held['access']).slice(0, -4)}AAAA`,
      } as typeof signed.credentials,
    }
    expect((await network.pull(own.ctx, broken, mentions, null)).items.length).toBeGreaterThan(3)
    expect(own.renewed).toHaveLength(1)
    // A refresh token works once: the used one ends the sign-in.
    const used = realOutside()
    expect((await failureOf(network.pull(used.ctx, broken, mentions, null))).code).toBe('signed-out')
    await own.close()
    await used.close()
  })

  test('a refusal in the browser is said in words', async () => {
    const { url, pending } = await network.beginBrowserSignIn(
      outside.ctx,
      real.pds,
      'http://127.0.0.1:49152/callback',
    )
    const back = new URL(await decideAt(url, real.people.alice, 'reject'))
    const failure = await failureOf(
      network.finishBrowserSignIn(outside.ctx, pending, Object.fromEntries(back.searchParams)),
    )
    expect([failure.code, failure.message]).toEqual(['forbidden', expect.stringContaining('did not allow')])
  })

  test('too many sign-ins: a real limit is waited for as long as the server says, and nothing else waits', async () => {
    const wrong = { handle: 'alice.test', password: 'wrong-wrong-wrong' }
    let failure = new Failure('bug', 'never asked')
    for (let i = 0; i < 35 && failure.code !== 'rate-limited'; i += 1)
      failure = await failureOf(network.signInWithToken(outside.ctx, real.pds, wrong))
    expect(failure.code).toBe('rate-limited')
    const waitMs = (failure.retryAtMs ?? 0) - Date.now()
    expect(waitMs).toBeGreaterThan(0)
    expect(waitMs).toBeLessThanOrEqual(303_000)
    const { items } = await network.pull(outside.ctx, account, { id: 1, kind: 'mentions', config: {} }, null)
    expect(items.length).toBeGreaterThan(3)
  })
})
