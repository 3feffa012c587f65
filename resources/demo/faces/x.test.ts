import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask, at, each, saturdayMs } from '../testing.ts'
import { startTown, type Town, type TownOptions } from '../town.ts'
import { people } from '../content/index.ts'
import { threads as xThreads } from '../content/on-x.ts'
import { linksIn } from './x-links.ts'
import { userId } from './x-posts.ts'

let town: Town
const open = async (options: TownOptions = {}): Promise<Town> => {
  await town.close()
  town = await startTown({ nowMs: saturdayMs, ...options })
  return town
}
beforeEach(async () => {
  town = await startTown({ nowMs: saturdayMs })
})
afterEach(() => town.close())

const us = userId('crumb')
const bearer = () => town.logins['x']?.['appBearer'] ?? ''
const app = (path: string, options: Parameters<typeof ask>[2] = {}) =>
  ask(town, path, { ...options, token: bearer() })
const search = (query: string, more = '') =>
  ask(town, `/2/tweets/search/recent?query=${encodeURIComponent(query)}&max_results=100${more}`)

test('what is written there names people of the town, says nothing twice, and is plenty', () => {
  const known = new Set(people.map(({ key }) => key))
  const posts = xThreads.flat()
  expect(posts.length).toBeGreaterThanOrEqual(25)
  expect(new Set(posts.map(({ text }) => text)).size).toBe(posts.length)
  for (const thread of xThreads)
    for (const [index, post] of thread.entries()) {
      expect(known).toContain(post.by)
      for (const [, name] of post.text.matchAll(/(?<![\w/])@(\w+)/g)) expect(known, post.text).toContain(name)
      expect((thread[index - 1]?.minutesAgo ?? Infinity) > post.minutesAgo, post.text).toBe(true)
    }
})

describe('reading', () => {
  test('mentions come newest first, by pages, with the fields and the people that were asked for', async () => {
    const first = await ask(
      town,
      `/2/users/${us}/mentions?max_results=5&tweet.fields=author_id,entities&expansions=author_id`,
    )
    expect(at(first.data, 'meta', 'result_count')).toBe(5)
    expect(at(first.data, 'data', 0, 'text')).toBe('@crumb The reading starts at seven. If &lt;bread&gt; &gt; &lt;cake&gt;, bring bread &amp; a knife. The list is at https://t.co/' + String(at(first.data, 'data', 0, 'entities', 'urls', 0, 'url')).slice(13)) // prettier-ignore
    expect(at(first.data, 'data', 0, 'lang')).toBeUndefined()
    expect(at(first.data, 'includes', 'users', 0, 'username')).toBe('beatrix')
    const next = String(at(first.data, 'meta', 'next_token'))
    const second = await ask(town, `/2/users/${us}/mentions?max_results=100&pagination_token=${next}`)
    expect(each(second.data === undefined ? [] : at(second.data, 'data'), 'id')).not.toContain(at(first.data, 'meta', 'oldest_id')) // prettier-ignore
    const since = await ask(
      town,
      `/2/users/${us}/mentions?since_id=${String(at(first.data, 'meta', 'newest_id'))}`,
    )
    expect(since.data).toEqual({ meta: { result_count: 0 } })
  })

  test('places of entities count code points', async () => {
    const found = await search('from:dimitri has:media', '&tweet.fields=entities')
    const text = [...String(at(found.data, 'data', 0, 'text'))]
    const url = at(found.data, 'data', 0, 'entities', 'urls', 0)
    expect(text.slice(Number(at(url, 'start')), Number(at(url, 'end'))).join('')).toBe(at(url, 'url'))
  })

  test.each([
    ['sourdough -is:retweet lang:en', 7, 7],
    ['"nail varnish"', 1, 1],
    ['(croissant OR trombone) -from:odalys', 1, 1],
    ['#sourdough', 3, 3],
    ['from:priya', 1, 1],
    ['to:priya', 1, 1],
    ['url:"example.net/pain"', 1, 1],
  ])('%s is found', async (query, least, most) => {
    const { data } = await search(query)
    expect(at(data, 'meta', 'result_count')).toBeGreaterThanOrEqual(least)
    expect(at(data, 'meta', 'result_count')).toBeLessThanOrEqual(most)
  })

  test.each([['lang:en'], ['"open'], ['(a'], [''], ['x'.repeat(513)], ['followers:3 bread']])(
    'the query %j is refused',
    async (query) => {
      const { status, data } = await search(query)
      expect([status, at(data, 'title')]).toEqual([400, 'Invalid Request'])
    },
  )

  test('a conversation is found by its root, and a since_id older than a week is refused', async () => {
    const root = at((await search('from:priya')).data, 'data', 0, 'id')
    expect(at((await search(`conversation_id:${String(root)}`)).data, 'meta', 'result_count')).toBe(2)
    const old = (BigInt(saturdayMs - 8 * 86_400_000) << 16n).toString()
    expect((await search('bread', `&since_id=${old}`)).status).toBe(400)
  })

  test('an edited post has a new id under which it is found, and so is the old one', async () => {
    const { data } = await search('from:leo_t')
    const versions = at(data, 'data', 0, 'edit_history_tweet_ids')
    expect(versions).toHaveLength(2)
    const found = await ask(town, `/2/tweets?ids=${String(at(versions, 0))},1234`)
    expect(at(found.data, 'data', 0, 'id')).toBe(at(versions, 1))
    expect(at(found.data, 'errors', 0, 'resource_id')).toBe('1234')
  })

  test('a long post is short in its text and whole in its note', async () => {
    const { data } = await search('from:marguerite', '&tweet.fields=note_tweet')
    expect(at(data, 'data', 0, 'text')).toMatch(/…$/)
    expect(String(at(data, 'data', 0, 'note_tweet', 'text'))).toContain('by the upper road')
  })
})

