import { z } from 'zod'
import { readQuery } from '#shared/domain/query/check'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { repliesAmong } from './addressed.ts'
import { clientOf } from './as-account.ts'
import { apiShape, factsOf, strangerClient, type Api, type Client } from './client.ts'
import { translate } from './dialect.ts'
import { howOf, pageOf, type Listed, type Look } from './lists.ts'
import { itemsOf } from './parse.ts'
import { refSpaceOf, serverOf } from './place.ts'
import { refuseSignedOut } from './sign-in.ts'
import { afterPage, overlapMs, placeOf, stepOf, type Place } from './walk.ts'
import { whichApi } from './which-api.ts'

const lookBack = 'More had come than one look back takes in.'

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  const { client, seen } = await clientFor(ctx, account, stream, cursor)
  const looks = looksOf(stream, account)
  const at = startOf(placeOf(cursor), looks.length)
  const { look, page } = stepOf(at)
  const asked = looks[look]
  if (asked === undefined) throw new Failure('bug', 'A stream of Lemmy has nothing to ask for.')
  const nowMs = ctx.clock.now()
  const listed = await pageOrLost(client, asked, page)
  if (listed === undefined) return startAgain(client, at, seen)
  const { views, ...given } = listed
  const { place, ...after } = afterPage(at, given, looks.length, nowMs)
  const how = howOf(asked)
  // A sign-in that ended is anonymous, which public lists do not say; the inbox does.
  const isPublic = how === undefined && stream.kind !== 'replies'
  if (!after.more && client.signedIn && isPublic) await refuseSignedOut(client)
  const sinceMs = (at.newest ?? 0) - overlapMs
  const replies = how === undefined ? await repliesAmong(client, views, sinceMs) : undefined
  return {
    ...itemsOf(views, client.viewer, how, replies),
    refSpace: refSpaceOf(client.server),
    cursor: cursorOf(place, seen),
    ...after,
    ...(after.coveredFromMs === undefined ? {} : { holeReason: lookBack }),
  }
}

/** Undefined where a later page is not known any more: 1.0 names it by its last entry, which may be deleted meanwhile. */
async function pageOrLost(
  client: Client,
  asked: Look,
  page: string | undefined,
): Promise<Listed | undefined> {
  try {
    return await pageOf(client, asked, page)
  } catch (error) {
    const isLost = error instanceof Failure && ['gone', 'rejected'].includes(error.code)
    if (page !== undefined && client.api === 'v4' && isLost) return undefined
    throw error
  }
}

/** The walk begins anew with the next request, and claims nothing before. */
function startAgain(client: Client, { newest }: Place, seen: Seen | undefined): Page {
  const place = newest === undefined ? {} : { newest }
  return { items: [], refSpace: refSpaceOf(client.server), cursor: cursorOf(place, seen), more: false }
}

/** The query was changed while a walk was under way: it begins anew. */
function startOf(at: Place, looks: number): Place {
  if (at.walk === undefined || at.walk.look < looks) return at
  return at.newest === undefined ? {} : { newest: at.newest }
}

/** What is asked in turn. What we say ourselves comes with the replies: it may have been said on a telephone. */
export function looksOf({ kind, config }: StreamRef, account: NetworkAccount | null): Look[] {
  switch (kind) {
    case 'replies': {
      const me = account === null ? undefined : factsOf(account)
      return me === undefined
        ? [{ what: 'replies' }]
        : [{ what: 'replies' }, { what: 'person', id: me.personId }]
    }
    case 'mentions':
      return [{ what: 'mentions' }]
    case 'list':
      return [
        { what: 'community', name: config['community'] ?? '', of: 'posts' },
        { what: 'community', name: config['community'] ?? '', of: 'comments' },
      ]
    case 'author':
      return [{ what: 'person', name: config['user'] ?? '' }]
    case 'keyword':
      return searchesOf(config['query'] ?? '')
    default:
      throw new Failure('not-supported', 'Lemmy has no such stream.')
  }
}

function searchesOf(query: string): Look[] {
  const { asked } = translate(readQuery(query))
  if (asked.length === 0)
    throw new Failure(
      'bad-input',
      'This stream has no word that Lemmy can be searched for. Change its query.',
    )
  return asked.flatMap((words): Look[] => [
    { what: 'search', words, of: 'comments' },
    { what: 'search', words, of: 'posts' },
  ])
}

/** Without an account: which API the server had when it was asked last, for it may be updated at any time. */
const seenShape = z.object({ seen: z.object({ api: apiShape, atMs: z.number() }) })
type Seen = z.infer<typeof seenShape>['seen']
const hourMs = 3_600_000

/** The server of a stream, as its account or as a stranger. */
export async function clientFor(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<{ client: Client; seen: Seen | undefined }> {
  if (account !== null) return { client: clientOf(ctx, account), seen: undefined }
  if (stream.kind === 'replies' || stream.kind === 'mentions')
    throw new Failure('signed-out', 'This stream needs an account. Sign in first.')
  const { host } = stream.config
  if (host === undefined)
    throw new Failure('bad-input', 'This stream needs the address of a server, or an account.')
  const server = serverOf(host)
  const limit = stream.kind === 'keyword' ? 'search' : 'read'
  const before = seenShape.safeParse(cursor).data?.seen
  // What names the next page of a walk means nothing to the other version.
  const isWalking = placeOf(cursor).walk !== undefined
  const isKnown = before !== undefined && (isWalking || ctx.clock.now() - before.atMs < hourMs)
  const seen = isKnown ? before : { api: await whichApi(ctx, server, { limit }), atMs: ctx.clock.now() }
  return { client: strangerClient(ctx, server, seen.api), seen }
}

function cursorOf(place: Place, seen: { api: Api; atMs: number } | undefined): Json {
  const { newest, walk } = place
  return {
    ...(newest === undefined ? {} : { newest }),
    ...(walk === undefined ? {} : { walk: plain(walk) }),
    ...(seen === undefined ? {} : { seen: { ...seen } }),
  }
}

/** JSON knows no undefined. */
function plain(walk: NonNullable<Place['walk']>): Json {
  return Object.fromEntries(
    Object.entries(walk).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
