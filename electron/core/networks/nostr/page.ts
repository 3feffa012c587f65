import { Failure } from '#shared/failure'
import type { NetworkContext } from '../types.ts'
import { pageOf, relayName } from './relays.ts'
import { readDocument, type RelayDocument } from './wire.ts'

const answerMs = 12_000

export interface AskedPage {
  document?: RelayDocument | undefined
  failure?: Failure | undefined
}

/** The relay's document, or why there is none. Throws what makes a connection pointless: offline, timeout, a limit. */
export async function askPage(ctx: NetworkContext, url: string): Promise<AskedPage> {
  try {
    const answer = await ctx.http.request(pageOf(url), {
      headers: { accept: 'application/nostr+json' },
      timeoutMs: answerMs,
      maxBytes: 262_144,
    })
    const document = readDocument(new TextDecoder().decode(answer.body))
    if (document !== undefined) return { document }
    return {
      failure: new Failure('bad-response', `${relayName(url)} answers, but not as a relay does.`),
    }
  } catch (error) {
    if (!(error instanceof Failure) || ['offline', 'timeout', 'rate-limited', 'bug'].includes(error.code))
      throw error
    return { failure: error }
  }
}
