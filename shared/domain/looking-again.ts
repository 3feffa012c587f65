import type { NetworkManifest } from './network.ts'

/*
 * How often stored items are asked for again, by their age: what is young is edited and deleted most, and of what is
 * old there is most. Data, for the job, for the page of the networks and for their tests.
 */

type Retention = NonNullable<NetworkManifest['retention']>

export interface Rung {
  /** Items younger than this; undefined: all older ones. */
  upToDays: number | undefined
  /** What was not seen for so long is asked for again; 0: as often as the network's manifest says. */
  everyHours: number
  /** Between two requests. */
  stepMs: number
}

const day = 24

/** From young to old. */
export const ladder: readonly [Rung, ...Rung[]] = [
  { upToDays: 7, everyHours: 0, stepMs: 5000 },
  { upToDays: 60, everyHours: 7 * day, stepMs: 15_000 },
  { upToDays: undefined, everyHours: 30 * day, stepMs: 30_000 },
]

/**
 * The ladder within a network's rule: never more often than the manifest says, and, where what is not seen for some days
 * has to go, in half of them at the latest, so that a look that fails can be taken again. Empty where nothing is looked at.
 */
export function rungsOf({ recheckHours, maxDays }: Omit<Retention, 'words'>): Rung[] {
  if (recheckHours === undefined) return []
  const latest = maxDays === undefined ? Infinity : (maxDays * day) / 2
  return ladder.map((rung) => {
    const everyHours = Math.max(Math.min(rung.everyHours, latest), recheckHours)
    // Where old ones come as often as young ones, there is no more time for them.
    return { ...rung, everyHours, stepMs: everyHours === recheckHours ? ladder[0].stepMs : rung.stepMs }
  })
}

/** `every day in the first 7 days, every 7 days up to 60 days, then every 30 days`; undefined where never. */
export function lookingAgainWords(retention: Omit<Retention, 'words'>): string | undefined {
  const rungs = rungsOf(retention)
  const first = rungs[0]
  if (first === undefined) return undefined
  if (rungs.every(({ everyHours }) => everyHours === first.everyHours)) return every(first.everyHours)
  return rungs
    .map(({ upToDays, everyHours }, index) => {
      if (upToDays === undefined) return `then ${every(everyHours)}`
      return index === 0
        ? `${every(everyHours)} in the first ${String(upToDays)} days`
        : `${every(everyHours)} up to ${String(upToDays)} days`
    })
    .join(', ')
}

function every(hours: number): string {
  if (hours % day !== 0) return `every ${String(hours)} hours`
  const days = hours / day
  return days === 1 ? 'every day' : `every ${String(days)} days`
}
