/** What a preview tells of the numbers alone. */
export interface Found {
  /** Items, counted up to a thousand. */
  count: number
  more: boolean
  /** Only what was said since then was looked at. */
  sinceMs?: number | undefined
  perDay: readonly { count: number }[]
}

const most = 1000

/** `37 found · about 3 a day`, `1,000+ found`, `12 found since 3 Oct`. */
export function foundWords({ count, more, sinceMs, perDay }: Found, locale?: string): string {
  const figures = new Intl.NumberFormat(locale)
  const since =
    sinceMs === undefined || count >= most
      ? ''
      : ` since ${new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(sinceMs)}`
  const found =
    count === 0 && !more
      ? 'Nothing found'
      : `${figures.format(count)}${more && since === '' ? '+' : ''} found${since}`
  return [found, paceWords(perDay)].filter((words) => words !== '').join(' · ')
}

/** Of the whole days before today; nothing where hardly anything is known. */
function paceWords(perDay: readonly { count: number }[]): string {
  const whole = perDay.slice(0, -1)
  const sum = whole.reduce((all, day) => all + day.count, 0)
  if (whole.length < 3 || sum === 0) return ''
  const pace = sum / whole.length
  if (pace < 1) return `${String(sum)} in ${String(whole.length)} days`
  return `about ${String(Math.round(pace))} a day`
}
