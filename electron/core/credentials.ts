import { isDeepStrictEqual } from 'node:util'
import { Failure } from '#shared/failure'
import { findAccount, findSecret, saveSecret } from './db/accounts.ts'
import type { Json } from './networks/types.ts'
import type { World } from './world.ts'

export function sealCredentials(world: World, credentials: Json): Promise<Uint8Array> {
  return world.deps.vault.seal(JSON.stringify(credentials))
}

export async function unsealCredentials(world: World, sealed: Uint8Array): Promise<Json> {
  // Written by sealCredentials above as JSON.
  return JSON.parse(await world.deps.vault.unseal(sealed)) as Json
}

/** Renewals under way, by account: the next one waits and then finds the first one's result. */
const underWay = new WeakMap<World, Map<number, Promise<unknown>>>()

/**
 * Exchanges credentials that ran out; see NetworkContext. Stored before they are used: a refresh token that works
 * once must not be lost with the process. Throws what `renew` throws, and signed-out where the account is gone.
 */
export async function renewCredentials(
  world: World,
  accountId: number | undefined,
  used: Json,
  renew: (current: Json) => Promise<Json>,
): Promise<Json> {
  if (accountId === undefined) return renew(used)
  const queue = underWay.get(world) ?? new Map<number, Promise<unknown>>()
  underWay.set(world, queue)
  const before = queue.get(accountId) ?? Promise.resolve()
  const work = before.then(() => renewOne(world, accountId, used, renew))
  const settled = work.catch(() => undefined)
  queue.set(accountId, settled)
  return work
}

async function renewOne(
  world: World,
  accountId: number,
  used: Json,
  renew: (current: Json) => Promise<Json>,
): Promise<Json> {
  const sealed = findSecret(world.db, accountId)
  if (sealed === undefined || findAccount(world.db, accountId) === undefined)
    throw new Failure('signed-out', 'This account is signed out. Sign in again.')
  const stored = await unsealCredentials(world, sealed)
  // A network may hand them back in another order of their names; only another value means another renewal.
  if (!isDeepStrictEqual(stored, used)) return stored
  const fresh = await renew(stored)
  saveSecret(world.db, accountId, await sealCredentials(world, fresh))
  return fresh
}
