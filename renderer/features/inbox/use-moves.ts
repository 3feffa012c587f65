import { useRef } from 'react'
import { expectConversations } from '../../data/queries.ts'
import { useCommand } from '../../keys/commands.ts'
import { isTyping } from '../../keys/key-listener.ts'
import {
  announce,
  endPass,
  isVisit,
  selectConversation,
  setChecked,
  showSource,
  ui,
  useUi,
} from '../../state.ts'
import { focusWhenDrawn } from '../../ui/focus-when-drawn.ts'
import type { ListStore } from './list-store.ts'
import { nextBelow, rangeOf, stepFrom, toggled } from './selection.ts'

export interface Moves {
  pick: (id: number, how: 'select' | 'open' | 'tick' | 'range') => void
  reveal: () => void
}

export interface MovesView {
  /** Rows that fit on the screen. */
  pageRows: () => number
  toStart: () => void
  /** Focus on the list, so that a screen reader follows the selection. */
  focus: () => void
  /** What holds the rows and takes the focus. */
  element: () => HTMLElement | null
}

/** Moving the selection and ticking, by key and by pointer. */
export function useMoves(store: ListStore | undefined, view: MovesView): Moves {
  const lastIndex = useRef(0)
  /** Where ticking a range began, and what was ticked before it. */
  const anchor = useRef<{ id: number; before: ReadonlySet<number> } | undefined>(undefined)
  const inbox = (): boolean => ui().screen === 'inbox'
  const ids = (): number[] => store?.get().list.entries.map(({ row }) => row.id) ?? []

  const select = (id: number | undefined): void => {
    if (id === undefined) return
    const shown = ids()
    const at = Math.max(0, shown.indexOf(id))
    lastIndex.current = at
    selectConversation(id)
    expectConversations([shown[at + 1], shown[at - 1]].filter((near) => near !== undefined))
  }
  const move = (by: number): void => {
    anchor.current = undefined
    if (ui().passEnded) return by < 0 ? select(ids().at(-1)) : undefined
    const { conversationId } = ui()
    // Only one step goes over the end: a screen down or "last" still shows the last one.
    if (by === 1 && conversationId !== undefined && isEndOf(store, conversationId)) return endPass()
    select(stepFrom(ids(), ui().conversationId, by, lastIndex.current))
    view.focus()
  }
  const extendTo = (id: number | undefined): void => {
    const from = anchor.current?.id ?? ui().conversationId ?? id
    if (from === undefined || id === undefined) return
    anchor.current ??= { id: from, before: ui().checked }
    const range = rangeOf(ids(), from, id)
    setChecked(new Set([...anchor.current.before, ...range]))
    select(id)
    announce(ticked(ui().checked.size))
  }
  const extend = (by: number): void => extendTo(stepFrom(ids(), ui().conversationId, by, lastIndex.current))
  const tick = (id: number | undefined): void => {
    if (id === undefined) return
    anchor.current = undefined
    setChecked(toggled(ui().checked, id))
    announce(ticked(ui().checked.size))
  }
  const open = (): void => {
    useUi.setState({ narrow: 'conversation' })
    // The pane is drawn first where list and conversation take turns.
    focusWhenDrawn(() => document.getElementById('main'))
  }
  const reveal = (): void => {
    if (store === undefined) return
    const count = store.get().newCount
    void store.load().then(() => {
      view.toStart()
      if (count > 0) announce(`${count} new shown`)
    })
  }

  useCommand('list.next', () => move(1), inbox)
  useCommand('list.previous', () => move(-1), inbox)
  useCommand('list.pageDown', () => move(view.pageRows()), inbox)
  useCommand('list.pageUp', () => move(-view.pageRows()), inbox)
  useCommand(
    'list.first',
    () => {
      if (store?.get().list.dropped === 0) return move(-ids().length)
      void store?.load().then(() => move(-ids().length))
    },
    inbox,
  )
  useCommand('list.last', () => move(ids().length), inbox)
  useCommand('list.showNew', reveal, inbox)
  useCommand('conversation.open', open, () => inbox() && ui().conversationId !== undefined)
  useCommand('conversation.close', () => backToList(view), inbox)
  useCommand('select.toggle', () => tick(ui().conversationId), inbox)
  useCommand('select.extendDown', () => extend(1), inbox)
  useCommand('select.extendUp', () => extend(-1), inbox)
  useCommand(
    'select.all',
    () => {
      setChecked(new Set(ids()))
      announce(ticked(ids().length))
    },
    inbox,
  )
  useCommand(
    'leave',
    () => leave(view),
    () => inbox() && !isTyping() && canLeave(),
  )

  return {
    reveal,
    pick(id, how) {
      if (how === 'tick') tick(id)
      else if (how === 'range') extendTo(id)
      else {
        anchor.current = undefined
        select(id)
        if (how === 'open') open()
        // Where the two take turns a click goes into the conversation; beside each other it only selects.
        else useUi.setState({ narrow: 'conversation' })
      }
    },
  }
}

/** True for the last conversation of a pass. */
function isEndOf(store: ListStore | undefined, conversationId: number): boolean {
  if (store?.source.type !== 'catch-up') return false
  const { entries, more } = store.get().list
  return (
    !more &&
    nextBelow(
      entries.map(({ row }) => row.id),
      new Set(),
      conversationId,
    ) === undefined
  )
}

function backToList(view: MovesView): void {
  useUi.setState({ narrow: 'list' })
  focusWhenDrawn(view.element)
}

function canLeave(): boolean {
  const { checked, narrow, source } = ui()
  return checked.size > 0 || narrow === 'conversation' || isVisit(source)
}

/** Esc, one layer at a time: ticks, the conversation, the search or pass. */
function leave(view: MovesView): void {
  const { checked, narrow, source, before } = ui()
  if (checked.size > 0) setChecked(new Set())
  else if (ui().passEnded) showSource(before)
  else if (narrow === 'conversation') backToList(view)
  else if (isVisit(source)) showSource(before)
}

function ticked(count: number): string {
  return count === 0 ? 'Nothing is ticked' : `${count} ticked`
}
