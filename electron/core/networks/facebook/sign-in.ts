import type { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { asJson, clientOf, factsOf, graphOf, type Credentials, type Facts, type Graph } from './client.ts'
import { originOf } from './graph.ts'
import { manifest } from './manifest.ts'
import { missingForInstagram, refuseMissing } from './scopes.ts'
import { readEdge, readOne, wireOwnPage, wirePage, wireToken, wireTokenFacts } from './wire.ts'

/**
 * Signing in as a Page, with an app of the user's own: either a Page token is pasted, or a user token with the app's
 * id and secret, which is exchanged for one that lasts; the Page tokens that come with it do not end
 * (developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived).
 */

/** A token that ends sooner than this is one from a quick try: it would leave the account silent within hours. */
const shortestLifeMs = 86_400_000

/** Tests pasted credentials. Throws bad-input, signed-out or forbidden with words that name what is missing. */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const origin = originOf(host)
  const typed = (name: string) => (fields[name] ?? '').trim()
  const appSecret = typed('appSecret') === '' ? undefined : typed('appSecret')
  const appId = typed('appId')
  const isUserToken = typed('token') === ''
  const token = isUserToken
    ? await pageTokenOf(ctx, origin, {
        userToken: oneWord(
          typed('userToken'),
          'Paste the Page token, or the user token with the app ID and secret.',
        ),
        appId,
        appSecret,
        page: typed('page'),
      })
    : oneWord(typed('token'), 'Paste the Page token: one word without spaces.')
  const credentials = { token, appSecret }
  const graph = graphOf(ctx, origin, credentials)
  const told = await tokenFacts(ctx, origin, { ...credentials, appId })
  if (told?.type === 'USER')
    throw new Failure(
      'bad-input',
      'This is the token of a person. Put it into User token, together with the app ID and the app secret.',
    )
  refuseShort(told?.expiresMs, ctx.clock.now())
  refuseMissing(told?.scopes)
  const facts: Facts = {
    ...(await pageOf(graph)),
    scopes: told?.scopes,
    expiresMs: told?.expiresMs,
    dataAccessExpiresMs: told?.dataAccessExpiresMs,
  }
  return signedIn(origin, credentials, facts)
}

function signedIn(origin: string, credentials: Credentials, facts: Facts): SignedIn {
  const { pageId, pageName, username, igId, igUsername } = facts
  const onInstagram = igId !== undefined && missingForInstagram(facts.scopes).length === 0
  return {
    remoteId: pageId,
    handle: username === undefined ? pageName : `@${username}`,
    name: pageName,
    host: origin,
    credentials: asJson(credentials),
    facts: asJson(facts),
    textRule: manifest.textRule,
    streams: [
      { kind: 'comments', name: `Comments on ${pageName}`, config: {} },
      { kind: 'mentions', name: `Posts to ${pageName}`, config: {} },
      ...(onInstagram
        ? [
            {
              kind: 'comments' as const,
              name: `Comments on Instagram${igUsername === undefined ? '' : ` (@${igUsername})`}`,
              config: { on: 'instagram' },
            },
          ]
        : []),
    ],
  }
}

/** Asks again which Instagram account belongs to the Page, and what the token may do. */
export async function refreshFacts(ctx: NetworkContext, account: NetworkAccount): Promise<{ facts: Json }> {
  const client = clientOf(ctx, account)
  const known = factsOf(account)
  return { facts: asJson({ ...known, ...(await pageOf(client)) }) }
}

function oneWord(text: string, words: string): string {
  if (text === '' || /[^\x21-\x7e]/.test(text)) throw new Failure('bad-input', words)
  return text
}

/** A Page token from a person's: exchanged for a long one first, so that the Page's does not end. */
async function pageTokenOf(
  ctx: NetworkContext,
  origin: string,
  given: { userToken: string; appId: string; appSecret: string | undefined; page: string },
): Promise<string> {
  const { userToken, appId, appSecret, page } = given
  if (!/^\d+$/.test(appId) || appSecret === undefined)
    throw new Failure(
      'bad-input',
      'A user token needs the app ID (digits) and the app secret, to be exchanged for a Page token.',
    )
  const exchanged = await graphOf(ctx, origin, {}).ask('/oauth/access_token', {
    form: {
      grant_type: 'fb_exchange_token',
      client_id: appId,
      client_secret: appSecret,
      fb_exchange_token: userToken,
    },
  })
  const { access_token: long } = readOne(wireToken, exchanged, 'a token')
  const data = await graphOf(ctx, origin, { token: long, appSecret }).ask('/me/accounts', {
    query: { fields: 'id,name,access_token', limit: '100' },
    scope: 'pages_show_list',
  })
  return choosePage(
    readEdge(wireOwnPage, data).nodes.map(({ node }) => node),
    page,
  )
}

