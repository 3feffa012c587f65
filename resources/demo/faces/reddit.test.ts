import { afterAll, beforeAll, expect, test } from 'vitest'
import { saturdayMs } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { app } from './reddit-oauth.ts'
import { searchTest } from './reddit-search.ts'

/** The town answers as Reddit does: sign-in for installed apps, listings, trees, feeds, refusals. */

let town: Town
beforeAll(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
})
afterAll(() => town.close())

const basic = { authorization: `Basic ${Buffer.from(`${app.clientId}:`).toString('base64')}` }

async function authorize(changed: Record<string, string> = {}): Promise<Response> {
  const query = {
    client_id: app.clientId,
    response_type: 'code',
    state: 's',
    redirect_uri: app.redirectUri,
    duration: 'permanent',
    scope: 'identity read history',
    ...changed,
  }
  const body = new URLSearchParams({ ...query, authorize: 'Allow' })
  return fetch(`${town.url}/reddit/api/v1/authorize`, { method: 'POST', body, redirect: 'manual' })
}

async function token(form: Record<string, string>, headers: Record<string, string> = basic) {
  const body = new URLSearchParams(form)
  const answer = await fetch(`${town.url}/reddit/api/v1/access_token`, { method: 'POST', headers, body })
  return { status: answer.status, data: await record(answer) }
}

async function record(answer: Response): Promise<Record<string, unknown>> {
  const data: unknown = await answer.json()
  return typeof data === 'object' && data !== null ? { ...data } : {}
}

async function bearer(): Promise<Record<string, string>> {
  const back = new URL((await authorize()).headers.get('location') ?? '')
  const code = back.searchParams.get('code') ?? ''
  const { data } = await token({ grant_type: 'authorization_code', code, redirect_uri: app.redirectUri })
  return { authorization: `Bearer ${String(data['access_token'])}` }
}

test('the page refuses what is not the app, and a code works once, for the app and its address alone', async () => {
  const wrongs: Record<string, string>[] = [
    { client_id: 'another-client' },
    { redirect_uri: 'http://127.0.0.1:9/callback' },
    { scope: 'identity everything' },
    { state: '' },
  ]
  for (const wrong of wrongs) expect((await authorize(wrong)).status).toBe(400)
  const code = new URL((await authorize()).headers.get('location') ?? '').searchParams.get('code') ?? ''
  const good = { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri }
  expect((await token(good, {})).status).toBe(401)
  expect(await token({ ...good, code: 'nonsense' })).toEqual({
    status: 200,
    data: { error: 'invalid_grant' },
  })
  const { data } = await token(good)
  expect(data).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'identity read history' })
  expect((await token(good)).data).toEqual({ error: 'invalid_grant' })
  const again = await token({ grant_type: 'refresh_token', refresh_token: String(data['refresh_token']) })
  expect(again.data['access_token']).not.toBe(data['access_token'])
  expect((await token({ grant_type: 'refresh_token', refresh_token: 'nonsense' })).status).toBe(400)
})

test('calls want a token with the right scope, and say what is left of the window', async () => {
  const headers = await bearer()
  const ask = (path: string, signed = true) =>
    fetch(`${town.url}/reddit/oauth${path}`, signed ? { headers } : {})
  expect((await ask('/r/dailyloaf/new', false)).status).toBe(401)
  expect((await ask('/message/inbox')).status).toBe(403)
  expect((await ask('/nothing')).status).toBe(404)
  const answer = await ask('/r/dailyloaf/new?limit=1')
  expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+\.0$/)
  expect(Number(answer.headers.get('x-ratelimit-reset'))).toBeLessThanOrEqual(600)
  const { data } = await record(answer)
  expect(data).toMatchObject({ dist: 1, after: expect.stringMatching(/^t3_/) })
})

test('feeds hold what was written between two marks, and give a quarter of a hundred unless asked for more', async () => {
  const read = async (path: string) => (await fetch(`${town.url}/reddit${path}`)).text()
  const posts = await read('/r/dailyloaf/new/.rss')
  expect(posts).toContain('&lt;!-- SC_OFF --&gt;')
  expect(posts).toContain('[comments]')
  const comments = await read('/r/lindenbrook/comments/.rss?limit=100')
  expect(comments).toMatch(/<title>\/u\/pip on We are the bakery/)
  expect(comments).not.toContain('bandstand buns')
  const root = town.statuses('reddit').find(({ text }) => text.startsWith('The 6:10 bus'))
  for (let n = 0; n < 60; n += 1)
    town.say({ on: 'reddit', author: 'leo_t', text: `stop ${n}`, inReplyTo: root?.id })
  const count = async (path: string) => (await read(path)).split('<entry>').length - 1
  expect(await count('/user/leo_t/.rss')).toBe(25)
  expect(await count('/user/leo_t/.rss?limit=100')).toBeGreaterThan(60)
})

test('a search wants all words, one of several, phrases, and what brackets hold together', () => {
  const finds = (query: string) => searchTest(query)('A new oven, and the rye bread sings')
  expect(['oven', '"rye bread"', 'oven AND rye', 'oven rye', '(tea OR rye) oven', '"tea" OR "oven"'].every(finds)).toBe(true) // prettier-ignore
  expect(['bread oven tea', '"bread rye"', 'ove', '(tea OR milk) oven'].some(finds)).toBe(false)
})
