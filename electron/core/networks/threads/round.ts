import { z } from 'zod'
import type { Json } from '../types.ts'

/**
 * Hearing what is said below our own posts. Threads tells of a post only whether it has replies, not how many nor since
 * when, so that each has to be asked: the newest ones in every look, older ones a few at a time, in turn. Pure.
 */

/** Asked in every look. */
export const freshPosts = 25
/** Older ones asked in one look; `watchedPosts` bounds how many there are. */
const oldPerLook = 5
export const watchedPosts = 100
/** Posts asked in one step. */
const stepPosts = 10
/** What comes late is asked for again: it comes along with what is new. */
const overlapMs = 3_600_000

const place = z.object({
  /** Up to when each post was heard. */
  heard: z.record(z.string(), z.number()),
  /** Where the turn of the older ones stands. */
  turn: z.number().int(),
  walk: z
    .object({
      startedMs: z.number(),
      todo: z.array(z.string()),
      isFirst: z.boolean(),
      /** Below some post there was more than could be asked: nothing before this was given. */
      fromMs: z.number().optional(),
    })
    .optional(),
})
export type RoundPlace = z.infer<typeof place>

export function placeIn(cursor: Json): RoundPlace | undefined {
  return place.safeParse(cursor).data
}

/** Which posts are asked, given our posts with replies, newest first, and all that are watched. */
export function planRound(
  at: RoundPlace | undefined,
  posts: readonly { id: string; hasReplies: boolean }[],
  nowMs: number,
): RoundPlace {
  const speaking = (some: typeof posts) => some.filter(({ hasReplies }) => hasReplies).map(({ id }) => id)
  const old = speaking(posts.slice(freshPosts))
  const start = old.length === 0 ? 0 : (at?.turn ?? 0) % old.length
  const turn = [...old.slice(start), ...old.slice(0, start)].slice(0, oldPerLook)
  const known = new Set(posts.map(({ id }) => id))
  return {
    heard: Object.fromEntries(Object.entries(at?.heard ?? {}).filter(([id]) => known.has(id))),
    turn: start + turn.length,
    walk: {
      startedMs: nowMs,
      todo: [...new Set([...speaking(posts.slice(0, freshPosts)), ...turn])],
      isFirst: at === undefined,
    },
  }
}

/** The posts of the next step, each with the moment up to which it was heard; undefined: never asked before. */
export function stepOf({ walk, heard }: RoundPlace): { id: string; sinceMs: number | undefined }[] {
  return (walk?.todo ?? []).slice(0, stepPosts).map((id) => ({ id, sinceMs: heard[id] }))
}

/** Where to stand once the posts of the step are heard. `fromMs`: below one of them not everything could be. */
export function afterStep(
  at: RoundPlace,
  fromMs: number | undefined,
): { cursor: Json; more: boolean; coveredToMs?: number; coveredFromMs?: number } {
  const { walk, turn } = at
  if (walk === undefined) return { cursor: { heard: at.heard, turn }, more: false }
  const { startedMs, todo, isFirst } = walk
  const heard = { ...at.heard }
  for (const id of todo.slice(0, stepPosts)) heard[id] = startedMs - overlapMs
  const cut = [walk.fromMs, isFirst ? undefined : fromMs].filter((ms) => ms !== undefined)
  const from = cut.length === 0 ? undefined : Math.max(...cut)
  const rest = todo.slice(stepPosts)
  if (rest.length > 0)
    return {
      cursor: {
        heard,
        turn,
        walk: { startedMs, todo: rest, isFirst, ...(from === undefined ? {} : { fromMs: from }) },
      },
      more: true,
    }
  return {
    cursor: { heard, turn },
    more: false,
    coveredToMs: startedMs,
    ...(from === undefined ? {} : { coveredFromMs: from }),
  }
}
