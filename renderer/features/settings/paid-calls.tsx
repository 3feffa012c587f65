import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Settings } from '#shared/contract'
import { dollars } from '#shared/domain/cost'
import type { NetworkSpending } from '#shared/domain/spending'
import { setSpendCap, useSpending } from '../../data/spending.ts'
import { readUsd } from '../../ui/dollars.ts'
import { Problem } from '../../ui/problem.tsx'
import { Part } from '../../ui/screen.tsx'
import { capWords, dayWords, spentWords } from './paid-words.ts'
import classes from './settings.module.css'

/** What networks charge for: the limit of each, and what was spent this month. Nothing where nothing costs money. */
export function PaidCalls({ settings }: { settings: Settings }) {
  const { data, error, refetch } = useSpending()
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined || data.networks.length === 0) return null
  return (
    <Part
      title="Paid calls"
      hint="Each is counted before it is made, and none is made beyond the limit. Months are those of UTC, as networks bill."
    >
      {data.networks.map((spending) => (
        <section
          key={spending.network}
          className={classes.paid}
          aria-label={`Paid calls to ${spending.label}`}
        >
          <CapField spending={spending} settings={settings} />
          <p className={classes.spent} data-full={isFull(spending) || undefined}>
            {spentWords(spending)}
          </p>
          {spending.calls.length > 0 && <Bill spending={spending} month={data.month} />}
        </section>
      ))}
    </Part>
  )
}

function isFull({ capMicroUsd = 0, chargedMicroUsd, plannedMicroUsd }: NetworkSpending): boolean {
  return capMicroUsd > 0 && chargedMicroUsd + plannedMicroUsd >= capMicroUsd
}

/** The limit in dollars; kept on Enter and when the field is left. Esc brings back what is kept. */
function CapField({ spending, settings }: { spending: NetworkSpending; settings: Settings }) {
  const [typed, setTyped] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const kept = capWords(settings.spendCapsUsd[spending.network])
  const keep = async () => {
    if (typed === undefined) return
    const usd = typed.trim() === '' ? 0 : readUsd(typed)
    if (usd === undefined) return setWrong('Write a sum in dollars, for example 5 or 12.50.')
    setWrong(undefined)
    if (capWords(usd) === kept || (await setSpendCap(settings, spending.network, usd))) setTyped(undefined)
  }
  return (
    <TextInput
      className={classes.cap}
      label={`${spending.label}: highest sum a month, in US dollars`}
      placeholder="none: no paid call is made"
      inputMode="decimal"
      leftSection="$"
      value={typed ?? kept}
      error={wrong}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void keep()}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') void keep()
        if (event.key !== 'Escape') return
        event.preventDefault()
        setTyped(undefined)
        setWrong(undefined)
      }}
    />
  )
}

/** What the month's sum is made of: by call, by account where there are several, by day. */
function Bill({ spending, month }: { spending: NetworkSpending; month: string }) {
  const total = (sum: { chargedMicroUsd: number; plannedMicroUsd: number }) =>
    dollars(sum.chargedMicroUsd + sum.plannedMicroUsd)
  return (
    <>
      <table className={classes.hosts}>
        <caption>
          {spending.label} in {month}, by what was paid for
        </caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" className={classes.number}>
              How many
            </th>
            <th scope="col" className={classes.number}>
              Charged
            </th>
            <th scope="col" className={classes.number}>
              Not confirmed
            </th>
          </tr>
        </thead>
        <tbody>
          {spending.calls.map((call) => (
            <tr key={call.call}>
              <td>{call.label}</td>
              <td className={classes.number}>{call.units.toLocaleString()}</td>
              <td className={classes.number}>{dollars(call.chargedMicroUsd)}</td>
              <td className={classes.number}>
                {call.plannedMicroUsd === 0 ? '' : dollars(call.plannedMicroUsd)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className={classes.facts}>
        {spending.accounts.length > 1 &&
          spending.accounts.map((account) => (
            <div key={account.accountId ?? 0}>
              <dt>
                <bdi>{account.handle ?? 'signing in'}</bdi>
              </dt>
              <dd>{total(account)}</dd>
            </div>
          ))}
        {spending.days.map((day) => (
          <div key={day.dayMs}>
            <dt>{dayWords(day.dayMs)}</dt>
            <dd>{total(day)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
