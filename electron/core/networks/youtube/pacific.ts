/** The day by which Google counts units: it begins at midnight in California, in summer and winter time. Pure. */

const hourMs = 3_600_000
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/Los_Angeles',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** The next midnight in California after `nowMs`, in epoch ms. */
export function nextPacificMidnight(nowMs: number): number {
  const aimMs = nowMs - sinceMidnight(nowMs) + 24 * hourMs
  // A day in which the clocks change is an hour shorter or longer: then it was aimed an hour too far or too short.
  const offMs = sinceMidnight(aimMs)
  return offMs > 12 * hourMs ? aimMs + (24 * hourMs - offMs) : aimMs - offMs
}

/** What the clocks of California show, in ms. */
function sinceMidnight(ms: number): number {
  const [hour = 0, minute = 0, second = 0] = clock.format(ms).split(':').map(Number)
  return hour * hourMs + minute * 60_000 + second * 1000 + (((ms % 1000) + 1000) % 1000)
}
