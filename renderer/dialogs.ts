import { create } from 'zustand'

/** Dialogs that anything may open: the palette, the health line, a screen. The app draws them once. */
export interface Dialogs {
  addStream: boolean
  /** Signing in, to a new account or (with an id) again to a known one. */
  signIn: { accountId: number | undefined } | undefined
  /** A lane of the user's own: a known one (with its id), or a new one that starts from a query. */
  lane: LaneRequest | undefined
  /** A goal: a known one (with its id) or a new one. */
  goal: { id: number | undefined } | undefined
  /** Writing a rule: a new one, perhaps from a query, or changing a known one. */
  rule: { ruleId?: number; query?: string } | undefined
  /** Why an item is here, or only what of it can be muted. */
  why: { itemId: number; only?: 'mutes' } | undefined
  /** Writing a post; each opening has a number of its own, so that it starts from what is kept. */
  post: { opening: number } | undefined
}

export type LaneRequest = { id: number } | { query: string }

export const useDialogs = create<Dialogs>(() => ({
  addStream: false,
  signIn: undefined,
  lane: undefined,
  goal: undefined,
  rule: undefined,
  why: undefined,
  post: undefined,
}))

export const openAddStream = (): void => useDialogs.setState({ addStream: true })
export const closeAddStream = (): void => useDialogs.setState({ addStream: false })
export const openSignIn = (accountId?: number): void => useDialogs.setState({ signIn: { accountId } })
export const closeSignIn = (): void => useDialogs.setState({ signIn: undefined })
export const openLane = (lane: LaneRequest): void => useDialogs.setState({ lane })
export const closeLane = (): void => useDialogs.setState({ lane: undefined })
export const openGoal = (id?: number): void => useDialogs.setState({ goal: { id } })
export const closeGoal = (): void => useDialogs.setState({ goal: undefined })
export const openRule = (rule: Dialogs['rule'] = {}): void => useDialogs.setState({ rule, why: undefined })
export const closeRule = (): void => useDialogs.setState({ rule: undefined })
export const openWhy = (itemId: number, only?: 'mutes'): void =>
  useDialogs.setState({ why: { itemId, ...(only === undefined ? {} : { only }) } })
export const closeWhy = (): void => useDialogs.setState({ why: undefined })

let openings = 0
export const openPost = (): void => {
  openings += 1
  useDialogs.setState({ post: { opening: openings } })
}
export const closePost = (): void => useDialogs.setState({ post: undefined })
