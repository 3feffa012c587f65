import { z } from 'zod'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json, NetworkContext, Page } from '../types.ts'
import { perPage, search, type Search } from './client.ts'
import { itemsOfHits, refSpace } from './parse.ts'
import { placeOf, type Place } from './place.ts'
import { nextTo, overlapS } from './walk.ts'
import type { WireHit } from './wire.ts'

/**
 * Replies to a user. The service cannot be asked for them, but for the comments of stories: so it is asked for what the
 * user wrote lately, then for the new comments of those stories, and what answers one of the user's items is kept,
 * together with what the user said.
 */

const place = z.object({ newest: z.number().int() })

/** After two weeks nothing can be answered any more; a few days are added. */
const answerableS = 18 * 86_400
/** The first look goes back so far. */
const firstS = 30 * 86_400
/** Stories asked for in one request, so that its address stays short. */
const storiesAtOnce = 40
/** Of a story with more new comments than these pages hold, the oldest are left to the ledger of holes. */
const mostPages = 10

interface Window {
  fromS: number
  toS?: number | undefined
}

export async function pullReplies(ctx: NetworkContext, config: StreamConfig, cursor: Json): Promise<Page> {
  const nowMs = ctx.clock.now()
  const known = place.safeParse(cursor).data?.newest
  const fromS = known === undefined ? Math.floor(nowMs / 1000) - firstS : known - overlapS
  const heard = await hearReplies(ctx, config, { fromS }, { fromS: fromS - answerableS })
  const newest = Math.max(known ?? 0, ...heard.times)
  const wholeFromS = heard.wholeFromS ?? (known === undefined ? fromS : undefined)
  return {
    items: heard.items,
    refSpace,
    cursor: newest === 0 ? null : { newest },
    more: false,
    coveredToMs: nowMs,
    coveredFromMs: wholeFromS === undefined ? undefined : wholeFromS * 1000,
  }
}

export interface Heard {
  items: FetchedItem[]
  times: number[]
  /** Set where the pages did not suffice: all is heard from here on only. */
  wholeFromS: number | undefined
}

/** Answers within a window of time to what the user wrote within another, and what the user said in the first. */
export async function hearReplies(
  ctx: NetworkContext,
  config: StreamConfig,
  window: Window,
  ownWindow: Window,
): Promise<Heard> {
  const user = config['user']
  if (user === undefined) throw new Failure('bad-input', 'This stream names no user.')
  const at = placeOf(config['host'])
  const { hits: own } = await allOf(ctx, at, { tags: `author_${user},(story,comment,poll)`, ...ownWindow })
  const ids = new Set(own.map((hit) => hit.objectID))
  const said: WireHit[] = own.filter((hit) => isWithin(hit.created_at_i, window))
  let wholeFromS: number | undefined
  for (const stories of groups(storiesOf(own), storiesAtOnce)) {
    // Nothing in a story can answer the user before the user's first item there.
    const first = Math.min(...own.map((hit) => hit.created_at_i))
    const asked = {
      tags: `comment,(${stories.map((id) => `story_${id}`).join(',')})`,
      fromS: Math.max(window.fromS, first),
      toS: window.toS,
    }
    const found = await allOf(ctx, at, asked)
    said.push(...found.hits.filter((hit) => ids.has(String(hit.parent_id))))
    if (found.wholeFromS !== undefined) wholeFromS = Math.max(wholeFromS ?? 0, found.wholeFromS)
  }
  const items = itemsOfHits(said, { place: at, user, own: ids })
  return { items, times: said.map((hit) => hit.created_at_i), wholeFromS }
}

function isWithin(seconds: number, { fromS, toS }: Window): boolean {
  return seconds >= fromS && (toS === undefined || seconds <= toS)
}

function storiesOf(hits: readonly WireHit[]): string[] {
  return [...new Set(hits.map((hit) => String(hit.story_id ?? hit.objectID)))]
}

function groups<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size))
}

async function allOf(
  ctx: NetworkContext,
  at: Place,
  asked: Search,
): Promise<{ hits: WireHit[]; wholeFromS: number | undefined }> {
  const hits: WireHit[] = []
  let { toS } = asked
  for (let page = 1; page <= mostPages; page += 1) {
    const found = await search(ctx, at, { ...asked, toS })
    hits.push(...found)
    if (found.length < perPage) return { hits, wholeFromS: undefined }
    toS = nextTo(
      found.map((hit) => hit.created_at_i),
      toS,
    )
  }
  return { hits, wholeFromS: toS }
}
