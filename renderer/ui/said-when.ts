const dayMs = 86_400_000

/**
 * A point in time as a sentence takes it: `at 14:31`, `on Tue at 14:31` within a week, `on 3 Aug` further off,
 * with the year where it is another one. Works backwards and forwards.
 */
export function saidWhen(ms: number, nowMs: number, locale?: string): string {
  const { time, day } = partsOf(ms, nowMs, locale)
  if (day === undefined) return `at ${time}`
  return time === undefined ? `on ${day}` : `on ${day} at ${time}`
}

/** The same without its little words, after words such as `until`: `14:31`, `Tue 14:31`, `3 Aug`. */
export function bareWhen(ms: number, nowMs: number, locale?: string): string {
  const { time, day } = partsOf(ms, nowMs, locale)
  return [day, time].filter((part) => part !== undefined).join(' ')
}

/** A stretch of time: `10:00 to 11:20`, `Tue 10:00 to 11:20`, `Tue 22:00 to Wed 06:30`; `around 10:00` within a minute. */
export function spanWords(fromMs: number, toMs: number, nowMs: number, locale?: string): string {
  const from = bareWhen(fromMs, nowMs, locale)
  const to = bareWhen(toMs, nowMs, locale)
  if (from === to) return `around ${from}`
  const sameDay = new Date(fromMs).toDateString() === new Date(toMs).toDateString()
  const { time = to } = partsOf(toMs, nowMs, locale)
  return `${from} to ${sameDay ? time : to}`
}

function partsOf(ms: number, nowMs: number, locale: string | undefined): { time?: string; day?: string } {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(ms)
  const then = new Date(ms)
  const now = new Date(nowMs)
  if (then.toDateString() === now.toDateString()) return { time }
  if (Math.abs(ms - nowMs) < 6 * dayMs) {
    return { day: new Intl.DateTimeFormat(locale, { weekday: 'short' }).format(ms), time }
  }
  const year = then.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return { day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...year }).format(ms) }
}
