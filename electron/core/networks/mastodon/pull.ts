import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, strangerClient, type Client } from './client.ts'
import { listId, personId } from './named.ts'
import { itemsOf, refSpaceOf } from './parse.ts'
import { readList, readMentions, readOwn, readPosts, readTag, type TimelinePage } from './timelines.ts'
import { readStatuses, wireSearch } from './wire.ts'
import { readQuery } from '#shared/domain/query/check'
import { translateQuery } from './translate.ts'
import { afterPage, firstPages, placeOf, stepOf, type After, type Step } from './walk.ts'

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  const askedMs = ctx.clock.now()
  const page = await pageOf(ctx, account, stream, cursor)
  return page.more ? page : { coveredToMs: askedMs, ...page }
}

const lookBack = 'More had come than one look back takes in.'

/** A page as core knows it. Where more lies before it than is asked for, it says from when on it was heard. */
function pageAfter(client: Client, items: FetchedItem[], after: After, holeReason = lookBack): Page {
  const page = { items, refSpace: refSpaceOf(client.origin), cursor: after.cursor, more: after.more }
  const oldest = items.at(-1)
  return after.cut !== true || oldest === undefined
    ? page
    : { ...page, coveredFromMs: oldest.createdMs, holeReason }
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
      return keyword(client, stream.config['query'] ?? '', cursor, ctx.clock.now())
    case 'author':
      return named(client, stream, cursor, {
        find: (who) => personId(client, who),
        read: readPosts,
        by: 'who',
      })
    case 'list':
      return named(client, stream, cursor, {
        find: (list) => listId(client, list),
        read: readList,
        by: 'list',
      })
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
  const later = (own.coveredFromMs ?? 0) > (page.coveredFromMs ?? 0) ? own : page
  return {
    items: [...page.items, ...own.items],
    refSpace: page.refSpace,
    cursor: { heard: page.cursor, said: own.cursor },
    more: own.more,
    ...(later.coveredFromMs === undefined
      ? {}
      : { coveredFromMs: later.coveredFromMs, holeReason: later.holeReason }),
  }
}

const twoWalks = z.object({ heard: z.json(), said: z.json() })

async function heardPage(client: Client, cursor: Json): Promise<Page> {
  const at = placeOf(cursor)
  const { items, ids, link } = await readMentions(client, stepOf(at))
  return pageAfter(client, items, afterPage(at, ids, link))
}

async function ownPage(client: Client, cursor: Json): Promise<Omit<Page, 'refSpace'>> {
  const at = placeOf(cursor)
  const page = await readOwn(client, stepOf(at))
  if (page === undefined) return { items: [], cursor, more: false }
  return pageAfter(client, page.items, afterPage(at, page.ids, page.link))
}

async function hashtag(client: Client, tag: string, cursor: Json): Promise<Page> {
  const at = placeOf(cursor)
  const { items, ids, link } = await readTag(client, tag, stepOf(at))
  return pageAfter(client, items, afterPage(at, ids, link))
}

interface Named {
  /** Asks the server for the id of what the user named. */
  find: (name: string) => Promise<string>
  read: (client: Client, id: string, step: Step) => Promise<TimelinePage>
  /** Where the name stands in the configuration of the stream. */
  by: string
}

/** Somebody, or a list of ours: found once by its name, and kept by the id that the server gives it. */
async function named(client: Client, { config }: StreamRef, cursor: Json, of: Named): Promise<Page> {
  const id = config['id'] ?? (await of.find(config[of.by] ?? ''))
  const at = placeOf(cursor)
  const { items, ids, link } = await of.read(client, id, stepOf(at))
  const page = pageAfter(client, items, afterPage(at, ids, link))
  return config['id'] === undefined ? { ...page, configPatch: { id } } : page
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
  walk: z
    .object({
      offset: z.number().int(),
      first: z.array(z.string()),
      /** When the newest page was asked for. */
      askedMs: z.number(),
    })
    .optional(),
})
const searchLimit = 40

