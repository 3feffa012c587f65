/** What a day holds: 10,000 units for most calls, and a hundred searches that are counted apart. It begins at midnight in California. */

export const unitsADay = 10_000
export const searchesADay = 100

/** Units of a call (developers.google.com/youtube/v3/determine_quota_cost); a search takes one of its own hundred. */
export function costOf(method: string, path: string): { units: number; searches: number } {
  if (!path.startsWith('/youtube/v3/')) return { units: 0, searches: 0 }
  if (path === '/youtube/v3/search') return { units: 0, searches: 1 }
  return { units: method === 'GET' ? 1 : 50, searches: 0 }
}

/** What a log of requests took in all. */
export function unitsOf(requests: readonly { method: string; path: string }[]): {
  units: number
  searches: number
} {
  const costs = requests.map(({ method, path }) => costOf(method, path))
  return {
    units: costs.reduce((sum, { units }) => sum + units, 0),
    searches: costs.reduce((sum, { searches }) => sum + searches, 0),
  }
}

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short' })

export class Quota {
  private readonly nowMs: () => number
  private today = ''
  private units = 0
  private searches = 0

  constructor(nowMs: () => number) {
    this.nowMs = nowMs
  }

  /** Counts a call; what it ran out of, if it did. Calls that are wrong are counted too. */
  spend(method: string, path: string): 'units' | 'searches' | undefined {
    const today = day.format(this.nowMs())
    if (today !== this.today) Object.assign(this, { today, units: 0, searches: 0 })
    const cost = costOf(method, path)
    if (this.units + cost.units > unitsADay) return 'units'
    if (this.searches + cost.searches > searchesADay) return 'searches'
    this.units += cost.units
    this.searches += cost.searches
    return undefined
  }
}
