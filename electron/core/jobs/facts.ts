import { findAccount, listAccounts, setAccountFacts } from '../db/accounts.ts'
import { ensureJob } from '../db/jobs.ts'
import { contextFor, markSignedOut, networkOf, openAccount, type World } from '../world.ts'
import type { JobKind } from './runner.ts'

/** What a network allows changes rarely; a day late is soon enough. */
const everyMs = 24 * 3_600_000
/** After a start, what is in front of somebody goes first. */
const afterStartMs = 10 * 60_000

/** The job that asks an account's network (its key is the account's id) once a day what it allows: lengths, rights, versions. */
export function factsJob(world: World): JobKind {
  const { db, deps } = world
  return {
    turn: 'background',
    async run(job, signal) {
      const stored = findAccount(db, Number(job.key))
      if (stored === undefined || stored.state === 'signed-out') return { againMs: undefined }
      const network = networkOf(world, stored.network)
      if (network.refreshFacts === undefined) return { againMs: undefined }
      const ctx = contextFor(world, signal, { network: stored.network, accountId: stored.id })
      const { facts, textRule } = await network.refreshFacts(ctx, await openAccount(world, stored.id))
      setAccountFacts(db, stored.id, facts, textRule)
      world.changes.tell(['accounts'])
      return { againMs: deps.clock.now() + everyMs }
    },
    failed(job, failure) {
      if (failure.code === 'signed-out') markSignedOut(world, Number(job.key))
      return undefined
    },
  }
}

/** Plans it for an account that has just signed in, and so was asked just now. */
export function planFacts(world: World, accountId: number): void {
  ensureJob(world.db, 'facts', String(accountId), world.deps.clock.now() + everyMs)
}

/** Plans it for every account that has none: one of an earlier version, or one whose network failed for good. */
export function planMissingFacts(world: World): void {
  for (const { id } of listAccounts(world.db))
    ensureJob(world.db, 'facts', String(id), world.deps.clock.now() + afterStartMs)
}
