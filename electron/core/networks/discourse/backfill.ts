import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import type { Client } from './client.ts'
import { notificationPage } from './notifications.ts'
import { refSpaceOf } from './place.ts'
import { clientFor, readHits } from './pull.ts'
import { isCut, looksOf, searchPage } from './search.ts'
import { hit, topicsPerStep, type Hit } from './walk.ts'

/** Holes in the past, newest first: by the pages of notifications, or by the search with dates. */

const place = z.object({
  look: z.number().int(),
  page: z.number().int(),
  todo: z.array(hit).catch([]).default([]),
  isLast: z.boolean(),
  fromMs: z.number().optional(),
})
type Place = z.infer<typeof place>
const start: Place = { look: 0, page: 1, todo: [], isLast: false }
const cutWords = 'A forum’s search gives ten pages, and this time held more.'

interface Gap {
  fromMs: number
  toMs: number
}

export async function backfill(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  gap: Gap,
  cursor: Json,
): Promise<Page> {
  if (stream.kind === 'author')
    throw new Failure('not-supported', 'A forum gives the fifty newest posts of a person, and no older ones.')
  const client = clientFor(ctx, account, stream)
  const looks = stream.kind === 'mentions' ? [''] : looksOf(stream)
  const at = place.safeParse(cursor).data ?? start
  const refSpace = refSpaceOf(client.viewer.site)
  if (at.todo.length === 0) {
    const answer = await hitsOf(client, stream, looks, at, gap)
    return { items: [], refSpace, ...after({ ...at, ...answer }, looks.length) }
  }
  const topics = [...new Set(at.todo.map(({ topic }) => topic))].slice(0, topicsPerStep)
  const read = at.todo.filter(({ topic }) => topics.includes(topic))
  const { items, deletions } = await readHits(client, read, gap.fromMs)
  return {
    items: items.filter(({ createdMs }) => createdMs >= gap.fromMs && createdMs <= gap.toMs),
    deletions,
    refSpace,
    ...after({ ...at, todo: at.todo.filter((one) => !read.includes(one)) }, looks.length),
  }
}

/** A page of hits of the hole, and whether it is the last of its look. */
async function hitsOf(
  client: Client,
  { kind }: StreamRef,
  looks: readonly string[],
  { look, page, fromMs }: Place,
  gap: Gap,
): Promise<Pick<Place, 'todo' | 'isLast' | 'fromMs'>> {
  const answer =
    kind === 'mentions'
      ? await notificationPage(client, page)
      : await searchPage(client, looks[look] ?? '', page, gap)
  const isPast = answer.hits.some(({ ms }) => ms < gap.fromMs)
  const todo = answer.hits.filter(
    ({ ms, since }) => ms >= gap.fromMs && (ms <= gap.toMs || since === true || kind !== 'mentions'),
  )
  const isLast = !answer.more || isPast
  const cutMs = !isPast && kind !== 'mentions' && isCut(answer, page) ? oldestOf(answer.hits) : undefined
  const from = Math.max(fromMs ?? -Infinity, cutMs ?? -Infinity)
  return { todo, isLast, ...(Number.isFinite(from) ? { fromMs: from } : {}) }
}

function oldestOf(hits: readonly Hit[]): number {
  return Math.min(...hits.map(({ ms }) => ms))
}

function after(
  at: Place,
  looks: number,
): { cursor: Json; more: boolean; coveredFromMs?: number; holeReason?: string } {
  if (at.todo.length > 0) return { cursor: asJson(at), more: true }
  const next = at.isLast ? { look: at.look + 1, page: 1 } : { look: at.look, page: at.page + 1 }
  if (next.look < looks) return { cursor: asJson({ ...at, ...next, isLast: false }), more: true }
  return {
    cursor: null,
    more: false,
    ...(at.fromMs === undefined ? {} : { coveredFromMs: at.fromMs, holeReason: cutWords }),
  }
}

function asJson({ todo, ...at }: Place): Json {
  const plain = (value: object) =>
    Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))
  return { ...plain(at), todo: todo.map(plain) }
}
