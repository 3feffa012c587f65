import { asFailure, Failure } from '#shared/failure'
import type { Account } from '#shared/domain/account'
import type { DeviceSignIn, Network, NetworkContext, SignedIn } from '../networks/types.ts'
import { contextFor, hostToAsk, networkOf, type World } from '../world.ts'

/** Sign-ins that go on outside of the window: in the browser, or on another page until it is granted. */

/** How long the user may take in the browser. */
const signInMs = 10 * 60_000
const browserWords = 'The browser did not come back within ten minutes. Start the sign-in again.'
const codeWords = 'The code was not used in time. Start the sign-in again.'

export interface SignInForm {
  network: string
  host: string
  fields: Record<string, string>
  accountId?: number | undefined
}

interface Attempt {
  done: Promise<Account>
  cancel(): void
  /** Takes what the page showed; absent where the browser comes back by itself. */
  paste?: ((text: string) => Promise<void>) | undefined
}

export class SignInAttempts {
  readonly #world: World
  readonly #finish: (form: SignInForm, signedIn: SignedIn) => Promise<Account>
  readonly #attempts = new Map<string, Attempt>()

  constructor(world: World, finish: (form: SignInForm, signedIn: SignedIn) => Promise<Account>) {
    this.#world = world
    this.#finish = finish
  }

  async beginInBrowser(form: SignInForm): Promise<{ attempt: string; url: string }> {
    const network = networkOf(this.#world, form.network)
    const { beginBrowserSignIn, finishBrowserSignIn } = network
    if (beginBrowserSignIn === undefined || finishBrowserSignIn === undefined) {
      throw new Failure(
        'not-supported',
        `${network.manifest.label} has no sign-in in the browser; paste a token.`,
      )
    }
    const { pasteBack, redirectPort } = network.manifest.signIn
    const redirect =
      pasteBack === undefined ? await this.#world.deps.listenForRedirect(redirectPort) : nowhere()
    const abort = new AbortController()
    try {
      const { url, pending } = await beginBrowserSignIn(
        this.#context(form, abort.signal),
        hostToAsk(this.#world, network, form.host),
        redirect.redirectUri,
        form.fields,
      )
      const finish = (params: Record<string, string>) =>
        finishBrowserSignIn(this.#context(form), pending, params)
      const pasted = Promise.withResolvers<SignedIn>()
      const done = Promise.race([
        Promise.race([redirect.params, this.#ended(abort, signInMs, browserWords)]).then(finish),
        pasted.promise,
      ])
        .then((signedIn) => this.#finish(form, signedIn))
        .finally(() => {
          redirect.close()
          abort.abort(new Failure('bad-input', 'The sign-in is over.'))
        })
      // What cannot be read was copied badly: that is told to who pasted it, and may be mended.
      const paste = async (text: string): Promise<void> => pasted.resolve(await finish({ pasted: text }))
      return { attempt: this.#keep(done, abort, pasteBack && paste), url }
    } catch (error) {
      redirect.close()
      throw error
    }
  }

  async beginOnDevice(
    form: SignInForm,
  ): Promise<{ attempt: string; url: string; userCode?: string | undefined }> {
    const network = networkOf(this.#world, form.network)
    const { beginDeviceSignIn, pollDeviceSignIn } = network
    if (beginDeviceSignIn === undefined || pollDeviceSignIn === undefined)
      throw new Failure('not-supported', `${network.manifest.label} has no sign-in by code.`)
    const abort = new AbortController()
    const begun = await beginDeviceSignIn(
      this.#context(form, abort.signal),
      hostToAsk(this.#world, network, form.host),
      form.fields,
    )
    const done = Promise.race([
      this.#untilGranted(form, network, begun, abort.signal),
      this.#ended(abort, begun.expiresMs, codeWords),
    ])
      .then((signedIn) => this.#finish(form, signedIn))
      .finally(() => abort.abort(new Failure('bad-input', 'The sign-in is over.')))
    return { attempt: this.#keep(done, abort), url: begun.url, userCode: begun.userCode }
  }

  async await(attempt: string): Promise<Account> {
    const found = this.#attempts.get(attempt)
    if (found === undefined) throw new Failure('not-found', 'This sign-in is over. Start it again.')
    try {
      return await found.done
    } finally {
      this.#attempts.delete(attempt)
    }
  }

  /** Finishes with what the page showed. Throws in the network's words where that is not it; the attempt stays. */
  async paste(attempt: string, text: string): Promise<void> {
    const found = this.#attempts.get(attempt)
    if (found === undefined) throw new Failure('not-found', 'This sign-in is over. Start it again.')
    if (found.paste === undefined)
      throw new Failure('not-supported', 'The browser comes back by itself; there is nothing to paste.')
    await found.paste(text)
  }

  cancel(attempt: string): void {
    this.#attempts.get(attempt)?.cancel()
    this.#attempts.delete(attempt)
  }

  #context(form: SignInForm, signal = AbortSignal.timeout(60_000)): NetworkContext {
    return contextFor(this.#world, signal, { network: form.network }, [
      form.host,
      ...Object.values(form.fields),
    ])
  }

  async #untilGranted(
    form: SignInForm,
    network: Network,
    begun: DeviceSignIn,
    signal: AbortSignal,
  ): Promise<SignedIn> {
    let waitMs = begun.intervalMs
    for (;;) {
      await this.#pause(waitMs, signal)
      const answer = await network.pollDeviceSignIn?.(this.#context(form), begun.pending)
      if (answer?.signedIn !== undefined) return answer.signedIn
      waitMs = answer?.intervalMs ?? waitMs
    }
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      // It may have ended while the network was asked.
      if (signal.aborted) {
        reject(asFailure(signal.reason))
        return
      }
      const ended = (): void => {
        stop()
        reject(asFailure(signal.reason))
      }
      const stop = this.#world.deps.clock.after(ms, () => {
        signal.removeEventListener('abort', ended)
        resolve()
      })
      signal.addEventListener('abort', ended, { once: true })
    })
  }

  /** Rejects when the attempt is cancelled or takes longer than `limitMs`. */
  #ended(abort: AbortController, limitMs: number, words: string): Promise<never> {
    return new Promise((_resolve, reject) => {
      const stopTimer = this.#world.deps.clock.after(limitMs, () =>
        abort.abort(new Failure('timeout', words)),
      )
      abort.signal.addEventListener('abort', () => {
        stopTimer()
        reject(asFailure(abort.signal.reason))
      })
    })
  }

  #keep(done: Promise<Account>, abort: AbortController, paste?: Attempt['paste']): string {
    // Its failure is told to whoever awaits the attempt; nobody may, after a cancel.
    done.catch((error: unknown) =>
      this.#world.deps.log.info('sign-in ended', { code: asFailure(error).code }),
    )
    const attempt = this.#world.deps.newId()
    this.#attempts.set(attempt, {
      done,
      cancel: () => abort.abort(new Failure('bad-input', 'The sign-in was cancelled.')),
      paste,
    })
    return attempt
  }
}

/** Where a network sends nobody back: no port is opened, and nobody comes. */
function nowhere(): { redirectUri: string; params: Promise<never>; close(): void } {
  return { redirectUri: '', params: new Promise(() => undefined), close: () => undefined }
}
