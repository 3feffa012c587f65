import { useEffect, type KeyboardEvent, type ReactNode } from 'react'
import type { Lane, LaneId } from '#shared/domain/conversation'
import type { Rule } from '#shared/domain/rule'
import type { Stream } from '#shared/domain/stream'
import { useLanes, useOutbox, useRules, useStreams } from '../../data/queries.ts'
import { registerCommand, useCommand } from '../../keys/commands.ts'
import type { CommandId } from '../../keys/keymap.ts'
import { showScreen, showSource, sourceKey, ui, useUi, type Screen } from '../../state.ts'
import { Health } from '../../ui/health-dot.tsx'
import { healthNames, worstHealth } from '../../ui/health-names.ts'
import classes from './sidebar.module.css'
import { laneCount, neighbourLane, outboxCount, streamCount } from './sidebar-entries.ts'

/** Lanes of what is settled; those of noise and mutes only where there is any. */
function isLookBack(lane: Lane): boolean {
  return lane.id === 'done' || lane.id === 'noise' || lane.id === 'muted'
}

const noLanes: readonly Lane[] = []

/** Where to listen: lanes, streams, and what there is to look back on. */
export function Sidebar() {
  const lanes = useLanes().data ?? noLanes
  const streams = useStreams().data ?? []
  const rules = useRules().data ?? []
  const outbox = outboxCount(useOutbox().data ?? [])
  useLaneCommands(lanes)
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
            <StreamEntry key={stream.id} stream={stream} />
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
        <ScreenEntry screen="accounts" label="Accounts" />
        <ScreenEntry screen="settings" label="Settings" />
      </ul>
    </nav>
  )
}

function Heading({ children, onPick }: { children: string; command?: CommandId; onPick?: () => void }) {
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

function StreamEntry({ stream }: { stream: Stream }) {
  const words = healthNames[stream.paused ? 'paused' : stream.health]
  return (
    <SourceEntry
      source={`stream:${stream.id}`}
      onPick={() => showSource({ type: 'stream', streamId: stream.id })}
      count={{ words: streamCount(stream), late: false }}
      title={`${stream.name}: ${words}`}
    >
      <Health health={stream.paused ? 'paused' : stream.health} words={words} />
      <bdi className={classes.name}>{stream.name}</bdi>
    </SourceEntry>
  )
}

interface SourceEntryProps {
  source: string
  onPick: () => void
  count: { words: string; late: boolean }
  title?: string
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

function useLaneCommands(lanes: readonly Lane[]): void {
  useCommand('lane.next', () => show(neighbourLane(lanes, ui().source, 1)))
  useCommand('lane.previous', () => show(neighbourLane(lanes, ui().source, -1)))
  useEffect(() => {
    const stops = numbers.map((number) =>
      registerCommand(
        `lane.${number}`,
        () => show(lanes[number - 1]?.id),
        () => lanes.length >= number,
      ),
    )
    return () => {
      for (const stop of stops) stop()
    }
  }, [lanes])
}

function show(lane: LaneId | undefined): void {
  if (lane !== undefined) showSource({ type: 'lane', lane })
}
