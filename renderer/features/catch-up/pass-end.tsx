import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Pass, PassNote } from '#shared/domain/catch-up'
import { catchUp } from '../../data/catch-up-actions.ts'
import { usePassNote } from '../../data/queries.ts'
import { useCommand } from '../../keys/commands.ts'
import { firstSource, showSource, ui, useUi } from '../../state.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { Problem } from '../../ui/problem.tsx'
import { bareWhen } from '../../ui/said-when.ts'
import { useTicked } from '../../ui/time-ago.tsx'
import { dueWords, noteSums, silentWords } from './catch-up-words.ts'
import classes from './catch-up.module.css'

/** The end of a pass, in the place of a conversation: that's all, what became of it, and what is due next. */
export function PassEnd() {
  const pass = useUi((state) => state.pass)
  return pass === undefined ? null : <End key={pass.id} pass={pass} />
}

const toInbox = (): void => showSource(firstSource)

function End({ pass }: { pass: Pass }) {
  const { data: note, error, refetch } = usePassNote(pass.id)
  const now = useTicked()
  const panel = useRef<HTMLElement>(null)
  useCommand('conversation.open', toInbox, () => ui().screen === 'inbox' && ui().passEnded)
  // Focus follows, so that a screen reader reads the end and no key goes to a row that is not selected any more.
  useEffect(() => panel.current?.focus(), [])
  return (
    <section ref={panel} className={classes.end} aria-labelledby="pass-end" tabIndex={-1}>
      <h2 id="pass-end" className={classes.endTitle}>
        That’s all
      </h2>
      <p className={classes.endWords}>
        {pass.total === 0 ? 'Nothing new was heard' : 'This is what was heard'} since{' '}
        {bareWhen(pass.sinceMs, now)}.
      </p>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {note === undefined ? null : <Note note={note} now={now} />}
      <div className={classes.endActs}>
        <Button onClick={toInbox} rightSection={<KeyCap keys="Enter" />}>
          To the inbox
        </Button>
        {note === undefined || note.silent === 0 ? null : (
          <Button variant="default" onClick={() => void catchUp({ sinceMs: pass.sinceMs, withSilent: true })}>
            {silentWords(note.silent)}
          </Button>
        )}
      </div>
    </section>
  )
}

function Note({ note, now }: { note: PassNote; now: number }) {
  return (
    <>
      {note.heard === 0 ? null : (
        <dl className={classes.sums}>
          {noteSums(note).map(({ label, count }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={classes.endWords}>{dueWords(note.nextDueMs, now)}</p>
    </>
  )
}
