import type { FaceSetting } from './face.ts'

/** How often GitHub may be asked, as it tells with every answer. */
const windows = {
  core: { limit: 5000, ms: 3_600_000 },
  search: { limit: 30, ms: 60_000 },
  graphql: { limit: 5000, ms: 3_600_000 },
} as const

/** Requests of each kind are counted apart. */
export function budgetOf(setting: FaceSetting): (resource: keyof typeof windows) => {
  refused: boolean
  headers: Record<string, string>
  giveBack(): void
} {
  const used = new Map<string, number>()
  return (resource) => {
    const { limit, ms } = windows[resource]
    const window = Math.floor(setting.world.clock.now() / ms)
    const key = `${resource} ${String(window)}`
    const count = (used.get(key) ?? 0) + 1
    used.set(key, count)
    return {
      refused: setting.rateLimit && count > limit,
      headers: {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - count)),
        'x-ratelimit-used': String(count),
        'x-ratelimit-reset': String(((window + 1) * ms) / 1000),
        'x-ratelimit-resource': resource,
      },
      giveBack: () => void used.set(key, count - 1),
    }
  }
}
