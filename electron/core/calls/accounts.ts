import { Failure } from '#shared/failure'
import type { Account } from '#shared/domain/account'
import {
  findAccount,
  listAccounts,
  removeAccount,
  saveAccount,
  saveSecret,
  type StoredAccount,
} from '../db/accounts.ts'
import { forgetPeople } from '../db/handles.ts'
import { deleteItemContent } from '../db/item-writes.ts'
import { planJob, removeJob } from '../db/jobs.ts'
import type { Database } from '../db/open.ts'
import { all, run } from '../db/statement.ts'
import { addStream, findSameStream, streamsOfAccount } from '../db/streams.ts'
import { planFacts } from '../jobs/facts.ts'
import { planCopiesGone, planWipe, wipeCopies } from '../jobs/wipe.ts'
import type { SignedIn } from '../networks/types.ts'
import { sealCredentials } from '../credentials.ts'
import { contextFor, hostToAsk, networkOf, type World } from '../world.ts'
import { accountHealths } from '../account-health.ts'
import type { CallContext, PartOf } from './index.ts'
import { SignInAttempts } from './sign-in-attempts.ts'

export function accountCalls({ world, live, wakeJobs }: CallContext): PartOf<'accounts'> {
  const { db, changes } = world
  const finish = async (
    network: string,
    signedIn: SignedIn,
    accountId: number | undefined,
  ): Promise<Account> => {
    const account = await storeSignIn(world, network, signedIn, accountId)
    changes.tell(['accounts', 'streams', 'app', 'lanes'])
    live.refresh()
    wakeJobs()
    return publicAccount(account)
  }
  const attempts = new SignInAttempts(world, (form, signedIn) =>
    finish(form.network, signedIn, form.accountId),
  )
  return {
    'accounts.list': () => listAccounts(db).map(publicAccount),

    'accounts.health': () => accountHealths(world).map(({ account: _account, ...health }) => health),

    'accounts.signIn': async ({ network: id, host, fields, accountId }) => {
      const network = networkOf(world, id)
      if (network.signInWithToken === undefined)
        throw new Failure('not-supported', `${network.manifest.label} has no pasted sign-in.`)
      const signedIn = await network.signInWithToken(
        contextFor(world, AbortSignal.timeout(60_000), { network: id, accountId }, [
          host,
          ...Object.values(fields),
        ]),
        hostToAsk(world, network, host),
        fields,
      )
      return finish(id, signedIn, accountId)
    },

    'accounts.beginBrowserSignIn': (form) => attempts.beginInBrowser(form),

    'accounts.beginDeviceSignIn': (form) => attempts.beginOnDevice(form),

    'accounts.awaitBrowserSignIn': ({ attempt }) => attempts.await(attempt),

    'accounts.pasteBrowserSignIn': async ({ attempt, text }) => {
      await attempts.paste(attempt, text)
      return {}
    },

    'accounts.cancelBrowserSignIn': ({ attempt }) => {
      attempts.cancel(attempt)
      return {}
    },

    'accounts.remove': ({ id, wipe }) => {
      const account = findAccount(db, id)
      if (account === undefined) throw new Failure('not-found', 'This account is not here any more.')
      db.transaction(() => {
        if (wipe) wipeHeard(db, id)
        for (const stream of streamsOfAccount(db, id))
          for (const kind of ['pull', 'recheck']) removeJob(db, kind, String(stream.id))
        removeJob(db, 'facts', String(id))
        removeAccount(db, id)
        if (wipe) {
          planWipe(world)
          planCopiesGone(world)
        }
      })()
      if (wipe) wipeCopies(world)
      live.refresh()
      changes.tell(['accounts', 'streams', 'lanes', 'conversations', 'app'])
      return {}
    },
  }
}

/** Everything that an account heard and said, what was about to be said, and what was known of people heard by it alone. */
function wipeHeard(db: Database, id: number): void {
  for (const item of all<{ id: number }>(db, 'SELECT id FROM items WHERE account_id = @id', { id }))
    deleteItemContent(db, item.id)
  run(db, "DELETE FROM outbox WHERE account_id = @id AND state NOT IN ('sending', 'sent')", { id })
  run(db, "UPDATE outbox SET text = '', warning = NULL WHERE account_id = @id AND state = 'sent'", { id })
  forgetPeople(db, id)
}

function publicAccount({ remoteId: _remoteId, facts: _facts, ...account }: StoredAccount): Account {
  return account
}

/** Stores who we are and the sealed credentials, and starts (or wakes) the account's streams. */
export async function storeSignIn(
  world: World,
  network: string,
  signedIn: SignedIn,
  accountId: number | undefined,
): Promise<StoredAccount> {
  const { db, deps } = world
  const before = accountId === undefined ? undefined : findAccount(db, accountId)
  if (before !== undefined && (before.remoteId !== signedIn.remoteId || before.host !== signedIn.host)) {
    throw new Failure(
      'bad-input',
      `That signed in as ${signedIn.handle}, but this account is ${before.handle}. Sign in as ${before.handle}, or add the other as a new account.`,
    )
  }
  const sealed = await sealCredentials(world, signedIn.credentials)
  const now = deps.clock.now()
  const id = db.transaction(() => {
    const saved = saveAccount(db, { ...signedIn, network, textRule: signedIn.textRule }, now)
    saveSecret(db, saved, sealed)
    for (const stream of signedIn.streams) {
      if (
        findSameStream(db, { network, kind: stream.kind, accountId: saved, config: stream.config }) !==
        undefined
      )
        continue
      addStream(
        db,
        {
          accountId: saved,
          network,
          ...stream,
          namedByUser: false,
          intervalMs: defaultInterval(world, network, stream.kind),
        },
        now,
      )
    }
    for (const stream of streamsOfAccount(db, saved))
      if (!stream.paused) planJob(db, 'pull', String(stream.id), now)
    planFacts(world, saved)
    return saved
  })()
  const account = findAccount(db, id)
  if (account === undefined) throw new Failure('bug', 'the account vanished while it was stored')
  return account
}

export function defaultInterval(world: World, network: string, kind: string): number {
  return networkOf(world, network).manifest.streamKinds.find((k) => k.kind === kind)?.defaultMs ?? 5 * 60_000
}
