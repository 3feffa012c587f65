import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { queryOf } from './check-config.ts'
import { clientOf, type Client } from './client.ts'
import { itemsOf, refSpace } from './parse.ts'
import { byAuthor, byList, notedItems, notificationsPage, readFeed, searchPage, seenPost } from './pull.ts'
import { translate } from './search.ts'

/**
 * What a hole in the past held, newest first. The search takes bounds; notifications and feeds do not, so they are
 * walked from now back to the hole and through it.
 */

interface Gap {
  fromMs: number
  toMs: number
}

/** `index`: which alternative of a keyword query; `cursor`: where the list goes on. */
const placeShape = z.object({ index: z.number().int(), cursor: z.string().optional() })

/** One page of the hole. Its `coveredFromMs` says how far back the walk has come; absent at the end: all of it was heard. */
export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: Gap,
  cursor: Json,
): Promise<Page> {
  if (account === null) throw new Failure('signed-out', 'This stream needs an account. Sign in first.')
  const client = clientOf(ctx, account)
  const at = placeShape.safeParse(cursor).data ?? { index: 0 }
  const asked = stream.kind === 'keyword' ? translate(queryOf(stream.config), stream.config).asked : ['']
  const q = asked[at.index]
  if (q === undefined)
    throw new Failure(
      'not-supported',
      'Bluesky has no words for this query, so what was missed cannot be asked for.',
    )
  const { items, next, isEmpty, oldestMs } = await pageOf(client, stream, q, gap, at.cursor)
  const isThrough = next === undefined || next === at.cursor || isEmpty || oldestMs < gap.fromMs
  if (!isThrough)
    return {
      items,
      refSpace,
      cursor: { index: at.index, cursor: next },
      more: true,
      // Of several alternatives only the last one has heard what the others heard before it.
      ...(at.index === asked.length - 1
        ? { coveredToMs: gap.toMs, coveredFromMs: Math.min(oldestMs, gap.toMs) }
        : {}),
    }
  if (at.index + 1 < asked.length) return { items, refSpace, cursor: { index: at.index + 1 }, more: true }
  return { items, refSpace, cursor: { index: at.index }, more: false, coveredToMs: gap.toMs }
}

interface BackPage {
  /** Those of the hole. */
  items: FetchedItem[]
  next: string | undefined
  isEmpty: boolean
  /** How far back the page reaches; now where nothing in it counts. */
  oldestMs: number
}

async function pageOf(
  client: Client,
  stream: StreamRef,
  q: string,
  gap: Gap,
  cursor: string | undefined,
): Promise<BackPage> {
  switch (stream.kind) {
    case 'mentions': {
      const { notes, next, isEmpty } = await notificationsPage(client, cursor)
      const inside = notes.filter(({ ms }) => ms >= gap.fromMs && ms <= gap.toMs)
      return { items: await notedItems(client, inside), next, isEmpty, oldestMs: oldest(notes) }
    }
    case 'author':
    case 'list': {
      const { did, actor = '', list = '' } = stream.config
      const feed = stream.kind === 'list' ? byList(list) : byAuthor(did ?? actor)
      const { posts, next, isEmpty } = await readFeed(client, feed, cursor)
      const items = within(itemsOf(posts, client.viewer), gap)
      return { items, next, isEmpty, oldestMs: oldest(posts.map(seenPost)) }
    }
    case 'keyword': {
      const { posts, next } = await searchPage(client, {
        q,
        cursor,
        since: new Date(gap.fromMs).toISOString(),
        until: new Date(gap.toMs + 1).toISOString(),
      })
      const items = within(itemsOf(posts, client.viewer), gap)
      return { items, next, isEmpty: posts.length === 0, oldestMs: oldest(posts.map(seenPost)) }
    }
    default:
      throw new Failure('not-supported', 'Bluesky has no such stream.')
  }
}

function oldest(entries: readonly { ms: number }[]): number {
  return Math.min(Number.MAX_SAFE_INTEGER, ...entries.map(({ ms }) => ms))
}

function within(items: readonly FetchedItem[], gap: Gap): FetchedItem[] {
  return items.filter(({ createdMs }) => createdMs >= gap.fromMs && createdMs <= gap.toMs)
}
