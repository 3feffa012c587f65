import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Output, hostCalls } from '#shared/contract'
import { refreshStreams, restartCore } from '../../data/actions.ts'
import { host } from '../../data/client.ts'
import { useStreams } from '../../data/queries.ts'
import { useCommand } from '../../keys/commands.ts'
import { showScreen, showSource, signInAgain } from '../../state.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useTicked } from '../../ui/time-ago.tsx'
import classes from './health-line.module.css'
import { problems, shareWords, type Mend } from './health-problems.ts'
import { useWatch } from './use-watch.ts'

type CoreState = Output<typeof hostCalls, 'host.coreState'>

/** What is wrong, in words and with one act, louder than anything else. Nothing at all when all is well. */
export function HealthLine() {
  const coreState = useCoreState()
  const online = useOnline()
  const streams = useStreams().data ?? []
  const nowMs = useTicked()
  const found = problems({ core: coreState, online, streams, nowMs })
  useWatch(streams)
  const worst = found[0]
  const mend = worst?.mend
  useCommand(
    'health.act',
    () => mend !== undefined && act(mend),
    () => mend !== undefined,
  )
  // The region stays, so that a screen reader hears what appears in it.
  return (
    <div role="region" aria-label="Health">
      {worst === undefined ? null : (
        <div className={classes.line} data-tone={worst.tone} role="alert">
          <span className={worst.tone === 'bad' ? classes.bad : classes.warn} aria-hidden />
          <span className={classes.words}>
            <bdi className={classes.who}>{worst.who}</bdi> {worst.words}
          </span>
          {mend === undefined ? null : (
            <button
              type="button"
              className={classes.act}
              onClick={() => act(mend)}
              aria-keyshortcuts="Shift+H"
            >
              {mend.label}
            </button>
          )}
          <span className={classes.share}>
            {found.length > 1 ? (
              <button type="button" className={classes.more} onClick={() => showScreen('streams')}>
                and {found.length - 1} more
              </button>
            ) : null}
            <span>{shareWords(found, streams.length)}</span>
            {mend === undefined ? null : <KeyCap keys="Shift+h" />}
          </span>
        </div>
      )}
    </div>
  )
}

function act(mend: Mend): void {
  if (mend.kind === 'sign-in') signInAgain(mend.accountId)
  else if (mend.kind === 'retry') void refreshStreams(mend.streamIds)
  else if (mend.kind === 'restart-core') void restartCore()
  else if (mend.kind === 'spending') showScreen('settings')
  else {
    showSource({ type: 'stream', streamId: mend.streamId })
    showScreen('streams')
  }
}

/** What main says of core; asked once, then told. */
function useCoreState(): CoreState {
  const [state, setState] = useState<CoreState>({ state: 'up' })
  useEffect(() => {
    let told = false
    const stop = host.on('core', (next) => {
      told = true
      setState(next)
    })
    host.call('host.coreState', {}).then(
      (first) => {
        if (!told) setState(first)
      },
      (error: unknown) => console.error('host.coreState', error),
    )
    return stop
  }, [])
  return state
}

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Whether the machine has a network. Main tells core, which looks again at once. */
function useOnline(): boolean {
  return useSyncExternalStore(subscribeOnline, () => navigator.onLine)
}
