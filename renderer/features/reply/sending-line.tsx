import { UnstyledButton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useOutbox } from '../../data/queries.ts'
import { takeBack } from '../../data/take-back.ts'
import { useCommand } from '../../keys/commands.ts'
import { narrowPx } from '../../panes.ts'
import { useUi } from '../../state.ts'
import { useWindowWidth } from '../../ui/window-width.ts'
import { nowMs } from '../../ui/clock.ts'
import { CommandCap } from '../../ui/command-cap.tsx'
import classes from './reply.module.css'
import { newestHeld, secondsLeft } from './reply-words.ts'

/** The line where no conversation is on the screen; beside one it stands above the reply box, which it must not cover. */
export function FloatingSendingLine() {
  const width = useWindowWidth()
  const isBesideConversation = useUi(
    ({ screen, conversationId, narrow }) =>
      screen === 'inbox' && conversationId !== undefined && (width >= narrowPx || narrow === 'conversation'),
  )
  return isBesideConversation ? null : (
    <div className={classes.floating}>
      <SendingLine />
    </div>
  )
}

/**
 * `Sending to @ana in 8 s · Undo`: as long as something is held. Undo brings the words back to where they were
 * written.
 */
export function SendingLine() {
  const { data } = useOutbox()
  const now = useSeconds(data?.some((message) => message.state === 'held') === true)
  const held = newestHeld(data ?? [], now)
  const bringBack = () => {
    if (held !== undefined) void takeBack(held.id)
  }
  useCommand('reply.takeBack', bringBack, () => held !== undefined)
  if (held === undefined) return null
  const left = secondsLeft(held.dueMs ?? now, now)
  return (
    <div className={classes.line} role="status">
      <span>
        {held.isPost ? 'Posting as' : 'Sending to'} <bdi>{held.isPost ? held.accountHandle : held.to}</bdi>{' '}
        <span aria-hidden>in {left} s</span>
      </span>
      <UnstyledButton className={classes.lineAct} onClick={bringBack}>
        Undo <CommandCap id="triage.undo" />
      </UnstyledButton>
    </div>
  )
}

/** Ticks once a second while something counts down. */
function useSeconds(running: boolean): number {
  const [now, setNow] = useState(nowMs)
  useEffect(() => {
    if (!running) return
    setNow(nowMs())
    const timer = setInterval(() => setNow(nowMs()), 1000)
    return () => clearInterval(timer)
  }, [running])
  return now
}
