import { Failure } from '#shared/failure'
import type { Offers } from './archives/offers.ts'
import { pastNetworks } from './archives/past-networks.ts'
import type { ArchiveFormat } from './archives/types.ts'
import type { Attention } from './attention.ts'
import type { Changes } from './changes.ts'
import type { Database } from './db/open.ts'
import type { StoredAccount } from './db/accounts.ts'
import { hostLedger } from './db/hosts.ts'
import { findAccount, findSecret, setAccountState } from './db/accounts.ts'
import type { Deps } from './deps.ts'
import type { Asked } from './jobs/asked.ts'
import type { HttpOptions } from './networks/http.ts'
import type { Notices } from './notices.ts'
import type { Http, Json, Network, NetworkAccount, NetworkContext } from './networks/types.ts'
import { renewCredentials, unsealCredentials } from './credentials.ts'
import { guardedSocket, reachOf, type Of } from './reach.ts'
import { pay } from './spending.ts'

/** What jobs and calls share while core runs: the store, what tests replace, and how to tell of changes. */
export interface World {
  deps: Deps
  db: Database
  changes: Changes
  notices: Notices
  http(options: HttpOptions): Http
  attention: Attention
  asked: Asked
  /** Files that the user chose in a dialog of the system. */
  offers: Offers
  formats: ReadonlyMap<string, ArchiveFormat>
}

/** The network of this id, also one that is gone and known from archives; throws not-supported where this Earshot does not know it. */
export function networkOf(world: World, id: string): Network {
  const network = world.deps.networks.get(id) ?? pastNetworks.get(id)
  if (network === undefined)
    throw new Failure('not-supported', `This Earshot does not know the network "${id}".`)
  return network
}

/** Where a sign-in goes: the place that was named, or the only one there is (said as nothing), which the demo stands in for. */
export function hostToAsk(world: World, network: Network, named: string): string {
  if (named !== '' || network.manifest.signIn.asksHost) return named
  return world.deps.demoHost ?? ''
}

/**
 * What a network is handed for one piece of work, for one of its accounts or (at sign-in) for none yet. `typed` is what
 * the user wrote just now and nothing keeps yet: its hosts may be asked as well.
 */
export function contextFor(
  world: World,
  signal: AbortSignal,
  of: Of,
  typed: readonly string[] = [],
): NetworkContext {
  const { clock, openSocket, newId } = world.deps
  const reach = reachOf(world, of, typed)
  return {
    http: world.http({ signal, reach, bucket: of.accountId === undefined ? '' : String(of.accountId) }),
    openSocket: guardedSocket(openSocket, reach, hostLedger(world.db), () => clock.now()),
    clock,
    signal,
    newId: () => newId(),
    renewCredentials: (used, renew) => renewCredentials(world, of.accountId, used, renew),
    pay: (call, most) => pay(world, of, call, most),
  }
}

/** An account with its credentials opened. Throws not-found, or signed-out where they are missing or sealed elsewhere. */
export async function openAccount(world: World, id: number): Promise<NetworkAccount> {
  const account = findAccount(world.db, id)
  if (account === undefined) throw new Failure('not-found', 'This account is not here any more.')
  const sealed = findSecret(world.db, id)
  if (sealed === undefined) throw new Failure('signed-out', `${account.handle} is signed out. Sign in again.`)
  return networkAccount(account, await unsealCredentials(world, sealed))
}

export function networkAccount(account: StoredAccount, credentials: Json): NetworkAccount {
  return {
    id: account.id,
    host: account.host,
    remoteId: account.remoteId,
    handle: account.handle,
    credentials,
    facts: account.facts,
  }
}

/** The network refused the credentials: the account says so until the user signs in again. */
export function markSignedOut(world: World, accountId: number): void {
  setAccountState(world.db, accountId, 'signed-out')
  world.changes.tell(['accounts', 'streams'])
}
