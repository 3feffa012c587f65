/** Days told at the most. */
const mostDays = 14

/**
 * How many of the moments fall on each of the last days that are known whole: moments before `knownFromMs` may be
 * missing. Days are those of the machine's time zone, the last one is that of `nowMs`.
 */
export function daysOf(
  moments: readonly number[],
  knownFromMs: number,
  nowMs: number,
): { dayMs: number; count: number }[] {
  const days: { dayMs: number; count: number }[] = []
  for (let back = mostDays - 1; back >= 0; back -= 1) {
    const dayMs = dayStart(nowMs, back)
    if (dayMs >= knownFromMs) days.push({ dayMs, count: 0 })
  }
  for (const ms of moments) {
    const day = days.findLast(({ dayMs }) => dayMs <= ms)
    if (day !== undefined) day.count += 1
  }
  return days
}

function dayStart(nowMs: number, back: number): number {
  const now = new Date(nowMs)
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - back).getTime()
}
