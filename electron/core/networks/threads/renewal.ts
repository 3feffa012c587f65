import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { Json, NetworkContext } from '../types.ts'
import { refusalOf, spoken } from './refusals.ts'
import { readOne, wireRenewed } from './wire.ts'

/**
 * A token lives for sixty days and can be renewed once it is a day old, as long as it lives
 * (developers.facebook.com/docs/threads/get-started/long-lived-tokens). It is renewed by the way, by whatever is asked next.
 */

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Younger ones are refused; an hour more, for clocks that differ. */
const youngestMs = dayMs + hourMs
/** Renewed ten days after it was made: a program that rests for seven weeks is still signed in. */
const lifeLeftMs = 50 * dayMs
/** After a renewal that failed. */
const againMs = 6 * hourMs

const credentials = z.object({
  token: z.string(),
  /** When it was made or last renewed; when it was pasted, where Threads did not say. */
  issuedMs: z.number(),
  /** Absent where Threads did not say. */
  expiresMs: z.number().optional(),
  /** When a renewal last failed. */
  triedMs: z.number().optional(),
})
export type Credentials = z.infer<typeof credentials>

export function credentialsIn(value: Json): Credentials | undefined {
  return credentials.safeParse(value).data
}

export function credentialsJson({ token, issuedMs, expiresMs, triedMs }: Credentials): Json {
  return {
    token,
    issuedMs,
    ...(expiresMs === undefined ? {} : { expiresMs }),
    ...(triedMs === undefined ? {} : { triedMs }),
  }
}

/** Whether a token should be renewed now. One that has ended cannot be. Pure. */
export function isDue({ issuedMs, expiresMs, triedMs }: Credentials, nowMs: number): boolean {
  if (nowMs - issuedMs < youngestMs) return false
  if (triedMs !== undefined && nowMs - triedMs < againMs) return false
  return expiresMs === undefined || (expiresMs > nowMs && expiresMs - nowMs < lifeLeftMs)
}

/** The token to talk with; renewed first where it is due. Throws signed-out where there is none. */
export async function renewed(
  ctx: Pick<NetworkContext, 'http' | 'clock' | 'renewCredentials'>,
  origin: string,
  stored: Json,
): Promise<string> {
  const nowMs = ctx.clock.now()
  const known = mustRead(stored)
  if (!isDue(known, nowMs)) return known.token
  const fresh = await ctx.renewCredentials(stored, async (current) => {
    const before = mustRead(current)
    return isDue(before, nowMs) ? credentialsJson(await renewOrKeep(ctx, origin, before)) : current
  })
  return mustRead(fresh).token
}

function mustRead(value: Json): Credentials {
  const known = credentialsIn(value)
  if (known !== undefined) return known
  throw new Failure('signed-out', 'The sign-in at Threads is incomplete. Sign in again.')
}

/** The old token lives for weeks yet: where it cannot be renewed, it is used, and the renewal is tried again later. */
async function renewOrKeep(
  { http, clock }: Pick<NetworkContext, 'http' | 'clock'>,
  origin: string,
  before: Credentials,
): Promise<Credentials> {
  const nowMs = clock.now()
  try {
    const answer = await http.request(`${origin}/refresh_access_token`, {
      headers: { accept: 'application/json' },
      query: { grant_type: 'th_refresh_token', access_token: before.token },
      accept: spoken,
      bucket: 'threads',
    })
    if (answer.status >= 300) throw refusalOf(answer, { nowMs, secrets: [before.token] })
    const told = readOne(wireRenewed, parseJson(answer), 'a token')
    return {
      token: told.access_token,
      issuedMs: nowMs,
      expiresMs: told.expires_in === undefined ? undefined : nowMs + told.expires_in * 1000,
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { ...before, triedMs: nowMs }
  }
}
