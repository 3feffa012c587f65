import type { Goal, GoalMeasure, GoalProgress, GoalState } from '#shared/domain/goal'

export const measureWords: Record<GoalMeasure, string> = {
  posts: 'Posts',
  conversations: 'Conversations',
  people: 'People',
}

const oneWords: Record<GoalMeasure, [one: string, many: string]> = {
  posts: ['post', 'posts'],
  conversations: ['conversation', 'conversations'],
  people: ['person', 'people'],
}

/** `12 of 40 people`; more than are counted is said so. */
export function countWords(
  { measure, target }: Pick<Goal, 'measure' | 'target'>,
  { count, capped }: Pick<GoalProgress, 'count' | 'capped'>,
): string {
  const [one, many] = oneWords[measure]
  const figure = `${count.toLocaleString()}${capped ? ' or more' : ''}`
  return `${figure} of ${target.toLocaleString()} ${target === 1 ? one : many}`
}

/** How it stands, in a word or two. */
export const stateWords: Record<GoalState, string> = {
  early: 'not begun',
  ahead: 'on its way',
  behind: 'behind an even pace',
  quiet: 'nothing counted for two weeks',
  reached: 'reached',
  missed: 'not reached',
}

/** The days of a goal: `1 Oct to 31 Dec 2026`. */
export function daysWords({ from, by }: Pick<Goal, 'from' | 'by'>, locale?: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.formatRange(Date.parse(`${from}T00:00:00Z`), Date.parse(`${by}T00:00:00Z`))
}

/** The calendar's day of a moment on this machine. */
export function dayOf(ms: number): string {
  const at = new Date(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
