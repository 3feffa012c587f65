import { Popover } from '@mantine/core'
import { useId, useRef, type ReactNode, type Ref } from 'react'
import { explainQuery } from '#shared/domain/query/explain'
import type { KnownNames } from '#shared/domain/query/complete'
import type { FieldName } from '#shared/domain/query/ast'
import { limits, type Fix, type Parsed, type QueryError } from '#shared/domain/query/parse'
import { ariaKeysOf, CommandCap } from './command-cap.tsx'
import classes from './query-field.module.css'
import type { ColourRun } from './query-colour.ts'
import { offerId, QueryList } from './query-list.tsx'
import { fixWords } from './query-offers.ts'
import { useQueryTyping } from './use-query-typing.ts'

export interface QueryFieldProps {
  label: string
  /** The label is for screen readers only. */
  hidesLabel?: boolean
  value: string
  onChange: (value: string) => void
  /** Enter, unless it takes a completion or the query is wrong. Absent: Enter is the form's. */
  onSubmit?: ((query: string) => void) | undefined
  /** Esc, when there is nothing left to close. Absent: Esc is the window's. */
  onLeave?: (() => void) | undefined
  onFocusChange?: ((focused: boolean) => void) | undefined
  /** Names of streams, labels, accounts, networks and people, as far as they are known. */
  known?: KnownNames | undefined
  /** Told whose names are being written, so that more of them can be brought. */
  onNeed?: ((need: { field: FieldName; begun: string } | undefined) => void) | undefined
  /** What was searched for lately; offered while nothing is written. */
  recent?: readonly string[] | undefined
  onForget?: (() => void) | undefined
  placeholder?: string
  autoFocus?: boolean
  inputRef?: Ref<HTMLInputElement>
  /** What the query finds, for example a QueryPreview. */
  preview?: ReactNode
}

/**
 * The one field in which queries are written: coloured as they are understood, completed by arrow keys (Enter or →
 * takes, Esc closes, Tab always moves on), with what is wrong under the very letters and how to mend it, and with the
 * query in plain words. A real text field lies over the coloured words, so that input methods, undo, selection and
 * either direction are the system's own.
 */
export function QueryField(props: QueryFieldProps) {
  const { value, label, preview } = props
  const id = useId()
  const listId = `${id}-list`
  const input = useRef<HTMLInputElement | null>(null)
  const seen = useRef<HTMLDivElement>(null)
  const typing = useQueryTyping(props, input, seen)
  const { offers, active, runs, told } = typing
  const isOpen = offers.list.length > 0
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={props.hidesLabel === true ? 'visually-hidden' : classes.label}>
        {label}
      </label>
      <Popover
        opened={isOpen}
        position="bottom-start"
        width="target"
        offset={4}
        // In place, so that a screen reader finds it in the part of the window where it works; fixed, so that no pane cuts it.
        withinPortal={false}
        floatingStrategy="fixed"
        withRoles={false}
        trapFocus={false}
        returnFocus={false}
        closeOnEscape={false}
        clickOutsideEvents={[]}
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <div className={classes.box} data-wrong={told.length > 0 || undefined}>
            <Seen ref={seen} runs={runs} showsErrors={told.length > 0} />
            <input
              {...typing.inputProps}
              id={id}
              // A dialog gives the focus to what is marked so, whoever else asked for it.
              data-autofocus={props.autoFocus === true || undefined}
              ref={(element) => {
                input.current = element
                handOver(props.inputRef, element)
              }}
              type="text"
              role="combobox"
              className={classes.typed}
              value={value}
              maxLength={limits.length}
              placeholder={props.placeholder}
              autoFocus={props.autoFocus}
              dir="auto"
              autoComplete="off"
              autoCorrect="off"
              autoCapitalize="off"
              spellCheck={false}
              enterKeyHint="search"
              aria-autocomplete="list"
              aria-expanded={isOpen}
              aria-controls={isOpen ? listId : undefined}
              aria-activedescendant={isOpen && active >= 0 ? offerId(listId, active) : undefined}
              aria-invalid={told.length > 0}
              aria-describedby={`${id}-said`}
              // Esc closes the list before the dialog that the field stands in.
              data-mantine-stop-propagation={isOpen || undefined}
            />
          </div>
        </Popover.Target>
        <Popover.Dropdown p={0}>
          <QueryList id={listId} offers={offers.list} active={active} onTake={typing.take} />
        </Popover.Dropdown>
      </Popover>
      <div id={`${id}-said`}>
        <Said value={value} parsed={typing.parsed} told={told} onFix={typing.fix} />
      </div>
      {preview}
    </div>
  )
}

function handOver(ref: Ref<HTMLInputElement> | undefined, element: HTMLInputElement | null): void {
  if (typeof ref === 'function') ref(element)
  else if (ref !== null && ref !== undefined) ref.current = element
}

/** The coloured words. */
function Seen({
  ref,
  runs,
  showsErrors,
}: {
  ref: Ref<HTMLDivElement>
  runs: readonly ColourRun[]
  showsErrors: boolean
}) {
  return (
    <div ref={ref} className={classes.seen} dir="auto" aria-hidden>
      {runs.map((run) => (
        <span key={run.start} className={lookOf(run, showsErrors)}>
          {run.text}
        </span>
      ))}
    </div>
  )
}

const looks: Partial<Record<NonNullable<ColourRun['kind']>, string | undefined>> = {
  field: classes.fieldName,
  hashtag: classes.hashtag,
  handle: classes.handle,
  operator: classes.operator,
  bracket: classes.bracket,
}

function lookOf({ kind, excluded, wrong }: ColourRun, showsErrors: boolean): string {
  const look = kind === undefined ? undefined : looks[kind]
  return [look, excluded ? classes.excluded : undefined, wrong && showsErrors ? classes.wrong : undefined]
    .filter((name) => name !== undefined)
    .join(' ')
}

interface SaidProps {
  value: string
  parsed: Parsed
  /** Errors that it is time to speak of. */
  told: readonly QueryError[]
  onFix: (fix: Fix) => void
}

/** What is wrong and how to mend it, else the query in plain words. */
function Said({ value, parsed, told, onFix }: SaidProps) {
  const [error] = told
  if (error !== undefined) {
    const { fix } = error
    return (
      <p className={classes.error} role="status">
        {error.message}. {error.hint}{' '}
        {fix !== undefined && (
          <button
            type="button"
            className={classes.fix}
            aria-keyshortcuts={ariaKeysOf('query.fix')}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onFix(fix)}
          >
            <bdi>{fixWords(fix)}</bdi> <CommandCap id="query.fix" />
          </button>
        )}
      </p>
    )
  }
  if (value.trim() === '' || parsed.ast === undefined) return null
  return <p className={classes.reading}>Finds {explainQuery(parsed.ast)}</p>
}
