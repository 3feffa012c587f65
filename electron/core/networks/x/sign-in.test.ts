import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '#demo/testing'
import { network } from './index.ts'
import { openInTown, type InTown } from './testing/in-town.ts'
import type { Json, NetworkAccount } from '../types.ts'

let at: InTown
beforeEach(async () => {
  at = await openInTown()
})
afterEach(() => at.close())

const redirectUri = `http://127.0.0.1:${String(network.manifest.signIn.redirectPort)}/callback`
const begin = (fields: Record<string, string> = { clientId: 'mine' }) =>
  network.beginBrowserSignIn(at.outside.ctx, at.town.url, redirectUri, fields)

/** What the browser does with the page: says yes, and comes back with parameters. */
async function agree(url: string, approval = 'true'): Promise<Record<string, string>> {
  const asked = Object.fromEntries(new URL(url).searchParams)
  expect((await ask(at.town, url, { token: null })).text).toContain('Authorize app')
  const back = await ask(at.town, '/i/oauth2/authorize', {
    method: 'POST',
    token: null,
    form: { ...asked, approval },
  })
  return Object.fromEntries(new URL(back.headers.get('location') ?? '').searchParams)
}

/** An account whose tokens are of the kind that runs out. */
async function inBrowser(fields?: Record<string, string>): Promise<NetworkAccount> {
  const { url, pending } = await begin(fields)
  const signedIn = await network.finishBrowserSignIn(at.outside.ctx, pending, await agree(url))
  const { host, remoteId, handle, credentials, facts } = signedIn
  return { id: 1, host, remoteId, handle, credentials, facts }
}

