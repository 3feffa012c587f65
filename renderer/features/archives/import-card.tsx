import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ArchiveImport } from '#shared/domain/archive'
import { pauseImport, resumeImport, undoImport, useImportReport } from '../../data/archive-actions.ts'
import { useNetworks } from '../../data/queries.ts'
import { showSource } from '../../state.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { FailureText } from '../../ui/failure-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { figuresWords, placeWords, stateWords, undoWords } from './archive-words.ts'
import classes from './archives.module.css'

/** One import: how far it is, what came of it, and what can be done with it. */
export function ImportCard({ run }: { run: ArchiveImport }) {
  const { data: networks } = useNetworks()
  const [asking, setAsking] = useState(false)
  const isUnderWay = run.state === 'running' || run.state === 'undoing'
  const isStopped = run.state === 'paused' || run.state === 'failed'
  const isBack = run.state === 'undone' || run.state === 'undoing'
  return (
    <article className={classes.card} aria-label={run.name}>
      <p className={classes.name}>
        <bdi>{run.name}</bdi>
      </p>
      <p className={classes.quiet}>
        {run.formatLabel}, begun <Moment ms={run.startedMs} />
      </p>
      <p className={classes.state}>
        <strong role="status">{stateWords(run.state)}</strong>: {figuresWords(run)}
        {(run.state === 'running' || isStopped) && `; ${placeWords(run)}`}
      </p>
      {isUnderWay && (
        <progress
          className={classes.progress}
          aria-label={`${stateWords(run.state)} ${run.name}`}
          max={run.state === 'running' ? Math.max(1, run.files) : Math.max(1, run.added)}
          value={run.state === 'running' ? run.filesDone : run.removed}
        />
      )}
      {run.failure !== undefined && (
        <p className={classes.bad} role="alert">
          <FailureText failure={run.failure} />
        </p>
      )}
      <div className={classes.buttons}>
        {(run.state === 'running' || isStopped) && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void (isStopped ? resumeImport(run.id) : pauseImport(run.id))}
          >
            {isStopped ? 'Go on' : 'Pause'}
          </Button>
        )}
        {!isBack &&
          run.networks.map((network) => (
            <Button
              key={network}
              size="compact-sm"
              variant="default"
              onClick={() => showSource({ type: 'search', query: `network:${network}` })}
            >
              Look into {networks?.find(({ id }) => id === network)?.label ?? network}
            </Button>
          ))}
        {!isBack && (
          <Button size="compact-sm" variant="subtle" onClick={() => setAsking(true)}>
            Undo …
          </Button>
        )}
      </div>
      {run.notUnderstood > 0 && <Report id={run.id} />}
      <Confirm
        opened={asking}
        title={`Undo the import of ${run.name}?`}
        verb="Undo import"
        onClose={() => setAsking(false)}
        onConfirm={() => undoImport(run.id)}
      >
        {undoWords(run)}
      </Confirm>
    </article>
  )
}

function Report({ id }: { id: number }) {
  const [isOpen, setIsOpen] = useState(false)
  const { data: report } = useImportReport(id, isOpen)
  return (
    <details className={classes.report} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>What was not understood</summary>
      {report !== undefined && (
        <>
          <ul className={classes.reasons}>
            {report.reasons.map(({ why, count }) => (
              <li key={why}>
                {count.toLocaleString('en')} × {why}
              </li>
            ))}
          </ul>
          <table className={classes.misses}>
            <caption>The first {report.misses.length}, where they stand</caption>
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Where</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {report.misses.map(({ path, where, why }, index) => (
                // The same may be wrong in one place twice.
                // oxlint-disable-next-line no-array-index-key
                <tr key={`${index} ${path}`}>
                  <td>
                    <bdi>{path}</bdi>
                  </td>
                  <td>
                    <bdi>{where}</bdi>
                  </td>
                  <td>{why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </details>
  )
}
