import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { clientOf } from './as-account.ts'
import { asJson, signedInClient, strangerClient, type Api, type Client, type Facts } from './client.ts'
import { handleOf } from './parse.ts'
import { serverOf } from './place.ts'
import { whichApi } from './which-api.ts'
import { wireAccount, wireLogin, wireSite, type WirePerson } from './wire.ts'

/** Signing in with name and password, which are exchanged for a token at once and then forgotten. */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const server = serverOf(host)
  const user = (fields['user'] ?? '').trim().replace(/^@/, '')
  const password = fields['password'] ?? ''
  if (user === '') throw new Failure('bad-input', 'Type the name or mail address that you sign in with.')
  if (password === '') throw new Failure('bad-input', 'Type the password. It is sent once and not kept.')
  const api = await whichApi(ctx, server)
  const jwt = await login(ctx, server, api, {
    username_or_email: user,
    password,
    ...codeOf(fields['code'] ?? ''),
    ...(api === 'v4' ? { stay_logged_in: true } : {}),
  })
  const me = await whoAmI(signedInClient(ctx, server, api, jwt))
  return {
    remoteId: me.address,
    handle: handleOf(me),
    name: me.displayName ?? me.name,
    host: server,
    credentials: { jwt },
    facts: asJson(factsAbout(me, api)),
    streams: [
      { kind: 'replies', name: `Replies to ${handleOf(me)}`, config: {} },
      { kind: 'mentions', name: `Mentions of ${handleOf(me)}`, config: {} },
    ],
  }
}

/** Authenticators show their codes in two halves. */
function codeOf(typed: string): { totp_2fa_token?: string } {
  const code = typed.replace(/\s+/g, '')
  return code === '' ? {} : { totp_2fa_token: code }
}

async function login(
  ctx: NetworkContext,
  server: string,
  api: Api,
  json: Record<string, Json>,
): Promise<string> {
  const client = strangerClient(ctx, server, api)
  const path = api === 'v4' ? '/account/auth/login' : '/user/login'
  const data = await sayWhy(client, () => client.json(path, { method: 'POST', json, limit: 'sign-in' }))
  const { jwt, verify_email_sent: mustVerify } = wireLogin.parse(data)
  if (jwt !== undefined) return jwt
  const words = mustVerify
    ? `${client.host} waits for you to follow the link in the mail that it sent you.`
    : `${client.host} has not let this account in yet. Its administrators decide.`
  throw new Failure('forbidden', words)
}

/** A wrong name is told as what is not there, and a wrong password as a lack of sign-in. */
async function sayWhy(client: Client, run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    const isWrong = error instanceof Failure && (error.status === 401 || error.code === 'gone')
    if (!isWrong) throw error
    throw new Failure(
      'signed-out',
      `${client.host} does not know this name with this password. The name is the one before the @, without the server.`,
      { status: error.status, cause: error },
    )
  }
}

/** Who is signed in. A token that does not count any more is nobody, and nobody is told. Throws signed-out. */
async function whoAmI(client: Client): Promise<WirePerson> {
  const data = await client.json(client.api === 'v4' ? '/account' : '/site')
  const view =
    client.api === 'v4'
      ? wireAccount.safeParse(data).data?.local_user_view
      : wireSite.safeParse(data).data?.my_user?.local_user_view
  if (view !== undefined) return view.person
  throw new Failure('signed-out', `${client.host} does not accept the sign-in (any more). Sign in again.`)
}

function factsAbout(me: WirePerson, api: Api): Facts {
  return { api, personId: me.id, address: me.address, handle: handleOf(me) }
}

/** Throws signed-out where the account's token does not count any more: public lists do not say that. */
export async function refuseSignedOut(client: Client): Promise<void> {
  try {
    await client.json(client.api === 'v4' ? '/account/validate_auth' : '/user/validate_auth')
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'gone') throw error
    // Other software does not answer this, and says at its front door who is there.
    await whoAmI(client)
  }
}

/** Asks again which API the server has, for it may have been updated. */
export async function refreshFacts(ctx: NetworkContext, account: NetworkAccount): Promise<{ facts: Json }> {
  const api = await whichApi(ctx, account.host)
  const { client } = withApi(ctx, account, api)
  return { facts: asJson(factsAbout(await whoAmI(client), api)) }
}

function withApi(ctx: NetworkContext, account: NetworkAccount, api: Api): { client: Client } {
  const facts = typeof account.facts === 'object' && !Array.isArray(account.facts) ? account.facts : {}
  return { client: clientOf(ctx, { ...account, facts: { ...facts, api } }) }
}
