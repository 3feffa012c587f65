import { z } from 'zod'

/**
 * Meta's Graph API tells how much of a quota is used, in percent, and when it is given back only once it is gone
 * (developers.facebook.com/docs/graph-api/overview/rate-limiting). Pure.
 */

const percent = z.number().nonnegative().catch(0)
const usage = z.looseObject({
  call_count: percent,
  total_time: percent,
  total_cputime: percent,
  /** Minutes; zero while nothing is refused. */
  estimated_time_to_regain_access: percent.default(0),
})
/** By business; each has one entry for each of its uses. */
const byBusiness = z.record(z.string(), z.array(usage))

/** From here on Earshot waits by itself: what is left is for answers that somebody is waiting for elsewhere. */
const fullPercent = 95
/** Quotas run over a sliding hour: these waits free a good part of it. */
const waitWhenNearlyFullMs = 10 * 60_000
const waitWhenFullMs = 30 * 60_000

export interface GraphUsage {
  /** The fullest of all that is counted. */
  percent: number
  /** From when to ask again; absent while there is no need to wait. */
  resetMs?: number | undefined
}

/** Undefined where the answer says nothing of this kind. */
export function readGraphUsage(headers: Record<string, string>, nowMs: number): GraphUsage | undefined {
  const entries = [
    ...['x-app-usage', 'x-page-usage'].flatMap((name) => usage.safeParse(parsed(headers[name])).data ?? []),
    ...Object.values(byBusiness.safeParse(parsed(headers['x-business-use-case-usage'])).data ?? {}).flat(),
  ]
  if (entries.length === 0) return undefined
  const most = Math.max(
    ...entries.flatMap((entry) => [entry.call_count, entry.total_time, entry.total_cputime]),
  )
  const regainMs = Math.max(...entries.map((entry) => entry.estimated_time_to_regain_access)) * 60_000
  const waitMs = regainMs > 0 ? regainMs : most >= 100 ? waitWhenFullMs : waitWhenNearlyFullMs
  return { percent: most, ...(regainMs > 0 || most >= fullPercent ? { resetMs: nowMs + waitMs } : {}) }
}

function parsed(header: string | undefined): unknown {
  if (header === undefined) return undefined
  try {
    return JSON.parse(header)
  } catch {
    // A header that cannot be read says nothing; the answer itself is what counts.
    return undefined
  }
}
