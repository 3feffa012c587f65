import { z } from 'zod'

const minute = z
  .number()
  .int()
  .min(0)
  .max(24 * 60 - 1)

/** Hours in which no banner is shown, in the local time of the machine. */
export const quietHours = z.object({
  on: z.boolean(),
  /** Minutes after midnight. */
  from: minute,
  /** Minutes after midnight; not later than `from`: on the next day. The same as `from`: a whole day. */
  to: minute,
  /** The days on which they begin: 0 is Sunday. */
  days: z.array(z.number().int().min(0).max(6)).max(7),
})
export type QuietHours = z.infer<typeof quietHours>

/** What keeps banners back: the hours of the week, and "quiet for an hour". */
export interface Quiet {
  hours: QuietHours
  /** Quiet until then, whatever the hours say; 0: not. */
  untilMs: number
}

/** Quiet times that follow each other without a break are followed this far. */
const longestDays = 8

/**
 * When the present quiet time ends, in epoch ms, or undefined where it is not quiet. Pure but for the machine's time
 * zone: hours are those on the clock on the wall, also in the night in which it is put forward or back. One that never
 * ends is said to end in about a week.
 */
export function quietUntil(nowMs: number, { hours, untilMs }: Quiet): number | undefined {
  let end = untilMs > nowMs ? untilMs : undefined
  for (let step = 0; step < longestDays; step += 1) {
    const later = spanEnd(end ?? nowMs, hours)
    if (later === undefined) break
    end = later
  }
  return end
}

/** The end of the quiet span that holds this moment; one of yesterday may reach into today. */
function spanEnd(atMs: number, hours: QuietHours): number | undefined {
  if (!hours.on) return undefined
  const ends = [-1, 0].flatMap((days) => {
    const { year, month, day, weekday } = dayAround(atMs, days)
    if (!hours.days.includes(weekday)) return []
    const from = wallClock(year, month, day, hours.from)
    const to = wallClock(year, month, hours.to > hours.from ? day : day + 1, hours.to)
    return from <= atMs && atMs < to ? [to] : []
  })
  return ends.length === 0 ? undefined : Math.max(...ends)
}

function dayAround(
  atMs: number,
  days: number,
): { year: number; month: number; day: number; weekday: number } {
  const today = new Date(atMs)
  // Noon exists once on every day, which midnight does not.
  const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, 12)
  return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate(), weekday: date.getDay() }
}

/** A time that the clock jumps over is the same span later, one that it shows twice is the first. */
function wallClock(year: number, month: number, day: number, minutes: number): number {
  return new Date(year, month, day, 0, minutes).getTime()
}
