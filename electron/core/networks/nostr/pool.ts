import { Failure, isPassing } from '#shared/failure'
import type { NetworkContext } from '../types.ts'
import { Relay } from './relay.ts'
import { relayName } from './relays.ts'

/** Several relays asked the same at once, each for itself: one that fails takes nothing from the others. */

export interface Answered<T> {
  url: string
  value: T
}
export interface Failed {
  url: string
  failure: Failure
}
export interface Heard<T> {
  answers: Answered<T>[]
  failed: Failed[]
}

/** Throws only where all of them failed. */
export async function askAll<T>(
  ctx: NetworkContext,
  urls: readonly string[],
  secret: Uint8Array | undefined,
  run: (relay: Relay) => Promise<T>,
): Promise<Heard<T>> {
  const heard: Heard<T> = { answers: [], failed: [] }
  await Promise.all(
    urls.map(async (url) => {
      try {
        heard.answers.push({ url, value: await withRelay(ctx, url, secret, run) })
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        heard.failed.push({ url, failure: error })
      }
    }),
  )
  if (heard.answers.length === 0) throw togetherFailure(heard.failed)
  return heard
}

async function withRelay<T>(
  ctx: NetworkContext,
  url: string,
  secret: Uint8Array | undefined,
  run: (relay: Relay) => Promise<T>,
): Promise<T> {
  const relay = await Relay.open(ctx, url, secret)
  try {
    return await run(relay)
  } finally {
    relay.close()
  }
}

/** One failure for many: what heals by itself counts before what does not, or one odd relay would stop all. Pure. */
export function togetherFailure(failed: readonly Failed[]): Failure {
  const failures = failed.map(({ failure }) => failure)
  const [first] = failures
  if (first === undefined) return new Failure('bad-input', 'There is no relay to ask. Name one at sign-in.')
  if (failures.length === 1) return first
  const codes = new Set(failures.map(({ code }) => code))
  const passing = failures.find(({ code }) => isPassing(code))
  const code = codes.size === 1 ? first.code : passing === undefined ? first.code : 'unavailable'
  const waits = failures.flatMap(({ retryAtMs }) => (retryAtMs === undefined ? [] : [retryAtMs]))
  return new Failure(
    code,
    `None of the ${failures.length} relays did it. ${failures.map(({ message }) => message).join(' ')}`,
    {
      retryAtMs: code === 'rate-limited' ? Math.min(...waits) : undefined,
      cause: first,
    },
  )
}

/** A sentence on those that did not answer. */
export function silentWords(failed: readonly Failed[]): string {
  const names = failed.map(({ url }) => relayName(url)).join(', ')
  return `What only ${names} holds is missing: ${failed.map(({ failure }) => failure.message).join(' ')}`
}
