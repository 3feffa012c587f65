import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { people, threads, threadsOn } from '../content/index.ts'
import { ask, at, each, saturdayMs } from '../testing.ts'
import { startTown, type Town } from '../town.ts'

let town: Town
let token = ''
beforeEach(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
  token = String(at(await signIn(), 'accessJwt'))
})
afterEach(() => town.close())

const login = () => town.logins['bluesky'] ?? {}
const xrpc = (name: string) => `/xrpc/${name}`
async function signIn(password = login()['password']): Promise<unknown> {
  const json = { identifier: login()['handle'], password }
  return (await ask(town, xrpc('com.atproto.server.createSession'), { method: 'POST', token: null, json }))
    .data
}
const get = (path: string) => ask(town, `/xrpc/app.bsky.${path}`, { token })
const texts = (list: unknown, ...path: string[]) => each(list, ...path, 'record', 'text')
const segments = new Intl.Segmenter('und', { granularity: 'grapheme' })

test('what is written for Bluesky is said by people of the town, nowhere else, and fits into a post', async () => {
  const written = threadsOn('bluesky').flat()
  const known = new Set(people.map(({ key }) => key))
  const elsewhere = new Set(threads.flat().map(({ text }) => text))
  for (const { by, text } of written) {
    expect(known).toContain(by)
    expect(elsewhere.has(text)).toBe(false)
    for (const [, name] of text.matchAll(/(?<![\w/])@(\w+)/g)) expect(known, text).toContain(name)
  }
  const posts = town.statuses('bluesky')
  expect(posts.length).toBeGreaterThan(40)
  expect(
    posts.filter(({ mentions, author }) => mentions.includes('crumb') && author !== 'crumb').length,
  ).toBeGreaterThan(15)
  for (const lang of ['en', 'ja', 'fr', 'ar', 'zh', 'de', 'hr', 'he', 'es', 'th', 'ko'])
    expect(
      posts.some((post) => post.lang === lang),
      lang,
    ).toBe(true)
  const { data } = await get('feed.searchPosts?q=%23lindenbrook&limit=100')
  for (const text of texts(at(data, 'posts'))) {
    expect([...segments.segment(text)].length).toBeLessThanOrEqual(300)
    expect(text).not.toMatch(/@crumb(?!\.)/)
  }
})

test('a session is given for the app password, serves for two hours, and is renewed by a token that works once', async () => {
  expect(at(await signIn('wrong'), 'error')).toBe('AuthenticationRequired')
  expect((await get('actor.getProfile?actor=crumb.lindenbrook.example')).status).toBe(200)
  town.advance(3 * 3_600_000)
  const late = await get('actor.getProfile?actor=crumb.lindenbrook.example')
  expect([late.status, at(late.data, 'error')]).toEqual([400, 'ExpiredToken'])
  const refresh = String(at(await signIn(), 'refreshJwt'))
  const renew = () => ask(town, xrpc('com.atproto.server.refreshSession'), { method: 'POST', token: refresh })
  expect(at((await renew()).data, 'accessJwt')).toEqual(expect.any(String))
  expect(at((await renew()).data, 'error')).toBe('ExpiredToken')
  expect(at((await ask(town, xrpc('app.bsky.feed.getPosts'), { token: 'a.b.c' })).data, 'error')).toBe(
    'InvalidToken',
  )
  expect((await ask(town, xrpc('app.bsky.feed.getPosts'), { token: null })).status).toBe(401)
})

test('everybody is told once, by the strongest reason, and only of what is asked for', async () => {
  const notes = async (query: string) =>
    at((await get(`notification.listNotifications?${query}`)).data, 'notifications')
  const all = await notes('limit=100')
  expect(new Set(each(all, 'uri')).size).toBe(each(all, 'uri').length)
  expect(new Set(each(all, 'reason'))).toEqual(new Set(['mention', 'reply', 'quote']))
  expect(new Set(each(await notes('reasons=reply&reasons=quote'), 'reason'))).toEqual(
    new Set(['reply', 'quote']),
  )
  const times = each(all, 'indexedAt')
  expect(times).toEqual([...times].sort().reverse())
})

