import type { Charged } from './face.ts'

/** The bill of the one developer app in the town, by X's price list of August 2026, in millionths of a dollar. */
const prices = {
  'post-read': 5000,
  'owned-read': 1000,
  'user-read': 10_000,
  'media-read': 5000,
  'post-create': 15_000,
  'post-create-link': 200_000,
  'post-create-summoned': 10_000,
} as const

export type Charge = keyof typeof prices

/** Charges for what is returned and what is written. The real one does not charge twice a day for the same thing, mostly. */
export class XMeter {
  private readonly units = new Map<Charge, number>()
  private readonly days = new Map<string, number>()

  charge(what: Charge, units: number, atMs: number): void {
    if (units === 0) return
    this.units.set(what, (this.units.get(what) ?? 0) + units)
    if (what !== 'post-read' && what !== 'owned-read') return
    const day = new Date(atMs).toISOString().slice(0, 10)
    this.days.set(day, (this.days.get(day) ?? 0) + units)
  }

  sum(): Charged {
    const units = Object.fromEntries(this.units)
    const microUsd = [...this.units].reduce((sum, [what, count]) => sum + prices[what] * count, 0)
    return { units, microUsd }
  }

  /** Posts read, as `/2/usage/tweets` tells them. */
  usage(): Record<string, unknown> {
    const days = [...this.days].sort(([a], [b]) => a.localeCompare(b))
    return {
      data: {
        project_id: '1847290013',
        project_cap: '3000000',
        project_usage: String(days.reduce((sum, [, count]) => sum + count, 0)),
        cap_reset_day: 1,
        daily_project_usage: {
          project_id: '1847290013',
          usage: days.map(([day, count]) => ({ date: `${day}T00:00:00.000Z`, usage: String(count) })),
        },
      },
    }
  }
}
