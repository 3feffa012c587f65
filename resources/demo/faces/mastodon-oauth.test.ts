import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, at, saturdayMs, type Reply } from '../testing.ts'
import { startTown, type Town } from '../town.ts'

let town: Town
let app: { id: string; secret: string }
const redirectUri = 'http://127.0.0.1:7777/back'
const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')

beforeEach(async () => {
  town = await startTown({ nowMs: saturdayMs, written: false })
  const json = { client_name: 'Test', redirect_uris: [redirectUri], scopes: 'read write:statuses' }
  const { data } = await ask(town, '/api/v1/apps', { method: 'POST', token: null, json })
  app = { id: String(at(data, 'client_id')), secret: String(at(data, 'client_secret')) }
})
afterEach(() => town.close())

const wish = (more: Record<string, string> = {}): Record<string, string> => ({
  response_type: 'code',
  client_id: app.id,
  redirect_uri: redirectUri,
  scope: 'read:notifications write:statuses',
  state: 's t&te',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  ...more,
})

/** Opens the consent page and sends its form as a browser would: every hidden field and the button pressed. */
async function consent(
  more: Record<string, string> = {},
  button: [string, string] = ['decision', 'allow'],
): Promise<URL> {
  const shown = await ask(town, `/oauth/authorize?${new URLSearchParams(wish(more)).toString()}`, {
    token: null,
  })
  expect(shown.status).toBe(200)
  const hidden = [...shown.text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    (match): [string, string] => [match[1] ?? '', (match[2] ?? '').replaceAll('&amp;', '&')],
  )
  const sent = await ask(town, '/oauth/authorize', {
    method: 'POST',
    token: null,
    form: Object.fromEntries([...hidden, button]),
  })
  expect(sent.status).toBe(302)
  return new URL(sent.headers.get('location') ?? '')
}

const trade = (code: string, more: Record<string, string> = {}): Promise<Reply> =>
  ask(town, '/oauth/token', {
    method: 'POST',
    token: null,
    form: {
      grant_type: 'authorization_code',
      code,
      client_id: app.id,
      client_secret: app.secret,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...more,
    },
  })

test('an app registers, asks, comes back with a code and trades it for a token that works', async () => {
  const back = await consent()
  expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([redirectUri, 's t&te'])
  const { data } = await trade(back.searchParams.get('code') ?? '')
  expect(at(data, 'scope')).toBe('read:notifications write:statuses')
  const token = String(at(data, 'access_token'))
  expect((await ask(town, '/api/v1/notifications', { token })).status).toBe(200)
  const outside = await ask(town, '/api/v1/accounts/verify_credentials', { token })
  expect([outside.status, outside.data]).toEqual([
    403,
    { error: 'This action is outside the authorized scopes' },
  ])
})

test('a code serves once, for ten minutes, and only with its verifier', async () => {
  const code = async (): Promise<string> => (await consent()).searchParams.get('code') ?? ''
  const used = await code()
  expect((await trade(used)).status).toBe(200)
  expect(at((await trade(used)).data, 'error')).toBe('invalid_grant')
  expect(at((await trade(await code(), { code_verifier: 'guess' })).data, 'error')).toBe('invalid_grant')
  const late = await code()
  town.advance(600_001)
  const refused = await trade(late)
  expect([refused.status, at(refused.data, 'error')]).toEqual([400, 'invalid_grant'])
})

test('a wrong secret is invalid_client', async () => {
  const back = await consent()
  const refused = await trade(back.searchParams.get('code') ?? '', { client_secret: 'guess' })
  expect([refused.status, at(refused.data, 'error')]).toEqual([401, 'invalid_client'])
})

test('saying no comes back as access_denied with the state', async () => {
  const back = await consent({}, ['_method', 'delete'])
  expect([back.searchParams.get('error'), back.searchParams.get('state')]).toEqual([
    'access_denied',
    's t&te',
  ])
})

test('unknown addresses and wider scopes are refused; another port of a loopback number is not', async () => {
  const refused = async (more: Record<string, string>): Promise<number> =>
    (await ask(town, `/oauth/authorize?${new URLSearchParams(wish(more)).toString()}`, { token: null }))
      .status
  expect(await refused({ redirect_uri: 'https://elsewhere.example/' })).toBe(400)
  expect(await refused({ scope: 'follow' })).toBe(400)
  expect(await refused({ client_id: 'nobody' })).toBe(401)
  expect(await refused({ redirect_uri: 'http://127.0.0.1:8888/back' })).toBe(200)
})

test('a revoked token is invalid at once', async () => {
  const { data } = await trade((await consent()).searchParams.get('code') ?? '')
  const token = String(at(data, 'access_token'))
  const form = { client_id: app.id, client_secret: app.secret, token }
  expect((await ask(town, '/oauth/revoke', { method: 'POST', token: null, form })).status).toBe(200)
  expect((await ask(town, '/api/v1/notifications', { token })).status).toBe(401)
})