describe('signing in in the browser', () => {
  test('asks X under PKCE for no more than it needs, and makes an account of the answer', async () => {
    const { url, pending } = await begin({
      clientId: ' mine ',
      ownsApp: 'Yes',
      appBearer: 'town-x-app-bearer',
    })
    const asked = new URL(url).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'mine',
      redirect_uri: redirectUri,
      scope: 'tweet.read tweet.write users.read offline.access',
    })
    expect(asked.get('code_challenge')?.length).toBe(43)
    expect(url).not.toContain('town-x-app-bearer')
    const signedIn = await network.finishBrowserSignIn(at.outside.ctx, pending, await agree(url))
    expect(signedIn).toMatchObject({
      handle: '@crumb',
      name: 'Crumb Bakery',
      host: at.town.url,
      facts: { username: 'crumb', ownsApp: true },
      credentials: {
        clientId: 'mine',
        appBearer: 'town-x-app-bearer',
        expiresMs: at.clock.now() + 7_200_000,
      },
      streams: [{ kind: 'mentions' }],
    })
    expect(at.outside.payments.at(-1)).toEqual({ call: 'user-read', most: 1, charged: 1 })
  })

  test('goes to X itself where no other host is given', async () => {
    const { url } = await network.beginBrowserSignIn(at.outside.ctx, '', redirectUri, { clientId: 'mine' })
    expect(new URL(url).origin + new URL(url).pathname).toBe('https://x.com/i/oauth2/authorize')
  })

  test('a no, an answer to another sign-in, and a missing client ID are said in words', async () => {
    const { url, pending } = await begin()
    const finish = (params: Record<string, string>, kept: Json = pending) =>
      network.finishBrowserSignIn(at.outside.ctx, kept, params)
    await expect(finish(await agree(url, 'false'))).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('did not allow') }) // prettier-ignore
    const params = await agree(url)
    await expect(finish({ ...params, state: 'another' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(finish({ code: params['code'] ?? '' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(finish(params, { nothing: true })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(begin({})).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('client ID') }) // prettier-ignore
    await expect(begin({ clientId: 'two words' })).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a code that is half a minute old gives nothing', async () => {
    const { url, pending } = await begin()
    const params = await agree(url)
    at.advance(31_000)
    await expect(network.finishBrowserSignIn(at.outside.ctx, pending, params)).rejects.toMatchObject({ code: 'signed-out' }) // prettier-ignore
  })
})

describe('signing in with pasted tokens', () => {
  const signIn = (fields: Record<string, string>) =>
    network.signInWithToken(at.outside.ctx, at.town.url, fields)

  test('tests them, and says what is wrong with them', async () => {
    await expect(signIn({ accessToken: 'nobody' })).rejects.toMatchObject({ code: 'signed-out' })
    await expect(signIn({})).rejects.toMatchObject({ code: 'bad-input' })
    await expect(signIn({ accessToken: 'two words' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(signIn({ accessToken: 'a', refreshToken: 'b' })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('client ID') }) // prettier-ignore
    // An app's token is nobody.
    await expect(signIn({ accessToken: 'town-x-app-bearer' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('a refused sign-in costs nothing', async () => {
    await signIn({ accessToken: 'nobody' }).catch(() => undefined)
    expect(at.outside.payments.at(-1)).toEqual({ call: 'user-read', most: 1, charged: 0 })
  })
})

describe('tokens of two hours', () => {
  const pull = (account: NetworkAccount) =>
    network.pull(at.outside.ctx, account, { id: 1, kind: 'mentions', config: {} }, null)
  const tokenRequests = () => at.town.requests().filter(({ path }) => path === '/2/oauth2/token').length

  test('are renewed before they run out, once for two who need it, and stored before they are used', async () => {
    const account = await inBrowser()
    expect(tokenRequests()).toBe(1)
    at.advance(7_200_000 - 59_000)
    const seen: number[] = []
    const { ctx } = at.outside
    const { renewCredentials } = ctx
    // As core does: one at a time, and what was renewed meanwhile is the answer.
    let queue: Promise<unknown> = Promise.resolve()
    const ordered: typeof renewCredentials = (used, renew) => {
      const work = queue.then(() => renewCredentials(used, renew))
      queue = work.catch(() => undefined)
      return work.then((fresh) => {
        seen.push(at.town.requests().filter(({ path }) => path.endsWith('/mentions')).length)
        return fresh
      })
    }
    const both = { ...ctx, renewCredentials: ordered }
    await Promise.all(
      [1, 2].map((id) => network.pull(both, account, { id, kind: 'mentions', config: {} }, null)),
    )
    expect(tokenRequests()).toBe(2)
    expect(at.outside.renewed).toHaveLength(1)
    // Stored when nothing had been asked with it yet.
    expect(seen[0]).toBe(0)
  })

  test('that were refused before their time are renewed too, and only once', async () => {
    const account = await inBrowser()
    at.town.misbehave({ path: '/2/users/', fault: 401, times: 1 })
    expect((await pull(account)).items.length).toBeGreaterThan(0)
    expect(tokenRequests()).toBe(2)
    at.town.misbehave({ path: '/2/users/', fault: 401 })
    await expect(pull(account)).rejects.toMatchObject({ code: 'signed-out' })
  })

  test('whose refresh token was used by somebody else end in a new sign-in', async () => {
    const account = await inBrowser()
    at.advance(7_200_001)
    await pull(account)
    // The pair that was renewed is lost, as after a restored backup: the old refresh token comes again.
    at.outside.renewed.length = 0
    await expect(pull(account)).rejects.toMatchObject({
      code: 'signed-out',
      message: expect.stringContaining('Sign in again'),
    })
  })

  test('without a refresh token end after two hours, in words', async () => {
    const { accessToken = '' } = at.town.logins['x'] ?? {}
    const { credentials, ...rest } = at.account
    expect(credentials).toMatchObject({ accessToken })
    const bare = { ...rest, credentials: { accessToken, expiresMs: at.clock.now() } }
    await expect(pull(bare)).rejects.toMatchObject({ code: 'signed-out', message: expect.stringContaining('two hours') }) // prettier-ignore
  })

  test('credentials of another shape ask for a new sign-in', async () => {
    await expect(pull({ ...at.account, credentials: { token: 'x' } })).rejects.toMatchObject({
      code: 'signed-out',
    })
    await expect(pull({ ...at.account, facts: null })).rejects.toMatchObject({ code: 'signed-out' })
  })
})

test('an app that is another’s pays the full price for its mentions', async () => {
  const account = await inBrowser({ clientId: 'mine', ownsApp: 'no' })
  await network.pull(at.outside.ctx, account, { id: 1, kind: 'mentions', config: {} }, null)
  const reads = at.outside.payments.filter(({ call }) => call.endsWith('-read') && call !== 'user-read' && call !== 'media-read') // prettier-ignore
  expect(new Set(reads.map(({ call }) => call))).toEqual(new Set(['post-read']))
})
