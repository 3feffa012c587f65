import { clipped, totalMs, type TimeRange } from '#shared/domain/coverage'

/*
 * How likely a silence is. Pure.
 *
 * Items are taken to come as a Poisson process whose rate follows the hour of the day and of the week. Rates are
 * estimated from how often such an hour was empty (P(empty) = e^-rate) and not from counts: one evening with a
 * thousand replies would make every quiet day look broken. One empty and one busy hour are added to what was seen
 * (Laplace), so that an hour never seen empty is not taken for one that cannot be.
 *
 * The silence is as likely as all of its hours being empty: the product of their chances. Both views must find it
 * unlikely: by the hour of the day (many samples, no weekends) and of the week (few samples). So a stream that
 * sleeps at night, or on Sundays, is not announced then.
 */

const hourMs = 3_600_000
/** What of the past counts. */
export const historyMs = 28 * 86_400_000
/** Less of it tells nothing. */
const leastHistoryMs = 7 * 86_400_000
/** Never announced before. */
export const leastSilenceMs = 3 * hourMs
/** Announced when it is less likely than this. */
export const silenceBound = 1 / 1000

export function isSilent(chance: number | undefined): boolean {
  return chance !== undefined && chance < silenceBound
}

/**
 * How likely it is that nothing came between two moments. `heard` is what was truly heard, `busy` the hours (counted
 * from the epoch) in which anything came before. Undefined where too little of the past is known.
 */
export function chanceOfSilence(
  heard: readonly TimeRange[],
  busy: readonly number[],
  fromMs: number,
  toMs: number,
): number | undefined {
  const past = clipped(heard, { fromMs: fromMs - historyMs, toMs: Math.floor(fromMs / hourMs) * hourMs })
  if (totalMs(past) < leastHistoryMs) return undefined
  const known = wholeHours(past)
  const full = new Set(busy)
  const silent = wholeHours([{ fromMs, toMs }])
  const byDay = product(silent, known, full, 24)
  const byWeek = product(silent, known, full, 24 * 7)
  return Math.max(byDay, byWeek)
}

/** Chance that all of these hours are empty, each judged by the known hours at the same place of the cycle. */
function product(
  hours: readonly number[],
  known: readonly number[],
  busy: ReadonlySet<number>,
  cycle: number,
): number {
  const seen = new Map<number, { all: number; empty: number }>()
  for (const hour of known) {
    const cell = seen.get(hour % cycle) ?? { all: 0, empty: 0 }
    seen.set(hour % cycle, cell)
    cell.all += 1
    if (!busy.has(hour)) cell.empty += 1
  }
  return hours.reduce((chance, hour) => {
    const cell = seen.get(hour % cycle) ?? { all: 0, empty: 0 }
    return chance * ((cell.empty + 1) / (cell.all + 2))
  }, 1)
}

/** Hours that lie wholly inside of the ranges, counted from the epoch. */
function wholeHours(ranges: readonly TimeRange[]): number[] {
  return ranges.flatMap(({ fromMs, toMs }) => {
    const first = Math.ceil(fromMs / hourMs)
    return Array.from({ length: Math.max(0, Math.floor(toMs / hourMs) - first) }, (_, n) => first + n)
  })
}