test('pages go on by the time of their last entry, and a page that is empty has no cursor', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { data } = await get(`notification.listNotifications?limit=7${more}`)
    seen.push(...each(at(data, 'notifications'), 'uri'))
    const next = at(data, 'cursor')
    cursor = typeof next === 'string' ? next : undefined
  } while (cursor !== undefined)
  expect(seen).toHaveLength(new Set(seen).size)
  expect(seen).toEqual(
    each(at((await get('notification.listNotifications?limit=100')).data, 'notifications'), 'uri'),
  )
  expect((await get('notification.listNotifications?cursor=again')).status).toBe(400)
  expect((await get('notification.listNotifications?limit=101')).status).toBe(400)
})

test('the search wants every word, in any case, and knows filters', async () => {
  const found = async (q: string) =>
    texts(at((await get(`feed.searchPosts?limit=100&q=${encodeURIComponent(q)}`)).data, 'posts')).map(
      (text) => text.slice(0, 11),
    )
  expect(await found('OVEN raisins')).toEqual(['Tonight we '])
  expect(await found('"old oven"')).toEqual(['Tonight we '])
  expect(await found('"oven old"')).toEqual([])
  expect(await found('from:theo.far-shore.example')).toEqual(['Notes from '])
  expect(await found('#sourdough lang:th')).toHaveLength(1)
  expect(await found('domain:crumb.example')).toEqual(['New on the '])
  expect(await found('mentions:crumb.lindenbrook.example clock')).toEqual(['The tower c'])
})

test('a post is written under the key that its author chose, once; a like is counted and taken back', async () => {
  const repo = String(at((await get('actor.getProfile?actor=crumb.lindenbrook.example')).data, 'did'))
  const collection = 'app.bsky.feed.post'
  const record = { $type: collection, text: 'Good morning', createdAt: new Date(saturdayMs).toISOString() }
  const write = (name: string, more: object) =>
    ask(town, xrpc(`com.atproto.repo.${name}`), {
      method: 'POST',
      token,
      json: { repo, collection, rkey: '3kaaaaaaaaa2a', ...more },
    })
  const uri = `at://${repo}/${collection}/3kaaaaaaaaa2a`
  const first = await write('createRecord', { record })
  expect(at(first.data, 'uri')).toBe(uri)
  expect((await write('createRecord', { record })).status).toBe(500)
  expect(at((await write('putRecord', { record })).data, 'cid')).toBe(at(first.data, 'cid'))
  expect(town.statuses('bluesky').filter(({ text }) => text === 'Good morning')).toHaveLength(1)
  const long = await write('createRecord', {
    rkey: '3kaaaaaaaaa2b',
    record: { ...record, text: 'x'.repeat(301) },
  })
  expect([long.status, at(long.data, 'message')]).toEqual([400, expect.stringContaining('grapheme too big')])
  await write('deleteRecord', {})
  expect((await write('deleteRecord', {})).status).toBe(200)
  expect(at((await get(`feed.getPosts?uris=${uri}`)).data, 'posts')).toEqual([])
})

test('an answer to a closed or deleted post is taken and shown to nobody', async () => {
  const { data } = await get('feed.searchPosts?q=photograph')
  const [closed] = each(at(data, 'posts'), 'uri')
  expect(at(data, 'posts', 0, 'viewer', 'replyDisabled')).toBe(true)
  const repo = String(at((await get('actor.getProfile?actor=crumb.lindenbrook.example')).data, 'did'))
  const parent = { uri: closed, cid: 'x' }
  const record = {
    text: 'Ink.',
    createdAt: new Date(saturdayMs).toISOString(),
    reply: { root: parent, parent },
  }
  const before = town.statuses('bluesky').length
  const answer = await ask(town, xrpc('com.atproto.repo.createRecord'), {
    method: 'POST',
    token,
    json: { repo, collection: 'app.bsky.feed.post', rkey: '3kaaaaaaaaa2c', record },
  })
  expect(answer.status).toBe(200)
  expect(town.statuses('bluesky')).toHaveLength(before)
})

