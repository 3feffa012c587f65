import { useEffect, useRef, useState } from 'react'
import type { TriageAct } from '#shared/contract'
import { onUndone, triage } from '../../data/actions.ts'
import { expectConversations, useAppState } from '../../data/queries.ts'
import { useCommand } from '../../keys/commands.ts'
import {
  announce,
  endPass,
  onConversationHandled,
  selectConversation,
  setChecked,
  ui,
  useUi,
} from '../../state.ts'
import type { ListState, ListStore } from './list-store.ts'
import { surelyLeaves } from './leaves-lane.ts'
import { afterActing, nextBelow } from './selection.ts'

export interface Triage {
  /** Ticked conversations, else the selected one. */
  targets: () => number[]
  act: (act: TriageAct) => void
  snoozing: boolean
  setSnoozing: (open: boolean) => void
}

/**
 * Triage of what is ticked or selected. The selection moves at once; the rows go when core has said so. An act while
 * rows are still on their way is kept and done on the next one, so that no press of a held key is lost.
 * `laneQuery` is the query of the lane in front.
 */
export function useTriage(
  store: ListStore | undefined,
  state: ListState | undefined,
  laneQuery: string | undefined,
): Triage {
  const leaving = useRef(new Set<number>())
  const owed = useRef<TriageAct[]>([])
  const [snoozing, setSnoozing] = useState(false)
  const afterDone = useAppState().data?.settings.afterDone ?? 'next'

  const ids = (): number[] => store?.get().list.entries.map(({ row }) => row.id) ?? []
  const targets = (): number[] => {
    const { checked, conversationId } = ui()
    if (checked.size > 0) return [...checked]
    return conversationId === undefined || leaving.current.has(conversationId) ? [] : [conversationId]
  }

  const moveOn = (acted: ReadonlySet<number>): void => {
    const { conversationId } = ui()
    if (isPassedThrough(store, acted, conversationId)) return endPass()
    const next = afterActing(ids(), acted, conversationId, leaving.current)
    selectConversation(next)
    // The one that the same key shows next is asked for ahead, so that it is drawn with its selection.
    const gone = new Set([...acted, ...leaving.current])
    const then = next === undefined ? undefined : afterActing(ids(), new Set([next]), next, gone)
    if (then !== undefined) expectConversations([then])
    if (afterDone === 'list') useUi.setState({ narrow: 'list' })
  }

  const act = (wanted: TriageAct): void => {
    const chosen = targets()
    if (chosen.length === 0) {
      if (store?.get().loading === true) owed.current.push(wanted)
      return
    }
    const first = store?.get().list.entries.find(({ row }) => row.id === chosen[0])?.row
    const leaves = leavesSource(wanted, store, laneQuery)
    if (leaves) {
      for (const id of chosen) leaving.current.add(id)
      moveOn(new Set(chosen))
    }
    if (ui().checked.size > 0) setChecked(new Set())
    const who = chosen.length === 1 ? (first?.author.name ?? first?.author.handle) : undefined
    void triage(chosen, wanted, who).finally(() => {
      for (const id of chosen) leaving.current.delete(id)
    })
  }

  // What was pressed while the next rows were on their way is done now, one row each.
  const arrived = state?.loading === false ? state.list.entries.length : undefined
  useEffect(() => {
    if (arrived === undefined || owed.current.length === 0) return
    const due = owed.current
    owed.current = []
    for (const wanted of arrived > 0 ? due : []) {
      if (ui().conversationId === undefined)
        selectConversation(afterActing(ids(), new Set(), undefined, leaving.current))
      act(wanted)
    }
  })
  useEffect(() => {
    owed.current = []
  }, [store])

  useEffect(() =>
    onConversationHandled((id) => {
      if (ui().conversationId === id) moveOn(new Set([id]))
    }),
  )
  useEffect(
    () =>
      onUndone((changed) => {
        void store?.restore(changed).then((here) => {
          const first = here[0]
          if (first !== undefined && ui().screen === 'inbox') selectConversation(first)
        })
      }),
    [store],
  )

  const any = (): boolean => ui().screen === 'inbox' && targets().length > 0
  const inbox = (): boolean => ui().screen === 'inbox'
  useCommand('triage.done', () => act({ act: 'done' }), inbox)
  useCommand(
    'triage.reopen',
    // Out of the noise is back for us, and taught.
    () => act({ act: isNoise(store) ? 'relevant' : 'reopen' }),
    inbox,
  )
  useCommand('triage.irrelevant', () => act({ act: 'irrelevant' }), inbox)
  useCommand('triage.wait', () => act({ act: 'wait' }), inbox)
  useCommand('triage.save', () => act({ act: allSaved(targets(), store) ? 'unsave' : 'save' }), any)
  useCommand('triage.snooze', () => setSnoozing(true), any)
  useCommand(
    'select.none',
    () => {
      setChecked(new Set())
      announce('Nothing is ticked')
    },
    () => ui().checked.size > 0,
  )
  return { targets, act, snoozing, setSnoozing }
}

/** True when what was acted on was the last of a pass. */
function isPassedThrough(
  store: ListStore | undefined,
  acted: ReadonlySet<number>,
  current: number | undefined,
): boolean {
  if (store?.source.type !== 'catch-up' || current === undefined || !acted.has(current)) return false
  const { entries, more } = store.get().list
  return (
    !more &&
    nextBelow(
      entries.map(({ row }) => row.id),
      acted,
      current,
    ) === undefined
  )
}

function isNoise(store: ListStore | undefined): boolean {
  return store?.source.type === 'lane' && store.source.lane === 'noise'
}

/** True when an act takes conversations out of what is shown. */
function leavesSource(act: TriageAct, store: ListStore | undefined, laneQuery: string | undefined): boolean {
  const source = store?.source
  if (source?.type === 'own-lane') return laneQuery !== undefined && surelyLeaves(laneQuery, act)
  if (act.act === 'save') return false
  if (act.act === 'relevant') return true
  if (source?.type !== 'lane') return act.act !== 'unsave' && act.act !== 'reopen'
  if (source.lane === 'saved') return act.act === 'unsave'
  const stateOfLane = { done: 'done', snoozed: 'snooze', waiting: 'wait' } as const
  const own = source.lane in stateOfLane ? stateOfLane[source.lane as keyof typeof stateOfLane] : 'reopen' // just looked up
  return act.act !== 'unsave' && act.act !== own
}

function allSaved(ids: readonly number[], store: ListStore | undefined): boolean {
  const rows = new Map(store?.get().list.entries.map(({ row }) => [row.id, row]))
  return ids.length > 0 && ids.every((id) => rows.get(id)?.saved === true)
}
