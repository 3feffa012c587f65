import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Walking lists that only point at posts (notifications, hits of a search), newest first: one request for a page of
 * them, then the topics that they point at, some at a time, so that a walk that is broken off by a limit goes on where
 * it was. Several lists (alternatives of a query) are walked one after the other. Pure.
 */

/** Something that points at a post. */
export const hit = z.object({
  /** The list's own number for it. */
  id: z.number(),
  ms: z.number(),
  topic: z.number(),
  number: z.number(),
  /** Spoken to us, as the list says. */
  direct: z.boolean().optional(),
  /** Stands for all posts from here on, up to its time. */
  since: z.boolean().optional(),
})
export type Hit = z.infer<typeof hit>

/** Topics that are read in one step. */
export const topicsPerStep = 5
/** Hits of a first look, which has to read the topics of all of them. */
export const firstHits = 20
/** A search learns of new posts some time after the forum. */
export const overlapMs = 20 * 60_000
/** Names of hits kept to know them again; more cannot fall into the overlap. */
const mostKnown = 200

const place = z.object({
  /** Time of the newest hit of the looks before; absent until one was finished. */
  newest: z.number().optional(),
  /** Hits that were read already, newest first. */
  known: z.array(z.number()).catch([]).default([]),
  walk: z
    .object({
      look: z.number().int(),
      page: z.number().int(),
      todo: z.array(hit),
      /** Where to go once nothing is to do: on, or to the next look. */
      isLast: z.boolean(),
      top: z.number(),
      heard: z.array(z.number()),
      startMs: z.number(),
      fromMs: z.number().optional(),
    })
    .optional(),
})
export type Place = z.infer<typeof place>
type Walk = NonNullable<Place['walk']>

export function placeOf(cursor: Json): Place {
  return place.safeParse(cursor).data ?? { known: [] }
}

/** What to do next: read these topics, or ask for a page of a look. */
export function stepOf({ walk }: Place): { read: Hit[] } | { look: number; page: number } {
  if (walk !== undefined && walk.todo.length > 0) return { read: nextOf(walk.todo) }
  return { look: walk?.look ?? 0, page: walk?.page ?? 1 }
}

/** The hits of the next topics, all of each. */
function nextOf(todo: readonly Hit[]): Hit[] {
  const topics = [...new Set(todo.map(({ topic }) => topic))].slice(0, topicsPerStep)
  return todo.filter(({ topic }) => topics.includes(topic))
}

/** Hits older than this were read before. */
export function sinceOf({ newest }: Place): number | undefined {
  return newest === undefined ? undefined : newest - overlapMs
}

export interface After {
  cursor: Json
  more: boolean
  coveredToMs?: number
  coveredFromMs?: number
}

/** Where to stand after a page of a list. `more` is whether the list has further pages. */
export function afterHits(
  at: Place,
  answer: { hits: readonly Hit[]; more: boolean },
  looks: number,
  nowMs: number,
): After {
  const walk: Walk = at.walk ?? {
    look: 0,
    page: 1,
    todo: [],
    isLast: false,
    top: at.newest ?? 0,
    heard: [],
    startMs: nowMs,
  }
  const since = sinceOf(at)
  const isFirst = since === undefined
  const isRead = new Set([...at.known, ...walk.heard])
  const fresh = [...new Map(answer.hits.map((one) => [one.id, one])).values()].filter(
    ({ id, ms }) => (isFirst || ms >= since) && !isRead.has(id),
  )
  const todo = isFirst ? fresh.slice(0, firstHits) : fresh
  const isCapped = isFirst && (fresh.length > firstHits || answer.more)
  const isKnown = !isFirst && answer.hits.some(({ ms }) => ms < since)
  const oldest = Math.min(...todo.map(({ ms }) => ms))
  const fromMs = isCapped && todo.length > 0 ? Math.max(walk.fromMs ?? 0, oldest) : walk.fromMs
  return afterStep(
    at,
    {
      ...walk,
      todo,
      // A page that brought nothing new leads nowhere, whatever the list says.
      isLast: isFirst || isKnown || !answer.more || fresh.length === 0,
      top: Math.max(walk.top, ...answer.hits.map(({ ms }) => ms)),
      heard: [...walk.heard, ...todo.map(({ id }) => id)],
      ...(fromMs === undefined ? {} : { fromMs }),
    },
    looks,
  )
}

/** Where to stand after the topics of these hits were read. */
export function afterRead(at: Place, read: readonly Hit[], looks: number): After {
  const { walk } = at
  if (walk === undefined) return { cursor: { known: at.known }, more: false }
  const done = new Set(read.map(({ id }) => id))
  return afterStep(at, { ...walk, todo: walk.todo.filter(({ id }) => !done.has(id)) }, looks)
}

function afterStep(at: Place, walk: Walk, looks: number): After {
  if (walk.todo.length > 0) return { cursor: asJson(at, walk), more: true }
  const look = walk.isLast ? walk.look + 1 : walk.look
  const page = walk.isLast ? 1 : walk.page + 1
  if (look < looks) return { cursor: asJson(at, { ...walk, look, page, isLast: false }), more: true }
  const known = [...walk.heard, ...at.known].slice(0, mostKnown)
  return {
    cursor: { ...(walk.top === 0 ? {} : { newest: walk.top }), known },
    more: false,
    coveredToMs: walk.startMs,
    ...(walk.fromMs === undefined ? {} : { coveredFromMs: walk.fromMs }),
  }
}

function asJson({ newest, known }: Place, walk: Walk): Json {
  const { fromMs, todo, ...rest } = walk
  return {
    ...(newest === undefined ? {} : { newest }),
    known,
    walk: {
      ...rest,
      todo: todo.map((one) =>
        Object.fromEntries(Object.entries(one).filter(([, each]) => each !== undefined)),
      ),
      ...(fromMs === undefined ? {} : { fromMs }),
    },
  }
}
