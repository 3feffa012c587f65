import { Button } from '@mantine/core'
import type { calls, Output } from '#shared/contract'
import { useDoctor } from '../../data/store-actions.ts'
import { bytesWords } from '../../ui/duration.ts'
import { FailureText } from '../../ui/failure-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { spanWords } from '../../ui/said-when.ts'
import { useTicked } from '../../ui/time-ago.tsx'
import { Problem } from '../../ui/problem.tsx'
import classes from './settings.module.css'

type Report = Output<typeof calls, 'doctor.report'>

/** What helps when something is wrong: versions, the state of the file, and what was not heard. */
export function Doctor() {
  const { data, error, isFetching, refetch } = useDoctor()
  return (
    <>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Facts report={data} />}
      {data !== undefined && data.gaps.length > 0 && <Gaps report={data} />}
      <Button variant="default" size="compact-sm" mt={10} loading={isFetching} onClick={() => void refetch()}>
        Look again
      </Button>
    </>
  )
}

function Facts({ report }: { report: Report }) {
  const facts: [string, string][] = [
    ['Data file', `${bytesWords(report.dbBytes)}, version ${report.schemaVersion}`],
    ['Integrity', report.integrity],
    ['Work', `${report.jobs.waiting} waiting, ${report.jobs.parked} given up`],
    ...Object.entries(report.versions),
  ]
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What was not heard in the last week, as the streams screen draws it. */
function Gaps({ report: { gaps, streams } }: { report: Report }) {
  const nowMs = useTicked()
  return (
    <section aria-label="Not heard in the last seven days" className={classes.gaps}>
      <h3>Not heard in the last seven days</h3>
      <ul>
        {gaps.map((gap) => (
          <li key={gap.id}>
            <bdi>{streams.find(({ id }) => id === gap.streamId)?.name ?? 'A stream that is gone'}</bdi>:{' '}
            {spanWords(gap.fromMs, gap.toMs, nowMs)} {gap.state === 'permanent' ? 'stays' : 'is being filled'}
            . {gap.reason}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Every host that was asked, on whose word, and how much came back. */
export function Hosts() {
  const { data } = useDoctor()
  if (data === undefined) return null
  if (data.hosts.length === 0) return <p className={classes.spent}>Nobody has been asked yet.</p>
  return (
    <table className={classes.hosts}>
      <caption>Hosts that were asked</caption>
      <thead>
        <tr>
          <th scope="col">Host</th>
          <th scope="col">Why</th>
          <th scope="col" className={classes.number}>
            Requests
          </th>
          <th scope="col" className={classes.number}>
            Received
          </th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {data.hosts.map((host) => (
          <tr key={host.host}>
            <td>
              <bdi>{host.host}</bdi>
            </td>
            <td>
              <bdi>{host.why ?? ''}</bdi>
            </td>
            <td className={classes.number}>{host.requests.toLocaleString()}</td>
            <td className={classes.number}>{bytesWords(host.bytes)}</td>
            <td>
              {host.blockedUntilMs !== undefined && (
                <>
                  waits until <Moment bare ms={host.blockedUntilMs} />{' '}
                </>
              )}
              {host.failure === undefined ? (
                host.blockedUntilMs === undefined ? (
                  'well'
                ) : (
                  ''
                )
              ) : (
                <FailureText failure={host.failure} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
