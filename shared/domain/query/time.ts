import type { AgeUnit } from './ast.ts'

const minute = 60_000
const day = 24 * 60 * minute
const lengths: Readonly<Record<AgeUnit, number>> = {
  m: minute,
  h: 60 * minute,
  d: day,
  w: 7 * day,
  mo: 30 * day,
  y: 365 * day,
}

/** Milliseconds of an age; a month is 30 days and a year 365. */
export function ageMs(n: number, unit: AgeUnit): number {
  return n * lengths[unit]
}

/**
 * When a date begins, in the machine's time zone, as epoch ms: a year, a month, a day, a minute, or
 * `today` and `yesterday` as seen from `nowMs`. Undefined for what is no date.
 */
export function dateStart(date: string, nowMs: number): number | undefined {
  if (date === 'today' || date === 'yesterday') {
    const now = new Date(nowMs)
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() - (date === 'today' ? 0 : 1)).getTime()
  }
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?$/.exec(date)
  if (found === null) return undefined
  const [year = 0, month = 1, dayOfMonth = 1, hour = 0, minutes = 0] = found
    .slice(1)
    .map((part: string | undefined) => (part === undefined ? undefined : Number(part)))
  if (year < 1971 || year > 2200 || month < 1 || month > 12 || hour > 23 || minutes > 59) return undefined
  const start = new Date(year, month - 1, dayOfMonth, hour, minutes)
  // The 31st of a short month would silently become the next month's first.
  if (dayOfMonth < 1 || start.getMonth() !== month - 1) return undefined
  return start.getTime()
}
