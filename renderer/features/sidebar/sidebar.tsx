import { useEffect, useMemo, type KeyboardEvent, type ReactNode } from 'react'
import type { Source } from '#shared/contract'
import type { Lane, OwnLane } from '#shared/domain/conversation'
import type { Rule } from '#shared/domain/rule'
import type { Stream } from '#shared/domain/stream'
import { reorderLanes } from '../../data/lane-actions.ts'
import { useLanes, useOutbox, useOwnLanes, useRules, useStreams } from '../../data/queries.ts'
import { openLane } from '../../dialogs.ts'
import { registerCommand, useCommand } from '../../keys/commands.ts'
import type { CommandId } from '../../keys/keymap.ts'
import { showScreen, showSource, sourceKey, ui, useUi, type Screen } from '../../state.ts'
import { NetworkBadge } from '../../ui/avatar.tsx'
import { Health } from '../../ui/health-dot.tsx'
import { healthNames, worstHealth } from '../../ui/health-names.ts'
import classes from './sidebar.module.css'
import {
  isLookBack,
  laneCount,
  laneSources,
  moved,
  neighbourLane,
  outboxCount,
  ownLaneCount,
  streamCount,
} from './sidebar-entries.ts'

const noLanes: readonly Lane[] = []
const noOwnLanes: readonly OwnLane[] = []

/** Where to listen: lanes, streams, and what there is to look back on. */
export function Sidebar() {
  const lanes = useLanes().data ?? noLanes
  const ownLanes = useOwnLanes().data ?? noOwnLanes
  const streams = useStreams().data ?? []
  const rules = useRules().data ?? []
  // Where all streams are of one network, its sign on each of them would say nothing.
  const isMixed = new Set(streams.map(({ network }) => network)).size > 1
  const outbox = outboxCount(useOutbox().data ?? [])
  useLaneCommands(lanes, ownLanes)
  useMoveLane(ownLanes)
  const lookBack = lanes.filter((lane) => isLookBack(lane) && (lane.id === 'done' || lane.count > 0))
  return (
    <nav className={classes.nav} aria-label="Lanes and streams">
      <ul className={classes.group} aria-label="Lanes">
        {lanes
          .filter((lane) => !isLookBack(lane))
          .map((lane) => (
            <LaneEntry key={lane.id} lane={lane} />
          ))}
      </ul>
      <Heading onPick={() => openLane({ query: '' })} act="New lane …">
        Your lanes
      </Heading>
      <ul className={classes.group} aria-label="Your lanes">
        {ownLanes.map((lane) => (
          <OwnLaneEntry key={lane.id} lane={lane} />
        ))}
      </ul>
      <Heading command="go.streams" onPick={() => showScreen('streams')}>
        Streams
      </Heading>
      <ul className={classes.group} aria-label="Streams">
        {rules.map((rule) => (
          <RuleEntry
            key={rule.id}
            rule={rule}
            streams={streams.filter((stream) => stream.ruleId === rule.id)}
          />
        ))}
        {streams
          .filter((stream) => stream.ruleId === undefined)
          .map((stream) => (
            <StreamEntry key={stream.id} stream={stream} mixed={isMixed} />
          ))}
        {streams.length === 0 ? (
          <li>
            <button
              type="button"
              className={classes.entry}
              onClick={() => showScreen('streams')}
              onKeyDown={moveFocus}
            >
              Listen to something …
            </button>
          </li>
        ) : null}
      </ul>
      <Heading>Look back</Heading>
      <ul className={classes.group} aria-label="Look back">
        {lookBack.map((lane) => (
          <LaneEntry key={lane.id} lane={lane} />
        ))}
        <ScreenEntry screen="outbox" label="Outbox" count={outbox} />
        <ScreenEntry screen="goals" label="Goals" />
        <ScreenEntry screen="archives" label="Archives" />
        <ScreenEntry screen="accounts" label="Accounts" />
        <ScreenEntry screen="settings" label="Settings" />
      </ul>
    </nav>
  )
}

interface HeadingProps {
  children: string
  command?: CommandId
  onPick?: () => void
  /** The heading stays a heading, and a button beside it does this. */
  act?: string
}

function Heading({ children, onPick, act }: HeadingProps) {
  if (act !== undefined) {
    return (
      <div className={classes.headed}>
        <h2 className={classes.heading}>{children}</h2>
        <button
          type="button"
          className={classes.add}
          aria-label={act}
          title={act}
          onClick={onPick}
          onKeyDown={moveFocus}
        >
          +
        </button>
      </div>
    )
  }
  return (
    <h2 className={classes.heading}>
      {onPick === undefined ? (
        children
      ) : (
        <button type="button" className={classes.headingButton} onClick={onPick} onKeyDown={moveFocus}>
          {children}
        </button>
      )}
    </h2>
  )
}

function LaneEntry({ lane }: { lane: Lane }) {
  return (
    <SourceEntry
      source={`lane:${lane.id}`}
      onPick={() => showSource({ type: 'lane', lane: lane.id })}
      count={laneCount(lane)}
      title={lane.query}
    >
      {lane.name}
    </SourceEntry>
  )
}

