import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { ArchivePlan } from '#shared/domain/archive'
import { forgetChosen, startImport, useChosen } from '../../data/archive-actions.ts'
import { useNetworks } from '../../data/queries.ts'
import { Moment } from '../../ui/moment.tsx'
import { NetworkDot } from '../../ui/network-dot.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Part } from '../../ui/screen.tsx'
import { planWords } from './archive-words.ts'
import classes from './archives.module.css'

/** What was chosen and is not begun: shown before anything of it is stored. */
export function Chosen() {
  const chosen = useChosen()
  return (
    <div role="status">
      {chosen.state === 'looking' && <p className={classes.quiet}>Looking into it …</p>}
      {chosen.state === 'failed' && (
        <div className={classes.plan}>
          <Problem error={chosen.error} />
          <div className={classes.buttons}>
            <Button size="compact-sm" variant="default" onClick={forgetChosen}>
              Close
            </Button>
          </div>
        </div>
      )}
      {chosen.state === 'planned' && <Plan key={chosen.ticket} ticket={chosen.ticket} plan={chosen.plan} />}
    </div>
  )
}

function Plan({ ticket, plan }: { ticket: string; plan: ArchivePlan }) {
  const [format, setFormat] = useState(plan.formats[0]?.id)
  const [busy, setBusy] = useState(false)
  const label = plan.formats.find(({ id }) => id === format)?.label
  const begin = async (id: string) => {
    setBusy(true)
    await startImport(ticket, id)
    setBusy(false)
  }
  return (
    <Part title={label === undefined ? 'Not known' : `Import ${label}?`}>
      <div className={classes.plan}>
        <p className={classes.name}>
          <bdi>{plan.name}</bdi>
        </p>
        <p className={classes.quiet}>{planWords(plan)}.</p>
        {plan.formats.length > 1 && (
          <NativeSelect
            className={classes.narrow}
            label="It could be several things"
            data={plan.formats.map(({ id, label: name }) => ({ value: id, label: name }))}
            value={format ?? ''}
            onChange={(event) => setFormat(event.currentTarget.value)}
          />
        )}
        <Sample sample={plan.sample} />
        {format === undefined && (
          <p className={classes.quiet}>
            Nothing in it is known to Earshot. Below is what it reads, and how to get it.
          </p>
        )}
        <div className={classes.buttons}>
          {format !== undefined && (
            <Button size="compact-sm" loading={busy} autoFocus onClick={() => void begin(format)}>
              Import
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={forgetChosen}>
            {format === undefined ? 'Close' : 'Not this one'}
          </Button>
        </div>
      </div>
    </Part>
  )
}

function Sample({ sample }: { sample: ArchivePlan['sample'] }) {
  const { data: networks } = useNetworks()
  if (sample.length === 0) return null
  return (
    <ul className={classes.sample} aria-label="The first of it">
      {sample.map(({ network, author, createdMs, text }, index) => {
        const manifest = networks?.find(({ id }) => id === network)
        return (
          // What was said twice at one moment differs by its place alone.
          // oxlint-disable-next-line no-array-index-key
          <li key={`${index} ${createdMs}`}>
            {manifest !== undefined && <NetworkDot network={manifest} />} <bdi>{author}</bdi>{' '}
            <span className={classes.when}>
              <Moment ms={createdMs} />
            </span>
            : <bdi>{text}</bdi>
          </li>
        )
      })}
    </ul>
  )
}
