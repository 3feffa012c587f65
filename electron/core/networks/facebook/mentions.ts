import { z } from 'zod'
import type { FetchedItem, Json, Page } from '../types.ts'
import type { Client } from './client.ts'
import { readScope } from './comments.ts'
import { postFields } from './fields.ts'
import { postItem, type Viewer } from './parse.ts'
import { overlapMs } from './watch.ts'
import { readEdge, wirePost, type Edge, type WirePost } from './wire.ts'

/** Posts that speak to the Page: on its wall, and elsewhere with the Page tagged. */

const edges = ['tagged', 'feed'] as const
const pageLimit = 50
/** Pages of the first look, and of a later one before a hole is left. */
const firstPages = 3
const mostPages = 10

const place = z.object({
  /** Everything posted before was heard; absent on the first look. */
  sinceMs: z.number().optional(),
  walk: z
    .object({
      startedMs: z.number(),
      pages: z.number().int(),
      after: z.partialRecord(z.enum(edges), z.string()),
      oldestMs: z.number(),
    })
    .optional(),
})
type Place = z.infer<typeof place>

/** Asks both lists for their next page; they go on together until both have ended. */
export async function mentions(
  client: Client,
  viewer: Viewer,
  cursor: Json,
  nowMs: number,
): Promise<Pick<Page, 'items' | 'cursor' | 'more' | 'coveredToMs' | 'coveredFromMs'>> {
  const at = place.safeParse(cursor).data ?? {}
  const after: Partial<Record<(typeof edges)[number], string>> = {}
  const items: FetchedItem[] = []
  for (const edge of edges) {
    const from = at.walk?.after[edge]
    if (at.walk !== undefined && from === undefined) continue
    const page = await postsOf(client, edge, { after: from, sinceMs: at.sinceMs })
    items.push(...page.nodes.map((node) => postItem(node, viewer)))
    // A cursor that leads back to itself ends the walk.
    if (page.after !== undefined && page.after !== from && page.nodes.length > 0) after[edge] = page.after
  }
  return { items: once(items), ...afterPage(at, after, items, nowMs) }
}

/** Where to stand after a page. What lies before a walk that was cut short has not been heard. Pure. */
export function afterPage(
  at: Place,
  after: Partial<Record<(typeof edges)[number], string>>,
  items: readonly Pick<FetchedItem, 'createdMs'>[],
  nowMs: number,
): Pick<Page, 'cursor' | 'more' | 'coveredToMs' | 'coveredFromMs'> {
  const startedMs = at.walk?.startedMs ?? nowMs
  const pages = (at.walk?.pages ?? 0) + 1
  const oldestMs = Math.min(at.walk?.oldestMs ?? startedMs, ...items.map(({ createdMs }) => createdMs))
  const isFirstLook = at.sinceMs === undefined
  const ended = Object.keys(after).length === 0
  if (!ended && pages < (isFirstLook ? firstPages : mostPages)) {
    const walk = { startedMs, pages, after, oldestMs }
    return { cursor: { ...(at.sinceMs === undefined ? {} : { sinceMs: at.sinceMs }), walk }, more: true }
  }
  return {
    cursor: { sinceMs: startedMs - overlapMs },
    more: false,
    coveredToMs: startedMs,
    coveredFromMs: ended || isFirstLook ? undefined : oldestMs,
  }
}

/**
 * What a hole held: both lists from its end backwards. They are cut at the same moment, so that what comes goes
 * steadily back in time.
 */
export async function mentionsWithin(
  client: Client,
  viewer: Viewer,
  gap: { fromMs: number; toMs: number },
  cursor: Json,
): Promise<Pick<Page, 'items' | 'cursor' | 'more'>> {
  const untilMs = z.object({ untilMs: z.number() }).safeParse(cursor).data?.untilMs ?? gap.toMs
  const pages: Edge<WirePost>[] = []
  for (const edge of edges) pages.push(await postsOf(client, edge, { sinceMs: gap.fromMs, untilMs }))
  const cutMs = cutOf(pages.map(({ nodes }) => nodes.map(({ node }) => node.created_time)))
  const items = pages
    .flatMap(({ nodes }) => nodes.map((node) => postItem(node, viewer)))
    .filter(({ createdMs }) => createdMs >= Math.max(cutMs, gap.fromMs) && createdMs <= gap.toMs)
  // Asked for again up to the very second, since several may share it; the same moment twice is the end.
  const more = cutMs > gap.fromMs && cutMs < untilMs
  return { items: once(items), cursor: { untilMs: cutMs }, more }
}

/** The moment up to which all lists are known: the latest of the oldest times of those that go on. Pure. */
export function cutOf(lists: readonly (readonly number[])[]): number {
  const oldest = lists.filter((times) => times.length >= pageLimit).map((times) => Math.min(...times))
  return Math.max(0, ...oldest)
}

async function postsOf(
  client: Client,
  edge: string,
  from: { after?: string | undefined; sinceMs?: number | undefined; untilMs?: number | undefined },
): Promise<Edge<WirePost>> {
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : String(Math.floor(ms / 1000)))
  const data = await client.ask(`/${client.facts.pageId}/${edge}`, {
    query: {
      fields: postFields,
      limit: String(pageLimit),
      after: from.after,
      since: seconds(from.sinceMs),
      // Whole seconds: what was said within the last one counts too.
      until: from.untilMs === undefined ? undefined : String(Math.ceil(from.untilMs / 1000)),
    },
    scope: readScope,
  })
  return readEdge(wirePost, data)
}

/** A post can be on the wall and tag the Page. What the Page itself posted is heard with its comments. */
function once(items: readonly FetchedItem[]): FetchedItem[] {
  return [...new Map(items.filter(({ mine }) => !mine).map((item) => [item.remoteId, item])).values()]
}
