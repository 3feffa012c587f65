const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export const morningHour = 9
export const eveningHour = 18
/** Nothing is put off for longer than this. */
const mostMs = 5 * 366 * day

export interface SnoozeChoice {
  label: string
  untilMs: number
}

/** The five choices of the snooze menu, in local time. */
export function snoozeChoices(nowMs: number): SnoozeChoice[] {
  const evening = atTime(nowMs, 0, eveningHour)
  const tonight = evening - nowMs > 30 * minute
  return [
    { label: 'In 3 hours', untilMs: nowMs + 3 * hour },
    tonight
      ? { label: 'This evening', untilMs: evening }
      : { label: 'Tomorrow evening', untilMs: atTime(nowMs, 1, eveningHour) },
    { label: 'Tomorrow', untilMs: atTime(nowMs, 1, morningHour) },
    { label: 'Monday', untilMs: atTime(nowMs, daysToWeekday(nowMs, 1) || 7, morningHour) },
    { label: 'In a week', untilMs: atTime(nowMs, 7, morningHour) },
  ]
}

const durationUnits: Record<string, number> = {
  m: minute,
  min: minute,
  h: hour,
  hour: hour,
  hours: hour,
  d: day,
  day,
  days: day,
  w: 7 * day,
  week: 7 * day,
  weeks: 7 * day,
}

/**
 * Reads a time that a person typed: `2h`, `90 min`, `3 d`, `14:00`, `9am`, `tomorrow`, `fri 14:00`, `next week`,
 * `2026-12-24 10:00`. Weekdays may be in English or in the locale. A day alone means its morning, a time alone its
 * next coming. Undefined when it is not understood, is past, or lies further than five years ahead.
 */
export function readWhen(typed: string, nowMs: number, locale?: string): number | undefined {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ').replace(/\bat /, '')
  if (text === '') return undefined
  const found = readDuration(text, nowMs) ?? readDayAndTime(text, nowMs, locale)
  return found !== undefined && found > nowMs && found - nowMs <= mostMs ? found : undefined
}

function readDuration(text: string, nowMs: number): number | undefined {
  const match = /^(?:in )?(\d+(?:[.,]\d+)?|an?) ?([a-z]+)$/.exec(text)
  const unit = durationUnits[match?.[2] ?? '']
  if (match?.[1] === undefined || unit === undefined) return undefined
  const count = match[1].startsWith('a') ? 1 : Number(match[1].replace(',', '.'))
  // Whole days keep the time of the day across a change of summer time.
  if (unit >= day && Number.isInteger(count))
    return new Date(nowMs).setDate(new Date(nowMs).getDate() + (count * unit) / day)
  return nowMs + count * unit
}

interface TimeOfDay {
  hours: number
  minutes: number
}

function readDayAndTime(text: string, nowMs: number, locale: string | undefined): number | undefined {
  const whole = readTime(text)
  if (whole !== undefined) {
    const today = atTime(nowMs, 0, whole.hours, whole.minutes)
    return today > nowMs ? today : atTime(nowMs, 1, whole.hours, whole.minutes)
  }
  const cut = text.lastIndexOf(' ')
  const time = cut === -1 ? undefined : readTime(text.slice(cut + 1))
  const dayText = time === undefined ? text : text.slice(0, cut)
  return onDay(dayText, time ?? { hours: morningHour, minutes: 0 }, nowMs, locale)
}

function onDay(
  text: string,
  { hours, minutes }: TimeOfDay,
  nowMs: number,
  locale: string | undefined,
): number | undefined {
  if (text === 'today') return atTime(nowMs, 0, hours, minutes)
  if (text === 'tomorrow') return atTime(nowMs, 1, hours, minutes)
  if (text === 'next week') return atTime(nowMs, daysToWeekday(nowMs, 1) || 7, hours, minutes)
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (date !== null) return realDate(Number(date[1]), Number(date[2]), Number(date[3]), hours, minutes)
  const weekday = readWeekday(text.replace(/^next /, ''), locale)
  if (weekday === undefined) return undefined
  const days = daysToWeekday(nowMs, weekday)
  const at = atTime(nowMs, days, hours, minutes)
  return at > nowMs ? at : atTime(nowMs, days + 7, hours, minutes)
}

function readTime(text: string): TimeOfDay | undefined {
  if (text === 'morning') return { hours: morningHour, minutes: 0 }
  if (text === 'noon') return { hours: 12, minutes: 0 }
  if (text === 'evening' || text === 'tonight') return { hours: eveningHour, minutes: 0 }
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?$/.exec(text)
  if (match?.[1] === undefined) return undefined
  const minutes = Number(match[2] ?? 0)
  const half = match[3]
  const typedHours = Number(match[1])
  if (half !== undefined && (typedHours < 1 || typedHours > 12)) return undefined
  const hours = half === undefined ? typedHours : (typedHours % 12) + (half === 'pm' ? 12 : 0)
  return hours < 24 && minutes < 60 ? { hours, minutes } : undefined
}

/** 0 is Sunday, as in Date. At least two letters; a full stop after a short name is fine. */
function readWeekday(text: string, locale: string | undefined): number | undefined {
  const typed = text.replace(/\.$/, '')
  if (typed.length < 2) return undefined
  for (const language of ['en', locale]) {
    const name = new Intl.DateTimeFormat(language, { weekday: 'long' })
    // 4 January 1970 was a Sunday.
    const found = [0, 1, 2, 3, 4, 5, 6].find((n) =>
      name
        .format(new Date(1970, 0, 4 + n))
        .toLowerCase()
        .startsWith(typed),
    )
    if (found !== undefined) return found
  }
  return undefined
}

function realDate(
  year: number,
  month: number,
  dayOfMonth: number,
  hours: number,
  minutes: number,
): number | undefined {
  const date = new Date(year, month - 1, dayOfMonth, hours, minutes)
  return date.getMonth() === month - 1 && date.getDate() === dayOfMonth ? date.getTime() : undefined
}

/** Local time `days` days after the day of `nowMs`. */
function atTime(nowMs: number, days: number, hours: number, minutes = 0): number {
  const date = new Date(nowMs)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hours, minutes).getTime()
}

/** Days until a weekday, 0 when it is today. */
function daysToWeekday(nowMs: number, weekday: number): number {
  return (weekday - new Date(nowMs).getDay() + 7) % 7
}
