import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { fakeClock } from '../../testing/fake-clock.ts'
import type { Fetch } from '../../deps.ts'
import { createHttp } from '../http.ts'
import { anyHost, memoryLedger, unneeded } from '../testing.ts'
import type { NetworkAccount, NetworkContext } from '../types.ts'
import { network } from './index.ts'

/** Servers that speak the API in their own way, as seen: snac 2.75, GoToSocial 0.19. */

interface Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: string | undefined
}
type Answer = [status: number, body: unknown, headers?: Record<string, string>]

function serverOf(answer: (asked: Asked) => Answer) {
  const asked: Asked[] = []
  const fetch: Fetch = async (address, { method, headers, body }) => {
    const url = new URL(address)
    const request = { method, path: url.pathname, query: url.searchParams, headers, body }
    asked.push(request)
    const [status, data, extra = {}] = answer(request)
    const bytes = Buffer.from(typeof data === 'string' ? data : JSON.stringify(data))
    return {
      status,
      headers: Object.entries(extra),
      body: (async function* () {
        yield bytes
      })(),
    }
  }
  const clock = fakeClock(Date.UTC(2026, 9, 1, 9))
  let ids = 0
  const { signal } = new AbortController()
  const ctx: NetworkContext = {
    http: createHttp({ fetch, ledger: memoryLedger(), clock, random: () => 0 })({ reach: anyHost, signal }),
    openSocket: () => {
      throw new Error('no socket is opened')
    },
    clock,
    signal,
    newId: () => `id${(ids += 1)}`,
    ...unneeded,
  }
  return { ctx, asked, clock }
}

const html404: Answer = [404, '<h1>404 Not Found (snac/2.75)</h1>', { 'content-type': 'text/html' }]
const alice = {
  id: 'ed28',
  acct: 'alice',
  username: 'alice',
  display_name: 'Alice',
  url: 'https://snac.example/alice',
}
const bob = { id: 'e5bf', acct: 'bob@snac.example', username: 'bob', url: 'https://snac.example/bob' }
const said = (id: string, account: object, content: string, more: object = {}) => ({
  id,
  uri: `https://snac.example/p/${id}`,
  created_at: '2026-10-01T08:00:00.000Z',
  account,
  content,
  visibility: 'public',
  mentions: [],
  ...more,
})

const account = (software: string, token = 'good'): NetworkAccount => ({
  id: 1,
  host: 'https://snac.example',
  remoteId: alice.url,
  handle: '@alice@snac.example',
  credentials: { token },
  facts: { accountId: 'ed28', acct: 'alice@snac.example', url: alice.url, domain: 'snac.example', software },
})

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail', { cause: error })
}

const mentions = { id: 1, kind: 'mentions' as const, config: {} }

test('a bad token that is answered with 422 and nothing else means signed out; 422 with words does not', async () => {
  const silent = serverOf(() => [422, ''])
  expect((await failureOf(network.pull(silent.ctx, account('snac'), mentions, null))).code).toBe('signed-out')
  expect((await failureOf(network.signInWithToken(silent.ctx, 'snac.example', { token: 'x' }))).code).toBe(
    'signed-out',
  )
  const talking = serverOf(() => [422, { error: 'Validation failed' }])
  expect((await failureOf(network.pull(talking.ctx, account('snac'), mentions, null))).code).toBe('rejected')
})

test('signing in works where half of the calls are pages that say 404', async () => {
  const { ctx } = serverOf(({ path }) => {
    if (path === '/api/v1/accounts/verify_credentials') return [200, alice]
    if (path === '/api/v1/notifications') return [200, []]
    if (path === '/api/v1/instance')
      return [200, { uri: 'snac.example', version: '4.0.0 (not true; really snac/2.75)' }]
    return html404
  })
  const signed = await network.signInWithToken(ctx, 'snac.example', { token: 'good' })
  expect(signed).toMatchObject({ handle: '@alice@snac.example', facts: { software: 'snac' } })
  expect(signed.textRule).toBeUndefined()
})

test('a server that gives everything every time and heeds no parameter is asked once for each pull', async () => {
  const all = [
    { id: '3', type: 'mention', status: said('b', bob, 'again') },
    { id: '2', type: 'reblog', status: said('w', bob, '', { reblog: said('a', alice, 'mine') }) },
    { id: '1', type: 'mention', status: said('b', bob, 'again') },
  ]
  const { ctx, asked } = serverOf(({ path }) => (path === '/api/v1/notifications' ? [200, all] : [200, []]))
  const first = await network.pull(ctx, account('snac'), mentions, null)
  expect(first.items.map(({ remoteId, direct }) => [remoteId, direct])).toEqual([
    ['https://snac.example/p/b', true],
  ])
  expect(first.more).toBe(false)
  const second = await network.pull(ctx, account('snac'), mentions, first.cursor)
  expect(second.more).toBe(false)
  expect(asked.filter(({ path }) => path === '/api/v1/notifications')).toHaveLength(2)
})