/** A place for each thing that is asked, whose turn it is, and what those before it in this round have covered. */
const searchTurn = z.object({
  places: z.record(z.string(), z.json()),
  turn: z.number().int(),
  covered: z.object({ fromMs: z.number().optional(), toMs: z.number().optional() }).optional(),
})

/** One search after the other for everything that the query is asked as; what cannot be asked is matched by core alone. */
async function keyword(client: Client, query: string, cursor: Json, nowMs: number): Promise<Page> {
  const { asked } = translateQuery(readQuery(query))
  const { places, turn, covered } = searchTurn.safeParse(cursor).data ?? { places: {}, turn: 0 }
  const ask = asked[turn]
  if (ask === undefined)
    return { items: [], refSpace: refSpaceOf(client.origin), cursor: { places, turn: 0 }, more: false }
  const page = await search(client, ask, places[ask] ?? null, nowMs)
  const now = { ...places, [ask]: page.cursor }
  if (page.more) return { ...page, cursor: cursorOf(now, turn, covered) }
  // The round has covered what all of its searches have.
  const both = {
    fromMs: most(covered?.fromMs, page.coveredFromMs),
    toMs: least(covered?.toMs, page.coveredToMs),
  }
  const { coveredFromMs: _from, coveredToMs: _to, ...rest } = page
  if (turn + 1 < asked.length) return { ...rest, cursor: cursorOf(now, turn + 1, both), more: true }
  return {
    ...rest,
    ...(both.fromMs === undefined ? {} : { coveredFromMs: both.fromMs }),
    ...(both.toMs === undefined ? {} : { coveredToMs: both.toMs }),
    cursor: cursorOf(now, 0, undefined),
  }
}

function cursorOf(
  places: Record<string, Json>,
  turn: number,
  covered: { fromMs?: number | undefined; toMs?: number | undefined } | undefined,
): Json {
  const { fromMs, toMs } = covered ?? {}
  if (fromMs === undefined && toMs === undefined) return { places, turn }
  return {
    places,
    turn,
    covered: { ...(fromMs === undefined ? {} : { fromMs }), ...(toMs === undefined ? {} : { toMs }) },
  }
}

function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)
}

async function search(client: Client, query: string, cursor: Json, nowMs: number): Promise<Page> {
  const at = searchPlace.safeParse(cursor).data
  const offset = at?.walk?.offset ?? 0
  const statuses = await searchStatuses(client, query, offset)
  if (at === undefined && statuses.ids.length === 0) await probeSearch(client)
  const items = itemsOf(statuses.entries, client.viewer)
  const after = afterSearch(at, statuses.ids, nowMs)
  const page = pageAfter(client, items, after, `The search at ${client.host} gives only its newest results.`)
  // Newest first: what came since the first page was asked for is above it, and belongs to the next pull.
  return page.more ? page : { ...page, coveredToMs: at?.walk?.askedMs ?? nowMs }
}

/**
 * Search has no Link header, newest first by offset: it goes on until it meets what it knows, or to a cap; `cut` where
 * it ended without either that or the last result. Pure.
 */
export function afterSearch(
  at: z.infer<typeof searchPlace> | undefined,
  ids: readonly string[],
  nowMs: number,
): After {
  const known = at?.known ?? []
  const offset = at?.walk?.offset ?? 0
  const first = at?.walk?.first ?? ids.slice(0, 5)
  const isThrough = ids.length < searchLimit / 2 || ids.some((id) => known.includes(id))
  const isCut =
    (offset > 0 && ids.some((id) => first.includes(id))) || offset + searchLimit >= searchLimit * firstPages
  if (!isThrough && !isCut) {
    const askedMs = at?.walk?.askedMs ?? nowMs
    return { cursor: { known, walk: { offset: offset + ids.length, first, askedMs } }, more: true }
  }
  const cursor = { known: first.length > 0 ? first : known }
  return { cursor, more: false, ...(isThrough ? {} : { cut: true }) }
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
