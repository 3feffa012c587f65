import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { clientOf, type Client } from './client.ts'
import { queryOf, translateForX } from './dialect.ts'
import { postFields } from './fields.ts'
import type { Api } from './over-http.ts'
import { itemsOf, refSpace } from './parse.ts'
import { costOfPage, mostOfPage, paidRead } from './paying.ts'
import { readPage, type ReadPage } from './wire.ts'
import { afterPage, placeOf, type Place } from './walk.ts'

/** Small pages: what is planned for a page counts against the cap until it is known what came. */
const pageSize = 20
/** A search answers for what is at least half a minute old. */
const searchDelayMs = 30_000
/** Search remembers a week; what is nearly as old is not asked for by its id any more. */
const searchMemoryMs = 7 * 86_400_000
const marginMs = 10 * 60_000

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  if (account === null) throw new Failure('signed-out', 'X shows nothing without an account. Sign in first.')
  const client = clientOf(ctx, account)
  switch (stream.kind) {
    case 'mentions':
      return mentions(ctx, client, cursor)
    case 'keyword':
      return keyword(ctx, client, stream.config['query'] ?? '', cursor)
    default:
      throw new Failure('not-supported', 'X has no such stream.')
  }
}

const twoWalks = z.object({ heard: z.json(), said: z.json() })

/**
 * What is said to us, and then what we said ourselves, wherever we said it: without our own answers, everything that
 * was answered on a telephone, or posted in the browser, would seem to wait still.
 */
async function mentions(ctx: NetworkContext, client: Client, cursor: Json): Promise<Page> {
  const { heard, said } = twoWalks.safeParse(cursor).data ?? { heard: null, said: null }
  const page = await timeline(ctx, client, 'mentions', heard)
  if (page.more) return { ...page, cursor: { heard: page.cursor, said } }
  const own = await timeline(ctx, client, 'own', said)
  return {
    ...page,
    items: [...page.items, ...own.items],
    cursor: { heard: page.cursor, said: own.cursor },
    more: own.more,
    coveredToMs: own.more ? undefined : page.coveredToMs,
  }
}

async function timeline(
  ctx: NetworkContext,
  client: Client,
  which: 'mentions' | 'own',
  cursor: Json,
): Promise<Page> {
  const at = placeOf(cursor)
  const options = {
    ...postFields,
    max_results: pageSize,
    ...(at.sinceId !== undefined && { since_id: at.sinceId }),
    ...(at.walk !== undefined && { pagination_token: at.walk.token }),
  }
  const { id } = client.me
  return onePage(ctx, client, at, client.ownPrice, ctx.clock.now(), async (api) =>
    which === 'mentions'
      ? (await api.userMentionTimeline(id, options)).data
      : (await api.userTimeline(id, { ...options, exclude: ['retweets'] })).data,
  )
}

async function keyword(ctx: NetworkContext, client: Client, text: string, cursor: Json): Promise<Page> {
  const [query] = translateForX(queryOf(text)).asked
  if (query === undefined)
    throw new Failure('bad-input', 'X cannot be asked for this alone: name a word or a hashtag.')
  const nowMs = ctx.clock.now()
  const at = rememberedPlace(placeOf(cursor), nowMs)
  const isForgotten = at.sinceId === undefined && at.atMs !== undefined
  const options = {
    ...postFields,
    query,
    max_results: pageSize,
    sort_order: 'recency' as const,
    ...(at.sinceId !== undefined && { since_id: at.sinceId }),
    ...(isForgotten && { start_time: new Date(nowMs - searchMemoryMs + marginMs).toISOString() }),
    ...(at.walk !== undefined && { next_token: at.walk.token }),
  }
  const page = await onePage(
    ctx,
    client,
    at,
    'post-read',
    nowMs - searchDelayMs,
    async (api) => (await api.search(options)).data,
  )
  return isForgotten && page.coveredFromMs === undefined
    ? { ...page, coveredFromMs: nowMs - searchMemoryMs + marginMs }
    : page
}

/** X refuses ids of posts that its search has forgotten; then only what it remembers can be asked for. */
function rememberedPlace(at: Place, nowMs: number): Place {
  if (at.sinceId === undefined || at.atMs === undefined || at.walk !== undefined) return at
  return nowMs - at.atMs > searchMemoryMs - 2 * marginMs ? { atMs: at.atMs } : at
}

async function onePage(
  ctx: NetworkContext,
  client: Client,
  at: Place,
  price: 'post-read' | 'owned-read',
  askedMs: number,
  ask: (api: Api) => Promise<unknown>,
): Promise<Page> {
  const page = await paidPage(ctx, client, price, ask)
  const items = itemsOf(page, client.me)
  const { cursor, more, cut, coveredToMs } = afterPage(at, page, askedMs)
  return {
    items,
    refSpace,
    cursor,
    more,
    coveredToMs,
    coveredFromMs: cut ? oldestOf(items) : undefined,
  }
}

/** A page of posts that was paid for: also what of it cannot be read. */
export async function paidPage(
  ctx: NetworkContext,
  client: Client,
  price: 'post-read' | 'owned-read',
  ask: (api: Api) => Promise<unknown>,
  size = pageSize,
): Promise<ReadPage> {
  return paidRead(
    ctx,
    mostOfPage(size, price),
    async () => readPage(await client.asUser(ask), client.host),
    (page) => costOfPage(page, price),
  )
}

function oldestOf(items: readonly FetchedItem[]): number | undefined {
  return items.length === 0 ? undefined : Math.min(...items.map(({ createdMs }) => createdMs))
}

const backfillPlace = z.object({ token: z.string() })

/** What a hole in the past held, newest first. Both timelines and search can be asked for a time. */
export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
  cursor: Json,
): Promise<Page> {
  if (account === null) throw new Failure('signed-out', 'X shows nothing without an account. Sign in first.')
  const client = clientOf(ctx, account)
  const token = backfillPlace.safeParse(cursor).data?.token
  const isSearch = stream.kind === 'keyword'
  const memoryMs = ctx.clock.now() - searchMemoryMs + marginMs
  const fromMs = isSearch ? Math.max(gap.fromMs, memoryMs) : gap.fromMs
  if (fromMs >= gap.toMs)
    throw new Failure('gone', 'X remembers searches for seven days; what was said before is not to be had.')
  const options = {
    ...postFields,
    max_results: pageSize,
    start_time: new Date(fromMs).toISOString(),
    end_time: new Date(gap.toMs).toISOString(),
  }
  const page = await paidPage(ctx, client, isSearch ? 'post-read' : client.ownPrice, async (api) => {
    if (!isSearch)
      return (
        await api.userMentionTimeline(client.me.id, {
          ...options,
          ...(token !== undefined && { pagination_token: token }),
        })
      ).data
    const [query = ''] = translateForX(queryOf(stream.config['query'] ?? '')).asked
    return (await api.search({ ...options, query, ...(token !== undefined && { next_token: token }) })).data
  })
  const goesOn = page.nextToken !== undefined && page.nextToken !== token
  return {
    items: itemsOf(page, client.me),
    refSpace,
    cursor: goesOn && page.nextToken !== undefined ? { token: page.nextToken } : null,
    more: goesOn,
    coveredFromMs: fromMs > gap.fromMs ? fromMs : undefined,
  }
}
