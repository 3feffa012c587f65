import { TextInput } from '@mantine/core'
import { dollars } from '#shared/domain/cost'
import type { NetworkManifest } from '#shared/domain/network'

export interface LimitProps {
  network: NetworkManifest
  typed: string
  wrong: string | undefined
  onChange: (typed: string) => void
}

/** Asked once, before a network that charges is asked anything: how much it may cost. */
export function Limit({ network, typed, wrong, onChange }: LimitProps) {
  const [first] = network.prices ?? []
  const example = first === undefined ? '' : ` For example, ${first.label} costs ${dollars(first.microUsd)}.`
  return (
    <TextInput
      label="Highest sum a month, in US dollars"
      description={`${network.label} charges you for what Earshot asks it.${example} At this sum paid calls stop; change it in Settings at any time.`}
      placeholder="for example 5"
      required
      inputMode="decimal"
      autoComplete="off"
      value={typed}
      error={wrong}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