describe('writing', () => {
  const say = (text: string, replyTo?: unknown) =>
    ask(town, '/2/tweets', {
      method: 'POST',
      json: { text, ...(replyTo === undefined ? {} : { reply: { in_reply_to_tweet_id: replyTo } }) },
    })
  const idFrom = async (query: string) => String(at((await search(query)).data, 'data', 0, 'id'))

  test('a reply is taken where we are mentioned, and refused where we are not', async () => {
    expect((await say('Before six, yes.', await idFrom('from:oskar'))).status).toBe(201)
    const refused = await say('We do!', await idFrom('from:ivy'))
    expect([refused.status, at(refused.data, 'detail')]).toEqual([
      403,
      'You can only reply to or quote posts where you are mentioned or are the author.',
    ])
    expect(town.statuses('x').at(-1)).toMatchObject({ author: 'crumb', text: '@oskar Before six, yes.' })
  })

  test('the same words twice are refused, and what is gone cannot be answered', async () => {
    await say('Fresh rye.')
    expect(at((await say('Fresh rye.')).data, 'detail')).toContain('duplicate content')
    expect((await say('Too late', '99')).status).toBe(403)
  })

  test('an app may not write, and a stranger may not read', async () => {
    expect((await app('/2/tweets', { method: 'POST', json: { text: 'x' } })).status).toBe(403)
    expect((await ask(town, '/2/tweets/search/recent?query=bread', { token: null })).status).toBe(401)
  })
})

describe('the bill', () => {
  test('is by what came back and what was written, by the price list', async () => {
    await ask(town, `/2/users/${us}/mentions?max_results=5&expansions=author_id`)
    const found = await search('sourdough', '&expansions=author_id')
    const posts = Number(at(found.data, 'meta', 'result_count'))
    const users = each(at(found.data, 'includes', 'users'), 'id').length
    await search('nothingatall')
    await ask(town, '/2/tweets', { method: 'POST', json: { text: 'Hours: example.com' } })
    await ask(town, '/2/tweets', { method: 'POST', json: { text: 'No address.' } })
    const { units, microUsd } = town.charged('x')
    expect(units).toEqual({
      'owned-read': 5,
      'post-read': posts,
      'user-read': 5 + users,
      'post-create': 1,
      'post-create-link': 1,
    })
    expect(microUsd).toBe(5 * 1000 + posts * 5000 + (5 + users) * 10_000 + 15_000 + 200_000)
    const usage = await app('/2/usage/tweets')
    expect(at(usage.data, 'data', 'project_usage')).toBe(String(5 + posts))
    expect(() => town.charged('mastodon')).toThrow(RangeError)
  })

  test('addresses are those of real top-level names', () => {
    expect(linksIn('a example.com/x. b@example.com https://example.org, crumb.example').map((link) => link.expanded)).toEqual(['http://example.com/x', 'https://example.org']) // prettier-ignore
  })
})

