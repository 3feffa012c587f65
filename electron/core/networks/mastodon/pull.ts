import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { clientOf, linkIds, strangerClient, type Client } from './client.ts'
import { itemsFromNotifications, itemsOf, refSpaceOf } from './parse.ts'
import { readNotifications, readOne, readStatuses, wireSearch } from './wire.ts'
import { readQuery } from '#shared/domain/query/check'
import { translateQuery } from './translate.ts'
import { afterPage, firstPages, placeOf, stepOf } from './walk.ts'

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  const askedMs = ctx.clock.now()
  const page = await pageOf(ctx, account, stream, cursor)
  return page.more ? page : { ...page, coveredToMs: askedMs }
}

async function pageOf(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  if (stream.kind === 'hashtag' && account === null) return anonymousTag(ctx, stream, cursor)
  if (account === null) throw new Failure('signed-out', 'This stream needs an account. Sign in first.')
  const client = clientOf(ctx.http, account)
  switch (stream.kind) {
    case 'mentions':
      return mentions(client, cursor)
    case 'hashtag':
      return hashtag(client, stream.config['tag'] ?? '', cursor)
    case 'keyword':
      return keyword(client, stream.config['query'] ?? '', cursor)
    default:
      throw new Failure('not-supported', 'Mastodon has no such stream.')
  }
}

/**
 * What is said to us, and then what we said ourselves, wherever we said it: without our own answers, everything that
 * was answered on a telephone would seem to wait still.
 */
async function mentions(client: Client, cursor: Json): Promise<Page> {
  const { heard, said } = twoWalks.safeParse(cursor).data ?? { heard: null, said: null }
  const page = await heardPage(client, heard)
  if (page.more) return { ...page, cursor: { heard: page.cursor, said } }
  const own = await ownPage(client, said)
  return {
    items: [...page.items, ...own.items],
    refSpace: page.refSpace,
    cursor: { heard: page.cursor, said: own.cursor },
    more: own.more,
  }
}

const twoWalks = z.object({ heard: z.json(), said: z.json() })

async function heardPage(client: Client, cursor: Json): Promise<Page> {
  const at = placeOf(cursor)
  const { data, link } = await client.json('/api/v1/notifications', {
    query: {
      'types[]': (client.facts?.apiVersion ?? 0) >= 7 ? ['mention', 'quote'] : ['mention'],
      // By default a server keeps back private mentions by people we do not follow. Nothing said to us is lost.
      ...(client.facts?.software === 'mastodon' ? { include_filtered: 'true' } : {}),
      limit: '80',
      ...stepOf(at),
    },
  })
  const { entries, ids } = readNotifications(data, client.host)
  return {
    items: itemsFromNotifications(entries, client.viewer),
    refSpace: refSpaceOf(client.origin),
    ...afterPage(at, ids, linkIds(link)),
  }
}

async function ownPage(client: Client, cursor: Json): Promise<Pick<Page, 'items' | 'cursor' | 'more'>> {
  const { me } = client.viewer
  if (me === undefined) return { items: [], cursor, more: false }
  const at = placeOf(cursor)
  try {
    const { data, link } = await client.json(`/api/v1/accounts/${encodeURIComponent(me.id)}/statuses`, {
      query: { limit: '40', exclude_reblogs: 'true', ...stepOf(at) },
    })
    const { entries, ids } = readStatuses(data, client.host)
    return { items: itemsOf(entries, client.viewer), ...afterPage(at, ids, linkIds(link)) }
  } catch (error) {
    // Some servers do not list an account's posts. What is said to us matters more than what we said.
    const isMissing = error instanceof Failure && ['gone', 'rejected', 'forbidden'].includes(error.code)
    if (!isMissing) throw error
    return { items: [], cursor, more: false }
  }
}

async function hashtag(client: Client, tag: string, cursor: Json): Promise<Page> {
  const at = placeOf(cursor)
  const { data, link } = await client.json(`/api/v1/timelines/tag/${encodeURIComponent(tag)}`, {
    query: { limit: '40', ...stepOf(at) },
  })
  const { entries, ids } = readStatuses(data, client.host)
  return {
    items: itemsOf(entries, client.viewer),
    refSpace: refSpaceOf(client.origin),
    ...afterPage(at, ids, linkIds(link)),
  }
}

/** A hashtag as anybody sees it, where the server lets anybody see it. */
async function anonymousTag(ctx: NetworkContext, stream: StreamRef, cursor: Json): Promise<Page> {
  const { host, tag = '' } = stream.config
  if (host === undefined)
    throw new Failure('bad-input', `#${tag} needs a server to listen at, or an account.`)
  const client = strangerClient(ctx.http, host, false)
  try {
    return await hashtag(client, tag, cursor)
  } catch (error) {
    const isClosed = error instanceof Failure && ['signed-out', 'forbidden', 'rejected'].includes(error.code)
    if (!isClosed) throw error
    throw new Failure(
      'forbidden',
      `${client.host} shows hashtags to its own users only. Sign in there, or listen to #${tag} with an account of yours.`,
      { status: error.status, cause: error },
    )
  }
}

