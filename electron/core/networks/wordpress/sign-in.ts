import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { readOne } from '../read-wire.ts'
import {
  asJson,
  clientOf,
  factsOf,
  signedInClient,
  siteLabel,
  type Client,
  type Credentials,
  type Facts,
} from './client.ts'
import { findSite, type Found } from './find-site.ts'
import { readSafeSite, siteKey } from './site.ts'
import { wireUser, type WireUser } from './wire.ts'

/**
 * Signing in with an application password (WordPress 5.6): granted on the blog's own page and pasted, or sent back to
 * 127.0.0.1 by the browser, which WordPress allows from 7.0 on.
 */

/** Tests a pasted application password. */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const address = readSafeSite(host)
  const user = (fields['user'] ?? '').trim()
  const password = (fields['password'] ?? '').trim()
  if (user === '' || user.includes(':'))
    throw new Failure('bad-input', 'Type the name that you sign in to the blog with.')
  if (password === '') throw new Failure('bad-input', 'Paste the application password.')
  const found = await findSite(ctx, address)
  return whoAmI(ctx, found, { user, password })
}

const pendingShape = z.object({ address: z.string(), state: z.string() })

/**
 * The page where the blog grants a password. It adds the password to the address that the browser is sent to, as `code`
 * does elsewhere; what goes along as `code` here is our own word to know the answer by.
 */
export async function beginBrowserSignIn(
  ctx: NetworkContext,
  host: string,
  redirectUri: string,
): Promise<{ url: string; pending: Json }> {
  const address = readSafeSite(host)
  const found = await findSite(ctx, address)
  const page = grantingPage(found)
  await refuseOlder(ctx, found)
  const state = ctx.newId()
  const back = (params: Record<string, string>) => `${redirectUri}?${new URLSearchParams(params).toString()}`
  page.search = new URLSearchParams({
    app_name: `Earshot, signing in ${stamp(ctx)}`,
    success_url: back({ code: state }),
    reject_url: back({ error: 'access_denied', code: state }),
  }).toString()
  return { url: page.href, pending: { address: address.href, state } }
}

function grantingPage(found: Found): URL {
  const label = siteLabel(found.site)
  if (found.authorization === undefined || !URL.canParse(found.authorization)) {
    throw new Failure(
      'not-supported',
      `${label} has application passwords switched off, or does not run over https. Its administrator can change that.`,
    )
  }
  const page = new URL(found.authorization)
  if (page.host !== new URL(found.root).host || !/^https?:$/.test(page.protocol))
    throw new Failure('bad-response', `${label} sends the sign-in to another host, ${page.host}.`)
  return page
}

const firstWithLoopback = 7

/** Before 7.0 WordPress sends nobody back to a program (core ticket 57809); better said here than by an error page there. */
async function refuseOlder(ctx: NetworkContext, found: Found): Promise<void> {
  const version = await versionOf(ctx, found)
  // A blog on this machine calls itself a developer's own, and those may.
  const isLocal = new URL(found.root).protocol === 'http:'
  if (version === undefined || version >= firstWithLoopback || isLocal) return
  throw new Failure(
    'not-supported',
    `${siteLabel(found.site)} runs a WordPress before 7.0, which cannot send you back to Earshot. Make an application password there and paste it.`,
  )
}

