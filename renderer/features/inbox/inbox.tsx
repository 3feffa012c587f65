import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { Source } from '#shared/contract'
import type { Pass } from '#shared/domain/catch-up'
import type { Lane, OwnLane } from '#shared/domain/conversation'
import type { Rule } from '#shared/domain/rule'
import type { Stream } from '#shared/domain/stream'
import { useAppState, useLanes, useLedger, useOwnLanes, useRules, useStreams } from '../../data/queries.ts'
import { narrowPx } from '../../panes.ts'
import { firstSource, selectConversation, showSource, ui, useUi } from '../../state.ts'
import { FailureText } from '../../ui/failure-text.tsx'
import { bareWhen } from '../../ui/said-when.ts'
import { useTicked } from '../../ui/time-ago.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { emptyWords } from './empty-words.ts'
import classes from './inbox.module.css'
import { ListHead } from './list-head.tsx'
import type { ListState, ListStore } from './list-store.ts'
import type { Entry } from './list-window.ts'
import { Row, rowElementId, rowOf } from './row.tsx'
import { SnoozeMenu } from './snooze-menu.tsx'
import { orderOf, useList } from './use-list.ts'
import { useMoves, type Moves } from './use-moves.ts'
import { useTriage } from './use-triage.ts'

/** Rows ahead of the last visible one at which the next page is asked for. */
const ahead = 25
/** px of a row before it is measured: two lines of words and one of chips. */
const rowPx = 104

/** The list of the lane, stream, search or pass in front, with everything that is done on it; `below` stands under it. */
export function Inbox({ below }: { below?: ReactNode }) {
  const source = useUi((state) => state.source)
  const lanes = useLanes().data
  const ownLanes = useOwnLanes().data
  const streams = useStreams().data
  useGoneLane(source, ownLanes)
  const list = useList(source, orderOf(source, lanes))
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRef<VirtualizerHandle>(null)
  const view = {
    pageRows: () => Math.max(1, Math.floor((rows.current?.viewportSize ?? rowPx) / rowPx) - 1),
    toStart: () => rows.current?.scrollTo(0),
    focus: () => scroller.current?.focus({ preventScroll: true }),
    element: () => scroller.current,
  }
  const moves = useMoves(list?.store, view)
  const query = laneQueryOf(source, lanes, ownLanes)
  const triage = useTriage(list?.store, list?.state, query)
  const checked = useUi((state) => state.checked)
  useFirstSelected(list?.state)
  const failure = list?.state.failure
  const queryFailure = source.type === 'search' && failure?.code === 'bad-input' ? failure : undefined
  const pass = usePassWords(list?.state)
  const rules = useRules().data
  const { title, detail } =
    source.type === 'catch-up' ? pass : headWords(source, { lanes, ownLanes, streams, rules }, list?.state)

  return (
    <div className={classes.inbox}>
      <ListHead
        source={source}
        title={title}
        detail={detail}
        progress={source.type === 'catch-up' ? pass.progress : undefined}
        query={query}
        queryFailure={queryFailure}
        focusList={view.focus}
      />
      {checked.size > 0 ? <BulkBar count={checked.size} /> : null}
      {failure !== undefined && queryFailure === undefined ? (
        <p className={classes.failure} role="alert">
          <FailureText failure={failure} />{' '}
          <button type="button" className={classes.again} onClick={() => void list?.store.load()}>
            Try again
          </button>
        </p>
      ) : null}
      {list !== undefined && list.state.newCount > 0 ? (
        <Pill count={list.state.newCount} onReveal={moves.reveal} />
      ) : null}
      {list === undefined || !list.state.loaded ? (
        failure === undefined ? (
          <Skeleton />
        ) : null
      ) : (
        <Rows title={title} list={list} moves={moves} scroller={scroller} rows={rows} />
      )}
      {below}
      <SnoozeMenu
        opened={triage.snoozing}
        count={triage.snoozing ? triage.targets().length : 0}
        onClose={() => triage.setSnoozing(false)}
        onSnooze={(untilMs) => {
          triage.setSnoozing(false)
          triage.act({ act: 'snooze', untilMs })
        }}
      />
    </div>
  )
}

