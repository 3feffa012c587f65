import type { Source } from '#shared/contract'
import type { Pass } from '#shared/domain/catch-up'
import { create } from 'zustand'
import { clampPanes, readPanes, writePanes, type Panes } from './panes.ts'

/** Which part of the window is in front. `inbox` is the list with the conversation. */
export type Screen =
  'inbox' | 'outbox' | 'goals' | 'accounts' | 'streams' | 'archives' | 'settings' | 'onboarding'

export interface Ui {
  screen: Screen
  /** Where the list comes from. */
  source: Source
  /** The conversation that is selected in the list and shown beside it. */
  conversationId: number | undefined
  /** Conversations ticked for a batch. */
  checked: ReadonlySet<number>
  /** Under 900 px list and conversation take turns: which one is shown. */
  narrow: 'list' | 'conversation'
  panes: Panes
  /** The screen of all keys is open. The palette and the menus keep their own state. */
  overlay: 'help' | undefined
  /** Keys of a sequence typed so far, for the foot: `g`. */
  pendingKeys: string
  /** Last words for the screen reader. */
  announcement: string
  /** The lane or stream that a search was begun from: where leaving the search goes back to. */
  before: Source
  /** The newest pass through what was heard meanwhile, and the conversation of it that was selected when it was left. */
  pass: (Pass & { at: number | undefined }) | undefined
  /** The pass in front is at its end: its note stands in the place of a conversation. */
  passEnded: boolean
  /** The account whose sign-in form the accounts screen opens. */
  signInAccountId: number | undefined
}

export const firstSource: Source = { type: 'lane', lane: 'needs-answer' }

export const useUi = create<Ui>(() => ({
  screen: 'inbox',
  source: firstSource,
  conversationId: undefined,
  checked: new Set(),
  narrow: 'list',
  panes: readPanes(),
  overlay: undefined,
  pendingKeys: '',
  announcement: '',
  before: firstSource,
  pass: undefined,
  passEnded: false,
  signInAccountId: undefined,
}))

/** The state outside of drawing: in commands and stores. */
export const ui = (): Ui => useUi.getState()

export function showScreen(screen: Screen): void {
  useUi.setState({ screen, overlay: undefined })
}

/** Shows another lane, stream, search or pass; ticks are dropped, the selection starts anew. */
export function showSource(source: Source): void {
  const { source: now, conversationId: at, pass } = ui()
  const same = sourceKey(source) === sourceKey(now)
  const leavesPass = !same && now.type === 'catch-up' && pass?.id === now.passId
  useUi.setState({
    screen: 'inbox',
    narrow: 'list',
    overlay: undefined,
    ...(isVisit(now) ? {} : { before: now }),
    ...(leavesPass ? { pass: { ...pass, at } } : {}),
    ...(same ? {} : { source, conversationId: undefined, passEnded: false, checked: new Set<number>() }),
  })
}

/** True for what is visited from a lane or stream and left again: Esc goes back there. */
export function isVisit(source: Source): boolean {
  return source.type === 'search' || source.type === 'catch-up'
}

/** Shows a pass through what was heard meanwhile, where it was left; an empty one is at its end at once. */
export function showPass(pass: Pass): void {
  const { pass: known, source: now } = ui()
  const at = known?.id === pass.id ? known.at : undefined
  const isInFront = now.type === 'catch-up' && now.passId === pass.id
  showSource({ type: 'catch-up', passId: pass.id })
  useUi.setState({ pass: { ...pass, at }, ...(isInFront ? {} : { conversationId: at }) })
  if (pass.total === 0) endPass()
}

/** The last of a pass was looked at: its end comes into the place of the conversation. */
export function endPass(): void {
  useUi.setState({ conversationId: undefined, passEnded: true, narrow: 'conversation' })
}

/** A stable name of a source. */
export function sourceKey(source: Source): string {
  if (source.type === 'lane') return `lane:${source.lane}`
  if (source.type === 'own-lane') return `own-lane:${source.id}`
  if (source.type === 'stream') return `stream:${source.streamId}`
  if (source.type === 'catch-up') return `catch-up:${source.passId}`
  if (source.type === 'rule') return `rule:${source.ruleId}`
  return `search:${source.query}`
}

export function selectConversation(conversationId: number | undefined): void {
  useUi.setState({ conversationId, passEnded: false })
}

/** Brings a conversation to the front from anywhere: the outbox, a banner, a link. */
export function openConversation(conversationId: number): void {
  useUi.setState({
    screen: 'inbox',
    conversationId,
    passEnded: false,
    narrow: 'conversation',
    overlay: undefined,
  })
}

export function setChecked(checked: ReadonlySet<number>): void {
  useUi.setState({ checked })
}

export function setPanes(change: Partial<Panes>, windowWidth: number): void {
  const panes = clampPanes({ ...ui().panes, ...change }, windowWidth)
  useUi.setState({ panes })
  writePanes(panes)
}

/** Says something through the live region of the window. */
export function announce(announcement: string): void {
  useUi.setState({ announcement })
}

/** Brings the accounts screen to the front with the form of one account open. */
export function signInAgain(signInAccountId: number | undefined): void {
  useUi.setState({ screen: 'accounts', overlay: undefined, signInAccountId })
}

const handledListeners = new Set<(conversationId: number) => void>()

/** Says that a conversation was finished outside of the list (send and done), so that the list moves on. */
export function conversationHandled(conversationId: number): void {
  for (const listener of handledListeners) listener(conversationId)
}

/** Told of conversations that were finished outside of the list. */
export function onConversationHandled(listener: (conversationId: number) => void): () => void {
  handledListeners.add(listener)
  return () => handledListeners.delete(listener)
}