test('refusals and limits are told in the way of this network', async () => {
  const path = '/xrpc/app.bsky.feed.getPosts'
  town.misbehave({ path, fault: 429, retryAfter: 90, resetAfter: 240, times: 1 })
  const limited = await ask(town, path, { token })
  expect([limited.status, at(limited.data, 'error')]).toEqual([429, 'RateLimitExceeded'])
  expect(limited.headers.get('retry-after')).toBe('90')
  expect(limited.headers.get('ratelimit-reset')).toBe(String(saturdayMs / 1000 + 240))
  expect(limited.headers.get('x-ratelimit-reset')).toBeNull()
  town.misbehave({ path, fault: 502, times: 1 })
  expect(at((await ask(town, path, { token })).data, 'error')).toBe('UpstreamFailure')
  town.misbehave({ path: '/api/v1/notifications', fault: 502, times: 1 })
  expect((await ask(town, '/api/v1/notifications')).text).toContain('<html>')
  expect(at((await ask(town, xrpc('app.bsky.nothing.here'), { token })).data, 'error')).toBe(
    'MethodNotImplemented',
  )
})

test('a repeated cursor and doubled entries are told inside of the answer', async () => {
  const path = '/xrpc/app.bsky.feed.searchPosts'
  town.misbehave({ path, fault: 'repeated-cursor' })
  const page = async (cursor: string) =>
    (await get(`feed.searchPosts?q=%23lindenbrook&limit=2&cursor=${cursor}`)).data
  expect(at(await page('2'), 'cursor')).toBe('2')
  town.behave()
  expect(at(await page('2'), 'cursor')).toBe('4')
  town.misbehave({ path, fault: 'duplicate-items' })
  const uris = each(at(await page('0'), 'posts'), 'uri')
  expect([uris.length, new Set(uris).size]).toEqual([4, 2])
})

test('Jetstream tells of posts and deletions to whoever connects, also of the last ones before', async () => {
  const old = town.say({ author: 'ana', text: 'before', on: 'bluesky' })
  const messages: unknown[] = []
  let wake = () => {}
  const socket = new WebSocket(
    `${town.url.replace('http', 'ws')}/subscribe?wantedCollections=app.bsky.feed.post&cursor=${(saturdayMs - 1) * 1000}`,
  )
  socket.on('message', (data: Buffer) => {
    messages.push(JSON.parse(data.toString()))
    wake()
  })
  const until = async (count: number) => {
    while (messages.length < count) await new Promise<void>((resolve) => (wake = resolve))
  }
  await until(1)
  town.say({ author: 'ana', text: 'now', on: 'bluesky' })
  town.remove(old, 'bluesky')
  await until(3)
  socket.close()
  expect(
    messages.map((message) => [at(message, 'commit', 'operation'), at(message, 'commit', 'record', 'text')]),
  ).toEqual([
    ['create', 'before'],
    ['create', 'now'],
    ['delete', undefined],
  ])
  expect(at(messages[0], 'time_us')).toBe(saturdayMs * 1000)
})

test('the directory, the handle and the server agree on who the bakery is', async () => {
  const handle = String(login()['handle'])
  const { data } = await ask(town, xrpc(`com.atproto.identity.resolveHandle?handle=${handle}`), {
    token: null,
  })
  const did = String(at(data, 'did'))
  const doc = (await ask(town, `/${did}`, { token: null })).data
  expect([at(doc, 'alsoKnownAs', 0), at(doc, 'service', 0, 'serviceEndpoint')]).toEqual([
    `at://${handle}`,
    town.url,
  ])
  expect((await ask(town, '/.well-known/atproto-did', { token: null })).text).toBe(did)
  expect((await ask(town, '/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', { token: null })).status).toBe(404)
  expect(at((await ask(town, xrpc('com.atproto.server.describeServer'), { token: null })).data, 'did')).toBe(
    'did:web:localhost',
  )
})
