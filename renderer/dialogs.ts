import { create } from 'zustand'

/** Dialogs that anything may open: the palette, the health line, a screen. The app draws them once. */
export interface Dialogs {
  addStream: boolean
  /** Signing in, to a new account or (with an id) again to a known one. */
  signIn: { accountId: number | undefined } | undefined
}

export const useDialogs = create<Dialogs>(() => ({ addStream: false, signIn: undefined }))

export const openAddStream = (): void => useDialogs.setState({ addStream: true })
export const closeAddStream = (): void => useDialogs.setState({ addStream: false })
export const openSignIn = (accountId?: number): void => useDialogs.setState({ signIn: { accountId } })
export const closeSignIn = (): void => useDialogs.setState({ signIn: undefined })