/** The blog's version as its feed tells it; undefined where it hides it. */
async function versionOf(ctx: NetworkContext, { site }: Found): Promise<number | undefined> {
  try {
    const feed = await ctx.http.request(`${site}/`, { query: { feed: 'rss2' }, accept: [401, 403, 404] })
    const said = /<generator>https?:\/\/wordpress\.org\/\?v=(\d+)/.exec(new TextDecoder().decode(feed.body))
    return said?.[1] === undefined ? undefined : Number(said[1])
  } catch (error) {
    // It only spares the user an error page; the sign-in itself will tell what is wrong with the blog.
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** Turns the redirect's parameters into an account. */
export async function finishBrowserSignIn(
  ctx: NetworkContext,
  pending: Json,
  params: Record<string, string>,
): Promise<SignedIn> {
  const parsed = pendingShape.safeParse(pending)
  if (!parsed.success) throw new Failure('bad-input', 'This sign-in is over. Start it again.')
  const address = new URL(parsed.data.address)
  if (params['code'] !== parsed.data.state)
    throw new Failure('bad-input', 'The browser came back with an answer to another sign-in. Start it again.')
  const { user_login: user, password } = params
  if (
    params['error'] !== undefined ||
    params['success'] === 'false' ||
    user === undefined ||
    password === undefined
  )
    throw new Failure('forbidden', `You did not allow Earshot at ${address.host}. Nothing was changed.`)
  const found = await findSite(ctx, address)
  const travelled = { user, password }
  const signedIn = await whoAmI(ctx, found, travelled)
  return { ...signedIn, credentials: asJson(await fresh(ctx, found, travelled)) }
}

/** WordPress wants each name of a password to be unique, and keeps those of earlier sign-ins. */
function stamp(ctx: NetworkContext): string {
  return new Date(ctx.clock.now()).toISOString().slice(0, 19).replace('T', ' ')
}

const wireGranted = z.looseObject({ uuid: z.string(), password: z.string() })
const wireUuid = z.looseObject({ uuid: z.string() })

/**
 * A password that came by the browser's address line stays in its history. It is used once, to make another, and
 * withdrawn. Where the blog does not allow that, it has to do.
 */
async function fresh(ctx: NetworkContext, found: Found, travelled: Credentials): Promise<Credentials> {
  const route = '/wp/v2/users/me/application-passwords'
  const before = signedInClient(ctx, found, travelled, undefined)
  try {
    const old = readOne(wireUuid, (await before.json(`${route}/introspect`)).data, before.host, 'a password')
    const made = await before.json(route, { method: 'POST', json: { name: `Earshot ${stamp(ctx)}` } })
    const granted = readOne(wireGranted, made.data, before.host, 'a password')
    const after = { user: travelled.user, password: granted.password }
    const client = signedInClient(ctx, found, after, undefined)
    await client.json(`${route}/${encodeURIComponent(old.uuid)}`, { method: 'DELETE' })
    return after
  } catch (error) {
    const isRefused =
      error instanceof Failure &&
      ['forbidden', 'gone', 'rejected', 'duplicate', 'bad-response'].includes(error.code)
    if (isRefused) return travelled
    throw error
  }
}

async function whoAmI(ctx: NetworkContext, found: Found, credentials: Credentials): Promise<SignedIn> {
  const client = signedInClient(ctx, found, credentials, undefined)
  const user = await probe(client, found)
  const label = siteLabel(found.site)
  const facts: Facts = {
    root: found.root,
    userId: user.id,
    canModerate: user.capabilities['moderate_comments'] === true,
  }
  const name = user.name === '' ? user.username : user.name
  return {
    remoteId: `${siteKey(found.site)}#user-${user.id}`,
    handle: `${user.username === '' ? credentials.user : user.username}@${label}`,
    name: name === '' ? credentials.user : name,
    host: found.site,
    credentials: asJson(credentials),
    facts: asJson(facts),
    streams: [{ kind: 'comments', name: `Comments on ${found.name}`, config: {} }],
  }
}

/** A wrong password is answered as if nobody had signed in; only this call tells. */
async function probe(client: Client, found: Found): Promise<WireUser> {
  try {
    const { data } = await client.json('/wp/v2/users/me', { query: { context: 'edit' } })
    return readOne(wireUser, data, client.host, 'a user')
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'signed-out') throw error
    const words =
      found.authorization === undefined
        ? 'It has application passwords switched off, or does not run over https.'
        : 'It takes an application password, not the one that you sign in with. If both are right, its server drops the Authorization header.'
    throw new Failure('signed-out', `${client.host} does not accept this name with this password. ${words}`, {
      status: error.status,
      cause: error,
    })
  }
}

/** Throws signed-out where the account's password does not count any more, which lists do not say. */
export async function refuseSignedOut(client: Client): Promise<void> {
  if (client.signedIn) await client.json('/wp/v2/users/me')
}

/** Asks again what the user may do. */
export async function refreshFacts(ctx: NetworkContext, account: NetworkAccount): Promise<{ facts: Json }> {
  const known = factsOf(account)
  const client = clientOf(ctx, account)
  if (known === undefined) throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete.`)
  const { data } = await client.json('/wp/v2/users/me', { query: { context: 'edit' } })
  const user = readOne(wireUser, data, client.host, 'a user')
  return { facts: asJson({ ...known, canModerate: user.capabilities['moderate_comments'] === true }) }
}