/** Ids of the newest results of the last walk: where the next one may stop. Several, for one may be deleted. */
const searchPlace = z.object({
  known: z.array(z.string()),
  walk: z.object({ offset: z.number().int(), first: z.array(z.string()) }).optional(),
})
const searchLimit = 40

/** A place for each thing that is asked, and whose turn it is. */
const searchTurn = z.object({ places: z.record(z.string(), z.json()), turn: z.number().int() })

/** One search after the other for everything that the query is asked as; what cannot be asked is matched by core alone. */
async function keyword(client: Client, query: string, cursor: Json): Promise<Page> {
  const { asked } = translateQuery(readQuery(query))
  const { places, turn } = searchTurn.safeParse(cursor).data ?? { places: {}, turn: 0 }
  const ask = asked[turn]
  if (ask === undefined)
    return { items: [], refSpace: refSpaceOf(client.origin), cursor: { places, turn: 0 }, more: false }
  const page = await search(client, ask, places[ask] ?? null)
  const isOver = !page.more && turn + 1 >= asked.length
  const next = page.more ? turn : isOver ? 0 : turn + 1
  return { ...page, cursor: { places: { ...places, [ask]: page.cursor }, turn: next }, more: !isOver }
}

async function search(client: Client, query: string, cursor: Json): Promise<Page> {
  const at = searchPlace.safeParse(cursor).data
  const offset = at?.walk?.offset ?? 0
  const statuses = await searchStatuses(client, query, offset)
  if (at === undefined && statuses.ids.length === 0) await probeSearch(client)
  return {
    items: itemsOf(statuses.entries, client.viewer),
    refSpace: refSpaceOf(client.origin),
    ...afterSearch(at, statuses.ids),
  }
}

/** Search has no Link header, newest first by offset: it goes on until it meets what it knows, or to a cap. Pure. */
export function afterSearch(
  at: z.infer<typeof searchPlace> | undefined,
  ids: readonly string[],
): { cursor: Json; more: boolean } {
  const known = at?.known ?? []
  const offset = at?.walk?.offset ?? 0
  const first = at?.walk?.first ?? ids.slice(0, 5)
  const isLast =
    ids.length < searchLimit / 2 ||
    ids.some((id) => known.includes(id)) ||
    (offset > 0 && ids.some((id) => first.includes(id))) ||
    offset + searchLimit >= searchLimit * firstPages
  if (isLast) return { cursor: { known: first.length > 0 ? first : known }, more: false }
  return { cursor: { known, walk: { offset: offset + ids.length, first } }, more: true }
}

async function searchStatuses(client: Client, q: string, offset: number) {
  const words = `${client.host} has no search in the words of posts. Listen to a hashtag there instead.`
  if (client.facts?.software === 'gotosocial') {
    // It searches in our own posts and answers to them only, which would look like silence.
    throw new Failure('not-supported', words)
  }
  try {
    const { data } = await client.json('/api/v2/search', {
      query: {
        type: 'statuses',
        q,
        limit: String(searchLimit),
        ...(offset === 0 ? {} : { offset: String(offset) }),
      },
    })
    const found = readOne(wireSearch, data, client.host, 'a search')
    return readStatuses(found.statuses ?? [], client.host)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.code === 'gone' || error.code === 'rejected')
      throw new Failure('not-supported', words, { status: error.status, cause: error })
    if (error.code === 'forbidden')
      throw new Failure('forbidden', `The sign-in at ${client.host} lacks read:search. Sign in again.`, {
        status: error.status,
        cause: error,
      })
    throw error
  }
}

/** An empty answer may mean no search at all: whether our own words are found tells. */
async function probeSearch(client: Client): Promise<void> {
  const { me } = client.viewer
  if (me === undefined) return
  const { data } = await client.json(`/api/v1/accounts/${encodeURIComponent(me.id)}/statuses`, {
    query: { limit: '20', exclude_reblogs: 'true' },
  })
  const own = itemsOf(readStatuses(data, client.host).entries, client.viewer)
  const word = own.flatMap(
    ({ text }) => text.match(/(?<![\p{L}\p{N}@#/.:])\p{L}{5,}(?![\p{L}\p{N}@/:])/gu) ?? [],
  )[0]
  // Who has said nothing yet cannot be found: then silence is taken for what it is.
  if (word === undefined) return
  const found = await searchStatuses(client, word, 0)
  if (found.ids.length > 0) return
  throw new Failure(
    'not-supported',
    `${client.host} has no search in the words of posts. Listen to a hashtag there instead.`,
  )
}
