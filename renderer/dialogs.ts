import { create } from 'zustand'

/** Dialogs that anything may open: the palette, the health line, a screen. The app draws them once. */
export interface Dialogs {
  addStream: boolean
  /** Signing in, to a new account or (with an id) again to a known one. */
  signIn: { accountId: number | undefined } | undefined
  /** A lane of the user's own: a known one (with its id), or a new one that starts from a query. */
  lane: LaneRequest | undefined
  /** A rule to listen by, starting from a query. */
  rule: { query: string } | undefined
}

export type LaneRequest = { id: number } | { query: string }

export const useDialogs = create<Dialogs>(() => ({
  addStream: false,
  signIn: undefined,
  lane: undefined,
  rule: undefined,
}))

export const openAddStream = (): void => useDialogs.setState({ addStream: true })
export const closeAddStream = (): void => useDialogs.setState({ addStream: false })
export const openSignIn = (accountId?: number): void => useDialogs.setState({ signIn: { accountId } })
export const closeSignIn = (): void => useDialogs.setState({ signIn: undefined })
export const openLane = (lane: LaneRequest): void => useDialogs.setState({ lane })
export const closeLane = (): void => useDialogs.setState({ lane: undefined })
export const openRule = (query: string): void => useDialogs.setState({ rule: { query } })
export const closeRule = (): void => useDialogs.setState({ rule: undefined })
