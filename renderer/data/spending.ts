import { useQuery } from '@tanstack/react-query'
import type { Settings } from '#shared/contract'
import { core } from './client.ts'
import { changeSettings } from './actions.ts'
import { keys } from './keys.ts'

/** What paid calls cost, and how much they may. */

/** This month's sums. */
export const useSpending = () =>
  useQuery({ queryKey: keys.spending(), queryFn: () => core.call('spending.month', {}) })

/** Sets the highest sum a month for a network; the others stay. */
export const setSpendCap = (settings: Settings, network: string, usd: number): Promise<boolean> =>
  changeSettings({ spendCapsUsd: { ...settings.spendCapsUsd, [network]: usd } })
