import { afterEach, beforeEach, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { startTown, type Town } from '#demo/town'
import { listenForRedirect } from '../../sign-in-redirect.ts'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { Json, NetworkAccount } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
const hourMs = 3_600_000
let town: Town
let clock: FakeClock
let outside: TestOutside
beforeEach(async () => {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false })
  outside = testOutside(clock)
})
afterEach(async () => {
  await outside.close()
  await town.close()
})

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail', { cause: error })
}

/** What the person does in the browser, up to the page on this machine that the answer goes to. */
async function decide(url: string, decision: 'allow' | 'deny'): Promise<void> {
  const shown = await fetch(url)
  expect(await shown.text()).toContain('crumb.lindenbrook.example')
  const { origin, searchParams } = new URL(url)
  const answer = await fetch(`${origin}/oauth/bluesky/authorize`, {
    method: 'POST',
    body: new URLSearchParams({ request_uri: searchParams.get('request_uri') ?? '', decision }),
    redirect: 'manual',
  })
  await fetch(answer.headers.get('location') ?? '')
}

async function begin(fields: Record<string, string> = {}) {
  const redirect = await listenForRedirect()
  const begun = await network.beginBrowserSignIn(outside.ctx, town.url, redirect.redirectUri, fields)
  return { ...begun, redirect }
}

async function signedIn(): Promise<NetworkAccount> {
  const { url, pending, redirect } = await begin()
  await decide(url, 'allow')
  const { host, remoteId, handle, credentials, facts } = await network.finishBrowserSignIn(
    outside.ctx,
    pending,
    await redirect.params,
  )
  redirect.close()
  return { id: 1, host, remoteId, handle, credentials, facts }
}

const heard = async (account: NetworkAccount) =>
  (await network.pull(outside.ctx, account, { id: 1, kind: 'mentions', config: {} }, null)).items.length
const renewals = () => town.requests().filter(({ path }) => path === '/oauth/bluesky/token').length

test('a sign-in by the browser: announced, allowed, back on the loopback address, signed in and heard', async () => {
  const account = await signedIn()
  expect(account).toMatchObject({ handle: '@crumb.lindenbrook.example', host: town.url })
  expect(await heard(account)).toBeGreaterThan(10)
})

test('the browser is shown nothing but the name of an announced request', async () => {
  const { url, redirect } = await begin({ handle: '@crumb.lindenbrook.example' })
  redirect.close()
  expect([...new URL(url).searchParams.keys()]).toEqual(['client_id', 'request_uri'])
  expect(new URL(url).searchParams.get('client_id')).toMatch(
    /^http:\/\/localhost\?redirect_uri=http%3A%2F%2F127\.0\.0\.1%2Fcallback&scope=/,
  )
})

test('a refusal, an answer to another sign-in, another server and a code used twice are said in words', async () => {
  const denied = await begin()
  await decide(denied.url, 'deny')
  const refused = await failureOf(
    network.finishBrowserSignIn(outside.ctx, denied.pending, await denied.redirect.params),
  )
  denied.redirect.close()
  expect([refused.code, refused.message]).toEqual(['forbidden', expect.stringContaining('did not allow')])

  const { url, pending, redirect } = await begin()
  await decide(url, 'allow')
  const params = await redirect.params
  redirect.close()
  const finish = (change: Record<string, string>) =>
    network.finishBrowserSignIn(outside.ctx, pending, { ...params, ...change })
  expect((await failureOf(finish({ state: 'other' }))).code).toBe('bad-input')
  expect((await failureOf(finish({ iss: 'https://evil.example' }))).code).toBe('bad-input')
  await finish({})
  expect((await failureOf(finish({}))).code).toBe('signed-out')
})

test('who was signed in must be who was asked for, and must live where the server may speak for', async () => {
  const { url, pending, redirect } = await begin({ handle: 'ana.harbour.example' })
  await decide(url, 'allow')
  const failure = await failureOf(network.finishBrowserSignIn(outside.ctx, pending, await redirect.params))
  redirect.close()
  expect([failure.code, failure.message]).toEqual(['forbidden', expect.stringContaining('somebody else')])
})

test('a token that ran out is renewed once; the new pair is kept before it is used', async () => {
  const account = await signedIn()
  const before = renewals()
  town.advance(2 * hourMs)
  clock.advance(2 * hourMs)
  expect(await heard(account)).toBeGreaterThan(10)
  // Without the nonce of this moment, then with it.
  expect(renewals() - before).toBeLessThanOrEqual(2)
  expect(outside.renewed).toHaveLength(1)
  const renewed = { ...account, credentials: outside.renewed[0] ?? null }
  expect(await heard(renewed)).toBeGreaterThan(10)
})

test('two calls at once that both ran out share one renewal, as the token works once', async () => {
  const account = await signedIn()
  town.advance(2 * hourMs)
  clock.advance(2 * hourMs)
  let last: Promise<Json> = Promise.resolve(account.credentials)
  const ctx = {
    ...outside.ctx,
    // As core does it: one after the other.
    renewCredentials(used: Json, renew: (current: Json) => Promise<Json>) {
      last = last.then((stored) => (JSON.stringify(stored) === JSON.stringify(used) ? renew(stored) : stored))
      return last
    },
  }
  const pulls = [1, 2].map((id) => network.pull(ctx, account, { id, kind: 'mentions', config: {} }, null))
  for (const { items } of await Promise.all(pulls)) expect(items.length).toBeGreaterThan(10)
})

test('after two weeks the server ends it, and that is said with what to do', async () => {
  const account = await signedIn()
  town.advance(15 * 24 * hourMs)
  clock.advance(15 * 24 * hourMs)
  const failure = await failureOf(heard(account))
  expect([failure.code, failure.message]).toEqual(['signed-out', expect.stringContaining('app password')])
})

test('a stolen token is of no use without its key', async () => {
  const account = await signedIn()
  const other = await signedIn()
  const credentials = {
    ...(account.credentials as object),
    key: (other.credentials as { key: Json }).key,
  } as Json
  expect((await failureOf(heard({ ...account, credentials }))).code).toBe('signed-out')
})
