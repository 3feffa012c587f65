/** What the foot says of hearing. */
export interface HeardFacts {
  /** Everything up to here is heard, but for holes that stay. */
  heardToMs?: number | undefined
  streams: number
  unheard: number
  filling: number
  holes: number
}

/** Up to when everything is heard, the time today and the date before, and what is missing of it. Always true. */
export function heardWords(facts: HeardFacts | undefined, nowMs: number, locale?: string): string {
  if (facts === undefined || facts.streams === 0) return 'Nothing heard yet'
  const { heardToMs, streams, unheard, filling, holes } = facts
  if (unheard === streams) return 'Nothing heard yet'
  if (heardToMs === undefined) return `${unheard} of ${streams} streams not heard yet`
  const missing = [
    ...(filling === 0 ? [] : [`${holeWords(filling)} being filled`]),
    ...(holes === 0 ? [] : [`${holeWords(holes)} ${holes === 1 ? 'stays' : 'stay'}`]),
  ]
  return [`Caught up to ${timeWords(heardToMs, nowMs, locale)}`, ...missing].join(' · ')
}

function holeWords(count: number): string {
  return count === 1 ? '1 hole' : `${count} holes`
}

function timeWords(ms: number, nowMs: number, locale: string | undefined): string {
  const today = new Date(ms).toDateString() === new Date(nowMs).toDateString()
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(today ? {} : { day: 'numeric', month: 'short' }),
  }).format(ms)
}