test('on snac people of the own server are named without its host, others with theirs', async () => {
  const { ctx, asked } = serverOf(({ method }) =>
    method === 'POST' ? [200, said('new', alice, 'x')] : [200, []],
  )
  await network.send(ctx, account('snac'), {
    key: 'k',
    text: '@bob@snac.example and @eve@far.example: hi@snac.example',
    attempt: 1,
  })
  const body: unknown = JSON.parse(asked.find(({ method }) => method === 'POST')?.body ?? '')
  expect(body).toEqual({ status: '@bob and @eve@far.example: hi@snac.example' })
})

test('a message that may have been sent is looked for first, where the server ignores the key', async () => {
  const written =
    '<p><span class="h-card"><a href="https://snac.example/bob" class="u-url mention">@bob@snac.example</a></span> see <a href="https://x.test/a?b=1&amp;c=2">x.test/a…</a> <i>now</i></p>'
  const { ctx, asked } = serverOf(({ method }) =>
    method === 'POST'
      ? [200, said('second', alice, 'x')]
      : [200, [said('first', alice, written, { in_reply_to_id: 'q' })]],
  )
  const speech = {
    key: 'k',
    text: '@bob@snac.example see https://x.test/a?b=1&c=2 *now*',
    inReplyTo: { remoteId: 'https://snac.example/p/q', ref: 'q' },
  }
  expect((await network.send(ctx, account('snac'), { ...speech, attempt: 2 })).item.ref).toBe('first')
  expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  expect(
    (await network.send(ctx, account('snac'), { ...speech, text: 'something else', attempt: 2 })).item.ref,
  ).toBe('second')
})

test('GoToSocial finds our own posts only, so words in posts are not offered there', async () => {
  const { ctx, asked } = serverOf(() => [200, { statuses: [] }])
  const keyword = { id: 1, kind: 'keyword' as const, config: { query: 'bread' } }
  expect((await failureOf(network.pull(ctx, account('gotosocial'), keyword, null))).code).toBe(
    'not-supported',
  )
  expect(asked).toEqual([])
})

test('a server that hides hashtags from strangers is told from a lost sign-in', async () => {
  for (const status of [401, 403, 422]) {
    const { ctx } = serverOf(() => [status, { error: 'This method requires an authenticated user' }])
    const tag = { id: 1, kind: 'hashtag' as const, config: { tag: 'bread', host: 'https://town.example' } }
    const failure = await failureOf(network.pull(ctx, null, tag, null))
    expect([failure.code, failure.message]).toEqual(['forbidden', expect.stringContaining('own users only')])
  }
})

test('a thread read without an account is asked for at the server of the post, and only at a public address', async () => {
  const flags: boolean[] = []
  const { ctx, asked } = serverOf(({ path }) =>
    path.endsWith('/context') ? [200, { ancestors: [], descendants: [] }] : [200, said('77', bob, 'root')],
  )
  const spy: NetworkContext = {
    ...ctx,
    http: {
      ...ctx.http,
      json: (url, request) => ctx.http.json(url, request),
      request: (url, request) => {
        flags.push(request?.publicOnly === true)
        return ctx.http.request(url, request)
      },
    },
  }
  const item = { remoteId: 'https://far.example/users/bo/statuses/77', ref: '12' }
  expect((await network.thread(spy, null, item)).refSpace).toBe('mastodon:https://far.example')
  expect(asked.map(({ path }) => path)).toEqual(['/api/v1/statuses/77', '/api/v1/statuses/77/context'])
  expect(flags).toEqual([true, true])
  const odd = await failureOf(network.thread(spy, null, { remoteId: 'https://far.example/p/1', ref: '1' }))
  expect(odd.code).toBe('not-supported')
})

test('nothing is opened where the server has no streaming', () => {
  const { ctx, clock } = serverOf(() => html404)
  const told: string[] = []
  network.listen(ctx, account('snac'), [mentions], {
    onUp: () => told.push('up'),
    onPage: () => told.push('page'),
    onDown: () => told.push('down'),
  })
  expect(told).toEqual([])
  clock.advance(0)
  expect(told).toEqual(['down'])
})

test('of a list what its people say is heard, and not what they pass on', async () => {
  const posts = [
    said('3', bob, '<p>mine</p>'),
    said('2', bob, '', { reblog: said('1', alice, '<p>passed on</p>') }),
  ]
  const { ctx } = serverOf(({ path, query }) => {
    if (path === '/api/v1/lists') return [200, [{ id: 4, title: 'Near' }]]
    return path === '/api/v1/timelines/list/4' && !query.has('max_id') ? [200, posts] : [200, []]
  })
  const list = { id: 1, kind: 'list' as const, config: { list: 'near' } }
  const page = await network.pull(ctx, account('mastodon'), list, null)
  expect(page.items.map(({ text }) => text)).toEqual(['mine'])
  expect(page.configPatch).toEqual({ id: '4' })
})
