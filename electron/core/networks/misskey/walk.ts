import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Walking a list without holes. Lists are asked for with `sinceId` and `untilId`. Three traps:
 * 1. With `sinceId` alone most calls give the oldest first, some the newest (search, notifications of some versions):
 *    then what lies between is walked back to.
 * 2. The id of a note is made from the time at which it was written. A note that was long under way from another server
 *    lands below what was heard before, so that each look begins a little below the newest (`since`).
 * 3. A server may leave out what it could not put together, so that a page may be short and not the last.
 * Pure.
 */

/** Where an entry stands in its list. */
export interface Mark {
  id: string
  ms: number
}

/** Pages of the first look back, and of a walk back to what is known. */
export const firstPages = 3
const mostPages = 20
const firstLimit = 40
const limit = 100

/** How far below the newest a look begins, where entries come late: at most so many, and as long ago. */
export const lateEntries = 15
const lateMs = 3_600_000

const place = z.object({
  /** Newest id heard; absent while nothing was there yet. */
  newest: z.string().optional(),
  /** The next look begins above this id. */
  since: z.string().optional(),
  /** Still going back from here. */
  back: z
    .object({
      until: z.string(),
      left: z.number().int(),
      /** Where the walk began: its first page, when that was asked for, and where the next look will begin. */
      top: z.string(),
      askedMs: z.number(),
      anchor: z.string().optional(),
    })
    .optional(),
})
export type Place = z.infer<typeof place>

/** What the next request asks for. */
export interface Step {
  limit: number
  sinceId?: string
  untilId?: string
}

export function placeOf(cursor: Json): Place {
  return place.safeParse(cursor).data ?? {}
}

export function stepOf({ newest, since, back }: Place): Step {
  return {
    limit: newest === undefined ? firstLimit : limit,
    ...(since === undefined ? {} : { sinceId: since }),
    ...(back === undefined ? {} : { untilId: back.until }),
  }
}

export interface After {
  cursor: Json
  more: boolean
  /** Up to when everything was asked for, once the walk is through. */
  toMs: number
  /** The list goes on beyond the oldest of this page, and nobody will ask for that. */
  cut?: boolean
}

/**
 * Where to stand after a page. `late` is how many entries below the newest are looked at again: none for lists that are
 * in the order of arrival.
 */
export function afterPage(at: Place, marks: readonly Mark[], askedMs: number, late: number): After {
  if (at.back !== undefined) return afterBackPage(at, at.back, marks)
  const sorted = newestFirst(marks)
  const [top] = sorted
  if (top === undefined) return { cursor: cursorOf({ ...at }), more: false, toMs: askedMs }
  const anchor = anchorOf(sorted, late, at.since)
  const next = { newest: top.id, since: anchor }
  if (at.since !== undefined && isOldestFirst(marks))
    return { cursor: cursorOf(next), more: isFull(at, marks) && top.id !== at.newest, toMs: askedMs }
  if (isThrough(at, marks)) return { cursor: cursorOf(next), more: false, toMs: askedMs }
  const back = {
    until: sorted.at(-1)?.id ?? top.id,
    left: (at.newest === undefined ? firstPages : mostPages) - 1,
    top: top.id,
    askedMs,
    anchor,
  }
  return { cursor: cursorOf({ ...at, back }), more: true, toMs: askedMs }
}

function afterBackPage(at: Place, back: NonNullable<Place['back']>, marks: readonly Mark[]): After {
  const sorted = newestFirst(marks)
  const bottom = sorted.at(-1)
  const isDone = bottom === undefined || isThrough(at, marks)
  // It ignores where it is asked to go on, and would give the same for ever.
  const isStuck = bottom?.id === back.until || sorted[0]?.id === back.top
  if (!isDone && !isStuck && back.left > 1) {
    const next = { ...back, until: bottom.id, left: back.left - 1 }
    return { cursor: cursorOf({ ...at, back: next }), more: true, toMs: back.askedMs }
  }
  const cursor = cursorOf({ newest: back.top, since: back.anchor })
  return { cursor, more: false, toMs: back.askedMs, ...(isDone ? {} : { cut: true }) }
}

/** Whether a page, newest first, is the last: it has reached `since`, or what is known where there is no `since` yet. */
function isThrough(at: Place, marks: readonly Mark[]): boolean {
  if (!isFull(at, marks)) return true
  return at.since === undefined && marks.some(({ id }) => id === at.newest)
}

function isFull(at: Place, marks: readonly Mark[]): boolean {
  return marks.length * 2 >= stepOf(at).limit
}

/** Equal times keep their order, so that a list of one moment is taken as it came. */
function newestFirst(marks: readonly Mark[]): Mark[] {
  const isRising = isOldestFirst(marks)
  return (isRising ? [...marks].reverse() : [...marks]).sort((a, b) => b.ms - a.ms)
}

function isOldestFirst(marks: readonly Mark[]): boolean {
  return (marks[0]?.ms ?? 0) <= (marks.at(-1)?.ms ?? 0)
}

function anchorOf(sorted: readonly Mark[], late: number, before: string | undefined): string | undefined {
  if (late === 0) return sorted[0]?.id
  const oldestMs = (sorted[0]?.ms ?? 0) - lateMs
  const older = sorted.findIndex(({ ms }) => ms < oldestMs)
  return sorted[older === -1 ? late : Math.min(older, late)]?.id ?? before
}

function cursorOf({ newest, since, back }: Place): Json {
  return {
    ...(newest === undefined ? {} : { newest }),
    ...(since === undefined ? {} : { since }),
    ...(back === undefined ? {} : { back: backOf(back) }),
  }
}

function backOf({ anchor, ...rest }: NonNullable<Place['back']>): Json {
  return anchor === undefined ? rest : { ...rest, anchor }
}