describe('signing in', () => {
  const verifier = 'v'.repeat(64)
  const form = {
    client_id: 'mine',
    redirect_uri: 'http://127.0.0.1:41863/callback',
    scope: 'tweet.read users.read offline.access',
    state: 's1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  }
  /** The code that the browser comes back with when the user agreed. */
  const agree = async (): Promise<string> => {
    const asked = { ...form, response_type: 'code', code_challenge_method: 's256' }
    const page = await ask(town, `/i/oauth2/authorize?${new URLSearchParams(asked).toString()}`, {
      token: null,
    })
    expect(page.text).toContain('Authorize app')
    const decided = { ...form, approval: 'true' }
    const back = await ask(town, '/i/oauth2/authorize', { method: 'POST', token: null, form: decided })
    const params = new URL(back.headers.get('location') ?? '').searchParams
    expect(params.get('state')).toBe('s1')
    return params.get('code') ?? ''
  }
  const redeem = (code: string, proof = verifier) =>
    token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: form.redirect_uri,
      code_verifier: proof,
    })
  const signIn = async () => (await redeem(await agree())).data
  const token = (form: Record<string, string>) =>
    ask(town, '/2/oauth2/token', { method: 'POST', token: null, form: { client_id: 'mine', ...form } })

  test('a code gives tokens of two hours; a refresh token works once, and its second use ends them all', async () => {
    const first = await signIn()
    const me = (access: unknown) => ask(town, '/2/users/me', { token: String(access) })
    expect(at((await me(at(first, 'access_token'))).data, 'data', 'username')).toBe('crumb')
    town.advance(7_200_001)
    expect((await me(at(first, 'access_token'))).status).toBe(401)
    const refresh = { grant_type: 'refresh_token', refresh_token: String(at(first, 'refresh_token')) }
    const second = await token(refresh)
    expect((await me(at(second.data, 'access_token'))).status).toBe(200)
    expect((await token(refresh)).status).toBe(400)
    expect((await me(at(second.data, 'access_token'))).status).toBe(401)
  })

  test('a wrong verifier, a second use, and a code that is half a minute old give nothing', async () => {
    expect((await redeem(await agree(), 'w'.repeat(64))).status).toBe(400)
    const code = await agree()
    expect((await redeem(code)).status).toBe(200)
    expect((await redeem(code)).status).toBe(400)
    const late = await agree()
    town.advance(30_001)
    expect((await redeem(late)).status).toBe(400)
  })
})

describe('long answers', () => {
  /** Reads lines until one is no heartbeat. */
  async function firstLine(path: string, meanwhile: () => void): Promise<unknown> {
    const response = await fetch(`${town.url}${path}`, { headers: { authorization: `Bearer ${bearer()}` } })
    if (response.body === null) throw new Error('nothing came')
    meanwhile()
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const line = text.split('\r\n').find((one) => one !== '')
      if (line !== undefined && text.includes(`${line}\r\n`)) return JSON.parse(line)
    }
    throw new Error('the stream ended')
  }

  test('posts that match a rule arrive with its tag, after a heartbeat', async () => {
    expect((await app('/2/tweets/search/stream')).status).toBe(409)
    const added = await app('/2/tweets/search/stream/rules', { method: 'POST', json: { add: [{ value: 'rye -is:retweet', tag: 'ours' }] } }) // prettier-ignore
    expect(added.status).toBe(201)
    const heard = await firstLine(
      '/2/tweets/search/stream?expansions=author_id&tweet.fields=author_id',
      () => {
        town.advance(20_000)
        town.say({ author: 'ivy', text: 'Rye again!', on: 'x' })
      },
    )
    expect([at(heard, 'data', 'text'), at(heard, 'matching_rules', 0, 'tag'), at(heard, 'includes', 'users', 0, 'username')]).toEqual(['Rye again!', 'ours', 'ivy']) // prettier-ignore
    expect(town.charged('x').units).toEqual({ 'post-read': 1, 'user-read': 1 })
    const rules = await app('/2/tweets/search/stream/rules')
    const ids = each(at(rules.data, 'data'), 'id')
    const gone = await app('/2/tweets/search/stream/rules', { method: 'POST', json: { delete: { ids } } })
    expect(at(gone.data, 'meta', 'summary', 'deleted')).toBe(1)
  })

  test('what happens to the account arrives, once it was subscribed to by its user, by the app alone', async () => {
    const form = { event_type: 'post.mention.create', filter: { user_id: us } }
    expect((await app('/2/activity/subscriptions', { method: 'POST', json: form })).status).toBe(403)
    expect((await ask(town, '/2/activity/subscriptions', { method: 'POST', json: form })).status).toBe(200)
    expect((await ask(town, '/2/activity/subscriptions', { method: 'POST', json: form })).status).toBe(409)
    expect((await ask(town, '/2/activity/stream')).status).toBe(403)
    const heard = await firstLine('/2/activity/stream', () =>
      town.say({ author: 'kwame', text: '@crumb One bun, please.', on: 'x' }),
    )
    expect([at(heard, 'data', 'event_type'), at(heard, 'data', 'payload', 'text')]).toEqual(['post.mention.create', '@crumb One bun, please.']) // prettier-ignore
    expect(town.charged('x').units).toEqual({ 'post-read': 1 })
  })

  test('a second connection is refused while one is open', async () => {
    const controller = new AbortController()
    const options = { headers: { authorization: `Bearer ${bearer()}` }, signal: controller.signal }
    await fetch(`${town.url}/2/activity/stream`, options)
    expect((await app('/2/activity/stream')).status).toBe(429)
    controller.abort()
  })
})

test('a window that is used up is refused with its reset in seconds', async () => {
  await open({ rateLimit: true })
  let last = await ask(town, '/2/users/me')
  for (let n = 0; n < 75; n += 1) last = await ask(town, '/2/users/me')
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('x-rate-limit-reset')) * 1000).toBeGreaterThan(saturdayMs)
})