function RuleEntry({ rule, streams }: { rule: Rule; streams: readonly Stream[] }) {
  const health = rule.paused ? 'paused' : worstHealth(streams.map((stream) => stream.health))
  return (
    <SourceEntry
      source={`rule:${rule.id}`}
      onPick={() => showSource({ type: 'rule', ruleId: rule.id })}
      count={{ words: streamCount({ health, open: rule.open }), late: false }}
      title={`${rule.name}: ${healthNames[health]}`}
    >
      <Health health={health} words={healthNames[health]} />
      <bdi className={classes.name}>{rule.name}</bdi>
    </SourceEntry>
  )
}

function OwnLaneEntry({ lane }: { lane: OwnLane }) {
  return (
    <SourceEntry
      source={`own-lane:${lane.id}`}
      ownLane={lane.id}
      onPick={() => showSource({ type: 'own-lane', id: lane.id })}
      count={ownLaneCount(lane)}
      title={lane.query}
    >
      <bdi className={classes.name}>{lane.name}</bdi>
    </SourceEntry>
  )
}

function StreamEntry({ stream, mixed }: { stream: Stream; mixed: boolean }) {
  const words = healthNames[stream.paused ? 'paused' : stream.health]
  return (
    <SourceEntry
      source={`stream:${stream.id}`}
      onPick={() => showSource({ type: 'stream', streamId: stream.id })}
      count={{ words: streamCount(stream), late: false }}
      title={`${stream.name}: ${words}`}
    >
      <Health health={stream.paused ? 'paused' : stream.health} words={words} />
      {mixed && (
        <span className={classes.network} aria-hidden>
          <NetworkBadge network={stream.network} />
        </span>
      )}
      <bdi className={classes.name}>{stream.name}</bdi>
    </SourceEntry>
  )
}

interface SourceEntryProps {
  source: string
  onPick: () => void
  count: { words: string; late: boolean }
  title?: string
  ownLane?: number
  children: ReactNode
}

function SourceEntry({ source, ...entry }: SourceEntryProps) {
  const isHere = useUi((state) => state.screen === 'inbox' && sourceKey(state.source) === source)
  return <Entry isHere={isHere} {...entry} />
}

function ScreenEntry({
  screen,
  label,
  count,
}: {
  screen: Screen
  label: string
  count?: { words: string; late: boolean }
}) {
  const isHere = useUi((state) => state.screen === screen)
  return (
    <Entry isHere={isHere} onPick={() => showScreen(screen)} count={count ?? { words: '', late: false }}>
      {label}
    </Entry>
  )
}

function Entry({
  isHere,
  onPick,
  count,
  title,
  ownLane,
  children,
}: Omit<SourceEntryProps, 'source'> & { isHere: boolean }) {
  return (
    <li>
      <button
        type="button"
        className={isHere ? `${classes.entry} ${classes.here}` : classes.entry}
        aria-current={isHere ? 'page' : undefined}
        onClick={onPick}
        onKeyDown={moveFocus}
        title={title}
        data-own-lane={ownLane}
      >
        {typeof children === 'string' ? <span className={classes.name}>{children}</span> : children}
        <span className={count.late ? `${classes.count} ${classes.late}` : classes.count}>{count.words}</span>
      </button>
    </li>
  )
}

/** Arrows walk through the sidebar; Tab goes entry by entry like through any list of buttons. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0 || event.metaKey || event.ctrlKey || event.altKey) return
  const buttons = [...(event.currentTarget.closest('nav')?.querySelectorAll('button') ?? [])]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons[at + by]?.focus()
  event.preventDefault()
}

const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

function useLaneCommands(lanes: readonly Lane[], ownLanes: readonly OwnLane[]): void {
  const sources = useMemo(() => laneSources(lanes, ownLanes), [lanes, ownLanes])
  useCommand('lane.next', () => show(neighbourLane(sources, ui().source, 1)))
  useCommand('lane.previous', () => show(neighbourLane(sources, ui().source, -1)))
  useEffect(() => {
    const own = sources.filter((source) => source.type === 'own-lane')
    const stops = numbers.flatMap((number) => [
      registerCommand(
        `lane.${number}`,
        () => show(sources[number - 1]),
        () => sources.length >= number,
      ),
      registerCommand(
        `lane.own.${number}`,
        () => show(own[number - 1]),
        () => own.length >= number,
      ),
    ])
    return () => {
      for (const stop of stops) stop()
    }
  }, [sources])
}

function show(source: Source | undefined): void {
  if (source !== undefined) showSource(source)
}

/** Moves the lane that has the focus in the sidebar, else the one in front; the focus goes with it. */
function useMoveLane(ownLanes: readonly OwnLane[]): void {
  const chosen = (): { id: number; hasFocus: boolean } | undefined => {
    const focused = Number(document.activeElement?.getAttribute('data-own-lane'))
    if (focused > 0) return { id: focused, hasFocus: true }
    const { source } = ui()
    return source.type === 'own-lane' ? { id: source.id, hasFocus: false } : undefined
  }
  const move = (by: 1 | -1): void => {
    const lane = chosen()
    const order =
      lane &&
      moved(
        ownLanes.map(({ id }) => id),
        lane.id,
        by,
      )
    if (lane === undefined || order === undefined) return
    void reorderLanes(order).then(() => {
      if (lane.hasFocus) document.querySelector<HTMLElement>(`[data-own-lane="${String(lane.id)}"]`)?.focus()
    })
  }
  const isAny = (): boolean => chosen() !== undefined
  useCommand('lane.up', () => move(-1), isAny)
  useCommand('lane.down', () => move(1), isAny)
}
