import { useEffect, useRef, useState } from 'react'
import type { Account } from '#shared/domain/account'
import { asFailure } from '#shared/failure'
import {
  agreeToKeyFile,
  awaitBrowserSignIn,
  beginBrowserSignIn,
  beginDeviceSignIn,
  cancelBrowserSignIn,
  signInWithToken,
} from '../../data/account-actions.ts'
import { openExternal } from '../../data/actions.ts'
import { useAppState } from '../../data/queries.ts'
import { setSpendCap } from '../../data/spending.ts'
import { needsConsentFirst, trimmed, type SignInState, type SignInBy } from './sign-in-steps.ts'

export interface SignInRequest {
  network: string
  host: string
  accountId: number | undefined
  by: SignInBy
  /** Highest sum a month, where the network charges and none is set yet. */
  limitUsd?: number | undefined
}

export interface SignIn {
  state: SignInState
  start: (request: SignInRequest) => void
  /** The user agrees to a key file; what was begun goes on. */
  agree: () => void
  /** Back to the form; a waiting browser sign-in is called off. */
  cancel: () => void
}

/** Drives one sign-in from the form to an account. A sign-in that is left behind is called off. */
export function useSignIn(onSignedIn: (account: Account) => void): SignIn {
  const { data: app } = useAppState()
  const [state, setState] = useState<SignInState>({ at: 'form' })
  const request = useRef<SignInRequest | undefined>(undefined)
  const waiting = useRef<string | undefined>(undefined)

  const callOff = () => {
    const attempt = waiting.current
    waiting.current = undefined
    if (attempt !== undefined) void cancelBrowserSignIn(attempt)
  }
  useEffect(() => callOff, [])

  const inBrowser = async ({ network, host, accountId, by }: SignInRequest): Promise<Account | undefined> => {
    const fields = trimmed(by.fields)
    const { attempt, url } = await beginBrowserSignIn({ network, host, accountId, fields })
    waiting.current = attempt
    setState({ at: 'waiting', attempt, url })
    await openExternal(url)
    return untilGranted(attempt)
  }
  const byCode = async ({ network, host, accountId, by }: SignInRequest): Promise<Account | undefined> => {
    const form = { network, host, accountId, fields: trimmed(by.fields) }
    const { attempt, url, userCode } = await beginDeviceSignIn(form)
    waiting.current = attempt
    setState({ at: 'waiting', attempt, url, userCode })
    // A code must be read before the page covers it; without one there is nothing to see here.
    if (userCode === undefined) await openExternal(url)
    return untilGranted(attempt)
  }
  const untilGranted = async (attempt: string): Promise<Account | undefined> => {
    try {
      const account = await awaitBrowserSignIn(attempt)
      return waiting.current === attempt ? account : undefined
    } catch (error) {
      // One that was called off by the user ends here too, and is no failure.
      if (waiting.current !== attempt) return undefined
      waiting.current = undefined
      throw error
    }
  }
  const pasted = ({ network, host, accountId, by }: SignInRequest): Promise<Account> =>
    signInWithToken({ network, host, accountId, fields: trimmed(by.fields) })
  const ways = { browser: inBrowser, code: byCode, token: pasted }

  const run = async (wanted: SignInRequest) => {
    setState({ at: 'busy' })
    try {
      const { network, limitUsd } = wanted
      // Even to ask who we are costs something there.
      if (
        limitUsd !== undefined &&
        app !== undefined &&
        !(await setSpendCap(app.settings, network, limitUsd))
      )
        return setState({ at: 'form' })
      const account = await ways[wanted.by.way](wanted)
      if (account === undefined) return
      waiting.current = undefined
      setState({ at: 'form' })
      onSignedIn(account)
    } catch (error) {
      setState(asFailure(error).code === 'needs-consent' ? { at: 'consent' } : { at: 'failed', error })
    }
  }
  return {
    state,
    start(wanted) {
      request.current = wanted
      if (app !== undefined && needsConsentFirst(app.vault, app.settings)) setState({ at: 'consent' })
      else void run(wanted)
    },
    agree() {
      const wanted = request.current
      if (wanted === undefined) return setState({ at: 'form' })
      agreeToKeyFile().then(
        () => void run(wanted),
        (error: unknown) => setState({ at: 'failed', error }),
      )
    },
    cancel() {
      callOff()
      setState({ at: 'form' })
    },
  }
}