/** The token of the Page that was meant. Pure; throws bad-input with the names to choose from. */
export function choosePage(
  pages: readonly Pick<z.infer<typeof wireOwnPage>, 'id' | 'name' | 'access_token'>[],
  typed: string,
): string {
  const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase()
  const meant = pages.filter(({ id, name }) => typed === '' || id === typed || fold(name) === fold(typed))
  const [first, second] = meant
  if (first !== undefined && second === undefined) return first.access_token
  if (pages.length === 0)
    throw new Failure(
      'forbidden',
      'The token shows no Page. Tick pages_show_list and your Page when you make it; you must have full control of the Page.',
    )
  const names = pages.map(({ id, name }) => `${name} (${id})`).join(', ')
  throw new Failure(
    'bad-input',
    first === undefined
      ? `The token shows no Page called ${typed}. It shows ${names}.`
      : `The token shows several Pages: ${names}. Type which one into Page.`,
  )
}

interface TokenFacts {
  type: string
  scopes: string[] | undefined
  expiresMs: number | undefined
  dataAccessExpiresMs: number | undefined
}

/** What Facebook says of the token; undefined where it does not tell this token, or this app. */
async function tokenFacts(
  ctx: NetworkContext,
  origin: string,
  { token, appId, appSecret }: Credentials & { appId: string },
): Promise<TokenFacts | undefined> {
  const asApp =
    appId !== '' && appSecret !== undefined
      ? { token: `${appId}|${appSecret}`, appSecret }
      : { token, appSecret }
  try {
    const answer = await graphOf(ctx, origin, asApp).ask('/debug_token', { query: { input_token: token } })
    const { data } = readOne(wireTokenFacts, answer, 'facts about the token')
    if (!data.is_valid)
      throw new Failure(
        'signed-out',
        `Facebook says that the token is not valid (any more)${endWords(data.expires_at)}. Make a new one.`,
      )
    return {
      type: data.type.toUpperCase(),
      scopes: data.scopes,
      expiresMs: millisOf(data.expires_at),
      dataAccessExpiresMs: millisOf(data.data_access_expires_at),
    }
  } catch (error) {
    // Only developers of an app may ask about its tokens. What the token can do then shows when it is used.
    const isClosed = error instanceof Failure && ['forbidden', 'rejected'].includes(error.code)
    if (isClosed) return undefined
    throw error
  }
}

/** Zero means never. */
function millisOf(seconds: number | undefined): number | undefined {
  return seconds === undefined || seconds <= 0 ? undefined : seconds * 1000
}

function endWords(seconds: number | undefined): string {
  const ms = millisOf(seconds)
  return ms === undefined ? '' : `: it ended on ${dayOf(ms)}`
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

function refuseShort(expiresMs: number | undefined, nowMs: number): void {
  if (expiresMs === undefined || expiresMs - nowMs >= shortestLifeMs) return
  const hours = Math.max(0, Math.round((expiresMs - nowMs) / 3_600_000))
  throw new Failure(
    'bad-input',
    `This token ends in about ${String(hours)} hours. Fill in User token, App ID and App secret instead: that gives one that lasts.`,
  )
}

/** Who the token is: a Page, with the Instagram account that belongs to it. */
async function pageOf(graph: Graph): Promise<Facts> {
  const ask = async (fields: string) =>
    readOne(wirePage, await graph.ask('/me', { query: { fields } }), 'a Page')
  const page = await ask('id,name,username,instagram_business_account{id,username}').catch(
    (error: unknown) => {
      // The Instagram account is shown with its own permission only.
      if (error instanceof Failure && ['forbidden', 'rejected'].includes(error.code))
        return ask('id,name,username')
      throw error
    },
  )
  const { instagram_business_account: instagram } = page
  return {
    pageId: page.id,
    pageName: page.name === '' ? page.id : page.name,
    username: page.username === '' ? undefined : page.username,
    igId: instagram?.id,
    igUsername: instagram?.username === '' ? undefined : instagram?.username,
  }
}