interface RowsProps {
  title: string
  list: { store: ListStore; state: ListState }
  moves: Moves
  scroller: React.RefObject<HTMLDivElement | null>
  rows: React.RefObject<VirtualizerHandle | null>
}

function Rows({ title, list, moves, scroller, rows }: RowsProps) {
  const { store, state } = list
  const { entries, more, dropped } = state.list
  const selectedId = useUi((ui) => ui.conversationId)
  const checked = useUi((ui) => ui.checked)
  const promiseMs = useAppState().data?.settings.promiseMs
  const heardToMs = useLedger().data?.heardToMs
  const selectedIndex = entries.findIndex(({ row }) => row.id === selectedId)

  const pageAhead = (): void => {
    const handle = rows.current
    if (handle === null) return
    const last = handle.findItemIndex(handle.scrollOffset + handle.viewportSize)
    const current = store.get()
    if (current.list.more && Math.max(last, selectedIndex) >= current.list.entries.length - ahead)
      void store.loadMore()
  }
  useEffect(pageAhead)
  useEffect(() => {
    if (selectedIndex >= 0) rows.current?.scrollToIndex(selectedIndex, { align: 'nearest' })
    // Not when only its place changed: what is new above must not pull the list away from under the eye.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedIndex >= 0, selectedId, rows])

  if (entries.length === 0 && !more) {
    return (
      <div className={classes.empty} tabIndex={-1} ref={scroller}>
        {emptyWords(store.source, heardToMs === undefined ? undefined : timeOfDay(heardToMs))}
      </div>
    )
  }
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="listbox"
      aria-label={title}
      aria-multiselectable
      aria-activedescendant={
        selectedIndex >= 0 && selectedId !== undefined ? rowElementId(selectedId) : undefined
      }
      tabIndex={0}
      onClick={(event) => {
        const row = rowOf(event.target)
        if (row !== undefined) moves.pick(row.id, howPicked(event, row.onTick))
      }}
      onDoubleClick={(event) => {
        const row = rowOf(event.target)
        if (row !== undefined && !row.onTick) moves.pick(row.id, 'open')
      }}
      onKeyDown={(event) => {
        if (event.key !== ' ' || selectedId === undefined) return
        event.preventDefault()
        moves.pick(selectedId, 'tick')
      }}
    >
      <Virtualizer
        ref={rows}
        scrollRef={scroller}
        data={entries}
        itemSize={rowPx}
        bufferSize={400}
        keepMounted={selectedIndex >= 0 ? [selectedIndex] : []}
        onScroll={pageAhead}
      >
        {({ row }: Entry, index: number) => (
          <Row
            key={row.id}
            row={row}
            selected={row.id === selectedId}
            checked={checked.has(row.id)}
            hidesState={saysState(store.source)}
            promiseMs={promiseMs}
            position={dropped + index + 1}
            setSize={more ? -1 : dropped + entries.length}
          />
        )}
      </Virtualizer>
    </div>
  )
}

function howPicked(event: MouseEvent, onTick: boolean): 'select' | 'tick' | 'range' {
  if (event.shiftKey) return 'range'
  return onTick || event.metaKey || event.ctrlKey ? 'tick' : 'select'
}

/** New ones wait here, so that nothing moves under the eye or the finger. */
function Pill({ count, onReveal }: { count: number; onReveal: () => void }) {
  return (
    <button type="button" className={classes.pill} onClick={onReveal} aria-keyshortcuts=".">
      {count >= 99 ? '99+' : count} new <span aria-hidden>· .</span>
    </button>
  )
}

/** Only before anything was ever shown. */
function Skeleton() {
  return (
    <div className={classes.skeleton} aria-hidden data-skeleton>
      {[1, 2, 3, 4, 5, 6].map((n) => (
        <div key={n} className={classes.skeletonRow}>
          <span />
          <i />
          <i />
        </div>
      ))}
    </div>
  )
}

/**
 * Beside each other, list and conversation always agree: the first row is selected when none is. What was selected
 * by itself is let go by itself when it leaves the list; what somebody chose stays beside the list.
 */
function useFirstSelected(state: ListState | undefined): void {
  const byItself = useRef<number | undefined>(undefined)
  const entries = state?.loaded === true ? state.list.entries : undefined
  const selected = useUi((current) => current.conversationId)
  useEffect(() => {
    const first = entries?.[0]?.row.id
    if (first === undefined || window.innerWidth < narrowPx || ui().screen !== 'inbox' || ui().passEnded)
      return
    const left = selected === byItself.current && entries?.every(({ row }) => row.id !== selected)
    if (selected !== undefined && left !== true) return
    byItself.current = first
    selectConversation(first)
  }, [entries, selected])
}

interface Known {
  lanes: readonly Lane[] | undefined
  ownLanes: readonly OwnLane[] | undefined
  streams: readonly Stream[] | undefined
  rules: readonly Rule[] | undefined
}

/** `Since 09:12 · 7 of 20`, and how far that is. */
function usePassWords(state: ListState | undefined): { title: string; detail: string; progress: number } {
  const pass = useUi((current) => current.pass)
  const ended = useUi((current) => current.passEnded)
  const selected = useUi((current) => current.conversationId)
  const now = useTicked()
  const held = state?.list
  const index = held?.entries.findIndex(({ row }) => row.id === selected) ?? -1
  const place = ended ? (pass?.total ?? 0) : index === -1 ? 0 : (held?.dropped ?? 0) + index + 1
  return { title: 'Catch-up', detail: passWords(pass, place, now), progress: place / (pass?.total || 1) }
}

function passWords(pass: Pass | undefined, place: number, nowMs: number): string {
  if (pass === undefined) return ''
  const since = `Since ${bareWhen(pass.sinceMs, nowMs)}`
  return pass.total === 0 ? since : `${since} · ${place} of ${pass.total}`
}

function headWords(
  source: Exclude<Source, { type: 'catch-up' }>,
  { lanes, ownLanes, streams, rules }: Known,
  state: ListState | undefined,
): { title: string; detail: string } {
  const held = state?.list
  const shown =
    held === undefined || !state?.loaded ? '' : `${held.entries.length + held.dropped}${held.more ? '+' : ''}`
  if (source.type === 'lane') {
    const lane = lanes?.find((other) => other.id === source.lane)
    const count = lane === undefined ? '' : lane.count.toLocaleString()
    return {
      title: lane?.name ?? '',
      detail: lane === undefined || lane.count === 0 ? '' : `${count} · ${lane.order} first`,
    }
  }
  if (source.type === 'stream') {
    const stream = streams?.find((other) => other.id === source.streamId)
    return {
      title: stream?.name ?? '',
      detail: stream === undefined ? '' : `${stream.open.toLocaleString()} open · newest first`,
    }
  }
  if (source.type === 'rule') {
    const rule = rules?.find((other) => other.id === source.ruleId)
    return {
      title: rule?.name ?? '',
      detail: rule === undefined ? '' : `${rule.open.toLocaleString()} open · newest first`,
    }
  }
  if (source.type === 'own-lane') {
    const lane = ownLanes?.find((other) => other.id === source.id)
    return { title: lane?.name ?? '', detail: shown === '' ? '' : `${shown} · newest first` }
  }
  return { title: `Search: ${source.query}`, detail: shown === '' ? '' : `${shown} found` }
}

/** The query of the lane in front. */
function laneQueryOf(
  source: Source,
  lanes: readonly Lane[] | undefined,
  ownLanes: readonly OwnLane[] | undefined,
): string | undefined {
  if (source.type === 'lane') return lanes?.find((lane) => lane.id === source.lane)?.query
  if (source.type === 'own-lane') return ownLanes?.find((lane) => lane.id === source.id)?.query
  return undefined
}

/** A lane that is in front and was removed, here or by an undo, gives way to the first one. */
function useGoneLane(source: Source, ownLanes: readonly OwnLane[] | undefined): void {
  useEffect(() => {
    if (source.type !== 'own-lane' || ownLanes === undefined) return
    if (!ownLanes.some((lane) => lane.id === source.id)) showSource(firstSource)
  }, [source, ownLanes])
}

function saysState(source: Source): boolean {
  return source.type === 'lane' && source.lane !== 'saved'
}

function timeOfDay(ms: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(ms)
}
