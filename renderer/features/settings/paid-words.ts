import { dollars } from '#shared/domain/cost'
import type { NetworkSpending } from '#shared/domain/spending'

/** A limit as it stands in its field; empty where there is none. */
export function capWords(usd: number | undefined): string {
  if (usd === undefined || usd === 0) return ''
  return Number.isInteger(usd) ? String(usd) : usd.toFixed(2)
}

/** `$0.42 of $5.00 spent this month`, with what is not confirmed, and that paid calls stand still. */
export function spentWords(
  spending: Pick<NetworkSpending, 'label' | 'capMicroUsd' | 'chargedMicroUsd' | 'plannedMicroUsd'>,
): string {
  const { capMicroUsd = 0, chargedMicroUsd, plannedMicroUsd } = spending
  const spent = chargedMicroUsd + plannedMicroUsd
  if (capMicroUsd === 0)
    return spent === 0
      ? `No limit is set, so ${spending.label} is asked nothing that costs money.`
      : `${dollars(spent)} spent this month. No limit is set any more, so paid calls are stopped.`
  const unsure = plannedMicroUsd === 0 ? '' : `, ${dollars(plannedMicroUsd)} of it not confirmed`
  const full = spent >= capMicroUsd ? ' Paid calls are stopped until the next month.' : ''
  return `${dollars(spent)} of ${dollars(capMicroUsd)} spent this month${unsure}.${full}`
}

/** A day of UTC, in few words. */
export function dayWords(dayMs: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(dayMs)
}
