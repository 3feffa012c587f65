import { Button } from '@mantine/core'
import type { Account } from '#shared/domain/account'
import type { NetworkManifest } from '#shared/domain/network'
import type { Stream } from '#shared/domain/stream'
import { refreshStreams } from '../../data/actions.ts'
import { setPaused } from '../../data/stream-actions.ts'
import { openSignIn } from '../../dialogs.ts'
import { Health } from '../../ui/health-dot.tsx'
import { FailureText } from '../../ui/failure-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { CoverageBar } from './coverage-bar.tsx'
import { healthWords, kindWords, toneOf } from './stream-words.ts'
import classes from './streams.module.css'

export interface StreamCardProps {
  stream: Stream
  networks: readonly NetworkManifest[]
  account: Account | undefined
  onEdit: () => void
  onRemove: () => void
}

/** One stream with its health in words and its acts. */
export function StreamCard({ stream, networks, account, onEdit, onRemove }: StreamCardProps) {
  const { name, accountId } = stream
  return (
    <article className={classes.card} aria-label={name} id={`stream-${stream.id}`} tabIndex={-1}>
      <span className={classes.dot}>
        <Health health={stream.health} words={healthWords(stream)} />
      </span>
      <div className={classes.what}>
        <h2 className={classes.name} dir="auto">
          {name}
        </h2>
        <p className={classes.quiet}>
          {kindWords(stream, networks)}
          {account === undefined ? '' : ` · as ${account.handle}`}
        </p>
        <p className={toneOf(stream) === 'bad' ? classes.badWords : classes.quiet}>
          <HealthLine stream={stream} />
        </p>
        <CoverageBar streamId={stream.id} name={name} />
      </div>
      <div className={classes.acts}>
        {stream.health === 'signed-out' && accountId !== undefined && (
          <Button size="compact-xs" onClick={() => openSignIn(accountId)}>
            Sign in again
          </Button>
        )}
        <Act label="Ask now" name={name} onClick={() => void refreshStreams([stream.id])} />
        <Act
          label={stream.paused ? 'Resume' : 'Pause'}
          name={name}
          onClick={() => void setPaused(stream.id, !stream.paused)}
        />
        <Act label="Edit …" name={name} onClick={onEdit} />
        <Act label="Remove …" name={name} onClick={onRemove} />
      </div>
    </article>
  )
}

/** Many rows hold the same buttons, so each also says its stream to screen readers. */
function Act({ label, name, onClick }: { label: string; name: string; onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="subtle" aria-label={`${label} ${name}`} onClick={onClick}>
      {label}
    </Button>
  )
}

function HealthLine({ stream }: { stream: Stream }) {
  return (
    <>
      {healthWords(stream)}
      {stream.health === 'limited' && stream.untilMs !== undefined && (
        <>
          {' until '}
          <Moment bare ms={stream.untilMs} />
        </>
      )}
      {stream.heardToMs !== undefined && (
        <>
          {' · caught up to '}
          <Moment bare ms={stream.heardToMs} />
        </>
      )}
      {stream.silentSinceMs !== undefined && (
        <>
          {' · unusually silent since '}
          <Moment bare ms={stream.silentSinceMs} />
        </>
      )}
      {` · ${stream.itemCount.toLocaleString()} heard`}
      {stream.failure !== undefined && (
        <>
          {' · '}
          <FailureText failure={stream.failure} />
        </>
      )}
    </>
  )
}
