const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long ago in few characters: `now`, `42 min`, `5 h`, `3 d`; the date when it is longer than four weeks. */
export function agoWords(ms: number, nowMs: number, locale?: string): string {
  const passed = Math.max(0, nowMs - ms)
  if (passed < minute) return 'now'
  if (passed < hour) return `${Math.floor(passed / minute)} min`
  if (passed < day) return `${Math.floor(passed / hour)} h`
  if (passed < 28 * day) return `${Math.floor(passed / day)} d`
  const sameYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear()
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(ms)
}

/** The exact time, for titles. */
export function exactWords(ms: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(ms)
}
