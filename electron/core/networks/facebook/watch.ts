import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Hearing what is said below many posts without asking each of them: one list tells a mark of every post (when it
 * was last spoken below, and how often), and only those whose mark is another are asked. Pure.
 */

/** Posts of the first look; of the others only what is said from then on is heard. */
const firstPosts = 25
/** Posts asked at once. */
export const stepPosts = 10
/** What comes late, by clocks that differ, is asked for again. */
export const overlapMs = 10 * 60_000

const place = z.object({
  /** Everything said before was heard; absent on the first look. */
  sinceMs: z.number().optional(),
  /** Marks as last seen. */
  seen: z.record(z.string(), z.string()),
  walk: z.object({ startedMs: z.number(), todo: z.array(z.string()) }).optional(),
})
export type WatchPlace = z.infer<typeof place>

/** A post, newest first, and what shows that something was said below it. */
export interface Mark {
  id: string
  mark: string
}

export function placeOf(cursor: Json): WatchPlace | undefined {
  return place.safeParse(cursor).data
}

/** Which posts are asked, given the list as it is now. */
export function planWalk(at: WatchPlace | undefined, marks: readonly Mark[], nowMs: number): WatchPlace {
  // A list that moves while it is read may tell of a post twice.
  const ids = new Set(marks.filter(({ id, mark }) => at?.seen[id] !== mark).map(({ id }) => id))
  const changed = [...ids]
  return {
    ...(at?.sinceMs === undefined ? {} : { sinceMs: at.sinceMs }),
    seen: Object.fromEntries(marks.map(({ id, mark }) => [id, mark])),
    walk: { startedMs: nowMs, todo: at?.sinceMs === undefined ? changed.slice(0, firstPosts) : changed },
  }
}

/** The posts of the next step. */
export function stepOf(at: WatchPlace): string[] {
  return (at.walk?.todo ?? []).slice(0, stepPosts)
}

/** Where to stand once the posts of the step are heard. */
export function afterStep(at: WatchPlace): {
  cursor: Json
  more: boolean
  coveredToMs?: number | undefined
} {
  const { walk, seen } = at
  if (walk === undefined) return { cursor: asJson(at), more: false }
  const todo = walk.todo.slice(stepPosts)
  if (todo.length > 0) return { cursor: asJson({ ...at, walk: { ...walk, todo } }), more: true }
  return {
    cursor: asJson({ sinceMs: walk.startedMs - overlapMs, seen }),
    more: false,
    coveredToMs: walk.startedMs,
  }
}

function asJson({ sinceMs, seen, walk }: WatchPlace): Json {
  return { ...(sinceMs === undefined ? {} : { sinceMs }), seen, ...(walk === undefined ? {} : { walk }) }
}
