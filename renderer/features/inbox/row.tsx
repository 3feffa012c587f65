import { Fragment, memo, type ReactNode } from 'react'
import type { ConversationRow } from '#shared/domain/conversation'
import { useNetworks } from '../../data/queries.ts'
import { AnswerBadge } from '../../ui/answer-badge.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/chip.tsx'
import { directionOf } from '../../ui/direction.ts'
import { segments } from '../../ui/segments.ts'
import { exactWords } from '../../ui/ago-words.ts'
import { useTicked } from '../../ui/time-ago.tsx'
import classes from './row.module.css'
import { alsoWords, besideName, stateWords, unseenWords, waitedWords } from './row-words.ts'

export interface RowProps {
  row: ConversationRow
  selected: boolean
  checked: boolean
  /** The lane says the state already. */
  hidesState: boolean
  promiseMs: number | undefined
  position: number
  /** -1 where the size of the whole is not known. */
  setSize: number
}

/** Which conversation an event on the list is about, and whether it is about its tick. */
export function rowOf(target: EventTarget): { id: number; onTick: boolean } | undefined {
  if (!(target instanceof Element)) return undefined
  const id = Number(target.closest('[data-conversation]')?.getAttribute('data-conversation'))
  return id > 0 ? { id, onTick: target.closest('[data-tick]') !== null } : undefined
}

export const rowElementId = (id: number): string => `conversation-${id}`

/** Who, what do they say, how long have they waited, why is it here. */
export const Row = memo(function Row(props: RowProps) {
  const { row, selected, checked } = props
  const waited = waitedWords(row, props.promiseMs, useTicked())
  const state = props.hidesState ? undefined : stateWords(row)
  const style = [classes.row, selected ? classes.on : '', row.unread ? classes.unread : '']
    .filter(Boolean)
    .join(' ')
  return (
    <div
      id={rowElementId(row.id)}
      role="option"
      aria-selected={selected || checked}
      aria-posinset={props.position}
      aria-setsize={props.setSize}
      className={style}
      data-selected={selected || undefined}
      data-conversation={row.id}
    >
      <Face row={row} checked={checked} />
      <div className={classes.who}>
        <bdi className={classes.name}>{row.author.name === '' ? row.author.handle : row.author.name}</bdi>
        {row.author.name === row.author.handle && row.others === 0 ? null : (
          <bdi className={classes.handle}>{besideName(row)}</bdi>
        )}
      </div>
      <span className={classes.when}>
        {row.answer === undefined ? null : <AnswerBadge answer={row.answer} bare />}
        <span
          className={waited.late ? classes.late : classes.time}
          title={exactWords(row.waitingSinceMs ?? row.createdMs)}
        >
          {waited.words}
        </span>
      </span>
      <Words row={row} />
      <div className={classes.why}>
        {row.reasons.map((reason) => (
          <Chip
            key={`${reason.kind} ${reason.text}`}
            tone={reason.kind === 'question' ? 'accent' : 'quiet'}
            title={reason.text}
          >
            {reason.text}
          </Chip>
        ))}
        {row.alsoOn.length === 0 ? null : <Also row={row} />}
        {state === undefined ? null : <Chip>{state}</Chip>}
        {row.saved ? <Chip>saved</Chip> : null}
      </div>
      <span className="visually-hidden">{unseenWords(row, checked)}</span>
    </div>
  )
})

/** That the same post was heard more often. */
function Also({ row }: { row: ConversationRow }) {
  const networks = useNetworks().data
  const also = alsoWords(row, (id) => networks?.find((other) => other.id === id)?.label ?? id)
  return also === undefined ? null : <Chip title={also.whole}>{also.words}</Chip>
}

/** The face; a tick in its place when ticked or pointed at. */
function Face({ row, checked }: { row: ConversationRow; checked: boolean }) {
  return (
    <span className={checked ? `${classes.face} ${classes.checked}` : classes.face} data-tick>
      <Avatar author={row.author} />
      <span className={classes.tick} aria-hidden>
        ✓
      </span>
    </span>
  )
}

/** Two lines of their words in their script; behind a warning only the warning. */
function Words({ row }: { row: ConversationRow }) {
  if (row.warning !== undefined) {
    return (
      <div className={classes.text} dir={directionOf(row.warning)}>
        <span className={classes.folded}>Folded:</span> {row.warning}
      </div>
    )
  }
  if (row.reasons.some((reason) => reason.kind === 'deleted') && row.text === '') {
    return <div className={`${classes.text} ${classes.gone}`}>Deleted there, or not kept any longer</div>
  }
  return (
    <div className={classes.text} dir={directionOf(row.title ?? row.text)}>
      {row.title === undefined ? null : <b className={classes.title}>{row.title} </b>}
      {segments(row.text, [], row.matched).flatMap((segment) =>
        segment.runs.map((run, index) => (
          <Fragment key={`${segment.start}.${index}`}>
            {run.marked ? <mark>{run.text}</mark> : isolated(run.text)}
          </Fragment>
        )),
      )}
    </div>
  )
}

/** Handles keep their own direction: `@crumb` in a Hebrew line stays `@crumb`. */
function isolated(text: string): ReactNode {
  if (!text.includes('@')) return text
  return text
    .split(/(@[\p{L}\p{N}_]+(?:[@.-][\p{L}\p{N}_]+)*)/u)
    .map((part, index) => (index % 2 === 1 ? <bdi key={index}>{part}</bdi> : part))
}
