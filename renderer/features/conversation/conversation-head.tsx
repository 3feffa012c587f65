import { Popover, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ConversationDetail } from '#shared/domain/conversation'
import type { CommandId } from '../../keys/keymap.ts'
import { runCommand } from '../../keys/commands.ts'
import { Chip } from '../../ui/chip.tsx'
import { ariaKeysOf, CommandCap } from '../../ui/command-cap.tsx'
import classes from './conversation.module.css'
import { knownWords, subjectOf } from './thread-entries.ts'

export interface HeadProps {
  detail: ConversationDetail
  /** Under 1180 px the person panel opens from here; absent when it stands beside the thread. */
  panel: ReactNode | undefined
  panelOpen: boolean
  onPanel: (open: boolean) => void
}

/** Who and what, how much of it is known, and the acts with their keys. */
export function ConversationHead({ detail, panel, panelOpen, onPanel }: HeadProps) {
  const { row, items, missing } = detail
  const name = row.author.name || row.author.handle
  const subject = subjectOf(row.title, items)
  const known = knownWords(items.length, missing)
  const isQuestion = row.reasons.some((reason) => reason.kind === 'question')
  return (
    <header className={classes.head}>
      <UnstyledButton className={classes.back} onClick={() => runCommand('conversation.close')}>
        Back <CommandCap id="conversation.close" />
      </UnstyledButton>
      <h2 className={classes.heading} title={subject === undefined ? name : `${name} · ${subject}`}>
        <bdi>{name}</bdi>
        {subject !== undefined && (
          <>
            {' · '}
            <bdi>{subject}</bdi>
          </>
        )}
      </h2>
      {isQuestion && (
        <span className={classes.chip}>
          <Chip tone="accent">question</Chip>
        </span>
      )}
      <div className={classes.headActs}>
        {known !== undefined && <span className={classes.known}>{known}</span>}
        <Act
          id={row.state === 'done' ? 'triage.reopen' : 'triage.done'}
          word={row.state === 'done' ? 'reopen' : 'done'}
        />
        <Act id="triage.snooze" word="snooze" />
        <Act id="triage.save" word={row.saved ? 'saved' : 'save'} pressed={row.saved} />
        {panel !== undefined && (
          <Popover
            opened={panelOpen}
            onChange={onPanel}
            position="bottom-end"
            width={300}
            trapFocus
            returnFocus
          >
            <Popover.Target>
              <UnstyledButton
                className={classes.act}
                aria-expanded={panelOpen}
                onClick={() => onPanel(!panelOpen)}
              >
                <CommandCap id="conversation.person" /> <span className={classes.actWord}>who</span>
              </UnstyledButton>
            </Popover.Target>
            <Popover.Dropdown className={classes.sidePopover} aria-label="About this conversation">
              {panel}
            </Popover.Dropdown>
          </Popover>
        )}
      </div>
    </header>
  )
}

function Act({ id, word, pressed }: { id: CommandId; word: string; pressed?: boolean }) {
  return (
    <UnstyledButton
      className={classes.act}
      aria-pressed={pressed}
      aria-keyshortcuts={ariaKeysOf(id)}
      onClick={() => runCommand(id)}
    >
      <CommandCap id={id} /> <span className={classes.actWord}>{word}</span>
    </UnstyledButton>
  )
}
