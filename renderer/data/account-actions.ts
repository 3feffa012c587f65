import type { calls, Input } from '#shared/contract'
import { attempt } from './actions.ts'
import { core } from './client.ts'

/** Signing in and out. Forms show their own failures, so these throw a Failure unless told otherwise. */

export const signInWithToken = (form: Input<typeof calls, 'accounts.signIn'>) =>
  core.call('accounts.signIn', form)

export const beginBrowserSignIn = (form: Input<typeof calls, 'accounts.beginBrowserSignIn'>) =>
  core.call('accounts.beginBrowserSignIn', form)

/** Begins a sign-in that is granted on another page, by a code where there is one. Awaited and called off like one in the browser. */
export const beginDeviceSignIn = (form: Input<typeof calls, 'accounts.beginDeviceSignIn'>) =>
  core.call('accounts.beginDeviceSignIn', form)

/** Resolves when the browser came back with a yes. */
export const awaitBrowserSignIn = (attemptId: string) =>
  core.call('accounts.awaitBrowserSignIn', { attempt: attemptId })

/** Hands over what the page showed. Throws where that cannot be it, and the sign-in goes on waiting. */
export const pasteBrowserSignIn = (attemptId: string, text: string) =>
  core.call('accounts.pasteBrowserSignIn', { attempt: attemptId, text })

export const cancelBrowserSignIn = (attemptId: string) =>
  attempt('Not called off', () => core.call('accounts.cancelBrowserSignIn', { attempt: attemptId }))

/** The user agreed to a key file. Throws, because what needed it must not be tried again if this failed. */
export const agreeToKeyFile = () => core.call('settings.set', { fileKeyConsent: true })

export const removeAccount = (id: number, wipe: boolean) =>
  attempt('Not removed', () => core.call('accounts.remove', { id, wipe }))
