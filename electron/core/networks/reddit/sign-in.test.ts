import { expect, test } from 'vitest'
import { app } from '#demo/faces/reddit-oauth'
import { network } from './index.ts'
import {
  hourMs,
  town,
  outside,
  pass,
  decide,
  begin,
  signedIn,
  accountOf,
  failureOf,
  streamOf,
  hear,
  heardAs,
  names,
  asked,
} from './testing/in-town.ts'

test('signs in by the browser as an installed app, and keeps no more than it needs', async () => {
  const { url, pending } = await begin(` ${app.clientId} `)
  expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
    client_id: app.clientId,
    redirect_uri: `http://127.0.0.1:${String(network.manifest.signIn.redirectPort)}/callback`,
    duration: 'permanent',
    response_type: 'code',
    scope: 'identity read submit privatemessages history vote',
  })
  const params = await decide(url, { authorize: 'Allow' })
  const done = await network.finishBrowserSignIn(outside.ctx, pending, params)
  expect(done).toMatchObject({
    remoteId: 'crumb',
    handle: 'u/crumb',
    host: town.url,
    facts: { name: 'crumb' },
  })
  expect(done.streams.map(({ kind }) => kind)).toEqual(['replies', 'mentions'])
  expect(Object.keys(done.credentials ?? {})).toEqual([
    'clientId',
    'accessToken',
    'refreshToken',
    'expiresMs',
  ])
  expect(await network.refreshFacts(outside.ctx, accountOf(done))).toEqual({ facts: { name: 'crumb' } })
  // A code works once.
  expect((await failureOf(network.finishBrowserSignIn(outside.ctx, pending, params))).code).toBe('signed-out')
})

test('a sign-in that goes wrong says what to do', async () => {
  expect((await failureOf(begin('two words'))).code).toBe('bad-input')
  const { url, pending } = await begin()
  const finish = (params: Record<string, string>) =>
    failureOf(network.finishBrowserSignIn(outside.ctx, pending, params))
  expect(await finish(await decide(url, {}))).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('did not allow'),
  })
  expect((await finish({ code: 'x', state: 'of another' })).code).toBe('bad-input')
  const fewer = await decide(url, { authorize: 'Allow', scope: 'identity read' })
  expect(await finish(fewer)).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('lacks submit, privatemessages, history, vote'),
  })
  const hourly = await decide(url, { authorize: 'Allow', duration: 'temporary' })
  expect(await finish(hourly)).toMatchObject({ message: expect.stringContaining('for an hour only') })
  const unknown = await network.beginBrowserSignIn(outside.ctx, town.url, app.redirectUri, {
    clientId: 'another-client-id',
  })
  expect((await fetch(unknown.url)).status).toBe(400)
  const good = await decide(url, { authorize: 'Allow' })
  const stolen = { ...JSON.parse(JSON.stringify(pending)), clientId: 'another-client-id' }
  expect(await failureOf(network.finishBrowserSignIn(outside.ctx, stolen, good))).toMatchObject({
    code: 'signed-out',
    message: expect.stringContaining('client ID'),
  })
})

test('a token is renewed before it ends and when it is refused, and an app that was taken away is told', async () => {
  const account = await signedIn()
  pass(2 * hourMs)
  const before = asked('/reddit/api/v1/access_token')
  expect((await hear(account, streamOf('mentions'))).items.length).toBeGreaterThan(0)
  expect(asked('/reddit/api/v1/access_token')).toBe(before + 1)
  const [fresh] = outside.renewed
  if (fresh === undefined) throw new Error('nothing was renewed')
  town.misbehave({ path: '/reddit/oauth/message/mentions', fault: 401, times: 1 })
  expect((await hear({ ...account, credentials: fresh }, streamOf('mentions'))).items.length).toBeGreaterThan(
    0,
  )
  const { refreshToken } = JSON.parse(JSON.stringify(fresh))
  await fetch(`${town.url}/reddit/api/v1/revoke_token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${app.clientId}:`).toString('base64')}` },
    body: new URLSearchParams({ token: String(refreshToken) }),
  })
  const failure = await failureOf(hear({ ...account, credentials: fresh }, streamOf('replies')))
  expect(failure).toMatchObject({ code: 'signed-out', message: expect.stringContaining('Sign in again') })
  expect((await failureOf(hear({ ...account, credentials: null }, streamOf('replies')))).code).toBe(
    'signed-out',
  )
  expect((await failureOf(hear(null, streamOf('replies')))).code).toBe('signed-out')
})

test('a sign-in without a right is told by the call that needs it', async () => {
  const account = await signedIn()
  town.misbehave({ path: '/reddit/oauth/api/vote', fault: 403 })
  const item = await heardAs(account, 'is the burnt tray')
  expect((await failureOf(network.act(outside.ctx, account, 'like', names(item)))).code).toBe('forbidden')
})
