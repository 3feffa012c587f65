import { Modal } from '@mantine/core'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { whenWords } from '../../data/triage-words.ts'
import { nowMs } from '../../ui/clock.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './snooze-menu.module.css'
import { readWhen, snoozeChoices } from './snooze-times.ts'

interface Props {
  opened: boolean
  count: number
  onClose: () => void
  onSnooze: (untilMs: number) => void
}

/** Until when to put it off: a number chooses, any other letter begins to type a time. */
export function SnoozeMenu({ opened, count, onClose, onSnooze }: Props) {
  const [typed, setTyped] = useState('')
  const [openedMs, setOpenedMs] = useState(nowMs)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const title = count === 1 ? 'Snooze until …' : `Snooze ${count} conversations until …`

  // On the window and from the very start: the dialog is drawn and focused some frames later, and a quick
  // "h 1" must not fall between.
  useEffect(() => {
    if (!opened) return undefined
    const now = nowMs()
    setOpenedMs(now)
    setTyped('')
    const choices = snoozeChoices(now)
    const onKey = (event: KeyboardEvent): void => {
      if (event.target === field.current || event.metaKey || event.ctrlKey || event.altKey) return
      const choice = /^[1-5]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined
      const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      const letter = /^[\p{L}\p{N}]$/u.test(event.key) && !event.isComposing
      if (choice === undefined && by === 0 && !letter) return
      event.preventDefault()
      event.stopPropagation()
      if (choice !== undefined) onSnooze(choice.untilMs)
      else if (by !== 0) focusNext(list.current, by)
      else {
        setTyped((before) => before + event.key)
        field.current?.focus()
      }
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
    // Choices are counted from the opening; what onSnooze does then is the newest anyway.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [opened])

  return (
    <Modal opened={opened} onClose={onClose} title={title} size="sm" yOffset="14vh" withCloseButton={false}>
      <Choices {...{ typed, setTyped, openedMs, field, list, onSnooze, onClose }} />
    </Modal>
  )
}

interface ChoicesProps extends Pick<Props, 'onSnooze' | 'onClose'> {
  typed: string
  setTyped: (typed: string) => void
  openedMs: number
  field: RefObject<HTMLInputElement | null>
  list: RefObject<HTMLOListElement | null>
}

function Choices({ typed, setTyped, openedMs, field, list, onSnooze, onClose }: ChoicesProps) {
  const choices = snoozeChoices(openedMs)
  const read = readWhen(typed, openedMs)
  return (
    <div>
      <ol className={classes.choices} ref={list}>
        {choices.map((choice, index) => (
          <li key={choice.label}>
            <button
              type="button"
              data-autofocus={index === 0 || undefined}
              className={classes.choice}
              onClick={() => onSnooze(choice.untilMs)}
            >
              <KeyCap keys={String(index + 1)} />
              <span>{choice.label}</span>
              <span className={classes.when}>{whenWords(choice.untilMs)}</span>
            </button>
          </li>
        ))}
      </ol>
      <form
        className={classes.typed}
        onSubmit={(event) => {
          event.preventDefault()
          if (read !== undefined) onSnooze(read)
        }}
      >
        <label htmlFor="snooze-typed">or type a time</label>
        <input
          id="snooze-typed"
          ref={field}
          className={classes.field}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="2h · fri 14:00 · 2026-12-24"
          autoComplete="off"
          aria-describedby="snooze-read"
        />
        <span id="snooze-read" className={classes.read} role="status">
          {readWords(typed, read)}
        </span>
      </form>
      <button type="button" className={classes.cancel} onClick={onClose}>
        Cancel <KeyCap keys="Escape" />
      </button>
    </div>
  )
}

function readWords(typed: string, read: number | undefined): string {
  if (typed.trim() === '') return 'Any letter goes here.'
  return read === undefined
    ? 'Not a time to come, as far as it can be read.'
    : `${whenWords(read)} · press Enter`
}

function focusNext(list: HTMLElement | null, by: number): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons[(at + by + buttons.length) % buttons.length]?.focus()
}
