import { z } from 'zod'

/** What was spent on paid calls, in millionths of a US dollar. Days and months are those of UTC, as networks bill. */
const sum = z.object({
  /** What the network charged, by what it returned and its price table. */
  chargedMicroUsd: z.number().int(),
  /** Counted before a call whose end is not known: it is under way, or the answer was lost. */
  plannedMicroUsd: z.number().int(),
})

export const networkSpending = sum.extend({
  network: z.string(),
  label: z.string(),
  /** Absent where the user has set none: then no paid call is made. */
  capMicroUsd: z.number().int().optional(),
  calls: z.array(sum.extend({ call: z.string(), label: z.string(), units: z.number().int() })),
  /** Without an account: a sign-in. */
  accounts: z.array(sum.extend({ accountId: z.number().int().optional(), handle: z.string().optional() })),
  /** By the first moment of each day on which something was spent. */
  days: z.array(sum.extend({ dayMs: z.number() })),
})
export type NetworkSpending = z.infer<typeof networkSpending>

export const monthOfSpending = z.object({
  /** `2026-11` */
  month: z.string(),
  networks: z.array(networkSpending),
})
export type MonthOfSpending = z.infer<typeof monthOfSpending>
