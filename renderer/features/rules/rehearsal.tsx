import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import type { RuleSource } from '#shared/domain/rule'
import { parseQuery } from '#shared/domain/query/parse'
import { core } from '../../data/client.ts'
import { useNetworks } from '../../data/queries.ts'
import { RichText } from '../../ui/rich-text.tsx'
import { openExternal } from '../../data/actions.ts'
import { Moment } from '../../ui/moment.tsx'
import { dollars, precisionOf } from './rule-form.ts'
import classes from './rules.module.css'

export interface RehearsalProps {
  query: string
  sources: readonly RuleSource[]
}

const rehearsedDays = 30

/** What the rule would have caught of what is stored, while it is written. No network is asked. */
export function Rehearsal({ query, sources }: RehearsalProps) {
  const [asked] = useDebouncedValue({ query: query.trim(), sources }, 250)
  const isReadable = asked.query !== '' && parseQuery(asked.query).errors === undefined
  const networks = [...new Set(asked.sources.map((source) => source.network))]
  const { data: labels } = useNetworks()
  const { data } = useQuery({
    queryKey: ['rehearsal', asked.query, networks],
    queryFn: () => core.call('rules.rehearse', { query: asked.query, networks, days: rehearsedDays }),
    enabled: isReadable && networks.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  if (!isReadable || data === undefined)
    return (
      <section className={classes.rehearsal} aria-label="Rehearsal">
        <p className={classes.quiet}>Written, it is rehearsed here on what you have heard already.</p>
      </section>
    )
  const labelOf = (id: string): string => labels?.find((network) => network.id === id)?.label ?? id
  const precision = precisionOf(data)
  return (
    <section className={classes.rehearsal} aria-label="Rehearsal" aria-busy={false}>
      <p role="status" className={classes.figures}>
        In the last {rehearsedDays} days it would have heard{' '}
        <b>
          {data.count.toLocaleString()}
          {data.capped ? ' or more' : ''}
        </b>
        {precision === undefined ? (
          '.'
        ) : (
          <>
            ; of those you marked, <b>{precision} %</b> were for you.
          </>
        )}
        {data.costs.map((cost) => (
          <span key={cost.network}>
            {' '}
            {cost.microUsd === undefined ? (
              <>What it costs on {labelOf(cost.network)} is unknown: nothing like it was heard there yet.</>
            ) : (
              <>
                At least <b>{dollars(cost.microUsd)}</b> a month on {labelOf(cost.network)}, going by what was
                heard.
              </>
            )}
          </span>
        ))}
      </p>
      <DayBars days={data.days} />
      <Asked query={asked.query} sources={asked.sources} />
      <ul className={classes.samples} aria-label="Samples">
        {data.samples.map((row) => (
          <li key={row.id}>
            <span className={classes.quiet}>
              <bdi>{row.author.name || row.author.handle}</bdi> · <Moment bare ms={row.createdMs} />
            </span>
            <RichText
              className={classes.sample}
              text={row.text.slice(0, 240)}
              spans={[]}
              matched={row.matched}
              onLink={(url) => void openExternal(url)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One bar for each day, oldest first; read out as a sentence. */
function DayBars({ days }: { days: readonly { dayMs: number; count: number }[] }) {
  const most = Math.max(1, ...days.map((day) => day.count))
  const busiest = days.reduce((a, b) => (b.count > a.count ? b : a), { dayMs: 0, count: 0 })
  const words =
    busiest.count === 0
      ? 'Nothing on any day'
      : `Up to ${busiest.count} a day, the most on ${dayWords(busiest.dayMs)}`
  return (
    <div className={classes.bars} role="img" aria-label={words} title={words}>
      {days.map((day) => (
        <span
          key={day.dayMs}
          className={day.count === 0 ? classes.noBar : classes.bar}
          style={{ height: `${day.count === 0 ? 4 : Math.max(8, (100 * day.count) / most)}%` }}
          title={`${dayWords(day.dayMs)}: ${day.count}`}
        />
      ))}
    </div>
  )
}

function dayWords(ms: number): string {
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }).format(ms)
}

/** What each network is asked for, and what is filtered here. */
function Asked({ query, sources }: { query: string; sources: readonly RuleSource[] }) {
  const { data: networks } = useNetworks()
  const { data } = useQuery({
    queryKey: ['asked', query, sources],
    queryFn: () => core.call('rules.asked', { query, sources: [...sources] }),
    enabled: sources.length > 0,
    placeholderData: keepPreviousData,
  })
  if (data === undefined || data.length === 0) return null
  return (
    <dl className={classes.asked} aria-label="What the networks are asked">
      {data.map((one) => (
        <div key={`${one.network} ${String(one.accountId)}`}>
          <dt>{networks?.find((network) => network.id === one.network)?.label ?? one.network}</dt>
          <dd>
            {one.how === 'here' ? (
              'is not asked; what its other streams bring is looked through here.'
            ) : (
              <>
                is asked for{' '}
                {one.asked.map((words) => (
                  <code key={words} className={classes.rule}>
                    {words}
                  </code>
                ))}
                {one.here.length > 0 && (
                  <>
                    ; filtered here: <code className={classes.rule}>{one.here.join(' ')}</code>
                  </>
                )}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
