import { z } from 'zod'

/*
 * A goal: what to be known for, whom to reach, what to answer, by when, as a figure that the store can count. It is a
 * query, what is counted of what meets it, how many are wanted, and the days between which they count.
 */

/** A day as people write it, in the calendar of this machine: `2026-10-01`. */
export const day = z.iso.date()

export const goalMeasure = z.enum(['posts', 'conversations', 'people'])
export type GoalMeasure = z.infer<typeof goalMeasure>

export const goalDraft = z.object({
  name: z.string().trim().min(1).max(80),
  query: z.string().trim().min(1).max(4000),
  measure: goalMeasure,
  target: z.number().int().min(1).max(1_000_000),
  /** The first day that counts. */
  from: day,
  /** The last day that counts. */
  by: day,
})
export type GoalDraft = z.infer<typeof goalDraft>

export const goal = goalDraft.extend({ id: z.number().int(), createdMs: z.number() })
export type Goal = z.infer<typeof goal>

/** How far a goal is. */
export const goalProgress = z.object({
  count: z.number().int(),
  /** There are more than are counted. */
  capped: z.boolean(),
  /** When the newest that counts was said. */
  newestMs: z.number().optional(),
})
export type GoalProgress = z.infer<typeof goalProgress>

/** The query that finds what counts: opening it shows every item of the figure. Pure. */
export function goalQuery({ query, from, by }: Pick<Goal, 'query' | 'from' | 'by'>): string {
  return `(${query}) after:${from} before:${dayAfter(by)} -is:deleted`
}

/** The day after a day of the calendar. Pure. */
export function dayAfter(given: string, days = 1): string {
  const at = new Date(`${given}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** Days from the first to the second, both counted; 0 where they are the wrong way round. Pure. */
export function daysBetween(from: string, by: string): number {
  const days = (Date.parse(`${by}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
  return Math.max(0, Math.round(days) + 1)
}

/** How a goal stands. `quiet`: nothing has counted towards it for two weeks, so that nobody seems to work on it. */
export type GoalState = 'ahead' | 'early' | 'reached' | 'behind' | 'quiet' | 'missed'

const quietMs = 14 * 86_400_000

/**
 * How a goal stands on a day of the calendar. Behind means: fewer than an even pace would have brought by the end of
 * that day. Pure.
 */
export function goalState(
  goal: Pick<Goal, 'target' | 'from' | 'by' | 'createdMs'>,
  { count, newestMs }: Pick<GoalProgress, 'count' | 'newestMs'>,
  today: string,
  nowMs: number,
): GoalState {
  if (count >= goal.target) return 'reached'
  if (today > goal.by) return 'missed'
  if (today < goal.from) return 'early'
  const sinceMs = Math.max(newestMs ?? 0, goal.createdMs, Date.parse(`${goal.from}T00:00:00Z`))
  if (nowMs - sinceMs > quietMs) return 'quiet'
  return count < paceOf(goal, today) ? 'behind' : 'ahead'
}

/** How many an even pace brings by the end of a day, rounded down. Pure. */
export function paceOf({ target, from, by }: Pick<Goal, 'target' | 'from' | 'by'>, today: string): number {
  const whole = daysBetween(from, by)
  if (whole === 0) return target
  return Math.floor((target * Math.min(daysBetween(from, today), whole)) / whole)
}
